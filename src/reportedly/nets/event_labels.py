"""What the events net says of each word; training and reading use these lists and their order."""

from __future__ import annotations

from reportedly.records import Realis

NONE = "none"
# The event types of knowledge/data/event_types.yaml; here by name, as weights belong to this order.
TYPES = (
    NONE,
    *"""
    air_strike drone_strike missile_strike shelling strike bombing vehicle_bombing landmine
    suicide_bombing grenade explosion chemical_attack attack armed_clash offensive ambush shooting
    assassination execution massacre stabbing beating torture killing injury sexual_violence
    abduction hijacking arrest capture release raid territory_taken territory_transfer siege
    interception defusal weapons_seizure protest labour_strike protest_intervention
    protest_crackdown riot mob_violence looting property_destruction arson displacement agreement
    ceasefire ceasefire_violation mobilization base_established group_change
    """.split(),
)
REALIS = tuple(Realis)
# The part that what a word names plays in the violence a report tells of.
PARTS = (
    NONE,
    "perpetrator",
    "perpetrating organisation",
    "physical target",
    "victim by name",
    "victim by description",
    "weapon",
)
ROLES = ("actor", "target", "victim", "weapon", "place", "time", "source", "cue", "toll")
HEADS = {"types": len(TYPES), "realis": len(REALIS), "parts": len(PARTS), "roles": len(ROLES)}
