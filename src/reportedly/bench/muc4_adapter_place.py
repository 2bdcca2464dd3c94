"""The location slot: country, department, town and quarter as MUC-4's set list names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import resources

from reportedly.bench.muc4_adapter_incidents import Incident
from reportedly.bench.muc4_adapter_phrases import key_string
from reportedly.bench.muc4_adapter_words import adapter_words
from reportedly.records import CodedReport, PlaceMention, Span

TABLE = "data/muc4_adapter_places.tsv"
WIDE = frozenset({"DEPARTMENT", "PROVINCE", "STATE", "REGION", "OFFICIAL REGION", "COUNTY", "INTENDANCY"})
TOWNS = frozenset({"CITY", "TOWN", "MUNICIPALITY", "VILLAGE", "PORT", "HAMLET", "CANTON", "JURISDICTION"})
OF_INTEREST = frozenset(
    "EL SALVADOR|GUATEMALA|HONDURAS|ARGENTINA|BOLIVIA|CHILE|COLOMBIA|ECUADOR|PERU".split("|")
)  # the nine countries that the task asks about
QUARTERS = ("(NEIGHBORHOOD)", "(DISTRICT)", "(UNIVERSITY)")
FINE = frozenset({"NEIGHBORHOOD", "UNIVERSITY", "AIRPORT", "FARM", "DISTRICT", "SECTOR", "SCHOOL"})
TYPES_OF_PRECISION: Mapping[str, tuple[str, ...]] = {
    "populated place": ("CITY", "TOWN"),
    "near": ("CITY", "TOWN"),
    "admin1": ("DEPARTMENT", "PROVINCE", "STATE"),
    "admin2": ("MUNICIPALITY", "PROVINCE"),
}
STATED_TYPES = frozenset(
    "department province city town municipality village neighborhood district region farm hamlet canton "
    "jurisdiction".split()
)


@cache
def set_list() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(country, name) -> the types that the set list has for it."""
    text = resources.files("reportedly.bench").joinpath(TABLE).read_text("utf-8")
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            country, name, kind = line.split("\t")
            found[country, name] = (*found.get((country, name), ()), kind)
    return found


def location(coded: CodedReport, incident: Incident) -> str | None:
    """The location fill of an incident; the commonest country of the report where it tells no place."""
    assert coded.findings is not None
    own = _own_mentions(coded, incident)
    country = _country(coded, own)
    if country is None:
        return None
    parts: dict[int, str] = {}
    for mention in own:
        named = _named(coded, mention, country)
        if named and named[0] not in parts:
            parts[named[0]] = named[1]
    if set(parts) == {2} and parts[2].endswith(QUARTERS):
        parts.update(_capital(coded, country))
    return ": ".join([country, *(parts[level] for level in sorted(parts))])


def _capital(coded: CodedReport, country: str) -> dict[int, str]:
    """The capital as the town of a quarter, where the report names the capital."""
    name = adapter_words().capitals.get(country)
    text = " ".join(coded.report.text.upper().split())
    return {1: f"{name} (CITY)"} if name and name in text else {}


def _own_mentions(coded: CodedReport, incident: Incident) -> list[PlaceMention]:
    """Place mentions inside the place phrases of the claims, or else in the sentences of the incident."""
    assert coded.findings is not None
    locations = [
        m for m in coded.findings.places if m.place is not None and m.role in {"location", "container"}
    ]
    spans = [place.span for place in incident.places]
    inside = [m for m in locations if any(s.overlaps(m.span) for s in spans)]
    fine = [m for m in inside if m.place is not None and m.place.precision not in {"country", "region"}]
    if fine:
        sentences = {_sentence(coded, m.span) for m in fine}
        return fine + [m for m in locations if m not in fine and _sentence(coded, m.span) in sentences]
    wanted = set(incident.sentences)
    return inside + [m for m in locations if m not in inside and _sentence(coded, m.span) in wanted]


def _sentence(coded: CodedReport, span: Span) -> int:
    assert coded.findings is not None
    sentence = coded.findings.parsed.sentence_at(span.start)
    return sentence.index if sentence else -1


def _country(coded: CodedReport, own: list[PlaceMention]) -> str | None:
    """A country named with the incident, or else the one of the nine that the report speaks of most."""
    assert coded.findings is not None
    names: dict[str | None, str] = dict(adapter_words().countries.items())
    located = [m.place for m in own if m.place and m.place.country in names]
    for place in located:
        if place.precision == "country" and names[place.country] in OF_INTEREST:
            return names[place.country]
    counts = Counter(
        names[m.place.country] for m in coded.findings.places if m.place and m.place.country in names
    )
    counts.update(
        names[a.actor.country] for a in coded.findings.actors if a.actor and a.actor.country in names
    )
    common = [country for country, _ in counts.most_common()]
    told = [names[place.country] for place in located]
    return next((c for c in common if c in OF_INTEREST), next(iter((*told, *common)), None))


def _named(coded: CodedReport, mention: PlaceMention, country: str) -> tuple[int, str] | None:
    """(level, ``NAME (TYPE)``) of one place mention in that country; None for the country itself."""
    place = mention.place
    if place is None or place.precision in {"country", "region"} and key_string(place.name) == country:
        return None
    text = coded.report.text
    name = key_string(mention.span.of(text)).removeprefix("THE ")
    after = text[mention.span.end : mention.span.end + 16].split()
    stated = after[0].strip(",.;").lower() if after else ""
    first, _, last = name.rpartition(" ")
    if first and last.lower() in STATED_TYPES and name not in adapter_words().capitals.values():
        name, stated = first, last.lower()
    types = set_list().get((country, name), ())
    if not types and stated not in STATED_TYPES and place.precision not in TYPES_OF_PRECISION:
        return None
    if adapter_words().countries.get(place.country or "") != country and not types:
        return None
    wanted = TYPES_OF_PRECISION.get(place.precision, ())
    if stated in STATED_TYPES:
        kind = stated.upper()
    else:
        kind = next((t for t in wanted if t in types), types[0] if types else wanted[0])
    level = 0 if kind in WIDE else (2 if kind in FINE else 1)
    return level, f"{name} ({kind})"
