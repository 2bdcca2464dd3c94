"""Which tellings of one report are about the same occurrence.

Tellings are taken in text order and each joins the group it fits best, or opens a new one.
Hard conflicts (other actors, places, days, kinds of realis) forbid joining; shared roles and
definite mentions ("the strike") speak for it. Weights were set on the project's sample reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.claims.geography import UNRESOLVED, places_conflict, same_place, same_time, times_conflict
from reportedly.claims.parties import parties_conflict, same_party, share_party
from reportedly.claims.telling import Telling
from reportedly.knowledge.ontology import event_types
from reportedly.records import BlockKind, Findings, Party, Realis, Span

JOIN_AT = 1.5
CONTEST = 0.8
GENERAL_TYPES = frozenset({"attack", "strike", "explosion", "offensive", "raid"})
SEPARATE_ROLES = frozenset({"motive", "target", "time"})
WARLIKE_TYPES = frozenset({"offensive", "siege", "displacement"})  # what totals are of
ANAPHORIC_TYPES = GENERAL_TYPES | {"armed_clash"}
NEAR_TYPES = (
    frozenset({"bombing", "vehicle_bombing", "suicide_bombing", "explosion", "landmine", "grenade"}),
    frozenset({"strike", "air_strike", "drone_strike", "missile_strike", "shelling"}),
    frozenset({"missile_strike", "shelling", "strike"}),
    frozenset({"armed_clash", "offensive", "ambush", "attack", "shooting", "raid"}),
    frozenset({"attack", "shooting", "assassination", "execution", "massacre", "ambush", "stabbing", "raid"}),
    frozenset({"abduction", "hijacking"}),
    frozenset({"arrest", "capture", "raid"}),
    frozenset({"protest", "riot", "protest_intervention", "protest_crackdown"}),
    frozenset({"looting", "property_destruction", "arson", "attack"}),
    frozenset({"agreement", "ceasefire"}),
)
VIOLENT = frozenset({"remote", "armed", "demonstration", "property"})
SPECIFIC_DRONES_AND_JETS = (
    frozenset({"air_strike", "drone_strike"}),
    frozenset({"drone_strike", "missile_strike"}),
)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
NEW_OCCURRENCE = frozenset(
    {"another", "other", "separate", "separately", "second", "third", "earlier", "previous", "further"}
)


@dataclass(slots=True)
class Group:
    """Tellings of one occurrence, in text order."""

    tellings: list[Telling]

    @property
    def main(self) -> Telling:
        """The telling that names the occurrence best: specific type first, then most roles, then earliest."""
        return max(self.tellings, key=_richness)


def _richness(telling: Telling) -> tuple[bool, bool, int, int]:
    roles = (telling.actors, telling.targets, telling.victims, telling.weapons)
    filled = sum(bool(r) for r in roles) + (telling.place is not None) + (telling.time is not None)
    family = event_types()[telling.type].family
    return (
        family != "harm",
        telling.type not in GENERAL_TYPES,
        filled,
        -telling.mention.trigger.start,
    )


def group_tellings(
    findings: Findings, tellings: Sequence[Telling], claimants: Mapping[Telling, Party]
) -> list[Group]:
    """The tellings as groups, each about one occurrence, in order of first telling.

    Two speakers who name different doers contest one occurrence; one speaker who does tells of two.
    """
    groups: list[Group] = []
    for telling in sorted(tellings, key=lambda t: t.mention.trigger):
        best, best_score = None, JOIN_AT
        for group in groups:
            score = _affinity(findings, group, telling, claimants)
            if score is not None and score >= best_score:
                best, best_score = group, score
        if best is None:
            groups.append(Group([telling]))
        else:
            best.tellings.append(telling)
    return groups


def _affinity(
    findings: Findings, group: Group, telling: Telling, claimants: Mapping[Telling, Party]
) -> float | None:
    """How well ``telling`` fits ``group``; None where it cannot be the same occurrence."""
    if any(_conflict(other, telling) for other in group.tellings):
        return None
    others = [t for t in group.tellings if parties_conflict(t.actors, telling.actors)]
    if any(same_party(claimants[t], claimants[telling]) and not _is_symmetric(t, telling) for t in others):
        return None
    last = group.tellings[-1]
    best = max(_likeness(other, telling) for other in group.tellings)
    distance = telling.mention.sentence - last.mention.sentence
    score = best - 0.15 * min(distance, 10) - (CONTEST if others else 0.0)
    if last.block is BlockKind.TITLE and len(group.tellings) == 1:
        score += 1.0  # the lead tells again what the title told
    words = _determiners(findings, telling)
    if words & NEW_OCCURRENCE:
        score -= 2.5
    elif telling.mention.nominal and words & DEFINITE:
        score += 1.5
    elif (
        telling.mention.nominal and words & {"a", "an"} and distance > 0 and last.block is not BlockKind.TITLE
    ):
        score -= 1.0
    if distance == 0 and _is_harm_of(last, telling):
        score += 2.0
    elif distance == 1 and _is_bare_harm(findings, last, telling) and not words & NEW_OCCURRENCE:
        score += 2.0
    return score


def _is_bare_harm(findings: Findings, last: Telling, telling: Telling) -> bool:
    """ "Two people were killed.": harm with no place, day or doer of its own, in the same paragraph."""
    sentences = findings.parsed.sentences
    if sentences[last.mention.sentence].block != sentences[telling.mention.sentence].block:
        return False
    own = (telling.actors, telling.place, telling.time)
    return event_types()[telling.type].family == "harm" and not any(own)


def _conflict(a: Telling, b: Telling) -> bool:
    if not _realis_agree(a.realis, b.realis):
        return True
    same_sentence = a.mention.sentence == b.mention.sentence
    if a.is_cumulative and b.is_cumulative:
        return not same_sentence  # each total is a statement of its own
    if a.is_cumulative != b.is_cumulative and not same_sentence:
        single = b if a.is_cumulative else a
        if single.type not in WARLIKE_TYPES:
            return True
    if not _types_agree(a.type, b.type) and not _is_anaphor(b):
        return True
    if same_sentence and (_is_inside(a, b) or _is_inside(b, a)):
        return True
    if a.realis is Realis.RECURRING and not _same_period(a, b):
        return True
    if parties_conflict(a.targets + a.victims, b.targets + b.victims) and not _is_symmetric(a, b):
        return True
    return places_conflict(a.place, b.place) or times_conflict(a.time, b.time) or _tolls_conflict(a, b)


def _is_inside(outer: Telling, inner: Telling) -> bool:
    """Whether ``inner`` is told in a role of ``outer``: what a strike answers is another occurrence."""
    return any(
        argument.role in SEPARATE_ROLES and argument.span.contains(inner.mention.trigger)
        for argument in outer.mention.arguments
    )


def _same_period(a: Telling, b: Telling) -> bool:
    """Recurring events are one only where their period is told in the same words or in one sentence."""
    if a.mention.sentence == b.mention.sentence:
        return True
    return a.time is not None and b.time is not None and a.time.text.lower() == b.time.text.lower()


def _is_anaphor(telling: Telling) -> bool:
    """ "the fighting", "the attack": a general noun with no roles can stand for any violence."""
    roles = (telling.actors, telling.targets, telling.victims, telling.weapons, telling.place, telling.time)
    return telling.mention.nominal and telling.type in ANAPHORIC_TYPES and not any(roles)


def _is_symmetric(a: Telling, b: Telling) -> bool:
    """Clashes name either side first."""
    return a.type == b.type == "armed_clash" and share_party(a.actors + a.targets, b.actors + b.targets)


def _realis_agree(a: Realis, b: Realis) -> bool:
    if a == b:
        return True
    happened = {Realis.ACTUAL, Realis.ATTEMPTED}
    ahead = {Realis.PLANNED, Realis.THREATENED}
    return {a, b} <= happened or {a, b} <= ahead


def _types_agree(a: str, b: str) -> bool:
    if a == b:
        return True
    types = event_types()
    family_a, family_b = types[a].family, types[b].family
    if frozenset({a, b}) in SPECIFIC_DRONES_AND_JETS:
        return False
    if "harm" in (family_a, family_b):
        other = family_b if family_a == "harm" else family_a
        return other in VIOLENT or other == "harm"
    if any(a in near and b in near for near in NEAR_TYPES):
        return True
    return (a in GENERAL_TYPES or b in GENERAL_TYPES) and {family_a, family_b} <= {"remote", "armed"}


def _tolls_conflict(a: Telling, b: Telling) -> bool:
    """Two exact tolls of one kind and class that differ widely are of two occurrences."""
    for x in a.tolls:
        for y in b.tolls:
            if x.kind == y.kind and x.who == y.who and x.low and y.low and x.bound == y.bound == "exact":
                if max(x.low, y.low) > 3 * min(x.low, y.low) + 3:
                    return True
    return False


def _likeness(a: Telling, b: Telling) -> float:
    score = 0.0
    score += 0.8 if a.type == b.type else 0.0
    score += 1.2 if share_party(a.actors, b.actors) else 0.0
    score += 1.0 if share_party(a.targets + a.victims, b.targets + b.victims) else 0.0
    score += 1.2 if same_place(a.place, b.place) and not _is_lent(a, b) else 0.0
    score += 0.8 if same_time(a.time, b.time) else 0.0
    kinds = {w.kind for w in a.weapons} & {w.kind for w in b.weapons}
    score += 0.5 if kinds else 0.0
    same_tolls = {(t.kind, t.low) for t in a.tolls if t.low} & {(t.kind, t.low) for t in b.tolls}
    score += 1.0 if same_tolls else 0.0
    return score


def _is_lent(a: Telling, b: Telling) -> bool:
    """Whether one took over the other's place, and that by its words alone: no evidence that they are one."""
    return any(
        t.place is not None
        and t.place.place.precision == UNRESOLVED
        and t.place.origin.rule == "claims.place.context"
        for t in (a, b)
    )


def _is_harm_of(a: Telling, b: Telling) -> bool:
    """One of the two tells the harm that the other did, in one sentence."""
    types = event_types()
    return "harm" in (types[a.type].family, types[b.type].family)


def _determiners(findings: Findings, telling: Telling) -> frozenset[str]:
    """Lower-case determiners and adjectives that hang on the trigger."""
    sentence = findings.parsed.sentences[telling.mention.sentence]
    token = sentence.token_at(telling.mention.trigger.start)
    if token is None:
        return frozenset()
    head = sentence.head_of(Span(telling.mention.trigger.start, telling.mention.trigger.end)) or token
    return frozenset(sentence.tokens[i].text.lower() for i in sentence.children[head.i])
