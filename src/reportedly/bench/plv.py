"""The ``plv`` benchmark: the PLOVER root between a marked source and target in a sentence.

Data: ``PLV_<split>.tsv`` (sentence, marked sentence, source, target, gold_penta, gold_root). The file's YIELD
covers today's CONCEDE and RETREAT. The four coarse classes follow from the root.

The shipped models are trained on the train split. So figures for **train are 5-fold cross-validated**:
the linear model is fitted anew for each fold on the other four, and the net's readings are those kept from
training, each by a net that never saw the sentence (``nets/data/relations/held_out.json``, found by a
fingerprint of sentence and marks). Any other split is read by the shipped models. The table ``readers``
says which of the two it was and scores each reader by itself.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from reportedly.bench.base import BenchResult
from reportedly.bench.progress import with_progress
from reportedly.errors import InputError
from reportedly.nets.relation_input import ROOTS
from reportedly.nets.relations import RelationNet
from reportedly.parse import SpacyParser
from reportedly.read import make_report
from reportedly.relations.examples import FOLDS, MarkedSentence, fold_numbers, read_marked, spans_in
from reportedly.relations.linear import Floats, fit
from reportedly.relations.station import Reading, combined, linear_model, read_pair

HELD_OUT = "data/relations/held_out.json"
PENTA = {
    "AGREE": "1",
    "CONSULT": "1",
    "SUPPORT": "1",
    "AID": "2",
    "COOPERATE": "2",
    "YIELD": "2",
    "ACCUSE": "3",
    "REJECT": "3",
    "REQUEST": "3",
    "THREATEN": "3",
    "ASSAULT": "4",
    "COERCE": "4",
    "MOBILIZE": "4",
    "PROTEST": "4",
    "SANCTION": "4",
}
MAX_ERRORS = 50


@dataclass(frozen=True, slots=True)
class _Scores:
    """Log-probabilities by each reader; ``net`` is None where no net may read the sentence."""

    linear: Floats
    net: Floats | None
    rule: str | None
    settled: Floats

    @property
    def both(self) -> Floats:
        scores = self.linear if self.net is None else combined(self.linear, self.net, self.rule)
        return scores + self.settled


def run(data: Path, split: str, limit: int | None = None, parser: SpacyParser | None = None) -> BenchResult:
    """Scores the split; raises InputError where PLV_<split>.tsv is absent or has other columns.

    Train is cross-validated over all its sentences (see above); ``limit`` then scores the first ones.
    """
    started = time.perf_counter()
    path = data / f"PLV_{split}.tsv"
    if not path.is_file():
        raise InputError(f"{data} holds no PLV_{split}.tsv; see docs/benchmarks.md")
    examples = read_marked(path)
    if split != "train":
        examples = examples[:limit]
    parser = parser or SpacyParser()
    readings = [reading_of(parser, e) for e in with_progress(examples, "plv")]
    scores = _held_out_scores(examples, readings) if split == "train" else _shipped_scores(examples, readings)
    examples, readings, scores = examples[:limit], readings[:limit], scores[:limit]
    roots = [_best(s.both) for s in scores]
    return BenchResult(
        benchmark="plv",
        split=split,
        n_documents=len(examples),
        metrics=metrics_of(examples, roots),
        seconds=time.perf_counter() - started,
        counts={
            "root_accuracy": {
                "correct": sum(r == e.root for r, e in zip(roots, examples, strict=True)),
                "gold": len(examples),
            }
        },
        tables={
            "readers": _readers_table(split, examples, readings, scores),
            "roots": _roots_table(examples, roots),
            "confusions": _confusions(examples, roots),
        },
        errors=tuple(
            {"id": e.id, "gold": e.root, "found": r, "text": e.text}
            for e, r in zip(examples, roots, strict=True)
            if e.root != r
        )[:MAX_ERRORS],
    )


def reading_of(parser: SpacyParser, example: MarkedSentence) -> Reading:
    """The station's reading of one marked sentence."""
    parsed = parser.parse(make_report(example.text))
    return read_pair(parsed, *spans_in(parsed.text, example))


