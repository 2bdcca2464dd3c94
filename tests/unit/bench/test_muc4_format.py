"""Reading and writing the notation of MUC-4 templates; the texts here are made up."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from reportedly.bench.muc4_format import (
    Fill,
    format_template,
    make_template,
    parse_fill,
    parse_templates,
    read_templates,
    write_templates,
)
from reportedly.bench.muc4_texts import published, read_texts
from reportedly.errors import InputError

SHARED = Path(os.environ.get("REPORTEDLY_SHARED") or Path(__file__).parents[3] / "../shared")
MUC4 = SHARED / "data" / "muc4"

KEY = """\
;; a remark; with another
0.  MESSAGE: ID                     TST9-MUC4-0001 (XYZ)
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
2.  INCIDENT: DATE                  (- 05 MAY 89) / (04 MAY 89 - 05 MAY 89)
3.  INCIDENT: LOCATION              (PERU: LIMA (CITY)) / (PERU)
4.  INCIDENT: TYPE                  BOMBING
6.  INCIDENT: INSTRUMENT ID         "CAR BOMB" / "BOMB"
                                    ? "FUSE; LONG"
7.  INCIDENT: INSTRUMENT TYPE       VEHICLE BOMB / BOMB: "CAR BOMB" / "BOMB"
9.  PERP: INDIVIDUAL ID             -
12. PHYS TGT: ID                    "\\"AURORA\\" MILL"
16. PHYS TGT: EFFECT OF INCIDENT    ?NO DAMAGE: "-"
19. HUM TGT: DESCRIPTION            "MILLER" : "JUAN ROJAS"
24. HUM TGT: TOTAL NUMBER           *

0.  MESSAGE: ID                     TST9-MUC4-0002
1.  MESSAGE: TEMPLATE               *
"""


def test_reads_alternatives_options_and_cross_references() -> None:
    first, second = parse_templates(KEY)
    assert (first.message, first.number, first.optional) == ("TST9-MUC4-0001", 2, True)
    assert first["inc-date"] == (Fill(("- 05 MAY 89", "04 MAY 89 - 05 MAY 89")),)
    assert first["inc-loc"] == (Fill(("PERU: LIMA (CITY)", "PERU")),)
    assert first["inc-instr-id"] == (Fill(("CAR BOMB", "BOMB")), Fill(("FUSE; LONG",), optional=True))
    assert first["inc-instr-type"] == (Fill(("VEHICLE BOMB", "BOMB"), tags=("CAR BOMB", "BOMB")),)
    assert first["perp-ind-id"] == ()
    assert first["phys-tgt-id"] == (Fill(('"AURORA" MILL',)),)
    assert first["phys-tgt-effect"] == (Fill(("NO DAMAGE",), optional=True, tags=("-",)),)
    assert first["hum-tgt-desc"] == (Fill(("MILLER",), tags=("JUAN ROJAS",)),)
    assert first["hum-tgt-total-num"] == ()
    assert second.number is None


@pytest.mark.parametrize(
    ("line", "slot", "expected"),
    [
        ('""AURORA" MILL"', "phys-tgt-id", ('"AURORA" MILL',)),
        ('"A / B COMPANY"', "phys-tgt-id", ("A / B COMPANY",)),
        ('"MINE"/"LAND MINE"', "inc-instr-id", ("MINE", "LAND MINE")),
        ("PERU: LIMA (CITY / MUNICIPALITY)", "inc-loc", ("PERU: LIMA (CITY / MUNICIPALITY)",)),
        ("PERU: (ICA (CITY) - NAZCA (TOWN)) / (NAZCA (TOWN))", "inc-loc",
         ("PERU: ICA (CITY) - NAZCA (TOWN)", "PERU: NAZCA (TOWN)")),
        ("TERRORIST ACT/STATE-SPONSORED VIOLENCE", "perp-inc-cat",
         ("TERRORIST ACT", "STATE-SPONSORED VIOLENCE")),
    ],
)  # fmt: skip
def test_reads_odd_writings(line: str, slot: str, expected: tuple[str, ...]) -> None:
    fill = parse_fill(line, slot)
    assert fill is not None and fill.alternatives == expected


def test_joins_a_fill_that_runs_over_lines() -> None:
    text = KEY.replace('"\\"AURORA\\" MILL"', '"THE MILL OF THE\n          OLD TOWN"')
    assert parse_templates(text)[0]["phys-tgt-id"] == (Fill(("THE MILL OF THE OLD TOWN",)),)


def test_what_is_written_reads_the_same(tmp_path: Path) -> None:
    templates = parse_templates(KEY)
    write_templates(templates, tmp_path / "key")
    assert read_templates(tmp_path / "key") == templates


def test_slots_that_do_not_apply_are_starred() -> None:
    kidnapping = make_template("TST9-MUC4-0003", 1, {"inc-type": [Fill(("KIDNAPPING",))]})
    rows = format_template(kidnapping).splitlines()
    assert rows[12].split()[-1] == "*" and rows[18].split()[-1] == "-"


def test_a_file_without_templates_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("nothing\n")
    with pytest.raises(InputError, match="no template"):
        read_templates(tmp_path / "key")


def test_texts_and_their_dates(tmp_path: Path) -> None:
    (tmp_path / "tst9-muc4").write_text(
        "TST9-MUC4-0001 (A B)\n\n   LIMA, 5 MAY 89 (XYZ) -- [TEXT] A MILL BURNED.\n\n\n"
        "TST9-MUC4-0002\n   QUITO, NO DATE -- NOTHING.\n"
    )
    (tmp_path / "key-tst9").write_text(KEY)
    texts = read_texts(tmp_path)
    assert list(texts) == ["TST9-MUC4-0001", "TST9-MUC4-0002"]
    assert published(texts["TST9-MUC4-0001"]) == dt.date(1989, 5, 5)
    assert published(texts["TST9-MUC4-0002"]) is None
    assert published("LIMA, 31 FEB 89 -- X") is None


@pytest.mark.skipif(not MUC4.is_dir(), reason="needs the shared MUC-4 data")
def test_every_template_of_the_keys_survives_a_round_trip() -> None:
    for path in sorted(MUC4.glob("*/key*")):
        templates = read_templates(path)
        assert parse_templates("\n".join(map(format_template, templates))) == templates
