"""Lines that hold only place, date, agency or byline, and datelines that open a paragraph."""

from __future__ import annotations

import re

from reportedly.knowledge.outlets import outlet_by
from reportedly.read.dates import date_in
from reportedly.records import Span

MAX_DATELINE_CHARACTERS = 140
MAX_BYLINE_WORDS = 14
MAX_REST_WORDS = 6  # words of a dateline besides dates and times: a place, an agency, a label

_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# What is taken out of a line to see whether anything else is left.
_TIME_WORDS = re.compile(
    rf"""\b(?:{_WEEKDAY}|{_MONTH}|\d{{1,2}}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\d{{1,2}}\s?[ap]\.?m\b\.?|\d{{4}}-\d\d-\d\d
      (?:t\d\d:\d\d\S*)?|\d{{1,4}}(?:st|nd|rd|th)?|[ap]\.?m\b\.?|gmt|utc|ist|est|edt|cet|cest|eet|eest|bst|msk|pst|pdt|pkt
      |hrs?|hours?|z)\b|[+-]\d{{1,2}}(?::?\d\d)?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LABELS = re.compile(
    r"""\b(?:first\s|last\s|date\s)?(?:published|posted|updated?|modified|edited|created|issued|released|date)
      (?:\s(?:on|at|by|date|time))?\b|\b(?:min(?:ute)?s?\sread|local\stime|by|on|at|in|of|ago|and|the|from|source|for)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PUBLISHED = re.compile(
    r"\W*(?:first\s)?(?:published|posted|issued|released|publication\sdate|date(?:\spublished)?)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\W*(?:last\s)?(?:updated?|modified|edited)\b", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:by|written by|compiled by|edited by|story by|words by|author|reporter|source|correspondent)"
    r"(?:\s*:\s*|\s)(?=\S)",
    re.IGNORECASE,
)
_NAME_LINKS = frozenset(
    "and in at of for with the from van von de del der da di la le bin ibn el al y e".split()
)
_SPLIT = re.compile(r"[\s,;:|/()\[\]•·—–-]+")

_DASH = r"(?:\s*--+|\s*[—–]|\s+-)\s*"
_PLACE = r"[A-Z][\w.'’]*(?:[ /-](?:[A-Z][\w.'’]*|(?:al|el|de|of|the|la|and)\b[ -]?)){0,5}"
_PLACES = rf"{_PLACE}(?:(?:, |/| and ){_PLACE}){{0,2}}"
_DAY = rf"(?:{_MONTH}\.? \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}\.?(?:,? ['’]?\d{{2,4}})?|{_WEEKDAY})"
_AGENCY = r"\((?P<agency>[A-Z][\w .,'’/&-]{0,40})\)"
_INLINE = re.compile(
    r"\s{0,8}(?:"
    rf"(?P<place>{_PLACES})(?:,? (?P<day>(?i:{_DAY})))?(?:,? {_AGENCY})?,?{_DASH}"
    rf"|\((?:{_PLACES})(?:,? (?i:{_DAY}))?\){_DASH}"
    rf"|(?i:{_DAY}) \([A-Z][\w .,'’/&-]{{0,40}}\){_DASH}"
    r")(?:\[[^\]\n]{1,60}\]\s*){0,5}"
)


def inline_dateline(paragraph: str) -> Span | None:
    """The span, within ``paragraph``, of a dateline that opens it ("BAGHDAD, Aug 3 (Reuters) - ").

    A place alone counts only in capitals ("KHARTOUM — "); with a day or an agency in any case.
    """
    match = _INLINE.match(paragraph[: 2 * MAX_DATELINE_CHARACTERS].replace("\n", " "))
    if match is None or match.end() >= len(paragraph):
        return None
    place = match["place"]
    if place is not None and not (match["day"] or match["agency"] or place.partition(",")[0].isupper()):
        return None
    return Span(len(match[0]) - len(match[0].lstrip()), match.end())


def is_dateline(words: str) -> bool:
    """Whether the whole line is a date, a place with a date, or a byline."""
    if len(words) > MAX_DATELINE_CHARACTERS:
        return False
    return _is_byline(words) or _is_date_line(words)


def is_agency(words: str) -> bool:
    """Whether the whole line is the name of a known outlet ("Reuters", "(AFP)")."""
    bare = words.strip("()[]–—- ")
    if not 2 <= len(bare) <= 60 or bare[:1].islower() or bare[-1] in ".!?:":
        return False
    return outlet_by(bare).known


def says_published(words: str) -> bool:
    """Whether a line opens with "Published", "Posted", "Date" or the like."""
    return _PUBLISHED.match(words) is not None


def says_updated(words: str) -> bool:
    """Whether a line opens with "Updated" or the like."""
    return _UPDATED.match(words) is not None


def _is_byline(words: str) -> bool:
    match = _BYLINE.match(words)
    if match is None or words[-1] in '.!?:;"”' or words.count(" ") >= MAX_BYLINE_WORDS:
        return False
    names = [part for part in _SPLIT.split(_TIME_WORDS.sub(" ", words[match.end() :])) if part]
    return bool(names) and all(not n[:1].islower() or n.lower() in _NAME_LINKS for n in names)


def _is_date_line(words: str) -> bool:
    """A date or clock time with little else: the rest is a few capitalised words, and no sentence."""
    if not any(map(str.isdigit, words)) or (words[-1] in '!?"”'):
        return False
    rest = _TIME_WORDS.sub(" ", words)
    times = sum(not match[0].isdigit() for match in _TIME_WORDS.finditer(words))
    found, ambiguous = date_in(words)
    labelled = says_published(words) or says_updated(words)
    if not (found or ambiguous or labelled or times >= 3):
        return False
    left = [part for part in _SPLIT.split(_LABELS.sub(" ", rest).strip(" .")) if part.strip(".")]
    if len(left) > MAX_REST_WORDS or any(part[:1].islower() for part in left):
        return False
    # A title with a date in it ("Iraq Situation Report, 25 August 2024") has more words than a place.
    return len(left) <= 3 or words.upper() == words or labelled
