"""What the builders of the grammar get (a hit, the context) and give (readings)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from reportedly.records import Alternative, Span
from reportedly.when import calendar
from reportedly.when.lexicon import words
from reportedly.when.tokens import Pieces

DIGRESSION = 1  # years away from the story from which a year may be an aside
PRESENT, PAST, FUTURE = "PRESENT_REF", "PAST_REF", "FUTURE_REF"


@dataclass(frozen=True, slots=True)
class Hit:
    """One match of one pattern; indices count pieces."""

    pieces: Pieces
    match: re.Match[str]

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()

    def has(self, group: str) -> bool:
        """Whether the pattern has the group and it took part in the match."""
        return self.match.groupdict().get(group) is not None

    def at(self, group: str) -> int:
        """Index of the group's first piece; -1 where it took no part."""
        return self.match.start(group) if self.has(group) else -1

    def low(self, group: str) -> str:
        """The group's first word in lower case, full stop off, or ""."""
        return self.pieces.low(self.at(group)) if self.has(group) else ""

    def lows(self, group: str) -> tuple[str, ...]:
        """All the group's words in lower case."""
        if not self.has(group):
            return ()
        return tuple(self.pieces.low(i) for i in range(self.match.start(group), self.match.end(group)))

    def all(self) -> tuple[str, ...]:
        """All the words of the match in lower case."""
        return tuple(self.pieces.low(i) for i in range(self.start, self.end))

    def meaning(self, table: str, group: str) -> int | str | None:
        """The group's first word looked up in a table of the word list."""
        return words().of(table, self.low(group))

    def unit(self, group: str = "unit") -> str:
        """The unit a group's word names (D, W, M …) or ""."""
        return str(words().of("unit", self.low(group)) or "")

    def step(self, group: str = "rel") -> int | None:
        """-1 for "last", 1 for "next", 0 for "this" and "same"; None where the group says nothing."""
        for low in reversed(self.lows(group)):
            for table in ("last", "next", "same", "determiner"):
                found = words().of(table, low)
                if found is not None:
                    return int(found)
        return None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a hit means. ``start``/``end`` None: they follow from the value."""

    value: str | None
    kind: str
    rule: str = ""
    start: str | None = None
    end: str | None = None
    precision: str | None = None
    relation: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    pieces: tuple[int, int] | None = None  # where it is not the whole hit
    floating: bool = False  # a clock time or part of a day whose day was not said
    quiet: bool = False  # does not become the focus of what follows

    def named(self, rule: str) -> Reading:
        """The reading with its rule, where the builder gave none."""
        return self if self.rule else replace(self, rule=rule)


@dataclass(slots=True)
class Context:
    """Where the reader stands: publication day, the time in focus, and how tense is looked up.

    ``focus`` is the last calendar value read, ``focus_day`` the last that names a day.
    """

    published: dt.date | None
    narrative: bool
    order: str  # of numeric dates: "dmy" "mdy" or "" where the text does not say
    tense: Callable[[Span], str]
    focus: str | None = None
    focus_day: dt.date | None = None
    quarter: str | None = None  # the last quarter named
    years: tuple[tuple[int, int], ...] = ()  # (piece, year) of every year in figures

    def note(self, value: str | None, index: int = 0) -> None:
        """Makes a resolved calendar value the focus."""
        value = calendar.from_era(value or "")
        if not value[:2].isdigit():
            return
        if len(value) == 4 and self.focus and self.focus.startswith(value):
            return
        if self.focus and len(value) >= 4 and value[:4].isdigit() and self._digression(int(value[:4]), index):
            return
        if value[5:6] == "Q":
            self.quarter = value
        found = calendar.day(value)
        if found:
            self.focus_day = found
        elif self.focus_day and not value.startswith(f"{self.focus_day.year:04d}"):
            self.focus_day = None
        self.focus = value

    def _digression(self, year: int, index: int) -> bool:
        """In a narrative: a year beside the story, as the next year named is nearer to the old focus."""
        if not self.narrative or not self.focus or not self.focus[:4].isdigit():
            return False
        old = int(self.focus[:4])
        following = next((y for i, y in self.years if i > index), None)
        if following is None or abs(year - old) < DIGRESSION:
            return False
        return abs(following - old) < abs(following - year)

    def focus_date(self) -> dt.date | None:
        """The first day of the time in focus."""
        if not self.focus:
            return None
        bounds = calendar.interval(self.focus)
        return calendar.day(bounds[0]) if bounds else None

    def today(self) -> dt.date | None:
        """The day that "yesterday" counts from: publication, or in a narrative the time in focus."""
        if self.narrative and self.published:
            return self.focus_day or self.focus_date() or self.published
        return self.published


Built = Reading | tuple[Reading, ...] | None
Builder = Callable[[Hit, Context], Built]


def unresolved(kind: str, pattern: str | None, reason: str = "no date to count from") -> Reading:
    """A reading whose day cannot be known, with the reason as an alternative without weight."""
    why = (Alternative("unresolved", 0.0, reason),)
    return Reading(pattern, kind, precision="unresolved", alternatives=why, quiet=True)
