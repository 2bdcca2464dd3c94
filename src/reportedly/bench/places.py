"""The `places` benchmark: toponyms found and resolved, against LGL, GeoVirus, TR-News and GeoWebNews.

A data folder holds ``<split>.xml``: articles with ``text`` and either ``toponyms/toponym``
(start, end, phrase, gaztag with geonameid, lat, lon) or ``locations/location`` (name, start,
end, lat, lon). Offsets are taken as 0- or 1-based, whichever fits a document's own words, and
then moved to the canonical text, in which invisible characters are gone: there the pipeline counts.

What is counted:

- ``found_f1``: exact spans, against all annotated toponyms, with or without coordinates;
- ``within_161km``: of the toponyms found that have coordinates, those resolved within 161 km (100 miles);
- ``both``: toponyms found and resolved within 161 km, over all toponyms that have coordinates;
- ``gold_spans_161km``, ``gold_spans_exact_id``: resolution alone, the annotated spans being given.

The table ``peers`` sets the finding beside the parser's own named entities (GPE, LOC, FAC), scored alike.

Corpora differ in one convention: LGL annotates demonyms ("Israeli"), GeoVirus does not. A split
whose annotation has demonyms counts those found; any other leaves them out. Parts of longer
names ("University of Texas") are never counted.
"""

from __future__ import annotations

import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportedly.bench.base import BenchResult, precision_recall_f1
from reportedly.bench.peers import DEMONYM_LABEL, PLACE_LABELS, entity_spans, peer_table
from reportedly.bench.progress import with_progress
from reportedly.errors import InputError
from reportedly.knowledge.gazetteer import Gazetteer, distance_km
from reportedly.knowledge.places.words import demonyms
from reportedly.parse import SpacyParser
from reportedly.read import make_report
from reportedly.read.canonical import canonical_text
from reportedly.records import ParsedReport, PlaceMention, Span
from reportedly.where import find_places, resolve_spans

SPLITS = ("lgl", "GeoVirus", "TR-News", "GWN")
CLOSE_KM = 161.0
COUNTED_ROLES = frozenset({"location", "container", "metonym"})
_DEMONYM_SHARE = 0.02  # of a corpus's toponyms: from here on its convention is to annotate demonyms
_MOST_ERRORS = 15


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """One annotated toponym; coordinates are None where the annotators gave none."""

    span: Span
    words: str
    lat: float | None
    lon: float | None
    geonames_id: int | None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    id: str
    text: str
    places: tuple[GoldPlace, ...]


@dataclass(slots=True)
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    documents: list[dict[str, Any]] = field(default_factory=list)


def run(
    data: Path,
    split: str,
    limit: int | None = None,
    *,
    parse: Callable[[str], ParsedReport] | None = None,
    gazetteer: Gazetteer | None = None,
) -> BenchResult:
    """Run the where station on ``data/<split>.xml``; raises InputError where it cannot be."""
    started = time.monotonic()
    documents = load_documents(data, split)[:limit]
    with_demonyms = annotates_demonyms(documents)
    counted = COUNTED_ROLES | ({"demonym"} if with_demonyms else frozenset())
    labels = PLACE_LABELS | ({DEMONYM_LABEL} if with_demonyms else frozenset())
    parse_text = parse or _parser()
    places = gazetteer or Gazetteer.open()
    tally = _Tally()
    for document in with_progress(documents, "places"):
        parsed = parse_text(document.text)
        found = [m for m in find_places(parsed, places) if m.role in counted]
        _score_document(document, parsed, found, tally)
        _score_peer(document, entity_spans(parsed, labels), tally)
        if document.places:
            _score_gold_spans(document, parsed, places, tally)
    return _result(split, documents, tally, time.monotonic() - started)


def _parser() -> Callable[[str], ParsedReport]:
    parser = SpacyParser()
    return lambda text: parser.parse(make_report(text))


def load_documents(data: Path, split: str) -> list[GoldDocument]:
    """The annotated documents of a split; raises InputError."""
    path = data / f"{split}.xml"
    try:
        root = ElementTree.parse(path).getroot()
    except OSError as error:
        raise InputError(f"places: {path} cannot be read; --data must hold <split>.xml ({error})") from error
    except ElementTree.ParseError as error:
        raise InputError(f"places: {path} is not well-formed XML ({error})") from error
    articles = list(root.iter("article"))
    if not articles:
        raise InputError(f"places: {path} holds no <article>; expected the LGL or GeoVirus form")
    return [_document(article, number) for number, article in enumerate(articles)]


def _document(article: ElementTree.Element, number: int) -> GoldDocument:
    text = article.findtext("text") or ""
    identifier = article.get("docid") or article.findtext("source") or article.findtext("url") or str(number)
    raw = [_toponym(node) for tag in ("toponym", "location") for node in article.iter(tag)]
    shift = max(
        (0, 1), key=lambda s: sum(text[p.span.start - s : p.span.end - s] == p.words for p in raw if p.words)
    )
    places = {
        Span(p.span.start - shift, p.span.end - shift): p
        for p in raw
        if 0 <= p.span.start - shift < p.span.end
    }
    return GoldDocument(
        id=identifier,
        text=canonical_text(text),
        places=tuple(
            GoldPlace(_canonical_span(text, span), p.words, p.lat, p.lon, p.geonames_id)
            for span, p in sorted(places.items(), key=_start)
        ),
    )


def _canonical_span(text: str, span: Span) -> Span:
    """Where ``span`` of ``text`` stands in the canonical text."""
    if canonical_text(text) == text:
        return span
    return Span(*(len(canonical_text(text[:offset])) for offset in (span.start, span.end)))


