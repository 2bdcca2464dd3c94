"""Station 5, claims: findings in, claims out (the only public step of this package).

tellings (what each clause says) -> groups (which are one occurrence) -> voices (who says it)
-> claims (one claimant's stance to one event, with evidence).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportedly.claims.confidence import confidence_of
from reportedly.claims.context import with_context
from reportedly.claims.geography import fineness
from reportedly.claims.grouping import Group, group_tellings
from reportedly.claims.implied import implied_tellings
from reportedly.claims.index import FindingsIndex
from reportedly.claims.parties import is_bare_pronoun, same_party
from reportedly.claims.relevance import relevant_groups
from reportedly.claims.telling import Telling, make_telling
from reportedly.claims.toll_links import link_tolls
from reportedly.claims.voices import Voice, voiced
from reportedly.ids import content_id
from reportedly.knowledge.ontology import event_types
from reportedly.records import (
    BlockKind,
    Claim,
    Event,
    EventPlace,
    EventTime,
    Findings,
    Party,
    Quote,
    Realis,
    Span,
    Stance,
    Toll,
    Weapon,
)

BACKGROUND_AFTER_DAYS = 10  # what happened longer before publication is background unless in title or lead
LONG_PAST_DAYS = 365  # … and background wherever it is told: anniversaries, trials
LEAD_PARAGRAPHS = 2
Confidence = Callable[[Event, Voice, Sequence[Telling]], float]
HEAD_BLOCKS = frozenset({BlockKind.TITLE, BlockKind.CAPTION})


@dataclass(slots=True)
class _Draft:
    """Tellings of one group by one claimant with one stance."""

    voice: Voice
    tellings: list[Telling] = field(default_factory=list)
    retold: list[Telling] = field(default_factory=list)  # headlines and the like: evidence only

    @property
    def is_cumulative(self) -> bool:
        """Whether it tells a total over time, which is never the toll of the occurrence."""
        return any(telling.is_cumulative for telling in self.tellings)


def assemble_claims(findings: Findings, confidence: Confidence = confidence_of) -> tuple[Claim, ...]:
    """The claims of one report, in order of their first evidence; ``confidence`` rates each."""
    index = FindingsIndex(findings)
    linked, added = link_tolls(index)
    tellings = []
    for mention in (*findings.events, *added):
        telling = make_telling(index, mention, linked.get(mention, ()))
        if _is_worth_telling(index, telling):
            tellings.append(telling)
    voices: dict[Telling, Voice] = {}
    sharpened = []
    for telling in with_context(findings, tellings):
        telling, voice = voiced(index, telling)
        voices[telling] = voice
        sharpened.append(telling)
    claims: list[Claim] = []
    claimants = {telling: voice.claimant for telling, voice in voices.items()}
    groups = group_tellings(findings, sharpened, claimants)
    for telling, answered, voice in implied_tellings(index, sharpened):
        voices[telling] = voice
        next(g for g in groups if answered in g.tellings).tellings.append(telling)
    for group in relevant_groups(findings, groups, voices):
        if _says_something(group):
            claims.extend(_claims_of_group(index, group, voices, confidence))
    claims.sort(key=lambda claim: (claim.evidence[0], claim.event.trigger, claim.id))
    return tuple(claims)


def _is_worth_telling(index: FindingsIndex, telling: Telling) -> bool:
    """A caption shows what the text tells; bare harm words say nothing, unless somebody denies the harm."""
    if telling.block is BlockKind.CAPTION and telling.realis is not Realis.ACTUAL:
        return False
    if event_types()[telling.type].family == "harm":
        told = telling.tolls or telling.victims or telling.targets or telling.actors
        return bool(told) or _is_denied(index, telling)
    return True


def _is_denied(index: FindingsIndex, telling: Telling) -> bool:
    """Whether the verb stands in what somebody denies: "denied that his men had killed anybody"."""
    trigger = telling.mention.trigger
    return not telling.mention.nominal and any(
        a.stance is Stance.DENIES and any(content.contains(trigger) for content in a.contents)
        for a in index.findings.attributions
    )


def _says_something(group: Group) -> bool:
    """Whether a group tells more than a bare noun: "after the fighting" alone is no claim."""
    if any(t.block in HEAD_BLOCKS or not t.mention.nominal for t in group.tellings):
        return True
    return any(
        (t.actors, t.targets, t.victims, t.place, t.time, t.tolls, t.outcome)
        != ((), (), (), None, None, (), None)
        for t in group.tellings
    )


def _claims_of_group(
    index: FindingsIndex, group: Group, voices: dict[Telling, Voice], confidence: Confidence
) -> list[Claim]:
    drafts: list[_Draft] = []
    for telling in group.tellings:
        voice = voices[telling]
        draft = next(
            (d for d in drafts if _same_voice(d.voice, voice) and d.is_cumulative == telling.is_cumulative),
            None,
        )
        if draft is None:
            draft = _Draft(voice)
            drafts.append(draft)
        draft.tellings.append(telling)
    claims = []
    for draft in _fold(drafts):
        event = _event(index, group, draft, _same_speaker(draft, voices))
        rating = confidence(event, draft.voice, [*draft.tellings, *draft.retold])
        claims.append(_claim(index, group, draft, event, rating))
    return claims


def _same_speaker(draft: _Draft, voices: dict[Telling, Voice]) -> frozenset[Telling]:
    """All tellings by the draft's claimant, whatever the stance."""
    return frozenset(t for t, v in voices.items() if same_party(v.claimant, draft.voice.claimant))


