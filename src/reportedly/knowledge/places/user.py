"""Adds a user's own places, or a full GeoNames dump, to the gazetteer's index.

Two forms are read: a table (TSV or CSV with a header: name, lat, lon and, if there are any,
country, admin1, alternate_names, feature, population, geonames_id, radius_km), and GeoNames'
own dump (allCountries.txt, XX.txt, or the zip of one).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportedly.errors import InputError
from reportedly.knowledge.places.entry import SourceEntry, town_radius_km
from reportedly.knowledge.places.sources import country_codes, is_a_written_name

GEONAMES_COLUMNS = 19
_FEATURE_OF_CODE = {
    **{
        "PCLI": "country",
        "ADM1": "admin1",
        "ADM2": "admin2",
        "PPLC": "capital",
        "AIRB": "base",
        "MILB": "base",
    },
    **{
        "INSM": "base",
        "AIRP": "airport",
        "AIRF": "airport",
        "PPLX": "quarter",
        "PPLL": "village",
        "VAL": "valley",
    },
    **{"RGN": "region", "AREA": "region", "STM": "river", "LK": "lake", "MT": "mountain", "HLL": "hill"},
    **{"ISL": "island", "SEA": "sea", "STRT": "sea", "CMP": "camp", "CMPRF": "camp"},
}
_AREA_RADIUS_KM = 30.0
_SKIPPED_CLASSES = frozenset({"R", "U", "V"})  # roads, undersea, vegetation
_SPOTS = frozenset({"base", "airport", "crossing", "hill"})
_PRECISE = frozenset({"country", "admin1", "admin2"})
_AREAS = frozenset({"region", "valley", "river", "lake", "mountain", "island"})


def read_user_places(path: Path) -> Iterator[SourceEntry]:
    """The places of a user's file; raises InputError naming the file and the row that cannot be read."""
    if not path.is_file():
        raise InputError(f"the gazetteer file {path} does not exist")
    label = f"user:{path.name}"
    if path.suffix == ".zip":
        yield from _zipped(path, label)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        if first.count("\t") == GEONAMES_COLUMNS - 1:
            yield from geonames_dump(file, label)
        else:
            yield from table(file, label, "\t" if "\t" in first else ",")


def _zipped(path: Path, label: str) -> Iterator[SourceEntry]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
            for name in names:
                with archive.open(name) as raw:
                    yield from geonames_dump(io.TextIOWrapper(raw, "utf-8"), label)
    except zipfile.BadZipFile as error:
        raise InputError(f"{path} is not a zip file that can be read: {error}") from error


def table(lines: Iterable[str], label: str, delimiter: str) -> Iterator[SourceEntry]:
    """Places of a table with a header."""
    reader = csv.DictReader(lines, delimiter=delimiter)
    missing = {"name", "lat", "lon"} - set(reader.fieldnames or ())
    if missing:
        raise InputError(f"{label}: the header lacks {', '.join(sorted(missing))}")
    iso3 = country_codes()
    for number, row in enumerate(reader, 2):
        feature = row.get("feature") or "town"
        population = int(row.get("population") or 0)
        country = (row.get("country") or "").upper()
        try:
            lat, lon = float(row["lat"]), float(row["lon"])
            radius = float(row.get("radius_km") or town_radius_km(population))
            geonames_id = int(row["geonames_id"]) if row.get("geonames_id") else None
        except (TypeError, ValueError) as error:
            raise InputError(f"{label}, row {number} ({row.get('name')}): {error}") from error
        alternates = [n.strip() for n in (row.get("alternate_names") or "").split("|") if n.strip()]
        yield SourceEntry(
            source=label,
            name=row["name"],
            names=(row["name"], *alternates),
            lat=lat,
            lon=lon,
            country=iso3.get(country, country) or None,
            feature=feature,
            precision=precision_of(feature),
            radius_km=radius,
            population=population,
            geonames_id=geonames_id,
            admin1=row.get("admin1") or None,
        )


def geonames_dump(lines: Iterable[str], label: str) -> Iterator[SourceEntry]:
    """Places of a GeoNames dump: populated places, units, spots and areas; no roads, no undersea names."""
    iso3 = country_codes()
    for number, line in enumerate(lines, 1):
        f = line.rstrip("\n").split("\t")
        if len(f) != GEONAMES_COLUMNS:
            raise InputError(
                f"{label}, line {number}: {len(f)} columns, a GeoNames dump has {GEONAMES_COLUMNS}"
            )
        if f[6] in _SKIPPED_CLASSES:
            continue
        feature = _FEATURE_OF_CODE.get(f[7], "town" if f[6] == "P" else "spot")
        population = int(f[14] or 0)
        yield SourceEntry(
            source="geonames",
            name=f[1],
            names=(f[1], f[2], *filter(is_a_written_name, f[3].split(","))),
            lat=float(f[4]),
            lon=float(f[5]),
            country=iso3.get(f[8]),
            feature=feature,
            precision=precision_of(feature),
            radius_km=town_radius_km(population) if feature in ("town", "capital") else _AREA_RADIUS_KM,
            population=population,
            geonames_id=int(f[0]),
            admin1_code=f"{f[8]}.{f[10]}" if f[10] else None,
        )


def precision_of(feature: str) -> str:
    """The precision that a kind of place allows."""
    if feature in _PRECISE:
        return feature
    if feature in _AREAS:
        return "region"
    if feature == "sea":
        return "sea/air"
    return "exact spot" if feature in _SPOTS or feature == "spot" else "populated place"
