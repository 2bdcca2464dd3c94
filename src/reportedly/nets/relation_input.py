"""What the relation net reads: word pieces of a sentence with marks around source and target.

Training and reading use this one module, so that both see the same input.
"""

from __future__ import annotations

from typing import Any

from reportedly.records import Span

ROOTS = (
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
    "YIELD",
)
MARKS = {"source": (1, 2), "target": (3, 4)}  # BERT's unused pieces, as opening and closing marks
MAX_PIECES = 160
AROUND = 50  # pieces kept before the first and after the last mark of a sentence that is too long


def marked_pieces(text: str, source: Span | None, target: Span | None, tokenizer: Any) -> list[int]:
    """The word-piece ids of ``text`` with [CLS], [SEP] and the marks; at most ``MAX_PIECES``."""
    cuts = []
    for span, (opens, closes) in zip((source, target), MARKS.values(), strict=True):
        if span is not None:
            cuts += [(span.start, 1, opens), (span.end, 0, closes)]
    pieces: list[int] = []
    last = 0
    for at, _, mark in sorted(cuts):
        pieces += tokenizer.encode(text[last:at], add_special_tokens=False).ids
        pieces.append(mark)
        last = at
    pieces += tokenizer.encode(text[last:], add_special_tokens=False).ids
    first, final = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    return [first, *_shortened(pieces), final]


def _shortened(pieces: list[int]) -> list[int]:
    limit = MAX_PIECES - 2
    if len(pieces) <= limit:
        return pieces
    marks = [i for i, piece in enumerate(pieces) if 1 <= piece <= 4]
    first, final = (marks[0], marks[-1]) if marks else (0, 0)
    kept = pieces[max(0, first - AROUND) : final + 1 + AROUND]
    if len(kept) <= limit:
        return kept
    # Marks far apart: each keeps its nearest words, the middle goes.
    half = limit // 2
    return kept[:half] + kept[-half:]
