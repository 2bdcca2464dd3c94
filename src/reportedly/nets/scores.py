"""From a net's or a linear model's scores to log-probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities along the last axis."""
    top = scores - scores.max(axis=-1, keepdims=True)
    made: Floats = top - np.log(np.exp(top).sum(axis=-1, keepdims=True))
    return made
