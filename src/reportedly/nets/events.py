"""The events net at run time: whether each word tells of an event, how real, and what part it plays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.errors import ModelError
from reportedly.nets.attribution_input import TextBlock, Window, make_windows, split_words
from reportedly.nets.event_labels import HEADS, PARTS, REALIS, ROLES, TYPES
from reportedly.nets.sessions import net_folder, open_session, read_card
from reportedly.nets.trunk import Trunk, shipped_trunk
from reportedly.records import Span

Floats = NDArray[np.float32]
LABELS: Mapping[str, tuple[str, ...]] = {
    "types": TYPES,
    "realis": tuple(str(r) for r in REALIS),
    "parts": PARTS,
    "roles": ROLES,
}


@dataclass(frozen=True, slots=True)
class EventReadings:
    """The net's probabilities for the words of one report, in text order; rows belong to ``spans``."""

    spans: tuple[Span, ...]
    types: Floats  # words × TYPES, rows sum to 1
    realis: Floats  # words × REALIS, rows sum to 1; means something where a word tells of an event
    parts: Floats  # words × PARTS, rows sum to 1
    roles: Floats  # words × ROLES, each by itself

    def rows(self, span: Span) -> range:
        """The rows of the words that begin within ``span``."""
        first = bisect_left(self.spans, span.start, key=_start)
        return range(first, bisect_left(self.spans, span.end, lo=first, key=_start))


class EventNet:
    """``load`` reads the net once; ``read`` changes nothing and gives the same for the same text."""

    def __init__(self, session: Any, trunk: Trunk, card: dict[str, Any]) -> None:
        self.session = session
        self.trunk = trunk
        self.card = card

    @classmethod
    def load(cls, folder: Path | None = None, trunk: Trunk | None = None) -> EventNet:
        """The shipped net, or the one in ``folder``; raises ModelError where a file is missing or misfits."""
        folder = folder or net_folder("events")
        card = read_card(folder)
        if {name: tuple(labels) for name, labels in card["labels"].items()} != LABELS:
            raise ModelError("the events net's labels are not those of this version; reinstall the package")
        return cls(open_session(folder), trunk or shipped_trunk(), card)

    def read(self, text: str, blocks: Sequence[TextBlock]) -> EventReadings:
        """What the net sees in ``blocks`` of ``text``."""
        words = split_words(text, blocks)
        known = self.trunk.pieces
        windows = make_windows(words, known.pieces(words), known.special, int(self.card["window"]))
        spans = tuple(words[b][w].span for window in windows for b, w in window.words)
        columns: dict[str, list[Floats]] = {name: [] for name in HEADS}
        for window in windows:
            for name, scores in self.read_window(window).items():
                columns[name].append(scores)
        tables = {
            name: np.concatenate(columns[name]) if columns[name] else np.zeros((0, size), np.float32)
            for name, size in HEADS.items()
        }
        return EventReadings(spans, **tables)

    def read_window(self, window: Window) -> dict[str, Floats]:
        """The probabilities of each head for the words of one window."""
        inputs = {
            "hidden": self.trunk.hidden(window.pieces),
            "case": np.array([window.case], dtype=np.int64),
        }
        found = self.session.run(list(HEADS), inputs)
        first = list(window.first)
        scores = {name: table[0][first] for name, table in zip(HEADS, found, strict=True)}
        return {name: _sigmoid(s) if name == "roles" else _softmax(s) for name, s in scores.items()}


def _start(span: Span) -> int:
    return span.start


def _softmax(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    made: Floats = powers / powers.sum(axis=1, keepdims=True)
    return made


def _sigmoid(scores: Floats) -> Floats:
    made: Floats = (1 / (1 + np.exp(-scores))).astype(np.float32)
    return made
