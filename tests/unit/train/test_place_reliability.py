"""The table of place scores counts what the annotators saw."""

from __future__ import annotations

from reportedly.bench.places import GoldDocument, GoldPlace
from reportedly.records import Origin, Place, PlaceMention, Span
from reportedly.train.place_reliability import Scored, reliability, scored_places


def mention(start: int, lat: float, score: float, role: str = "location") -> PlaceMention:
    place = Place("X", 1, lat, 30.0, None, "UKR", "populated place", 5.0, "geonames")
    return PlaceMention(Span(start, start + 4), place, Origin("where.ranker", score=score), role)


def test_near_is_right_and_far_or_unseen_is_wrong() -> None:
    gold = tuple(GoldPlace(Span(s, s + 4), "Name", lat, lon, None) for s, lat, lon in (
        (0, 50.0, 30.0), (10, 50.0, 30.0), (20, None, None), (40, 50.0, 30.0)
    ))  # fmt: skip
    found = [
        mention(0, 50.5, 0.9),
        mention(10, 55.0, 0.2),
        mention(20, 50.0, 0.8),  # annotated without coordinates: not counted
        mention(30, 50.0, 0.1),
        mention(40, 50.0, 1.0, "demonym"),
    ]
    rows = list(scored_places(GoldDocument("1", "", gold), found))
    assert rows == [Scored(0.9, True, True), Scored(0.2, True, False), Scored(0.1, False, False)]


def test_each_band_has_its_share() -> None:
    rows = [Scored(0.95, True, True), Scored(0.9, False, False), Scored(0.05, True, False)]
    assert reliability(rows) == [("0.00–0.10", 1, 0.0, 0.0), ("0.90–1.00", 2, 0.5, 1.0)]
