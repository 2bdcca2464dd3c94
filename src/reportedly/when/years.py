"""Which year is meant where the words do not say it."""

from __future__ import annotations

import datetime as dt
import re

from reportedly.records import Alternative
from reportedly.when import calendar
from reportedly.when.lexicon import words
from reportedly.when.reading import Context, Hit

SOON_DAYS = 60
_FAR_END = re.compile(r"[uh&,/](?:&?(?:t?[mEL]h?)?t?[do]?r?)(?P<end>[MS])(?:t?[do])?[,r]?(?P<year>y)")
# Words after which a four-digit number counts or names something else than a year.
_NOT_BEFORE = frozenset(
    "$ £ € no number flight page room highway route resolution chapter section article unit about some "
    "nearly almost over than model boeing at = + #".split()
)
_NOT_AFTER = frozenset(
    "% people men women children soldiers troops dead killed wounded injured civilians fighters prisoners "
    "hostages km kilometres kilometers miles metres meters feet yards tons tonnes pounds dollars euros "
    "barrels rounds rockets missiles hours votes homes houses families refugees times acres hectares "
    "points percent per shares workers employees members police jobs francs rubles roubles units".split()
)
_OPENERS = frozenset(
    "in since by until till of from to during before after for late early mid around through between and "
    "( , / - – — ' ’ year years summer winter spring autumn fall fiscal to the back".split()
)


def two_digit_year(number: int, now: Context) -> int:
    """ "89" within 80 years before and 20 after publication (or 1970-2069 where that is unknown)."""
    anchor = now.published.year if now.published else 2049
    year = anchor // 100 * 100 + number
    if year > anchor + 20:
        year -= 100
    return year


def bare_year(hit: Hit) -> bool:
    """Whether a four-digit number by itself is a year, by the words about it."""
    index = hit.at("year")
    pieces = hit.pieces
    before, after = pieces.low(index - 1), pieces.low(index + 1)
    letter_after = pieces.letters[index + 1 : index + 2]
    if before in _NOT_BEFORE or after in _NOT_AFTER or letter_after in ("T", "K", "$"):
        return False
    glued_before, glued_after = pieces.glued(index), pieces.glued(index + 1)
    if glued_before and before in (".", ":", "_", "@", "&", "*") or glued_after and after in (":", "_", "/"):
        return False
    if hit.has("mod") or before in _OPENERS:
        return True
    return "1600" <= hit.low("year") <= "2080"


def choose_year(
    hit: Hit, now: Context, month: int, number: int | None
) -> tuple[int | None, tuple[Alternative, ...]]:
    """The year of a bare month or day: of the time in focus in a narrative, else nearest to publication.

    The tense of the governing verb decides on which side of publication to look; without tense the
    nearest occurrence is taken and the other kept as an alternative.
    """
    ahead = _year_ahead(hit, month)
    if ahead is not None:
        return ahead, ()
    if now.narrative or now.published is None:
        return _narrative_year(now, month), ()
    return _nearest_year(hit, now, now.published, month, number)


def _year_ahead(hit: Hit, month: int) -> int | None:
    """The year said at the far end of a range: "from March to June 2023", "3 April and 5 May 2020"."""
    pieces = hit.pieces
    match = _FAR_END.match(pieces.letters, hit.end)
    if match is None:
        return None
    year = int(pieces.low(match.start("year")))
    if pieces.letters[match.start("end")] == "S":
        return year
    end_month = words().number("month", pieces.low(match.start("end")).rstrip("."))
    return year if month <= end_month else year - 1


def _narrative_year(now: Context, month: int) -> int | None:
    """The year in focus; the next one where the text, told in order, has just been in its last months."""
    focus = now.focus_date()
    if focus is None:
        return now.published.year if now.published and now.narrative else None
    said_month = now.focus is not None and len(now.focus) >= 7 and now.focus[5:6].isdigit()
    if said_month and focus.month - month >= 8:
        return focus.year + 1
    return focus.year


def _nearest_year(
    hit: Hit, now: Context, published: dt.date, month: int, number: int | None
) -> tuple[int | None, tuple[Alternative, ...]]:
    begun = hit.pieces.low(hit.start - 1) == "since"  # "to protect them since June": it has begun
    tense = "past" if begun else now.tense(hit.pieces.span(hit.start, hit.end))
    candidates = [y for y in (published.year - 1, published.year, published.year + 1)]
    dated = {y: _first_day(y, month, number) for y in candidates}
    if number is None:
        here = published.replace(day=1)
    else:
        here = published
    past = [y for y, d in dated.items() if d and d <= here]
    future = [y for y, d in dated.items() if d and d >= here]
    soon = number is not None and _soon(dated, here)
    if past and (tense == "past" or (tense == "past, loosely" and not soon)):
        return max(past), ()
    if tense == "future" and future:
        return min(future), ()
    ordered = sorted((abs((d - here).days), y) for y, d in dated.items() if d)
    if not ordered:
        return published.year, ()
    best, other = ordered[0], ordered[1] if len(ordered) > 1 else None
    alternatives = (Alternative(str(other[1]), 0.3, "the next nearest year"),) if other else ()
    return best[1], alternatives


def _soon(dated: dict[int, dt.date | None], here: dt.date) -> bool:
    """Whether the day lies just ahead and its like just behind is most of a year old: a coming date,
    whatever the tense of the report about it ("declared a truce until … Jan. 14")."""
    return any(d is not None and 0 < (d - here).days <= SOON_DAYS for d in dated.values())


def _first_day(year: int, month: int, number: int | None) -> dt.date | None:
    return calendar.valid_day(year, month, number or 1)
