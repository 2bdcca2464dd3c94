"""Reads a figure of people at a token: digits, number words, ranges, bounds and vague words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
DOZENS = {"dozen": 12}
COUNTS = {"couple": 2, "pair": 2, "trio": 3, "quartet": 4}
NONE_WORDS = frozenset({"no", "zero"})
VAGUE = frozenset(
    (
        "dozens scores hundreds thousands millions several many numerous few multiple countless tens "
        "some most half"
    ).split()
)
VAGUE_PHRASES = (
    ("a", "number", "of"),
    ("a", "large", "number", "of"),
    ("large", "numbers", "of"),
    ("a", "handful", "of"),
    ("a", "few"),
    ("an", "unknown", "number", "of"),
    ("an", "unspecified", "number", "of"),
    ("a", "group", "of"),
    ("tens", "of", "thousands"),
    ("hundreds", "of", "thousands"),
    ("thousands", "of"),
    ("a", "majority", "of"),
    ("an", "undisclosed", "number", "of"),
    ("a", "significant", "number", "of"),
    ("a", "small", "number", "of"),
    ("quite", "a", "few"),
    ("a", "good", "many"),
    ("a", "great", "many"),
    ("the", "majority", "of"),
)
BOUNDS: tuple[tuple[tuple[str, ...], str], ...] = tuple(
    (tuple(words.split()), bound)
    for bound, listed in {
        "at_least": "at least;more than;over;no fewer than;no less than;not less than;not fewer than;"
        "upwards of;upward of;"
        "a minimum of;in excess of;above;well over;exceeding;exceeded;surpassed;surpassing;"
        "past;topped;much more than;"
        "far more than;as few as;at the very least;well above;just over;slightly more than;not fewer that",
        "at_most": "up to;as many as;at most;no more than;not more than;fewer than;less than;under;a "
        "maximum of;"
        "as much as;just under",
        "about": "nearly;almost;some;about;around;approximately;roughly;an estimated;close to;an "
        "approximate;circa;"
        "estimated;just about;more or less;or so;nearly some;c.",
    }.items()
    for words in listed.split(";")
)
_BOUNDS_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _phrase, _kind in sorted(BOUNDS, key=lambda entry: -len(entry[0])):
    _BOUNDS_BY_FIRST.setdefault(_phrase[0], []).append((_phrase, _kind))
_DIGITS = re.compile(r"\d{1,3}(?:[,.]\d{3})+(?!\d)|\d+(?:\.\d+)?")
_RANGE = re.compile(r"(\d[\d,]*)\s*[-–—]\s*(\d[\d,]*)")
_DASHES = frozenset({"-", "–", "—", "‑"})
_MONEY = frozenset({"$", "£", "€", "₪", "#", "usd", "no."})
MAX_PEOPLE = 2_000_000_000
YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure over tokens ``start``…``end`` (half-open); ``low`` is None for vague words."""

    start: int
    end: int
    low: int | None
    high: int | None
    bound: str
    vague: str | None = None
    digits: bool = False


def read_quantity(low: Sequence[str], at: int) -> Quantity | None:
    """The quantity that starts at token ``at`` of the lower-case words, bound words included."""
    bound, start = _bound(low, at)
    if start > at and start < len(low) and low[start] in {"a", "an"} and bound == "about":
        start = start if _number(low, start) else at
    found = _range(low, start) or _exact(low, start) or _vague(low, start, at)
    if found is None and bound is not None and start < len(low) and low[start] == "the":
        return None
    if found is None or (bound is None and low[at] == "some" and found.start != at):
        return None
    if found.low is not None and found.low > MAX_PEOPLE:
        return None
    return _bounded(low, found, bound, at)


def _bounded(low: Sequence[str], found: Quantity, bound: str | None, at: int) -> Quantity:
    end, tail = found.end, tuple(low[found.end : found.end + 2])
    if tail == ("or", "more") or tail == ("or", "so"):
        bound, end = ("at_least" if tail[1] == "more" else "about"), end + 2
    if found.bound in {"range", "vague"}:
        return Quantity(at, end, found.low, found.high, found.bound, found.vague, found.digits)
    return Quantity(at, end, found.low, found.high, bound or "exact", found.vague, found.digits)


def _bound(low: Sequence[str], at: int) -> tuple[str | None, int]:
    """The bound said by words at ``at`` ("at least"), nested ones included, and where they end."""
    for words, bound in _BOUNDS_BY_FIRST.get(low[at], ()):
        if tuple(low[at : at + len(words)]) == words:
            end = at + len(words)
            if end < len(low) and low[end] in _BOUNDS_BY_FIRST and _number(low, end) is None:
                inner, inner_end = _bound(low, end)
                return (inner or bound) if bound == "about" else bound, inner_end
            return bound, end
    return None, at


def _range(low: Sequence[str], at: int) -> Quantity | None:
    if at >= len(low):
        return None
    if at and low[at - 1] == "from":  # "rose from 10 to 15" is no range
        return None
    if joined := _RANGE.fullmatch(low[at]):
        return _as_range(at, at + 1, _digits(joined[1]), _digits(joined[2]))
    lead = low[at] == "between"
    first = _number(low, at + lead)
    if first is None or first[1] >= len(low) - 1:
        return None
    joiner = low[first[1]]
    if joiner not in {"to", "or", "and", *_DASHES} or (joiner == "and") != lead:
        return None
    second = _number(low, first[1] + 1)
    if second is None:
        return None
    low_value, scale = first[0], second[0] // 1000 * 1000
    if second[0] >= 10_000 and low_value < 1000 and scale and _same_scale(low, second):
        low_value *= 1000 if second[0] < 1_000_000 else 1_000_000
    return _as_range(at, second[1], low_value, second[0])


