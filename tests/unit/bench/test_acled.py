"""The acled benchmark: reading odd tables, the metrics, and our own notes as a floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.bench.acled import NAME_OF_CODE, code_of, metrics_of, read_notes, run
from reportedly.coder import Coder
from reportedly.errors import InputError
from reportedly.knowledge.ontology import event_types

NOTES = Path(__file__).parents[2] / "data" / "acled"
LONG = "On 3 May 2018, in Alfa (Beta), the army shelled a village held by rebels for two hours."


def test_codes_and_names_agree_with_the_ontology() -> None:
    assert len(NAME_OF_CODE) == 25
    assert {t.acled_sub for t in event_types().values()} <= set(NAME_OF_CODE.values())
    assert code_of(" air/drone strike ") == code_of("AIR_STRIKE") == "AIR_STRIKE"
    assert code_of("something else") is None


@pytest.mark.parametrize(
    "line",
    [
        f"7\tART_MISS_ATTACK\t{LONG}",
        f"7\t{LONG}\tShelling/artillery/missile attack",
        f'ART_MISS_ATTACK\t"{LONG}"\t7',
        f"id\ttype\tsnippet\n7\tART_MISS_ATTACK\t{LONG}",
    ],
)
def test_columns_are_known_by_their_values(tmp_path: Path, line: str) -> None:
    (tmp_path / "test_dataset").mkdir()
    (tmp_path / "test_dataset" / "a.tsv").write_text(line + "\n", encoding="utf-8")
    (note,) = read_notes(tmp_path, "test")
    assert (note.id, note.type, note.text) == ("7", "ART_MISS_ATTACK", LONG)


def test_sample_joins_two_files(tmp_path: Path) -> None:
    (tmp_path / "sample_input.txt").write_text(f"1\t{LONG}\n2\tother\n", encoding="utf-8")
    (tmp_path / "sample_output.txt").write_text("1\tART_MISS_ATTACK\n2\tOTHER\n", encoding="utf-8")
    assert [n.type for n in read_notes(tmp_path, "sample")] == ["ART_MISS_ATTACK", "OTHER"]


def test_metrics() -> None:
    found = metrics_of(["A", "A", "A", "B"], ["A", "A", "B", "B"])
    assert found["accuracy"] == 0.75
    assert found["macro_f1"] == pytest.approx((0.8 + 2 / 3) / 2)
    assert found["weighted_f1"] == pytest.approx((3 * 0.8 + 2 / 3) / 4)


def test_missing_data_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no"):
        run(tmp_path, "sample")
    with pytest.raises(InputError, match="labelled notes"):
        run(tmp_path, "test")


def test_own_notes_stay_well_coded() -> None:
    coder = Coder(fast=True)
    assert run(NOTES, "development", coder=coder).metrics["weighted_f1"] >= 0.93
    assert run(NOTES, "held_out", coder=coder).metrics["weighted_f1"] >= 0.87
