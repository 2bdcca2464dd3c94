"""Which candidates are place names: a logistic model over named observations.

The weights are data (data/places/detector.json, which says how they were made).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Detector:
    """Feature weights, and the probability from which a candidate counts as a place name."""

    weights: Mapping[str, float]
    threshold: float

    def probability(self, features: Iterable[str]) -> float:
        """The probability (0…1) that a candidate with these features names a place."""
        weights = self.weights
        score = sum([weights.get(name, 0.0) for name in features])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def detector() -> Detector:
    """The detector that ships with Reportedly."""
    path = resources.files("reportedly.knowledge").joinpath("data/places/detector.json")
    table = json.loads(path.read_text("utf-8"))
    return Detector(table["weights"], float(table["threshold"]))
