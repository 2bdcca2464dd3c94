"""Picks the day of an article's main incident among the times it tells, for the ``tolls`` benchmark.

Every resolved day gets a score from what stands around its words: a clock time or part of day speaks for the
incident, as do words such as "shot" or "happened"; "police said Tuesday", courts and publication notes speak
against it. The scores of all tellings of one day are joined.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from reportedly.records import ParsedReport, TimeMention
from reportedly.when import find_times

_DAYS = frozenset({"day", "part of day", "hour"})
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
BEFORE, AFTER = 70, 45  # characters looked at on either side
# Weights were set on the train split by raising and lowering each in turn.
WEIGHTS: Mapping[str, float] = {
    "hour": 0.6,
    "part of day": 0.8,
    "harm": 0.8,
    "happened": 1.0,
    "alarm": 0.8,
    "told": -1.5,
    "court": -1.2,
    "notice": -2.5,
    "today": -0.4,
    "other": -0.8,
    "old": -0.3,
    "order": -0.12,
    "again": 0.25,
}
_CUES_BEFORE: Mapping[str, re.Pattern[str]] = {
    "told": re.compile(
        r"\b(?:said|says|announced|reported|confirmed|told \w+|identified|released|asked|asking|statement|"
        r"according to \w+|report|reports|conference|interview|seeking|searching)"
        r"(?: (?:on|late|early|in|at|that|a))*\W*$",
        re.IGNORECASE,
    ),
    "court": re.compile(
        r"\b(?:arrest\w*|charge[sd]?|sentenced|pleaded|convicted|arraigned|court|trial|hearing|judge|jury|indicted|"
        r"booked|custody|warrants?|funeral|vigil|verdict|bond|jail|turned himself)\b[^.;]*$",
        re.IGNORECASE,
    ),
    "notice": re.compile(
        r"\b(?:published|updated?|posted|copyright|photo|last|next|file|recorded)\b[^.;]{0,15}$",
        re.IGNORECASE,
    ),
    "other": re.compile(
        r"\b(?:earlier|previous|also|separate|another|since|until|anniversary|born)\b[^.;]*$", re.IGNORECASE
    ),
    "harm": re.compile(
        r"\b(?:shot|shooting|killed|wounded|injured|stabbed|robbed|robbery|fired|gunfire|attack\w*|struck|hit|"
        r"bomb\w*|explo\w+|clash\w*|burglar\w*|broke|invasion|carjack\w*|gunshot|homicide|dead)\b[^.;]*$",
        re.IGNORECASE,
    ),
    "happened": re.compile(
        r"\b(?:happened|occurred|occured|took place|began|started|unfolded|incident)\b[^.;]*$", re.IGNORECASE
    ),
    "alarm": re.compile(
        r"\b(?:called|call|responded|dispatched|sent|went|found|arrived|notified|received|discovered)\b[^.;]*$",
        re.IGNORECASE,
    ),
}
_CUES_AFTER: Mapping[str, re.Pattern[str]] = {
    "told": re.compile(
        r"^,? ?(?:announced|obtained|released|identified|said|say|asked|confirmed|night said)\b",
        re.IGNORECASE,
    ),
    "court": re.compile(
        r"^,? ?(?:arrested|charged|sentenced|pleaded|in court|in connection|on (?:a )?charges?|for )",
        re.IGNORECASE,
    ),
    "harm": re.compile(
        r"^[^.;]*\b(?:shot|shooting|killed|wounded|injured|robbed|fired|homicide|attack\w*|left)\b",
        re.IGNORECASE,
    ),
}


def incident_date(parsed: ParsedReport, times: Sequence[TimeMention] | None = None) -> dt.date | None:
    """The day of the main incident; the day of publication where no day is told."""
    published = parsed.report.published
    scores: dict[dt.date, float] = {}
    seen = 0
    for time in find_times(parsed) if times is None else times:
        day = _day(time, parsed.words(time.span), published)
        if day is None:
            continue
        score = sum(WEIGHTS[name] for name in features(parsed, time, day)) + WEIGHTS["order"] * seen
        seen += 1
        if day in scores:
            scores[day] = max(scores[day], score) + WEIGHTS["again"]
        else:
            scores[day] = score
    return max(scores, key=lambda d: scores[d]) if scores else published


def features(parsed: ParsedReport, time: TimeMention, day: dt.date) -> list[str]:
    """The names of the cues around the words of a time; keys of ``WEIGHTS``."""
    text, published = parsed.text, parsed.report.published
    before = text[max(0, time.span.start - BEFORE) : time.span.start]
    after = text[time.span.end : time.span.end + AFTER]
    found = {name for name, cue in _CUES_BEFORE.items() if cue.search(before)}
    found |= {name for name, cue in _CUES_AFTER.items() if cue.search(after)}
    if time.precision in WEIGHTS:
        found.add(time.precision)
    if published is not None and day == published:
        found.add("today")
    if published is not None and (published - day).days > 45:
        found.add("old")
    return sorted(found)


def _day(time: TimeMention, words: str, published: dt.date | None) -> dt.date | None:
    """The day of a time; None where it is no single day or lies after publication."""
    if time.precision not in _DAYS or time.start is None or time.kind not in {"DATE", "TIME"}:
        return None
    try:
        day = dt.date.fromisoformat(time.start[:10])
    except ValueError:
        return None
    if "midnight" in words.lower() and time.start.endswith("T00:00"):
        day -= dt.timedelta(days=1)  # "midnight Saturday" belongs to the night of Saturday
    if (
        published is not None
        and published < day <= published + dt.timedelta(days=7)
        and _WEEKDAY.search(words)
    ):
        day -= dt.timedelta(days=7)  # a weekday of news is one that has passed
    return day if published is None or day <= published else None
