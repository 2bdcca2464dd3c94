"""The codebooks' rules: codes of an event, patterns, and one ACLED type for a note."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.knowledge.acled import facts_of, sub_event_of
from reportedly.knowledge.codebooks import codes_of
from reportedly.knowledge.patterns import by_cue, find_hits, read_pattern
from reportedly.records import Event, ParsedReport, Party, Quote, Realis, Span, Weapon

Parse = Callable[..., ParsedReport]
HERE = Span(0, 1)


def party(sector: str | None) -> Party:
    return Party("someone", "someone", HERE, sector=sector)


def event(kind: str, **fields: object) -> Event:
    return Event("e", kind, fields.pop("realis", Realis.ACTUAL), "foreground", HERE, **fields)  # type: ignore[arg-type]


def test_the_weapon_decides_an_open_attack() -> None:
    codes = codes_of(event("attack", weapons=(Weapon("drone", "drone", HERE),)))
    assert (codes.acled_sub, codes.plover_mode, codes.cameo) == ("Air/drone strike", "drone", "1952")


def test_attack_on_armed_people_is_a_battle() -> None:
    assert codes_of(event("attack", targets=(party("MIL"),))).acled_sub == "Armed clash"
    assert codes_of(event("attack", targets=(party("CVL"),))).acled_sub == "Attack"


def test_intercepted_weapons_are_disrupted() -> None:
    told = event("missile_strike", realis=Realis.ATTEMPTED, outcome=Quote("shot down", HERE, "intercepted"))
    assert codes_of(told).acled_sub == "Disrupted weapons use"


def test_who_takes_ground_decides() -> None:
    assert codes_of(event("territory_taken", actors=(party("MIL"),))).acled_sub.startswith("Government")
    assert codes_of(event("territory_taken", actors=(party("REB"),))).acled_sub.startswith("Non-state")


def facts(parse: Parse, text: str) -> frozenset[str]:
    return facts_of([s.tokens for s in parse(text).sentences])


def sub(parse: Parse, text: str, *events: Event) -> str:
    return sub_event_of(events, [s.tokens for s in parse(text).sentences])[0]


def test_patterns_know_choices_gaps_and_parts_of_speech(parse: Parse) -> None:
    (sentence,) = parse("The crowd threw many heavy stones at the march.").sentences
    rows = ["throw|hurl ~ stone", "throw stone", "v:march", "n:march"]
    table = by_cue(read_pattern((r,), r, i) for i, r in enumerate(rows))
    assert {h.pattern.label[0] for h in find_hits(table, sentence.tokens)} == {
        "throw|hurl ~ stone",
        "n:march",
    }


def test_denied_facts_are_not_told(parse: Parse) -> None:
    assert "firearms" in facts(parse, "They used rifles in the fight.")
    assert "firearms" not in facts(parse, "The source did not mention rifles in the fight.")


def test_the_month_is_no_demonstration(parse: Parse) -> None:
    assert "demonstration" not in facts(parse, "On 5 March 2018, the army shelled a village.")


def test_headings_only_at_the_start(parse: Parse) -> None:
    assert sub(parse, "Arrests: On 5 May 2018, police held two men.") == "Arrests"
    assert "heading:Other" not in facts(parse, "They met in the town and among other: things talked.")


PROTEST = "On 5 May 2018, teachers protested in the capital"


@pytest.mark.parametrize(
    ("rest", "wanted"),
    [
        (".", "Peaceful protest"),
        ("; police dispersed them with tear gas.", "Protest with intervention"),
        ("; police opened fire and killed two of them.", "Excessive force against protesters"),
        (" and pelted the police with stones.", "Violent demonstration"),
    ],
)
def test_demonstrations_in_order_of_force(parse: Parse, rest: str, wanted: str) -> None:
    assert sub(parse, PROTEST + rest) == wanted


def test_ground_taken_without_a_fight(parse: Parse) -> None:
    text = "Rebels took control of the village without any resistance."
    assert sub(parse, text, event("territory_taken", actors=(party("REB"),))).startswith("Non-violent")
    fought = "Rebels took control of the village after a long battle."
    assert sub(parse, fought, event("territory_taken", actors=(party("REB"),))).startswith("Non-state")


def test_nothing_known_is_other(parse: Parse) -> None:
    assert sub_event_of((), [s.tokens for s in parse("It rained.").sentences]) == ("Other", "nothing")
