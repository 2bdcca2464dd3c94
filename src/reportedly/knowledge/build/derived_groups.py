"""Writes phoenix.tsv and ucdp.tsv: groups that our own table lacks, from published dictionaries.

    python -m reportedly.knowledge.build.derived_groups FOLDER

FOLDER holds ``Phoenix.MilNonState.actors.txt`` (PETRARCH2/Phoenix, MIT licence) and
``ucdp_actor_names.json`` (names of actors in the UCDP data, CC BY 4.0). A name that the curated
tables already know is left out, and so is a name that could be an ordinary phrase.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reportedly.errors import InputError
from reportedly.knowledge.actors import COLUMNS, ActorBase

DATA = Path(__file__).resolve().parents[1] / "data" / "actors"
# A derived name must hold one of these words, so that "Black Star" or "Burning Path" stays out.
GROUP_WORDS = frozenset(
    """army front brigade brigades movement liberation organization organisation group faction militia force
    forces guerrilla guerrillas commando commandos command battalion battalions jihad party cell cells nuclei
    nucleus union council committee league resistance division martyrs legion corps cartel gang rebels
    separatists insurgents mujahideen regiment squad squads guards guard defenders fighters unit units
    revolutionary revolutionaries coalition katibat jaysh liwa harakat militants cult faction""".split()
)
# Words that do not tell one group from another; a name of these alone is no name.
VAGUE_WORDS = GROUP_WORDS | frozenset(
    "the of for and in a people's peoples popular national united armed islamic new free red black".split()
)
DERIVED = frozenset({"phoenix", "ucdp"})
_LOWER = frozenset("of the and for in on to at by from against with de del la los las y e".split())
_UNKNOWN_COUNTRIES = frozenset({"KKL", "INT", "IMG", "WEU", "EUR", "AFR", "MEA", "ASA", "SAS", "CAU"})
_UCDP_SKIPPED = re.compile(r"^(Government|Supporters|Opponents|Military faction|Forces of the)\b|,")


@dataclass(frozen=True, slots=True)
class DerivedGroup:
    """A group as a source names it; ``country`` is ISO3 or ""."""

    name: str
    country: str
    sector: str
    aliases: tuple[str, ...]
    source: str


def read_phoenix(text: str, known: ActorBase) -> Iterator[DerivedGroup]:
    """The groups of a Phoenix actor file: "NAME_ [ISOREB]" with "+ALIAS_" lines below."""
    for block in re.split(r"\n\s*\n", text):
        lines = [line.split("#")[0].strip() for line in block.splitlines()]
        lines = [line for line in lines if line]
        head = re.match(r"^([^+\[]+?)\s*\[([A-Z]{3})([A-Z]*)[^\]]*\]", lines[0]) if lines else None
        if head is None:
            continue
        names = [_spelt(head.group(1)), *(_spelt(line) for line in lines[1:] if line.startswith("+"))]
        country = head.group(2)
        if country in _UNKNOWN_COUNTRIES or known.country_name(country) is None:
            country = ""
        good = [name for name in dict.fromkeys(names) if is_distinctive(name)]
        if good:
            yield DerivedGroup(good[0], country, "REB", tuple(good[1:]), "phoenix")


def read_ucdp(text: str) -> Iterator[DerivedGroup]:
    """The groups among UCDP's actor names. UCDP's names do not say whose side a group is on."""
    for name in json.loads(text):
        if not _UCDP_SKIPPED.search(name) and is_distinctive(name):
            yield DerivedGroup(name, "", "UAF", (), "ucdp")


def is_distinctive(name: str) -> bool:
    """Whether the words can hardly mean anything but a group."""
    words = re.findall(r"[\w'’]+", name.lower())
    holds_group_word = any(word in GROUP_WORDS for word in words)
    return holds_group_word and len(name.split()) >= 2 and any(word not in VAGUE_WORDS for word in words)


def new_rows(groups: Iterable[DerivedGroup], known: ActorBase, taken: set[str]) -> list[list[str]]:
    """Table rows of the groups that ``known`` has under none of their names."""
    rows = []
    for group in groups:
        names = (group.name, *group.aliases)
        id = _slug(group.name)
        if id in taken or _is_curated(id, known) or any(_is_known(name, known) for name in names):
            continue
        taken.add(id)
        aliases = "|".join(group.aliases)
        row = [id, group.name, "group", group.country, group.sector, aliases, "", "", "", "", group.source]
        rows.append(row)
    return rows


def _is_known(name: str, known: ActorBase) -> bool:
    return any(_is_curated(id, known) for id in known.by_alias(name))


def _is_curated(id: str, known: ActorBase) -> bool:
    return id in known.entries and known.entries[id].table not in DERIVED


def _spelt(raw: str) -> str:
    """ "ARMY_OF_GOD_(AG)_" as "Army of God"."""
    text = re.sub(r"\([^)]*\)?", " ", raw.lstrip("+").replace("_", " "))
    words = text.lower().split()
    return " ".join(w if i and w in _LOWER else _capital(w) for i, w in enumerate(words))


def _capital(word: str) -> str:
    return "-".join(part if part in ("al", "el") else part[:1].upper() + part[1:] for part in word.split("-"))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


def write_tables(folder: Path) -> dict[str, int]:
    """Writes both tables; returns the number of rows by table. Raises InputError on a missing source."""
    known = ActorBase.load()
    taken: set[str] = set()
    counts = {}
    try:
        phoenix = (folder / "Phoenix.MilNonState.actors.txt").read_text("utf-8", errors="replace")
        ucdp = (folder / "ucdp_actor_names.json").read_text("utf-8")
    except FileNotFoundError as error:
        raise InputError(f"{error.filename} is missing; give the folder that holds it") from error
    for table, groups in (("ucdp", read_ucdp(ucdp)), ("phoenix", read_phoenix(phoenix, known))):
        rows = new_rows(groups, known, taken)
        lines = ["\t".join(row) for row in [list(COLUMNS), *rows]]
        (DATA / f"{table}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
        counts[table] = len(rows)
    return counts


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m reportedly.knowledge.build.derived_groups FOLDER")
    for table, count in write_tables(Path(sys.argv[1])).items():
        sys.stdout.write(f"{table}.tsv: {count} rows\n")
