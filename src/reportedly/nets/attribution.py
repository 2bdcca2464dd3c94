"""The attribution net at run time: source, cue and content spans, linked into attributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.nets.attribution_decode import LABELS, Floats, LabelSpan, best_labels, label_spans, link_spans
from reportedly.nets.attribution_input import TextBlock, Window, Word, make_windows, split_words
from reportedly.nets.sessions import net_folder, open_session, read_card
from reportedly.nets.word_pieces import WordPieces, shipped_word_pieces
from reportedly.records import Span

INSIDE = [i for i, label in enumerate(LABELS) if label.startswith("I-")]
NEVER = -1e4


@dataclass(frozen=True, slots=True)
class NetAttribution:
    """One attribution as the net sees it; ``score`` is the mean label probability of its cue."""

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]
    score: float


class AttributionNet:
    """``load`` reads the net once; ``predict`` changes nothing and gives the same spans for the same text."""

    def __init__(self, session: Any, pieces: WordPieces, card: dict[str, Any]) -> None:
        self.session = session
        self.pieces = pieces
        self.card = card
        self._steps, self._begin, self._finish = (
            np.asarray(card["crf"][part], dtype=np.float32) for part in ("steps", "begin", "finish")
        )

    @classmethod
    def load(cls, folder: Path | None = None) -> AttributionNet:
        """The shipped net, or the one in ``folder``; raises ModelError where a file is missing."""
        folder = folder or net_folder("attribution")
        return cls(open_session(folder), shipped_word_pieces(), read_card(folder))

    def predict(self, text: str, blocks: Sequence[TextBlock]) -> tuple[NetAttribution, ...]:
        """The attributions in ``blocks`` of ``text``, in the order of their cues; offsets into ``text``."""
        words = split_words(text, blocks)
        windows = make_windows(
            words, self.pieces.pieces(words), self.pieces.special, int(self.card["window"])
        )
        found: list[NetAttribution] = []
        for window in windows:
            emissions, links = self._run(window)
            found.extend(self._read(window, words, emissions, links))
        return tuple(sorted(found, key=lambda a: a.cue))

    def _run(self, window: Window) -> tuple[Floats, Floats]:
        # One window at a time: on one core a batch gains nothing and pays for its padding.
        columns = {"pieces": window.pieces, "case": window.case, "quote": window.quote, "place": window.place}
        inputs = {name: np.array([values], dtype=np.int64) for name, values in columns.items()}
        emissions, links = self.session.run(["emissions", "links"], inputs)
        return emissions[0], links[0]

    def _read(
        self, window: Window, words: Sequence[Sequence[Word]], emissions: Floats, links: Floats
    ) -> list[NetAttribution]:
        scores = emissions[list(window.first)]
        scores[np.ix_(_block_starts(window), INSIDE)] = NEVER
        spans = label_spans(best_labels(scores, self._steps, self._begin, self._finish), scores)
        places = [words[b][w].span for b, w in window.words]
        made = link_spans(spans, window.first, links)

        def span_of(span: LabelSpan) -> Span:
            return Span(places[span.start].start, places[span.end - 1].end)

        return [
            NetAttribution(
                source=span_of(spans[m.source]) if m.source is not None else None,
                cue=span_of(spans[m.cue]),
                contents=tuple(sorted(span_of(spans[c]) for c in m.contents)),
                score=spans[m.cue].score,
            )
            for m in made
        ]


def _block_starts(window: Window) -> list[int]:
    """The words that begin a block: no span runs over a block's end."""
    return [i for i in range(1, len(window.words)) if window.words[i][0] != window.words[i - 1][0]]
