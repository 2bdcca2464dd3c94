"""Builders for calendar days and months, in figures and in words."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from reportedly.records import Alternative
from reportedly.when import calendar
from reportedly.when.clock import clock_of, on_day
from reportedly.when.lexicon import words
from reportedly.when.numbers import ordinal, said_year
from reportedly.when.reading import Built, Context, Hit, Reading, unresolved
from reportedly.when.years import choose_year, two_digit_year

_OF_FOCUS = frozenset({"that", "same", "following", "previous"})
# Words before a bare "May" or "March" that make it a month; commas and the like do not suffice for "May".
_MONTH_OPENERS = frozenset("in since until by during from to of before after between and for".split())
_WEAK_MONTH_OPENERS = frozenset("through till throughout , (".split())
_NUMERIC = re.compile(r"(\d+)[./-](\d+)[./-](\d+)(T.*)?$")


def year_of(hit: Hit, now: Context) -> int | None:
    """The year that the words of a date say themselves: "2023", "'89", "last year"; None if none."""
    if hit.has("year"):
        return int(hit.low("year"))
    if hit.has("yy"):
        return two_digit_year(int(hit.low("yy")), now)
    if hit.has("saidyear"):
        return said_year(hit.lows("saidyear"))
    if hit.has("yrel") and hit.unit("yunit") == "Y":
        step = hit.step("yrel")
        base = now.today() if _OF_FOCUS.isdisjoint(hit.lows("yrel")) else now.focus_date()
        return base.year + step if base and step is not None else None
    return None


def finish_day(hit: Hit, date_value: str, kind: str = "DATE") -> Reading:
    """A day with the part of day or clock time said beside it."""
    if hit.has("ck"):
        clock = clock_of(hit.pieces, *hit.match.span("ck"))
        if clock:
            return on_day(clock, date_value)
    if _small_hours(hit):
        first, last = f"{date_value}T00:00", f"{date_value}T06:00"
        return Reading(f"{date_value}TMO", "TIME", start=first, end=last)
    part = part_of(hit)
    if part:
        return Reading(f"{date_value}T{part}", "TIME")
    return Reading(date_value, kind)


def part_of(hit: Hit) -> str:
    """The part of day said in the groups ``pod``, ``hours`` or ``part``, or ""."""
    for group in ("part", "pod"):
        for low in hit.lows(group):
            found = words().of("part", low)
            if found:
                return str(found)
    return ""


def _small_hours(hit: Hit) -> bool:
    """ "the early hours of Sunday", "the early morning hours of 3 May": between midnight and six."""
    return any("hours" in hit.lows(group) for group in ("hours", "pod"))


def build_month_day(hit: Hit, now: Context) -> Built:
    """ "August 15", "15 August 2024", "the 7th of October last year", "3 JAN 90"."""
    month = words().number("month", hit.low("mon").rstrip("."))
    number = ordinal(hit.low("dom"))
    if number is None or not 1 <= number <= 31:
        return None
    if hit.low("mon") in ("may", "march") and hit.pieces.raw(hit.at("mon")).islower():
        return None
    year = year_of(hit, now)
    alternatives: tuple[Alternative, ...] = ()
    if year is None:
        if hit.has("yrel"):
            return None
        year, alternatives = choose_year(hit, now, month, number)
    if year is None:
        return unresolved("DATE", f"XXXX-{month:02d}-{number:02d}", "no date to take the year from")
    if calendar.valid_day(year, month, number) is None:
        return unresolved("DATE", None, f"no day {year:04d}-{month:02d}-{number:02d} in the calendar")
    if hit.has("era") and hit.low("era").startswith("b"):
        return Reading(f"BC{year:04d}-{month:02d}-{number:02d}", "DATE", precision="day")
    if number and _names_a_day(hit, month, number):
        return _named_day(hit, now, month, number, year)
    return replace(finish_day(hit, f"{year:04d}-{month:02d}-{number:02d}"), alternatives=alternatives)


def _names_a_day(hit: Hit, month: int, number: int) -> bool:
    """ "the September 11 attacks", "since October 7": a day that serves as the name of an event."""
    if hit.has("year") or hit.has("yrel") or hit.has("yy") or hit.has("saidyear"):
        return False
    if f"{month:02d}-{number:02d}" not in words().meaning["named_day"]:
        return False
    following = {hit.pieces.low(hit.end + i) for i in range(3)}
    cues = words().meaning["named_day_cue"]
    return hit.pieces.low(hit.start - 1) == "since" or not following.isdisjoint(cues)


def _named_day(hit: Hit, now: Context, month: int, number: int, year: int) -> Reading:
    named = str(words().of("named_day", f"{month:02d}-{number:02d}"))
    if now.narrative or now.published is None or now.published.isoformat() <= named:
        return finish_day(hit, f"{year:04d}-{month:02d}-{number:02d}")
    other = f"{year:04d}-{month:02d}-{number:02d}"
    alternatives = (Alternative(other, 0.3, "the nearest day of that name"),) if other != named else ()
    return replace(finish_day(hit, named), alternatives=alternatives)


def build_short_date(hit: Hit, now: Context) -> Built:
    """ "3 JAN 90", "3-Jan-90": the last number is a year where it can be no day or the style is a stamp's."""
    stamped = hit.has("yy")
    month_word, year_word = (hit.low("mon"), hit.low("yy")) if stamped else (hit.low("mon2"), hit.low("yy2"))
    month, number = words().number("month", month_word.rstrip(".")), int(hit.low("dom"))
    raw_month = hit.pieces.raw(hit.at("mon") if stamped else hit.at("mon2"))
    stamped = stamped or (raw_month.isupper() and len(raw_month) <= 4)
    if len(year_word) != 2 or not (stamped or int(year_word) > 31):
        return None
    found = calendar.valid_day(two_digit_year(int(year_word), now), month, number)
    return Reading(found.isoformat(), "DATE") if found else None


