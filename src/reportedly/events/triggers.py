"""Trigger words of a sentence and the sense in which each is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.events.lexicon import Condition, Sense, Test
from reportedly.events.line import AUXILIARIES, PREPOSITIONS, QUOTES, Line, Phrase
from reportedly.events.slots import Slots, noun_slots, verb_slots

MAX_GAP = 4
# Nouns that an event noun may modify and still tell of the event: "assassination attempt".
CARRIERS = frozenset(
    "attempt attempts bid plot plots plan plans threat threats incident incidents campaign spree operation "
    "operations mission missions deal agreement talks wave series spate fears fear risk case cases attack "
    "attacks "
    "violation violations breach breaches accord announcement proposal offensive raid raids site scene drill "
    "exercise exercises action actions".split()
)

THAT = frozenset({"that"})
HARM = frozenset({"killing", "injury"})
NOBODY = frozenset({"no", "nobody", "none", "neither"})


@dataclass(frozen=True)
class Trigger:
    """A word (with the other words of its pattern) used in one sense of the lexicon."""

    line: Line
    at: int
    own: frozenset[int]  # all tokens of the pattern
    sense: Sense
    slots: Slots
    nominal: bool
    by_net: bool = False  # the net saw it; the lexicon has no such sense, or its conditions do not hold


def triggers(line: Line) -> Iterator[Trigger]:
    """The triggers of a sentence in text order; senses that are no event have ``sense.type`` None."""
    senses = line.lexicon.senses
    covered: set[int] = set()
    for i, word in enumerate(line.lower):
        if i in covered or word not in senses:
            continue
        found = _trigger(line, i, senses[word])
        if found is not None:
            covered |= found.own if found.sense.type else {i}
            if found.sense.type and not is_blocked(line, i):
                yield found


def _trigger(line: Line, i: int, senses: Sequence[Sense]) -> Trigger | None:
    if line.tokens[i].entity == "DATE":
        return None  # the month of March
    verb_slots_of: dict[frozenset[int], Slots] = {}
    noun: Slots | None = None
    reading = _reading(line, i, senses)
    for sense in senses:
        if (sense.pos == "v") != (reading == "v"):
            continue
        own = pattern_at(line, i, sense)
        if own is None:
            continue
        if sense.pos == "v":
            if own not in verb_slots_of:
                verb_slots_of[own] = verb_slots(line, i, own)
            slots = verb_slots_of[own]
        else:
            noun = noun or noun_slots(line, i)
            slots = noun
        if all(_holds(line, i, slots, condition) for condition in sense.conditions):
            return Trigger(line, i, own, sense, slots, sense.pos != "v")
    return None


def _reading(line: Line, i: int, senses: Sequence[Sense]) -> str:
    """Whether token ``i`` is used as a verb or as a noun."""
    kinds = {"v" if sense.pos == "v" else "n" for sense in senses}
    if len(kinds) == 1:
        (kind,) = kinds
        return kind if kind == "n" or _may_be_verb(line, i) else "-"
    token = line.tokens[i]
    before = line.lower[i - 1] if i else ""
    if token.pos in ("VERB", "AUX"):
        if token.tag == "VBG" and (before in ("the", "a", "this", "that") or _followed_by(line, i, "of")):
            return "n"
        if line.shouting and _in_noun_phrase(line, i):
            return "n"
        return "n" if before in ("a", "an", "the") and token.tag != "VBN" else "v"
    if i in line.headline_verbs:
        return "v"
    if token.tag in ("VBD", "VBN", "VBZ") or line.lower[i].endswith("ed"):
        return "v"
    return "n"


def _in_noun_phrase(line: Line, i: int) -> bool:
    """ "THE ARMED CLASH": an article two words before, with no plural noun between."""
    return (
        i > 1
        and line.lower[i - 2] in ("a", "an", "the", "another", "this")
        and line.tokens[i - 1].tag not in ("NNS", "NNPS", "RB")
        and line.tokens[i].tag in ("VB", "VBP", "VBD")
        and not line.lower[i].endswith("ed")
    )


def _followed_by(line: Line, i: int, word: str) -> bool:
    return i + 1 < len(line.lower) and line.lower[i + 1] == word


def _may_be_verb(line: Line, i: int) -> bool:
    token = line.tokens[i]
    if token.pos in ("VERB", "AUX", "ADJ"):
        return True
    tags: frozenset[str] = frozenset()
    for sense in line.lexicon.senses[line.lower[i]]:
        tags |= line.lexicon.tags.get((line.lower[i], sense.base), frozenset())
    if tags & {"VBD", "VBG"}:
        return True
    before = line.lower[i - 1] if i else ""
    if before in ("to", "will", "would", "could", "may", "might", "can", "not", "n't", "n’t", "did", "must"):
        return True
    return i in line.headline_verbs


def pattern_at(line: Line, i: int, sense: Sense) -> frozenset[int] | None:
    """The tokens of the sense's pattern around token ``i``; None where its other words do not stand there."""
    if not sense.words:
        return frozenset({i})
    if sense.pos == "n":
        return _match_before(line, i, sense.words)
    return _match_after(line, i, sense.words)


def _match_before(line: Line, i: int, words: Sequence[frozenset[str] | None]) -> frozenset[int] | None:
    own = {i}
    j = i - 1
    for wanted in reversed(words):
        while j >= 0 and line.lower[j] in ("-", "/"):
            j -= 1
        if j < 0 or wanted is None or line.lower[j] not in wanted:
            return None
        own.add(j)
        j -= 1
    return frozenset(own)


