"""make_report: offsets, identity, outlet and language."""

from __future__ import annotations

import datetime as dt

import pytest

from reportedly.knowledge.outlets import outlet_by
from reportedly.read import make_report
from reportedly.read.report import MAX_CHARACTERS

PROSE = "The Northern Front said on Sunday that it had launched two rockets at a depot near Lantern Bay."
SPANISH = (
    "El ejército dijo el domingo que los rebeldes atacaron un pueblo cerca de la frontera y que tres "
    "soldados murieron durante los combates que siguieron por la noche."
)


def test_offsets_of_ordinary_text_are_preserved() -> None:
    text = f"  {PROSE}\n\n\n  {PROSE} \n"
    report = make_report(text)
    assert report.text == text
    assert [block.span.of(text) for block in report.blocks] == [PROSE, PROSE]


def test_the_id_depends_on_text_source_and_date_only() -> None:
    report = make_report(PROSE)
    assert report.id == make_report(PROSE).id == "34683d50d3a69939"
    others = (
        make_report(PROSE + " "),
        make_report(PROSE, url="https://a.example/x"),
        make_report(PROSE, published=dt.date(2024, 8, 25)),
        make_report(PROSE, outlet=outlet_by("presstv")),
    )
    assert len({report.id, *(other.id for other in others)}) == 5


def test_the_outlet_comes_from_the_url() -> None:
    report = make_report(PROSE, url="https://www.presstv.ir/Detail/2024/08/25/1/x")
    assert report.outlet is not None and report.outlet.id == "presstv"
    assert str(report.published) == "2024-08-25"


def test_missing_and_unknown_outlets_are_issues() -> None:
    assert "no_outlet" in {issue.code for issue in make_report(PROSE).issues}
    codes = {issue.code for issue in make_report(PROSE, url="https://daily-lantern.example/x").issues}
    assert "unknown_outlet" in codes


@pytest.mark.parametrize(
    ("text", "language", "flagged"),
    [
        (PROSE, "en", False),
        (PROSE.upper(), "en", False),
        (SPANISH, "es", True),
        (SPANISH.upper(), "es", True),
        ("Rebels attacked.", None, False),
        (
            "Армия сообщила в воскресенье, что повстанцы атаковали деревню у границы и трое солдат погибли.",
            "ru",
            True,
        ),
        (
            "أعلن الجيش يوم الأحد أن المتمردين هاجموا قرية قرب الحدود وأن ثلاثة جنود قتلوا في الاشتباكات",
            "ar",
            True,
        ),
    ],
)
def test_language(text: str, language: str | None, flagged: bool) -> None:
    report = make_report(text)
    assert report.language == language
    assert ("not_english" in {issue.code for issue in report.issues}) is flagged


def test_long_texts_are_cut_with_an_issue() -> None:
    report = make_report((PROSE + " ") * (MAX_CHARACTERS // 80))
    assert len(report.text) <= MAX_CHARACTERS
    assert "truncated" in {issue.code for issue in report.issues}


def test_empty_text_gives_a_report_without_blocks() -> None:
    assert make_report("").blocks == make_report(" \n\u200b\n").blocks == ()
