"""Which of the places of one name is meant: a score for each entry from the report around it.

The score is a weighted sum of the observations in ``FEATURES``; the weights are data
(data/places/ranker.json, which says how they were made). Mentions are resolved together in
a few rounds, since each place speaks for those near it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from reportedly.knowledge.gazetteer import Entry, Gazetteer, distance_km
from reportedly.knowledge.places.words import place_words

FEATURES = (
    *("population", "country", "admin1", "admin2", "area", "spot", "airport", "capital"),
    *("other_name", "derived_name", "contained", "not_contained", "country_share", "country_named"),
    *(
        "admin1_share",
        "admin1_named",
        "near_50km",
        "near_200km",
        "fits_word",
        "misfits_word",
        "outlet",
        "unit_shared",
        "has_namesake",
    ),
)
ROUNDS = 3
_SEAT_POPULATION = 20_000
_WIDE_UNIT_KM = 200.0
_TOWNS = frozenset({"town", "capital"})
_STATIC = 10  # the first features do not depend on the report
_KEPT_BY_PRIOR = 8
_MOST_KEPT = 40
_FIT = {  # feature word's kind -> entry features that fit it
    "admin": frozenset({"admin1", "region"}),
    "admin2": frozenset({"admin2", "admin1", "region"}),
    "town": frozenset({"town", "village", "capital"}),
    "quarter": frozenset({"quarter", "town"}),
    "camp": frozenset({"camp"}),
    "base": frozenset({"base", "airport"}),
    "airport": frozenset({"airport", "base"}),
    "crossing": frozenset({"crossing"}),
    "water": frozenset({"sea", "river", "lake", "strait"}),
    "land": frozenset({"region", "valley", "mountain", "island", "hill"}),
}


@dataclass(slots=True)
class Query:
    """One name to resolve; all mentions of one name share it unless the report tells them apart."""

    key: str
    entries: tuple[Entry, ...]
    weight: float  # how often it is mentioned, on a log scale
    containers: tuple[tuple[Entry, ...], ...] = ()  # readings of the places it is said to lie in
    words: frozenset[str] = frozenset()  # kinds of place that words beside it name
    fixed: bool = False  # a demonym or country: not in doubt
    scores: list[float] = field(default_factory=list)
    shares: dict[str, float] = field(default_factory=dict)  # by country, of the scores before this round

    @property
    def best(self) -> Entry | None:
        if not self.entries:
            return None
        return (
            self.entries[max(range(len(self.entries)), key=self.scores.__getitem__)]
            if self.scores
            else self.entries[0]
        )


@cache
def ranker_weights() -> Mapping[str, float]:
    """Weight by feature name."""
    path = resources.files("reportedly.knowledge").joinpath("data/places/ranker.json")
    weights: dict[str, float] = json.loads(path.read_text("utf-8"))["weights"]
    return weights


def resolve(queries: Sequence[Query], outlet_country: str | None, gazetteer: Gazetteer) -> None:
    """Score the entries of every query, in place; afterwards ``best`` is the reading chosen."""
    weights = ranker_weights()
    vector = [weights.get(name, 0.0) for name in FEATURES]
    for query in queries:
        query.scores = [_dot(vector, static_features(e)) for e in query.entries]
        _prune(query)
    for _ in range(ROUNDS):
        evidence = Evidence(queries, outlet_country)
        for query, scores in [
            (q, [_dot(vector, evidence.features(q, e)) for e in q.entries]) for q in queries
        ]:
            query.scores = scores


def _dot(vector: Sequence[float], values: Sequence[float]) -> float:
    return sum(w * v for w, v in zip(vector, values, strict=False) if v)


def _prune(query: Query) -> None:
    """Keep the likeliest entries, so that a name like San José does not cost 250 of everything."""
    if len(query.entries) <= _MOST_KEPT:
        return
    order = sorted(range(len(query.entries)), key=lambda i: -query.scores[i])
    inside = [i for i in order if any(is_within(query.entries[i], c) for cs in query.containers for c in cs)]
    kept = list(dict.fromkeys([*inside[:_KEPT_BY_PRIOR], *order[:_MOST_KEPT]]))
    query.entries = tuple(query.entries[i] for i in kept)
    query.scores = [query.scores[i] for i in kept]


@cache
def static_features(e: Entry) -> tuple[float, ...]:
    """The observations that depend on the entry alone, in the order of FEATURES."""
    kind = e.feature
    return (
        math.log10(e.population + 1) / 7 if kind in ("town", "capital") else 0.0,
        float(kind == "country"),
        float(kind == "admin1"),
        float(kind == "admin2"),
        _SEA if kind == "sea" else float(kind in _AREAS),
        float(kind not in _AREAS and kind not in _ORDINARY),
        float(kind == "airport"),
        float(kind == "capital"),
        float(e.quality == 1),
        float(e.quality == 2),
    )


# A sea outweighs the coastal unit named after it ("Red Sea"), unless a word like "state" says otherwise.
_SEA = 1.5
_AREAS = frozenset({"region", "sea", "strait", "river", "lake", "mountain", "island", "valley"})
_ORDINARY = frozenset({"country", "admin1", "admin2", "town", "capital", "airport"})


class Evidence:
    """What the current readings of all names say about where the report is."""

    def __init__(self, queries: Sequence[Query], outlet_country: str | None) -> None:
        self.outlet = outlet_country
        self.countries: dict[str, float] = {}
        self.admins: dict[str, float] = {}
        self.named_countries: dict[str, int] = {}
        self.named_admins: dict[str, int] = {}
        self.points: list[tuple[float, float, str]] = []
        self._total = 0.0
        self._seats: dict[int, frozenset[str | None]] = {}  # units that hold a larger town of the name
        self._best: dict[int, Entry | None] = {}
        for query in queries:
            self._add(query)

    def _add(self, query: Query) -> None:
        best = self._best[id(query)] = query.best
        self._seats[id(query)] = frozenset(
            e.admin1_code for e in query.entries if e.population >= _SEAT_POPULATION and e.feature in _TOWNS
        )
        if best is None:
            return
        self._total += query.weight
        query.shares = _shares(query)
        for country, share in query.shares.items():
            self.countries[country] = self.countries.get(country, 0.0) + share * query.weight
        if best.feature == "country" and best.country:
            self.named_countries[best.country] = self.named_countries.get(best.country, 0) + 1
            return
        if best.admin1_code:
            if best.feature == "admin1":
                self.named_admins[best.admin1_code] = self.named_admins.get(best.admin1_code, 0) + 1
            self.admins[best.admin1_code] = self.admins.get(best.admin1_code, 0.0) + query.weight
        if best.radius_km < 100:
            self.points.append((best.lat, best.lon, query.key))

    def features(self, query: Query, e: Entry) -> tuple[float, ...]:
        """All observations about ``e`` as the reading of ``query``, in the order of FEATURES."""
        total = max(self._total - query.weight, 1e-9)
        own_country, own_admin = self._own(query, e)
        country = max(0.0, self.countries.get(e.country or "", 0.0) - own_country) / total
        admin = max(0.0, self.admins.get(e.admin1_code or "", 0.0) - own_admin) / total
        near = self._nearest(query, e)
        is_unit = e.feature in ("admin1", "admin2")
        contained = [any(is_within(e, c) for c in readings) for readings in query.containers]
        is_best = self._best[id(query)] is e
        own_name = e.feature == "country" and is_best
        own_unit = e.feature == "admin1" and is_best
        return (
            *static_features(e),
            float(any(contained)),
            float(bool(contained) and not any(contained)),
            math.sqrt(country),
            float(self.named_countries.get(e.country or "", 0) - own_name > 0),
            math.sqrt(admin),
            float(self.named_admins.get(e.admin1_code or "", 0) - own_unit > 0),
            float(near < 50),
            float(near < 200),
            *_word_fit(query, e),
            float(self.outlet is not None and e.country == self.outlet),
            float(is_unit and admin > 0),
            float(self._is_seconded(query, e)),
        )

    def _own(self, query: Query, e: Entry) -> tuple[float, float]:
        """What the query itself added for the entry's country and unit: no evidence for itself."""
        country = query.shares.get(e.country or "", 0.0) * query.weight
        best = self._best[id(query)]
        admin = (
            query.weight if best and best.admin1_code == e.admin1_code and best.feature != "country" else 0.0
        )
        return country, admin

    def _is_seconded(self, query: Query, e: Entry) -> bool:
        """Whether a unit shares its bare name with a large town in it: "Kherson" alone is the town.

        Wide units ("New York") are named as often as their towns, and are left alone.
        """
        if query.words or e.feature not in ("admin1", "admin2") or e.radius_km > _WIDE_UNIT_KM:
            return False
        return e.admin1_code in self._seats[id(query)]

    def _nearest(self, query: Query, e: Entry) -> float:
        if e.feature in ("country", "admin1") or e.feature in _AREAS:
            return 1e9
        lat, lon = e.lat, e.lon
        close = (p for p in self.points if p[2] != query.key and abs(p[0] - lat) < 2)
        return min((distance_km(lat, lon, p[0], p[1]) for p in close), default=1e9)


