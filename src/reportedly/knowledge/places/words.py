"""The word lists that tell place names from other words, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from reportedly.errors import KnowledgeError
from reportedly.knowledge.places.sources import DATA, read_table


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Lower-case words by what they say about a name beside them (data/places/words.yaml)."""

    feature_words: Mapping[str, frozenset[str]]  # word -> kinds of place it names
    organisation_words: frozenset[str]
    honorifics: frozenset[str]
    said_verbs: frozenset[str]
    government_nouns: frozenset[str]
    directions: frozenset[str]
    qualifiers: frozenset[str]
    name_endings: frozenset[str]
    institutions: frozenset[str]
    street_kinds: frozenset[str]
    landform_kinds: frozenset[str]
    landforms_at_towns: frozenset[str]
    near_phrases: frozenset[tuple[str, ...]]
    locative_prepositions: frozenset[str]
    weak_prepositions: frozenset[str]
    name_joiners: frozenset[str]
    function_words: frozenset[str]
    common_words: frozenset[str]  # English words that are place names too ("of", "hit", "nice")
    given_names: frozenset[str]
    not_places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Demonym:
    """What a demonym stands for: a country by its code, or another place by its name, or nothing known."""

    country: str | None  # ISO3
    place: str | None = None


@cache
def place_words() -> PlaceWords:
    """All word lists; raises KnowledgeError where a list is missing."""
    table = yaml.load(_read("words.yaml"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    kinds: dict[str, set[str]] = {}
    try:
        for kind, words in table["feature_words"].items():
            for word in words:
                kinds.setdefault(word, set()).add(kind)
        return PlaceWords(
            feature_words={word: frozenset(found) for word, found in kinds.items()},
            near_phrases=frozenset(tuple(phrase.split()) for phrase in table["near_phrases"]),
            common_words=frozenset(_read("common_words.txt").split()),
            given_names=frozenset(_read("given_names.txt").split()),
            not_places=frozenset(line for line in _read("not_places.txt").split("\n") if line[:1] != "#"),
            **{
                name: frozenset(table[name])
                for name in (
                    *("organisation_words", "honorifics", "said_verbs", "government_nouns", "directions"),
                    *("qualifiers", "name_endings", "institutions", "street_kinds", "landform_kinds"),
                    "landforms_at_towns",
                    *("locative_prepositions", "weak_prepositions", "name_joiners", "function_words"),
                )
            },
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{DATA}/words.yaml: {error}") from error


@cache
def demonyms() -> Mapping[str, Demonym]:
    """Demonym in lower case, singular and plural ("israeli", "israelis") → what it stands for.

    A word that is also the country's own name ("Laos") is left to the names.
    """
    found: dict[str, Demonym] = {}
    countries = read_table("countries.tsv")
    names = {name.lower() for row in countries for name in row["other_names"].split("|")} | {"laos"}
    for row in countries:
        for word in filter(None, row["demonyms"].lower().split("|")):
            plural = word if word.endswith(("ese", "sh", "s", "ch")) else word + "s"
            for form in {word, plural} - names:
                found[form] = Demonym(row["country"])
    for row in read_table("demonyms.tsv"):
        place = row["place"] if row["place"] != "-" else None
        found[row["word"]] = Demonym(None, place)
    return found


@cache
def abbreviations() -> Mapping[str, tuple[int, bool]]:
    """Abbreviation as written → (GeoNames id, whether it counts only after a comma)."""
    rows = read_table("abbreviations.tsv")
    return {row["form"]: (int(row["geonames_id"]), row["after_comma"] == "yes") for row in rows}


def _read(name: str) -> str:
    return resources.files("reportedly.knowledge").joinpath(f"{DATA}/{name}").read_text("utf-8")
