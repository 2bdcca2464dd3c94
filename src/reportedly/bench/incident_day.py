"""Picks the day of an article's main incident among the times it tells, for the ``tolls`` benchmark.

Every resolved day gets a score from what stands around its words: a clock time or part of day speaks for the
incident, as do words such as "shot" or "happened" and a toll in the same sentence; "police said Tuesday",
courts and publication notes speak against it. The scores of all tellings of one day are joined. The weights
(knowledge/data/how_many/incident_day.json) are a conditional logistic regression over the cues, fitted on the
train split by ``python -m reportedly.bench.incident_day_fit DATA WEIGHTS``; a run of it gives the same file.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from reportedly.records import ParsedReport, TimeMention, TollMention
from reportedly.when import find_times

_DAYS = frozenset({"day", "part of day", "hour"})
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_OWN_DAY = re.compile(
    r"day\b|night|morning|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|yester", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d$")
BEFORE, AFTER = 70, 45  # characters looked at on either side
MAX_RANK = 5
_AGES = ((0, "age 0"), (1, "age 1"), (2, "age 2"), (7, "age week"), (31, "age month"), (199, "age year"))
_PLACES = ((0, "sentence 0"), (2, "sentence 1"), (7, "sentence 3"))
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


def incident_date(parsed: ParsedReport, tolls: Sequence[TollMention] = ()) -> dt.date | None:
    """The day of the main incident; the day of publication where no day is told."""
    scores: dict[dt.date, list[float]] = {}
    known = weights()
    for day, cues in candidates(parsed, tolls):
        scores.setdefault(day, []).append(sum(known.get(cue, 0.0) for cue in cues))
    if not scores:
        return parsed.report.published
    return max(sorted(scores), key=lambda day: _joined(scores[day]))


def _joined(scores: Sequence[float]) -> float:
    """The log of the summed exponentials: every telling of a day adds to it."""
    top = max(scores)
    return top + math.log(sum(math.exp(score - top) for score in scores))


@cache
def weights() -> Mapping[str, float]:
    """The fitted weight of every cue."""
    path = resources.files("reportedly.knowledge").joinpath("data/how_many/incident_day.json")
    table: dict[str, float] = json.loads(path.read_text("utf-8"))["weights"]
    return table


def candidates(
    parsed: ParsedReport, tolls: Sequence[TollMention]
) -> Iterator[tuple[dt.date, tuple[str, ...]]]:
    """Every single day told, in text order, with the names of the cues around its words."""
    harmed = {
        sentence.index
        for toll in tolls
        if toll.kind in {"killed", "injured"} and (sentence := parsed.sentence_at(toll.span.start))
    }
    rank = 0
    for time in find_times(parsed):
        day = _day(time, parsed.words(time.span), parsed.report.published)
        if day is not None:
            yield day, (f"rank {min(rank, MAX_RANK)}", *_cues(parsed, time, day, harmed))
            rank += 1


def _cues(parsed: ParsedReport, time: TimeMention, day: dt.date, harmed: set[int]) -> Iterator[str]:
    text, words = parsed.text, parsed.words(time.span)
    before = text[max(0, time.span.start - BEFORE) : time.span.start]
    after = text[time.span.end : time.span.end + AFTER]
    found = {name for name, cue in _CUES_BEFORE.items() if cue.search(before)}
    yield from sorted(found | {name for name, cue in _CUES_AFTER.items() if cue.search(after)})
    yield time.precision
    sentence = parsed.sentence_at(time.span.start)
    if sentence is not None:
        yield next((name for last, name in _PLACES if sentence.index <= last), "sentence 8")
        if sentence.index in harmed:
            yield "toll"
    if time.precision == "hour" and not _OWN_DAY.search(words):
        yield "clock only"
    if _YEAR.search(words):
        yield "year"
    if parsed.report.published is not None:
        age = (parsed.report.published - day).days
        yield next((name for last, name in _AGES if age <= last), "age more")


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
