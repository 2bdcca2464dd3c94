"""Whether a toll is that of one incident or a running total, and since when."""

from __future__ import annotations

import re

from reportedly.how_many.phrase import Words
from reportedly.how_many.trigger import Trigger
from reportedly.records import Span

WARS = frozenset(
    "war wars conflict offensive campaign genocide insurgency aggression invasion "
    "hostilities onslaught uprising unrest "
    "crisis crackdown intifada occupation siege pandemic violence".split()
)
_UNIT = r"(?:hours|days|weeks|months|years|decades|year|month|week|decade)"
_PERIODS = (
    r"(?:so far |earlier |later )?this (?:year|month|decade)",
    r"so far in \w+|to date|in total|all told|a year ago|last year|annually",
    r"(?:overall|total|cumulative) (?:death )?toll|total number of|(?:each|every|per) year",
    r"(?:in|over|during|within) (?:the |just |only |a |an )*(?:past|last|previous|[a-z]+ than"
    r"|nearly|almost|over|about|\d[\d.]*|[a-z]+)[ -](?:(?:and )?[a-z\d.]+[ -]){0,3}"
    + _UNIT
    + r"\b(?![-’'])(?! old)",
    r"(?:in|over|during|within) the (?:past|last|previous) (?:day|hour)\b",
    r"(?:in|over|during|within) (?:the|that) same (?:period|time)",
    r"in recent (?:years|months|weeks|days|memory)|over the years",
    r"(?:in|during) (?:the )?(?:whole of |first half of |year )?(?:19|20)\d\d\b(?! block)",
)
_PERIOD = re.compile(r"\b(?:" + "|".join(_PERIODS) + ")", re.IGNORECASE)
# "the deadliest attack in two years" compares; it does not count
_COMPARES = re.compile(
    r"\b(?:first|second|third|fourth|deadliest|worst|largest|biggest|latest|bloodiest|heaviest)\b[^,;]{0,60}$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
# "since dawn" is the account of one day
_SAME_DAY = re.compile(
    r"(?:(?:early|late|this|yesterday|today|last|the|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"(?:'s|’s)? ){0,2}(?:dawn|daybreak|sunrise|midnight|noon|morning|afternoon|evening|night|today)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|up to|through|as of)\s+(?=[A-Z\d])")
_STOP = re.compile(
    r"[,;.:\"”“()]|\b(?:according|said|says|have|has|had|and|but|when|while|which|including|with|"
    r"killed|injured|the ministry)\b"
)
MAX_SINCE = 70
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday now today yesterday".split())


def scope_of(
    words: Words, text: str, trigger: Trigger, others: tuple[Trigger, ...]
) -> tuple[str, Span | None, Span | None]:
    """(scope, since, until) of what ``trigger`` counts; spans are of the time words, without "since"."""
    start, end = _clause(words, trigger, others)
    window = text[start:end]
    since, until = _since(window, start), None
    if found := _UNTIL.search(window):
        stop = _STOP.search(window, found.end())
        until = Span(start + found.end(), start + (stop.start() if stop else len(window)))
        until = until if until.start < until.end and _is_time(until.of(text)) else None
    if since is not None:
        return "cumulative", since, until
    period = _PERIOD.search(window)
    if period and not _COMPARES.search(window, 0, period.start()):
        return "cumulative", Span(start + period.start(), start + period.end()), until
    if (
        trigger.perfect or trigger.word.mode in {"toll", "noun", "object"} or trigger.side == "left"
    ) and _of_war(words, trigger):
        return "cumulative", None, until
    return "incident", None, until


def _is_time(words: str) -> bool:
    return any(c.isdigit() for c in words) or words.split()[0].lower() in _DAYS


def _clause(words: Words, trigger: Trigger, others: tuple[Trigger, ...]) -> tuple[int, int]:
    """Offsets of the words that can tell the scope: from the trigger before to the trigger after."""
    first, last = 0, len(words.tokens)
    for other in others:
        if other.end <= trigger.start and not _shares(words, other, trigger):
            first = max(first, other.end)
        elif other.start >= trigger.end and not _shares(words, trigger, other):
            last = min(last, other.start)
    low = words.low
    for at in range(trigger.start - 1, first, -1):
        if low[at] in {";", "but", "while", "whereas"}:
            first = at
            break
    for at in range(trigger.end, last):
        if low[at] in {";", "but", "while", "whereas", "which", "who", "where"}:
            last = at
            break
    return words.tokens[first].span.start, words.tokens[last - 1].span.end


def _shares(words: Words, left: Trigger, right: Trigger) -> bool:
    """Whether two triggers stand in one clause, so that one time phrase serves both."""
    between = words.low[left.end : right.start]
    return len(between) <= 9 and not {";", "after", "when", "as", "before", ".", "who", "which"} & set(
        between
    )


def _since(window: str, offset: int) -> Span | None:
    for found in _SINCE.finditer(window):
        begin = found.end()
        while begin < len(window) and window[begin].isspace():
            begin += 1
        if _SAME_DAY.match(window, begin):
            continue
        stop = _STOP.search(window, begin + 1, begin + MAX_SINCE)
        end = stop.start() if stop else min(len(window), begin + MAX_SINCE)
        while end > begin and not window[end - 1].isalnum():
            end -= 1
        if end > begin:
            return Span(offset + begin, offset + end)
    return None


def _of_war(words: Words, trigger: Trigger) -> bool:
    """Whether a war, campaign or the like is what killed, or what the toll is of."""
    low = words.low
    near = low[max(0, trigger.start - 12) : trigger.end + 14]
    for at, word in enumerate(near):
        if word not in WARS:
            continue
        before = near[max(0, at - 5) : at]
        if {"of", "in", "during", "'s", "the", "by", "from"} & set(before):
            return trigger.perfect or trigger.word.mode == "toll" or "since" in near
    return False
