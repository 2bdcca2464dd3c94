"""Makes the weights of the where station from annotated development texts.

The detector (is this a place name?) is a logistic model over the observations of
``where.features``, fitted on LGL, GeoVirus, the English Worldwide Newswire NER set and
WikiEvents, and on copies of a part of them in capitals, each corpus with a total weight of
its own so that no one kind of news decides. The ranker (which place?) is a conditional
logistic model over ``where.ranking.FEATURES``, fitted on LGL and GeoVirus with half of the
weight each. Both fits are deterministic: full-batch Newton steps from zero, no random numbers.

``fit_detector`` and ``fit_ranker`` take examples; ``detector_examples`` and
``ranker_examples`` make them from parsed documents; ``write`` saves data/places/*.json.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportedly.knowledge.gazetteer import Gazetteer, distance_km
from reportedly.records import ParsedReport, Span
from reportedly.where.candidates import find_candidates
from reportedly.where.features import mention_features, report_context

Vector = NDArray[np.float64]

PENALTY = 1.0  # L2, on weights other than the bias
STEPS = 25
LEAST_SEEN = 8  # a feature seen less often gets no weight
_SAME_PLACE_KM = 20.0


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate's observations, whether it is annotated as a place, and how much it counts."""

    features: tuple[str, ...]
    is_place: bool
    weight: float = 1.0


def detector_examples(
    parsed: ParsedReport, gold: Iterable[Span], gazetteer: Gazetteer, weight: float = 1.0
) -> Iterator[Example]:
    """Examples from one annotated report, less demonyms and candidates that overlap a toponym in part."""
    spans = set(gold)
    candidates = find_candidates(parsed, gazetteer)
    context = report_context(parsed, candidates)
    for c in candidates:
        if c.demonym or c.named_kind:
            continue
        exact = c.span in spans
        if exact or not any(c.span.overlaps(s) for s in spans):
            yield Example(tuple(mention_features(c, parsed, context)), exact, weight)


def fit_detector(examples: Sequence[Example]) -> dict[str, float]:
    """Feature weights of the logistic model, rounded to three decimals."""
    seen = Counter(name for e in examples for name in set(e.features))
    names = sorted(name for name, n in seen.items() if n >= LEAST_SEEN)
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(examples), len(names)))
    for row, e in enumerate(examples):
        for name in e.features:
            if name in column:
                x[row, column[name]] = 1.0
    y = np.array([e.is_place for e in examples], dtype=float)
    w = np.array([e.weight for e in examples])
    penalty = np.full(len(names), PENALTY)
    if "bias" in column:
        penalty[column["bias"]] = 1e-3
    beta = _newton(x, y, w, penalty)
    return {name: round(float(beta[i]), 3) for name, i in column.items()}


def _newton(x: Vector, y: Vector, w: Vector, penalty: Vector) -> Vector:
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (p - y)) + penalty * beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        beta -= step
        if float(np.abs(step).max()) < 1e-5:
            break
    return beta


@dataclass(frozen=True, slots=True)
class Choice:
    """The readings of one name as rows of observations, and which of them is right."""

    rows: tuple[tuple[float, ...], ...]
    right: int
    weight: float = 1.0


def right_reading(
    places: Sequence[tuple[int | None, float, float]], gold: tuple[int | None, float, float]
) -> int | None:
    """Which of ``places`` (id, lat, lon) is the gold one: by id, else the nearest within 20 km, else None."""
    for i, place in enumerate(places):
        if gold[0] is not None and place[0] == gold[0]:
            return i
    distances = [distance_km(p[1], p[2], gold[1], gold[2]) for p in places]
    if not distances or min(distances) > _SAME_PLACE_KM:
        return None
    return distances.index(min(distances))


def fit_ranker(choices: Sequence[Choice], prior: Vector, penalty: float = 2.0) -> Vector:
    """Weights of the conditional logistic model, drawn towards ``prior`` by the L2 ``penalty``."""
    beta = prior.copy()
    for _ in range(STEPS):
        gradient = penalty * (beta - prior)
        hessian = penalty * np.eye(len(beta))
        for choice in choices:
            rows = np.array(choice.rows)
            scores = rows @ beta
            p = np.exp(scores - scores.max())
            p /= p.sum()
            mean = p @ rows
            gradient += choice.weight * (mean - rows[choice.right])
            centred = rows - mean
            hessian += choice.weight * (centred * p[:, None]).T @ centred
        step = np.linalg.solve(hessian, gradient)
        beta = beta - step
        if float(np.abs(step).max()) < 1e-4:
            break
    return np.asarray(beta, dtype=float)


def write(path: Path, weights: Mapping[str, float], made: str, **more: float) -> None:
    """Save weights as data, with how they were made."""
    table = {"made": made, **more, "weights": dict(sorted(weights.items()))}
    path.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", "utf-8")
