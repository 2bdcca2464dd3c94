"""Where sentences end: not after the short form of a rank or an office."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.records import ParsedReport


@pytest.mark.parametrize("title", ["Maj.", "Sgt.", "Capt.", "Brig.", "Col.", "Cpl.", "COL.", "CAPT."])
def test_a_rank_does_not_end_the_sentence(parse: Callable[..., ParsedReport], title: str) -> None:
    parsed = parse(f'"We will hold the bridge," said {title} Idris Belo, who leads the northern column.')
    assert len(parsed.sentences) == 1
    assert title in [token.text for token in parsed.sentences[0].tokens]
