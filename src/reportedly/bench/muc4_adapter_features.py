"""Plain features of phrases and incidents for the learned part of the MUC-4 adapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.bench.muc4_adapter_phrases import Phrase
from reportedly.bench.muc4_adapter_words import fill_of, words_of
from reportedly.knowledge.ontology import event_types
from reportedly.knowledge.weapons import weapon_kind
from reportedly.records import (
    ActorMention,
    CodedReport,
    Event,
    EventMention,
    Findings,
    Party,
    Span,
)

NEAR = 3  # words on either side that are looked at


@dataclass(frozen=True)
class Context:
    """What the stations saw in one report, by sentence and by head offset."""

    findings: Findings
    roles: Mapping[int, tuple[tuple[str, EventMention], ...]]  # offset of a head -> roles it fills
    claimed: Mapping[int, tuple[tuple[str, Event], ...]]  # offset of a head -> roles in claims
    actors: Mapping[int, ActorMention]  # offset of a head -> mention
    events: Mapping[int, tuple[EventMention, ...]]  # sentence -> events
    n_incidents: int
    parts: Mapping[int, Mapping[str, float]] | None = None  # offset of a word -> part -> probability


def context_of(coded: CodedReport) -> Context:
    """The look-up tables of one coded report."""
    findings = coded.findings
    assert findings is not None
    roles: dict[int, tuple[tuple[str, EventMention], ...]] = {}
    events: dict[int, tuple[EventMention, ...]] = {}
    for event in findings.events:
        events[event.sentence] = (*events.get(event.sentence, ()), event)
        for argument in event.arguments:
            at = argument.head.start
            roles[at] = (*roles.get(at, ()), (f"{argument.role}", event))
    claimed: dict[int, tuple[tuple[str, Event], ...]] = {}
    for claim in coded.claims:
        for role, at in _party_heads(claim.event, findings):
            claimed[at] = (*claimed.get(at, ()), (role, claim.event))
    actors = {a.head.start: a for a in findings.actors}
    relevant = {c.event.id for c in coded.claims if event_types()[c.event.type].muc4}
    parts = None
    if findings.parts is not None:
        parts = {m.span.start: {p.value: p.score for p in m.parts} for m in findings.parts}
    return Context(findings, roles, claimed, actors, events, len(relevant), parts)


def _party_heads(event: Event, findings: Findings) -> list[tuple[str, int]]:
    found = []
    groups: tuple[tuple[str, tuple[Party, ...]], ...] = (
        ("actor", event.actors),
        ("target", event.targets),
        ("victim", event.victims),
    )
    spans = [(role, p.span) for role, parties in groups for p in parties if p.span is not None]
    spans += [("weapon", w.span) for w in event.weapons]
    for role, span in spans:
        at = head_offset(findings, span)
        if at is not None:
            found.append((role, at))
    return found


def head_offset(findings: Findings, span: Span) -> int | None:
    """The offset of the head word of ``span``."""
    sentence = findings.parsed.sentence_at(span.start)
    head = sentence.head_of(span) if sentence else None
    return head.span.start if head else None


def role_features(context: Context, phrase: Phrase) -> list[str]:
    """Features that tell the role of a phrase."""
    tokens = phrase.sentence.tokens
    head = phrase.head
    lemma = head.lemma if not phrase.is_name else "NAME"
    last = head.text.lower()
    features = ["bias", f"h={head.lemma}", f"name={phrase.is_name}", f"n={min(4, phrase.end - phrase.start)}"]
    features += [f"w={t.lemma}" for t in phrase.tokens[:-1]]
    features += _classes(phrase, last)
    features += _filled(context, head.span.start, lemma)
    features += _syntax(phrase, lemma)
    for k in range(1, NEAR + 1):
        if phrase.start - k >= 0:
            features.append(f"-{k}={tokens[phrase.start - k].lemma}")
        if phrase.end + k - 1 < len(tokens):
            features.append(f"+{k}={tokens[phrase.end + k - 1].lemma}")
    actor = context.actors.get(head.span.start)
    if actor is not None:
        features.append(f"a={actor.kind}")
        if actor.actor is not None:
            features += [f"ak={actor.actor.kind}", f"as={actor.actor.sector}"]
            if actor.actor.id:
                features.append(f"id={actor.actor.id}")
    here = context.events.get(phrase.sentence.index, ())
    kinds = {f"{e.type}" for e in here}
    features += [f"e={kind}" for kind in kinds] + [f"e={kind}&c={_class(last, phrase)}" for kind in kinds]
    if not here:
        near = any(phrase.sentence.index + d in context.events for d in (-1, 1))
        features.append(f"no event, near={near}")
    features.append(f"s={min(phrase.sentence.index, 6)}")
    features.append(f"inc={min(context.n_incidents, 4)}")
    return features


def _class(last: str, phrase: Phrase) -> str:
    for table in ("instrument", "human", "physical"):
        if fill_of(table, last):
            return table
    if last in words_of("organisation_heads"):
        return "organisation"
    return "person" if phrase.head.entity == "PERSON" else ("name" if phrase.is_name else "other")


def _classes(phrase: Phrase, last: str) -> list[str]:
    kind = _class(last, phrase)
    found = [f"c={kind}", f"ent={phrase.head.entity}"]
    for table in ("instrument", "human", "physical"):
        fill = fill_of(table, last)
        if fill:
            found.append(f"{table}={fill}")
    if weapon_kind(last):
        found.append("weapon word")
    return found


def _filled(context: Context, at: int, lemma: str) -> list[str]:
    found = []
    for role, event in context.roles.get(at, ()):
        found += [f"r={role}", f"r={role}&t={event.type}", f"r={role}&h={lemma}", f"rr={role}&{event.realis}"]
    for role, claim_event in context.claimed.get(at, ()):
        found += [
            f"cr={role}",
            f"cr={role}&t={claim_event.type}",
            f"cr={role}&{claim_event.realis}&{claim_event.ground}",
        ]
    return found or ["no role"]


def _syntax(phrase: Phrase, lemma: str) -> list[str]:
    tokens = phrase.sentence.tokens
    head = phrase.head
    found = [f"d={head.dep}"]
    parent = tokens[head.head]
    hops = 0
    while parent.dep in {"conj", "appos"} and hops < 3:
        parent, hops = tokens[parent.head], hops + 1
    if parent.i == head.i:
        return found
    if parent.pos == "ADP":
        above = tokens[parent.head]
        found += [
            f"p={parent.lemma}_{above.lemma}",
            f"p={parent.lemma}",
            f"p={parent.lemma}_{above.lemma}&{lemma}",
        ]
        if above.pos == "NOUN" and tokens[above.head].pos == "VERB":
            found.append(f"pv={parent.lemma}_{above.lemma}_{tokens[above.head].lemma}")
    else:
        found += [f"g={head.dep}_{parent.lemma}", f"g={head.dep}_{parent.lemma}&{lemma}"]
    return found
