"""The outlets table: who publishes reports, and the side each belongs to (data/outlets.tsv).

``ownership`` says who owns or runs an outlet, by one measure for every country:

- ``state``: owned, or mainly paid for and overseen, by a government or a part of one, whoever
  holds power in the place where it works;
- ``public``: publicly owned or paid for, with independence from the government laid down by law;
- ``party`` and ``armed_group``: the voice of that party or group itself;
- ``private``, ``ngo``, ``intergovernmental``.

``side`` is filled where ownership is state, party or armed_group, and for alliances of states that
are themselves parties to conflicts. It never follows from an outlet's opinions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from reportedly.errors import KnowledgeError
from reportedly.records import Outlet

COLUMNS = ("id", "name", "aliases", "domains", "country", "ownership", "side", "owner", "source")
OWNERSHIPS = frozenset({"state", "public", "party", "armed_group", "private", "ngo", "intergovernmental"})
MAX_NAME_CHARACTERS = 200  # longer "names" are no names; they are cut before anything else is done

_NOT_WORD = re.compile(r"\W+")
_DOMAIN = re.compile(r"(?:\w(?:[\w-]*\w)?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]+)", re.IGNORECASE | re.ASCII)
_HOST_PREFIX = re.compile(r"(?:www\d?|m|mobile|amp)\.")
# Hosts that carry many publishers: the first part of the path says whose channel or page it is.
_PLATFORMS = frozenset(
    {
        "t.me", "telegram.me", "x.com", "twitter.com", "facebook.com", "youtube.com", "instagram.com",
        "medium.com", "vk.com", "tiktok.com", "rumble.com", "truthsocial.com",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutletEntry:
    """One row of the table: the outlet, its other names and its owner in words."""

    outlet: Outlet
    aliases: tuple[str, ...]
    owner: str | None


@dataclass(frozen=True, slots=True)
class _Index:
    by_name: Mapping[str, Outlet]
    by_domain: Mapping[str, Outlet]


@cache
def outlet_entries() -> tuple[OutletEntry, ...]:
    """All rows of the table, sorted by id; KnowledgeError names the line that cannot be read."""
    text = resources.files("reportedly.knowledge").joinpath("data/outlets.tsv").read_text("utf-8")
    lines = text.splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise KnowledgeError(f"outlets.tsv: the first line must name the columns {', '.join(COLUMNS)}")
    return tuple(_entry(number, line) for number, line in enumerate(lines[1:], start=2) if line.strip())


@cache
def all_outlets() -> tuple[Outlet, ...]:
    """All known outlets, sorted by id."""
    return tuple(entry.outlet for entry in outlet_entries())


def outlet_by(name_or_domain_or_url: str) -> Outlet:
    """The outlet of that id, name, alias, domain (subdomains included) or URL, in any case.

    What is not in the table gives an outlet with ``known=False`` and a tidy id and name.
    """
    words = " ".join(name_or_domain_or_url[: 4 * MAX_NAME_CHARACTERS].split())
    named = _index().by_name.get(_key(words))
    if named is not None:
        return named
    address = _address(words)
    if address is None:
        return _unknown_name(words)
    host, page = address
    return _by_address(host, page) or _unknown_address(host, page)


def is_known_domain(url_or_domain: str) -> bool:
    """Whether the host of a URL, or a bare domain, belongs to an outlet of the table."""
    address = _address(url_or_domain.strip())
    return address is not None and _by_address(*address) is not None


def _entry(number: int, line: str) -> OutletEntry:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise KnowledgeError(f"outlets.tsv line {number}: {len(cells)} columns, expected {len(COLUMNS)}")
    row = dict(zip(COLUMNS, cells, strict=True))
    if row["ownership"] not in OWNERSHIPS:
        raise KnowledgeError(f"outlets.tsv line {number}: unknown ownership {row['ownership']!r}")
    outlet = Outlet(
        id=row["id"],
        name=row["name"],
        country=row["country"] or None,
        ownership=row["ownership"],
        side=_split(row["side"]),
        domains=_split(row["domains"]),
        source=row["source"] or None,
    )
    return OutletEntry(outlet, _split(row["aliases"]), row["owner"] or None)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def _index() -> _Index:
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    for entry in outlet_entries():
        for name in (entry.outlet.id, entry.outlet.name, *entry.aliases):
            by_name.setdefault(_key(name), entry.outlet)
        for domain in entry.outlet.domains:
            by_domain.setdefault(domain.lower(), entry.outlet)
    return _Index(by_name, by_domain)


def _key(name: str) -> str:
    """A name without case, accents, marks, spaces and a leading article."""
    letters = unicodedata.normalize("NFKD", name[:MAX_NAME_CHARACTERS].casefold())
    bare = _NOT_WORD.sub(" ", "".join(c for c in letters if not unicodedata.combining(c)))
    return bare.strip().removeprefix("the ").replace(" ", "")


def _address(words: str) -> tuple[str, str] | None:
    """(host, first part of the path) of a URL or bare domain, else None."""
    try:
        parts = urlsplit(words if "://" in words else "//" + words)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if not _DOMAIN.fullmatch(host):
        return None
    page = next((part for part in parts.path.split("/") if part and part != "s"), "")
    return host, page.lower()


def _by_address(host: str, page: str) -> Outlet | None:
    by_domain = _index().by_domain
    labels = host.split(".")
    for i in range(len(labels) - 1):
        domain = ".".join(labels[i:])
        found = by_domain.get(f"{domain}/{page}") or by_domain.get(domain)
        if found is not None:
            return found
    return None


def _unknown_address(host: str, page: str) -> Outlet:
    domain = _HOST_PREFIX.sub("", host, count=1)
    name = f"{domain}/{page}" if domain in _PLATFORMS and page else domain
    return Outlet(id=name, name=name, domains=(name,), known=False)


def _unknown_name(words: str) -> Outlet:
    name = words[:MAX_NAME_CHARACTERS].strip()
    slug = _NOT_WORD.sub("-", name.casefold()).strip("-")
    return Outlet(id=slug or "unknown", name=name or "unknown", known=False)
