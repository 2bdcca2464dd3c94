"""The word lists of the how_many station, read once from knowledge/data/how_many."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from reportedly.errors import KnowledgeError

_FORMS = ("base", "third", "past", "participle", "gerund")
_SHORTEST_TAIL = 5  # letters of a known word that may close a compound: "farm|worker", "de|miner"
_NO_COMPOUNDS = frozenset({"submarine", "reagent"})
_DEMONYM = re.compile(r"[a-z-]{2,}(?:ans?|ites?|[bdghklnqrtw]is?|ese|men|ards?|tinos?)$")


@dataclass(frozen=True, slots=True)
class TriggerWord:
    """What a word or phrase says happened to people.

    ``mode``: verb | passive | subject | object | predicate | noun | toll; ``form`` is that of a verb.
    """

    kind: str
    mode: str
    form: str = ""
    shot: bool = False  # hit by a shot or stab, which says nothing of survival


@dataclass(frozen=True, slots=True)
class People:
    """Words for people. ``classes`` maps a singular word to its labels ("" for none)."""

    classes: Mapping[str, tuple[str, ...]]
    compounds: Mapping[tuple[str, ...], str]
    modifiers: Mapping[str, str]
    mass: frozenset[str]
    irregular: Mapping[str, str]
    counted_only: frozenset[str]

    def singular(self, word: str) -> str | None:
        """The singular of a lower-case word for people, or None where it is none."""
        if word in self.irregular:
            return self.irregular[word]
        if word in self.classes or word in self.mass:
            return word
        for ending, back in (("ies", "y"), ("es", ""), ("s", ""), ("men", "man"), ("women", "woman")):
            if word.endswith(ending) and word[: -len(ending)] + back in self.classes:
                return word[: -len(ending)] + back
        return self._compound(word)

    def _compound(self, word: str) -> str | None:
        """The singular of a closed compound of a word for people: "farmworkers", "deminers"."""
        singular = word.removesuffix("s")
        if singular in _NO_COMPOUNDS:
            return None
        tails = (singular[at:] for at in range(2, len(singular) - _SHORTEST_TAIL + 1))
        return singular if any(tail in self.classes for tail in tails) else None

    def is_plural(self, word: str) -> bool:
        """Whether the lower-case word is a plural or a mass word for people."""
        return word in self.mass or self.singular(word) not in (None, word)


@dataclass(frozen=True, slots=True)
class Triggers:
    """Trigger words, and phrases by their first word, longest first."""

    words: Mapping[str, TriggerWord]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], TriggerWord], ...]]
    carriers: frozenset[str]
    transports: frozenset[str]
    hospitals: frozenset[str]
    strikes: frozenset[str]
    missiles: frozenset[str]
    bears: frozenset[str]
    harms: frozenset[str]


def looks_demonym(word: str) -> bool:
    """Whether a lower-case word has the ending of a people's name ("palestinians", "iraqis")."""
    return _DEMONYM.match(word) is not None


def _read(name: str) -> dict[str, Any]:
    text = resources.files("reportedly.knowledge").joinpath(f"data/how_many/{name}").read_text("utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(table, dict):
        raise KnowledgeError(f"how_many/{name}: a mapping is expected")
    return table


@cache
def people() -> People:
    """The words for people."""
    table = _read("people.yaml")
    classes: dict[str, tuple[str, ...]] = {word: () for word in table["plain"]}
    for label, words in table["classes"].items():
        for word in words:
            known = classes.get(word, ())
            classes[word] = known if label in known else (*known, label)
    return People(
        classes=classes,
        compounds={tuple(phrase.split()): label for phrase, label in table["compounds"].items()},
        modifiers=table["modifiers"],
        mass=frozenset(table["mass"]),
        irregular=table["irregular"],
        counted_only=frozenset(table["counted_only"]),
    )


@cache
def triggers() -> Triggers:
    """The trigger words and phrases."""
    table = _read("triggers.yaml")
    words: dict[str, TriggerWord] = {}
    for mode, key in (
        ("noun", "nouns"),
        ("predicate", "predicates"),
        ("subject", "subject_verbs"),
        ("toll", "tolls"),
    ):
        for kind, listed in table[key].items():
            words.update({word: TriggerWord(kind, mode) for word in listed})
    for kind, rows in table["verbs"].items():
        for row in rows:
            for form, word in zip(_FORMS, row.split(), strict=True):
                shot = row.startswith(("shoot", "stab", "graze"))
                words[word] = TriggerWord(kind, "verb", form, shot)
    phrases: dict[str, list[tuple[tuple[str, ...], TriggerWord]]] = {}
    for kind, modes in table["phrases"].items():
        for mode, listed in modes.items():
            for phrase in listed:
                parts = tuple(phrase.split())
                form = "gerund" if parts[0].endswith("ing") else "past"
                form = form if mode in {"verb", "gerund"} else "participle"
                entry = (
                    parts,
                    TriggerWord(kind, "verb" if mode == "gerund" else mode, form, mode == "gerund"),
                )
                phrases.setdefault(parts[0], []).append(entry)
    return Triggers(
        words=words,
        phrases={first: tuple(sorted(found, key=lambda e: -len(e[0]))) for first, found in phrases.items()},
        carriers=frozenset(table["carriers"]),
        transports=frozenset(table["transports"]),
        hospitals=frozenset(table["hospitals"]),
        strikes=frozenset(table["strikes"]),
        missiles=frozenset(table["missiles"]),
        bears=frozenset(table["bears"]),
        harms=frozenset(table["harms"]),
    )
