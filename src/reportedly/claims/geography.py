"""Whether two places, or two times, can be of one occurrence."""

from __future__ import annotations

from reportedly.knowledge.places.entry import distance_km as great_circle_km
from reportedly.records import EventPlace, EventTime, Place

SAME_PLACE_KM = 25.0  # the radius that UCDP calls "near" (where_prec 2)
FINE = frozenset({"exact spot", "populated place", "near"})

UNRESOLVED = "unresolved"  # a place by its words alone; mostly a village or quarter that no gazetteer has
FINENESS = (
    *("exact spot", "populated place", "near", UNRESOLVED),
    *("admin2", "admin1", "region", "sea/air", "country"),
)


def fineness(place: Place) -> int:
    """0 for an exact spot up to 8 for a country."""
    return FINENESS.index(place.precision) if place.precision in FINENESS else len(FINENESS)


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance in kilometres; None where either has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return great_circle_km(a.lat, a.lon, b.lat, b.lon)


def places_conflict(a: EventPlace | None, b: EventPlace | None) -> bool:
    """Whether the two cannot be one place: other countries, or fine places far apart."""
    if a is None or b is None:
        return False
    if a.place.country and b.place.country and a.place.country != b.place.country:
        return True
    if a.place.precision in FINE and b.place.precision in FINE:
        apart = distance_km(a.place, b.place)
        return apart is not None and apart > SAME_PLACE_KM + (a.place.radius_km or 0) + (
            b.place.radius_km or 0
        )
    if a.place.precision == b.place.precision == "admin1":
        return a.place.name != b.place.name
    return False


def same_place(a: EventPlace | None, b: EventPlace | None) -> bool:
    """Whether both name one place at the same fineness."""
    if a is None or b is None:
        return False
    if a.place.geonames_id is not None and a.place.geonames_id == b.place.geonames_id:
        return True
    return a.place.name == b.place.name and a.place.country == b.place.country


def times_conflict(a: EventTime | None, b: EventTime | None) -> bool:
    """Whether two resolved times have no day in common."""
    if a is None or b is None or not a.start or not b.start or not a.end or not b.end:
        return False
    return a.end[:10] < b.start[:10] or b.end[:10] < a.start[:10]


def same_time(a: EventTime | None, b: EventTime | None) -> bool:
    """Whether both are resolved to the same days."""
    if a is None or b is None or not a.start or not b.start:
        return False
    return a.start[:10] == b.start[:10]
