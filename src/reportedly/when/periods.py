"""Builders for years, decades, centuries, seasons, quarters and feasts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from reportedly.when import calendar
from reportedly.when.dates import year_of, year_of_named
from reportedly.when.lexicon import words
from reportedly.when.numbers import ordinal, said_year
from reportedly.when.reading import Built, Context, Hit, Reading, unresolved
from reportedly.when.years import bare_year, choose_year, two_digit_year

LONGEST_RANGE = 200  # years; "1100-1984" is more likely two numbers


def build_year(hit: Hit, now: Context) -> Built:
    """ "1989", "early 2024", "the end of 1999", "499 BC", "the year two thousand"."""
    if hit.has("saidyear"):
        said = said_year(hit.lows("saidyear"))
        return Reading(f"{said:04d}", "DATE") if said else None
    number = hit.low("year")
    if hit.has("era"):
        year = int(number)
        era = "BC" if hit.low("era").startswith("b") else ""
        return Reading(f"{era}{year:04d}", "DATE", precision="year")
    if not bare_year(hit):
        return None
    return Reading(number, "DATE")


def build_year_range(hit: Hit, now: Context) -> Built:
    """ "2014-2016", "1941-42", "499-493 BC": two readings over one interval."""
    first, second = hit.low("first"), hit.low("year")
    if hit.has("era"):
        before = hit.low("era").startswith("b")
        values = [("BC" if before else "") + f"{int(number):04d}" for number in (first, second)]
        precision = "year"
        low, high = (None, None) if before else (f"{values[0]}-01-01", f"{values[1]}-12-31")
    else:
        if len(second) == 2:
            second = first[:2] + second
        if len(first) != 4 or len(second) != 4 or not first < second <= "2100":
            return None
        if int(second) - int(first) > LONGEST_RANGE:
            return None
        values, precision = [first, second], "year"
        low, high = f"{first}-01-01", f"{second}-12-31"
    joint = hit.at("joint")
    shared = Reading(None, "DATE", start=low, end=high, precision=precision)
    return (
        replace(shared, value=values[0], pieces=(hit.start, joint), relation="since"),
        replace(shared, value=values[1], pieces=(joint + 1, hit.end), relation="until"),
    )


def build_decade(hit: Hit, now: Context) -> Built:
    """ "the 1990s", "mid-1990s", "'90s", "the nineties", "the 1800s"."""
    low = hit.low("decade").replace("'", "").replace("’", "")
    digits = low.rstrip("s")
    if digits.isdigit():
        if len(digits) == 2:
            if not (hit.has("quote") or hit.has("the") or hit.has("mod")) or digits[1] != "0":
                return None
            digits = str(two_digit_year(int(digits), now))
        if len(digits) != 4 or digits[3] != "0":
            return None
        value = digits[:2] if digits.endswith("00") and digits < "2000" else digits[:3]
    else:
        if not (hit.has("the") or hit.has("mod")):
            return None
        value = f"19{words().number('decade', low)}"[:3]
    prefix = "BC" if hit.has("era") and hit.low("era").startswith("b") else ""
    return Reading(prefix + value, "DATE", precision="year" if prefix else None)


def build_century(hit: Hit, now: Context) -> Built:
    """ "the 19th century" is 18 (the years 1800-1899, by the first two digits)."""
    number = ordinal(hit.low("ord"))
    if hit.unit() != "CE" or not number:
        return None
    if hit.has("era") and hit.low("era").startswith("b"):
        return Reading(f"BC{number - 1:02d}", "DATE", precision="year")
    return Reading(f"{number - 1:02d}", "DATE")


def build_season(hit: Hit, now: Context) -> Built:
    """ "spring 2022", "last fall", "the winter of 1994"; bare "summer" takes the year in focus."""
    season = str(words().of("season", hit.low("season")))
    year = year_of(hit, now)
    said = year is not None or hit.has("rel") or hit.has("mod")
    before = hit.pieces.low(hit.at("season") - 1)
    if not said and hit.low("season") in ("fall", "spring") and before not in ("the", "in"):
        return None
    if not said and hit.pieces.letters[hit.end : hit.end + 1] == "r":
        return None
    if year is None:
        first, step = calendar.SEASONS[season][0], hit.step()
        if step is None:
            year = choose_year(hit, now, first, None)[0]
        else:
            year = year_of_named(first + (1 if step < 0 else 0), step, now)
    if year is None:
        return unresolved("DATE", f"XXXX-{season}", "no date to take the year from")
    era = "BC" if hit.has("era") and hit.low("era").startswith("b") else ""
    return Reading(f"{era}{year:04d}-{season}", "DATE")


def build_quarter(hit: Hit, now: Context) -> Built:
    """ "the third quarter", "Q3 2024", "this year's first quarter", "the first half of 2023"."""
    if hit.has("q"):
        number: int | None = int(hit.low("q")[1])
        unit = "Q"
    else:
        number, unit = ordinal(hit.low("ord")), hit.unit()
    letter, size = ("Q", 4) if unit == "Q" else ("H", 2)
    if number is None or number > size or (unit != "Q" and hit.low("unit") != "half"):
        return None
    year = year_of(hit, now)
    base = now.today()
    if year is None and base is not None:
        first_month = (number - 1) * (12 // size) + 1
        begun = first_month <= base.month
        ahead = begun or now.tense(hit.pieces.span(hit.start, hit.end)) == "future"
        year = base.year if ahead else base.year - 1
    if year is None:
        return unresolved("DATE", f"XXXX-{letter}{number}", "no date to take the year from")
    return Reading(f"{year:04d}-{letter}{number}", "DATE")


def build_holiday(hit: Hit, now: Context) -> Built:
    """A feast: fixed and computed ones get their day; lunar ones stay unresolved (moon and place decide)."""
    rule = str(words().of("holiday", hit.low("holiday")) or "")
    if not rule:
        return unresolved("DATE", None, "a feast of a lunar calendar")
    month = {"thanksgiving": 11, "easter": 4}.get(rule) or int(rule[:2])
    year = year_of(hit, now) or (year_of_named(month, hit.step() or 0, now) if hit.has("rel") else None)
    year = year or choose_year(hit, now, month, None)[0]
    if year is None:
        return unresolved("DATE", f"XXXX-{rule}" if rule[:1].isdigit() else None)
    found = _feast(rule, year)
    if hit.has("eve"):
        found -= dt.timedelta(days=1)
    return Reading(found.isoformat(), "DATE")


def _feast(rule: str, year: int) -> dt.date:
    if rule == "easter":
        return calendar.easter(year)
    if rule == "thanksgiving":
        return calendar.nth_weekday(year, 11, 4, 4)
    return dt.date(year, int(rule[:2]), int(rule[3:]))


def build_new_year(hit: Hit, now: Context) -> Built:
    """ "New Year's Day" and "New Year's Eve", the nearest ones."""
    base = now.today()
    if hit.low("new") != "new":
        return None
    if hit.has("year"):
        turn = int(hit.low("year")) + (1 if hit.has("eve") else 0)
    elif base is None:
        return unresolved("DATE", "XXXX-12-31" if hit.has("eve") else "XXXX-01-01")
    else:
        turn = base.year + 1 if base.month >= 7 else base.year
    return Reading(f"{turn - 1:04d}-12-31" if hit.has("eve") else f"{turn:04d}-01-01", "DATE")
