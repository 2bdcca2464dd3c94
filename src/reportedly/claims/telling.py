"""One telling: an event mention with its roles resolved against the other findings.

A telling is what one clause says. Tellings of one occurrence are grouped by ``grouping``;
who tells them is decided by ``voices``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.claims.geography import fineness
from reportedly.claims.index import FindingsIndex
from reportedly.claims.parties import is_nobody, parties_of_argument
from reportedly.knowledge.ontology import event_types
from reportedly.knowledge.weapons import weapon_kind
from reportedly.records import (
    Argument,
    Attribution,
    BlockKind,
    EventMention,
    EventPlace,
    EventTime,
    Origin,
    Party,
    PlaceMention,
    Quote,
    Realis,
    Span,
    TimeMention,
    Toll,
    TollMention,
    Weapon,
)

OUTCOME_WORDS = (
    ("intercepted", ("intercept", "shot down", "shoot down", "downed", "foil", "thwart", "defus")),
    ("missed", ("miss", "failed to", "fell short", "fell into")),
    ("hit", ("hit", "destroy", "damag", "direct", "set ablaze", "set fire", "struck")),
)


@dataclass(frozen=True, slots=True)
class Telling:
    """One event mention with resolved roles, place, time and tolls."""

    mention: EventMention
    block: BlockKind
    evidence: Span
    type: str
    realis: Realis
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    victims: tuple[Party, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    place: EventPlace | None = None
    time: EventTime | None = None
    tolls: tuple[Toll, ...] = ()
    outcome: Quote | None = None
    motive: tuple[Quote, ...] = ()

    @property
    def is_cumulative(self) -> bool:
        """Whether it tells of a total over time rather than of one occurrence."""
        return any(toll.scope == "cumulative" for toll in self.tolls)


def make_telling(index: FindingsIndex, mention: EventMention, tolls: Iterable[TollMention]) -> Telling:
    """The telling of ``mention``; ``tolls`` are the toll mentions that belong to it."""
    sentence = index.sentence(mention.sentence)
    by_role: dict[str, list[Argument]] = {}
    for argument in mention.arguments:
        by_role.setdefault(argument.role, []).append(argument)
    aimed_at = _parties(index, mention.sentence, by_role.get("target", ()))
    harmed = _parties(index, mention.sentence, by_role.get("victim", ()))
    if event_types()[mention.type].family == "custody":
        harmed, aimed_at = harmed + aimed_at, ()  # whoever is taken, held or freed is its victim
    return Telling(
        mention=mention,
        block=index.parsed.block_kind(sentence),
        evidence=sentence.span,
        type=mention.type,
        realis=mention.realis,
        actors=_parties(index, mention.sentence, _doers(index, mention, by_role.get("actor", ()))),
        targets=aimed_at,
        victims=harmed,
        weapons=_weapons(index, by_role.get("weapon", ())),
        place=_place(index, mention, by_role),
        time=_time(index, mention, by_role),
        tolls=tuple(make_toll(index, toll) for toll in tolls if not _is_vague_part(toll)),
        outcome=_outcome(index, by_role.get("outcome", ())),
        motive=tuple(Quote(index.words(a.span), a.span) for a in by_role.get("motive", ())),
    )


def _is_vague_part(toll: TollMention) -> bool:
    """ "most of them women": a part without a figure of its own."""
    return toll.part_of is not None and toll.low is None and toll.high is None


def _doers(index: FindingsIndex, mention: EventMention, arguments: Iterable[Argument]) -> Iterable[Argument]:
    """Actor phrases that are no events themselves: in "the blast killed six" the blast is the cause."""
    others = [e.trigger for e in index.events_in(mention.sentence) if e is not mention]
    return [a for a in arguments if not any(a.span.contains(trigger) for trigger in others)]


def _parties(index: FindingsIndex, sentence: int, arguments: Iterable[Argument]) -> tuple[Party, ...]:
    found: list[Party] = []
    datelines = index.parsed.report.datelines
    for argument in arguments:
        if any(d.contains(argument.head) for d in datelines):
            continue
        for party in parties_of_argument(index, sentence, argument):
            if all(party.span != other.span for other in found) and not is_nobody(party):
                found.append(party)
    return tuple(found)


def _weapons(index: FindingsIndex, arguments: Iterable[Argument]) -> tuple[Weapon, ...]:
    weapons: dict[Span, Weapon] = {}
    for argument in arguments:
        text = index.words(argument.span)
        kind = weapon_kind(index.words(argument.head)) or weapon_kind(text) or "unknown"
        weapons[argument.span] = Weapon(kind, text, argument.span)
    return tuple(weapons.values())


def _place(
    index: FindingsIndex, mention: EventMention, by_role: dict[str, list[Argument]]
) -> EventPlace | None:
    """The place told: in a place phrase, in the target's phrase, else governed by the trigger."""
    told = [
        place
        for role in ("place", "target", "victim")
        for argument in by_role.get(role, ())
        for place in index.places_in(mention.sentence, argument.span)
        if _is_location(place, role)
    ]
    chosen = _finest(told)
    if chosen is not None:
        return event_place(index, chosen, "claims.place.argument")
    sentence = index.sentence(mention.sentence)
    located = [p for p in index.places_in(mention.sentence) if _is_location(p, "place")]
    governed = [p for p in located if index.governor(sentence, p.span) is mention]
    chosen = _finest(governed)
    if chosen is not None:
        return event_place(index, chosen, "claims.place.governed")
    joined = _joined_events(index, mention)
    chosen = _finest(p for p in located if index.governor(sentence, p.span) in joined)
    if chosen is not None:
        return event_place(index, chosen, "claims.place.joined")
    if not _is_main_of_sentence(index, mention):
        located = [p for p in located if _is_nearest_event(index, mention, p.span)]
    if located:
        free = [p for p in located if not isinstance(index.governor(sentence, p.span), Attribution)]
        nearest = min(free or located, key=lambda p: _gap(p.span, mention.trigger))
        return event_place(index, nearest, "claims.place.sentence")
    return None


