"""The grammar: patterns over class letters (lexicon.py), each with the builder of its meaning.

A letter stands for one token, so "the end of March 2004" is ``terMy``. Among matches that start
at the same token the longest whose builder accepts it wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportedly.when import clock, dates, lengths, periods, relative
from reportedly.when.reading import Builder


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern; ``priority`` breaks ties between matches of one length (higher first)."""

    name: str
    pattern: re.Pattern[str]
    build: Builder
    priority: int = 0


# Shared pieces of patterns.
_APPROX = r"(?:X?AB|G0|Nu|k)"
_NUM = r"(?:aqr?|qr?|a9(?:h?[w9])*|[w9](?:h?[w9]|(?<=9)&[w9])*|d5|[d#5]9?|a)"
_ZONE = r"(?:T1?|\(T1?\))"
_CLOCK = rf"(?:k?(?:t?C{_ZONE}?|K,?z?,?{_ZONE}?|(?:d|w)z,?{_ZONE}?|[y#]{_ZONE}|d{_ZONE}|[dw]_'2))"
_OF_DAY = r"(?P<pod>t?[mEL]?h?(?:P|mPU|PU)(?:[rn]t?|ia)?)"
_HOURS = r"(?P<hours>t?j?[mEL_]?P?Urt?)"
_BEFORE_DAY = rf"(?:(?:(?P<ck>{_CLOCK}),?|{_HOURS}|{_OF_DAY}|(?P<mod>[kmEL]h?)))?"
_AFTER_DAY = r"(?:h?(?P<part>P))?"
_MOD = r"(?P<mod>t?(?:[mELj]?er|[mEL]h?i?|[mEL]r)t?)"
_YEAR = (
    r"(?:[,r]{0,2}(?P<year>y(?!T)|[d#](?=b))(?P<era>b)?|[,r]{0,2}t?(?P<yrel>[lfxc]{1,2})(?P<yunit>U)|r?'(?P<yy>d)"
    r"|r?(?P<saidyear>[w9][w9]h?w?))"
)
_WD = r"(?:(?P<wd>W),?t?)?"


def _rule(name: str, pattern: str, build: Builder, priority: int = 0) -> Rule:
    return Rule(f"when.{name}", re.compile(pattern), build, priority)


