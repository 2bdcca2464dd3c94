"""The word lists of the who station (knowledge/data/who/*.tsv), read once into look-up tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reportedly.errors import KnowledgeError

FOLDER = "data/who"


@dataclass(frozen=True, slots=True)
class HeadNoun:
    """A noun that stands for people, a force, a body or an office, in one number."""

    words: tuple[str, ...]  # lower case, the last one is the head
    lemma: str
    cls: str  # body force platform group people office label enemy
    sector: str | None
    types: frozenset[str]
    plural: bool


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word inside a capitalised name that tells what bears it."""

    kind: str
    sector: str | None
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Capital:
    """A seat of power whose name stands for a government ("Washington", "the Kremlin")."""

    country: str
    strong: bool  # never a mere place ("the Kremlin"), so no subject position is needed


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of the station."""

    heads: Mapping[str, tuple[HeadNoun, ...]]  # by last word, longest first
    name_at: Mapping[str, NameWord]  # last word of a name, lower case
    name_first: Mapping[str, NameWord]
    name_of: Mapping[str, NameWord]
    place_words: frozenset[str]
    words: Mapping[str, frozenset[str]]
    capitals: Mapping[str, Capital]

    def is_past_verb(self, word: str) -> bool:
        """Whether a lower-case word in -ed is a verb of saying or acting ("attacked")."""
        if not word.endswith("ed"):
            return False
        sets = (self.words["saying"], self.words["acting"], self.words["acts"])
        return any(stem in known for stem in (word[:-2], word[:-1]) for known in sets)

    def head(self, lowered: Sequence[str], i: int) -> HeadNoun | None:
        """The longest head noun that ends at word ``i``."""
        for entry in self.heads.get(lowered[i], ()):
            n = len(entry.words)
            if n == 1 or (n <= i + 1 and tuple(lowered[i - n + 1 : i + 1]) == entry.words):
                return entry
        return None


@cache
def load_lexicon() -> Lexicon:
    """The lexicon; raises KnowledgeError where a file is malformed."""
    names: dict[str, dict[str, NameWord]] = {"at": {}, "first": {}, "of": {}}
    places: set[str] = set()
    for place, kind, sector, types, words in _rows("names.tsv", 5):
        for word in _split(words):
            if place == "place":
                places.add(word.lower())
            else:
                entry = NameWord(kind, sector or None, frozenset(types.split()))
                names[place].setdefault(word.lower(), entry)
    return Lexicon(
        heads=_heads(),
        name_at=names["at"],
        name_first=names["first"],
        name_of=names["of"],
        place_words=frozenset(places),
        words={name: frozenset(_split(words)) for name, words in _rows("words.tsv", 2)},
        capitals={
            name.lower(): Capital(country, strong == "yes")
            for name, country, strong, _ in _rows("capitals.tsv", 4)
        },
    )


def _heads() -> Mapping[str, tuple[HeadNoun, ...]]:
    table: dict[str, dict[tuple[str, ...], HeadNoun]] = {}
    for cls, sector, types, words in _rows("heads.tsv", 4):
        for word in _split(words):
            for form, lemma, plural in _forms(word):
                own = frozenset(lemma if name == "*" else name for name in types.split())
                key = tuple(form.replace("-", " - ").split())  # the parser parts at hyphens
                entry = HeadNoun(key, lemma, cls, sector or None, own, plural)
                table.setdefault(key[-1], {}).setdefault(key, entry)
    return {
        last: tuple(sorted(entries.values(), key=lambda e: -len(e.words))) for last, entries in table.items()
    }


def _forms(word: str) -> Iterator[tuple[str, str, bool]]:
    """(form, lemma, is plural) of one entry of heads.tsv."""
    if word.endswith("!"):
        yield word[:-1], word[:-1], True
        return
    singular, _, plural = word.partition("/")
    yield singular, singular, False
    yield plural or singular + ("es" if singular.endswith(("s", "ch", "sh")) else "s"), singular, True


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _rows(name: str, columns: int) -> Iterator[list[str]]:
    """The rows of a file without comments and header."""
    text = resources.files("reportedly.knowledge").joinpath(f"{FOLDER}/{name}").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    for number, line in enumerate(lines[1:], start=2):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != columns:
            raise KnowledgeError(f"{FOLDER}/{name}: row {number} has {len(cells)} columns, not {columns}")
        yield cells
