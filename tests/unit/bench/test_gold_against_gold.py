"""Each scorer gives 1.0 where the answers are the gold itself, on the real corpora where they are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly.bench import acled, places, plv, tolls
from reportedly.parse import SpacyParser
from reportedly.records import Origin, ParsedReport, Place, PlaceMention, Span


def _mention(gold: places.GoldPlace) -> PlaceMention:
    place = Place(
        gold.words, gold.geonames_id, gold.lat, gold.lon, None, None, "populated place", None, "gold"
    )
    return PlaceMention(gold.span, place, Origin("gold"), "location")


@pytest.mark.parametrize("split", ["lgl", "GeoVirus"])
def test_places(
    split: str, shared_data: Path, parse: Callable[..., ParsedReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = places.load_documents(shared_data / "geoparsing", split)[:4]
    gold = {d.text: {p.span: _mention(p) for p in d.places} for d in documents}

    def found(parsed: ParsedReport, _: object) -> tuple[PlaceMention, ...]:
        return tuple(gold[parsed.text].values())

    def resolved(parsed: ParsedReport, spans: list[Span], _: object) -> tuple[PlaceMention, ...]:
        return tuple(gold[parsed.text][span] for span in spans)

    monkeypatch.setattr(places, "find_places", found)
    monkeypatch.setattr(places, "resolve_spans", resolved)
    metrics = places.run(shared_data / "geoparsing", split, 4, parse=parse).metrics
    assert metrics["found_f1"] == metrics["within_161km"] == metrics["both"] == 1.0
    assert metrics["gold_spans_161km"] == 1.0


def test_tolls(shared_data: Path, parser: SpacyParser, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(_: SpacyParser, article: tolls.Article) -> object:
        return tolls._Answer(article, article.killed, article.injured, article.date)

    monkeypatch.setattr(tolls, "answer", told)
    metrics = tolls.run(shared_data / "casualties", "dev", 50, parser=parser).metrics
    assert metrics["killed_exact"] == metrics["injured_exact"] == metrics["date_exact"] == 1.0
    assert metrics["killed_mae"] == metrics["injured_mae"] == 0.0


def test_acled() -> None:
    codes = ["Armed clash", "Attack", "Arrests", "Attack"]
    assert set(acled.metrics_of(codes, codes).values()) == {1.0}


def test_plv() -> None:
    roots = ["ACCUSE", "YIELD", "ACCUSE", "ASSAULT"]
    assert plv.macro_f1(roots, roots) == 1.0
