"""One gazetteer entry, as the sources give it and as look-ups return it."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_DIAMETER_KM = 12742.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that a name can stand for. ``quality`` says how the looked-up name names it:

    0 its own name, 1 another name, 2 a shortened or derived form.
    """

    key: int  # row in the index
    geonames_id: int | None
    source: str  # geonames | supplement:<id> | airports:<id> | ucdp-ged | user:<file>
    name: str
    lat: float
    lon: float
    country: str | None  # ISO3
    admin1: str | None  # its name
    admin1_code: str | None  # GeoNames code, "SYR.12"
    feature: str  # country admin1 admin2 town quarter village camp base airport crossing region sea …
    precision: str
    radius_km: float
    population: int
    disputed: str | None = None
    quality: int = 0


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """An entry on its way into the index: the fields of Entry less its key, with all its names."""

    source: str
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    country: str | None
    feature: str
    precision: str
    radius_km: float
    population: int = 0
    geonames_id: int | None = None
    admin1: str | None = None
    admin1_code: str | None = None
    disputed: str | None = None


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points in degrees."""
    to_radians = math.pi / 180
    a = math.sin((lat2 - lat1) * to_radians / 2) ** 2
    b = math.sin((lon2 - lon1) * to_radians / 2) ** 2
    h = a + math.cos(lat1 * to_radians) * math.cos(lat2 * to_radians) * b
    return EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(h)))


def town_radius_km(population: int) -> float:
    """How far a populated place reaches from its point, at 3,000 people a km²."""
    return round(min(30.0, max(2.0, 1.6 * math.sqrt(max(population, 1) / 3000 / math.pi) + 1)), 1)
