"""Training examples of the attribution net: annotated documents cut into labelled windows."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from reportedly.attribution.standoff import GoldAttribution, GoldDocument
from reportedly.nets.attribution_decode import LABELS
from reportedly.nets.attribution_input import (
    SpecialPieces,
    TextBlock,
    Window,
    Word,
    make_windows,
    split_words,
)
from reportedly.records import Span

LINE = re.compile(r"\S(?:.*\S)?")
NO_LINK = -100


class PieceTokenizer(Protocol):
    """Turns words into word-piece ids."""

    @property
    def special(self) -> SpecialPieces: ...

    def pieces(self, blocks: Sequence[Sequence[Word]]) -> list[list[tuple[int, ...]]]: ...


@dataclass(frozen=True)
class Example:
    """A window with its gold labels and links; link targets are positions of pieces, 0 for none."""

    window: Window
    labels: tuple[int, ...]  # one for each word
    source_links: tuple[tuple[int, int], ...]  # (first piece of the cue, first piece of its source)
    cue_links: tuple[tuple[int, int], ...]  # (first piece of the content, first piece of its cue)


def document_blocks(text: str) -> list[TextBlock]:
    """The lines of a document; its first line is its title."""
    spans = [Span(*match.span()) for match in LINE.finditer(text)]
    return [TextBlock(span, title=i == 0) for i, span in enumerate(spans)]


def document_examples(
    document: GoldDocument, tokenizer: PieceTokenizer, limit: int, first_limit: int | None = None
) -> list[Example]:
    """All windows of a document with their labels."""
    blocks = split_words(document.text, document_blocks(document.text))
    windows = make_windows(blocks, tokenizer.pieces(blocks), tokenizer.special, limit, first_limit)
    return [_example(window, blocks, document.attributions) for window in windows]


def _example(
    window: Window, blocks: Sequence[Sequence[Word]], attributions: Sequence[GoldAttribution]
) -> Example:
    spans = [blocks[b][w].span for b, w in window.words]
    labels = [0] * len(spans)
    for attribution in attributions:
        for role in ("source", "content", "cue"):
            for piece in getattr(attribution, role):
                _mark(labels, spans, piece, role)
    source_links, cue_links = [], []
    for attribution in attributions:
        cue = _first_piece(window, spans, attribution.cue[0])
        if cue is not None:
            source = _first_piece(window, spans, attribution.source[0]) if attribution.source else None
            source_links.append((cue, source or 0))
        for piece in attribution.content:
            content = _first_piece(window, spans, piece)
            if content is not None:
                cue_links.append((content, cue or 0))
    return Example(window, tuple(labels), tuple(source_links), tuple(cue_links))


def _mark(labels: list[int], spans: Sequence[Span], piece: Span, role: str) -> None:
    covered = [i for i, span in enumerate(spans) if span.overlaps(piece)]
    for i in covered:
        labels[i] = LABELS.index(f"I-{role}")
    # A piece that runs on from the window before has no beginning here.
    if covered:
        labels[covered[0]] = LABELS.index(f"B-{role}")


def _first_piece(window: Window, spans: Sequence[Span], piece: Span) -> int | None:
    for i, span in enumerate(spans):
        if span.overlaps(piece):
            return window.first[i]
    return None


# ------------------------------------------------------------------ augmentation


def augmented(document: GoldDocument, rng: random.Random) -> GoldDocument:
    """The document, now and then in capitals, in small letters or with other quotation marks.

    Only changes that keep every offset are made.
    """
    text = document.text
    roll = rng.random()
    if roll < 0.06:
        text = _same_length(text, str.upper)
    elif roll < 0.09:
        text = _same_length(text, str.lower)
    if rng.random() < 0.15:
        text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    elif rng.random() < 0.1:
        text = _curly(text)
    return replace(document, text=text)


def _same_length(text: str, change: object) -> str:
    assert callable(change)
    return "".join(new if len(new := change(c)) == 1 else c for c in text)


def _curly(text: str) -> str:
    text = re.sub(r'(?<![^\s(\[—–-])"', "“", text)
    text = text.replace('"', "”")
    return re.sub(r"(?<=\w)'", "’", text)
