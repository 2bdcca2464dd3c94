"""The sample reports against their hand-written claims: field-level precision and recall, with floors.

The expectations were written before the code was run on the reports (tests/samples/README.md). The
floors are the figures of the last change that moved them, less a little; they may rise, not fall.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from reportedly.bench.expected import MatchResult, match_claims
from reportedly.bench.seed import field_table
from reportedly.coder import Coder
from reportedly.read import ReadOptions, read_source
from reportedly.records import Report

ROOT = Path(__file__).resolve().parents[2]
REPORTS = sorted((ROOT / "samples" / "reports").glob("*.json"))
EXPECTED = Path(__file__).parent / "expected"


@pytest.fixture(scope="module")
def result() -> MatchResult:
    coder = Coder()
    total = MatchResult()
    for path in REPORTS:
        report = next(iter(read_source(str(path), ReadOptions())))
        assert isinstance(report, Report), path
        expected = yaml.safe_load((EXPECTED / f"{path.stem}.yaml").read_text("utf-8")) or []
        total.add(match_claims(coder.code(report), expected, path.stem))
    return total


def test_there_are_enough_samples_with_and_without_claims() -> None:
    empty = [p for p in EXPECTED.glob("*.yaml") if not yaml.safe_load(p.read_text("utf-8"))]
    assert len(REPORTS) >= 40
    assert len(empty) >= 10
    assert {p.stem for p in REPORTS} == {p.stem for p in EXPECTED.glob("*.yaml")}


def test_every_sample_has_a_publication_date_and_outlet() -> None:
    for path in REPORTS:
        report = next(iter(read_source(str(path), ReadOptions())))
        assert isinstance(report, Report)
        assert isinstance(report.published, dt.date), path
        assert report.outlet is not None, path


def test_claims_are_found_and_none_invented(result: MatchResult, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\nsample reports: {result.matched} of {result.expected} expected claims found, ", end="")
        print(f"{len(result.invented)} of {result.found} found claims are about no expected event")
        for row in field_table(result):
            print("  " + "".join(f"{cell:>11}" for cell in row))
    assert result.matched / result.expected >= FLOOR_FOUND
    assert len(result.invented) / result.found <= CEILING_INVENTED


FLOOR_FOUND = 0.90
CEILING_INVENTED = 0.05
FIELD_FLOORS = {
    "claimant": 0.91,
    "stance": 0.95,
    "realis": 0.97,
    "type": 0.89,
    "actors": 0.81,
    "targets": 0.75,
    "victims": 0.87,
    "place": 0.78,
    "time": 0.79,
    "tolls": 0.77,
}


@pytest.mark.parametrize("name", sorted(FIELD_FLOORS))
def test_fields_are_right(result: MatchResult, name: str) -> None:
    counts = result.fields[name]
    assert counts.correct / counts.expected >= FIELD_FLOORS[name]
