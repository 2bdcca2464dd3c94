"""The scorer against the official score reports of 17 systems at MUC-4 (shared data)."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from reportedly.bench.muc4_decisions import Decisions, read_decisions
from reportedly.bench.muc4_format import Template, read_templates
from reportedly.bench.muc4_total import row_tallies, score_responses

SHARED = Path(os.environ.get("REPORTEDLY_SHARED") or Path(__file__).parents[3] / "../shared")
MUC4 = SHARED / "data" / "muc4"
CHECK = MUC4 / "scorer_check"
SYSTEMS = (
    "bbn ge-cmu ge hughes lsi mdc mitre nm-br nyu pmax prc sra sri um-cq umass umich usc".split()
)  # fmt: skip
F_LINE = re.compile(r"^F-MEASURES\s+([\d.]+)", re.MULTILINE)
ALL_LINE = re.compile(r"^ALL TEMPLATES\s+(\d+)\s+(\d+)\|\s*(\d+)\s+(\d+)\s+(\d+)\|", re.MULTILINE)

pytestmark = pytest.mark.skipif(not CHECK.is_dir(), reason="needs the shared MUC-4 data")


@cache
def key() -> tuple[Template, ...]:
    return read_templates(CHECK / "key-tst4.v2")


@cache
def decisions() -> Decisions:
    return read_decisions(CHECK / "scorers-decisions.tst4.lisp")


@pytest.mark.parametrize("system", SYSTEMS)
def test_reproduces_the_official_f_measure_of_all_templates(system: str) -> None:
    report = (CHECK / "scores" / f"{system}-scores-pass1.tst4.nrad").read_text(errors="replace")
    responses = read_templates(CHECK / "responses" / f"{system}-response.tst4")
    ours = row_tallies(score_responses(responses, key(), decisions()))["ALL TEMPLATES"]
    printed = float(F_LINE.findall(report)[-1])  # from recall and precision rounded to whole percents
    assert 100 * ours.f1 == pytest.approx(printed, abs=1.0)
    possible, actual, correct, partial, _ = map(int, ALL_LINE.findall(report)[-1])
    exact = 200 * (correct + partial / 2) / (possible + actual)
    assert 100 * ours.f1 == pytest.approx(exact, abs=1.0)


@pytest.mark.parametrize("split", ["dev", "tst1", "tst2"])
def test_the_key_against_itself_is_all_right(split: str) -> None:
    templates = [t for path in sorted((MUC4 / split).glob("key-*")) for t in read_templates(path)]
    rows = row_tallies(score_responses(templates, templates))
    assert rows["ALL TEMPLATES"].f1 == rows["MATCHED ONLY"].f1 == 1.0