def _held_out_scores(examples: Sequence[MarkedSentence], readings: Sequence[Reading]) -> list[_Scores]:
    folds = fold_numbers(examples)
    kept = _held_out_table()
    scores: dict[int, _Scores] = {}
    for fold in range(FOLDS):
        others = [i for i, f in enumerate(folds) if f != fold]
        model = fit([readings[i].features for i in others], [examples[i].root for i in others], ROOTS)
        for i in (i for i, f in enumerate(folds) if f == fold):
            row = kept.get(examples[i].key)
            net = np.asarray(row, dtype=np.float64) if row is not None else None
            reading = readings[i]
            linear = model.log_probabilities(reading.features)
            scores[i] = _Scores(linear, net, reading.rule_root, reading.settled)
    return [scores[i] for i in range(len(examples))]


def _held_out_table() -> Mapping[str, Sequence[float]]:
    path = resources.files("reportedly.nets").joinpath(HELD_OUT)
    table: dict[str, list[float]] = json.loads(path.read_text("utf-8"))
    return table


def _shipped_scores(examples: Sequence[MarkedSentence], readings: Sequence[Reading]) -> list[_Scores]:
    model, net = linear_model(), RelationNet.load()
    return [
        _Scores(
            model.log_probabilities(r.features),
            net.log_probabilities(e.text, e.source, e.target),
            r.rule_root,
            r.settled,
        )
        for e, r in zip(examples, readings, strict=True)
    ]


def _best(scores: Floats) -> str:
    return ROOTS[int(np.argmax(scores))]


def metrics_of(examples: Sequence[MarkedSentence], roots: Sequence[str]) -> dict[str, float]:
    """The three metrics; macro-F1 is over the classes that occur in the gold column."""
    gold = [e.root for e in examples]
    penta = [e.penta or PENTA.get(e.root, "") for e in examples]
    return {
        "root_macro_f1": macro_f1(gold, roots),
        "root_accuracy": sum(g == r for g, r in zip(gold, roots, strict=True)) / len(gold) if gold else 0.0,
        "penta_macro_f1": macro_f1(penta, [PENTA[r] for r in roots]),
    }


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """The mean F1 over the classes of ``gold``."""
    values = [class_f1(gold, found, label) for label in sorted(set(gold))]
    return sum(values) / len(values) if values else 0.0


def class_f1(gold: Sequence[str], found: Sequence[str], label: str) -> float:
    """The F1 of one class."""
    both = sum(g == f == label for g, f in zip(gold, found, strict=True))
    total = sum(g == label for g in gold) + sum(f == label for f in found)
    return 2 * both / total if total else 0.0


def _readers_table(
    split: str, examples: Sequence[MarkedSentence], readings: Sequence[Reading], scores: Sequence[_Scores]
) -> tuple[tuple[str, ...], ...]:
    how = "5-fold cross-validated" if split == "train" else "shipped models, trained on train"
    readers = {
        "rules (lexicon alone, not trained)": [r.rule_root or ROOTS[0] for r in readings],
        f"linear ({how})": [_best(s.linear) for s in scores],
        f"net ({how})": [_best(s.linear if s.net is None else s.net) for s in scores],
        f"linear + net + rules where unsure ({how})": [_best(s.both) for s in scores],
    }
    rows = [("reader", "root_macro_f1", "root_accuracy", "penta_macro_f1")]
    for name, roots in readers.items():
        figures = metrics_of(examples, roots)
        rows.append((name, *(f"{figures[k]:.3f}" for k in rows[0][1:])))  # type: ignore[arg-type]
    return tuple(rows)


def _roots_table(examples: Sequence[MarkedSentence], roots: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    gold = [e.root for e in examples]
    rows = [(label, str(gold.count(label)), f"{class_f1(gold, roots, label):.3f}") for label in ROOTS]
    return (("root", "gold", "F1"), *rows)


def _confusions(examples: Sequence[MarkedSentence], roots: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    wrong = Counter((e.root, r) for e, r in zip(examples, roots, strict=True) if e.root != r)
    return (("gold", "found", "times"), *((g, f, str(n)) for (g, f), n in wrong.most_common(8)))
