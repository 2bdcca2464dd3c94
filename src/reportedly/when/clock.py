"""Clock times: "4:30 a.m. local time", "04:00 GMT", "around 11pm", "noon", "2 in the morning"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportedly.when import calendar
from reportedly.when.lexicon import words
from reportedly.when.reading import Context, Hit, Reading, unresolved
from reportedly.when.tokens import Pieces

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::(\d\d))?$")
_FOUR = re.compile(r"([01]\d|2[0-3])([0-5]\d)$")
_HALVES = {"a": "am", "p": "pm"}
UTC_ZONES = frozenset({"gmt", "utc"})


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: "T04:30" and the offset to print after a date-time ("" where unknown)."""

    value: str
    zone: str


def clock_of(pieces: Pieces, low: int, high: int) -> Clock | None:
    """The clock time in pieces ``low`` … ``high``; None for hours that do not exist."""
    letters = pieces.letters[low:high]
    lows = [pieces.low(i) for i in range(low, high)]
    zone = "+00:00" if any(word in UTC_ZONES for word in lows) else ""
    half = next((_HALVES[word[0]] for word, letter in zip(lows, letters, strict=True) if letter == "z"), "")
    part = next((words().of("part", word) for word in lows if words().of("part", word)), None)
    for letter, word in zip(letters, lows, strict=True):
        if letter == "C":
            return Clock("T" + str(words().of("clockword", word)), zone)
        if letter in "Kdy#":
            return _from_digits(word, half, str(part or ""), zone)
        if letter == "w":
            return _from_digits(str(words().of("number", word)), half, str(part or ""), zone)
    return None


def _from_digits(word: str, half: str, part: str, zone: str) -> Clock | None:
    match = _TIME.match(word) or _FOUR.match(word)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if (half == "pm" or (not half and part in ("AF", "EV", "NI"))) and hour < 12:
        hour = 0 if part == "NI" and hour < 5 else hour + 12
    elif half == "am" and hour == 12:
        hour = 0
    return Clock(f"T{hour:02d}:{minute:02d}", zone) if hour < 24 and minute < 60 else None


def build_clock(hit: Hit, now: Context) -> Reading | None:
    """A clock time by itself: its day comes from the words beside it, or the day in focus."""
    clock = clock_of(hit.pieces, hit.start, hit.end)
    if clock is None:
        return None
    return Reading(clock.value + clock.zone, "TIME", floating=True, precision="hour")


def on_day(clock: Clock, value: str) -> Reading:
    """A clock time on a known day."""
    bounds = calendar.interval(value[:10] + clock.value)
    if bounds is None:
        return unresolved("TIME", clock.value)
    return Reading(value[:10] + clock.value, "TIME", start=bounds[0] + clock.zone, end=bounds[1] + clock.zone)