RULES: tuple[Rule, ...] = (
    _rule("numeric", r"(?P<num>I)", dates.build_numeric, 3),
    _rule("year_month", r"(?P<num>Y)", dates.build_year_month, 3),
    _rule("nine_eleven", r"(?P<num>5)", dates.build_nine_eleven),
    _rule(
        "month_day",
        rf"{_BEFORE_DAY}(?P<rel>[lfx])?{_WD}(?P<mon>M)t?(?P<dom>[do])(?!\w?%){_YEAR}?{_AFTER_DAY}",
        dates.build_month_day,
        2,
    ),
    _rule(
        "day_month",
        rf"{_BEFORE_DAY}{_WD}t?(?P<dom>[do])[rh]?(?P<mon>M){_YEAR}?{_AFTER_DAY}",
        dates.build_month_day,
        2,
    ),
    _rule(
        "day_month_yy",
        rf"{_WD}(?P<dom>d)(?:h(?P<mon>M)h(?P<yy>d)|(?P<mon2>M)(?P<yy2>d))(?![MU:hu&%])",
        dates.build_short_date,
        1,
    ),
    _rule(
        "days_month",
        rf"t?(?P<first>[do])(?P<joint>[hu&])t?(?P<dom>[do])r?(?P<mon>M){_YEAR}?",
        dates.build_day_range,
        2,
    ),
    _rule(
        "month_days",
        rf"(?P<mon>M)t?(?P<first>[do])(?P<joint>[hu&])t?(?P<dom>[do])(?!U|M){_YEAR}?",
        dates.build_day_range,
        2,
    ),
    _rule("month", rf"{_MOD}?(?P<rel>t?[lfx])?(?P<mon>M)(?:{_YEAR})?", dates.build_month, 1),
    _rule("year", rf"{_MOD}?(?:tU|F|tFU?)?(?P<year>y)", periods.build_year),
    _rule("year_era", r"(?:k|_\.)?[mEL]?(?P<year>[dy#])(?P<era>b)", periods.build_year, 1),
    _rule("said_year", rf"{_MOD}?(?:tU)?(?P<saidyear>[w9][w9](?:uw|h?w){{0,2}})", periods.build_year),
    _rule("years", r"(?P<first>y)(?P<joint>[h/])(?P<year>[yd])", periods.build_year_range, 1),
    _rule("years_era", r"(?P<first>[dy#])(?P<joint>h)(?P<year>[dy#])(?P<era>b)", periods.build_year_range, 1),
    _rule(
        "decade", r"(?P<the>t)?(?P<mod>[mEL]h?)?(?P<quote>')?(?P<decade>s)(?P<era>b)?", periods.build_decade
    ),
    _rule("century", r"t?[mEL]?h?(?P<ord>o)h?(?P<unit>U)(?P<era>b)?", periods.build_century, 1),
    _rule(
        "season",
        rf"(?P<mod>t?(?:[mELj]?er|[mEL]h?i?)t?)?(?P<rel>t?[lfx])?t?(?P<season>S){_YEAR}?",
        periods.build_season,
    ),
    _rule(
        "quarter",
        r"t?(?:(?P<yrel>[lfx])(?P<yunit>U)'_|(?P<year>y))?F?(?P<ord>o)F?h?(?P<unit>[Ue])(?!s)",
        periods.build_quarter,
        1,
    ),
    _rule(
        "quarter_of", rf"t?F?(?P<ord>o)F?h?(?P<unit>[Ue])[r,]{{0,2}}(?:t?U)?{_YEAR}", periods.build_quarter, 1
    ),
    _rule("q", rf"(?P<q>Q){_YEAR}?", periods.build_quarter),
    _rule("new_year", r"(?P<new>_)U'_(?:(?P<eve>e)|(?P<day>U))(?:,?(?P<year>y))?", periods.build_new_year, 1),
    _rule("holiday", rf"(?P<rel>[lfx])?(?P<holiday>H)(?:(?P<eve>e)|U)?{_YEAR}?", periods.build_holiday),
    _rule("weekday", rf"{_BEFORE_DAY}(?P<rel>[xc]?[lfx])?(?P<wd>W){_AFTER_DAY}", relative.build_weekday, 1),
    _rule("weekday_week", r"(?P<wd>W)r?(?P<weekrel>[lfx])(?P<week>U)", relative.build_weekday, 1),
    _rule("deictic", rf"{_BEFORE_DAY}(?P<deictic>D){_AFTER_DAY}", relative.build_deictic, 1),
    _rule(
        "named_unit",
        rf"{_MOD}?(?P<rel>t?[xlfcR]{{1,2}})F?(?P<unit>U)(?:h?(?P<part>P))?",
        relative.build_named_unit,
    ),
    _rule("the_unit", rf"{_MOD}?tF?(?P<unit>U)", relative.build_the_unit),
    _rule("the_part", r"(?P<mod>[mEL]h?)?(?P<rel>t?[xlfc]{1,2}|t)(?P<part>P)", relative.build_part, 1),
    _rule("bare_part", r"(?<=[Gn])(?P<part>P)", relative.build_bare_part),
    _rule("overnight", r"(?P<part>P)", relative.build_bare_part),
    _rule("clock", rf"{_CLOCK}(?:i?t?P|GP)?", clock.build_clock, 1),
    _rule("offset", rf"{_APPROX}*(?P<num>{_NUM})[Aj]*h?(?P<unit>U)(?P<way>[gEL])", relative.build_offset, 1),
    _rule("vague_offset", r"(?P<unit>U)(?P<way>[gEL])", relative.build_offset, 1),
    _rule("window", rf"t?(?P<rel>[lf]|c)(?P<num>{_NUM})[Aj]*h?(?P<unit>U)", lengths.build_window, 1),
    _rule("recent", r"t?(?P<rel>[Rf])(?P<unit>U)(?:&U)?", lengths.build_recent, 1),
    _rule("year_ago", r"t?(?P<unit>U)h(?P<way>[gE])(?:o?h?U|_(?=\\|))?", relative.build_year_ago, 2),
    _rule("windows", r"t?(?P<rel>[lf])(?P<unit>U)", lengths.build_window),
    _rule(
        "duration",
        rf"{_APPROX}*(?P<num>{_NUM})(?:[uh&](?P<num2>{_NUM}))?[Aj]*h?(?P<unit>U)(?P<plushalf>&ae)?",
        lengths.build_duration,
    ),
    _rule("half", rf"{_APPROX}*(?P<half>e)h?a?(?P<unit>U)", lengths.build_duration),
    _rule("plural", r"(?P<unit>U)", lengths.build_plural),
    _rule(
        "every",
        r"v(?:(?P<other>j)|(?P<num>[dwo]))?(?:(?P<unit>U)|(?P<wd>W)(?P<part>P)?|(?P<mon>M)|(?P<season>S))",
        lengths.build_every,
        1,
    ),
    _rule("every_part", r"v(?P<part>P)", lengths.build_every, 1),
    _rule("weekdays", r"(?P<wd>Z)(?P<part>P)?", lengths.build_weekdays),
    _rule("rate", r"(?<=V)a(?P<unit>U)", lengths.build_rate, 1),
    _rule("often", r"(?P<often>J)", lengths.build_often),
    _rule("reference", r"(?P<the>t)?(?P<word>[Rc])(?!U)", lengths.build_reference),
    _rule("the_past", r"(?<=i)t(?P<word>l)(?!\w?[UdwMWqSP])", lengths.build_reference),
)
