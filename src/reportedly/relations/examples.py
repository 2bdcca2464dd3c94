"""Sentences with a marked source and target and the PLOVER root between them, and their folds."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.errors import InputError
from reportedly.records import Span

FOLDS = 5
MARK = re.compile(r"</?[st]>")
COLUMNS = ("sentence_id", "marked_sentence", "gold_root")


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """One sentence; ``source`` and ``target`` are the first marked spans of ``text``, if any."""

    id: str
    text: str
    source: Span | None
    target: Span | None
    root: str
    penta: str  # "1" … "4", or "" where the file gives none

    @property
    def key(self) -> str:
        """A fingerprint of the words and the marked spans, independent of file and id."""
        spans = (s or Span(-1, -1) for s in (self.source, self.target))
        parts = (self.text, *(str(n) for s in spans for n in (s.start, s.end)))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def read_marked(path: Path) -> list[MarkedSentence]:
    """The rows of a PLV-style TSV; raises InputError where columns or markers are missing."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        missing = [c for c in COLUMNS if c not in (rows.fieldnames or ())]
        if missing:
            raise InputError(f"{path.name}: no column {', '.join(missing)}; see docs/benchmarks.md")
        return [_example(path, row) for row in rows]


def _example(path: Path, row: dict[str, str]) -> MarkedSentence:
    text, spans = unmark(row["marked_sentence"])
    if not spans:
        raise InputError(f"{path.name}: sentence {row['sentence_id']} has neither <s>…</s> nor <t>…</t>")
    return MarkedSentence(
        id=row["sentence_id"],
        text=text,
        source=spans.get("s"),
        target=spans.get("t"),
        root=row["gold_root"].strip().upper(),
        penta=(row.get("gold_penta") or "").strip(),
    )


def unmark(marked: str) -> tuple[str, dict[str, Span]]:
    """The sentence without its ``<s>`` and ``<t>`` marks, and the first span under each letter."""
    pieces: list[str] = []
    begun: dict[str, int] = {}
    spans: dict[str, Span] = {}
    length = last = 0
    for mark in MARK.finditer(marked):
        piece = marked[last : mark.start()]
        pieces.append(piece)
        length += len(piece)
        last = mark.end()
        letter = mark.group().strip("</>")
        if not mark.group().startswith("</"):
            begun[letter] = length
        elif letter in begun:
            spans.setdefault(letter, Span(begun[letter], length))
    pieces.append(marked[last:])
    text = "".join(pieces)
    return text, {letter: _trimmed(text, span) for letter, span in spans.items()}


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))


def fold_numbers(examples: Sequence[MarkedSentence]) -> list[int]:
    """A fold in 0…4 for each example: balanced by root; one sentence is never in two folds."""
    fold_of: dict[str, int] = {}
    next_fold: dict[str, int] = {}
    order = sorted(examples, key=lambda e: (e.root, hashlib.sha256(e.text.encode()).hexdigest()))
    for example in order:
        if example.text not in fold_of:
            turn = next_fold.get(example.root, len(next_fold) % FOLDS)
            fold_of[example.text] = turn % FOLDS
            next_fold[example.root] = turn + 1
    return [fold_of[e.text] for e in examples]


def spans_in(text: str, example: MarkedSentence) -> tuple[Span | None, Span | None]:
    """The marked spans in ``text``, the example's canonical text, which lacks marks that cannot be seen."""
    found: list[Span | None] = []
    for span in (example.source, example.target):
        words = span.of(example.text) if span else ""
        if span is None or span.of(text) == words:
            found.append(span)
            continue
        at = text.find(words, max(0, span.start - 8))
        found.append(Span(at, at + len(words)) if at >= 0 else None)
    if found == [None, None]:
        return Span(0, min(1, len(text))), None
    return found[0], found[1]
