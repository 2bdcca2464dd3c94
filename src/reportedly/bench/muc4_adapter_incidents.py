"""Incidents as MUC-4 counts them, put together from the claims of one report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportedly.bench.muc4_adapter_features import head_offset
from reportedly.knowledge.codebooks import codes_of
from reportedly.knowledge.ontology import event_types
from reportedly.records import Claim, CodedReport, Event, EventPlace, EventTime, Findings, Party, Realis, Span

# Kinds of claims that may open a template; what is denied or never meant to be real opens none.
OPEN_REALIS = frozenset(
    {Realis.ACTUAL, Realis.ATTEMPTED, Realis.THREATENED, Realis.HYPOTHETICAL, Realis.PLANNED}
)
BLASTS = frozenset({"explosive", "vehicle bomb", "landmine", "suicide vest", "grenade"})
HARM = frozenset({"killing", "injury"})
DAYS = frozenset({"day", "part of day", "hour"})
APART = 2  # sentences between tellings of different targets that make two incidents
FAR = 4  # sentences between tellings without a target in common that make two incidents


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims of one incident; ``roles`` maps the offsets of head words to (role, event type)."""

    type: str
    claims: tuple[Claim, ...]
    sentences: tuple[int, ...]
    roles: dict[int, tuple[str, str]]
    score: float = 1.0

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple({claim.event.id: claim.event for claim in self.claims}.values())

    @property
    def realis(self) -> frozenset[Realis]:
        return frozenset(claim.event.realis for claim in self.claims)

    @property
    def places(self) -> tuple[EventPlace, ...]:
        return tuple(e.place for e in self.events if e.place is not None)

    @property
    def times(self) -> tuple[EventTime, ...]:
        return tuple(e.time for e in self.events if e.time is not None and e.time.start)


def incident_type(event: Event) -> str | None:
    """The MUC-4 type of an event: a harm done with explosives is a bombing."""
    found = codes_of(event).muc4
    if found == "ATTACK" and event.type in HARM | {"attack", "property_destruction", "strike"}:
        if any(weapon.kind in BLASTS for weapon in event.weapons):
            return "BOMBING"
    return found


def seeds(coded: CodedReport) -> list[Incident]:
    """One incident for each event that the claims tell of."""
    findings = coded.findings
    assert findings is not None
    by_event: dict[str, list[Claim]] = {}
    for claim in coded.claims:
        by_event.setdefault(claim.event.id, []).append(claim)
    found = []
    for claims in by_event.values():
        event = claims[0].event
        kind = incident_type(event)
        if kind is None or all(claim.event.realis not in OPEN_REALIS for claim in claims):
            continue
        found.append(Incident(kind, tuple(claims), _sentences(findings, claims), _roles(findings, claims)))
    return found


def _sentences(findings: Findings, claims: Iterable[Claim]) -> tuple[int, ...]:
    offsets = {span.start for claim in claims for span in (claim.event.trigger, *claim.event.mentions)}
    found = (findings.parsed.sentence_at(offset) for offset in offsets)
    return tuple(sorted({sentence.index for sentence in found if sentence}))


def _roles(findings: Findings, claims: Iterable[Claim]) -> dict[int, tuple[str, str]]:
    roles: dict[int, tuple[str, str]] = {}
    for claim in claims:
        event = claim.event
        filled: list[tuple[str, Span | None]] = [("actor", p.span) for p in event.actors]
        filled += [("target", p.span) for p in event.targets] + [("victim", p.span) for p in event.victims]
        filled += [("weapon", w.span) for w in event.weapons]
        for role, span in filled:
            at = head_offset(findings, span) if span else None
            if at is not None:
                roles[at] = (role, event.type)
    return roles


def merged(found: Sequence[Incident]) -> list[Incident]:
    """Incidents put together where MUC-4 asks for one template."""
    kept: list[Incident] = []
    for incident in found:
        for i, other in enumerate(kept):
            if is_same(other, incident):
                kept[i] = join(other, incident)
                break
        else:
            kept.append(incident)
    return kept


def join(one: Incident, other: Incident) -> Incident:
    """Two tellings of one incident; the more telling type stays."""
    kind = other.type if one.type == "ATTACK" else one.type
    return replace(
        one,
        type=kind,
        claims=(*one.claims, *other.claims),
        sentences=tuple(sorted({*one.sentences, *other.sentences})),
        roles={**other.roles, **one.roles},
    )


def is_same(one: Incident, other: Incident) -> bool:
    """Whether two tellings are one incident: of types that agree, and nothing against it.

    An attack may be told again by a more telling type, if against the same target.
    """
    shared = targets(one) & targets(other)
    if one.type != other.type and not ("ATTACK" in (one.type, other.type) and shared):
        return False
    if _places_differ(one.places, other.places) or _victims_differ(one.events, other.events):
        return False
    if _disjoint(days(one), days(other)):
        return False
    gap = min((abs(a - b) for a in one.sentences for b in other.sentences), default=0)
    if gap >= FAR and not shared:
        return False
    return gap < APART or not _disjoint(targets(one), targets(other))


def days(incident: Incident) -> frozenset[str]:
    """The days (ISO) that the claims of an incident tell."""
    return frozenset(t.start[:10] for t in incident.times if t.start and t.precision in DAYS)


def targets(incident: Incident) -> frozenset[str]:
    """The last words of the targets and victims of an incident, without a plural's s."""
    parties = [p for e in incident.events for p in (*e.victims, *e.targets) if p.text and p.text.split()]
    return frozenset(p.text.split()[-1].lower().rstrip("s") for p in parties if p.text)


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _places_differ(one: Sequence[EventPlace], other: Sequence[EventPlace]) -> bool:
    exact = {"populated place", "exact spot", "near"}
    for a in one:
        for b in other:
            if a.place.country and b.place.country and a.place.country != b.place.country:
                return True
            if a.place.precision in exact and b.place.precision in exact and a.place.name != b.place.name:
                return True
    return False


def _victims_differ(one: Sequence[Event], other: Sequence[Event]) -> bool:
    """Whether both name persons, and none of them in common."""
    return _disjoint(_names(one), _names(other))


def _names(events: Sequence[Event]) -> frozenset[str]:
    parties: list[Party] = [p for e in events for p in (*e.victims, *e.targets)]
    return frozenset(p.name.split()[-1].lower() for p in parties if p.kind == "person" and p.name)


def family(event: Event) -> str:
    """The family of an event in the ontology."""
    return event_types()[event.type].family
