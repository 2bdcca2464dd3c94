"""Word lists of the read station, from knowledge/data/read/, each read once on first use."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def word_list(name: str) -> frozenset[str]:
    """The lines of ``knowledge/data/read/<name>.txt`` without comments."""
    path = resources.files("reportedly.knowledge").joinpath(f"data/read/{name}.txt")
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