def _same_scale(low: Sequence[str], second: tuple[int, int]) -> bool:
    return low[second[1] - 1] in {"thousand", "million"}


def _as_range(start: int, end: int, low: int | None, high: int | None) -> Quantity | None:
    if low is None or high is None or low >= high or low in YEARS and high in YEARS:
        return None
    return Quantity(start, end, low, high, "range", digits=True)


def _exact(low: Sequence[str], at: int) -> Quantity | None:
    if at >= len(low):
        return None
    if low[at] == "both":
        return Quantity(at, at + 1, 2, 2, "exact")
    found = _number(low, at)
    if found is None:
        return None
    if low[at] not in SCALES and not low[at][0].isdigit() and low[at] in {"a", "an"} and found[1] == at + 1:
        return None
    return Quantity(at, found[1], found[0], found[0], "exact", digits=low[at][0].isdigit())


def _vague(low: Sequence[str], at: int, bound_at: int) -> Quantity | None:
    for start in (at, bound_at):
        if start >= len(low):
            continue
        for phrase in VAGUE_PHRASES:
            if low[start] == phrase[0] and tuple(low[start : start + len(phrase)]) == phrase:
                return Quantity(
                    start, start + len(phrase), None, None, "vague", " ".join(phrase).removesuffix(" of")
                )
        if low[start] in VAGUE:
            return Quantity(start, start + 1, None, None, "vague", low[start])
    return None


def _number(low: Sequence[str], at: int) -> tuple[int, int] | None:
    """(value, end) of the plain number at ``at``."""
    if at >= len(low) or (at and low[at - 1] in _MONEY):
        return None
    word = low[at]
    if word[0].isdigit():
        return _from_digits(low, at)
    if word in NONE_WORDS and word == "zero":
        return 0, at + 1
    if word == "single":
        return 1, at + 1
    if word in {"a", "an", "half", "one"}:
        special = _special(low, at)
        if special is not None:
            return special
    return _from_words(low, at)


def _from_digits(low: Sequence[str], at: int) -> tuple[int, int] | None:
    word = low[at]
    if _DIGITS.fullmatch(word) is None:
        return None
    value, end = _digits(word), at + 1
    fraction = float(word) if "." in word and value is None else None
    if end < len(low) and low[end] in {*SCALES, *DOZENS}:
        factor = SCALES.get(low[end], 12)
        return round((fraction if fraction is not None else value or 0) * factor), end + 1
    return None if value is None else (value, end)


def _digits(word: str) -> int | None:
    plain = word.replace(",", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain):
        plain = plain.replace(".", "")
    return int(plain) if plain.isdigit() and len(plain) < 12 else None


def _special(low: Sequence[str], at: int) -> tuple[int, int] | None:
    """ "a dozen", "half a dozen", "a hundred", "a couple of", "a half dozen"."""
    words = list(low[at : at + 4])
    if words[:3] == ["half", "a", "dozen"] or words[:3] == ["a", "half", "dozen"]:
        return 6, at + 3
    if words[:2] == ["half", "dozen"]:
        return 6, at + 2
    if words[:2] == ["half", "a"] and words[2:3] and words[2] in SCALES:
        return SCALES[words[2]] // 2, at + 3
    if len(words) < 2 or words[0] == "half":
        return None
    if words[1] in {"dozen", "single"}:
        return (12 if words[1] == "dozen" else 1), at + 2
    if words[1] in COUNTS and words[0] == "a":
        return COUNTS[words[1]], at + (3 if words[2:3] == ["of"] else 2)
    if words[1] in SCALES and words[0] in {"a", "an"}:
        return _from_words(low, at + 1)
    return None


def _from_words(low: Sequence[str], at: int) -> tuple[int, int] | None:
    total, current, end, seen = 0, 0, at, False
    while end < len(low):
        word = low[end]
        if word in DOZENS and seen:
            current *= 12
        elif word in UNITS or word in TENS:
            if seen and not _continues(low, end):
                break
            current += UNITS.get(word, TENS.get(word, 0))
        elif word in SCALES:
            current = max(current, 1) * SCALES[word]
            if word != "hundred":
                total, current = total + current, 0
        elif seen and word in {"and", *_DASHES} and _joins(low, end):
            end += 1
            continue
        else:
            break
        seen, end = True, end + 1
    return (total + current, end) if seen else None


def _continues(low: Sequence[str], at: int) -> bool:
    """Whether the number word at ``at`` goes on with the number before it ("forty thousand three")."""
    before = low[at - 1]
    return before in SCALES or before in TENS or before in _DASHES or before == "and"


def _joins(low: Sequence[str], at: int) -> bool:
    """Whether "and" or a hyphen stands inside one number: "two hundred and five", "twenty-five"."""
    before, after = low[at - 1], low[at + 1] if at + 1 < len(low) else ""
    if low[at] == "and":
        return before in SCALES and (after in UNITS or after in TENS)
    return before in TENS and 0 < UNITS.get(after, 0) < 10