def _same_voice(a: Voice, b: Voice) -> bool:
    return a.stance == b.stance and same_party(a.claimant, b.claimant)


def _fold(drafts: list[_Draft]) -> list[_Draft]:
    """Headlines and definite retellings by the outlet are evidence of the first attributed claim.

    So is a headline's "doctors say", where the body names the doctors.
    """
    attributed = [d for d in drafts if d.voice.attributions and not _is_headline_speaker(d, drafts)]
    if not attributed:
        return drafts
    kept: list[_Draft] = []
    for draft in drafts:
        if draft in attributed:
            kept.append(draft)
            continue
        if draft.voice.attributions:
            attributed[0].retold.extend(draft.tellings)
            continue
        own = [t for t in draft.tellings if not _is_retelling(t)]
        attributed[0].retold.extend(t for t in draft.tellings if _is_retelling(t))
        if own:
            kept.append(_Draft(draft.voice, own))
    return kept


def _is_headline_speaker(draft: _Draft, drafts: list[_Draft]) -> bool:
    """An unnamed speaker of the headline alone, whose stance a named one takes in the body."""
    if draft.voice.claimant.id is not None or any(t.block not in HEAD_BLOCKS for t in draft.tellings):
        return False
    return any(
        d.voice.attributions
        and d.voice.stance == draft.voice.stance
        and any(t.block not in HEAD_BLOCKS for t in d.tellings)
        for d in drafts
        if d is not draft
    )


def _is_retelling(telling: Telling) -> bool:
    """A headline or caption, or a nominal mention that adds neither toll nor outcome."""
    return telling.block in HEAD_BLOCKS or (
        telling.mention.nominal and not telling.tolls and telling.outcome is None
    )


def _event_id(index: FindingsIndex, group: Group, draft: _Draft) -> str:
    """One id for all claims about the occurrence, another for a total told of it."""
    main = Group(draft.tellings).main if draft.is_cumulative else group.main
    trigger = main.mention.trigger
    return content_id("event", index.parsed.report.id, main.type, trigger.start, trigger.end)


def _claim(index: FindingsIndex, group: Group, draft: _Draft, event: Event, confidence: float) -> Claim:
    voice = draft.voice
    evidence = tuple(sorted({t.evidence for t in (*draft.tellings, *draft.retold)}))
    about = _about(group, draft)
    claim_id = content_id(
        "claim",
        index.parsed.report.id,
        event.id,
        voice.stance,
        voice.claimant.id or voice.claimant.name,
        about,
    )
    framing = tuple(f for f in index.findings.framing if any(e.contains(f.span) for e in evidence))
    return Claim(
        id=claim_id,
        stance=voice.stance,
        about=about,
        certainty=voice.certainty,
        confidence=confidence,
        claimant=voice.claimant,
        chain=voice.chain,
        event=event,
        evidence=evidence,
        framing=framing,
    )


def _about(group: Group, draft: _Draft) -> str:
    """What the claim is about: the toll, where only the harm is told of something more."""
    types = event_types()
    only_harm = all(types[t.type].family == "harm" for t in draft.tellings)
    if draft.is_cumulative:
        return "toll"
    others = any(types[t.type].family != "harm" for t in group.tellings)
    if only_harm and others and any(t.tolls for t in draft.tellings):
        return "toll"
    return "event"


def _event(index: FindingsIndex, group: Group, draft: _Draft, same_speaker: frozenset[Telling]) -> Event:
    """The event as this claimant tells it, identifying roles filled in from the other tellings.

    Who did it comes from the claimant's own words or the headline alone, never from another speaker.
    """
    own = Group(draft.tellings)
    is_own_type = draft.is_cumulative or event_types()[own.main.type].family != "harm"
    main = own.main if is_own_type else group.main
    tellings = [own.main, *(t for t in draft.tellings if t is not own.main)]
    others = [t for t in group.tellings if t not in tellings and t.realis == own.main.realis]
    everyone = tellings + others
    trusted = [t for t in others if t.block in HEAD_BLOCKS or t in same_speaker]
    return Event(
        id=_event_id(index, group, draft),
        type=_type(tellings, main),
        realis=_realis(draft.tellings),
        ground="background" if draft.is_cumulative else _ground(index, group, draft, everyone),
        trigger=own.main.mention.trigger,
        actors=_first_parties([t.actors for t in tellings + trusted]),
        targets=_first_parties([t.targets for t in everyone]),
        victims=_first_parties([t.victims for t in everyone]),
        weapons=_weapons(everyone),
        place=_first_place(everyone),
        time=_first_time(everyone),
        tolls=_tolls(draft.tellings),
        outcome=next((t.outcome for t in tellings if t.outcome), None),
        motive=_motives(draft.tellings),
        mentions=tuple(t.mention.trigger for t in sorted(group.tellings, key=lambda t: t.mention.trigger)),
    )


