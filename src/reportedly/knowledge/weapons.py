"""Weapon words and their kinds (data/weapons.tsv)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def weapon_words() -> Mapping[str, str]:
    """Weapon word or phrase in lower case -> kind."""
    table = resources.files("reportedly.knowledge").joinpath("data/weapons.tsv").read_text("utf-8")
    words: dict[str, str] = {}
    for line in table.splitlines()[1:]:
        kind, names = line.split("\t")
        words.update(dict.fromkeys(names.split("|"), kind))
    return words


def weapon_kind(text: str) -> str | None:
    """The kind of weapon that ``text`` names; the longest known phrase nearest its end decides."""
    known = weapon_words()
    tokens = text.lower().replace("\u2019", "'").split()
    for end in range(len(tokens), 0, -1):
        for start in range(max(0, end - 3), end):
            kind = known.get(" ".join(tokens[start:end]).strip(".,;:\u201c\u201d\"'"))
            if kind:
                return kind
    return None
