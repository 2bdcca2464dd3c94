"""The when station: finds time expressions and says which time they mean.

Two clocks. In news, "Tuesday" and "August 15" count from the day of publication. A report that
tells history ("In 1941 … on April 6 …") counts from the time last in focus in the text instead.
``is_narrative`` decides this once per document, by general evidence: no publication date, or years
named in the text that mostly lie two or more years from publication and outnumber the words that
tie a text to its publication day (weekdays, "today", "this week").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportedly.records import Alternative, Origin, ParsedReport, Span, TimeMention
from reportedly.when import calendar
from reportedly.when.grammar import RULES, Rule
from reportedly.when.reading import Context, Hit, Reading
from reportedly.when.tense import tense_of
from reportedly.when.tokens import Pieces, cut

LEAD = 150  # pieces; news ties itself to its day at the top
FAR_YEARS = 2  # a year this far from publication speaks for a narrative
FIRST_YEAR, LAST_YEAR = 1000, 4000  # of publication; others are slips, and date arithmetic needs room
NEAR = 4  # pieces between a clock time, or a length, and the day it belongs to
_LENGTH = re.compile(r"P(\d+)([DWMY])$")
Placed = tuple[int, int, TimeMention]  # first piece, piece after the last, mention
_JOINTS = {
    "from": frozenset({"to", "until", "till", "through", "-", "–", "—"}),
    "between": frozenset({"and", "to", "-", "–"}),
}
_ORDER = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d{2})\b")
_DEICTIC = re.compile(r"[WD]|[lfx]U")
_RELATIONS = {
    "since": "since",
    "until": "until",
    "till": "until",
    "through": "until",
    "by": "until",
    "before": "before",
    "after": "after",
    "following": "after",
    "during": "during",
    "throughout": "during",
    "over": "during",
    "for": "for",
    "in": "in",
    "on": "in",
    "at": "in",
}
_SKIPPED = frozenset({"the", "about", "around", "early", "late", "mid", "-"})


def find_times(parsed: ParsedReport) -> tuple[TimeMention, ...]:
    """The time expressions of a report's coded blocks, in text order, without overlap.

    ``value`` is a TIMEX3 value; ``start`` and ``end`` are ISO dates or date-times, None where the
    time cannot be fixed (precision "unresolved" for a date, "open" for "recently" and the like).
    Both halves of a range ("from 3 to 5 May") carry the whole range as their interval.
    """
    pieces = cut(parsed.text, _spans(parsed))
    published = parsed.report.published
    if published is not None and not FIRST_YEAR <= published.year <= LAST_YEAR:
        published = None
    now = Context(
        published=published,
        narrative=is_narrative(parsed, pieces),
        order=_numeric_order(parsed.text),
        tense=lambda span: tense_of(parsed, span),
        years=tuple(_years(pieces)),
    )
    return _mentions(pieces, list(_readings(pieces, now)))


def is_narrative(parsed: ParsedReport, pieces: Pieces) -> bool:
    """Whether bare dates count from the time in focus rather than from publication."""
    published = parsed.report.published
    if published is None:
        return True
    years = [int(pieces.low(m.start())) for m in re.finditer("y", pieces.letters)]
    far = sum(abs(year - published.year) >= FAR_YEARS for year in years if year <= published.year + 1)
    near = len(years) - far + len(_DEICTIC.findall(pieces.letters))
    old = len(re.findall(r"[#dy]b", pieces.letters))
    if _DEICTIC.search(pieces.letters, 0, LEAD):
        return False
    return far + old >= 4 and far + old > 2 * near


def _years(pieces: Pieces) -> Iterator[tuple[int, int]]:
    """(piece, year) of every number that looks like a year; years BC as calendar.from_era counts them."""
    for match in re.finditer(r"(?P<bc>[dy#](?=b))|y", pieces.letters):
        word = pieces.low(match.start())
        if match["bc"] and word.isdigit() and pieces.low(match.start() + 1).startswith("b"):
            yield match.start(), calendar.BC_ZERO - int(word)
        elif not match["bc"]:
            yield match.start(), int(word)


def _spans(parsed: ParsedReport) -> Iterator[Span]:
    """The blocks that were parsed, each once."""
    last = -1
    for sentence in parsed.sentences:
        if sentence.block != last:
            last = sentence.block
            yield parsed.report.blocks[last].span


def _numeric_order(text: str) -> str:
    """The order of day and month that the text's own unambiguous numeric dates show."""
    for match in _ORDER.finditer(text):
        if int(match[1]) > 12 >= int(match[2]):
            return "dmy"
        if int(match[2]) > 12 >= int(match[1]):
            return "mdy"
    return ""


def _candidates(pieces: Pieces) -> list[tuple[int, int, int, Rule, re.Match[str]]]:
    """All matches, by start, longest first."""
    found = []
    for rule in RULES:
        for match in rule.pattern.finditer(pieces.letters):
            if match.end() > match.start():
                found.append((match.start(), -match.end(), -rule.priority, rule, match))
    found.sort(key=lambda item: item[:3])
    return found


