"""The comparison with other tools, and the progress bar, on tiny inputs."""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly.bench import attribution, places, times
from reportedly.bench.peers import dateparser_days, entity_spans, peer_table
from reportedly.bench.progress import with_progress
from reportedly.bench.times import TimeDocument, TimeExpression
from reportedly.knowledge.gazetteer import Gazetteer
from reportedly.records import ParsedReport, Sentence, Span, Token

CREATED = dt.date(2024, 8, 25)
TEXT = "Shells fell on 3 May 2023, and the truce held in 2021."


def _parsed(parse: Callable[..., ParsedReport], labelled: list[tuple[str, str]]) -> ParsedReport:
    """A report of one sentence whose tokens carry the labels given."""
    tokens, start = [], 0
    for i, (word, label) in enumerate(labelled):
        tokens.append(Token(i, Span(start, start + len(word)), word, word, "X", "X", "dep", 0, label))
        start += len(word) + 1
    text = " ".join(word for word, _ in labelled)
    sentence = Sentence(0, 0, Span(0, len(text)), tuple(tokens), tuple(() for _ in tokens))
    report = parse(text).report
    return ParsedReport(report, (sentence,))


def test_entities_are_runs_of_one_label_without_article_and_genitive(
    parse: Callable[..., ParsedReport],
) -> None:
    words = [("the", "GPE"), ("United", "GPE"), ("Kingdom", "GPE"), ("'s", "GPE"), ("Smith", "PERSON")]
    words += [("Kenya", "GPE"), ("Nile", "LOC"), ("The", "FAC"), ("Kenyan", "NORP")]
    parsed = _parsed(parse, words)
    found = sorted(span.of(parsed.text) for span in entity_spans(parsed, {"GPE", "LOC", "FAC"}))
    assert found == ["Kenya", "Nile", "United Kingdom"]
    assert [s.of(parsed.text) for s in entity_spans(parsed, {"NORP"})] == ["Kenyan"]


def test_dateparser_days_have_extents_in_the_text() -> None:
    (first, *_) = dateparser_days(TEXT, CREATED)
    assert first[1] == "2023-05-03"
    assert "3 May 2023" in first[0].of(TEXT)
    assert dateparser_days("Nothing here.", None) == []


def test_the_ratio_is_ours_over_the_peers() -> None:
    rows = peer_table("ours", "theirs", [("f1", 0.9, 0.6), ("other", 0.5, 0.0)])
    assert rows == (
        ("metric", "ours", "theirs", "ratio"),
        ("f1", "0.900", "0.600", "1.50"),
        ("other", "0.500", "0.000", "–"),
    )


def test_times_compare_days_on_the_first_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    start = TEXT.index("3 May 2023")
    day = TimeExpression(Span(start, start + 10), "DATE", "2023-05-03")
    gold = (day, TimeExpression(Span(TEXT.index("2021"), TEXT.index("2021") + 4), "DATE", "2021"))
    document = TimeDocument("a", TEXT, CREATED, gold)
    monkeypatch.setattr(times, "PEER_DOCUMENTS", 1)
    late = TimeExpression(day.span, "DATE", "2023-05-03T10:00")  # its day is right
    header, *rows = times.peers([document, document], [(late,), ()])
    figures = {row[0]: row for row in rows}
    assert "first 1 documents" in header[2]
    assert figures["relaxed_f1"][1] == f"{2 / 3:.3f}"  # one of one found, one of two gold
    assert figures["share of days right"][1:3] == ("1.000", "1.000")


def test_places_table_scores_entities_of_the_same_parse(
    tmp_path: Path, parse: Callable[..., ParsedReport]
) -> None:
    (tmp_path / "GeoVirus.xml").write_text(
        """<articles><article><source>x</source><text>Cases rose in Kenya.</text><locations>
        <location><name>Kenya</name><start>15</start><end>20</end><lat>1</lat><lon>38</lon></location>
        </locations></article></articles>""",
        "utf-8",
    )
    result = places.run(tmp_path, "GeoVirus", parse=parse, gazetteer=Gazetteer.open())
    assert result.tables["peers"][-1][0] == "found_f1"
    assert result.tables["peers"][-1][1:3] == ("1.000", "1.000")


def test_attribution_shows_the_nearest_verb_as_a_peer() -> None:
    ours, peer = attribution.Score(), attribution.Score()
    for score, right in ((ours, 4), (peer, 1)):
        for metric in ("cue_exact_f1", "whole_exact_f1"):
            score.tallies[metric] = [right, 4, right, 4]
    assert attribution._peers(ours, peer)[1] == ("cue_exact_f1", "1.000", "0.250", "4.00")


class _Stream(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize("terminal", [True, False])
def test_the_bar_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    stream = _Stream(terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(with_progress([1, 2, 3], "reading")) == [1, 2, 3]
    assert ("reading" in stream.getvalue()) == terminal
