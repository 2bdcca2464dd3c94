"""The words of time expressions, each with the one-letter class the grammar is written in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

# One letter a class, so that a text becomes a string of one letter a token and the grammar's
# patterns are ordinary regular expressions over that short string. Later tables win where a word
# stands in two ("second" is an ordinal; the builders ask for its other meaning by ``Words``).
LETTERS = {
    "earlier": "E",
    "later": "L",
    "month": "M",
    "weekday": "W",
    "weekdays": "Z",
    "season": "S",
    "unit": "U",
    "part": "P",
    "clockword": "C",
    "deictic": "D",
    "holiday": "H",
    "determiner": "x",
    "last": "l",
    "next": "f",
    "reference": "R",
    "same": "c",
    "ago": "g",
    "before": "O",
    "modifier": "m",
    "edge": "e",
    "every": "v",
    "often": "V",
    "approximator": "k",
    "comparative": "A",
    "quantity": "q",
    "amplifier": "j",
    "number": "w",
    "big_number": "9",
    "ordinal": "o",
    "decade": "s",
    "often_word": "J",
    "zone": "T",
    "era": "b",
    "fiscal": "F",
    "and": "&",
    "connector": "u",
}
FUNCTION_WORDS = {
    "the": "t",
    "a": "a",
    "an": "a",
    "of": "r",
    "in": "i",
    "than": "B",
    "at": "G",
    "on": "n",
    "least": "0",
    "most": "0",
    "up": "N",
    "time": "1",
    "clock": "2",
    "not": "X",
    "no": "X",
}
ABBREVIATED = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """``letter`` gives a word's class; ``meaning`` its value in each table it stands in."""

    letter: dict[str, str]
    meaning: dict[str, dict[str, int | str]]

    def of(self, table: str, word: str) -> int | str | None:
        """The value of ``word`` in ``table``, or None where it does not stand there."""
        return self.meaning[table].get(word)

    def number(self, table: str, word: str) -> int:
        """The integer meaning of a word known to stand in ``table``."""
        return int(self.meaning[table][word])


@cache
def words() -> Words:
    """The word list, read once from ``knowledge/data/when/words.toml``."""
    source = resources.files("reportedly.knowledge") / "data" / "when" / "words.toml"
    tables = tomllib.loads(source.read_text("utf-8"))
    letter: dict[str, str] = {}
    for table, mark in LETTERS.items():
        for word in tables[table]:
            letter[word] = mark
    letter.update(FUNCTION_WORDS)
    return Words(letter, tables)
