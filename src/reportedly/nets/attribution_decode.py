"""From the net's numbers to spans and links: the best legal label sequence, then who belongs to whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = ("source", "cue", "content")
LINKS = ("cue_to_source", "source", "content_to_cue", "cue")  # the four link vectors of each piece
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """Words ``start`` to ``end`` (half-open) of a window bear one role."""

    role: str
    start: int
    end: int
    score: float  # mean probability of the chosen labels, 0…1


@dataclass(frozen=True, slots=True)
class LinkedSpans:
    """One attribution of a window: indices into its label spans."""

    cue: int
    source: int | None
    contents: tuple[int, ...]


def best_labels(emissions: Floats, transitions: Floats, start: Floats, end: Floats) -> list[int]:
    """The Viterbi path over ``emissions`` (words × labels); illegal steps are very low in ``transitions``."""
    if not len(emissions):
        return []
    score = start + emissions[0]
    back = np.zeros(emissions.shape, dtype=np.int64)
    for i in range(1, len(emissions)):
        total = score[:, None] + transitions
        back[i] = total.argmax(axis=0)
        score = total.max(axis=0) + emissions[i]
    label = int((score + end).argmax())
    path = [label]
    for i in range(len(emissions) - 1, 0, -1):
        label = int(back[i, label])
        path.append(label)
    return path[::-1]


def label_spans(labels: list[int], emissions: Floats) -> list[LabelSpan]:
    """The spans of a label sequence, in order."""
    spans: list[LabelSpan] = []
    i = 0
    while i < len(labels):
        if labels[i] == 0:
            i += 1
            continue
        role = ROLES[(labels[i] - 1) // 2]
        inside = LABELS.index(f"I-{role}")
        j = i + 1
        while j < len(labels) and labels[j] == inside:
            j += 1
        spans.append(LabelSpan(role, i, j, _probability(emissions[i:j], labels[i:j])))
        i = j
    return spans


def _probability(emissions: Floats, labels: list[int]) -> float:
    shifted = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    chosen = shifted[np.arange(len(labels)), labels] / shifted.sum(axis=1)
    return float(chosen.mean())


def link_spans(spans: list[LabelSpan], first: tuple[int, ...], links: Floats) -> list[LinkedSpans]:
    """Each cue with the source it picks and the contents that pick it.

    ``links`` is pieces × 4 × d, in the order of LINKS; position 0 ([CLS]) stands for none.
    ``first`` gives the position of each word's first piece.
    """
    cues = [i for i, span in enumerate(spans) if span.role == "cue"]
    sources = [i for i, span in enumerate(spans) if span.role == "source"]
    contents = [i for i, span in enumerate(spans) if span.role == "content"]
    at = [first[span.start] for span in spans]
    source_of = _pick(cues, sources, at, links[:, 0], links[:, 1])
    cue_of = _pick(contents, cues, at, links[:, 2], links[:, 3])
    return [
        LinkedSpans(
            cue=cue,
            source=source_of.get(cue),
            contents=tuple(content for content in contents if cue_of.get(content) == cue),
        )
        for cue in cues
    ]


def _pick(askers: list[int], offers: list[int], at: list[int], query: Floats, key: Floats) -> dict[int, int]:
    if not askers or not offers:
        return {}
    offered = np.vstack([key[0], key[[at[i] for i in offers]]])
    best = (query[[at[i] for i in askers]] @ offered.T).argmax(axis=1)
    return {asker: offers[b - 1] for asker, b in zip(askers, best.tolist(), strict=True) if b > 0}
