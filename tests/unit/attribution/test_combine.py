"""What becomes of the net's spans, given by a net that always sees the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from reportedly.attribution.station import find_drafts
from reportedly.nets import AttributionNet
from reportedly.nets.attribution import NetAttribution
from reportedly.records import ParsedReport, Span

Parse = Callable[..., ParsedReport]


class FixedNet:
    """Sees one attribution: the spans of the given words."""

    def __init__(self, source: str | None, cue: str, content: str, score: float = 0.9) -> None:
        self.words = (source, cue, content)
        self.score = score

    def predict(self, text: str, blocks: object) -> tuple[NetAttribution, ...]:
        source, cue, content = (
            Span(text.index(words), text.index(words) + len(words)) if words else None for words in self.words
        )
        assert cue is not None and content is not None
        return (NetAttribution(source, cue, (content,), self.score),)


def _read(parsed: ParsedReport, net: FixedNet) -> list[tuple[str | None, str, list[str]]]:
    drafts = find_drafts(parsed, cast(AttributionNet, net))
    text = parsed.text
    return [
        (d.source.of(text) if d.source else None, d.cue.of(text), [c.of(text) for c in d.contents])
        for d in drafts
    ]


def test_a_circumstance_after_the_object_is_not_content(parse: Parse) -> None:
    parsed = parse("The council condemned the raid on Karsin while its envoy was visiting the capital.")
    net = FixedNet("The council", "condemned", "the raid on Karsin while its envoy was visiting the capital")
    assert _read(parsed, net) == [("The council", "condemned", ["the raid on Karsin"])]


def test_a_condition_stays_with_what_was_said(parse: Parse) -> None:
    parsed = parse("The army said it would answer if its posts were attacked again.")
    words = "it would answer if its posts were attacked again"
    assert _read(parsed, FixedNet("The army", "said", words)) == [("The army", "said", [words])]


@pytest.mark.parametrize(("score", "found"), [(0.4, 0), (0.6, 1)])
def test_an_unsure_cue_without_source_is_dropped(parse: Parse, score: float, found: int) -> None:
    parsed = parse("The road is a likely target of the militia this winter.")
    assert len(_read(parsed, FixedNet(None, "likely", "target of the militia this winter", score))) == found


def test_an_unsure_cue_with_a_source_stays(parse: Parse) -> None:
    parsed = parse("The envoy floated a likely target of the militia this winter.")
    net = FixedNet("The envoy", "floated", "a likely target of the militia this winter", 0.4)
    assert len(_read(parsed, net)) == 1
