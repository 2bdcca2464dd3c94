"""The cue lexicon (knowledge/data/attribution/cues.yaml) as look-up tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from reportedly.errors import KnowledgeError
from reportedly.records import Stance

VOWELS = frozenset("aeiou")
DOUBLING = frozenset(
    {"admit", "rebut", "rebuff", "blog", "plan", "quip", "shout", "brag", "refer", "beg", "dub", "slam"}
)
IRREGULAR: Mapping[str, tuple[str, ...]] = {
    "say": ("said",),
    "tell": ("told",),
    "write": ("wrote", "written"),
    "swear": ("swore", "sworn"),
    "think": ("thought",),
    "know": ("knew", "known"),
    "hear": ("heard",),
    "see": ("saw", "seen"),
    "learn": ("learnt",),
    "feel": ("felt",),
    "find": ("found",),
    "show": ("shown",),
    "put": (),
    "go": ("went", "gone"),
    "forecast": (),
    "broadcast": (),
    "mean": ("meant",),
    "seek": ("sought",),
    "understand": ("understood",),
    "undertake": ("undertook", "undertaken"),
    "cry": ("cried",),
    "hold": ("held",),
    "foresee": ("foresaw",),
}


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A verb that attributes; ``takes`` names its complements (see the data file)."""

    lemma: str
    stance: Stance
    takes: frozenset[str]
    kind: str  # speech | belief | intent | request
    certainty: str | None


@dataclass(frozen=True, slots=True)
class NounCue:
    lemma: str
    stance: Stance
    certainty: str | None


@dataclass(frozen=True, slots=True)
class Responsibility:
    nouns: frozenset[str]
    claim: frozenset[str]
    deny: frozenset[str]
    denied_nouns: frozenset[str]
    own_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """All tables; verb forms are looked up in small letters."""

    verbs: Mapping[str, VerbCue]  # by lemma
    forms: Mapping[str, str]  # inflected form -> lemma
    passive: frozenset[str]
    sure: frozenset[str]  # lemmas that count even where the net sees nothing
    nouns: Mapping[str, NounCue]  # by lemma
    adverbs: Mapping[str, str]  # word -> certainty
    responsibility: Responsibility
    negators: frozenset[str]
    negative_sources: frozenset[str]
    negative_verbs: frozenset[str]
    channels: tuple[tuple[str, re.Pattern[str]], ...]
    headline_speakers: frozenset[str]
    media_words: re.Pattern[str]


@cache
def cue_lexicon() -> CueLexicon:
    """The lexicon, read once; raises KnowledgeError where the file is malformed."""
    text = resources.files("reportedly.knowledge").joinpath("data/attribution/cues.yaml").read_text("utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        return _lexicon(table)
    except (KeyError, ValueError, TypeError) as error:
        raise KnowledgeError(
            f"attribution/cues.yaml: {error!r}; see docs/knowledge.md for its form"
        ) from error


def _lexicon(table: Mapping[str, Any]) -> CueLexicon:
    verbs = _verbs(table["verbs"])
    responsibility = table["responsibility"]
    return CueLexicon(
        verbs=verbs,
        forms={form: lemma for lemma in verbs for form in verb_forms(lemma)},
        passive=frozenset(table["passive"]),
        sure=frozenset(table["sure"]),
        nouns=_nouns(table["nouns"], table["certainty_of_nouns"]),
        adverbs=dict(table["adverbs"]),
        responsibility=Responsibility(**{name: frozenset(words) for name, words in responsibility.items()}),
        negators=frozenset(table["negators"]),
        negative_sources=frozenset(table["negative_sources"]),
        negative_verbs=frozenset(table["negative_verbs"]),
        channels=tuple((name, _any_word(words)) for name, words in table["channels"].items()),
        headline_speakers=frozenset(table["headline_speakers"]),
        media_words=_any_word(table["media_words"]),
    )


def _verbs(rows: list[Mapping[str, Any]]) -> dict[str, VerbCue]:
    verbs: dict[str, VerbCue] = {}
    for row in rows:
        for lemma in row["lemmas"]:
            verbs.setdefault(
                lemma,
                VerbCue(
                    lemma=lemma,
                    stance=Stance(row["stance"]),
                    takes=frozenset(row["takes"]),
                    kind=row.get("kind", "speech"),
                    certainty=row.get("certainty"),
                ),
            )
    return verbs


def _nouns(rows: Mapping[str, list[str]], certainty: Mapping[str, str]) -> dict[str, NounCue]:
    return {
        lemma: NounCue(lemma, Stance(stance), certainty.get(lemma))
        for stance, lemmas in rows.items()
        for lemma in lemmas
    }


def _any_word(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)


def verb_forms(lemma: str) -> set[str]:
    """The inflected forms of a verb, the base form included."""
    forms = {lemma, *IRREGULAR.get(lemma, ())}
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    elif lemma.endswith("e"):
        forms |= {lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    else:
        stem = lemma + lemma[-1] if lemma in DOUBLING else lemma
        plural = lemma + "es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else lemma + "s"
        forms |= {plural, stem + "ing"} | (set() if lemma in IRREGULAR else {stem + "ed"})
    return forms
