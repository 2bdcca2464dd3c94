"""What every benchmark gives back, and the small scorers they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class BenchResult:
    """One benchmark run: printed as a table, or as the JSON of docs/benchmarks.md."""

    benchmark: str
    split: str
    n_documents: int
    metrics: Mapping[str, float]
    seconds: float
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # metric -> correct/found/gold …
    tables: Mapping[str, tuple[tuple[str, ...], ...]] = field(
        default_factory=dict
    )  # name -> rows, header first
    errors: tuple[Mapping[str, Any], ...] = ()  # the worst documents or examples, with ids


def precision_recall_f1(correct: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean; 0 where a denominator is 0."""
    precision = correct / found if found else 0.0
    recall = correct / gold if gold else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
