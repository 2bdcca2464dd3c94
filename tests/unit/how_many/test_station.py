"""The how_many station on sentences of war reporting (all invented)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.how_many import find_tolls
from reportedly.records import ParsedReport

Parse = Callable[..., ParsedReport]


def test_find_tolls_reads_figures_of_dead_and_hurt(parse: Parse) -> None:
    parsed = parse("Seven people were killed and 23 others wounded when a rocket hit the market.")
    found = [(t.kind, t.low, parsed.words(t.span)) for t in find_tolls(parsed)]
    assert found == [("killed", 7, "Seven people"), ("injured", 23, "23 others")]
