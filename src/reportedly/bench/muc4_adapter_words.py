"""The word lists of the MUC-4 adapter (data/muc4_adapter.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True)
class Words:
    """Named word sets, and ordered tables that map words to set fills of a slot."""

    sets: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, str]]  # table -> word -> set fill
    countries: Mapping[str, str]  # ISO3 -> country name as MUC-4 writes it
    capitals: Mapping[str, str]  # country name -> its capital


@cache
def adapter_words() -> Words:
    """The lists, read on first use."""
    text = resources.files("reportedly.bench").joinpath("data/muc4_adapter.yaml").read_text("utf-8")
    raw = yaml.safe_load(text)
    tables = {
        name: {word: fill for fill, words in table.items() for word in words.split()}
        for name, table in raw["tables"].items()
    }
    return Words(
        {name: frozenset(words.split()) for name, words in raw["sets"].items()},
        tables,
        raw["countries"],
        raw["capitals"],
    )


def words_of(name: str) -> frozenset[str]:
    """The words of one set."""
    return adapter_words().sets[name]


def fill_of(table: str, word: str) -> str | None:
    """The set fill of ``word`` in a table; plurals fall back to the singular."""
    entries = adapter_words().tables[table]
    found = entries.get(word)
    if found is None and word.endswith("s"):
        found = entries.get(word[:-1]) or entries.get(word[:-2]) or entries.get(word[:-3] + "y")
    if found is None and word.endswith("men"):
        found = entries.get(word[:-2] + "an")
    return found
