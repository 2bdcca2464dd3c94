"""Which incidents of a report MUC-4's keys tell of, and the incident of a report without an event.

MUC-4 asks for recent, specific acts in nine countries and leaves out fighting between forces. How well an
incident fits that is a weighted sum of plain facts. The weights are those of a logistic regression on the
development keys, with fillers scored by a role classifier that had not seen them (four folds), rounded.
None tells one side from the other.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from reportedly.bench.muc4_adapter_entities import Entity
from reportedly.bench.muc4_adapter_fills import RECENT
from reportedly.bench.muc4_adapter_incidents import Incident, days
from reportedly.bench.muc4_adapter_place import OF_INTEREST
from reportedly.bench.muc4_adapter_words import adapter_words, words_of
from reportedly.records import CodedReport, Realis

LIKELY = 0.35  # least likelihood; what is less likely costs more than it earns
FORCES = frozenset({"MIL", "REB"})
MOST_TOLD = 4.0  # the sum of scores counts up to here
LONG = 3000  # characters
FACTS: Mapping[str, float] = {
    "always": -1.2,
    "old": -1.0,
    "event armed_clash": -0.8,
    "background": -0.6,
    "against a force": -0.5,
    "elsewhere": -0.4,
    "not done": -0.4,
    "event killing": 0.6,
    "event property_destruction": 0.6,
    "event assassination": 0.7,
}
AMOUNTS: Mapping[str, float] = {
    "incidents": -0.5,
    "length": -0.4,
    "dated": 0.7,
    "fillers": 0.9,
    "target": 1.0,
    "named person": 1.4,
}
SCORES = frozenset({"fillers", "target", "named person"})
NET_SCORES = 1.3  # two readers weighed together give lower scores than the linear one that the weights know
TELLING_ALONE = 0.65  # least score of a target of an incident that no event tells of


def likelihood(coded: CodedReport, incident: Incident, fillers: Sequence[Entity], n_incidents: int) -> float:
    """How likely the keys tell of the incident, from 0 to 1."""
    found = sum(FACTS.get(fact, 0.0) for fact in facts(coded, incident))
    with_net = coded.findings is not None and coded.findings.parts is not None
    for name, value in amounts(coded, incident, fillers, n_incidents).items():
        found += AMOUNTS[name] * value * (NET_SCORES if with_net and name in SCORES else 1.0)
    return 1 / (1 + math.exp(-found))


def facts(coded: CodedReport, incident: Incident) -> frozenset[str]:
    """What is true of the incident, by name."""
    events = incident.events
    found = {"always"} | {f"event {e.type}" for e in events}
    tests = {
        "background": any(e.ground == "background" for e in events),
        "not done": bool(incident.realis & {Realis.ATTEMPTED, Realis.PLANNED}),
        "against a force": any(p.sector in FORCES for e in events for p in (*e.targets, *e.victims)),
        "old": _is_old(coded.report.published, incident),
        "elsewhere": _is_elsewhere(incident),
    }
    return frozenset(found | {name for name, holds in tests.items() if holds})


def amounts(
    coded: CodedReport, incident: Incident, fillers: Sequence[Entity], n_incidents: int
) -> dict[str, float]:
    """What is measured of the incident, by name."""
    return {
        "fillers": min(sum(e.score for e in fillers), MOST_TOLD),
        "named person": max((e.score for e in fillers if e.role == "HumName"), default=0.0),
        "target": max((e.score for e in fillers if e.role == "Target"), default=0.0),
        "dated": float(bool(days(incident))),
        "incidents": math.log(1 + n_incidents),
        "length": len(coded.report.text) / LONG,
    }


def _is_old(published: dt.date | None, incident: Incident) -> bool:
    if published is None or not days(incident):
        return False
    return max(days(incident)) < (published - dt.timedelta(RECENT)).isoformat()


def _is_elsewhere(incident: Incident) -> bool:
    countries = {p.place.country for p in incident.places if p.place.country}
    names = adapter_words().countries
    return bool(countries) and not any(names.get(c) in OF_INTEREST for c in countries)


def untold(coded: CodedReport, fillers: Sequence[Entity]) -> Incident | None:
    """One incident for fillers of a report that claims no event; its words tell the type."""
    assert coded.findings is not None
    harmed = [e.score for e in fillers if e.role in {"Target", "HumName", "HumDesc"}]
    if max(harmed, default=0.0) < TELLING_ALONE:
        return None
    indices = tuple(sorted({e.best.sentence.index for e in fillers}))
    sentences = coded.findings.parsed.sentences
    lemmas = {token.lemma.lower() for i in indices for token in sentences[i].tokens}
    kind = next((k for k in ("BOMBING", "KIDNAPPING") if lemmas & words_of(k.lower())), "ATTACK")
    return Incident(kind, (), indices, {})