def _shares(query: Query) -> dict[str, float]:
    """How the query's weight is spread over countries: by the softmax of its best entry in each."""
    best: dict[str, float] = {}
    for e, score in zip(query.entries, query.scores, strict=True):
        if e.country and score > best.get(e.country, -1e9):
            best[e.country] = score
    if not best:
        return {}
    top = max(best.values())
    exponentials = {c: math.exp(s - top) for c, s in best.items()}
    total = sum(exponentials.values())
    return {c: x / total for c, x in exponentials.items()}


def is_within(e: Entry, container: Entry) -> bool:
    """Whether ``e`` lies in ``container``, by codes where both have them, else by distance and radius."""
    if e.key == container.key or e.feature == "country":
        return False
    if container.feature == "country":
        return e.country == container.country
    if container.country and e.country != container.country:
        return False
    if container.feature == "admin1" and container.admin1_code and e.admin1_code:
        return e.admin1_code == container.admin1_code and e.feature != "admin1"
    if e.radius_km > container.radius_km * 1.5:
        return False
    return distance_km(e.lat, e.lon, container.lat, container.lon) <= container.radius_km * 1.3 + 5


def _word_fit(query: Query, e: Entry) -> tuple[float, float]:
    if not query.words:
        return 0.0, 0.0
    fits = any(e.feature in _FIT[kind] for kind in query.words)
    return float(fits), float(not fits)


def kinds_of(words: Iterable[str]) -> frozenset[str]:
    """The kinds of place that feature words name."""
    table = place_words().feature_words
    return frozenset(kind for word in words for kind in table.get(word, ()))
