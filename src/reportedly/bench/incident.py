"""Picks the toll of an article's main incident: the adapter of the ``tolls`` benchmark.

Reports tell the same toll many times, in rising detail. Each sentence is added up by itself (people listed
side by side are different people; "the man", "she" and names may all be one person) and the fullest sentence
gives the toll. Running totals, and sentences that speak of another incident ("in a separate shooting"), are
left out; where the lead sums up several incidents, the first that is told by itself counts. Conventions of
the Gun Violence Archive: perpetrators count; one who dies of the injuries counts as killed only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.records import ParsedReport, TollMention

MAX_SENTENCES = 8  # of 6 to 25 the best on the train split: other news stands below
LEAD = 3
_SAME = re.compile(r"(?:the|this|that|he|she|him|i|me|all|both)\b", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:another|other|others|more|second|third|else|his|her|their)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"^(?:meanwhile|earlier|elsewhere|in (?:a|an) (?:separate|unrelated|different)|in another|"
    r"(?:[a-z]+ )*(?:hours|minutes|days|weeks) (?:earlier|later|before)|also (?:on )?\w+day)\b|"
    r"\b(?:separate|unrelated|another) (?:shooting|incident|attack|case|homicide|killing)|"
    r"\b(?:earlier|last|previous) (?:week|month|year)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:shootings|homicides|separate|unrelated|"
    r"(?:two|three|four|several|both) (?:\w+ )?(?:incidents|attacks))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Count:
    """What one sentence says: people killed, hurt, shot (dead or not), and whether the hurt are others."""

    killed: int
    hurt: int
    shot: int
    further: bool


def incident_toll(parsed: ParsedReport, tolls: Sequence[TollMention]) -> tuple[int, int]:
    """(killed, injured) of the main incident, perpetrators included; zeros where none is told."""
    counts = list(_counts(parsed, tolls))
    killed = max((c.killed for c in counts), default=0)
    return killed, max((_injured(c, killed) for c in counts), default=0)


def _counts(parsed: ParsedReport, tolls: Sequence[TollMention]) -> Iterator[_Count]:
    """What each sentence on the main incident says, in text order."""
    by_sentence: dict[int, list[TollMention]] = {}
    for toll in tolls:
        sentence = parsed.sentence_at(toll.span.start)
        if sentence is not None and sentence.index < MAX_SENTENCES and _is_usable(toll):
            by_sentence.setdefault(sentence.index, []).append(toll)
    several = any(_SEVERAL.search(parsed.words(s.span)) for s in parsed.sentences[:LEAD])
    told = 0
    for sentence in parsed.sentences[:MAX_SENTENCES]:
        words = parsed.words(sentence.span)
        if _ELSEWHERE.search(words):
            if several and told:
                return
            if told or not several:
                continue
        if sentence.index not in by_sentence or (several and _SEVERAL.search(words)):
            continue
        told += 1
        yield _count(parsed, by_sentence[sentence.index])


def _is_usable(toll: TollMention) -> bool:
    return (
        toll.kind in {"killed", "injured"}
        and toll.scope == "incident"
        and toll.part_of is None
        and toll.low is not None
        and not toll.negated
    )


def _injured(count: _Count, killed: int) -> int:
    """The injured by one sentence, once ``killed`` are known to have died."""
    if killed == 0:
        return max(count.hurt, count.shot)
    if count.further or (count.killed and count.hurt > 1):
        return max(count.hurt, count.shot if count.killed < count.shot else count.shot - killed)
    return max(count.shot - killed, count.hurt - killed, 0)


def _count(parsed: ParsedReport, tolls: Sequence[TollMention]) -> _Count:
    shot = [t for t in tolls if t.origin.rule == "how_many.shot"]
    hurt = [t for t in tolls if t.kind == "injured" and t not in shot]
    killed = [t for t in tolls if t.kind == "killed"]
    new = [t for t in (*hurt, *shot) if not _is_known(parsed, t)]
    further = any(_FURTHER.search(parsed.words(t.span)) for t in (*hurt, *shot)) or bool(killed and new)
    return _Count(_add_up(parsed, killed), _add_up(parsed, hurt), _add_up(parsed, shot), further)


def _is_known(parsed: ParsedReport, toll: TollMention) -> bool:
    """Whether the words may stand for somebody told of before: "the man", "she", a name."""
    return toll.origin.rule == "how_many.name" or _SAME.match(parsed.words(toll.span)) is not None


def _add_up(parsed: ParsedReport, tolls: Sequence[TollMention]) -> int:
    """The people of one sentence: those under one verb are added, others where said to be further ones."""
    totals: dict[int, int] = {}
    names, known, seen = 0, 0, set[str]()
    for toll in tolls:
        words = parsed.words(toll.span)
        if toll.origin.rule == "how_many.name":
            names += words not in seen
            seen.add(words)
        elif _is_known(parsed, toll):
            known = max(known, toll.low or 0)
        else:
            verb = toll.trigger.start if toll.trigger else -1
            key = next(iter(totals), verb) if _FURTHER.search(words) else verb
            totals[key] = totals.get(key, 0) + (toll.low or 0)
    return max(max(totals.values(), default=0), names, known)
