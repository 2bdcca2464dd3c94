"""Fits the weights of ``incident_day.py``: ``python -m reportedly.bench.incident_day_fit DATA WEIGHTS``.

DATA holds ``cis530/data-train``; WEIGHTS is the JSON file to write. A conditional logistic regression (every
article chooses one of its days) by plain gradient ascent from zero, so that every run gives the same weights.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportedly.bench.incident_day import candidates
from reportedly.bench.tolls import Article, read_cis530
from reportedly.how_many import find_tolls
from reportedly.parse import SpacyParser
from reportedly.read import make_report

STEPS, RATE, PENALTY = (
    300,
    0.5,
    0.003,
)  # the penalty was chosen by fitting on one half of train, scoring the other


@dataclass(frozen=True, slots=True)
class Choice:
    """One article: the cues of each telling, the day each tells of, and which day is right."""

    cues: tuple[tuple[str, ...], ...]
    days: tuple[int, ...]
    right: int


def choices(articles: Sequence[Article], parser: SpacyParser) -> list[Choice]:
    """The articles that tell of several days, the right one among them."""
    found = []
    for article in articles:
        parsed = parser.parse(make_report(article.text, published=article.published))
        told = list(candidates(parsed, find_tolls(parsed)))
        days = sorted({day for day, _ in told})
        if article.date in days and len(days) > 1:
            found.append(
                Choice(
                    tuple(cues for _, cues in told),
                    tuple(days.index(day) for day, _ in told),
                    days.index(article.date),
                )
            )
    return found


def fit(found: Sequence[Choice]) -> dict[str, float]:
    """The weight of every cue, rounded to two places."""
    names = sorted({cue for choice in found for cues in choice.cues for cue in cues})
    tables = [_table(choice, names) for choice in found]
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        gradient = np.zeros(len(names))
        for choice, table in zip(found, tables, strict=True):
            gradient += _gradient(choice, table, weights)
        weights += RATE * (gradient / max(1, len(found)) - PENALTY * weights)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def _table(choice: Choice, names: Sequence[str]) -> NDArray[np.float64]:
    table = np.zeros((len(choice.cues), len(names)))
    for row, cues in enumerate(choice.cues):
        table[row, [names.index(cue) for cue in cues]] = 1.0
    return table


def _gradient(
    choice: Choice, table: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How the log-likelihood of the right day changes with the weights."""
    each = table @ weights
    days = np.array(choice.days)
    joined = np.array([np.logaddexp.reduce(each[days == day]) for day in range(days.max() + 1)])
    chance = np.exp(joined - np.logaddexp.reduce(joined))
    share = np.exp(each - joined[days])
    change: NDArray[np.float64] = table.T @ (share * ((days == choice.right) - chance[days]))
    return change


def main(arguments: Sequence[str]) -> int:
    """Fits on the train split and writes the weights; exit code 2 where arguments are missing."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m reportedly.bench.incident_day_fit DATA WEIGHTS\n")
        return 2
    found = choices(read_cis530(Path(arguments[0]), "train"), SpacyParser())
    note = "fitted by reportedly.bench.incident_day_fit on cis530 train; see bench/incident_day.py"
    table = {"note": note, "articles": len(found), "weights": fit(found)}
    Path(arguments[1]).write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
