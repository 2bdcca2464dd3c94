"""The ``muc4`` benchmark from files to figures, on a made-up message."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from reportedly.bench import muc4
from reportedly.bench.muc4 import run
from reportedly.bench.muc4_format import Fill, Template, make_template, write_templates
from reportedly.errors import InputError
from reportedly.records import CodedReport

TEXT = """\
TST9-MUC4-0001

   LIMA, 5 MAY 89 (XYZ) -- [TEXT] A BOMB EXPLODED YESTERDAY AT AN OLD MILL IN THE CITY OF ICA.  THE MILL
WAS DESTROYED.  POLICE BLAMED THE SHINING PATH.


TST9-MUC4-0002

   QUITO, 6 MAY 89 (XYZ) -- [TEXT] THE PRESIDENT OPENED A SCHOOL.
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "tst9"
    folder.mkdir()
    (folder / "tst9-muc4").write_text(TEXT)
    bombing = make_template(
        "TST9-MUC4-0001",
        1,
        {
            "inc-date": [Fill(("04 MAY 89",))],
            "inc-type": [Fill(("BOMBING",))],
            "phys-tgt-id": [Fill(("OLD MILL", "MILL"))],
        },
    )
    write_templates([bombing, make_template("TST9-MUC4-0002", None, {})], folder / "key-tst9")
    return tmp_path


def _one_bombing(coded: CodedReport, message: str) -> tuple[Template, ...]:
    """Stands for the adapter: a bombing of the old mill, on the day before the report."""
    if "MILL" not in coded.report.text or coded.report.published is None:
        return (Template(message, None),)
    day = (coded.report.published - dt.timedelta(days=1)).strftime("%d %b %y").upper()
    fills = {"inc-type": "BOMBING", "inc-date": day, "phys-tgt-id": "THE OLD MILL"}
    return (make_template(message, 1, {slot: [Fill((value,))] for slot, value in fills.items()}),)


def test_codes_the_texts_and_scores_the_templates(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(muc4, "templates_of", _one_bombing)
    result = run(data, "tst9")
    assert (result.benchmark, result.split, result.n_documents) == ("muc4", "tst9", 2)
    assert {
        "f_all",
        "f_matched",
        "precision_all",
        "recall_all",
        "slot.phys-tgt-id.f",
    } <= result.metrics.keys()
    assert result.metrics["f_all"] == 1.0  # the date shows that the dateline's day came through
    assert [row[0] for row in result.tables["rows"]][:2] == ["row", "MATCHED/MISSING"]
    assert run(data, "tst9", limit=1).n_documents == 1


def test_the_adapter_gives_templates_of_every_message(data: Path) -> None:
    result = run(data, "tst9")
    assert result.counts["f_all"]["missing"] + result.counts["f_all"]["correct"] <= 3


def test_scores_a_response_file_without_running_anything(data: Path) -> None:
    key = data / "tst9" / "key-tst9"
    assert run(data, "tst9", responses=key).metrics["f_all"] == 1.0
    assert run(data, "none", responses=key, key=key).metrics["f_all"] == 1.0


def test_an_empty_response_loses_all(data: Path, tmp_path: Path) -> None:
    write_templates([make_template("TST9-MUC4-0001", None, {})], tmp_path / "empty")
    result = run(data, "tst9", responses=tmp_path / "empty")
    assert result.metrics["recall_all"] == 0.0
    assert result.counts["f_all"]["missing"] == 3
    assert result.errors[0]["id"] == "TST9-MUC4-0001" and result.errors[0]["missing"] == ["BOMBING"]


def test_the_five_role_form(data: Path) -> None:
    (data / "gtt_json").mkdir()
    row = {
        "docid": "TST9-MUC4-0001",
        "doctext": "a bomb exploded yesterday at an old mill in the city of ica.",
        "templates": [
            {"incident_type": "bombing", "Target": [[["old mill", 32]]], "Weapon": [[["bomb", 2]]]}
        ],
    }
    (data / "gtt_json" / "dev.json").write_text(json.dumps(row))
    result = run(data, "dev", metric="gtt")
    assert result.counts["micro_f1"]["gold"] == 3
    assert 0.0 <= result.metrics["micro_f1"] <= 1.0


@pytest.mark.parametrize(
    ("split", "metric", "message"),
    [("tst8", None, "no folder tst8"), ("tst9", "f2", "unknown metric"), ("dev", "gtt", "gtt_json/dev.json")],
)
def test_what_does_not_fit_is_refused(data: Path, split: str, metric: str | None, message: str) -> None:
    with pytest.raises(InputError, match=message):
        run(data, split, metric=metric)
