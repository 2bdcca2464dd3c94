"""The net beside the lexicon: what it adds, what it stops, and where it has no say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from reportedly.events import find_events, find_parts
from reportedly.events.by_net import likelihood, likely_realis, likely_type
from reportedly.nets import EventNet, EventReadings
from reportedly.nets.attribution_input import coded_blocks
from reportedly.nets.event_labels import HEADS, PARTS, REALIS, ROLES, TYPES
from reportedly.records import ParsedReport, Realis, Span

Parse = Callable[..., ParsedReport]


@pytest.fixture(scope="module")
def net() -> EventNet:
    return EventNet.load()


def readings_of(words: str, told: dict[str, tuple[str, float]], realis: dict[str, Realis]) -> EventReadings:
    """Readings made up for a text: ``told`` gives some words a type and its probability."""
    spans, at = [], 0
    for word in words.split():
        start = words.index(word, at)
        spans.append(Span(start, start + len(word)))
        at = start + len(word)
    tables = {name: np.zeros((len(spans), size), np.float32) for name, size in HEADS.items()}
    tables["types"][:, 0] = tables["parts"][:, 0] = 1.0
    tables["realis"][:, REALIS.index(Realis.ACTUAL)] = 1.0
    for row, span in enumerate(spans):
        word = span.of(words)
        if word in told:
            name, likely = told[word]
            tables["types"][row, 0], tables["types"][row, TYPES.index(name)] = 1 - likely, likely
        if word in realis:
            tables["realis"][row] = 0.0
            tables["realis"][row, REALIS.index(realis[word])] = 1.0
    return EventReadings(tuple(spans), **tables)


TEXT = "Raiders bushwhacked a patrol near Alba ."


def test_a_word_that_only_the_net_knows_becomes_a_trigger(parse: Parse) -> None:
    parsed = parse(TEXT)
    assert find_events(parsed) == ()
    (event,) = find_events(parsed, readings_of(TEXT, {"bushwhacked": ("ambush", 0.95)}, {}))
    assert (event.trigger.of(TEXT), event.type) == ("bushwhacked", "ambush")
    roles = {a.role: a.span.of(TEXT) for a in event.arguments}
    assert roles["actor"] == "Raiders" and roles["target"] == "a patrol"


def test_a_net_that_is_not_sure_adds_nothing(parse: Parse) -> None:
    assert find_events(parse(TEXT), readings_of(TEXT, {"bushwhacked": ("ambush", 0.6)}, {})) == ()


def test_a_net_that_is_sure_of_the_contrary_stops_a_trigger(parse: Parse) -> None:
    text = "Rebels attacked a patrol near Alba ."
    assert len(find_events(parse(text), readings_of(text, {"attacked": ("attack", 0.5)}, {}))) == 1
    assert find_events(parse(text), readings_of(text, {}, {})) == ()


def test_the_nets_realis_stands_only_where_the_rules_take_the_event_as_actual(parse: Parse) -> None:
    text = "Rebels attacked a patrol near Alba ."
    told = {"attacked": ("attack", 0.9), "attack": ("attack", 0.9)}
    (event,) = find_events(parse(text), readings_of(text, told, {"attacked": Realis.HYPOTHETICAL}))
    assert event.realis is Realis.HYPOTHETICAL
    text = "Rebels threatened to attack a patrol near Alba ."
    (event,) = find_events(parse(text), readings_of(text, told, {"attack": Realis.ACTUAL}))
    assert event.realis is Realis.THREATENED


def with_role(readings: EventReadings, words: str, word: str, **scores: float) -> EventReadings:
    """``readings`` where ``word`` plays parts: role name to probability."""
    row = next(i for i, span in enumerate(readings.spans) if span.of(words) == word)
    for role, likely in scores.items():
        readings.roles[row, ROLES.index(role)] = likely
    return readings


def test_a_doer_that_the_tree_does_not_give_is_filled_in_from_the_net(parse: Parse) -> None:
    text = "The night of the rebels ended when a patrol was attacked near Alba ."
    told = {"attacked": ("attack", 0.9)}

    def actors(**scores: float) -> list[str]:
        readings = with_role(readings_of(text, told, {}), text, "rebels", **scores)
        (event,) = find_events(parse(text), readings)
        return [a.span.of(text) for a in event.arguments if a.role == "actor"]

    assert actors() == [] == actors(actor=0.6)
    assert actors(actor=0.95) == ["the rebels"]
    assert actors(actor=0.95, target=0.99) == []  # more of something else
    assert actors(actor=0.95, source=0.9) == []  # who tells of it


def test_an_event_with_a_doer_gets_no_other_from_the_net(parse: Parse) -> None:
    text = "The night of the rebels ended when soldiers attacked a patrol near Alba ."
    readings = with_role(readings_of(text, {"attacked": ("attack", 0.9)}, {}), text, "rebels", actor=0.95)
    (event,) = find_events(parse(text), readings)
    assert [a.span.of(text) for a in event.arguments if a.role == "actor"] == ["soldiers"]


def test_in_a_report_filed_under_sport_the_net_adds_nothing(parse: Parse) -> None:
    text = (
        "Coach praises goalkeeper after league match\n\nThe striker scored the winning goal from a penalty "
        "before half-time in the stadium , and the referee ended the match . "
        "Raiders bushwhacked a patrol near Alba ."
    )
    assert find_events(parse(text), readings_of(text, {"bushwhacked": ("ambush", 0.95)}, {})) == ()


def test_what_the_net_says_of_a_span() -> None:
    readings = readings_of(TEXT, {"bushwhacked": ("ambush", 0.75)}, {"bushwhacked": Realis.RECURRING})
    word = Span(8, 19)
    assert likelihood(readings, word) == pytest.approx(0.75)
    event_type, share, told = likely_type(readings, 8, 19) or ("", 0.0, 0.0)
    assert (event_type, round(share, 2), round(told, 2)) == ("ambush", 1.0, 0.75)
    assert likely_realis(readings, word) == (Realis.RECURRING, pytest.approx(1.0))
    assert likelihood(readings, Span(100, 101)) is None


def test_parts_are_listed_likeliest_first(parse: Parse, net: EventNet) -> None:
    parsed = parse("GUERRILLAS OF THE FRONT KILLED MAYOR ALBERTO SOTO WITH RIFLES IN HIS HOME ON FRIDAY.")
    parts = find_parts(net.read(parsed.text, coded_blocks(parsed)))
    by_word = {p.span.of(parsed.text): p for p in parts}
    assert by_word["SOTO"].parts[0].value == "victim by name"
    assert all(a.value in PARTS for p in parts for a in p.parts)
    for part in parts:
        assert [a.score for a in part.parts] == sorted((a.score for a in part.parts), reverse=True)


@pytest.mark.parametrize("text", ["Nobody was hurt near Alba .", "The raid near Alba caused no casualties ."])
def test_harm_that_came_to_nobody_is_no_event(parse: Parse, text: str) -> None:
    told = {"hurt": ("injury", 0.99), "casualties": ("injury", 0.99)}
    found = find_events(parse(text), readings_of(text, told, {}))
    assert not [event for event in found if event.type == "injury"]


def test_a_state_that_qualifies_a_noun_is_an_event_only_where_the_net_is_sure(parse: Parse) -> None:
    text = "Soldiers fired on displaced villagers near Alba ."

    def types(likely: float) -> set[str]:
        told = {"fired": ("shooting", 0.99), "displaced": ("displacement", likely)}
        return {event.type for event in find_events(parse(text), readings_of(text, told, {}))}

    assert types(0.3) == {"shooting"}
    assert types(0.99) == {"shooting", "displacement"}


def test_a_net_unsure_of_the_type_does_not_outweigh_the_lexicon(parse: Parse) -> None:
    text = "Envoys tried to defuse a row at the bank near Alba ."
    readings = readings_of(text, {"defuse": ("offensive", 0.3)}, {})
    row = next(i for i, span in enumerate(readings.spans) if span.of(text) == "defuse")
    readings.types[row, 0] = 0.05  # 0.95 that it tells of something, and 0.3 that of an offensive
    for name in ("protest", "siege", "raid"):
        readings.types[row, TYPES.index(name)] = 0.65 / 3
    assert find_events(parse(text), readings) == ()


def test_a_whole_report_without_a_word_that_convinces_the_net_tells_of_no_violence(parse: Parse) -> None:
    filler = "The candidates spoke about wards and beds and fares at length . " * 12
    text = filler + "Rebels attacked a patrol near Alba . Thousands protested in Alba ."

    def types(likely: float) -> list[str]:
        told = {"attacked": ("attack", likely), "protested": ("protest", 0.9)}
        return [event.type for event in find_events(parse(text), readings_of(text, told, {}))]

    assert types(0.99) == ["attack", "protest"]
    assert types(0.5) == ["protest"]
