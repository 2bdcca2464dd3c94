"""The ``tolls`` benchmark: killed, injured and date of the main incident of an article.

Two sets, told apart by what the data folder holds:

* ``cis530/data-<split>/X_*.json`` + ``y_*.json``: articles (no titles) with publication date, and the
  Gun Violence Archive's figures. Dead and injured include the perpetrator. Headline metrics.
* ``gvdb/<split>.tsv``: articles with a hand-made list of victims. Shooters who died are not victims
  there and no publication date is given, so it enters the tables only, unless it is the only set there.

The main incident's figures are picked from the toll mentions by ``bench/incident.py``, its day from the times
by ``bench/incident_day.py``.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.bench.base import BenchResult
from reportedly.bench.incident import incident_toll
from reportedly.bench.incident_day import incident_date
from reportedly.bench.progress import with_progress
from reportedly.errors import InputError
from reportedly.how_many import find_tolls
from reportedly.parse import SpacyParser
from reportedly.read import make_report

SPLIT_NAMES = {"dev": ("dev", "val"), "val": ("dev", "val")}
MAX_ERRORS = 50


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its gold figures; ``date`` and ``published`` are None where not given."""

    id: str
    text: str
    published: dt.date | None
    killed: int
    injured: int
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class _Answer:
    article: Article
    killed: int
    injured: int
    date: dt.date | None


def run(data: Path, split: str, limit: int | None = None, parser: SpacyParser | None = None) -> BenchResult:
    """Scores the split of every set found under ``data``; raises InputError where none is there.

    ``date_exact`` is over articles with a gold date. ``limit`` takes the first articles of each set.
    """
    started = time.perf_counter()
    parser = parser or SpacyParser()
    sets = {
        name: articles
        for name, read in (("cis530", read_cis530), ("gvdb", read_gvdb))
        if (articles := read(data, split))
    }
    if not sets:
        raise InputError(
            f"no tolls data for split {split!r} under {data}: "
            f"cis530/data-{split}/ or gvdb/{split}.tsv is expected"
        )
    answers = {
        name: [answer(parser, a) for a in with_progress(articles[:limit], f"tolls {name}")]
        for name, articles in sets.items()
    }
    head = next(iter(answers.values()))
    rows = [("set", "articles", *_metrics([]))]
    for name, given in answers.items():
        rows.append((name, str(len(given)), *(f"{v:.3f}" for v in _metrics(given).values())))
    return BenchResult(
        benchmark="tolls",
        split=split,
        n_documents=sum(len(given) for given in answers.values()),
        metrics=_metrics(head),
        seconds=time.perf_counter() - started,
        counts=_counts(head),
        tables={"sets": tuple(rows)},
        errors=tuple(e for given in answers.values() for e in _errors(given))[:MAX_ERRORS],
    )


def answer(parser: SpacyParser, article: Article) -> _Answer:
    """What the stations say of one article."""
    parsed = parser.parse(make_report(article.text, published=article.published))
    tolls = find_tolls(parsed)
    killed, injured = incident_toll(parsed, tolls)
    return _Answer(article, killed, injured, incident_date(parsed, tolls))


def read_cis530(data: Path, split: str) -> list[Article]:
    """The articles of ``cis530/data-<split>`` (the folder itself may be given as ``data``)."""
    folder_name, file_name = SPLIT_NAMES.get(split, (split, split))
    for base in (data / "cis530", data):
        folder = base / f"data-{folder_name}"
        if folder.is_dir():
            inputs, labels = _one(folder, "X", file_name), _one(folder, "y", file_name)
            return [
                _cis530_article(f"cis530-{split}-{i}", x, y)
                for i, (x, y) in enumerate(zip(inputs, labels, strict=True))
            ]
    return []


def _one(folder: Path, letter: str, name: str) -> list[dict[str, Any]]:
    found = [folder / f"{letter}_{name}.json", *sorted(folder.glob(f"{letter}_*.json"))]
    path = next((p for p in found if p.is_file()), None)
    if path is None:
        raise InputError(f"{folder} holds no {letter}_*.json")
    table = json.loads(path.read_text("utf-8"))
    rows = list(table.values()) if isinstance(table, dict) else table
    return [dict(row) for row in rows]


def _cis530_article(name: str, x: dict[str, Any], y: dict[str, Any]) -> Article:
    return Article(
        id=name,
        text=" ".join(filter(None, (x.get("title"), x.get("text")))),
        published=_date(x.get("publish_date")),
        killed=int(y["n_killed"]),
        injured=int(y["n_injured"]),
        date=_date(y.get("shooting_date")),
    )


def read_gvdb(data: Path, split: str) -> list[Article]:
    """The articles of ``gvdb/<split>.tsv``; killed wins over injured of one victim."""
    for path in (data / "gvdb" / f"{split}.tsv", data / f"{split}.tsv"):
        if path.is_file():
            csv.field_size_limit(sys.maxsize)
            with path.open(encoding="utf-8", newline="") as lines:
                return list(_gvdb_articles(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)))
    return []


def _gvdb_articles(rows: csv.DictReader[str]) -> Iterator[Article]:
    for row in rows:
        facts = json.loads(row["Json"])
        victims = [set(v["victim-was"]) for v in facts["victim-section"]]
        killed = sum("killed" in v for v in victims)
        hurt = sum(bool(v & {"injured", "hospitalized"}) and "killed" not in v for v in victims)
        yield Article(
            f"gvdb-{row['Article id']}",
            row["Full text"],
            None,
            killed,
            hurt,
            _date(facts["date-and-time"]["date"]),
        )


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _metrics(given: Sequence[_Answer]) -> dict[str, float]:
    dated = [a for a in given if a.article.date is not None]
    return {
        "killed_exact": _mean([a.killed == a.article.killed for a in given]),
        "injured_exact": _mean([a.injured == a.article.injured for a in given]),
        "date_exact": _mean([a.date == a.article.date for a in dated]),
        "killed_mae": _mean([abs(a.killed - a.article.killed) for a in given]),
        "injured_mae": _mean([abs(a.injured - a.article.injured) for a in given]),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _counts(given: Sequence[_Answer]) -> dict[str, dict[str, int]]:
    dated = [a for a in given if a.article.date is not None]
    return {
        "killed_exact": {"correct": sum(a.killed == a.article.killed for a in given), "gold": len(given)},
        "injured_exact": {"correct": sum(a.injured == a.article.injured for a in given), "gold": len(given)},
        "date_exact": {"correct": sum(a.date == a.article.date for a in dated), "gold": len(dated)},
    }


def _errors(given: Sequence[_Answer]) -> Iterator[dict[str, Any]]:
    for a in given:
        gold = (a.article.killed, a.article.injured, a.article.date)
        if gold != (a.killed, a.injured, a.date):
            yield {
                "id": a.article.id,
                "gold": [str(g) for g in gold],
                "found": [str(a.killed), str(a.injured), str(a.date)],
            }
