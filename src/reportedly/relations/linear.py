"""A multinomial logistic model over named features: fitted in its dual, kept as a table of weights."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportedly.nets.scores import log_softmax

Floats = NDArray[np.float64]
Features = Mapping[str, float]
STEPS = 400
MIN_COUNT = 2  # a feature seen once says nothing about other sentences


@dataclass(frozen=True)
class LinearModel:
    """Weights of each feature for each label."""

    labels: tuple[str, ...]
    index: Mapping[str, int]
    weights: Floats  # features × labels
    bias: Floats

    def log_probabilities(self, features: Features) -> Floats:
        """The log-probability of each label, in the order of ``labels``."""
        vector = unit(features)
        scores = self.bias.copy()
        for name, value in vector.items():
            at = self.index.get(name)
            if at is not None:
                scores += value * self.weights[at]
        return log_softmax(scores)

    def save(self, path: Path) -> None:
        """Writes the model as JSON, features in order, three decimals."""
        rows = {
            name: [round(float(w), 3) for w in self.weights[at]] for name, at in sorted(self.index.items())
        }
        table = {"labels": self.labels, "bias": [round(float(b), 4) for b in self.bias], "weights": rows}
        path.write_text(json.dumps(table, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, text: str) -> LinearModel:
        """The model in the JSON ``text``, as ``save`` wrote it."""
        table = json.loads(text)
        return cls(
            labels=tuple(table["labels"]),
            index={name: at for at, name in enumerate(table["weights"])},
            weights=np.asarray(list(table["weights"].values()), dtype=np.float64),
            bias=np.asarray(table["bias"], dtype=np.float64),
        )


def unit(features: Features) -> dict[str, float]:
    """The features scaled to length 1, so that long sentences do not shout."""
    length = sum(v * v for v in features.values()) ** 0.5 or 1.0
    return {name: value / length for name, value in features.items()}


def fit(
    rows: Sequence[Features], gold: Sequence[str], labels: Sequence[str], penalty: float = 5e-5
) -> LinearModel:
    """The model of least regularised loss, rare labels weighted up by the square root of their rarity."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    index = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(rows), len(names) + 1), dtype=np.float32)
    for at, row in enumerate(rows):
        for name, value in unit(row).items():
            if name in index:
                table[at, index[name]] = value
    table[:, -1] = 0.3  # the bias
    answers = np.array([labels.index(g) for g in gold])
    dual = _solve((table @ table.T).astype(np.float64), answers, len(labels), penalty)
    weights = (table.T @ dual.astype(np.float32)).astype(np.float64)
    return LinearModel(tuple(labels), index, weights[:-1], weights[-1] * 0.3)


def _solve(kernel: Floats, answers: NDArray[np.int64], n_labels: int, penalty: float) -> Floats:
    """The dual weights by accelerated gradient steps in function space."""
    count = len(answers)
    wanted = np.eye(n_labels)[answers]
    share = np.bincount(answers, minlength=n_labels) / count
    rarity = (1 / np.sqrt(np.maximum(share, 1e-9)))[answers][:, None]
    rarity = rarity / rarity.mean()
    top = _largest_eigenvalue(kernel)
    step = 1.0 / (top * float(rarity.max()) / (2 * count) + penalty)
    dual = np.zeros((count, n_labels))
    ahead = dual
    for turn in range(STEPS):
        guess = np.exp(log_softmax(kernel @ ahead))
        slope = rarity * (guess - wanted) / count + penalty * ahead
        new = ahead - step * slope
        ahead = new + turn / (turn + 3) * (new - dual)
        dual = new
    return dual


def _largest_eigenvalue(kernel: Floats) -> float:
    """Of a matrix without negative entries or eigenvalues, by repeated products; a little above the truth."""
    vector = np.ones(len(kernel))
    for _ in range(30):
        vector = kernel @ vector
        vector /= np.linalg.norm(vector)
    return 1.05 * float(vector @ kernel @ vector)
