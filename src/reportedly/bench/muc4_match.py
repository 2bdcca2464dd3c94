"""How well one fill of a response matches one fill of the key: fully, partially or not.

Follows the MUC-4 guidelines for scoring mismatches (version 7, section 3); see docs/muc4-scoring.md.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportedly.bench.muc4_decisions import Decisions, Verdict
from reportedly.bench.muc4_format import REFERRED, SET_SLOTS, STRING_SLOTS, Fill

FULL, PARTIAL, NONE = 2, 1, 0

# Nonessential modifiers: articles, other determiners, quantifiers and the like.
MODIFIERS = frozenset(
    "A AN THE THIS THAT THESE THOSE SOME SEVERAL MANY VARIOUS FEW ALL BOTH EACH EVERY OTHER ANOTHER ANY "
    "ITS HIS HER THEIR OUR ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE DOZENS HUNDREDS "
    "OF ABOUT APPROXIMATELY MORE 1 2 3 4 5 6 7 8 9 10".split()
)

# Set fills that earn partial credit for one in the key (sections 3.2.4 to 3.2.23).
WIDER_INSTRUMENT: Mapping[str, str] = {
    "MACHINE GUN": "GUN", "MORTAR": "GUN", "HANDGUN": "GUN", "RIFLE": "GUN",
    "BOMB": "EXPLOSIVE", "VEHICLE BOMB": "BOMB", "DYNAMITE": "BOMB", "MINE": "BOMB", "AERIAL BOMB": "BOMB",
    "GRENADE": "EXPLOSIVE", "MOLOTOV COCKTAIL": "EXPLOSIVE", "MISSILE": "PROJECTILE", "ROCKET": "PROJECTILE",
}  # fmt: skip
PARTLY_RIGHT: Mapping[str, frozenset[tuple[str, str]]] = {  # (response, key)
    "perp-org-conf": frozenset((("SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"),)),
    "phys-tgt-type": frozenset((("POLITICAL FIGURE OFFICE OR RESIDENCE", "GOVERNMENT OFFICE OR RESIDENCE"),)),
    "phys-tgt-effect": frozenset((("DESTROYED", "SOME DAMAGE"),)),
    "hum-tgt-type": frozenset(
        (
            ("GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL"),
            ("ACTIVE MILITARY", "FORMER ACTIVE MILITARY"),
            ("POLITICAL FIGURE", "GOVERNMENT OFFICIAL"),
        )
    ),
    "hum-tgt-effect": frozenset((("NO INJURY", "NO INJURY OR DEATH"), ("NO DEATH", "NO INJURY OR DEATH"))),
}


# The program of 1992 dropped a digit 1-9 before a blank as a quantifier ("3 PEASANTS"), in dates as well, so
# that 21 SEP counted as 22 SEP. Only the check against the official scores (with decisions) repeats that.
SLIP = re.compile(r"[1-9] ")


@dataclass(frozen=True, slots=True)
class Matcher:
    """Grades fills against those of one key template; ``decisions`` hold people's verdicts, if any."""

    message: str
    number: int | None
    decisions: Decisions

    def grade(self, slot: str, response: Fill, key: Fill) -> int:
        """FULL, PARTIAL or NONE."""
        value = self._value_grade(slot, response, key)
        link = self.link(slot, response, key)
        if value == FULL and link is not None and link != FULL:
            value = link if slot not in SET_SLOTS else NONE if key.optional and link == NONE else PARTIAL
        decided = self._decided(slot, response, key)
        if decided is not None:
            return max(value, decided)
        return value or self._lenient_grade(slot, response, key)

    def _lenient_grade(self, slot: str, response: Fill, key: Fill) -> int:
        """The partial credit that the guidelines let people give without a look at the text."""
        close = CLOSE.get(slot)
        if close is None:
            return NONE
        return PARTIAL if any(close(r, k) for r in response.alternatives for k in key.alternatives) else NONE

    def _value_grade(self, slot: str, response: Fill, key: Fill) -> int:
        grade = _GRADES.get(slot, _string_grade if slot in STRING_SLOTS else _exact_grade)
        pairs = ((r, k) for r in response.alternatives for k in key.alternatives)
        best = max((grade(r, k) for r, k in pairs), default=NONE)
        if best == NONE and slot == "inc-date" and self.decisions:
            pairs = ((r, k) for r in response.alternatives for k in key.alternatives)
            best = FULL if any(SLIP.sub("", plain(r)) == SLIP.sub("", plain(k)) for r, k in pairs) else NONE
        if best == NONE and slot in PARTLY_RIGHT and len(key.alternatives) == 1:
            partly = PARTLY_RIGHT[slot]
            best = PARTIAL if any((r, key.alternatives[0]) in partly for r in response.alternatives) else NONE
        return best

    def link(self, slot: str, response: Fill, key: Fill) -> int | None:
        """How well the cross-reference names what the key's names; None where neither has one."""
        if slot not in REFERRED or not (response.tags or key.tags):
            return None
        if any(_string_grade(r, k) == FULL for r in response.tags for k in key.tags):
            return FULL
        return max(
            (
                self._decided(referred, Fill((tag,)), Fill(key.tags), shared=FULL) or NONE
                for referred in REFERRED[slot]
                for tag in response.tags
            ),
            default=NONE,
        )

    def shares(self, slot: str, response: Fill, keys: Sequence[Fill]) -> tuple[int, ...]:
        """Indices of the key fills that people let one response fill share (guidelines, 3.1.1.3)."""
        for verdict in self.decisions.get((self.message, self.number or 0, slot), ()):
            if len(verdict.keys) > 1 and _same_fill(verdict.response, response):
                return tuple(k for k, key in enumerate(keys) if _concerns(verdict, key))
        return ()

    def _decided(self, slot: str, response: Fill, key: Fill, shared: int | None = None) -> int | None:
        """People's verdict on the pair; None where they gave none. ``shared`` replaces a shared one."""
        verdicts = self.decisions.get((self.message, self.number or 0, slot), ())
        same = [v for v in verdicts if _same_fill(v.response, response)]
        if not same:
            return None
        grades = (
            v.grade if shared is None or len(v.keys) == 1 else shared for v in same if _concerns(v, key)
        )
        return max(grades, default=NONE)


