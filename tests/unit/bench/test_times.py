"""The scorer of the times benchmark against cases worked by hand."""

from __future__ import annotations

import pytest

from reportedly.bench import times
from reportedly.bench.times import TimeExpression, metrics, read_gold, score, unwrapped
from reportedly.bench.times_alike import alike
from reportedly.records import Span

TIMEML = """<?xml version="1.0" ?>
<TimeML><DOCID>x</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2024-08-25" functionInDocument="CREATION_TIME">25/8/24</TIMEX3></DCT>
<TEXT>
Shells &amp; rockets <EVENT eid="e1">fell</EVENT> on
<TIMEX3 tid="t1" type="DATE" value="2024-08-20">Tuesday</TIMEX3>.
</TEXT></TimeML>"""
TIMEX2 = """<DOC><DATETIME> <TIMEX2 val="2009-12-19T17:00:00">2009-12-19</TIMEX2> </DATETIME>
<TEXT>
It lasted <TIMEX2 val="P2M">two months of <TIMEX2 val="1911">1911</TIMEX2></TIMEX2>.
</TEXT></DOC>"""


def _expression(start: int, end: int, value: str = "2024") -> TimeExpression:
    return TimeExpression(Span(start, end), "DATE", value)


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("2000-W7", "2000-W07", True),
        ("1949-XX", "1949", True),
        ("198X", "198", True),
        ("P1DE", "P10Y", True),
        ("1989-11-06T17", "1989-11-06T17:00", True),
        ("1989-WXX", "1989-W43", True),
        ("1989-WXX", "1988-W43", False),
        ("1998-10", "1998", False),
        ("PXD", "P3D", False),
        ("1999-02-04", "1999-02-04TNI", False),
    ],
)
def test_alike_values_name_the_same_time(gold: str, found: str, same: bool):
    assert alike(gold, found) is same


def test_gold_against_itself_is_perfect():
    gold = [_expression(0, 4), _expression(10, 14, "2023"), _expression(20, 30, "P3D")]
    tally, slips = score(gold, gold)
    found = metrics(tally)
    assert found["relaxed_f1"] == found["strict_f1"] == found["value_f1"] == 1.0
    assert slips == ()


def test_value_f1_is_relaxed_f1_times_value_accuracy():
    gold = [_expression(0, 4), _expression(10, 14), _expression(20, 24), _expression(30, 34)]
    found = [_expression(0, 4), _expression(9, 14, "1999"), _expression(50, 54)]
    tally, slips = score(gold, found)
    result = metrics(tally)
    # 2 of 3 found and 2 of 4 gold overlap; 1 has the extent; 1 of the 2 overlapping has the value
    assert result["relaxed_precision"] == pytest.approx(2 / 3)
    assert result["relaxed_recall"] == pytest.approx(1 / 2)
    assert result["relaxed_f1"] == pytest.approx(4 / 7)
    assert result["strict_f1"] == pytest.approx(2 / 7)
    assert result["value_f1"] == pytest.approx(result["relaxed_f1"] * 1 / 2)
    assert len(slips) == 4  # two missed, one misread, one invented


def test_one_found_expression_matches_one_gold_only():
    tally, _ = score([_expression(0, 4), _expression(6, 10)], [_expression(0, 10)])
    assert (tally.relaxed, tally.strict) == (1, 0)


def test_equal_extent_wins_over_longer_overlap():
    tally, _ = score([_expression(5, 9)], [_expression(0, 20, "1999"), _expression(5, 9)])
    assert (tally.strict, tally.value) == (1, 1)


def test_nothing_found_scores_zero():
    tally, _ = score([_expression(0, 4)], [])
    assert set(metrics(tally).values()) == {0.0}


def test_timeml_is_read_with_offsets_and_without_the_creation_time(tmp_path):
    path = tmp_path / "x.tml"
    path.write_text(TIMEML, "utf-8")
    document = read_gold(path)
    assert document.created is not None and document.created.isoformat() == "2024-08-25"
    (gold,) = document.gold
    assert (gold.span.of(document.text), gold.kind, gold.value) == ("Tuesday", "DATE", "2024-08-20")
    assert "Shells & rockets fell" in document.text


def test_timex2_is_read_with_nested_tags(tmp_path):
    path = tmp_path / "x.key.xml"
    path.write_text(TIMEX2, "utf-8")
    document = read_gold(path)
    assert [(g.span.of(document.text), g.kind) for g in document.gold] == [
        ("two months of 1911", "DURATION"),
        ("1911", "DATE"),
    ]
    assert document.created is not None and document.created.year == 2009


def test_hard_wrapped_lines_are_joined_in_place():
    wrapped = "\n".join(["a short line of text"] * 5) + "\n\nnew paragraph"
    joined = unwrapped(wrapped)
    assert len(joined) == len(wrapped)
    assert joined.count("\n") == 2
    long_lines = "\n".join(["word " * 60] * 5)
    assert unwrapped(long_lines) == long_lines


def test_run_scores_a_folder(tmp_path):
    folder = tmp_path / "mini"
    folder.mkdir()
    (folder / "x.tml").write_text(TIMEML, "utf-8")
    result = times.run(tmp_path, "mini")
    assert result.metrics["value_f1"] == 1.0
    assert result.counts["all"]["gold"] == 1


def test_run_says_what_is_missing(tmp_path):
    with pytest.raises(times.InputError, match="no \\*.tml"):
        times.run(tmp_path, "absent")


def test_shared_sample_stays_above_the_floor(shared_data):
    data = shared_data / "timex"
    if not data.is_dir():
        pytest.skip("the time-expression data are not beside the project")
    assert times.run(data, "TimeBank", limit=25).metrics["value_f1"] > 0.70
