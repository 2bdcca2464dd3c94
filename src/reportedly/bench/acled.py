"""The ``acled`` benchmark: one ACLED sub-event type for each note (CASE 2021 shared task 2 and its like).

Split ``sample`` is ``sample_input.txt`` with ``sample_output.txt``; any other split is the TSV or text
files in ``test_dataset/`` or in the folder itself, with id, type and snippet in any order, with or without
a header: the type column is known by its values (the task's codes or ACLED's names), the snippet by its
length.

The ordinary pipeline codes the note (``Coder(fast=True)``); the rules of ``knowledge/acled.py`` choose one
type from its foreground events and the words of the note, and their choice is weighed with the note net's
reading. Nothing is trained on the task's data.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.bench.base import BenchResult
from reportedly.bench.plv import class_f1
from reportedly.bench.progress import with_progress
from reportedly.coder import Coder
from reportedly.errors import InputError
from reportedly.knowledge.acled import sub_event_of
from reportedly.nets.notes import SUB_EVENTS, NoteNet
from reportedly.records import CodedReport, Event

NAME_OF_CODE = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "AGREEMENT": "Agreement",
    "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash",
    "ARREST": "Arrests",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "CHEM_WEAP": "Chemical weapon",
    "DISR_WEAP": "Disrupted weapons use",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "MOB_VIOL": "Mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence",
    "SUIC_BOMB": "Suicide bomb",
    "VIOL_DEMONSTR": "Violent demonstration",
}
CODE_OF_NAME = {name.casefold(): code for code, name in NAME_OF_CODE.items()}
MAX_ERRORS = 50
# Added to the log-probability of the rules' type; chosen on our own notes. High, as the net learned from one
# style of notes: it mostly decides where the rules find nothing.
SHARE_OF_RULES = 4.0
RULE_SHARE: Mapping[str, float] = {"nothing": 0.0, "other": 0.0}


@dataclass(frozen=True, slots=True)
class LabelledNote:
    """One snippet with its type as a code of the task."""

    id: str
    text: str
    type: str


def run(data: Path, split: str, limit: int | None = None, coder: Coder | None = None) -> BenchResult:
    """Scores the split; raises InputError where its files are absent or hold no types."""
    started = time.perf_counter()
    notes = read_notes(data, split)[:limit]
    coder, net = coder or Coder(fast=True), NoteNet.load()
    answers = [classify(coder, note.text, net) for note in with_progress(notes, "acled")]
    found = [code for code, _ in answers]
    gold = [n.type for n in notes]
    wrong = [(n, code, rule) for n, (code, rule) in zip(notes, answers, strict=True) if n.type != code]
    return BenchResult(
        benchmark="acled",
        split=split,
        n_documents=len(notes),
        metrics=metrics_of(gold, found),
        seconds=time.perf_counter() - started,
        counts={"accuracy": {"correct": len(notes) - len(wrong), "gold": len(notes)}},
        tables={"types": _types_table(gold, found), "confusions": _confusions(gold, found)},
        errors=tuple(
            {"id": n.id, "gold": n.type, "found": code, "rule": rule, "text": n.text}
            for n, code, rule in wrong
        )[:MAX_ERRORS],
    )


def classify(coder: Coder, text: str, net: NoteNet | None = None) -> tuple[str, str]:
    """The task's code of one note, and the rule (or ``net``) that gave it."""
    coded = coder.code(text)
    findings = coded.findings
    tokens = [s.tokens for s in findings.parsed.sentences] if findings else []
    mentions = sorted(findings.actors, key=lambda m: m.span) if findings else []
    sectors = [m.actor.sector for m in mentions if m.actor and m.actor.sector]
    name, rule = sub_event_of(foreground(coded), tokens, sectors)
    by_rule = CODE_OF_NAME[name.casefold()]
    if net is None:
        return by_rule, rule
    scores = net.log_probabilities(text)
    scores[SUB_EVENTS.index(by_rule)] += RULE_SHARE.get(rule, SHARE_OF_RULES)
    best = SUB_EVENTS[int(scores.argmax())]
    return best, rule if best == by_rule else "net"