def _start(item: tuple[Span, GoldPlace]) -> Span:
    return item[0]


def _toponym(node: ElementTree.Element) -> GoldPlace:
    try:
        start, end = int(node.findtext("start") or -1), int(node.findtext("end") or -1)
    except ValueError:
        start, end = -1, -1
    tag = node.find("gaztag")
    identifier = (tag.get("geonameid") if tag is not None else None) or node.findtext(".//geonameid") or ""
    return GoldPlace(
        span=Span(start, end),
        words=node.findtext("phrase") or node.findtext("name") or "",
        lat=_number(node.findtext(".//lat")),
        lon=_number(node.findtext(".//lon")),
        geonames_id=int(identifier) if identifier.isdigit() else None,
    )


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text and text.strip() else None
    except ValueError:
        return None


def annotates_demonyms(documents: Iterable[GoldDocument]) -> bool:
    """Whether the corpus's convention is to annotate demonyms too."""
    words = [p.words.lower() for d in documents for p in d.places]
    table = demonyms()
    return sum(w in table for w in words) > _DEMONYM_SHARE * len(words)


def _score_document(
    document: GoldDocument, parsed: ParsedReport, found: list[PlaceMention], tally: _Tally
) -> None:
    gold = {p.span: p for p in document.places}
    by_span = {m.span: m for m in found}
    counts: Counter[str] = Counter(gold=len(gold), found=len(by_span))
    wrong = []
    for span, place in gold.items():
        mention = by_span.get(span)
        counts["spans"] += mention is not None
        if place.lat is None or place.lon is None:
            counts["spans_without_coordinates"] += mention is not None
            continue
        counts["gold_located"] += 1
        if mention is None:
            tally.missed[place.words] += 1
            wrong.append(f"missed {place.words}")
            continue
        counts["found_located"] += 1
        if _is_close(mention, place):
            counts["both"] += 1
        else:
            wrong.append(f"{place.words} → {_told(mention)}")
    invented = [parsed.words(span) for span in by_span if span not in gold]
    tally.invented.update(invented)
    tally.counts.update(counts)
    wrong.extend(f"invented {words}" for words in invented)
    tally.documents.append({"id": document.id, "errors": len(wrong), "what": "; ".join(wrong[:8])})


def _score_peer(document: GoldDocument, entities: frozenset[Span], tally: _Tally) -> None:
    tally.counts["peer_found"] += len(entities)
    tally.counts["peer_spans"] += len(entities & {p.span for p in document.places})


def _score_gold_spans(
    document: GoldDocument, parsed: ParsedReport, gazetteer: Gazetteer, tally: _Tally
) -> None:
    resolved = {m.span: m for m in resolve_spans(parsed, [p.span for p in document.places], gazetteer)}
    for place in document.places:
        if place.lat is None or place.lon is None:
            continue
        mention = resolved[place.span]
        tally.counts["gold_spans_161km"] += _is_close(mention, place)
        if place.geonames_id is not None:
            tally.counts["gold_ids"] += 1
            same = mention.place is not None and mention.place.geonames_id == place.geonames_id
            tally.counts["gold_spans_exact_id"] += same


def _is_close(mention: PlaceMention, gold: GoldPlace) -> bool:
    place = mention.place
    if place is None or place.lat is None or place.lon is None or gold.lat is None or gold.lon is None:
        return False
    return distance_km(place.lat, place.lon, gold.lat, gold.lon) <= CLOSE_KM


def _told(mention: PlaceMention) -> str:
    place = mention.place
    return f"{place.name} ({place.admin1}, {place.country})" if place else "nowhere"


def _result(split: str, documents: list[GoldDocument], tally: _Tally, seconds: float) -> BenchResult:
    c = tally.counts
    precision, recall, f1 = precision_recall_f1(c["spans"], c["found"], c["gold"])

    def share(part: str, whole: str) -> float:
        return c[part] / c[whole] if c[whole] else 0.0

    tables = {
        "peers": _peers(c),
        "missed most": _table(tally.missed),
        "invented most": _table(tally.invented),
    }
    worst = sorted(tally.documents, key=lambda d: -d["errors"])[:_MOST_ERRORS]
    return BenchResult(
        benchmark="places",
        split=split,
        n_documents=len(documents),
        metrics={
            "found_f1": f1,
            "within_161km": share("both", "found_located"),
            "both": share("both", "gold_located"),
            "gold_spans_161km": share("gold_spans_161km", "gold_located"),
            "gold_spans_exact_id": share("gold_spans_exact_id", "gold_ids"),
            "found_precision": precision,
            "found_recall": recall,
        },
        seconds=seconds,
        counts={
            "found": {"correct": c["spans"], "found": c["found"], "gold": c["gold"]},
            "both": {"correct": c["both"], "found": c["found_located"], "gold": c["gold_located"]},
            "gold_spans": {"within_161km": c["gold_spans_161km"], "exact_id": c["gold_spans_exact_id"]},
        },
        tables=tables,
        errors=tuple(worst),
    )


def _peers(c: Counter[str]) -> tuple[tuple[str, ...], ...]:
    ours = precision_recall_f1(c["spans"], c["found"], c["gold"])
    peer = precision_recall_f1(c["peer_spans"], c["peer_found"], c["gold"])
    names = ("found_precision", "found_recall", "found_f1")
    return peer_table("ours", "spaCy's entities", list(zip(names, ours, peer, strict=True)))


def _table(counter: Counter[str]) -> tuple[tuple[str, ...], ...]:
    return (("words", "times"), *((words, str(n)) for words, n in counter.most_common(40)))
