"""The HTML page: every word of the report is there, escaped, and nothing is asked of the outside."""

from __future__ import annotations

import re
from html import unescape

import pytest

from reportedly.coder import Coder
from reportedly.export.html_page import IndexRow, Mark, index_page, report_page, segments
from reportedly.records import CodedReport, Issue, Span

HOSTILE = (
    'Rebels <script>alert("x")</script> attack Gao\n\n'
    "Rebels said on Monday that they had attacked a post near Gao & killed 12 <b>soldiers</b> {{ 7 * 7 }}.\n"
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(fast=True)


@pytest.fixture(scope="module")
def coded(coder: Coder) -> CodedReport:
    return coder.code(HOSTILE, published="2024-08-26", outlet='"><img src=x onerror=alert(1)>')


def test_report_text_is_data_and_never_markup(coded: CodedReport) -> None:
    page = report_page(coded)
    assert "<script>alert" not in page and "<img" not in page and "<b>soldiers" not in page
    assert "49" not in page


def test_the_text_of_the_report_stands_in_the_page_whole(coded: CodedReport) -> None:
    page = report_page(coded)
    shown = unescape(re.sub(r"<[^>]+>", "", page))
    for block in coded.report.blocks:
        assert block.span.of(coded.report.text) in shown


def test_a_page_asks_nothing_of_the_outside(coded: CodedReport) -> None:
    page = report_page(coded)
    assert not re.search(r'(?:src|href)="(?!index\.html)', page)
    assert "default-src 'none'" in page


def test_every_claim_has_a_card_with_its_evidence(coded: CodedReport) -> None:
    page = report_page(coded)
    assert coded.claims
    for claim in coded.claims:
        assert f'id="{claim.id}"' in page
    assert page.count("<blockquote>") == sum(len(claim.evidence) for claim in coded.claims)


def test_a_page_without_claims_has_no_legend(coder: Coder) -> None:
    page = report_page(coder.code("The orchestra played well on Saturday evening."))
    assert "No claims in this report." in page and 'class="legend"' not in page


def test_segments_cover_the_span_once_and_cut_at_marks() -> None:
    marks = [Mark(Span(2, 6), "actor", 0), Mark(Span(4, 8), "place", 1), Mark(Span(20, 30), "time", 2)]
    cut = list(segments("abcdefghij", Span(1, 9), marks))
    assert "".join(piece.text for piece in cut) == "bcdefghi"
    assert [(piece.text, piece.roles, piece.claims) for piece in cut if piece.roles] == [
        ("cd", "actor", "c0"),
        ("ef", "actor place", "c0 c1"),
        ("gh", "place", "c1"),
    ]


def test_the_index_lists_pages_and_what_could_not_be_read(coded: CodedReport) -> None:
    rows = [IndexRow.of_report(coded, "a.html"), IndexRow.of_failure("b.pdf", Issue("not_text", "a <PDF>"))]
    page = index_page(rows)
    assert 'href="a.html"' in page and "b.pdf (not read)" in page and "a &lt;PDF&gt;" in page


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(coded: CodedReport) -> None:
    shown = coded._repr_html_()  # type: ignore[attr-defined]
    assert shown.startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    assert shown.count("<") == 2
    assert repr(coded).startswith("<CodedReport 'Rebels")
