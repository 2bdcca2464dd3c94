"""Our own labelled passages: every label stands in its text, and the sides are balanced."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from reportedly.records import Realis, Span, Stance
from reportedly.train.conflict_data import (
    LabelError,
    exchanged,
    passage_of,
    problems,
    read_passages,
    span_in,
)

RAW = {
    "id": "x-1",
    "kind": "denial",
    "region": "nowhere",
    "style": "wire",
    "text": "Norland said Sudria shelled Alba. Sudria denied it had shelled Alba.",
    "sides": ["Norland", "Sudria"],
    "events": [
        {"word": "shelled", "type": "shelling", "realis": "actual", "stance": "accuses", "source": "Norland",
         "cue": "said", "actor": "Sudria", "place": "Alba"},
        {"word": "shelled#2", "type": "shelling", "realis": "actual", "stance": "denies",
         "source": "Sudria#2", "cue": "denied"},
    ],
}  # fmt: skip


def test_all_passages_fit_their_texts() -> None:
    assert problems() == []


def test_there_are_enough_varied_sentences() -> None:
    passages = read_passages(swapped=False)
    assert sum(p.sentences for p in passages) >= 1500
    assert len({p.text for p in passages}) == len(passages)
    events = [e for p in passages for e in p.events]
    assert {e.realis for e in events} == set(Realis)
    assert {e.stance for e in events} >= set(Stance) - {Stance.DOUBTS}
    assert sum(1 for p in passages if not p.events) >= 40
    assert min(Counter(e.type for e in events if e.type in ("arrest", "protest", "abduction")).values()) > 20


def test_an_exchanged_passage_has_the_sides_in_each_others_place() -> None:
    swapped = passage_of(exchanged(RAW))
    assert swapped.text == "Sudria said Norland shelled Alba. Norland denied it had shelled Alba."
    first, second = swapped.events
    assert first.source == Span(0, 6) and first.source.of(swapped.text) == "Sudria"
    assert dict(first.roles)["actor"].of(swapped.text) == "Norland"
    assert second.source is not None and second.source.start == swapped.text.rindex("Norland")
    assert exchanged(exchanged(RAW))["text"] == RAW["text"]


def test_the_nth_words_are_found() -> None:
    assert span_in("x", "a man and a man", "man#2") == Span(12, 15)
    with pytest.raises(LabelError, match="does not stand"):
        span_in("x", "a man and a woman", "man#2")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"word": "bombed", "type": "shelling", "realis": "actual"}, "does not stand"),
        ({"word": "shelled", "type": "shelled", "realis": "actual"}, "no event type"),
        ({"word": "shelled", "type": "shelling", "realis": "sure"}, "sure"),
        ({"word": "shelled", "type": "shelling", "realis": "actual", "who": "Norland"}, "unknown"),
        ({"word": "shelled", "type": "shelling"}, "lacks"),
    ],
)
def test_wrong_labels_are_named(change: dict[str, str], message: str) -> None:
    with pytest.raises(LabelError, match=message):
        passage_of(RAW | {"events": [change]})


def test_a_file_with_a_wrong_label_is_reported_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- {id: a-1, kind: report, region: x, style: wire, text: ''}\n")
    assert problems(tmp_path) == ["a.yaml: a-1: no text"]
