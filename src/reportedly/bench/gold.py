"""The ``gold`` benchmark: documents coded by hand, as annotations that hold no words of the documents.

``tests/gold/<source>.yaml`` lists documents by id with their claims in the keys of ``bench/expected.py``;
a claim's triggers are code-point offsets into the document's text, which stays in the shared data folder:

* ``re3d``: ``text`` of ``re3d/*/documents.json``, by ``_id``
* ``wikievents``: the ``sentences`` (paragraphs, in fact) of ``eventargs/wikievents_dev.jsonl`` with blank
  lines between, as its own ``text`` runs them together, by ``doc_id``
* ``rams``: the tokens of ``eventargs/rams_dev.jsonlines`` joined by single spaces, by ``doc_key``
* ``muc4``: what stands between two message headers of ``muc4/dev/dev-muc3-*``, stripped, by header
* ``cis530``: ``text`` of ``casualties/cis530/data-dev/X_val.json``, by its place in the list
* ``gvdb``: ``Full text`` of ``casualties/gvdb/dev.tsv``, by ``Article id``
* ``worldwide``: the first sentences, some 400 words, of ``ner/worldwide/*.tsv``, put together from their
  tokens (``bench/ordinary.py``) with blank lines between, by file name

Every text is taken in canonical form, so that offsets are those of the coded report.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reportedly.bench.base import BenchResult
from reportedly.bench.expected import MatchResult, match_claims
from reportedly.bench.ordinary import SPLITS, beginning, read_news
from reportedly.bench.progress import with_progress
from reportedly.bench.seed import field_table
from reportedly.coder import Coder
from reportedly.errors import InputError
from reportedly.read import make_report
from reportedly.read.canonical import canonical_text

GOLD = Path(__file__).parents[3] / "tests" / "gold"
ALL = "all"
WORLDWIDE_WORDS = 400
_MUC4_HEADER = re.compile(r"^(DEV-MUC3-\d{4})\b.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document; ``published`` is None where neither data nor text tell it."""

    source: str
    id: str
    text: str
    published: dt.date | None
    claims: tuple[Mapping[str, Any], ...]


def run(
    data: Path, split: str, limit: int | None = None, coder: Coder | None = None, gold: Path = GOLD
) -> BenchResult:
    """Codes the annotated documents and compares claims and fields; ``limit`` counts documents.

    ``claims_recall`` is over claims that are not optional; ``claims_precision`` is one less the share of
    claims about events that the annotations do not have; ``claims_paired`` is the share of coded claims
    that are an annotated one each, so that a second claim about an annotated event counts against it.
    """
    start = time.perf_counter()
    coder = coder or Coder()
    documents = load_gold(data, split, gold)[:limit]
    results = [(d.source, match_document(coder, d)) for d in with_progress(documents, "gold")]
    total = _sum(result for _, result in results)
    sources = sorted({source for source, _ in results})
    by_source = {name: _sum(r for source, r in results if source == name) for name in sources}
    return BenchResult(
        benchmark="gold",
        split=split,
        n_documents=len(documents),
        metrics=_metrics(total, {name for d in documents for claim in d.claims for name in claim}),
        seconds=time.perf_counter() - start,
        counts={
            "claims_recall": {"found": total.matched, "missing": len(total.missing), "gold": total.expected},
            "claims_precision": {"coded": total.found, "invented": len(total.invented)},
            "claims_paired": {"coded": total.found, "paired": total.paired},
        },
        tables={"fields": field_table(total), "sources": _source_table(by_source)},
        errors=_errors(total),
    )


def match_document(coder: Coder, document: GoldDocument) -> MatchResult:
    """The coder's claims of one document against the annotated ones."""
    coded = coder.code(make_report(document.text, published=document.published))
    return match_claims(coded, document.claims, f"{document.source}/{document.id}")


def texts_of(data: Path, source: str) -> dict[str, str]:
    """Canonical texts of a source by document id; InputError where the data folder lacks them."""
    reader = _READERS.get(source)
    if reader is None:
        raise InputError(f"{source!r} is no source of gold documents: {', '.join(_READERS)}")
    texts = {doc: canonical_text(text) for doc, text in reader(data)}
    if not texts:
        raise InputError(f"--data {data} holds no documents of {source}")
    return texts


