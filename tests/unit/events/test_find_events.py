"""What find_events reads in single sentences: type, realis and who did what to whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly.events import find_events
from reportedly.knowledge.ontology import event_types
from reportedly.records import EventMention, ParsedReport, Realis

HERE = Path(__file__).parent
Parse = Callable[..., ParsedReport]


def _told() -> list[tuple[str, str, str, str, str]]:
    lines = (HERE / "told.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def _untold() -> list[str]:
    return [line for line in (HERE / "untold.txt").read_text("utf-8").splitlines() if line]


def _event(parsed: ParsedReport, trigger: str) -> EventMention:
    found = [e for e in find_events(parsed) if trigger in parsed.words(e.trigger)]
    assert found, [(e.type, parsed.words(e.trigger)) for e in find_events(parsed)]
    return found[0]


def _roles(parsed: ParsedReport, event: EventMention) -> list[tuple[str, str]]:
    return [(a.role, parsed.words(a.span)) for a in event.arguments]


@pytest.mark.parametrize(("sentence", "trigger", "event_type", "realis", "roles"), _told())
def test_sentence_is_told_with_type_realis_and_roles(
    parse: Parse, sentence: str, trigger: str, event_type: str, realis: str, roles: str
) -> None:
    parsed = parse(sentence)
    event = _event(parsed, trigger)
    assert (event.type, event.realis.value) == (event_type, realis)
    found = _roles(parsed, event)
    for pair in roles.split(", ") if roles != "-" else ():
        role, word = pair.split("=")
        assert any(r == role and word in text for r, text in found), (pair, found)


@pytest.mark.parametrize("sentence", _untold())
def test_sentence_tells_of_no_event(parse: Parse, sentence: str) -> None:
    parsed = parse(sentence)
    assert [(e.type, parsed.words(e.trigger)) for e in find_events(parsed)] == []


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(_told()) >= 150
    assert len(_untold()) >= 60
    assert {row[2] for row in _told()} <= set(event_types())


SWAPS = [
    "{a} troops fired a missile at {b} soldiers on Tuesday.",
    "{a} forces attacked {b} troops near the river.",
    "{a} shelling of {b} positions killed four soldiers.",
    "The {a} army said it had foiled an attack by {b} commandos.",
    "{a} airstrikes killed ten {b} civilians in the camp.",
]
PAIRS = [
    ("Russian", "Ukrainian"),
    ("Israeli", "Palestinian"),
    ("Iranian", "American"),
    ("Indian", "Pakistani"),
]


@pytest.mark.parametrize("pattern", SWAPS)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_swapped_sides_give_the_same_coding(parse: Parse, pattern: str, one: str, other: str) -> None:
    def coded(a: str, b: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
        parsed = parse(pattern.format(a=a, b=b))
        roles = [(e, sorted(_roles(parsed, e))) for e in find_events(parsed)]
        return [
            (e.type, e.realis.value, [(r, w.replace(a, "A").replace(b, "B")) for r, w in found])
            for e, found in roles
        ]

    assert coded(one, other) == coded(other, one)


def test_motives_belong_to_the_event_they_explain(parse: Parse) -> None:
    parsed = parse("The group shelled the port in retaliation for the raid on its camp.")
    event = _event(parsed, "shelled")
    assert ("motive", "in retaliation for the raid on its camp") in _roles(parsed, event)


def test_outcome_is_kept_as_worded(parse: Parse) -> None:
    parsed = parse("The militia fired two rockets at the base, causing no casualties.")
    assert ("outcome", "causing no casualties") in _roles(parsed, _event(parsed, "fired"))


def test_interception_of_its_weapon_is_the_outcome(parse: Parse) -> None:
    parsed = parse("The militia fired a drone at the port, but it was intercepted.")
    assert ("outcome", "was intercepted") in _roles(parsed, _event(parsed, "fired"))


def test_parts_of_a_motive_fill_no_role_of_the_event(parse: Parse) -> None:
    parsed = parse("The group shelled the port in response to air strikes on villages near Sadra.")
    roles = _roles(parsed, _event(parsed, "shelled"))
    assert [text for role, text in roles if role in ("target", "place")] == ["the port"]


def test_place_phrase_stays_whole(parse: Parse) -> None:
    parsed = parse("Rebels fired a drone at a depot in the town of Kassala in the far east of the country.")
    roles = dict(_roles(parsed, _event(parsed, "fired")))
    assert roles["place"] == "the town of Kassala in the far east of the country"
    assert roles["target"] == "a depot"


@pytest.mark.parametrize(
    ("sentence", "hedge"),
    [
        ("The militia allegedly attacked the village.", "probable"),
        ("The army may shell the town.", "possible"),
        ("A suspected air strike hit the camp.", "probable"),
        ("The rebels attacked the village.", None),
    ],
)
def test_hedge_comes_from_the_clause(parse: Parse, sentence: str, hedge: str | None) -> None:
    assert find_events(parse(sentence))[0].hedge == hedge


@pytest.mark.parametrize(
    ("sentence", "trigger", "phase"),
    [
        ("The army began shelling the town at noon.", "shelling", "begins"),
        ("The rebels resumed their attacks on the base.", "attacks", "continues"),
        ("The militia stopped shelling the town.", "shelling", "ends"),
    ],
)
def test_phase_comes_from_the_governing_verb(parse: Parse, sentence: str, trigger: str, phase: str) -> None:
    assert _event(parse(sentence), trigger).phase == phase


def test_light_verb_is_recorded(parse: Parse) -> None:
    parsed = parse("The coalition carried out an operation against militants in the valley.")
    event = _event(parsed, "operation")
    assert event.nominal and event.light is not None
    assert parsed.words(event.light) == "carried out"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "…",
        "“”",
        "\u200b\u200b attack",
        "ATTACK",
        "!!! killed ???",
        "a\u0301ttack of",
        "by by by fired at at",
        "kill",
    ],
)
def test_odd_text_gives_no_error_and_no_offset_outside(parse: Parse, text: str) -> None:
    parsed = parse(text)
    for event in find_events(parsed):
        for span in (event.trigger, *(a.span for a in event.arguments), *(a.head for a in event.arguments)):
            assert 0 <= span.start < span.end <= len(text)


def test_a_report_on_sport_gives_nothing_and_one_on_war_does(parse: Parse) -> None:
    sport = (
        "The team attacked from the first minute. The striker shot and scored. The coach praised the league."
    )
    war = "The brigade attacked from the first minute. Its soldiers shot two villagers. The rebels fled."
    assert not find_events(parse(sport))
    assert {e.type for e in find_events(parse(war))} >= {"attack", "shooting"}


def test_seed_report_is_read_whole(parse: Parse, shared_data: Path) -> None:
    parsed = parse((shared_data / "seed" / "presstv-haifa.txt").read_text("utf-8"))
    events = find_events(parsed)
    drones = [e for e in events if e.type == "drone_strike"]
    assert len(drones) == 3
    first = dict(_roles(parsed, drones[0]))
    assert first["weapon"] == "drone" and "target" in first["target"] and first["place"] == "Haifa"
    claimed = next(e for e in events if e.light and "responsibility" in parsed.words(e.light))
    roles = dict(_roles(parsed, claimed))
    assert (
        roles["actor"].startswith("Harakat") and roles["time"] == "August 15" and "Airbase" in roles["target"]
    )
    assert [e.realis for e in events].count(Realis.THREATENED) == 2
    assert [e.realis for e in events].count(Realis.RECURRING) >= 3
    motives = [a for e in events for a in e.arguments if a.role == "motive"]
    assert len(motives) == 3