def _joined_events(index: FindingsIndex, mention: EventMention) -> list[EventMention]:
    """Events whose verbs are joined by "and" to this one's: they share a place and a day told once."""
    sentence = index.sentence(mention.sentence)
    own = sentence.token_at(mention.trigger.start)
    if own is None:
        return []
    others = []
    for event in index.events_in(mention.sentence):
        token = sentence.token_at(event.trigger.start)
        if event is mention or token is None:
            continue
        if (own.dep == "conj" and own.head == token.i) or (token.dep == "conj" and token.head == own.i):
            others.append(event)
    return others


def _is_main_of_sentence(index: FindingsIndex, mention: EventMention) -> bool:
    """Whether all other events of the sentence are harm that this one did."""
    types = event_types()
    others = [e for e in index.events_in(mention.sentence) if e is not mention]
    return all(types[e.type].family == "harm" for e in others)


def _is_nearest_event(index: FindingsIndex, mention: EventMention, span: Span) -> bool:
    """Whether no other event of the sentence stands nearer to ``span``, and none governs it."""
    sentence = index.sentence(mention.sentence)
    if isinstance(index.governor(sentence, span), EventMention):
        return False
    nearest = min(index.events_in(mention.sentence), key=lambda e: _gap(e.trigger, span))
    return nearest is mention


def _is_location(place: PlaceMention, role: str) -> bool:
    return (
        place.place is not None
        and place.role in {"location", "container"}
        and (role == "place" or place.role == "location")
    )


def _finest(places: Iterable[PlaceMention]) -> PlaceMention | None:
    """The innermost place of a phrase: no container, the finest precision, then the first."""
    return min(
        places,
        key=lambda p: (p.role != "location", fineness(p.place) if p.place else 99, p.span.start),
        default=None,
    )


