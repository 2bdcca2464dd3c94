"""One telling: an event mention with its roles resolved against the other findings.

A telling is what one clause says. Tellings of one occurrence are grouped by ``grouping``;
who tells them is decided by ``voices``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.claims.index import FindingsIndex
from reportedly.claims.parties import is_bare_pronoun, is_nobody, parties_of_argument
from reportedly.claims.placing import place_of
from reportedly.claims.timing import through_publication, time_of
from reportedly.knowledge.ontology import event_types
from reportedly.knowledge.weapons import weapon_kind
from reportedly.records import (
    Argument,
    BlockKind,
    EventMention,
    EventPlace,
    EventTime,
    Party,
    Quote,
    Realis,
    Span,
    Toll,
    TollMention,
    Weapon,
)

LEAST_LIKELY = 0.02  # a phrase that no list knows needs at least this of the events net to play a part
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
    told = tuple(make_toll(index, toll) for toll in tolls if not _is_vague_part(toll))
    time = time_of(index, mention, by_role)
    if time is not None and any(toll.scope == "cumulative" for toll in told):
        time = through_publication(index, time)
    return Telling(
        mention=mention,
        block=index.parsed.block_kind(sentence),
        evidence=sentence.span,
        type=mention.type,
        realis=mention.realis,
        actors=_acting(_parties(index, mention.sentence, _doers(index, mention, by_role.get("actor", ())))),
        targets=aimed_at,
        victims=harmed,
        weapons=_weapons(index, by_role.get("weapon", ())),
        place=place_of(index, mention, by_role),
        time=time,
        tolls=told,
        outcome=_outcome(index, by_role.get("outcome", ())),
        motive=tuple(Quote(index.words(a.span), a.span) for a in by_role.get("motive", ())),
    )


def _is_vague_part(toll: TollMention) -> bool:
    """ "most of them women": a part without a figure of its own."""
    return toll.part_of is not None and toll.low is None and toll.high is None


def _acting(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Without towns and districts: "the Homs bombing" says where it was, not who did it."""
    return tuple(p for p in parties if p.kind != "place")


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
            if _is_unlikely(party, argument):
                continue
            if all(party.span != other.span for other in found) and not is_nobody(party):
                found.append(party)
    return tuple(found)


def _is_unlikely(party: Party, argument: Argument) -> bool:
    """ "the issue bothered it", "rose by 650 percent"; who a pronoun is may yet turn out."""
    if party.kind != "worded" or argument.likely is None or is_bare_pronoun(party):
        return False
    return argument.likely < LEAST_LIKELY


def _weapons(index: FindingsIndex, arguments: Iterable[Argument]) -> tuple[Weapon, ...]:
    weapons: dict[Span, Weapon] = {}
    for argument in arguments:
        text = index.words(argument.span)
        kind = weapon_kind(index.words(argument.head)) or weapon_kind(text) or "unknown"
        weapons[argument.span] = Weapon(kind, text, argument.span)
    return tuple(weapons.values())


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
