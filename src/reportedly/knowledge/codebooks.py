"""The codebooks' codes of an event: the ontology's defaults, sharpened by who is involved.

Rules follow the ACLED codebook (sub-event definitions, precedence, disrupted weapons use) and the
PLOVER manual as summarised in docs/knowledge.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.knowledge.ontology import event_types
from reportedly.records import Event, Party, Realis

ARMED_SECTORS = frozenset({"MIL", "REB", "UAF", "PRM", "COP", "SPY", "CRM"})
STATE_SECTORS = frozenset({"MIL", "GOV", "COP", "SPY"})
ATTACKS = frozenset({"attack", "ambush", "shooting", "raid", "killing", "injury", "stabbing"})
ACLED_BY_WEAPON = {
    "drone": "Air/drone strike",
    "aircraft": "Air/drone strike",
    "aerial bomb": "Air/drone strike",
    "missile": "Shelling/artillery/missile attack",
    "rocket": "Shelling/artillery/missile attack",
    "artillery": "Shelling/artillery/missile attack",
    "vehicle bomb": "Remote explosive/landmine/IED",
    "explosive": "Remote explosive/landmine/IED",
    "landmine": "Remote explosive/landmine/IED",
    "grenade": "Grenade",
    "suicide vest": "Suicide bomb",
    "chemical": "Chemical weapon",
}
MODE_BY_WEAPON = {
    "drone": ("drone", "1952"),
    "aircraft": ("aerial", "195"),
    "aerial bomb": ("aerial", "195"),
    "missile": ("heavy-weapons", "194"),
    "rocket": ("heavy-weapons", "194"),
    "artillery": ("heavy-weapons", "194"),
    "vehicle bomb": ("explosives", "1832"),
    "explosive": ("explosives", "183"),
    "landmine": ("explosives", "1833"),
    "firearm": ("firearms", "193"),
    "blade": ("primitive", "182"),
}
OPEN_TYPES = frozenset({"attack", "strike", "killing", "injury"})  # the weapon decides their codes
REMOTE = "Explosions/Remote violence"
CIVILIANS = "Violence against civilians"


@dataclass(frozen=True, slots=True)
class Codes:
    """One event's code in every codebook; ``muc4`` is None where MUC-4 has no such incident."""

    acled: str
    acled_sub: str
    plover: str
    plover_mode: str | None
    cameo: str
    muc4: str | None


def codes_of(event: Event) -> Codes:
    """The codes of ``event`` in ACLED, PLOVER, CAMEO and MUC-4."""
    entry = event_types()[event.type]
    acled, sub = _acled(event, entry.acled, entry.acled_sub)
    mode, cameo = entry.plover_mode, entry.cameo
    if event.type in OPEN_TYPES:
        kinds = [MODE_BY_WEAPON[w.kind] for w in event.weapons if w.kind in MODE_BY_WEAPON]
        mode, cameo = kinds[0] if kinds else (mode, cameo)
    return Codes(acled, sub, entry.plover, mode, cameo, entry.muc4)


def _acled(event: Event, acled: str, sub: str) -> tuple[str, str]:
    remote = acled == REMOTE or any(w.kind in ACLED_BY_WEAPON for w in event.weapons)
    if event.realis is Realis.ATTEMPTED and remote and _is_intercepted(event):
        return "Strategic developments", "Disrupted weapons use"
    if event.type in OPEN_TYPES:
        for weapon in event.weapons:
            if weapon.kind in ACLED_BY_WEAPON:
                return REMOTE, ACLED_BY_WEAPON[weapon.kind]
    if event.type == "territory_taken" and any(_is_state(a) for a in event.actors):
        return "Battles", "Government regains territory"
    if event.type in ATTACKS and any(_is_armed(p) for p in event.targets + event.victims):
        return "Battles", "Armed clash"
    return acled, sub


def _is_intercepted(event: Event) -> bool:
    return event.outcome is not None and event.outcome.value == "intercepted"


def _is_state(party: Party) -> bool:
    return party.sector in STATE_SECTORS


def _is_armed(party: Party) -> bool:
    return party.sector in ARMED_SECTORS