def _readings(pieces: Pieces, now: Context) -> Iterator[tuple[Rule, Hit, Reading]]:
    """The chosen matches with their readings, in text order; the focus moves as they are read."""
    free = 0
    for start, _, _, rule, match in _candidates(pieces):
        if start < free:
            continue
        hit = Hit(pieces, match)
        built = rule.build(hit, now)
        if built is None:
            continue
        free = match.end()
        for reading in built if isinstance(built, tuple) else (built,):
            if not reading.quiet and reading.kind in ("DATE", "TIME") and not reading.floating:
                now.note(reading.value, hit.end)
            yield rule, hit, reading


def _mentions(pieces: Pieces, found: list[tuple[Rule, Hit, Reading]]) -> tuple[TimeMention, ...]:
    out: list[Placed] = []
    days = [_day_of(reading) for _, _, reading in found]
    for index, (rule, hit, reading) in enumerate(found):
        if reading.floating:
            reading = _landed(reading, index, found, days)
        elif reading.kind == "DURATION":
            reading = _anchored(pieces, index, found, days)
        low, high = reading.pieces or (hit.start, hit.end)
        out.append((low, high, _mention(pieces, low, high, reading, rule.name)))
    return _with_ranges(pieces, out)


def _with_ranges(pieces: Pieces, placed: list[Placed]) -> tuple[TimeMention, ...]:
    """The mentions, those of "from A to B" and "between A and B" with the whole range as interval."""
    out = [mention for _, _, mention in placed]
    for i in range(len(placed) - 1):
        (low, high, first), (next_low, _, second) = placed[i], placed[i + 1]
        joint = _JOINTS.get(pieces.low(low - 1))
        if joint is None or next_low - high != 1 or pieces.low(high) not in joint:
            continue
        if first.start and second.end and first.start <= second.end and first.kind != "DURATION":
            out[i] = replace(first, end=second.end, relation="since")
            out[i + 1] = replace(second, start=first.start, relation="until")
    return tuple(out)


def _day_of(reading: Reading) -> str | None:
    return reading.value[:10] if reading.value and calendar.day(reading.value) else None


def _day_after(index: int, found: list[tuple[Rule, Hit, Reading]], days: list[str | None]) -> str | None:
    """The day in the words right after: "at 4:30 a.m. (0130 GMT) on Saturday"."""
    end = found[index][1].end
    for i in range(index + 1, min(index + 4, len(found))):
        if found[i][1].start - end > NEAR:
            return None
        if days[i]:
            return days[i]
        end = found[i][1].end
    return None


def _anchored(
    pieces: Pieces, index: int, found: list[tuple[Rule, Hit, Reading]], days: list[str | None]
) -> Reading:
    """A length counted from a day named after it: "a year after the October 7 attack"."""
    _, hit, reading = found[index]
    word = pieces.low(hit.end)
    if reading.start or word not in ("after", "before") or index + 1 >= len(found):
        return reading
    base = calendar.day(days[index + 1])
    match = _LENGTH.match(reading.value or "")
    if base is None or match is None or found[index + 1][1].start - hit.end > NEAR:
        return reading
    moved = calendar.add(base, match[2], int(match[1]) * (1 if word == "after" else -1))
    if moved is None:
        return reading
    return replace(reading, start=moved.isoformat(), end=moved.isoformat(), precision="day", relation="in")


def _landed(
    reading: Reading, index: int, found: list[tuple[Rule, Hit, Reading]], days: list[str | None]
) -> Reading:
    """A clock time with its day: the day named right beside it, else the last one named."""
    day = _day_after(index, found, days)
    if day is None:
        day = next((days[i] for i in range(index - 1, -1, -1) if days[i]), None)
    value = reading.value or ""
    if day is None:
        why = (Alternative("unresolved", 0.0, "no day is named"),)
        return replace(
            reading, value=f"XXXX-XX-XX{value[:6]}", precision="unresolved", alternatives=why, floating=False
        )
    clock, zone = (value[:6], value[6:]) if value[1:2].isdigit() else (value, "")
    bounds = calendar.interval(day + clock)
    if bounds is None:
        return replace(reading, floating=False)
    return replace(reading, value=day + clock, start=bounds[0] + zone, end=bounds[1] + zone)


def _mention(pieces: Pieces, low: int, high: int, reading: Reading, rule: str) -> TimeMention:
    value = calendar.to_era(reading.value) if reading.value else reading.value
    bounds = calendar.interval(value) if value and reading.kind in ("DATE", "TIME") else None
    start, end = (reading.start, reading.end) if value == reading.value else (None, None)
    if start is None and end is None and bounds and reading.precision != "unresolved":
        start, end = bounds
    return TimeMention(
        span=pieces.span(low, high),
        kind=reading.kind,
        value=value,
        start=start,
        end=end,
        precision=reading.precision or _precision(reading, bounds is not None),
        relation=reading.relation or _relation(pieces, low, reading.kind),
        origin=Origin(rule=rule, alternatives=reading.alternatives),
    )


def _precision(reading: Reading, fixed: bool) -> str:
    if reading.value and (fixed or calendar.to_era(reading.value) != reading.value):
        return calendar.precision(reading.value)
    return "open"


def _relation(pieces: Pieces, index: int, kind: str) -> str:
    """What the preposition before the words says."""
    for back in range(index - 1, max(-1, index - 4), -1):
        low = pieces.low(back)
        if low in _RELATIONS:
            return "in" if low == "for" and kind != "DURATION" else _RELATIONS[low]
        if low not in _SKIPPED:
            break
    return "for" if kind == "DURATION" else "in"
