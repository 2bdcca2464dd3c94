"""Several voices in one sentence, and words that a cue introduces from afar."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.attribution import find_attributions
from reportedly.records import ParsedReport

Parse = Callable[..., ParsedReport]


def told(parsed: ParsedReport) -> list[tuple[str | None, str, list[str]]]:
    return [
        (
            a.source.of(parsed.text) if a.source else None,
            a.cue.of(parsed.text),
            [c.of(parsed.text) for c in a.contents],
        )
        for a in find_attributions(parsed)
    ]


def test_quoted_as_saying_after_its_clause(parse: Parse) -> None:
    said = ["Rebels shelled the port overnight"]
    found = told(parse("Rebels shelled the port overnight, Radio Kesh quoted the army as saying on Monday."))
    assert [(source, contents) for source, _, contents in found] == [("Radio Kesh", said), ("the army", said)]


def test_citing_at_the_end_is_no_part_of_the_content(parse: Parse) -> None:
    said = ["that the outpost had fallen"]
    found = told(parse("Radio Kesh reported that the outpost had fallen, quoting the defence ministry."))
    assert [(source, contents) for source, _, contents in found] == [
        ("Radio Kesh", said),
        ("the defence ministry", said),
    ]


def test_citing_before_the_cue_is_the_inner_one(parse: Parse) -> None:
    parsed = parse("Local media, citing police, said the bomb was hidden in a bag.")
    inner, outer = find_attributions(parsed)
    assert inner.source is not None and outer.source is not None
    assert (inner.source.of(parsed.text), outer.source.of(parsed.text)) == ("police", "Local media")
    assert outer.contents[0].contains(inner.contents[0])
    assert outer.contents != inner.contents


def test_a_second_verb_of_saying_keeps_the_speaker(parse: Parse) -> None:
    found = told(
        parse("The spokesman said that the army had hit rebels and denied that civilians had been harmed.")
    )
    assert [(source, cue) for source, cue, _ in found] == [
        ("The spokesman", "said"),
        ("The spokesman", "denied"),
    ]
    assert found[0][2] == ["that the army had hit rebels"]


def test_a_second_verb_of_saying_keeps_the_speaker_of_a_passive(parse: Parse) -> None:
    found = told(
        parse("He said that 18 rebels had been killed and denied that any soldier had been captured.")
    )
    assert [(source, cue) for source, cue, _ in found] == [("He", "said"), ("He", "denied")]


def test_a_colon_at_a_paragraph_end_introduces_the_next_ones(parse: Parse) -> None:
    text = (
        "The spokesman of the army said:\n\nThe operation achieved its goal.\n\nIt will go on.\n\n"
        "The governor said nobody was hurt."
    )
    found = told(parse(text))
    assert found[0][0] == "The spokesman of the army"
    assert found[0][2] == ["The operation achieved its goal", "It will go on"]
    assert found[1][0] == "The governor"


def test_the_dateline_is_no_part_of_the_content(parse: Parse) -> None:
    [(_, _, contents)] = told(
        parse("KESH, June 11 (XNA) — Rebels shelled the port overnight, the army said.")
    )
    assert contents == ["Rebels shelled the port overnight"]


@pytest.mark.parametrize(
    "text",
    [
        "The army put 160 rebels out of action.",
        "The rebels attacked the port that the army calls Camp Nour.",
        "The group that calls itself the Red Band attacked the port.",
    ],
)
def test_other_uses_of_a_verb_are_no_cues(parse: Parse, text: str) -> None:
    assert told(parse(text)) == []


def test_a_medium_inside_a_content_is_nested(parse: Parse) -> None:
    parsed = parse("The minister said the rebels had admitted shelling the port.")
    outer, inner = find_attributions(parsed)
    assert outer.contents[0].contains(inner.cue)
    assert inner.source is not None
    assert inner.source.of(parsed.text) == "the rebels"
