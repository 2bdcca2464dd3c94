"""Whether a report tells of conflict at all: the last guard against figures of speech and accidents.

Words of fighting stand in match reports, recipes and election stories too. What parts them from
conflict is who takes part: an armed actor, a weapon that did something, people who came to harm. A
report without any such occurrence gives no claims of violence; what is protest or agreement stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from reportedly.claims.geography import UNRESOLVED
from reportedly.claims.grouping import Group
from reportedly.claims.telling import Telling
from reportedly.claims.toll_links import TOLL_RULE, TYPE_OF_KIND
from reportedly.claims.voices import Voice
from reportedly.knowledge.ontology import event_types
from reportedly.records import Findings, Party, Stance

ARMED_SECTORS = frozenset({"MIL", "REB", "PRM", "UAF", "SPY", "CRM", "SEP"})
ARMED_WORDS = frozenset(
    {"gunmen", "gunman", "attackers", "attacker", "assailants", "assailant", "suicide bomber"}
)
NO_WEAPONS = frozenset({"unknown", "blunt", "vehicle", "fire", "blade"})
VIOLENT = frozenset({"remote", "armed", "territory", "disrupted", "property"})
ANSWERING = frozenset({Stance.CLAIMS_RESPONSIBILITY, Stance.DENIES_RESPONSIBILITY, Stance.DENIES})
BARE_TYPES = frozenset(TYPE_OF_KIND.values())  # what a figure alone says of an event
HISTORY_YEARS = 20
SURE = 0.99  # how likely the events net must find an event for that alone to carry it
CIVIC = frozenset({"demonstration", "agreement"})


def relevant_groups(
    findings: Findings, groups: Sequence[Group], voices: Mapping[Telling, Voice]
) -> list[Group]:
    """The groups that a report on its topic can be believed to mean."""
    if _is_history(findings, groups):
        return []
    by_accident = _tells_of_accident(findings)
    if any(_is_hard(group, by_accident) or _is_answered_for(group, voices) for group in groups):
        return list(groups)
    return [g for g in groups if _is_believable(g, by_accident) or (not by_accident and _is_sure(g))]


def _is_sure(group: Group) -> bool:
    """Whether the events net is certain of some violence told, or of a protest or agreement on some day."""
    return any(
        (t.mention.likely or 0.0) >= SURE
        and (event_types()[t.type].family not in CIVIC or (t.time is not None and t.time.start is not None))
        for t in group.tellings
    )


def _is_history(findings: Findings, groups: Sequence[Group]) -> bool:
    """Whether all that is dated lies decades back: anniversaries, museums, memoirs."""
    published = findings.parsed.report.published
    dated = [t.time.end for g in groups for t in g.tellings if t.time and t.time.start and t.time.end]
    if published is None or not dated:
        return False
    return all(published.year - int(end[:4]) > HISTORY_YEARS for end in dated)


def _is_hard(group: Group, by_accident: bool) -> bool:
    """An armed actor in a violent occurrence, or a weapon that is named in one that hit or harmed.

    After an accident or a storm soldiers are sent and people are missing, and nobody attacked.
    """
    families = VIOLENT if by_accident else VIOLENT | {"custody", "posture", "harm"}
    return any(
        event_types()[t.type].family in families
        and (
            any(_is_armed(p) for p in t.actors + t.targets)
            or (not by_accident and _has_weapon(t) and bool(t.tolls or t.targets or _is_located(t)))
        )
        for t in group.tellings
    )


def _is_answered_for(group: Group, voices: Mapping[Telling, Voice]) -> bool:
    """Nobody claims or denies responsibility for a figure of speech."""
    return any(
        voices[t].stance in ANSWERING and event_types()[t.type].family in VIOLENT | {"custody", "harm"}
        for t in group.tellings
        if any("responsibility" in a.origin.rule for a in voices[t].attributions)
    )


def _is_armed(party: Party) -> bool:
    if party.sector in ARMED_SECTORS or (party.id or "").startswith("state:"):
        return True
    return party.name.lower() in ARMED_WORDS


def _is_located(telling: Telling) -> bool:
    """Whether it has a place that some gazetteer has; a capitalised word alone may be a stadium or a shop."""
    place = telling.place
    return place is not None and (place.place.precision != UNRESOLVED or bool(place.origin.alternatives))


def _has_weapon(telling: Telling) -> bool:
    return any(weapon.kind not in NO_WEAPONS for weapon in telling.weapons)


def _is_believable(group: Group, by_accident: bool) -> bool:
    """In a report with no hard occurrence: civic events, or people harmed on purpose."""
    families = {event_types()[t.type].family for t in group.tellings}
    if all(t.mention.origin.rule == TOLL_RULE and t.type in BARE_TYPES for t in group.tellings):
        return False  # a figure without a word of violence anywhere: obituaries and traffic
    if families & CIVIC:
        return any(_is_civic(t) for t in group.tellings)
    harmed = any(t.tolls or (_has_people(t) and (_is_located(t) or t.time)) for t in group.tellings)
    happened = any(_is_located(t) and (t.targets or t.actors) for t in group.tellings)
    if by_accident or not (harmed or happened):
        return False
    if families == {"harm"}:
        return any(_is_located(t) or t.time or t.actors or _is_person(t) for t in group.tellings)
    return True


def _is_civic(telling: Telling) -> bool:
    """A protest or agreement of somebody in particular, or somewhere."""
    if _is_located(telling):
        return True
    return any(p.id is not None or p.kind in {"generic", "office", "person", "group"} for p in telling.actors)


def _has_people(telling: Telling) -> bool:
    """Whether a person or people is the target or victim, not a thing or an idea."""
    return any(p.kind not in {"worded", "place", "pronoun", None} for p in telling.targets + telling.victims)


def _is_person(telling: Telling) -> bool:
    """Whether somebody in particular came to harm: "the killing of the mayor"."""
    return any(p.kind in {"person", "office", "nominal", "named"} for p in telling.victims)


def _tells_of_accident(findings: Findings) -> bool:
    text = findings.parsed.text.lower()
    return len({m.group() for m in _accident_words().finditer(text)}) >= 2


@cache
def _accident_words() -> re.Pattern[str]:
    lines = resources.files("reportedly.knowledge").joinpath("data/accidents.txt").read_text("utf-8")
    words = [line for line in lines.splitlines() if line and not line.startswith("#")]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")
