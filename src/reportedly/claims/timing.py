"""When an event was: the time that its clause tells, or that of the clause it hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportedly.claims.index import FindingsIndex, joined_events
from reportedly.claims.placing import gap
from reportedly.knowledge.ontology import event_types
from reportedly.records import Argument, Attribution, EventMention, EventTime, Origin, TimeMention

CLOCKS = frozenset({"DATE", "TIME"})
_BEGINNINGS = frozenset({"begin", "start"})  # "since May, when they began shelling" goes on
_CLAUSES = frozenset({"advcl", "relcl", "acl"})
Governed = list[tuple[TimeMention, EventMention | Attribution | None]]


def time_of(
    index: FindingsIndex, mention: EventMention, by_role: Mapping[str, Sequence[Argument]]
) -> EventTime | None:
    """The time told: in a time phrase, governed by the trigger, or alone with it in the sentence."""
    for argument in by_role.get("time", ()):
        for time in index.times_in(mention.sentence, argument.span):
            if time.kind in CLOCKS or time.relation == "during":
                return event_time(index, _since_clause(index, mention, time), "claims.time.argument")
    sentence = index.sentence(mention.sentence)
    times = [
        t
        for t in index.times_in(mention.sentence)
        if t.kind in CLOCKS or t.start is not None or t.relation == "since"
    ]
    governors: Governed = [(t, index.governor(sentence, t.span)) for t in times]
    for time, governor in governors:
        if governor is mention:
            return event_time(index, _since_clause(index, mention, time), "claims.time.governed")
    joined = joined_events(index, mention)
    for time, governor in governors:
        if governor in joined:
            return event_time(index, time, "claims.time.joined")
    return _around(index, mention, governors)


def _around(index: FindingsIndex, mention: EventMention, governors: Governed) -> EventTime | None:
    """The time of a clause that the event's own clause hangs on, or the only one of the sentence."""
    named = _day_of_clause(index, mention)
    if named is not None:
        return event_time(index, named, "claims.time.when_clause")
    since = _started(index, mention)
    if since is not None:
        return event_time(index, since, "claims.time.since_clause")
    if _is_main(index, mention):
        free = [t for t, governor in governors if governor is None]
        if free:
            nearest = min(free, key=lambda t: gap(t.span, mention.trigger))
            return event_time(index, nearest, "claims.time.sentence")
    if mention.nominal:
        return _time_of_governor(index, mention, governors)
    return None


def _is_main(index: FindingsIndex, mention: EventMention) -> bool:
    types = event_types()
    return all(types[e.type].family == "harm" for e in index.events_in(mention.sentence) if e is not mention)


def _day_of_clause(index: FindingsIndex, mention: EventMention) -> TimeMention | None:
    """ "foiled a plot on Thursday, when they stopped a lorry": the day that a "when" takes up."""
    sentence = index.sentence(mention.sentence)
    token = sentence.token_at(mention.trigger.start)
    while token is not None and token.dep not in _CLAUSES:
        if token.head == token.i or token.dep == "ROOT":
            return None
        token = sentence.tokens[token.head]
    if token is None:
        return None
    whens = [c for c in sentence.children[token.i] if sentence.tokens[c].text.lower() == "when"]
    if not whens:
        return None
    at = sentence.tokens[whens[0]].span.start
    before = [t for t in index.times_in(mention.sentence) if t.kind in CLOCKS and t.span.end <= at]
    taken = [t for t in before if at - t.span.end <= 2]  # a comma and a blank
    if not taken:
        return None
    begins = any(t.lemma in _BEGINNINGS for t in sentence.tokens if t.span.start > at)
    return taken[-1] if begins else replace(taken[-1], relation="in")


def _started(index: FindingsIndex, mention: EventMention) -> TimeMention | None:
    """ "65,000 have died since the war broke out in 1980": the total runs from the day of the clause."""
    sentence = index.sentence(mention.sentence)
    for token in sentence.tokens:
        if token.text.lower() != "since" or token.dep != "mark" or token.span.start < mention.trigger.end:
            continue
        for time in index.times_in(mention.sentence):
            if time.kind in CLOCKS and time.start and time.span.start > token.span.start:
                return replace(time, relation="since")
    return None


def _since_clause(index: FindingsIndex, mention: EventMention, time: TimeMention) -> TimeMention:
    """``time``, as a beginning, where it stands in a "since" clause that the trigger stands outside of."""
    sentence = index.sentence(mention.sentence)
    for token in sentence.tokens:
        if token.text.lower() == "since" and token.dep == "mark":
            if mention.trigger.end <= token.span.start < time.span.start:
                return replace(time, relation="since")
    return time


def _time_of_governor(index: FindingsIndex, mention: EventMention, governors: Governed) -> EventTime | None:
    """ "In 2019, 200 were killed in fighting": a noun shares the time of the event that governs it."""
    sentence = index.sentence(mention.sentence)
    above = index.governor(sentence, mention.trigger)
    for time, governor in governors:
        if isinstance(above, EventMention) and governor is above:
            return event_time(index, time, "claims.time.governor")
    return None


def event_time(index: FindingsIndex, time: TimeMention, rule: str) -> EventTime:
    """The event time of a time mention; an open start or end follows from "since" and "until"."""
    start, end, precision = time.start, time.end, time.precision
    if time.relation == "since" and time.kind in CLOCKS and not _is_ended(index, time):
        end, precision = _today(index, time), "open"
    origin = Origin(
        rule=f"{rule}+{time.origin.rule}", score=time.origin.score, alternatives=time.origin.alternatives
    )
    return EventTime(start, end, precision, index.words(time.span), time.span, origin)


def _today(index: FindingsIndex, time: TimeMention) -> str | None:
    """What is told "since dawn" on the day of publication ended that day, as far as the report can tell."""
    published = index.parsed.report.published
    if time.kind == "TIME" and published is not None and time.start is not None:
        return published.isoformat() if time.start[:10] == published.isoformat() else None
    return None


def through_publication(index: FindingsIndex, time: EventTime) -> EventTime:
    """A total of "this year" is one from the year's first day on: its end is not yet told."""
    published = index.parsed.report.published
    if published is None or time.start is None or time.end is None or time.precision not in _PERIODS:
        return time
    if time.start[:10] <= published.isoformat() < time.end[:10]:
        return replace(time, end=None, precision="open")
    return time


_PERIODS = frozenset({"week", "month", "year"})


def _is_ended(index: FindingsIndex, time: TimeMention) -> bool:
    """Whether an "until" closes it: "between Sunday and Tuesday"."""
    for other in index.findings.times:
        if other.relation == "until" and (other.start, other.end) == (time.start, time.end) and other != time:
            return True
    return False
