"""Place and day that a clause leaves out because the sentence before it told them.

"A car exploded in Quetta on Tuesday. Gunmen then opened fire." Only within one paragraph, only from
the telling just before, only for what happened once; the origin says so and its score is low.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.claims.telling import Telling
from reportedly.records import EventPlace, EventTime, Findings, Origin, Realis

CONTEXT_SCORE = 0.5
LATER = ("later", "after", "afterwards")
WITHIN_A_DAY = ("hour", "minute", "moment", "shortly", "soon")
ONCE = frozenset({Realis.ACTUAL, Realis.ATTEMPTED})


def with_context(findings: Findings, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings in text order, empty places and times filled from the one before in the paragraph."""
    completed: list[Telling] = []
    for telling in sorted(tellings, key=lambda t: t.mention.trigger):
        before = completed[-1] if completed else None
        if before is not None and _continues(findings, before, telling):
            telling = replace(
                telling,
                place=telling.place or _weaker_place(before.place),
                time=_time_after(before.time, telling.time),
            )
        completed.append(telling)
    return completed


def _continues(findings: Findings, before: Telling, telling: Telling) -> bool:
    sentences = findings.parsed.sentences
    one, two = sentences[before.mention.sentence], sentences[telling.mention.sentence]
    return (
        one.block == two.block
        and two.index - one.index <= 1
        and before.realis in ONCE
        and telling.realis in ONCE
        and not before.is_cumulative
        and not telling.is_cumulative
    )


def _time_after(before: EventTime | None, own: EventTime | None) -> EventTime | None:
    """The time told; "a few hours later" is on the day of what went before."""
    if own is None:
        return _weaker_time(before)
    words = own.text.lower()
    if own.start is not None or before is None or before.start is None or not words.endswith(LATER):
        return own
    if not any(unit in words for unit in WITHIN_A_DAY) and len(words.split()) > 1:
        return own
    day = before.start[:10]
    return replace(own, start=day, end=day, precision="day", origin=_weaker(own.origin, "claims.time.later"))


def _weaker_place(place: EventPlace | None) -> EventPlace | None:
    return None if place is None else replace(place, origin=_weaker(place.origin, "claims.place.context"))


def _weaker_time(time: EventTime | None) -> EventTime | None:
    return None if time is None else replace(time, origin=_weaker(time.origin, "claims.time.context"))


def _weaker(origin: Origin, rule: str) -> Origin:
    return replace(origin, rule=rule, score=min(origin.score, CONTEXT_SCORE))
