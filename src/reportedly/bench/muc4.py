"""The ``muc4`` benchmark: templates of terrorist incidents, scored as at MUC-4 (1992).

Each message is coded by the ordinary pipeline, with the date of its dateline as the day of publication;
the adapter turns its claims into templates. The scoring is described in docs/muc4-scoring.md. With
``responses`` a response file is scored and nothing is run. ``metric="gtt"`` scores the five-role form
(:mod:`reportedly.bench.muc4_gtt`), whose texts are put back into capitals: they are the messages in lower
case.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from reportedly.bench.base import BenchResult
from reportedly.bench.muc4_adapter import gtt_templates_of, templates_of
from reportedly.bench.muc4_format import Template, read_templates
from reportedly.bench.muc4_gtt import (
    ROLES,
    TYPE,
    GttDocument,
    GttTemplate,
    found_template,
    read_gtt,
    score_gtt,
)
from reportedly.bench.muc4_scoring import Tally
from reportedly.bench.muc4_texts import published, read_texts
from reportedly.bench.muc4_total import (
    TemplateScore,
    by_message,
    by_slot,
    by_type,
    row_tallies,
    score_responses,
)
from reportedly.bench.progress import with_progress
from reportedly.coder import Coder
from reportedly.errors import InputError

JOBS = 2  # processes, each with a parser of its own (about 0.5 GB)
MAX_ERRORS = 50
GTT_SPLITS = {"tst1+tst2": "dev", "tst3+tst4": "test"}  # the same messages
Task = tuple[str, str, str | None, bool]  # message id, text, day of publication, five-role form?
Table = tuple[tuple[str, ...], ...]

_coder: Coder | None = None


def run(
    data: Path,
    split: str,
    limit: int | None = None,
    metric: str | None = None,
    responses: Path | None = None,
    key: Path | None = None,
) -> BenchResult:
    """Scores the pipeline on ``data/<split>`` (``tst1+tst2`` joins two), or the file ``responses``.

    ``key`` is the key of ``responses``; without it, that of the split. Raises InputError for a folder,
    split, metric or file that does not fit.
    """
    started = time.monotonic()
    if metric == "gtt":
        return _run_gtt(data, split, limit, started)
    if metric is not None:
        raise InputError(f"unknown metric {metric!r} of muc4; give gtt, or none for the official scoring")
    keys = read_templates(key) if key else _keys(data, split)
    if responses is not None:
        found: Iterable[Template] = read_templates(responses)
        messages = list(dict.fromkeys(t.message for t in keys))[:limit]
    else:
        texts = _texts(data, split, limit)
        messages = list(texts)
        tasks: list[Task] = [(m, text, _day(text), False) for m, text in texts.items()]
        found = [template for templates in _coded(tasks) for template in templates]
    wanted = set(messages)
    scored = score_responses(found, [t for t in keys if t.message in wanted])
    return result_of(scored, split, len(messages), time.monotonic() - started)


# --------------------------------------------------------------------------- data


def _folders(data: Path, split: str) -> list[Path]:
    folders = [data / name for name in split.split("+")]
    for folder in folders:
        if not folder.is_dir():
            raise InputError(
                f"no folder {folder.name} in {data}; muc4 needs dev, tst1, tst2, tst3 or tst4 there"
            )
    return folders


def _keys(data: Path, split: str) -> list[Template]:
    templates: list[Template] = []
    for folder in _folders(data, split):
        files = sorted(folder.glob("key-*"))
        if not files:
            raise InputError(f"no key-* file in {folder}; muc4 needs the key beside the texts")
        templates += [template for file in files for template in read_templates(file)]
    return templates


def _texts(data: Path, split: str, limit: int | None) -> dict[str, str]:
    texts = {m: text for folder in _folders(data, split) for m, text in read_texts(folder).items()}
    return dict(list(texts.items())[:limit])


def _day(text: str) -> str | None:
    day = published(text)
    return day.isoformat() if day else None


# --------------------------------------------------------------------------- coding


def _coded(tasks: Sequence[Task]) -> Iterator[tuple[Any, ...]]:
    """The templates of each text, in order; over two processes where there are enough texts."""
    if len(tasks) < 2 * JOBS:
        yield from with_progress(map(_templates, tasks), "muc4", len(tasks))
        return
    with ProcessPoolExecutor(JOBS) as pool:
        yield from with_progress(pool.map(_templates, tasks, chunksize=2), "muc4", len(tasks))


def _templates(task: Task) -> tuple[Any, ...]:
    """The templates of one text; each process loads its coder once."""
    global _coder
    if _coder is None:
        _coder = Coder().load()
    message, text, day, five_roles = task
    coded = _coder.code(text, published=day)
    if five_roles:
        return tuple(found_template(t) for t in gtt_templates_of(coded))
    return templates_of(coded, message)


# --------------------------------------------------------------------------- results


def result_of(scored: Sequence[TemplateScore], split: str, n_documents: int, seconds: float) -> BenchResult:
    """The figures of scored templates, as fractions of 1."""
    rows = row_tallies(scored)
    slots = by_slot(scored)
    everything, matched = rows["ALL TEMPLATES"], rows["MATCHED ONLY"]
    metrics = {
        "f_all": everything.f1,
        "f_matched": matched.f1,
        "precision_all": everything.precision,
        "recall_all": everything.recall,
        "overgeneration_all": everything.overgeneration,
        **{f"slot.{name}.f": tally.f1 for name, tally in slots.items()},
    }
    counts = {"f_all": everything, "f_matched": matched} | {f"slot.{n}.f": t for n, t in slots.items()}
    types: list[tuple[str, Tally]] = []
    for name, (templates, fills) in by_type(scored).items():
        types += [(f"{name}: templates", templates), (f"{name}: slots", fills)]
    return BenchResult(
        benchmark="muc4",
        split=split,
        n_documents=n_documents,
        metrics=metrics,
        seconds=seconds,
        counts={name: _counts(tally) for name, tally in counts.items()},
        tables={
            "rows": _table("row", rows.items()),
            "slots": _table("slot", slots.items()),
            "incident types": _table("type", types),
        },
        errors=_worst(scored),
    )


def _counts(tally: Tally) -> dict[str, int]:
    return {
        "correct": tally.cor,
        "partial": tally.par,
        "incorrect": tally.inc,
        "spurious": tally.spu,
        "missing": tally.mis,
    }


def _table(first: str, rows: Iterable[tuple[str, Tally]]) -> Table:
    head = (first, "POS", "ACT", "COR", "PAR", "INC", "SPU", "MIS", "NON", "REC", "PRE", "OVG", "P&R")
    return (head, *(_table_row(name, tally) for name, tally in rows))


def _table_row(name: str, t: Tally) -> tuple[str, ...]:
    whole = (t.possible, t.actual, t.cor, t.par, t.inc, t.spu, t.mis, t.non)
    shares = (t.recall, t.precision, t.overgeneration, t.f1)
    return (name, *map(str, whole), *(f"{100 * share:.1f}" for share in shares))


def _worst(scored: Sequence[TemplateScore]) -> tuple[Mapping[str, Any], ...]:
    """The messages that lose most fills, with the templates that were missed, invented or mapped."""
    rows: list[tuple[int, dict[str, Any]]] = []
    for message, templates in by_message(scored).items():
        total = sum((t.total for t in templates), Tally())
        lost = total.mis + total.spu + total.inc
        if lost:
            fates: dict[str, list[str]] = {"missing": [], "spurious": [], "mapped": []}
            for template in templates:
                fates[_fate(template)].append(template.incident_type)
            row: dict[str, Any] = {"id": message, "f": round(total.f1, 3), "lost": lost, **fates}
            rows.append((lost, row))
    rows.sort(key=lambda row: (-row[0], row[1]["id"]))
    return tuple(row for _, row in rows[:MAX_ERRORS])


def _fate(template: TemplateScore) -> str:
    if template.key is None:
        return "spurious"
    return "mapped" if template.response else "missing"


# --------------------------------------------------------------------------- five roles


def _run_gtt(data: Path, split: str, limit: int | None, started: float) -> BenchResult:
    name = f"{GTT_SPLITS.get(split, split)}.json"
    path = next((p for p in (data / "gtt_json" / name, data / name) if p.is_file()), None)
    if path is None:
        raise InputError(f"no gtt_json/{name} in {data}; the splits of --metric gtt are dev, train and test")
    documents = read_gtt(path)[:limit]
    tasks: list[Task] = [(d.id, d.text.upper(), None, True) for d in documents]
    found: list[tuple[GttTemplate, ...]] = list(_coded(tasks))
    score = score_gtt(found, [d.templates for d in documents])
    precision, recall, f1 = score.of()
    metrics = {"micro_f1": f1, "micro_precision": precision, "micro_recall": recall}
    counts: dict[str, dict[str, int]] = {
        "micro_f1": _gtt_counts(*(sum(c.values()) for c in (score.right, score.found, score.gold)))
    }
    for role in (*ROLES, TYPE):
        metrics[f"role.{role}.f1"] = score.of(role)[2]
        counts[f"role.{role}.f1"] = _gtt_counts(
            *(c.get(role, 0) for c in (score.right, score.found, score.gold))
        )
    return BenchResult(
        benchmark="muc4",
        split=split,
        n_documents=len(documents),
        metrics=metrics,
        seconds=time.monotonic() - started,
        counts=counts,
        tables={"roles": _gtt_table(score.of, (*ROLES, TYPE))},
        errors=_gtt_worst(documents, found),
    )


def _gtt_counts(right: int, found: int, gold: int) -> dict[str, int]:
    return {"correct": right, "found": found, "gold": gold}


def _gtt_table(of: Any, roles: Sequence[str]) -> Table:
    rows = [(role, *(f"{100 * share:.1f}" for share in of(role))) for role in roles]
    return (("role", "precision", "recall", "F1"), *rows)


def _gtt_worst(
    documents: Sequence[GttDocument], found: Sequence[Sequence[GttTemplate]]
) -> tuple[Mapping[str, Any], ...]:
    rows: list[tuple[int, dict[str, Any]]] = []
    for document, templates in zip(documents, found, strict=True):
        score = score_gtt([templates], [document.templates])
        right, n_found, n_gold = (sum(c.values()) for c in (score.right, score.found, score.gold))
        lost = n_found + n_gold - 2 * right
        if lost:
            rows.append((lost, {"id": document.id, "right": right, "found": n_found, "gold": n_gold}))
    rows.sort(key=lambda row: (-row[0], row[1]["id"]))
    return tuple(row for _, row in rows[:MAX_ERRORS])
