"""Which incidents of a report are one, and which of them MUC-4's keys tell of, on invented reports."""

from collections.abc import Callable

import pytest

from reportedly.bench.muc4_adapter import filled_incidents
from reportedly.bench.muc4_adapter_entities import entities
from reportedly.bench.muc4_adapter_incidents import Incident, days, merged, seeds
from reportedly.bench.muc4_adapter_model import load
from reportedly.bench.muc4_adapter_relevance import facts, likelihood, untold
from reportedly.coder import Coder
from reportedly.records import CodedReport

HEAD = "LIMA, 14 MAR 90 (RADIO) -- [TEXT] "
DAY = "1990-03-14"


@pytest.fixture(scope="module")
def code() -> Callable[[str], CodedReport]:
    coder = Coder(fast=True).load()
    return lambda text: coder.code(HEAD + text, published=DAY)


def incidents(coded: CodedReport) -> list[Incident]:
    return merged(seeds(coded))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # told again in the next sentence; on two days; of another target two sentences on
        ("GUNMEN KILLED A FARMER IN PUNO. THE FARMER WAS KILLED AT HIS HOME.", 1),
        ("GUNMEN KILLED A FARMER ON 11 MARCH. GUNMEN KILLED A FARMER ON 12 MARCH.", 2),
        ("GUNMEN KILLED A FARMER. IT IS DRY THERE. IT RAINS LITTLE. REBELS MURDERED A TEACHER.", 2),
    ],
)
def test_what_makes_two_incidents(code: Callable[[str], CodedReport], text: str, number: int) -> None:
    found = [i for i in incidents(code(text)) if i.type == "ATTACK"]
    assert len(found) == number


def test_an_attack_is_told_again_by_its_more_telling_type(code: Callable[[str], CodedReport]) -> None:
    found = incidents(code("A BOMB EXPLODED AT THE BANK. THE ATTACK AGAINST THE BANK CAUSED NO DEATHS."))
    assert [i.type for i in found] == ["BOMBING"]


def test_an_old_killing_is_less_likely_than_one_of_this_week(code: Callable[[str], CodedReport]) -> None:
    likely = {}
    for day in ("12 MARCH 1990", "12 MARCH 1987"):
        coded = code(f"GUNMEN KILLED JUDGE PEDRO SALAS RUIZ IN PUNO ON {day}.")
        (incident,) = incidents(coded)
        assert days(incident)
        fillers = entities(coded, load("roles"))
        likely[day] = likelihood(coded, incident, fillers, 1)
        assert ("old" in facts(coded, incident)) == ("1987" in day)
    assert likely["12 MARCH 1990"] > likely["12 MARCH 1987"] + 0.1


def test_neither_side_counts_for_more(code: Callable[[str], CodedReport]) -> None:
    likely = []
    for text in ("SOLDIERS CLASHED WITH REBELS IN PUNO.", "REBELS CLASHED WITH SOLDIERS IN PUNO."):
        coded = code(text)
        (incident,) = incidents(coded)
        likely.append(likelihood(coded, incident, (), 1))
    assert likely[0] == pytest.approx(likely[1])


def test_a_report_without_an_event_may_still_tell_of_an_incident(code: Callable[[str], CodedReport]) -> None:
    coded = code("THE KIDNAPPERS HOLD JUDGE PEDRO SALAS RUIZ, WHO WAS ABDUCTED IN PUNO.")
    fillers = entities(coded, load("roles"))
    for filler in fillers:
        filler.scores = [0.9 for _ in filler.scores]
    alone = untold(coded, fillers)
    assert alone is not None and alone.type == "KIDNAPPING" and alone.claims == ()
    for filler in fillers:
        filler.scores = [0.4 for _ in filler.scores]
    assert untold(coded, fillers) is None


def test_a_report_of_trade_has_none(code: Callable[[str], CodedReport]) -> None:
    assert filled_incidents(code("THE TWO MINISTERS SIGNED A TRADE AGREEMENT ON COFFEE.")) == []
