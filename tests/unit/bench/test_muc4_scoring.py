"""Tallies of slots, the mapping of templates and the rows of the report, on made-up templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportedly.bench.muc4_format import Fill, Template, make_template
from reportedly.bench.muc4_match import Matcher
from reportedly.bench.muc4_scoring import Tally, score_slot
from reportedly.bench.muc4_total import by_slot, by_type, row_tallies, score_responses

MESSAGE = "TST9-MUC4-0001"
BASE = {"inc-type": "BOMBING", "inc-stage": "ACCOMPLISHED", "inc-loc": "PERU: ICA (CITY)"}


def template(number: int, optional: bool = False, **fills: str | Sequence[Fill]) -> Template:
    named = {k.replace("_", "-"): v for k, v in fills.items()}
    values: Mapping[str, str | Sequence[Fill]] = BASE | named
    made = {k: [Fill((v,))] if isinstance(v, str) else v for k, v in values.items()}
    return make_template(MESSAGE, number, made, optional=optional)


def tally(slot: str, response: Sequence[Fill], key: Sequence[Fill]) -> Tally:
    return score_slot(slot, response, key, Matcher(MESSAGE, 1, {}))


def test_each_fill_is_paired_once_and_to_most_credit() -> None:
    key = [Fill(("MILL", "BRIDGE")), Fill(("MILL",))]
    assert tally("phys-tgt-id", [Fill(("MILL",)), Fill(("BRIDGE",))], key) == Tally(cor=2)


def test_wrong_fills_take_the_place_of_missing_ones() -> None:
    key = [Fill(("MILL",)), Fill(("BRIDGE",))]
    assert tally("phys-tgt-id", [Fill(("ROAD",))], key) == Tally(inc=1, mis=1)
    assert tally("phys-tgt-id", [Fill(("ROAD",))] * 3, key) == Tally(inc=2, spu=1)
    assert tally("phys-tgt-id", [], []) == Tally(non=1)


def test_optional_fills_are_not_missed_but_can_be_wrong() -> None:
    key = [Fill(("MILL",), optional=True)]
    assert tally("phys-tgt-id", [], key) == Tally()
    assert tally("phys-tgt-id", [Fill(("MILL",))], key) == Tally(cor=1)
    assert tally("phys-tgt-id", [Fill(("ROAD",))], key) == Tally(inc=1)


def test_set_fills_of_one_target_are_compared_with_each_other() -> None:
    key = [Fill(("COMMERCIAL",), tags=("MILL",)), Fill(("OTHER",), tags=("BRIDGE",))]
    response = [Fill(("OTHER",), tags=("MILL",))]
    assert tally("phys-tgt-type", response, key) == Tally(inc=1, mis=1)


def test_templates_are_mapped_by_content_whatever_their_order() -> None:
    keys = [template(1, phys_tgt_id="MILL"), template(2, phys_tgt_id="BRIDGE")]
    responses = [template(1, phys_tgt_id="BRIDGE"), template(2, phys_tgt_id="MILL")]
    total = row_tallies(score_responses(responses, keys))["ALL TEMPLATES"]
    assert (total.cor, total.inc, total.mis, total.spu) == (8, 0, 0, 0)


def test_templates_that_share_no_content_are_not_mapped() -> None:
    rows = row_tallies(score_responses([template(1, phys_tgt_id="ROAD")], [template(1, phys_tgt_id="MILL")]))
    assert rows["ALL TEMPLATES"] == Tally(spu=4, mis=4, non=rows["ALL TEMPLATES"].non)
    assert rows["MATCHED ONLY"].possible == 0


def test_templates_of_different_types_are_not_mapped() -> None:
    key, response = template(1, phys_tgt_id="MILL"), template(1, inc_type="ARSON", phys_tgt_id="MILL")
    assert row_tallies(score_responses([response], [key]))["MATCHED ONLY"].possible == 0


def test_rows_count_missing_and_spurious_templates_each_in_their_place() -> None:
    keys = [template(1, phys_tgt_id="MILL"), template(2, phys_tgt_id="BRIDGE")]
    keys.append(template(3, optional=True, phys_tgt_id="ROAD"))
    responses = [template(1, phys_tgt_id="MILL"), template(2, phys_tgt_id="DAM")]
    scored = score_responses(responses, keys)
    rows = row_tallies(scored)
    counts = {name: (t.cor, t.spu, t.mis) for name, t in rows.items()}
    assert counts == {
        "MATCHED/MISSING": (4, 0, 4),
        "MATCHED/SPURIOUS": (4, 4, 0),
        "MATCHED ONLY": (4, 0, 0),
        "ALL TEMPLATES": (4, 4, 4),
        "SET FILLS ONLY": (2, 0, 2),
        "STRING FILLS ONLY": (1, 0, 1),
    }
    assert by_slot(scored)["template-id"] == Tally(cor=1, spu=1, mis=1)
    assert by_type(scored)["BOMBING"][0] == Tally(cor=1, spu=1, mis=1)
    assert rows["ALL TEMPLATES"].f1 == rows["ALL TEMPLATES"].recall == 0.5


def test_templates_for_irrelevant_messages_are_spurious() -> None:
    total = row_tallies(score_responses([template(1)], [Template(MESSAGE, None)]))["ALL TEMPLATES"]
    assert (total.spu, total.mis) == (3, 0)


def test_figures_of_a_tally() -> None:
    counts = Tally(cor=4, par=2, inc=1, spu=3, mis=3)
    assert (counts.possible, counts.actual) == (10, 10)
    assert (counts.recall, counts.precision, counts.overgeneration, counts.f1) == (0.5, 0.5, 0.3, 0.5)
