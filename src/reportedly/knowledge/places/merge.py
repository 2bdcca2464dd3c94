"""Joins what two sources say of one place, so that a name does not lead to the same town twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportedly.knowledge.places.entry import SourceEntry, distance_km
from reportedly.knowledge.places.keys import name_key
from reportedly.knowledge.places.sources import read_table

_SPOT_KM = 12.0
_AREA_KM = 60.0
_TOWNS = frozenset({"town", "capital"})
_UNITS = frozenset({"admin1", "admin2"})
_SPOTS = _TOWNS | {"village", "base", "camp", "crossing", "quarter", "airport", "spot"}
_LIKE = {
    "town": _TOWNS,
    "village": _SPOTS,
    "region": _UNITS,
}  # supplement feature -> GeoNames features it may be


class Keys(dict[str, str]):
    """Look-up keys of names, each made once."""

    def __missing__(self, name: str) -> str:
        key = self[name] = name_key(name)
        return key


def merged(
    base: Sequence[SourceEntry], extra: Iterable[SourceEntry], keys: Keys
) -> tuple[list[SourceEntry], list[SourceEntry]]:
    """``base`` with the names and notes of ``extra`` entries that are the same place; and the other extras.

    The same place: a name in common, the same country, a like kind, and near. Our own name for
    it, the usual English one, becomes the first.
    """
    extras = list(extra)
    wanted = {keys[n] for e in extras if e.feature in _LIKE for n in e.names}
    countries = {e.country for e in extras}
    by_key: dict[str, list[int]] = {}
    for i, entry in enumerate(base):
        if entry.country in countries:
            for key in wanted.intersection([keys[n] for n in entry.names]):
                by_key.setdefault(key, []).append(i)
    result, rest = list(base), []
    for e in extras:
        same = _same_place(e, result, by_key, keys)
        if same is None:
            rest.append(e)
            continue
        old = result[same]
        features = _LIKE[e.feature]
        own = e.source.startswith("supplement:") and features >= _TOWNS
        result[same] = replace(
            old,
            name=e.name if own else old.name,
            names=(*e.names, *old.names) if own else (*old.names, *e.names),
            disputed=old.disputed or e.disputed,
        )
    return result, rest


def _same_place(
    e: SourceEntry, base: Sequence[SourceEntry], by_key: dict[str, list[int]], keys: Keys
) -> int | None:
    features = _LIKE.get(e.feature, frozenset())
    limit = _SPOT_KM if features >= _TOWNS else max(_AREA_KM, e.radius_km)
    best: tuple[float, int] | None = None
    for key in (keys[n] for n in e.names):
        for i in by_key.get(key, ()):
            other = base[i]
            if other.country != e.country or other.feature not in features:
                continue
            distance = distance_km(e.lat, e.lon, other.lat, other.lon)
            if distance <= limit and (best is None or distance < best[0]):
                best = (distance, i)
    return best[1] if best else None


def with_notes(entries: Iterable[SourceEntry]) -> list[SourceEntry]:
    """Entries with the dispute notes of data/places/disputed.tsv."""
    rows = read_table("disputed.tsv")
    by_code = {row["value"]: row["note"] for row in rows if row["kind"] == "admin1_code"}
    by_id = {int(row["value"]): row["note"] for row in rows if row["kind"] == "geonames_id"}
    result = []
    for entry in entries:
        note = by_id.get(entry.geonames_id or 0) or by_code.get(entry.admin1_code or "")
        result.append(replace(entry, disputed=entry.disputed or note) if note else entry)
    return result
