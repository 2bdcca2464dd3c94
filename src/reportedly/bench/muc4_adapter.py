"""From Reportedly's claims to MUC-4 templates: MUC-4's conventions live here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.bench.muc4_adapter_entities import Entity, entities, filler_text, is_plural
from reportedly.bench.muc4_adapter_fills import template_fills
from reportedly.bench.muc4_adapter_incidents import Incident, merged, seeds
from reportedly.bench.muc4_adapter_model import Linear, load
from reportedly.bench.muc4_adapter_relevance import LIKELY, likelihood, untold
from reportedly.bench.muc4_format import Template, make_template
from reportedly.records import CodedReport, Realis

Filled = tuple[Incident, list[Entity]]
GTT_ROLES = {
    "PerpInd": "PerpInd",
    "PerpOrg": "PerpOrg",
    "Target": "Target",
    "HumName": "Victim",
    "Weapon": "Weapon",
}
TELLING = 0.3  # least sum of the scores of its fillers: an incident that tells less is not in the keys
FIGHTING = frozenset({"armed_clash", "offensive"})
REACH: Mapping[str, int] = {"PerpOrg": 1, "Target": 1, "HumName": 1, "Weapon": 1}
# sentences from an incident's own in which a filler may stand, by role; others stand within
ONCE = frozenset({"Target", "HumName", "HumDesc"})  # harmed in one incident of a report only


def templates_of(coded: CodedReport, message_id: str, *, learned: bool = True) -> tuple[Template, ...]:
    """The MUC-4 templates of one coded report; one without slots where no incident is relevant."""
    found = filled_incidents(coded, learned=learned)
    if not found:
        return (Template(message_id, None),)
    return tuple(
        make_template(message_id, number, template_fills(coded, incident, fillers))
        for number, (incident, fillers) in enumerate(found, 1)
    )


def filled_incidents(coded: CodedReport, *, learned: bool = True) -> list[Filled]:
    """The relevant incidents of a report with their fillers."""
    roles: Linear | None = load("roles") if learned else None
    fillers = entities(coded, roles)
    found = assigned(merged(seeds(coded)), fillers)
    if roles is None:
        return [(i, f) for i, f in found if f and is_relevant_by_rule(i)]
    if not found:
        alone = untold(coded, fillers)
        return [(alone, best_told(fillers))] if alone else []
    told = shared([(i, best_told(f)) for i, f in found if sum(e.score for e in f) >= TELLING])
    return [(i, f) for i, f in told if likelihood(coded, i, f, len(told)) >= LIKELY]


def best_told(fillers: list[Entity]) -> list[Entity]:
    """One organisation, and no single person told by description beside named ones (mostly the same)."""
    named = any(e.role == "HumName" for e in fillers)
    bodies = sorted((e for e in fillers if e.role == "PerpOrg"), key=lambda e: -e.score)
    dropped = bodies[1:] + [e for e in fillers if named and e.role == "HumDesc" and not is_plural(e.best)]
    return [e for e in fillers if not any(e is d for d in dropped)]


def shared(found: list[Filled]) -> list[Filled]:
    """Perpetrators told of one incident of a report stand for its other incidents where these tell none."""
    complete = []
    for incident, fillers in found:
        added = []
        for role in ("PerpOrg", "PerpInd"):
            if not any(e.role == role for e in fillers):
                others = [e for _, held in found for e in held if e.role == role]
                added += [max(others, key=lambda e: e.score)] if others else []
        complete.append((incident, fillers + added))
    return complete


def is_relevant_by_rule(incident: Incident) -> bool:
    """The guidelines by rule: not only fighting between forces, and something done or tried."""
    done = {Realis.ACTUAL, Realis.ATTEMPTED, Realis.THREATENED}
    return bool(incident.realis & done) and any(e.type not in FIGHTING for e in incident.events)


def assigned(incidents: list[Incident], fillers: list[Entity]) -> list[Filled]:
    """Each filler with the incidents whose claims name it, or else with the nearest incident."""
    found: list[Filled] = [(incident, []) for incident in incidents]
    for entity in fillers:
        named = [f for incident, f in found if entity.offsets & incident.roles.keys()]
        if named:
            for group in named[:1] if entity.role in ONCE else named:
                group.append(entity)
            continue
        distances = [(distance(entity, incident), i) for i, (incident, _) in enumerate(found)]
        if distances:
            gap, nearest = min(distances)
            if gap <= REACH.get(entity.role, 0) or len(found) == 1:
                found[nearest][1].append(entity)
    return found


def distance(entity: Entity, incident: Incident) -> int:
    """Sentences between a filler and the nearest telling of an incident."""
    return min((abs(a - b) for a in entity.sentences for b in incident.sentences), default=99)


def gtt_templates_of(
    coded: CodedReport, *, learned: bool = True
) -> tuple[Mapping[str, str | tuple[str, ...]], ...]:
    """Incident type and the strings of the five roles of the GTT form of MUC-4, one string per entity."""
    found = []
    for incident, fillers in filled_incidents(coded, learned=learned):
        template: dict[str, str | tuple[str, ...]] = {"incident_type": incident.type.lower()}
        for role, name in GTT_ROLES.items():
            strings = (filler_text(e).lower() for e in fillers if e.role == role)
            template[name] = tuple(dict.fromkeys(strings))
        found.append(template)
    return tuple(found)
