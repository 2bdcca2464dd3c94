"""Date arithmetic on TIMEX3 values: pure functions, no text.

A value is an ISO prefix ("2024", "2024-08", "2024-08-15"), a week ("2024-W34", "2024-W34-WE"), a
quarter or half ("2024-Q3", "2024-H1"), a season ("2024-SU"), a decade ("198"), a century ("19"),
or a day with a part ("2024-08-15TNI") or a clock time ("2024-08-15T04:30"): ISO-TimeML (ISO 24617-1).
"""

from __future__ import annotations

import datetime as dt
import re

DAYS_IN = {"D": 1, "N": 1, "W": 7, "FN": 14}
MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
SECONDS_IN = {"S": 1, "MIN": 60, "H": 3600}
# First and last month of the northern meteorological seasons; winter runs into the next year.
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
# Hours at which the parts of a day begin and end; a convention for intervals, not a claim.
PARTS = {"MO": (6, 12), "AF": (12, 18), "EV": (18, 22), "NI": (20, 30), "MI": (11, 13), "EM": (0, 6)}
BC_ZERO, BC_FIRST = 9000, 5000  # years BC are counted as 9000 - year: 480 BC is 8520
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")


def day(value: str | None) -> dt.date | None:
    """The calendar day a value starts with, or None where it names none or one that does not exist."""
    match = _DAY.match(value or "")
    return valid_day(int(match[1]), int(match[2]), int(match[3])) if match else None