def _type(tellings: Sequence[Telling], main: Telling) -> str:
    return main.type if event_types()[tellings[0].type].family == "harm" else tellings[0].type


def _realis(tellings: Sequence[Telling]) -> Realis:
    """Attempted outweighs actual: an intercepted drone was fired, but the strike was averted."""
    kinds = [t.realis for t in tellings]
    return Realis.ATTEMPTED if Realis.ATTEMPTED in kinds else kinds[0]


def _first_parties(candidates: list[tuple[Party, ...]]) -> tuple[Party, ...]:
    """Parties of the first telling that resolves one, else of the first that names any; no bare pronouns."""
    known = [tuple(p for p in parties if not is_bare_pronoun(p)) for parties in candidates]
    named = [parties for parties in known if parties]
    resolved = [p for p in named if any(x.id for x in p)]
    return (resolved or named or [()])[0]


def _weapons(tellings: Sequence[Telling]) -> tuple[Weapon, ...]:
    found: dict[str, Weapon] = {}
    for telling in tellings:
        for weapon in telling.weapons:
            found.setdefault(weapon.kind, weapon)
    known = tuple(weapon for kind, weapon in found.items() if kind != "unknown")
    return known or tuple(found.values())


def _first_place(tellings: Sequence[Telling]) -> EventPlace | None:
    """The finest place told, the claimant's own tellings first among equals."""
    places = [t.place for t in tellings if t.place is not None]
    return min(places, key=lambda p: fineness(p.place), default=None)


def _first_time(tellings: Sequence[Telling]) -> EventTime | None:
    times = [t.time for t in tellings if t.time is not None]
    resolved = [t for t in times if t.start]
    return next(iter(resolved or times), None)


def _tolls(tellings: Sequence[Telling]) -> tuple[Toll, ...]:
    found: dict[tuple[str, int | None, int | None, tuple[str, ...], str], Toll] = {}
    for telling in tellings:
        for toll in telling.tolls:
            found.setdefault((toll.kind, toll.low, toll.high, toll.who, toll.scope), toll)
    return tuple(found.values())


def _motives(tellings: Sequence[Telling]) -> tuple[Quote, ...]:
    found = {m.span: m for t in tellings for m in t.motive}
    return tuple(found[span] for span in sorted(found))


def _ground(index: FindingsIndex, group: Group, draft: _Draft, tellings: Sequence[Telling]) -> str:
    """Foreground is what title or lead tell, or what is told of the days around publication.

    What lies a year back is background even there, and so is what the outlet itself tells once, without a
    date and past the middle of its report.
    """
    if any(t.realis is Realis.RECURRING for t in tellings):
        return "background"
    published = index.parsed.report.published
    time = _first_time(tellings)
    age = None
    if time is not None and time.end and published is not None:
        age = (published - dt.date.fromisoformat(time.end[:10])).days
    if age is not None and age > LONG_PAST_DAYS:
        return "background"
    if any(t.block is BlockKind.TITLE for t in group.tellings):
        return "foreground"
    if any(_paragraph_number(index, t) < LEAD_PARAGRAPHS for t in group.tellings):
        return "foreground"
    if age is not None:
        return "background" if age > BACKGROUND_AFTER_DAYS else "foreground"
    by_outlet = len(group.tellings) == 1 and not draft.voice.attributions
    return "background" if by_outlet and _is_past_middle(index, group.tellings[0]) else "foreground"


def _is_past_middle(index: FindingsIndex, telling: Telling) -> bool:
    paragraphs = sum(block.kind is BlockKind.PARAGRAPH for block in index.parsed.report.blocks)
    return 2 * _paragraph_number(index, telling) >= paragraphs


def _paragraph_number(index: FindingsIndex, telling: Telling) -> int:
    """How many paragraphs stand before the telling's own."""
    blocks = index.parsed.report.blocks
    own = index.sentence(telling.mention.sentence).block
    return sum(block.kind is BlockKind.PARAGRAPH for block in blocks[:own])


def spans_of(claim: Claim) -> tuple[Span, ...]:
    """Every span that a claim points to, in text order: what ``verify`` and the HTML page walk over."""
    event = claim.event
    spans = [event.trigger, *claim.evidence, *event.mentions]
    parties = [claim.claimant, *event.actors, *event.targets, *event.victims]
    spans.extend(p.span for p in parties if p.span)
    spans.extend(link.cue for link in claim.chain if link.cue)
    spans.extend(w.span for w in event.weapons)
    spans.extend(t.span for t in event.tolls)
    spans.extend(q.span for q in event.motive)
    spans.extend(f.span for f in claim.framing)
    spans.extend(v.span for v in (event.place, event.time, event.outcome) if v is not None)
    return tuple(sorted(set(spans)))