def event_place(index: FindingsIndex, mention: PlaceMention, rule: str) -> EventPlace | None:
    """The event place of a resolved place mention."""
    if mention.place is None:
        return None
    worded = mention.worded or mention.span
    origin = Origin(
        rule=f"{rule}+{mention.origin.rule}",
        entry=mention.origin.entry,
        source=mention.origin.source,
        score=mention.origin.score,
        alternatives=mention.origin.alternatives,
    )
    return EventPlace(mention.place, mention.span, index.words(worded), origin)


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _time(
    index: FindingsIndex, mention: EventMention, by_role: dict[str, list[Argument]]
) -> EventTime | None:
    """The time told: in a time phrase, governed by the trigger, or alone with it in the sentence."""
    for argument in by_role.get("time", ()):
        for time in index.times_in(mention.sentence, argument.span):
            if time.kind in {"DATE", "TIME"} or time.relation == "during":
                return event_time(index, time, "claims.time.argument")
    sentence = index.sentence(mention.sentence)
    times = [
        t
        for t in index.times_in(mention.sentence)
        if t.kind in {"DATE", "TIME"} or t.start is not None or t.relation == "since"
    ]
    governors = [(t, index.governor(sentence, t.span)) for t in times]
    for time, governor in governors:
        if governor is mention:
            return event_time(index, time, "claims.time.governed")
    joined = _joined_events(index, mention)
    for time, governor in governors:
        if governor in joined:
            return event_time(index, time, "claims.time.joined")
    if _is_main_of_sentence(index, mention):
        free = [t for t, governor in governors if governor is None]
        if free:
            nearest = min(free, key=lambda t: _gap(t.span, mention.trigger))
            return event_time(index, nearest, "claims.time.sentence")
    if mention.nominal:
        return _time_of_governor(index, mention, governors)
    return None


def _time_of_governor(
    index: FindingsIndex,
    mention: EventMention,
    governors: list[tuple[TimeMention, EventMention | Attribution | None]],
) -> EventTime | None:
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
    if time.relation == "since" and time.kind in {"DATE", "TIME"}:
        end, precision = None, "open"
    origin = Origin(
        rule=f"{rule}+{time.origin.rule}", score=time.origin.score, alternatives=time.origin.alternatives
    )
    return EventTime(start, end, precision, index.words(time.span), time.span, origin)


def make_toll(index: FindingsIndex, mention: TollMention) -> Toll:
    """The toll of a toll mention, its time limits resolved."""
    return Toll(
        kind=mention.kind,
        low=mention.low,
        high=mention.high,
        bound=mention.bound,
        scope=mention.scope,
        who=mention.who,
        whose=index.words(mention.whose) if mention.whose else None,
        text=index.words(mention.span),
        span=mention.span,
        origin=mention.origin,
        since=_date_at(index, mention.since) or _since_before(index, mention),
        until=_date_at(index, mention.until),
        vague=mention.vague,
    )


def _date_at(index: FindingsIndex, span: Span | None) -> str | None:
    if span is None:
        return None
    return next((t.start for t in index.findings.times if t.span.overlaps(span)), None)


def _since_before(index: FindingsIndex, mention: TollMention) -> str | None:
    """ "… since October 7. More than 40,000 have been killed so far": the start told one sentence before."""
    sentence = index.parsed.sentence_at(mention.span.start)
    if mention.scope != "cumulative" or mention.since or sentence is None or sentence.index == 0:
        return None
    before = index.sentence(sentence.index - 1)
    if before.block != sentence.block:
        return None
    return next((t.start for t in index.times_in(before.index) if t.relation == "since"), None)


def _outcome(index: FindingsIndex, arguments: Iterable[Argument]) -> Quote | None:
    for argument in arguments:
        text = index.words(argument.span)
        lowered = text.lower()
        value = next((v for v, words in OUTCOME_WORDS if any(w in lowered for w in words)), None)
        return Quote(text, argument.span, value)
    return None
