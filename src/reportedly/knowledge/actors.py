"""The actor knowledge base: states, forces, armed groups, offices, bodies and generic actors.

The data are tab-separated tables under ``data/actors``; earlier tables win over later ones.
Ids are readable: ``state:ISR``, ``gov:ISR``, ``mil:ISR``, ``cop:ISR``, ``mod:ISR`` (an office of
a state), ``hamas`` (everything else). Offices and forces that every state has are written once
as a template whose id ends in ``:*`` (``mod:*``, "Ministry of Defence"); next to a country name
or a demonym the template becomes that country's ("Kenyan defence ministry" is ``mod:KEN``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reportedly.errors import KnowledgeError
from reportedly.knowledge.aliases import POSSESSIVES, AliasIndex, Match
from reportedly.records import Actor

COLUMNS = tuple("id name kind country sector aliases parents start end disputed source".split())
TABLES = (
    "states",
    "groups",
    "forces",
    "organisations",
    "institutions",
    "generic",
    "ucdp",
    "phoenix",
)  # in order of precedence
TEMPLATE = ":*"
ONLY_WITH_COUNTRY = "+"  # marks a template's alias that is a name next to a country only: "forces"
MAX_WORDS_BEFORE = 2  # how far before a name a longer name of something else may begin
WORD_TABLES = ("demonyms", "spellings", "common_words", "not_actors")
_OF = frozenset({"of"})


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """One row of the tables. Years are None where they are not known."""

    actor: Actor
    aliases: tuple[str, ...]
    start: int | None
    end: int | None
    disputed: str | None
    table: str


@dataclass(frozen=True, slots=True)
class FramingPhrase:
    """Loaded wording with the neutral name it stands for; None where the context decides."""

    phrases: tuple[str, ...]
    refers_to: str | None  # an actor id or a neutral name
    kind: str  # name | label | epithet | territory
    note: str
    source: str


class ActorBase:
    """Entries by id and by alias. Use ``ActorBase.load()``; loading happens once."""

    def __init__(self, tables: Mapping[str, str]) -> None:
        spellings = dict(_pairs(tables, "spellings"))
        words = {kind: frozenset(row.split()) for kind, row in _pairs(tables, "common_words")}
        indexes = [AliasIndex(spellings, words["common"], words["grammar"]) for _ in range(5)]
        self._entries: dict[str, ActorEntry] = {}
        self._made: dict[str, ActorEntry | None] = {}  # entries made from templates
        self._names, self._countries, self._country_names, self._templates, self._others = indexes
        self._demonyms: dict[str, str] = {}
        self._adjectives: dict[str, str] = {}
        for table in TABLES:
            for row in _rows(tables, table, len(COLUMNS)):
                self._add(table, row)
        for word, country in _pairs(tables, "demonyms"):
            self._demonyms.setdefault(word.lower(), country)
            self._adjectives.setdefault(country, word)
            self._countries.add(country, word)
        for phrase, reason in _pairs(tables, "not_actors"):
            self._others.add(reason, phrase)

    @staticmethod
    def load() -> ActorBase:
        """The knowledge base that comes with the package, read on first use."""
        return _load()

    @property
    def entries(self) -> Mapping[str, ActorEntry]:
        """All entries by id, templates included."""
        return self._entries

    def entry(self, id: str) -> ActorEntry | None:
        """The entry with its years and aliases; offices of a state are made from their template."""
        found = self._entries.get(id)
        if found is None and ":" in id:
            if id not in self._made:
                self._made[id] = self._from_template(id)
            found = self._made[id]
        return found

    def get(self, id: str) -> Actor | None:
        """The actor with this id, or None."""
        entry = self.entry(id)
        return entry.actor if entry else None

    def localise(self, id: str, country: str) -> str:
        """The id of a country's own office or force: ``mod:*`` and "KEN" give ``mod:KEN``.

        A generic entry is localised through its parent ("troops" through ``mil:*``); an id
        that belongs to no template comes back unchanged.
        """
        if id.endswith(TEMPLATE):
            return f"{id[:-1]}{country}"
        entry = self._entries.get(id)
        for parent in entry.actor.parents if entry else ():
            if parent.endswith(TEMPLATE):
                return f"{parent[:-1]}{country}"
        return id

    def by_alias(self, text: str) -> tuple[str, ...]:
        """Ids of all entries that bear this name, letter case left aside; () if none.

        The office or force of a state counts too ("Kenyan air force").
        """
        found = self._names.by_alias(text)
        if not found:
            words = _words(text)
            match = self._composed(words, 0, all_caps=True) if words else None
            found = match.ids if match and match.length == len(words) else ()
        return found

    def longest_match(
        self, words: Sequence[str], start: int, all_caps: bool = False
    ) -> tuple[int, tuple[str, ...]] | None:
        """(number of tokens, actor ids) of the longest name that begins at ``words[start]``.

        "the" is never the first word of a match. Several ids mean that the name is ambiguous.
        A bare demonym is no match; see ``demonym``. ``all_caps`` says that the text has no
        lower case, so that case tells nothing.
        """
        named = self._names.longest(words, start, all_caps)
        composed = self._composed(words, start, all_caps)
        if composed and (named is None or composed.length > named.length):
            named = composed
        if named is None or self._is_within_other(words, start, named.length, all_caps):
            return None
        return named.length, named.ids

    def _is_within_other(self, words: Sequence[str], start: int, length: int, all_caps: bool) -> bool:
        """Whether the words lie inside a longer name of something else: "Mexico" in "New Mexico"."""
        for begin in range(max(0, start - MAX_WORDS_BEFORE), start + 1):
            other = self._others.longest(words, begin, all_caps)
            end = begin + other.length if other else begin
            if (begin < start < end) or (begin == start and end > start + length):
                return True
        return False

    def demonym(self, word: str) -> str | None:
        """ISO3 of the country of a demonym ("Israeli", "Afghans"), or None."""
        return self._demonyms.get(word.lower())

    def country(self, name: str) -> str | None:
        """ISO3 of a state by any of its names; None where it names none or more than one."""
        found = [self._entries[id].actor for id in self.by_alias(name) if id in self._entries]
        countries = {a.country for a in found if a.kind in ("state", "entity", "territory")}
        return countries.pop() if len(countries) == 1 else None

    def country_name(self, iso3: str) -> str | None:
        """The short name of a state by its ISO3 code."""
        entry = self._entries.get(f"state:{iso3}")
        return entry.actor.name if entry else None

    def adjective(self, iso3: str) -> str | None:
        """The adjective of a state ("Israeli") by its ISO3 code."""
        return self._adjectives.get(iso3)

    def _add(self, table: str, row: list[str]) -> None:
        id, name, kind, country, sector, aliases, parents, start, end, disputed, source = row
        if id in self._entries:
            return  # a table of higher precedence has it
        actor = Actor(
            name=name,
            id=id,
            kind=kind,
            country=country or None,
            sector=sector or None,
            parents=tuple(parents.split("|")) if parents else (),
            source=source or None,
        )
        marked = aliases.split("|") if aliases else []
        names = tuple(alias.lstrip(ONLY_WITH_COUNTRY) for alias in marked)
        years = (int(start) if start else None, int(end) if end else None)
        self._entries[id] = ActorEntry(actor, names, *years, disputed or None, table)
        own = () if id.endswith(TEMPLATE) else (name,)
        self._names.add_all(id, (*own, *(a for a in marked if a[0] != ONLY_WITH_COUNTRY)))
        if not own or any(p.endswith(TEMPLATE) for p in actor.parents):
            self._templates.add_all(id, (*own, *names))
        if kind == "state":
            self._countries.add_all(country, (name, *names))
            self._country_names.add_all(country, (name, *names))

    def _composed(self, words: Sequence[str], start: int, all_caps: bool) -> Match | None:
        """ "Kenyan defence ministry", "Kenya's army", "Ministry of Defence of Kenya"."""
        place = self._countries.longest(words, start, all_caps)
        if place:
            after = start + place.length
            if after < len(words) and words[after] in POSSESSIVES:
                after += 1
            office = self._templates.longest(words, after, all_caps) if after < len(words) else None
            if office:
                return Match(after + office.length - start, self._localised(office.ids, place.ids))
            return None
        office = self._templates.longest(words, start, all_caps)
        if office is None:
            return None
        after = start + office.length
        if after + 1 < len(words) and words[after].lower() in _OF:
            after += 2 if words[after + 1].lower() == "the" else 1
            place = self._country_names.longest(words, after, all_caps) if after < len(words) else None
            if place:
                return Match(after + place.length - start, self._localised(office.ids, place.ids))
        return None

    def _localised(self, ids: Sequence[str], countries: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.localise(id, country) for id in ids for country in countries))

    def _from_template(self, id: str) -> ActorEntry | None:
        prefix, _, country = id.partition(":")
        template = self._entries.get(prefix + TEMPLATE)
        if template is None or self.country_name(country) is None:
            return None
        of = template.actor
        name = of.name.replace("{D}", self._adjectives.get(country) or str(self.country_name(country)))
        name = name.replace("{C}", str(self.country_name(country)))
        parents = tuple(p.replace("*", country) for p in of.parents)
        actor = Actor(name, id, of.kind, country, of.sector, parents, of.source)
        return ActorEntry(actor, (), None, None, None, template.table)


def _words(text: str) -> list[str]:
    """The words of a name, possessives apart: "Kenya's army" in three."""
    return re.sub(r"(['’]s)\b", r" \1", text).split()


@cache
def framing_phrases() -> tuple[FramingPhrase, ...]:
    """The table of loaded and partisan wording."""
    tables = {"framing": _read("framing")}
    return tuple(
        FramingPhrase(tuple(phrase.split("|")), refers_to or None, kind, note, source)
        for phrase, refers_to, kind, note, source in _rows(tables, "framing", 5)
    )


@cache
def _load() -> ActorBase:
    return ActorBase({name: _read(name) for name in (*TABLES, *WORD_TABLES)})


def _read(table: str) -> str:
    path = resources.files("reportedly.knowledge").joinpath(f"data/actors/{table}.tsv")
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise KnowledgeError(f"the table {table}.tsv is missing; reinstall the package") from error


def _rows(tables: Mapping[str, str], table: str, columns: int) -> Iterator[list[str]]:
    """The rows of a table after its header; raises KnowledgeError on a wrong number of columns."""
    for number, line in enumerate(tables[table].split("\n"), start=1):
        if number == 1 or not line:
            continue
        row = line.split("\t")
        if len(row) != columns:
            problem = f"{table}.tsv line {number}: {len(row)} columns, not {columns}"
            raise KnowledgeError(f"{problem}; see its header")
        yield row


def _pairs(tables: Mapping[str, str], table: str) -> Iterator[tuple[str, str]]:
    return ((first, second) for first, second in _rows(tables, table, 2))
