"""The ``seed`` benchmark: the claims that one report must give, and no event that is not in its text."""

from __future__ import annotations

import datetime as dt
import time
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from reportedly.bench.base import BenchResult
from reportedly.bench.expected import MatchResult, match_claims
from reportedly.coder import Coder
from reportedly.errors import InputError
from reportedly.read import ReadOptions, read_source
from reportedly.records import Report

PUBLISHED = dt.date(2024, 8, 25)
OUTLET = "presstv.ir"


def run(data: Path, split: str, limit: int | None = None) -> BenchResult:
    """Code presstv-haifa.txt in ``data`` and compare it with bench/data/seed.yaml."""
    start = time.perf_counter()
    path = data / "presstv-haifa.txt"
    if not path.is_file():
        raise InputError(f"--data {data} holds no presstv-haifa.txt")
    report = next(iter(read_source(str(path), ReadOptions(published=PUBLISHED, outlet=OUTLET))))
    if not isinstance(report, Report):
        raise InputError(f"{path}: {report.issue.message}")
    result = match_claims(Coder().code(report), expected_claims(), "seed")
    return BenchResult(
        benchmark="seed",
        split=split,
        n_documents=1,
        metrics=_metrics(result),
        seconds=time.perf_counter() - start,
        counts={
            "found": {"expected": result.expected, "found": result.matched, "invented": len(result.invented)}
        },
        tables={"fields": field_table(result)},
        errors=tuple({"error": e} for e in (*result.missing, *result.invented, *result.wrong)),
    )


def expected_claims() -> list[dict[str, Any]]:
    """The expected claims of the seed report."""
    text = resources.files("reportedly.bench").joinpath("data/seed.yaml").read_text("utf-8")
    claims: list[dict[str, Any]] = yaml.safe_load(text)
    return claims


def _metrics(result: MatchResult) -> dict[str, float]:
    return {
        "found": result.matched / result.expected if result.expected else 0.0,
        "expected": float(result.expected),
        "invented": float(len(result.invented)),
    }


def field_table(result: MatchResult) -> tuple[tuple[str, ...], ...]:
    """Field-level counts with precision and recall, a header first."""
    rows = [("field", "expected", "found", "correct", "precision", "recall")]
    for name, c in result.fields.items():
        if c.expected or c.found:
            precision = f"{c.correct / c.found:.2f}" if c.found else "–"
            recall = f"{c.correct / c.expected:.2f}" if c.expected else "–"
            rows.append((name, str(c.expected), str(c.found), str(c.correct), precision, recall))
    return tuple(rows)