def _match_after(line: Line, i: int, words: Sequence[frozenset[str] | None]) -> frozenset[int] | None:
    own = {i}
    j = i + 1
    gap = 0
    n = len(line.lower)
    for wanted in words:
        if wanted is None:
            gap = MAX_GAP
            continue
        while j < n and gap and not _is(line, j, wanted):
            if line.lower[j] in (",", ";", ".", ":"):
                return None
            j += 1
            gap -= 1
        while j < n and (line.lower[j] in QUOTES or line.lower[j] == "-"):
            j += 1
        if j >= n or not _is(line, j, wanted):
            # A particle may stand behind a short object: "shot it down".
            late = _late_particle(line, i, j, wanted)
            if late is None:
                return None
            j = late
        own.add(j)
        j += 1
        gap = 0
    return frozenset(own)


def _late_particle(line: Line, i: int, j: int, wanted: frozenset[str]) -> int | None:
    for child in line.sentence.children[i]:
        if (
            child >= j
            and child - i <= 8
            and line.lower[child] in wanted
            and line.tokens[child].dep in ("prt", "advmod")
        ):
            return child
    return None


def _is(line: Line, j: int, wanted: frozenset[str]) -> bool:
    return line.lower[j] in wanted or line.tokens[j].lemma in wanted


def _holds(line: Line, i: int, slots: Slots, condition: Condition) -> bool:
    return any(_passes(line, i, slots, test) for test in condition.tests) != condition.negated


def _passes(line: Line, i: int, slots: Slots, test: Test) -> bool:
    if test.slot == "any":
        return any(name in line.words_classes for name in test.names)
    if test.slot == "prev":
        before = [w for w in line.lower[max(0, i - 2) : i] if w != "-"]
        return bool(before) and before[-1] in test.names
    if test.slot == "prep":
        return any(slots.get(word) for word in test.names) or _next_is(line, i, test.names)
    if test.slot.startswith("prep:"):
        return _any_of(line, slots.get(test.slot[5:]), test.names)
    if test.slot == "mod":
        return any(_has(line, p, test.names) for p in [*slots.mod, *_before(line, i)])
    return _any_of(line, slots.get(test.slot), test.names)


def _next_is(line: Line, i: int, words: Sequence[str]) -> bool:
    return i + 1 < len(line.lower) and line.lower[i + 1] in words and line.lower[i + 1] in PREPOSITIONS


def _before(line: Line, i: int) -> list[Phrase]:
    """The word before a noun, whatever the tree says of it."""
    j = i - 2 if i >= 2 and line.lower[i - 1] == "-" else i - 1
    return [Phrase(j, j, j + 1)] if j >= 0 and line.lower[j] not in AUXILIARIES else []


def _any_of(line: Line, phrases: Sequence[Phrase], names: Sequence[str]) -> bool:
    if names == ("*",):
        return bool(phrases)
    return any(_has(line, phrase, names) for phrase in phrases)


def _has(line: Line, phrase: Phrase, names: Sequence[str]) -> bool:
    classes = line.phrase_classes(phrase)
    return any(name in classes for name in names)


def is_blocked(line: Line, i: int) -> bool:
    """Whether a fixed phrase around token ``i`` tells of no event: "heart attack"."""
    for phrase in line.lexicon.blocked.get(line.lower[i], ()):
        before = phrase.words[: phrase.at]
        after = phrase.words[phrase.at + 1 :]
        if before and _match_before(line, i, before) is None:
            continue
        if after and _match_after(line, i, after) is None:
            continue
        if after == (THAT,) and line.tokens[i].pos in ("NOUN", "PROPN"):
            continue  # "protested that …" is speech, "the protests that …" are not
        return True
    return False


def is_modifier(line: Line, i: int) -> bool:
    """Whether event noun ``i`` only qualifies another noun that carries no event: "attack survivors"."""
    token = line.tokens[i]
    if token.dep not in ("compound", "nmod", "amod") or token.head <= i:
        return False
    between = line.lower[i + 1 : token.head + 1]
    if not between or any(w in PREPOSITIONS or w in (",", ";") for w in between) or len(between) > 3:
        return False
    if line.shouting and line.lower[token.head].endswith("ed"):
        return False  # in capitals the parser takes verbs for names
    return line.lower[token.head] not in CARRIERS and line.lower[token.head] not in line.lexicon.senses


def is_attributive(trigger: Trigger) -> bool:
    """Whether a participle or adjective stands before the noun that it qualifies: "displaced villagers"."""
    token = trigger.line.tokens[trigger.at]
    qualifies = token.dep == "amod" and token.head > trigger.at
    return qualifies and token.tag in ("VBN", "VBD", "VBG", "JJ")


def harms_nobody(trigger: Trigger) -> bool:
    """ "Nobody was hurt", "no casualties": harm that is told only to say that there was none."""
    line, slots = trigger.line, trigger.slots
    if trigger.sense.type not in HARM:
        return False
    if trigger.nominal:
        return any(line.lower[i] == "no" for i in line.sentence.children[trigger.at])
    harmed = [*slots.obj, *(slots.subj if slots.passive or not slots.obj else [])]
    return any(line.lower[phrase.lo] in NOBODY or line.lower[phrase.head] in NOBODY for phrase in harmed)