def foreground(coded: CodedReport) -> list[Event]:
    """The foreground events of the report's claims in text order, each once; all events where none is."""
    events = {c.event.id: c.event for c in coded.claims}
    chosen = [e for e in events.values() if e.ground == "foreground"] or list(events.values())
    return sorted(chosen, key=lambda e: e.trigger)


def metrics_of(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """Weighted F1 (by gold counts), macro F1 over the 25 types (those in the gold labels), and accuracy."""
    total = len(gold)
    f1 = {label: class_f1(gold, found, label) for label in sorted(set(gold))}
    return {
        "weighted_f1": sum(f1[label] * n for label, n in Counter(gold).items()) / total if total else 0.0,
        "macro_f1": sum(f1.values()) / len(f1) if f1 else 0.0,
        "accuracy": sum(g == f for g, f in zip(gold, found, strict=True)) / total if total else 0.0,
    }


def read_notes(data: Path, split: str) -> list[LabelledNote]:
    """The labelled notes of a split, in the order of the files."""
    if split == "sample":
        return _read_sample(data)
    folder = data / "test_dataset" if (data / "test_dataset").is_dir() else data
    notes = [n for path in _files(folder, split) for n in read_table(path)]
    if not notes:
        raise InputError(f"{data} holds no labelled notes for split {split!r}; see docs/benchmarks.md")
    return notes


def _files(folder: Path, split: str) -> list[Path]:
    """The file named after the split, or else every table of the folder."""
    named = [p for p in (folder / f"{split}.tsv", folder / f"{split}.txt") if p.is_file()]
    return named or sorted([*folder.glob("*.tsv"), *folder.glob("*.txt")])


def _read_sample(data: Path) -> list[LabelledNote]:
    inputs, outputs = data / "sample_input.txt", data / "sample_output.txt"
    for path in (inputs, outputs):
        if not path.is_file():
            raise InputError(f"{data} holds no {path.name}; see docs/benchmarks.md")
    types = {row[0].strip(): code_of(row[1]) for row in _rows(outputs) if len(row) > 1}
    notes = []
    for row in _rows(inputs):
        kind = types.get(row[0].strip())
        if kind is not None and len(row) > 1:
            notes.append(LabelledNote(row[0].strip(), row[1].strip(), kind))
    return notes


def read_table(path: Path) -> list[LabelledNote]:
    """The rows of a table in which one column holds types; other rows (a header) are left out."""
    rows = [row for row in _rows(path) if len(row) > 1]
    column = _type_column(rows)
    return [] if column is None else list(_labelled(rows, column, path.stem))


def _labelled(rows: Sequence[Sequence[str]], column: int, name: str) -> Iterator[LabelledNote]:
    longest = Counter(max(range(len(r)), key=lambda i: len(r[i])) for r in rows).most_common(1)[0][0]
    for number, row in enumerate(rows, 1):
        kind = code_of(row[column]) if column < len(row) else None
        if kind is None or longest >= len(row) or longest == column:
            continue
        others = [v.strip() for i, v in enumerate(row) if i not in {column, longest} and v.strip()]
        yield LabelledNote(others[0] if others else f"{name}-{number}", row[longest].strip(), kind)


def _type_column(rows: Sequence[Sequence[str]]) -> int | None:
    counts = Counter(i for row in rows for i, value in enumerate(row) if code_of(value) is not None)
    return counts.most_common(1)[0][0] if counts else None


def _rows(path: Path) -> Iterator[list[str]]:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    for line in text.splitlines():
        if line.strip():
            yield [_unquoted(value) for value in line.split("\t")]


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('""', '"')
    return value


def code_of(value: str) -> str | None:
    """The task's code for a code or an ACLED name, or None."""
    value = value.strip()
    if value.upper() in NAME_OF_CODE:
        return value.upper()
    return CODE_OF_NAME.get(value.casefold())


def _types_table(gold: Sequence[str], found: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    rows = [(t, str(gold.count(t)), f"{class_f1(gold, found, t):.3f}") for t in sorted(set(gold))]
    return (("type", "gold", "F1"), *rows)


def _confusions(gold: Sequence[str], found: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    wrong = Counter((g, f) for g, f in zip(gold, found, strict=True) if g != f)
    return (("gold", "found", "times"), *((g, f, str(n)) for (g, f), n in wrong.most_common(10)))
