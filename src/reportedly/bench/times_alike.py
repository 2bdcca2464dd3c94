"""Whether two TIMEX values name the same time in other characters.

TimeBank, AQUAINT and WikiWars write one time in several ways: "2000-W7" and "2000-W07", "1949-XX" and
"1949", "198X" and "198", "P1DE" and "P10Y", and "1989-WXX" where the annotators left the week open. The
value F1 of TempEval-3 asks for the same characters; ``alike`` asks for the same time, as far as gold says it.
"""

from __future__ import annotations

import re

_LONG_UNITS = {"DE": ("Y", 10), "CE": ("Y", 100), "C": ("Y", 100), "L": ("Y", 1000), "Q": ("M", 3)}
_LONG = re.compile(r"P(\d+)(DE|CE|C|L|Q)")
_SHORT_WEEK = re.compile(r"-W(\d)(?=$|-)")
_OPEN_END = re.compile(r"(?<=\d)(?:-XX)+$")
_OPEN_YEARS = re.compile(r"^(\d{2,3})X{1,2}$")
_BARE_HOUR = re.compile(r"T(\d\d)$")


def alike(gold: str, found: str) -> bool:
    """Whether ``found`` names the time of ``gold``; an X in a dated gold value stands for any digit."""
    one, other = plain(gold), plain(found)
    if one == other:
        return True
    if not one[:4].isdigit() or "X" not in one:
        return False
    return re.fullmatch(re.escape(one).replace("X", r"\d"), other) is not None


def plain(value: str) -> str:
    """The value in one way of writing: weeks of two digits, years for decades, no open end."""
    long = _LONG.fullmatch(value)
    if long:
        unit, times = _LONG_UNITS[long[2]]
        return f"P{int(long[1]) * times}{unit}"
    value = _SHORT_WEEK.sub(r"-W0\1", value)
    value = _OPEN_END.sub("", value)
    value = _OPEN_YEARS.sub(r"\1", value)
    return _BARE_HOUR.sub(r"T\1:00", value)