def load_gold(data: Path, split: str = ALL, gold: Path = GOLD) -> list[GoldDocument]:
    """The annotated documents of a source (``split``), or of all, with their texts.

    ``gold`` is the folder of the YAML files. Raises InputError where a file, text or document is not there.
    """
    files = sorted(gold.glob("*.yaml")) if split == ALL else [gold / f"{split}.yaml"]
    if not files or not all(f.is_file() for f in files):
        raise InputError(f"no annotations for split {split!r} in tests/gold of the source checkout")
    return [document for file in files for document in _documents(data, file)]


def _documents(data: Path, file: Path) -> Iterator[GoldDocument]:
    texts = texts_of(data, file.stem)
    for entry in yaml.safe_load(file.read_text("utf-8")):
        text = texts.get(str(entry["doc"]))
        if text is None:
            raise InputError(f"--data {data}: {file.stem} has no document {entry['doc']}")
        yield GoldDocument(file.stem, str(entry["doc"]), text, entry["published"], tuple(entry["claims"]))


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_file():
        for line in path.read_text("utf-8").split("\n"):
            if line.strip():
                yield json.loads(line)


def _re3d(data: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(data.glob("re3d/*/documents.json")):
        for entry in _json_lines(path):
            yield entry["_id"], entry["text"]


def _wikievents(data: Path) -> Iterator[tuple[str, str]]:
    for entry in _json_lines(data / "eventargs" / "wikievents_dev.jsonl"):
        yield entry["doc_id"], "\n\n".join(words.strip() for _, words in entry["sentences"])


def _rams(data: Path) -> Iterator[tuple[str, str]]:
    for entry in _json_lines(data / "eventargs" / "rams_dev.jsonlines"):
        yield entry["doc_key"], " ".join(word for sentence in entry["sentences"] for word in sentence)


def _muc4(data: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(data.glob("muc4/dev/dev-muc3-*")):
        _, *parts = _MUC4_HEADER.split(path.read_text("latin-1"))
        for header, text in zip(parts[::2], parts[1::2], strict=True):
            yield header, text.strip()


def _cis530(data: Path) -> Iterator[tuple[str, str]]:
    path = data / "casualties" / "cis530" / "data-dev" / "X_val.json"
    for i, entry in enumerate(json.loads(path.read_text("utf-8")) if path.is_file() else []):
        yield str(i), entry["text"]


def _gvdb(data: Path) -> Iterator[tuple[str, str]]:
    path = data / "casualties" / "gvdb" / "dev.tsv"
    if path.is_file():
        csv.field_size_limit(sys.maxsize)
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                yield row["Article id"], row["Full text"]


def _worldwide(data: Path) -> Iterator[tuple[str, str]]:
    for split in SPLITS:
        for document in read_news(data / "ner" / "worldwide", split):
            yield document.name.removesuffix(".txt"), "\n\n".join(beginning(document, WORLDWIDE_WORDS))


_READERS: dict[str, Callable[[Path], Iterator[tuple[str, str]]]] = {
    "re3d": _re3d,
    "wikievents": _wikievents,
    "rams": _rams,
    "muc4": _muc4,
    "cis530": _cis530,
    "gvdb": _gvdb,
    "worldwide": _worldwide,
}


def _sum(results: Iterable[MatchResult]) -> MatchResult:
    total = MatchResult()
    for result in results:
        total.add(result)
    return total


def _metrics(result: MatchResult, annotated: set[str]) -> dict[str, float]:
    metrics = {
        "claims_recall": _share(result.matched, result.expected),
        "claims_precision": 1 - _share(len(result.invented), result.found) if result.found else 0.0,
        "claims_paired": _share(result.paired, result.found),
    }
    for name, counts in result.fields.items():
        if name in annotated:
            metrics[f"field.{name}.p"] = _share(counts.correct, counts.found)
            metrics[f"field.{name}.r"] = _share(counts.correct, counts.expected)
    return metrics


def _source_table(results: Mapping[str, MatchResult]) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = [("source", "gold", "found", "missing", "coded", "invented")]
    for name, r in results.items():
        figures = (r.expected, r.matched, len(r.missing), r.found, len(r.invented))
        rows.append((name, *map(str, figures)))
    return tuple(rows)


def _errors(result: MatchResult) -> tuple[Mapping[str, Any], ...]:
    classes = {"missing": result.missing, "invented": result.invented, "wrong": result.wrong}
    return tuple({"class": name, "error": error} for name, found in classes.items() for error in found)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
