"""The rules alone: spans, stances and channels over our own sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reportedly.attribution import find_attributions
from reportedly.parse import SpacyParser
from reportedly.read import make_report
from reportedly.records import Attribution, Block, BlockKind, ParsedReport, Span, Stance

Parse = Callable[..., ParsedReport]


def told(parsed: ParsedReport) -> list[tuple[str | None, str, list[str], str]]:
    """(source, cue, contents, stance) of each attribution, as words."""
    return [
        (
            a.source.of(parsed.text) if a.source else None,
            a.cue.of(parsed.text),
            [c.of(parsed.text) for c in a.contents],
            a.stance.value,
        )
        for a in find_attributions(parsed)
    ]


def only(parsed: ParsedReport) -> Attribution:
    found = find_attributions(parsed)
    assert len(found) == 1, told(parsed)
    return found[0]


@pytest.mark.parametrize(
    ("text", "source", "cue", "contents", "stance"),
    [
        (
            "The Northern Front said on Sunday that it had fired two rockets at an army base.",
            "The Northern Front",
            "said",
            ["that it had fired two rockets at an army base"],
            "asserts",
        ),
        (
            "Two soldiers were killed, the defence ministry said.",
            "the defence ministry",
            "said",
            ["Two soldiers were killed"],
            "asserts",
        ),
        (
            "According to the governor, five people died when a drone hit a bus.",
            "the governor",
            "According to",
            ["five people died when a drone hit a bus"],
            "asserts",
        ),
        (
            "Five people died when a drone hit a bus, according to the governor.",
            "the governor",
            "according to",
            ["Five people died when a drone hit a bus"],
            "asserts",
        ),
        (
            "The coalition has acknowledged carrying out the airstrike that hit the school.",
            "The coalition",
            "has acknowledged",
            ["carrying out the airstrike that hit the school"],
            "confirms",
        ),
        (
            "The army denied that its planes had bombed the market.",
            "The army",
            "denied",
            ["that its planes had bombed the market"],
            "denies",
        ),
        (
            "The rebels threatened to attack the port.",
            "The rebels",
            "threatened",
            ["to attack the port"],
            "threatens",
        ),
        ("The rebels vowed to attack the port.", "The rebels", "vowed", ["to attack the port"], "vows"),
        (
            "The commander is believed to have been killed.",
            None,
            "is believed",
            ["The commander", "to have been killed"],
            "asserts",
        ),
        (
            "It was reported that three children were wounded.",
            None,
            "was reported",
            ["that three children were wounded"],
            "asserts",
        ),
        (
            "The group released a video claiming responsibility for the kidnapping of two engineers.",
            "The group",
            "claiming",
            ["responsibility for the kidnapping of two engineers"],
            "claims_responsibility",
        ),
        (
            "The attack was claimed by the Red Band.",
            "the Red Band",
            "was claimed",
            ["The attack"],
            "claims_responsibility",
        ),
        (
            "The Red Band denied any involvement in the attack.",
            "The Red Band",
            "denied",
            ["any involvement in the attack"],
            "denies_responsibility",
        ),
        (
            "The Red Band said it was behind the bombing.",
            "The Red Band",
            "said",
            ["it was behind the bombing"],
            "claims_responsibility",
        ),
        (
            "The militia warned that it would strike the port again.",
            "The militia",
            "warned",
            ["that it would strike the port again"],
            "threatens",
        ),
        (
            "The agency warned that famine was close.",
            "The agency",
            "warned",
            ["that famine was close"],
            "asserts",
        ),
        (
            "THE REBELS CLAIMED RESPONSIBILITY FOR THE BOMBING OF THE BRIDGE.",
            "THE REBELS",
            "CLAIMED",
            ["RESPONSIBILITY FOR THE BOMBING OF THE BRIDGE"],
            "claims_responsibility",
        ),
        (
            "the army said rebels shelled the town of velmin on monday.",
            "the army",
            "said",
            ["rebels shelled the town of velmin on monday"],
            "asserts",
        ),
    ],
)
def test_one_sentence(
    parse: Parse, text: str, source: str | None, cue: str, contents: list[str], stance: str
) -> None:
    assert told(parse(text)) == [(source, cue, contents, stance)]


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the bombing.",
        "No one immediately claimed the attack.",
        "There was no immediate claim of responsibility for the blast.",
        "The army did not confirm the strike.",
        "The general refused to confirm the raid.",
        "Zarland has neither confirmed nor denied the attack.",
        "The war has claimed 40,000 lives.",
        "The rebels captured the bridge on Monday.",
    ],
)
def test_a_negated_cue_or_none_gives_no_attribution(parse: Parse, text: str) -> None:
    assert told(parse(text)) == []


def test_a_quotation_over_sentences_is_taken_whole(parse: Parse) -> None:
    parsed = parse("“We struck the depot at dawn,” said Karim Dell. “Nobody was hurt. It was a warning.”")
    found = only(parsed)
    assert [c.of(parsed.text) for c in found.contents] == [
        "“We struck the depot at dawn,”",
        "“Nobody was hurt. It was a warning.”",
    ]
    assert found.quoted


def test_a_free_quotation_continues_the_last_speaker_in_the_next_paragraph(parse: Parse) -> None:
    parsed = parse("“They are all well,” the president said.\n\n“We thank everyone who helped to free them.”")
    found = only(parsed)
    assert found.contents[-1].of(parsed.text) == "“We thank everyone who helped to free them.”"


def test_straight_single_quotation_marks_are_read(parse: Parse) -> None:
    parsed = parse("'We will answer,' the commander said.")
    assert only(parsed).quoted


def test_an_accusation_has_its_addressee(parse: Parse) -> None:
    parsed = parse("Zarland accused Morovia of shelling a hospital.")
    found = only(parsed)
    assert found.stance is Stance.ACCUSES
    assert found.addressee is not None
    assert found.addressee.of(parsed.text) == "Morovia"


def test_blame_on_someone_has_its_addressee(parse: Parse) -> None:
    parsed = parse("Morovia blamed the strike on rebels.")
    found = only(parsed)
    assert found.addressee is not None
    assert found.addressee.of(parsed.text) == "rebels"


@pytest.mark.parametrize(("one", "other"), [("Zarland", "Morovia"), ("The army", "the rebels")])
def test_swapped_sides_get_the_same_stance(parse: Parse, one: str, other: str) -> None:
    first = find_attributions(parse(f"{one} accused {other} of shelling a hospital."))
    second = find_attributions(parse(f"{other} accused {one} of shelling a hospital."))
    assert [a.stance for a in first] == [a.stance for a in second] == [Stance.ACCUSES]


def test_quoted_as_saying_gives_medium_and_speaker(parse: Parse) -> None:
    found = told(parse("State media quoted the interior ministry as saying that 12 rebels had surrendered."))
    assert [(source, cue) for source, cue, _, _ in found] == [
        ("State media", "quoted"),
        ("the interior ministry", "as saying"),
    ]
    assert found[0][2] == found[1][2] == ["that 12 rebels had surrendered"]


def test_citing_gives_agency_and_source(parse: Parse) -> None:
    found = told(parse("The agency reported, citing a security source, that the convoy was ambushed."))
    assert [(source, cue) for source, cue, _, _ in found] == [
        ("The agency", "reported"),
        ("a security source", "citing"),
    ]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("The group said in a statement that it had hit the base.", "statement"),
        ("The group said on Telegram that it had hit the base.", "social media"),
        ("The minister said at a news conference that the base was hit.", "press conference"),
        ("The minister said in an interview that the base was hit.", "interview"),
        ("A spokesman for the army said the base was hit.", "spokesperson"),
        ("State television said the base was hit.", "broadcast"),
        ("The army said the base was hit by a video team.", None),
    ],
)
def test_channel(parse: Parse, text: str, channel: str | None) -> None:
    assert only(parse(text)).channel == channel


def test_reportedly_attributes_without_a_source(parse: Parse) -> None:
    found = only(parse("The village was reportedly captured on Monday."))
    assert found.source is None
    assert found.certainty == "possible"


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Army: Five soldiers killed in border clash", "Army"),
        ("Five soldiers killed in border clash – army", "army"),
        ("Two soldiers killed in ambush: ministry", "ministry"),
        ("Five killed in Arvel strike, health ministry says", "health ministry"),
        ("Ukraine war: five dead in strike", None),
        ("Nord-Odran : rebels take the town of Kesh", None),
    ],
)
def test_title_styles(parser: SpacyParser, title: str, source: str | None) -> None:
    report = make_report(title)
    report = replace(report, blocks=(Block(BlockKind.TITLE, Span(0, len(title))),))
    found = find_attributions(parser.parse(report))
    assert [a.source.of(title) for a in found if a.source] == ([source] if source else [])


@pytest.mark.parametrize(
    "text", ["", "\u200b", "”“", "said", "said said said.", "“", "—: says,", "A\u00a0:\u00a0“b"]
)
def test_odd_texts_do_not_crash(parse: Parse, text: str) -> None:
    for attribution in find_attributions(parse(text)):
        for span in (attribution.cue, *attribution.contents):
            assert 0 <= span.start < span.end <= len(text)
