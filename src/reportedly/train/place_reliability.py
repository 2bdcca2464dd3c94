"""How often a resolved place is right by the score of its origin: the table "Places" of docs/calibration.md.

    python -m reportedly.train.place_reliability --data DIR [--split lgl --split GeoVirus] [--limit N]

DIR holds ``<split>.xml`` in the form of the places benchmark. A place that the where station resolves in
the running text is right where the annotators put it within 161 km, and wrong where they put it elsewhere
or saw no place at all. Toponyms that they annotated without coordinates are left out, and so are demonyms
and parts of names, which are never the place of an event.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.bench.places import CLOSE_KM, GoldDocument, load_documents
from reportedly.knowledge.gazetteer import Gazetteer, distance_km
from reportedly.parse import SpacyParser
from reportedly.read import make_report
from reportedly.records import PlaceMention
from reportedly.where import find_places

SPLITS = ("lgl", "GeoVirus")
ROLES = frozenset({"location", "container"})  # as the claims station takes them
BINS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of one resolved place, whether the annotators saw a place there, and whether it is right."""

    score: float
    is_place: bool
    right: bool


def scored_places(document: GoldDocument, found: Iterable[PlaceMention]) -> Iterator[Scored]:
    """The resolved places of ``found`` against the annotation of ``document``."""
    gold = {place.span: place for place in document.places}
    for mention in found:
        place = mention.place
        if mention.role not in ROLES or place is None or place.lat is None or place.lon is None:
            continue
        annotated = gold.get(mention.span)
        if annotated is None:
            yield Scored(mention.origin.score, False, False)
        elif annotated.lat is not None and annotated.lon is not None:
            apart = distance_km(place.lat, place.lon, annotated.lat, annotated.lon)
            yield Scored(mention.origin.score, True, apart <= CLOSE_KM)


def reliability(rows: Sequence[Scored]) -> list[tuple[str, int, float, float]]:
    """(band, places, share right of all, share right of those that the annotators saw) by band of score."""
    table = []
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = [r for r in rows if low <= r.score < high]
        seen = [r for r in inside if r.is_place]
        if inside:
            right = sum(r.right for r in inside)
            band = f"{low:.2f}–{min(high, 1.0):.2f}"
            table.append((band, len(inside), right / len(inside), right / len(seen) if seen else 0.0))
    return table


def main() -> None:
    """Print one table for each split and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", action="append", choices=None)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    gazetteer, parse = Gazetteer.open(), SpacyParser()
    everything: list[Scored] = []
    tables = []
    for split in options.split or SPLITS:
        rows: list[Scored] = []
        for document in load_documents(options.data, split)[: options.limit]:
            rows.extend(
                scored_places(document, find_places(parse.parse(make_report(document.text)), gazetteer))
            )
        tables.append((split, rows))
        everything.extend(rows)
    for name, rows in (*tables, ("all", everything)):
        lines = [f"{name}: {len(rows)} places, {sum(r.right for r in rows)} right"]
        lines += [
            f"  {band} {n:>5} places  right {share:.2f}  of those annotated {seen:.2f}"
            for band, n, share, seen in reliability(rows)
        ]
        print("\n".join(lines))  # noqa: T201 - a command line tool


if __name__ == "__main__":
    main()