def valid_day(year: int, month: int, number: int) -> dt.date | None:
    """The date, or None where the calendar has no such day (30 February)."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def add_months(date: dt.date, count: int) -> dt.date | None:
    """``date`` moved by ``count`` months, the day cut to the month's length; None outside 1…9999."""
    months = date.year * 12 + date.month - 1 + count
    year, month = divmod(months, 12)
    if not 1 <= year <= 9998:
        return None
    return dt.date(year, month + 1, min(date.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """Days of a month."""
    return (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day


def add(date: dt.date, unit: str, count: int) -> dt.date | None:
    """``date`` moved by ``count`` units; None outside the calendar."""
    try:
        if unit in DAYS_IN:
            return date + dt.timedelta(days=DAYS_IN[unit] * count)
        if unit == "WE":
            return date + dt.timedelta(days=7 * count)
    except OverflowError:
        return None
    return add_months(date, MONTHS_IN[unit] * count) if unit in MONTHS_IN else date


def week(date: dt.date) -> str:
    """The ISO week of a date: "2024-W34"."""
    iso = date.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def quarter(date: dt.date) -> str:
    """The calendar quarter of a date: "2024-Q3"."""
    return f"{date.year:04d}-Q{(date.month - 1) // 3 + 1}"


def season(date: dt.date) -> str:
    """The northern season of a date; January and February belong to the winter begun the year before."""
    index = (date.month % 12) // 3
    year = date.year - 1 if date.month < 3 else date.year
    return f"{year:04d}-{('WI', 'SP', 'SU', 'FA')[index]}"


def at(date: dt.date, unit: str) -> str:
    """``date`` at the grain of ``unit``: D → day, W → week, M → month …"""
    if unit in ("D", "N", "H", "MIN", "S"):
        return date.isoformat()
    if unit in ("W", "FN"):
        return week(date)
    if unit == "WE":
        return week(date) + "-WE"
    if unit == "Q":
        return quarter(date)
    text = f"{date.year:04d}"
    cuts = {"M": date.isoformat()[:7], "DE": text[:3], "CE": text[:2], "ML": text[:1]}
    return cuts.get(unit, text)


def duration(count: float | None, unit: str) -> str:
    """The TIMEX3 duration of ``count`` units (None: an unsaid number): "P3D", "PT2H", "PXY"."""
    factor, letter = {
        "DE": (10, "Y"),
        "CE": (100, "Y"),
        "ML": (1000, "Y"),
        "FN": (2, "W"),
        "MIN": (1, "M"),
        "N": (1, "D"),
        "WE": (1, "WE"),
    }.get(unit, (1, unit))
    prefix = "PT" if unit in SECONDS_IN else "P"
    if count is None:
        return f"{prefix}X{unit if unit in ('DE', 'CE') else letter}"
    if count != int(count):
        return _fraction(count, unit)
    return f"{prefix}{int(count) * factor}{letter}"


def _fraction(count: float, unit: str) -> str:
    """Halves are said in the next smaller unit where one fits: half an hour is PT30M."""
    whole, rest = int(count), count - int(count)
    smaller = {"H": ("PT", "H", 60, "M"), "MIN": ("PT", "M", 60, "S"), "Y": ("P", "Y", 12, "M")}.get(unit)
    if smaller:
        prefix, letter, size, small = smaller
        head = f"{whole}{letter}" if whole else ""
        return f"{prefix}{head}{round(rest * size)}{small}"
    if unit in ("DE", "CE"):
        return f"P{round(count * (10 if unit == 'DE' else 100))}Y"
    letter = {"FN": "W"}.get(unit, unit)
    return f"{'PT' if unit in SECONDS_IN else 'P'}{count:g}{letter}"


def interval(value: str) -> tuple[str, str] | None:
    """First and last ISO date (or date-time) of a value; None where it fixes none."""
    date = day(value)
    if date:
        return _within_day(date, value[10:])
    match = _WEEK.match(value)
    if match:
        return _week_interval(int(match[1]), int(match[2]), bool(match[3]))
    if re.fullmatch(r"\d{4}-\d\d", value):
        return _months(int(value[:4]), int(value[5:7]), int(value[5:7]))
    if re.fullmatch(r"\d{4}-[QH]\d", value):
        size = 3 if value[5] == "Q" else 6
        first = (int(value[6]) - 1) * size + 1
        return _months(int(value[:4]), first, first + size - 1)
    if re.fullmatch(r"\d{4}-(SP|SU|FA|WI)", value):
        return _months(int(value[:4]), *SEASONS[value[5:]])
    if re.fullmatch(r"\d{2,4}", value):
        low = int(value.ljust(4, "0"))
        high = int(value.ljust(4, "9"))
        return (f"{low:04d}-01-01", f"{high:04d}-12-31") if low else None
    return None


def _within_day(date: dt.date, rest: str) -> tuple[str, str] | None:
    text = date.isoformat()
    if not rest:
        return text, text
    if rest[1:3].isdigit():
        if rest[1:3] == "24":
            following = add(date, "D", 1)
            return (f"{following.isoformat()}T00:00",) * 2 if following else None
        return text + rest, text + rest
    first, last = PARTS.get(rest[1:], (0, 24))
    ending = add(date, "D", last // 24)
    return (f"{text}T{first:02d}:00", f"{ending.isoformat()}T{last % 24:02d}:00") if ending else None


def _week_interval(year: int, number: int, weekend: bool) -> tuple[str, str] | None:
    try:
        monday = dt.date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    first = monday + dt.timedelta(days=5 if weekend else 0)
    return first.isoformat(), (monday + dt.timedelta(days=6)).isoformat()


def _months(year: int, first: int, last: int) -> tuple[str, str] | None:
    if not (1 <= year <= 9998 and 1 <= first <= last <= 14):
        return None
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    length = month_length(end_year, end_month)
    return f"{year:04d}-{first:02d}-01", f"{end_year:04d}-{end_month:02d}-{length:02d}"


def precision(value: str) -> str:
    """The precision word of records.TimeMention for a value with an interval."""
    if "T" in value:
        return "hour" if value.split("T")[1][:1].isdigit() else "part of day"
    if day(value):
        return "day"
    if "-W" in value and "-WI" not in value:
        return "week"
    if re.fullmatch(r"\d{4}-(\d\d|Q\d|SP|SU|FA|WI)", value):
        return "month"
    return "year"


def from_era(value: str) -> str:
    """A value BC moved to the top of the calendar, so that it can be counted with: BC0480 → 8520."""
    if value[:2] == "BC" and value[2:6].isdigit() and len(value[2:].split("-")[0]) == 4:
        return f"{BC_ZERO - int(value[2:6]):04d}{value[6:]}"
    return value


def to_era(value: str) -> str:
    """The inverse of ``from_era``; other values stay."""
    if value[:4].isdigit() and int(value[:4]) > BC_FIRST:
        return f"BC{BC_ZERO - int(value[:4]):04d}{value[4:]}"
    return value


def easter(year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian computus, Meeus 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, number = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, number + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """The ``nth`` ISO ``weekday`` of a month: the fourth Thursday of November."""
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
