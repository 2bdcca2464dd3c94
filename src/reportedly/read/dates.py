"""Publication dates: as given, in metadata, in URLs and in the lines of a text.

Nothing here guesses: a date that can be read in two ways (03/04/2024) is not read.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from reportedly.errors import InputError

MAX_DATE_CHARACTERS = 100  # a longer "date" in metadata is none
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FULL_DATES = (
    re.compile(rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(rf"\b{_DAY}[ -](?:of )?{_MONTH}[ ,-]{{1,2}}{_YEAR}(?!\d)", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} {_DAY}(?:, ?| ){_YEAR}(?!\d)", re.IGNORECASE),
    re.compile(rf"\b{_YEAR}[/.](?P<month>\d\d?)[/.](?P<day>\d\d?)(?!\d)"),
)
_NUMERIC = re.compile(rf"(?<![\d/.-])(?P<a>\d\d?)(?P<mark>[/.-])(?P<b>\d\d?)(?P=mark){_YEAR}(?!\d)")
# Wire datelines write "3 JAN 90"; elsewhere two digits after a month may be anything.
_WIRE_DATE = re.compile(rf"\b{_DAY} {_MONTH} ['’]?(?P<year>\d\d)(?![\d:,])", re.IGNORECASE)
_URL_DATES = (
    re.compile(rf"[/_=-]{_YEAR}[/_-](?P<month>\d\d?)[/_-](?P<day>\d\d?)(?!\d)"),
    re.compile(rf"/{_YEAR}/(?P<month>[a-z]{{3}})/(?P<day>\d\d?)/", re.IGNORECASE),
    re.compile(rf"[/_=-]{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?!\d)"),
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_COMPACT = re.compile(rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{{4,6}}Z?)?")


def parse_published(value: str) -> dt.date:
    """The day a user means with ``--published``: an ISO date or date-time; else InputError."""
    words = value.strip()
    try:
        return dt.datetime.fromisoformat(words).date()
    except ValueError as error:
        shape = re.fullmatch(r"\d{4}-\d\d-\d\d(?:[T ].*)?", words)
        why = "is not a date of the calendar" if shape else "is not a date; write it as YYYY-MM-DD"
        raise InputError(f"--published {words[:MAX_DATE_CHARACTERS]!r} {why}") from error


def date_of_metadata(value: object) -> dt.date | None:
    """The day in a metadata field: ISO, RFC 2822, compact, epoch seconds, or written out; None if unsure."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    words = str(value).strip()
    if not 6 <= len(words) <= MAX_DATE_CHARACTERS:
        return None
    if _EPOCH.fullmatch(words):
        return _date_of_epoch(float(words))
    compact = _COMPACT.fullmatch(words)
    if compact:
        return _date_of(compact)
    found, _ = date_in(words)
    if found is not None:
        return found
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def date_of_url(url: str) -> dt.date | None:
    """The day in the path of a URL, as in /2024/08/25/ or /20240825-."""
    path = url.split("://", 1)[-1].partition("/")[2][:500]
    for pattern in _URL_DATES:
        for match in pattern.finditer("/" + path):
            found = _date_of(match)
            if found is not None:
                return found
    return None


def date_in(words: str, *, wire: bool = False) -> tuple[dt.date | None, bool]:
    """(the first full date in ``words``, whether a date there can be read in two ways).

    ``wire`` allows years of two digits after a day and month ("3 JAN 90").
    """
    patterns = (*_FULL_DATES, _WIRE_DATE) if wire else _FULL_DATES
    for pattern in patterns:
        for match in pattern.finditer(words):
            found = _date_of(match)
            if found is not None:
                return found, False
    return _numeric_date(words)


def _numeric_date(words: str) -> tuple[dt.date | None, bool]:
    """25/08/2024 can only be read in one way, 03/04/2024 in two."""
    match = _NUMERIC.search(words)
    if match is None:
        return None, False
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    readings = {day for day in (_day(year, b, a), _day(year, a, b)) if day is not None}
    return (readings.pop() if len(readings) == 1 else None), len(readings) > 1


def _date_of(match: re.Match[str]) -> dt.date | None:
    month = match["month"].lower()[:3]
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1 if month in _MONTHS else 0
    year = int(match["year"])
    if year < 100:
        year += 1900 if year >= 50 else 2000
    return _day(year, number, int(match["day"]))


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _date_of_epoch(seconds: float) -> dt.date | None:
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date() if 0 < seconds < 4.1e9 else None
