"""A linear classifier over plain features: weights from a JSON file, scores with a softmax."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

FILE = "data/muc4_adapter_{}.json"
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Linear:
    """Weights by feature, one for each class."""

    classes: tuple[str, ...]
    weights: Mapping[str, Sequence[float]]

    def probabilities(self, features: Iterable[str]) -> tuple[float, ...]:
        """The probability of each class."""
        sums = [0.0] * len(self.classes)
        for feature in features:
            for i, weight in enumerate(self.weights.get(feature, ())):
                sums[i] += weight
        top = max(sums)
        powers = [math.exp(s - top) for s in sums]
        total = sum(powers)
        return tuple(p / total for p in powers)


@cache
def load(name: str) -> Linear:
    """The classifier of that name."""
    text = resources.files("reportedly.bench").joinpath(FILE.format(name)).read_text("utf-8")
    raw = json.loads(text)
    return Linear(tuple(raw["classes"]), raw["weights"])


def fit(
    rows: Sequence[Sequence[str]],
    labels: Sequence[int],
    classes: Sequence[str],
    *,
    min_count: int = 3,
    l2: float = 1e-5,
    epochs: int = 12,
) -> Linear:
    """Multinomial logistic regression by AdaGrad over mini-batches; the same rows give the same weights."""
    counts: dict[str, int] = {}
    for row in rows:
        for feature in row:
            counts[feature] = counts.get(feature, 0) + 1
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= min_count))}
    encoded = [np.array(sorted({index[f] for f in row if f in index}), dtype=np.int64) for row in rows]
    weights = np.zeros((len(index), len(classes)))
    squares = np.full_like(weights, 1e-8)
    order = np.arange(len(rows))
    random = np.random.default_rng(0)
    gold = np.asarray(labels)
    for _ in range(epochs):
        random.shuffle(order)
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            _step([encoded[i] for i in batch], gold[batch], weights, squares, l2)
    names = sorted(index, key=index.__getitem__)
    kept = {f: [round(float(v), 2) for v in weights[index[f]]] for f in names}
    return Linear(tuple(classes), {f: w for f, w in kept.items() if max(map(abs, w)) >= 0.05})


def _step(
    batch: Sequence[npt.NDArray[np.int64]],
    gold: npt.NDArray[np.int64],
    weights: Floats,
    squares: Floats,
    l2: float,
    rate: float = 0.1,
) -> None:
    lengths = np.array([len(row) for row in batch])
    features = np.concatenate(batch)
    owner = np.repeat(np.arange(len(batch)), lengths)
    sums = np.zeros((len(batch), weights.shape[1]))
    np.add.at(sums, owner, weights[features])
    sums -= sums.max(axis=1, keepdims=True)
    error = np.exp(sums)
    error /= error.sum(axis=1, keepdims=True)
    error[np.arange(len(batch)), gold] -= 1
    unique, inverse = np.unique(features, return_inverse=True)
    gradient = np.zeros((len(unique), weights.shape[1]))
    np.add.at(gradient, inverse, error[owner])
    gradient += l2 * len(batch) * weights[unique]
    squares[unique] += gradient**2
    weights[unique] -= rate * gradient / np.sqrt(squares[unique])


def save(model: Linear, path: Path, provenance: str) -> None:
    """Write the weights with where they come from, one feature a line."""
    lines = [json.dumps({f: list(w)}, separators=(",", ":"))[1:-1] for f, w in model.weights.items()]
    head = json.dumps({"provenance": provenance, "classes": list(model.classes)})[:-1]
    path.write_text(head + ', "weights": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
