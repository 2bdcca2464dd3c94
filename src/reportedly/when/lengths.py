"""Builders for durations, sets and vague references."""

from __future__ import annotations

from reportedly.when import calendar
from reportedly.when.lexicon import words
from reportedly.when.numbers import count
from reportedly.when.reading import FUTURE, PAST, PRESENT, Built, Context, Hit, Reading

_AGE_AFTER = frozenset({"old", "olds"})


def build_duration(hit: Hit, now: Context) -> Built:
    """ "three days", "a two-hour", "more than a week", "9 1/2 years", "half an hour"."""
    unit = hit.unit()
    number = _number(hit)
    if unit == "" or (unit in ("S", "N", "WE") and not hit.has("num") and not hit.has("half")):
        return None
    if _is_age(hit) or (unit == "Q" and hit.low("unit") == "quarters" and hit.pieces.letters[hit.end] == "r"):
        return None
    if number == 1 and hit.lows("num")[-1:] == ("a",) and hit.pieces.low(hit.start - 1) in ("such", "quite"):
        return None
    if unit == "Q" and hit.has("num") and (number or 0) < 2:
        return None
    if hit.lows("num") == ("a",) and hit.at("num") == hit.start and _is_rate(hit):
        return Reading(calendar.duration(1, unit), "SET", pieces=None)
    return Reading(calendar.duration(number, unit), "DURATION")


def _is_rate(hit: Hit) -> bool:
    """ "40 shells a day", "$3 million a year": a length right after what is counted."""
    before, letter = hit.pieces.low(hit.start - 1), hit.pieces.letters[hit.start - 1 : hit.start]
    if letter in ("d", "#", "5", "w", "9", "U", "%", "V") or before in ("million", "billion", "percent"):
        return True
    plural = len(before) > 3 and before.endswith("s") and not before.endswith(("ss", "us"))
    return letter == "_" and plural


def _is_age(hit: Hit) -> bool:
    """ "6-year-old" and "aged 6 years" say how old someone is, not when or how long."""
    ahead = (hit.pieces.low(hit.end), hit.pieces.low(hit.end + 1))
    return ahead[0] in _AGE_AFTER or (ahead[0] in ("-", "‑", "–") and ahead[1] in _AGE_AFTER)


def _number(hit: Hit) -> float | None:
    if hit.has("half") and not hit.has("num"):
        return 0.5
    group = "num2" if hit.has("num2") else "num"
    number = count(hit.lows(group)) if hit.has(group) else None
    if number is not None and (hit.has("plushalf") or hit.has("half")):
        number += 0.5
    return number


def build_plural(hit: Hit, now: Context) -> Built:
    """ "days", "for weeks": a length without a number, only in the plural."""
    unit, low = hit.unit(), hit.low("unit")
    if not low.endswith("s") and low not in ("centuries", "millennia"):
        return None
    if unit in ("Q", "WE", "N", "S", "MIN", "H") and hit.pieces.low(hit.start - 1) != "for":
        return None
    return Reading(calendar.duration(None, unit), "DURATION")


def build_window(hit: Hit, now: Context) -> Built:
    """ "the past three weeks", "the next few days", "the first nine months": a length up to or from a day."""
    unit = hit.unit()
    low = hit.lows("rel")[-1]
    number = count(hit.lows("num")) if hit.has("num") else None
    if not hit.has("num"):
        if not hit.low("unit").endswith("s"):
            return None
        if low in ("recent", "past") and low == "recent":
            return Reading(PAST, "DATE", quiet=True)
        if low in ("coming", "upcoming", "future"):
            return Reading(FUTURE, "DATE", quiet=True)
        if low in ("these", "those", "same", "very", "current"):
            return None
    value = calendar.duration(number, unit)
    step = hit.step()
    base = now.today()
    if base is None or number is None or not step or unit in ("MIN", "S"):
        return Reading(value, "DURATION", quiet=True)
    days = -(-int(number) // 24) if unit == "H" else int(number)  # "the past 24 hours" touch two days
    other = calendar.add(base, "D" if unit == "H" else unit, step * days)
    if other is None:
        return Reading(value, "DURATION", quiet=True)
    first, last = (day.isoformat() for day in sorted((base, other)))
    return Reading(value, "DURATION", start=first, end=last, precision="day", relation="during", quiet=True)


def build_recent(hit: Hit, now: Context) -> Built:
    """ "recent weeks", "coming days", "the coming months"."""
    if not hit.low("unit").endswith("s"):
        return None
    return Reading(PAST if hit.low("rel") == "recent" else FUTURE, "DATE")


def build_every(hit: Hit, now: Context) -> Built:
    """ "every day", "each year", "every two weeks", "every other day", "every night", "every Friday"."""
    if hit.has("wd"):
        part = words().of("part", hit.low("part")) if hit.has("part") else None
        number = words().number("weekday", hit.low("wd").rstrip("."))
        return Reading(f"XXXX-WXX-{number}" + (f"T{part}" if part else ""), "SET")
    if hit.has("mon"):
        return Reading(f"XXXX-{words().number('month', hit.low('mon').rstrip('.')):02d}", "SET")
    if hit.has("part"):
        return Reading(f"XXXX-XX-XXT{words().of('part', hit.low('part'))}", "SET")
    if hit.has("season"):
        return Reading(f"XXXX-{words().of('season', hit.low('season'))}", "SET")
    times = 2 if hit.has("other") else count(hit.lows("num")) if hit.has("num") else 1
    return Reading(calendar.duration(times, hit.unit()), "SET")


def build_weekdays(hit: Hit, now: Context) -> Built:
    """ "Fridays", "Monday nights": on each of them."""
    part = words().of("part", hit.low("part")) if hit.has("part") else None
    table = "weekdays" if hit.meaning("weekdays", "wd") else "weekday"
    number = words().of(table, hit.low("wd"))
    return Reading(f"XXXX-WXX-{number}" + (f"T{part}" if part else ""), "SET") if number else None


def build_rate(hit: Hit, now: Context) -> Built:
    """ "twice a week", "three times a day", "per year"."""
    unit = hit.unit()
    return Reading(calendar.duration(1, unit), "SET") if unit else None


def build_often(hit: Hit, now: Context) -> Built:
    """ "daily", "weekly", "annually"; not the "Daily Telegraph"."""
    index = hit.start
    raw, after = hit.pieces.raw(index), hit.pieces.raw(index + 1)
    before = hit.pieces.raw(index - 1)
    if raw[:1].isupper() and not raw.isupper() and (after[:1].isupper() or before[:1].isupper()):
        return None
    if hit.low("often") == "annual":
        return None
    return Reading(str(hit.meaning("often_word", "often")), "SET")


def build_reference(hit: Hit, now: Context) -> Built:
    """ "now", "currently", "recently", "soon", "the past", "the future", "at the moment"."""
    low = hit.low("word")
    raw = hit.pieces.raw(hit.at("word"))
    if low in ("very", "same", "latest") or (low == "future" and not hit.has("the")):
        return None
    if low in ("recent", "current") and hit.has("the") or low == "present":
        return None
    if raw[:1].isupper() and not raw.isupper() and hit.pieces.raw(hit.at("word") + 1)[:1].isupper():
        return None
    if low == "past":
        return Reading(PAST, "DATE", quiet=True)
    return Reading(str(words().of("reference", low) or PRESENT), "DATE", quiet=True)