def build_day_range(hit: Hit, now: Context) -> Built:
    """ "May 3-5", "between 3 and 5 May": two readings, each with the whole range as its interval."""
    second = build_month_day(hit, now)
    first_number = ordinal(hit.low("first"))
    if not isinstance(second, Reading) or second.precision == "unresolved" or first_number is None:
        return None
    last_day = calendar.day(second.value)
    month_first = hit.at("mon") < hit.at("first")
    if last_day is None:
        return None
    other = calendar.valid_day(last_day.year, last_day.month, first_number)
    if other is None:
        return None
    low, high = sorted((other, last_day))
    cut_at = hit.at("joint")
    first_value, second_value = other.isoformat(), last_day.isoformat()
    is_range = hit.low("joint") not in ("and", "or", ",") or hit.pieces.low(hit.start - 1) == "between"
    left = Reading(first_value, "DATE", pieces=(hit.start, cut_at))
    right = Reading(second_value, "DATE", pieces=(cut_at + 1, hit.end))
    if month_first:
        left = replace(left, pieces=(hit.start, hit.at("first") + 1))
    if not is_range:
        return left, right
    first_day, final_day = low.isoformat(), high.isoformat()
    return (
        replace(left, start=first_day, end=final_day, precision="day", relation="since"),
        replace(right, start=first_day, end=final_day, precision="day", relation="until"),
    )


def build_month(hit: Hit, now: Context) -> Built:
    """ "August", "late August 2024", "the end of March", "last April", "June last year"."""
    if not _is_month_name(hit):
        return None
    month = words().number("month", hit.low("mon").rstrip("."))
    year = year_of(hit, now)
    if year is None and hit.has("yrel"):
        return None
    alternatives: tuple[Alternative, ...] = ()
    if year is None and hit.has("rel"):
        year = year_of_named(month, hit.step() or 0, now)
    elif year is None:
        year, alternatives = choose_year(hit, now, month, None)
    if year is None:
        return unresolved("DATE", f"XXXX-{month:02d}", "no date to take the year from")
    era = "BC" if hit.has("era") and hit.low("era").startswith("b") else ""
    return Reading(f"{era}{year:04d}-{month:02d}", "DATE", alternatives=alternatives)


def _is_month_name(hit: Hit) -> bool:
    """Keeps out the verbs and the names "May" and "March", and abbreviations without their stop."""
    index = hit.at("mon")
    raw, low = hit.pieces.raw(index), hit.low("mon").rstrip(".")
    if raw.islower() or hit.pieces.low(index - 1) == "black":  # the group of 1970 is no month
        return False
    if low not in ("may", "march", "mar", "august"):
        return True
    if hit.has("year") or hit.has("yrel") or hit.has("rel") or hit.has("mod"):
        return True
    before = hit.pieces.low(index - 1)
    letters = hit.pieces.letters
    if letters[index + 1 : index + 3] in ("hM", "uM", "&M") or letters[index - 2 : index] in ("Mh", "Mu"):
        return True
    return before in _MONTH_OPENERS or (before in _WEAK_MONTH_OPENERS and not raw.isupper() and low != "may")


def year_of_named(month: int, step: int, now: Context) -> int | None:
    """ "last April" is the latest one before this month, "next April" the first after it."""
    base = now.today()
    if base is None:
        return None
    if step < 0:
        return base.year if month < base.month else base.year - 1
    if step > 0:
        return base.year if month > base.month else base.year + 1
    return base.year


def build_numeric(hit: Hit, now: Context) -> Built:
    """ "2024-08-25", "11/24/1989"; where day and month could be swapped, the text's own order."""
    match = _NUMERIC.match(hit.low("num").replace("t", "T"))
    if match is None:
        return None
    parts, clock = (match[1], match[2], match[3]), match[4] or ""
    if len(parts[0]) == 4:
        found = calendar.valid_day(int(parts[0]), int(parts[1]), int(parts[2]))
        others: tuple[Alternative, ...] = ()
    else:
        found, others = _day_or_month_first(parts, now)
    if found is None:
        return unresolved("DATE", None, "no such day in the calendar")
    if clock:
        return Reading(found.isoformat() + clock[:6], "TIME")
    return Reading(found.isoformat(), "DATE", alternatives=others)


def _day_or_month_first(
    parts: tuple[str, str, str], now: Context
) -> tuple[dt.date | None, tuple[Alternative, ...]]:
    year = int(parts[2]) if len(parts[2]) == 4 else two_digit_year(int(parts[2]), now)
    first, second = int(parts[0]), int(parts[1])
    readings = (
        ("mdy", calendar.valid_day(year, first, second)),
        ("dmy", calendar.valid_day(year, second, first)),
    )
    possible = {order: day for order, day in readings if day}
    if len(possible) < 2:
        return next(iter(possible.values()), None), ()
    order = now.order
    if not order and now.published:
        published = now.published
        order = min(possible, key=lambda name: abs((possible[name] - published).days))
    order = order or "mdy"
    other = "dmy" if order == "mdy" else "mdy"
    alternative = Alternative(possible[other].isoformat(), 0.4, f"the order {other}")
    return possible[order], () if possible[other] == possible[order] else (alternative,)


def build_year_month(hit: Hit, now: Context) -> Built:
    """ "2024-08"."""
    return Reading(hit.low("num"), "DATE")


def build_nine_eleven(hit: Hit, now: Context) -> Built:
    """ "9/11" as a name: the attacks of 11 September 2001."""
    return Reading("2001-09-11", "DATE", quiet=True) if hit.low("num") == "9/11" else None
