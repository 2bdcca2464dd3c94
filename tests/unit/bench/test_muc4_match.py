"""When fills match; names and places are made up, the values are those of the MUC-4 set lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.bench.muc4_decisions import Decisions, Verdict, parse_expression, read_decisions
from reportedly.bench.muc4_format import Fill
from reportedly.bench.muc4_match import FULL, NONE, PARTIAL, Matcher
from reportedly.errors import InputError


def grade(slot: str, response: str | Fill, key: str | Fill, decisions: Decisions | None = None) -> int:
    fills = [f if isinstance(f, Fill) else Fill((f,)) for f in (response, key)]
    return Matcher("TST9-MUC4-0001", 1, decisions or {}).grade(slot, *fills)


@pytest.mark.parametrize(
    ("slot", "response", "key", "expected"),
    [
        ("inc-type", "ATTACK", "ATTACK", FULL),
        ("inc-type", "ATTACK", "BOMBING", PARTIAL),
        ("inc-type", "BOMBING", "ATTACK", NONE),
        ("inc-stage", "ATTEMPTED", "ACCOMPLISHED", NONE),
        ("inc-loc", "PERU: ICA (CITY)", "PERU: ICA (CITY)", FULL),
        ("inc-loc", "PERU", "PERU: ICA (CITY)", PARTIAL),
        ("inc-loc", "PERU: NAZCA (TOWN)", "PERU: ICA (CITY)", PARTIAL),
        ("inc-loc", "CHILE: ICA (CITY)", "PERU: ICA (CITY)", NONE),
        ("inc-date", "5 MAY 1989", "05 MAY 89", FULL),
        ("inc-date", "05 MAY 89", "- 05 MAY 89", PARTIAL),
        ("inc-date", "04 MAY 89", "- 05 MAY 89", PARTIAL),
        ("inc-date", "14 APR 89", "- 05 MAY 89", NONE),
        ("inc-date", "06 MAY 89", "- 05 MAY 89", NONE),
        ("inc-date", "03 MAY 89", "01 MAY 89 - 31 MAY 89", PARTIAL),
        ("inc-date", "- 05 MAY 89", "05 MAY 89", PARTIAL),
        ("inc-date", "- 05 MAY 89", "04 MAY 89", NONE),
        ("inc-date", "21 MAY 89", "22 MAY 89", NONE),
        ("inc-instr-type", "EXPLOSIVE", "MINE", PARTIAL),
        ("inc-instr-type", "BOMB", "MINE", PARTIAL),
        ("inc-instr-type", "MINE", "BOMB", NONE),
        ("perp-org-conf", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES", PARTIAL),
        ("perp-org-conf", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", NONE),
        ("phys-tgt-effect", "DESTROYED", "SOME DAMAGE", PARTIAL),
        ("phys-tgt-effect", "SOME DAMAGE", "DESTROYED", NONE),
        ("hum-tgt-type", "POLITICAL FIGURE", "GOVERNMENT OFFICIAL", PARTIAL),
        ("hum-tgt-type", "GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL", PARTIAL),
        ("hum-tgt-effect", "NO DEATH", "NO INJURY OR DEATH", PARTIAL),
        ("hum-tgt-num", "7", "5 - 7", PARTIAL),
        ("hum-tgt-num", "7", "~7", PARTIAL),
        ("hum-tgt-num", "6", "5 - 7", NONE),
        ("phys-tgt-id", "THE 3 MILLS", "MILLS", FULL),
        ("phys-tgt-id", "A GROUP OF MILLS", "GROUP MILLS", FULL),
        ("phys-tgt-id", "43 MILLS", "MILLS", NONE),
        ("phys-tgt-id", "MILL", "MILLS", NONE),
        ("hum-tgt-name", "ROJAS", "JUAN ROJAS", NONE),
    ],
)
def test_grades_of_values(slot: str, response: str, key: str, expected: int) -> None:
    assert grade(slot, response, key) == expected


def test_any_alternative_will_do() -> None:
    assert grade("perp-org-id", "FRONT", Fill(("PEOPLE'S FRONT", "FRONT"))) == FULL


def test_partial_values_need_a_key_without_alternatives() -> None:
    key = Fill(("FORMER ACTIVE MILITARY", "CIVILIAN"))
    assert grade("hum-tgt-type", "ACTIVE MILITARY", key) == NONE


@pytest.mark.parametrize(
    ("slot", "tag", "expected"),
    [
        ("phys-tgt-type", "THE MILL", FULL),
        ("phys-tgt-type", "BRIDGE", PARTIAL),
        ("phys-tgt-num", "MILL", FULL),
        ("phys-tgt-num", "BRIDGE", NONE),
    ],
)
def test_cross_references_that_fail_halve_set_fills_and_void_others(
    slot: str, tag: str, expected: int
) -> None:
    assert grade(slot, Fill(("1",), tags=(tag,)), Fill(("1",), tags=("MILL", "OLD MILL"))) == expected


def test_an_optional_set_fill_earns_nothing_under_a_wrong_cross_reference() -> None:
    response, key = Fill(("WATER",), tags=("BRIDGE",)), Fill(("WATER",), True, ("MILL",))
    assert grade("phys-tgt-type", response, key) == NONE


def test_verdicts_of_people_overrule_a_mismatch_and_carry_over_to_cross_references(tmp_path: Path) -> None:
    path = tmp_path / "decisions.lisp"
    path.write_text(
        '(("TST9-MUC4-0001" ("1" (phys-tgt-id ("\\"GRAIN MILL\\"" match (or "\\"MILL\\"" "\\"OLD MILL\\""))'
        ' ("\\"HOUSES\\"" partial (all-of "\\"MILL\\"" "\\"BRIDGE\\"")) ("\\"ROAD\\"" fail))'
        ' (inc-date ((range nil "05 MAY 89") fail)))))'
    )
    decisions = read_decisions(path)
    mill = Fill(("MILL", "OLD MILL"))
    assert grade("phys-tgt-id", "A GRAIN MILL", mill, decisions) == FULL
    assert grade("phys-tgt-id", "ROAD", mill, decisions) == NONE
    assert grade("phys-tgt-id", "HOUSES", "BRIDGE", decisions) == PARTIAL
    number = Fill(("1",), tags=("GRAIN MILL",))
    assert grade("phys-tgt-num", number, Fill(("1",), tags=mill.alternatives), decisions) == FULL
    assert grade("inc-date", "- 05 MAY 89", "05 MAY 89", decisions) == NONE
    assert decisions["TST9-MUC4-0001", 1, "phys-tgt-id"][2] == Verdict(Fill(("ROAD",)), 0, ())


@pytest.mark.parametrize("text", ["((a)", "a))", ""])
def test_lists_that_do_not_close_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="decisions"):
        parse_expression(text)
