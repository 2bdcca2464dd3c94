"""Fit the weights of claim confidence, and print the reliability table of docs/calibration.md.

    python -m reportedly.train.confidence --samples samples --expected tests/samples/expected [--write]

A found claim is right when it is paired with an expected one and its claimant, stance, event type and
realis are right where the expectation names them. The table is cross-validated over reports (five
folds), so no claim is scored by weights fitted on its own report.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from reportedly.bench.expected import right_claims
from reportedly.claims import assemble_claims
from reportedly.claims.confidence import features_of
from reportedly.claims.telling import Telling
from reportedly.claims.voices import Voice
from reportedly.coder import Coder
from reportedly.errors import InputError
from reportedly.read import ReadOptions, read_source
from reportedly.records import CodedReport, Event, Report

FOLDS = 5
STEPS = 3000
RATE = 0.1
SHRINK = 0.02  # pulls weights towards 0: there are few hundred claims
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Example:
    """One found claim: its features, whether it is right, and the number of its report."""

    features: tuple[float, ...]
    right: bool
    report: int


def examples(samples: Path, expected: Path) -> tuple[list[str], list[Example]]:
    """The feature names and the examples of all sample reports."""
    names: list[str] = []
    rows: list[Example] = []
    coder = Coder()
    for number, path in enumerate(sorted(samples.glob("*.json"))):
        report = next(iter(read_source(str(path), ReadOptions())))
        if not isinstance(report, Report):
            raise InputError(f"{path}: {report.issue.message}")
        seen: dict[str, dict[str, float]] = {}
        coded = _coded(coder, report, seen)
        wanted = yaml.safe_load((expected / f"{path.stem}.yaml").read_text("utf-8")) or []
        for claim, right in zip(coded.claims, right_claims(coded, wanted), strict=True):
            features = seen[repr(claim.event)]
            names = names or list(features)
            rows.append(Example(tuple(features.values()), right, number))
    return names, rows


def _coded(coder: Coder, report: Report, seen: dict[str, dict[str, float]]) -> CodedReport:
    """The coded report; ``seen`` gets the features of each claim's event."""

    def record(event: Event, voice: Voice, tellings: Sequence[Telling]) -> float:
        seen[repr(event)] = features_of(event, voice, tellings)
        return 0.0

    findings = coder.find(coder.parser.parse(report))
    return CodedReport(report, assemble_claims(findings, confidence=record))


def fit(rows: list[Example]) -> np.ndarray:
    """Weights by gradient descent on the log loss with a small ridge; deterministic."""
    x = np.array([r.features for r in rows])
    y = np.array([float(r.right) for r in rows])
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        weights -= RATE * (x.T @ (chance - y) / len(y) + SHRINK * weights)
    return weights


def cross_validated(rows: list[Example]) -> Iterator[tuple[float, bool]]:
    """(confidence, right) of each claim, by weights fitted on other reports."""
    for fold in range(FOLDS):
        weights = fit([r for r in rows if r.report % FOLDS != fold])
        for row in rows:
            if row.report % FOLDS == fold:
                yield float(1 / (1 + np.exp(-np.dot(row.features, weights)))), row.right


def reliability(pairs: list[tuple[float, bool]]) -> list[tuple[str, int, float, float]]:
    """(band, claims, mean confidence, share right) for bands of confidence."""
    table = []
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = [(c, r) for c, r in pairs if low <= c < high]
        if inside:
            band = f"{low:.1f}–{min(high, 1.0):.1f}"
            mean = sum(c for c, _ in inside) / len(inside)
            table.append((band, len(inside), mean, sum(r for _, r in inside) / len(inside)))
    return table


def main() -> None:
    """Fit, print the table, and write the weights where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=Path, default=Path("samples/reports"))
    parser.add_argument("--expected", type=Path, default=Path("tests/samples/expected"))
    parser.add_argument("--write", type=Path, help="write the weights to this JSON file")
    options = parser.parse_args()
    names, rows = examples(options.samples, options.expected)
    pairs = list(cross_validated(rows))
    error = sum(abs(m - share) * n for _, n, m, share in reliability(pairs)) / len(pairs)
    lines = [
        f"{len(rows)} claims, {sum(r.right for r in rows)} right; expected calibration error {error:.3f}"
    ]
    lines += [
        f"{b:>9} {n:>5} claims  said {m:.2f}  right {share:.2f}" for b, n, m, share in reliability(pairs)
    ]
    print("\n".join(lines))  # noqa: T201 - a command line tool
    if options.write:
        weights = {n: round(float(w), 3) for n, w in zip(names, fit(rows), strict=True)}
        made = f"python -m reportedly.train.confidence on {len(rows)} claims; cross-validated ECE {error:.3f}"
        options.write.write_text(json.dumps({"made": made, "weights": weights}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
