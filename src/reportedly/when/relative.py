"""Builders for times that count from another: "yesterday", "Sunday night", "last week", "two days later"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from reportedly.records import Alternative
from reportedly.when import calendar
from reportedly.when.dates import finish_day, part_of
from reportedly.when.lexicon import words
from reportedly.when.numbers import count, ordinal
from reportedly.when.reading import FUTURE, PAST, PRESENT, Built, Context, Hit, Reading, unresolved

# Words that point back to the time in focus rather than to the day of publication.
TO_FOCUS = frozenset("that same following previous preceding subsequent ensuing those very".split())


def build_deictic(hit: Hit, now: Context) -> Built:
    """ "today", "yesterday morning", "late tomorrow", "tonight"."""
    base = now.today()
    word = hit.low("deictic")
    if base is None:
        return unresolved("DATE", "XXXX-XX-XX", "no publication date")
    if now.narrative and word == "today" and now.published:
        return Reading(PRESENT, "DATE", quiet=True)
    date = calendar.add(base, "D", words().number("deictic", word))
    if date is None:
        return None
    if word == "tonight":
        return Reading(f"{date.isoformat()}TNI", "TIME")
    return finish_day(hit, date.isoformat())


def build_weekday(hit: Hit, now: Context) -> Built:
    """A weekday: the news rule, which looks back unless the governing verb looks ahead."""
    number = hit.meaning("weekday", "wd") or words().of("weekday", hit.low("wd").rstrip("."))
    base = now.today()
    if number is None or _is_name(hit):
        return None
    if hit.low("part").endswith("s"):
        return Reading(f"XXXX-WXX-{number}T{hit.meaning('part', 'part')}", "SET")
    if base is None:
        return unresolved("DATE", f"XXXX-WXX-{number}", "no publication date")
    if hit.has("week") and hit.has("weekrel"):
        monday = base - dt.timedelta(days=base.isoweekday() - 1)
        date = monday + dt.timedelta(days=7 * (hit.step("weekrel") or 0) + int(number) - 1)
        return finish_day(hit, date.isoformat())
    back = base - dt.timedelta(days=(base.isoweekday() - int(number)) % 7)
    ahead = base + dt.timedelta(days=(int(number) - base.isoweekday()) % 7)
    step = hit.step()
    date, other = _choose_weekday(step, back, ahead, base, hit, now)
    reading = finish_day(hit, date.isoformat())
    if other is None or other == date:
        return reading
    alternative = Alternative(other.isoformat(), 0.2, "the other side of publication")
    return replace(reading, alternatives=(alternative,))


def _is_name(hit: Hit) -> bool:
    """ "Sunday Times", "Bloody Sunday": a name, not a day."""
    index, pieces = hit.at("wd"), hit.pieces
    if pieces.raw(index).islower():
        return True
    after, before = pieces.raw(index + 1), pieces.raw(index - 1)
    table = words().meaning
    return (after[:1].isupper() and after.lower() in table["newspaper"]) or (
        before[:1].isupper() and before.lower() in table["named_weekday"]
    )


def _choose_weekday(
    step: int | None, back: dt.date, ahead: dt.date, base: dt.date, hit: Hit, now: Context
) -> tuple[dt.date, dt.date | None]:
    week = dt.timedelta(days=7)
    if step == -1:
        return (back if back < base else base - week), back - week
    if step == 1:
        return (ahead if ahead > base else base + week), ahead + week
    future = now.tense(hit.pieces.span(hit.start, hit.end)) == "future"
    if step == 0 and not future and hit.low("rel") == "this":
        monday = base - dt.timedelta(days=base.isoweekday() - 1)
        return monday + dt.timedelta(days=back.isoweekday() - 1), back
    if now.narrative:
        return ahead, back
    return (ahead, back) if future else (back, ahead)


def build_named_unit(hit: Hit, now: Context) -> Built:
    """ "last week", "this year", "the same day", "earlier this month", "the end of the following year"."""
    unit, step, low = hit.unit(), hit.step(), hit.low("rel")
    rels = hit.lows("rel")
    if unit in ("", "H", "MIN", "S", "N") or step is None:
        return None
    if hit.low("unit").endswith("s") or "these" in rels or "those" in rels:
        return None
    if _is_title(hit):
        return None
    to_focus = any(word in TO_FOCUS for word in rels)
    if low == "the" and rels[-1] in ("next", "last", "past"):
        to_focus = rels[-1] == "next" or unit == "D"
    if unit == "Q" and step == 0 and now.quarter:
        return Reading(now.quarter, "DATE")
    if unit == "Q" and "latest" in rels and base_quarter(now):
        return Reading(base_quarter(now), "DATE")
    if "past" in rels:
        return _past_unit(unit, now)
    base = (now.focus_day if unit == "D" else now.focus_date()) if to_focus else now.today()
    if to_focus and base is None and unit != "D":
        base = now.today()
    if base is None:
        return unresolved("DATE", None if unit != "D" else "XXXX-XX-XX")
    moved = calendar.add(base, unit, step)
    if moved is None:
        return None
    value = calendar.at(moved, unit)
    if unit == "D":
        part = part_of(hit)
        return Reading(f"{value}T{part}", "TIME") if part else Reading(value, "DATE")
    return Reading(value, "DATE")


def _is_title(hit: Hit) -> bool:
    """ "This Week" inside a text in small letters is a programme or a paper."""
    first, second = hit.pieces.raw(hit.at("rel")), hit.pieces.raw(hit.at("unit"))
    return second[:1].isupper() and not second.isupper() and first[:1].isupper()


def _past_unit(unit: str, now: Context) -> Reading:
    """ "the past week" is the stretch up to now, not the calendar week before."""
    base = now.today()
    began = calendar.add(base, unit, -1) if base else None
    if base is None or began is None:
        return Reading(calendar.duration(1, unit), "DURATION")
    value, first, last = calendar.duration(1, unit), began.isoformat(), base.isoformat()
    return Reading(value, "DURATION", start=first, end=last, precision="day", quiet=True)


def build_the_unit(hit: Hit, now: Context) -> Built:
    """ "the day", "the end of the year", "the quarter": the one in focus."""
    unit = hit.unit()
    if hit.low("unit").endswith("s") or unit in ("H", "MIN", "S", "N", "CE", "DE", "", "ML"):
        return None
    if hit.pieces.letters[hit.end : hit.end + 1] == "r" and not hit.has("mod"):
        return None
    if unit == "Q" and base_quarter(now):
        return Reading(base_quarter(now), "DATE")
    base = now.focus_day if unit == "D" else now.focus_date()
    base = base or now.today()
    if base is None:
        return unresolved("DATE", None)
    return Reading(calendar.at(base, unit), "DATE")


def base_quarter(now: Context) -> str | None:
    """The quarter that figures are about: the last one named, else the last that is over."""
    if now.quarter:
        return now.quarter
    today = now.today()
    before = calendar.add(today, "Q", -1) if today else None
    return calendar.quarter(before) if before else None


def build_year_ago(hit: Hit, now: Context) -> Built:
    """ "the year-ago quarter", "year-earlier": the time in focus, a year back."""
    if hit.unit() != "Y":
        return None
    quarter = now.quarter
    if quarter is None:
        base = now.focus_date() or now.today()
        return Reading(f"{base.year - 1:04d}", "DATE", quiet=True) if base else None
    return Reading(f"{int(quarter[:4]) - 1:04d}{quarter[4:]}", "DATE", quiet=True)


def build_part(hit: Hit, now: Context) -> Built:
    """ "this morning", "last night", "that evening", "the next morning", "in the afternoon", "overnight"."""
    part = str(hit.meaning("part", "part") or "")
    step, rels = hit.step(), hit.lows("rel")
    if hit.low("part").endswith("s"):
        return None
    to_focus = any(word in TO_FOCUS for word in rels) or (rels[:1] == ("the",))
    base = now.focus_day if to_focus else now.today()
    if base is None and not to_focus:
        return unresolved("TIME", f"XXXX-XX-XXT{part}")
    if base is None:
        base = None if now.narrative else now.published
    if base is None:
        return unresolved("TIME", f"XXXX-XX-XXT{part}", "no day in focus")
    moved = calendar.add(base, "D", step or 0)
    return Reading(f"{moved.isoformat()}T{part}", "TIME") if moved else None


def build_bare_part(hit: Hit, now: Context) -> Built:
    """ "in the morning", "at dawn", "overnight": a part of the day in focus or beside it."""
    part = str(hit.meaning("part", "part") or "")
    if hit.low("part").endswith("s") or hit.pieces.low(hit.start - 1) in ("good", "high", "each", "per"):
        return None
    if hit.low("part") == "overnight":
        base = now.today()
        if base is None:
            return unresolved("TIME", "XXXX-XX-XXTNI", "no publication date")
        before = base - dt.timedelta(days=1)
        first, last = f"{before.isoformat()}T20:00", f"{base.isoformat()}T06:00"
        return Reading(f"{base.isoformat()}TNI", "TIME", start=first, end=last)
    return Reading(f"T{part}", "TIME", floating=True, precision="part of day")


def build_offset(hit: Hit, now: Context) -> Built:
    """ "two days ago", "a week earlier", "three months later", "a few years ago"."""
    unit = hit.unit()
    number = count(hit.lows("num")) if hit.has("num") else None
    word = hit.low("way")
    step = -1 if word in ("ago", "earlier", "before", "previously") else 1
    base = now.today() if word == "ago" else (now.focus_day or now.focus_date())
    if number is None:
        return Reading(PAST if step < 0 else FUTURE, "DATE", quiet=True)
    if base is None:
        return unresolved("DATE", None)
    if unit in ("H", "MIN", "S"):
        return Reading(calendar.duration(number, unit), "DURATION", quiet=True)
    whole = int(number)
    if unit == "Y" and whole == 1 and step < 0 and now.quarter:
        return Reading(f"{int(now.quarter[:4]) - 1:04d}{now.quarter[4:]}", "DATE", quiet=True)
    moved = calendar.add(base, unit, step * whole)
    if moved is None:
        return None
    return Reading(calendar.at(moved, _grain(unit, word, now)), "DATE", quiet=word == "ago" or unit == "Y")


def _grain(unit: str, word: str, now: Context) -> str:
    """The grain of a shifted date: its own unit, or the finer one in focus ("Q3 … a year earlier")."""
    if unit in ("DE", "CE", "ML"):
        return "Y"
    if unit in ("W", "FN") and now.focus_day and word != "ago":
        return "D"
    if unit == "Y" and now.focus and word != "ago":
        focus = now.focus
        if focus[5:6] == "Q":
            return "Q"
        if len(focus) == 7 and focus[5:6].isdigit():
            return "M"
    return unit


def build_anchored(hit: Hit, now: Context) -> Built:
    """ "two days after the attack": a length whose far end is an event, not a date; kept as a duration."""
    unit, number = hit.unit(), count(hit.lows("num")) if hit.has("num") else None
    return Reading(calendar.duration(number, unit), "DURATION", quiet=True)


def build_ordinal_day(hit: Hit, now: Context) -> Built:
    """ "the second day", "the third week": a place in a row whose start is not said."""
    number = ordinal(hit.low("ord"))
    unit = hit.unit()
    if number is None or unit not in ("D", "W", "M", "Y") or hit.low("unit").endswith("s"):
        return None
    shape = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}[unit]
    return unresolved("DATE", shape, "the first of the row is not said")
