"""The gazetteer: from a name to the places it can stand for.

Its index is an SQLite file in the user's cache directory (``REPORTEDLY_CACHE`` overrides
where), built on first use from what is installed; nothing is downloaded.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path

from reportedly.knowledge.places import build
from reportedly.knowledge.places.entry import Entry, distance_km
from reportedly.knowledge.places.keys import name_key, with_plain_article
from reportedly.knowledge.places.user import read_user_places
from reportedly.settings import cache_folder

__all__ = [
    "Entry",
    "Gazetteer",
    "build_index",
    "default_gazetteer",
    "distance_km",
    "index_path",
    "load_gazetteer",
    "name_key",
]

log = logging.getLogger(__name__)

MOST_CANDIDATES = 250  # by population; the commonest name, San José, has about this many
_CACHED_NAMES = 100_000
_SELECT = """SELECT p.key, p.geonames_id, p.source, p.name, p.lat, p.lon, p.country, p.admin1, p.admin1_code,
  p.feature, p.precision, p.radius_km, p.population, p.disputed, n.quality
  FROM names n JOIN places p ON p.key = n.place WHERE n.name = ?
  ORDER BY n.quality > 1, p.population DESC, p.key LIMIT ?"""


def index_path() -> Path:
    """Where the index of the installed sources lies, or will lie."""
    return cache_folder() / f"gazetteer-{build.index_version()}.sqlite"


def build_index(path: Path | None = None, *, force: bool = False) -> Path:
    """The path of the index, built if it is not there (or ``force``). Two processes may do so at once."""
    target = path or index_path()
    if force or not target.exists():
        build.build_index(target)
    return target


def load_gazetteer(path: Path, *, index: Path | None = None) -> int:
    """Add the places of a user's file to the index (default: of the installed sources); how many were new.

    ``path`` is a TSV or CSV table with a header, or a GeoNames dump (.txt or .zip). Loading a
    file of the same name again replaces what it added before; GeoNames ids that the index has
    already are left as they are. The index is rewritten beside the old one and moved into place.
    """
    target = build_index(index)
    return build.extend_index(target, read_user_places(path), f"user:{path.name}")


class Gazetteer:
    """Look-ups in one index, with those of this process kept in memory. Reads only."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._longest: dict[str, int] = {}
        self._by_id: dict[int, Entry | None] = {}
        self._by_code: dict[str, Entry] = {}

    @classmethod
    def open(cls, path: Path | None = None, *, on_build: Callable[[str], None] | None = None) -> Gazetteer:
        """The gazetteer of the index at ``path`` (default: of the installed sources), built if need be.

        ``on_build`` is called with a line for the user before a build.
        """
        target = path or index_path()
        if not target.exists() and on_build is not None:
            on_build("Building the gazetteer index, once (about 15 seconds)")
        build_index(target)
        connection = sqlite3.connect(f"{target.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        connection.execute("PRAGMA mmap_size=268435456")
        return cls(connection)

    def find(self, name: str) -> tuple[Entry, ...]:
        """The places that ``name`` can stand for, larger ones first; empty where it is no place's name."""
        return self.find_key(name_key(name))

    def find_key(self, key: str) -> tuple[Entry, ...]:
        """The same for a key made by ``name_key``."""
        found = self._found.get(key)
        if found is None:
            found = self._select(key)
            if not found and key.startswith(("el ", "as ", "ar ", "at ", "ad ", "an ", "az ", "ash ", "il ")):
                found = self._select(with_plain_article(key))
            if len(self._found) > _CACHED_NAMES:
                self._found.clear()
            self._found[key] = found
        return found

    def longest_from(self, word: str) -> int:
        """How many words the longest name that begins with ``word`` (a key of one word) has; 0 for none."""
        longest = self._longest.get(word)
        if longest is None:
            row = self._connection.execute(
                "SELECT longest FROM first_words WHERE word = ?", (word,)
            ).fetchone()
            longest = self._longest[word] = int(row[0]) if row else 0
        return longest

    def by_geonames_id(self, geonames_id: int) -> Entry | None:
        """The entry of a GeoNames id, if the index has it."""
        if geonames_id not in self._by_id:
            row = self._connection.execute(
                "SELECT *, 0 FROM places WHERE geonames_id = ? ORDER BY key", (geonames_id,)
            ).fetchone()
            self._by_id[geonames_id] = Entry(*row) if row else None
        return self._by_id[geonames_id]

    def country(self, iso3: str) -> Entry | None:
        """The entry of a country by its ISO 3166 alpha-3 code."""
        if not self._by_code:
            rows = self._connection.execute("SELECT *, 0 FROM places WHERE feature = 'country' ORDER BY key")
            self._by_code = {str(row[6]): Entry(*row) for row in rows}
        return self._by_code.get(iso3)

    def _select(self, key: str) -> tuple[Entry, ...]:
        if not key:
            return ()
        return tuple(Entry(*row) for row in self._connection.execute(_SELECT, (key, MOST_CANDIDATES)))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


@cache
def default_gazetteer() -> Gazetteer:
    """The gazetteer of the installed sources, opened once a process."""
    return Gazetteer.open()