def _concerns(verdict: Verdict, key: Fill) -> bool:
    return any(_overlap(k.alternatives, key.alternatives) and _tags_meet(k, key) for k in verdict.keys)


def _tags_meet(one: Fill, other: Fill) -> bool:
    return not one.tags or not other.tags or _overlap(one.tags, other.tags)


def _overlap(one: Iterable[str], other: Iterable[str]) -> bool:
    return not {essential(text) for text in one}.isdisjoint(essential(text) for text in other)


def _same_fill(one: Fill, other: Fill) -> bool:
    return _overlap(one.alternatives, other.alternatives) and (
        one.tags == other.tags or _overlap(one.tags, other.tags)
    )


# --------------------------------------------------------------------------- by kind of fill


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """``text`` in capitals, single-spaced, without spaces around punctuation."""
    return re.sub(r"\s*([^A-Z0-9\s])\s*", r"\1", " ".join(text.upper().split()))


@lru_cache(maxsize=100_000)
def essential(text: str) -> tuple[str, ...]:
    """The words of a string fill without nonessential modifiers; all of them where nothing else is left."""
    words = tuple(plain(text).split())
    return tuple(word for word in words if word not in MODIFIERS) or words


def _string_grade(response: str, key: str) -> int:
    return FULL if essential(response) == essential(key) else NONE


def _exact_grade(response: str, key: str) -> int:
    return FULL if plain(response) == plain(key) else NONE


def _type_grade(response: str, key: str) -> int:
    return FULL if response == key else PARTIAL if response == "ATTACK" else NONE


def _instrument_grade(response: str, key: str) -> int:
    if response == key:
        return FULL
    wider = WIDER_INSTRUMENT.get(key)
    while wider is not None and wider != response:
        wider = WIDER_INSTRUMENT.get(wider)
    return PARTIAL if wider == response else NONE


def _place_grade(response: str, key: str) -> int:
    if plain(response) == plain(key):
        return FULL
    return PARTIAL if plain(response.split(":")[0]) == plain(key.split(":")[0]) else NONE


_DAY = re.compile(r"(\d{1,2}) ?([A-Z]{3})[A-Z]* ?(?:19)?(\d\d)$")
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
SPAN_OF_DEFAULT = dt.timedelta(days=2)  # "on or before" the article's day: no verdict gave credit for more


@lru_cache(maxsize=10_000)
def days(text: str) -> tuple[dt.date | None, dt.date | None]:
    """(first, last) day of a date fill: the same for one day, no first for "on or before"; None if unread."""
    first, dash, last = plain(text).partition("-")
    return (_day(first), _day(last)) if dash else (_day(first), _day(first))


def _day(text: str) -> dt.date | None:
    match = _DAY.match(text.strip())
    if match is None or match[2] not in _MONTHS:
        return None
    try:
        return dt.date(1900 + int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None


def _date_grade(response: str, key: str) -> int:
    if plain(response) == plain(key):
        return FULL
    read = days(response)
    return FULL if read[1] is not None and read == days(key) else NONE


def _is_close_date(response: str, key: str) -> bool:
    """Whether guideline 3.2.2 gives a date partial credit."""
    (first, last), (key_first, key_last) = days(response), days(key)
    if last is None or key_last is None:
        return False
    if first is None:  # "on or before": right up to its own last day
        return last == key_last
    if first != last:
        return False
    return (key_first or key_last - SPAN_OF_DEFAULT) <= last <= key_last


_NUMBER = re.compile(r"\d+")


def _is_close_number(response: str, key: str) -> bool:
    """Whether a single number is an anchor of the key's range, or the key's approximate number (3.2.14)."""
    return response.isdigit() and not key.isdigit() and response in _NUMBER.findall(key)


_GRADES: Mapping[str, Callable[[str, str], int]] = {
    "inc-type": _type_grade,
    "inc-instr-type": _instrument_grade,
    "inc-loc": _place_grade,
    "inc-date": _date_grade,
}
CLOSE: Mapping[str, Callable[[str, str], bool]] = {
    "inc-date": _is_close_date,
    "phys-tgt-num": _is_close_number,
    "phys-tgt-total-num": _is_close_number,
    "hum-tgt-num": _is_close_number,
    "hum-tgt-total-num": _is_close_number,
}
