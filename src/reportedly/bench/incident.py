"""Picks the toll and the day of an article's main incident: the adapter of the ``tolls`` benchmark.

Reports tell the same toll many times, in rising detail. Each sentence is added up by itself (people listed
side by side are different people; "the man", "she" and names may all be one person) and the fullest sentence
gives the toll. Running totals are left out. Conventions of the Gun Violence Archive: perpetrators count; one
who dies of the injuries counts as killed only.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.records import ParsedReport, TimeMention, TollMention
from reportedly.when import find_times

_DEFINITE = re.compile(r"(?:the|this|that|his|her|their|he|she|him|i|me|all|both)\b", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:another|other|others|more|second|third|else)\b", re.IGNORECASE)
_EXACT = frozenset({"day", "part of day", "hour"})


@dataclass(frozen=True, slots=True)
class _Count:
    """What one sentence says: people killed, hurt, shot (dead or not), and whether the hurt are others."""

    killed: int
    hurt: int
    shot: int
    further: bool


def incident_toll(parsed: ParsedReport, tolls: Sequence[TollMention]) -> tuple[int, int]:
    """(killed, injured) of the main incident, perpetrators included; zeros where none is told."""
    by_sentence: dict[int, list[TollMention]] = {}
    for toll in tolls:
        sentence = parsed.sentence_at(toll.span.start)
        if sentence is not None and _is_usable(toll):
            by_sentence.setdefault(sentence.index, []).append(toll)
    counts = [_count(parsed, found) for _, found in sorted(by_sentence.items())]
    killed = max((c.killed for c in counts), default=0)
    return killed, max((_injured(c, killed) for c in counts), default=0)


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
    if count.killed and (count.hurt or count.shot):
        return max(count.hurt, count.shot - killed)
    if count.further or count.hurt > 1:
        return max(count.hurt, count.shot if count.further else count.shot - killed)
    return max(count.shot - killed, count.hurt - killed, 0)


def _count(parsed: ParsedReport, tolls: Sequence[TollMention]) -> _Count:
    shot = [t for t in tolls if t.origin.rule == "how_many.shot"]
    hurt = [t for t in tolls if t.kind == "injured" and t not in shot]
    further = any(_FURTHER.search(parsed.words(t.span)) for t in (*hurt, *shot))
    killed = [t for t in tolls if t.kind == "killed"]
    return _Count(_add_up(parsed, killed), _add_up(parsed, hurt), _add_up(parsed, shot), further)


def _add_up(parsed: ParsedReport, tolls: Sequence[TollMention]) -> int:
    """The people of one sentence: new ones are added, known ones counted once."""
    new, names, known = 0, 0, 0
    for toll in tolls:
        if toll.origin.rule == "how_many.name":
            names += 1
        elif _DEFINITE.match(parsed.words(toll.span)):
            known = max(known, toll.low or 0)
        else:
            new += toll.low or 0
    return max(new, names, known)


def incident_date(parsed: ParsedReport, tolls: Sequence[TollMention] = ()) -> dt.date | None:
    """The day of the main incident: the first day told, else the day of publication."""
    published = parsed.report.published
    days = [day for t in find_times(parsed) if (day := _day(t)) is not None]
    past = [d for d in days if published is None or d <= published]
    return past[0] if past else published


def _day(time: TimeMention) -> dt.date | None:
    if time.precision not in _EXACT or time.start is None or time.kind not in {"DATE", "TIME"}:
        return None
    try:
        return dt.date.fromisoformat(time.start[:10])
    except ValueError:
        return None
