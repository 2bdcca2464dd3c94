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

from reportedly.records import Origin, ParsedReport, Span, TimeMention
from reportedly.when import calendar
from reportedly.when.grammar import RULES, Rule
from reportedly.when.reading import Context, Hit, Reading
from reportedly.when.tense import tense_of
from reportedly.when.tokens import Pieces, cut

LEAD = 150  # pieces; news ties itself to its day at the top
FAR_YEARS = 2  # a year this far from publication speaks for a narrative
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
_SKIPPED = frozenset({"the", "about", "around", "early", "late", "mid", "-", "the"})


def find_times(parsed: ParsedReport) -> tuple[TimeMention, ...]:
    """The time expressions of a report's coded blocks, in text order, without overlap.

    ``value`` is a TIMEX3 value; ``start`` and ``end`` are ISO dates or date-times, None where the
    time cannot be fixed (precision "unresolved" for a date, "open" for "recently" and the like).
    Both halves of a range ("from 3 to 5 May") carry the whole range as their interval.
    """
    pieces = cut(parsed.text, _spans(parsed))
    now = Context(
        published=parsed.report.published,
        narrative=is_narrative(parsed, pieces),
        order=_numeric_order(parsed.text),
        tense=lambda span: tense_of(parsed, span),
        years=tuple(_years(pieces)),
    )
    return tuple(_mentions(pieces, now, list(_readings(pieces, now))))


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


def _mentions(
    pieces: Pieces, now: Context, found: list[tuple[Rule, Hit, Reading]]
) -> Iterator[TimeMention]:
    days = [_day_of(reading) for _, _, reading in found]
    for index, (rule, hit, reading) in enumerate(found):
        if reading.floating:
            reading = _landed(reading, index, found, days, now)
        low, high = reading.pieces or (hit.start, hit.end)
        yield _mention(pieces, low, high, reading, rule.name)


def _day_of(reading: Reading) -> str | None:
    return reading.value[:10] if reading.value and calendar.day(reading.value) else None


def _landed(
    reading: Reading, index: int, found: list[tuple[Rule, Hit, Reading]], days: list[str | None], now: Context
) -> Reading:
    """A clock time with its day: the day named right beside it, else the last one named, else publication."""
    day = None
    here = found[index][1]
    if index + 1 < len(found) and found[index + 1][1].start - here.end <= 2:
        day = days[index + 1]
    if day is None:
        day = next((days[i] for i in range(index - 1, -1, -1) if days[i]), None)
    if day is None and now.published and not now.narrative:
        day = now.published.isoformat()
    value = reading.value or ""
    if day is None:
        return replace(reading, value=f"XXXX-XX-XX{value[:6]}", precision="unresolved", floating=False)
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
            return _RELATIONS[low]
        if low not in _SKIPPED:
            break
    return "for" if kind == "DURATION" else "in"
