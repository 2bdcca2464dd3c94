"""Training examples of the events net: windows of words with their labels.

Four sources: our own passages (``train/data/conflict``), which label words that tell of events, their type,
realis and the roles around them; the MUC-4 development messages, which label the part that a phrase plays;
ordinary news, of which the sentences without any word that may tell of an event teach what is none; and
reports of violence labelled by the rules (``events_silver``). All but the first are prepared in the
package's own environment:

    python -m reportedly.train.events_data --muc4 DATA/muc4 --cis530 DATA/casualties/cis530 \\
        --news DATA/ner/worldwide --out messages.jsonl
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportedly.knowledge.ontology import event_types
from reportedly.nets.attribution_input import TextBlock, Window, coded_blocks, make_windows, split_words
from reportedly.nets.event_labels import REALIS, ROLES, TYPES
from reportedly.records import Span
from reportedly.train.attribution_data import PieceTokenizer
from reportedly.train.conflict_data import Passage

NO_LABEL = -100
Labels = tuple[int, ...]


@dataclass(frozen=True)
class EventExample:
    """A window with the labels of its words; a source that does not label something leaves it empty."""

    key: str  # of the passage or message, to keep both halves of a pair on one side of a split
    window: Window
    types: Labels = ()
    realis: Labels = ()  # NO_LABEL where a word tells of no event
    parts: Labels = ()
    roles: tuple[tuple[int, ...], ...] = field(default=())  # for each word, the roles it has
    unread: bool = False  # a press text that nobody labelled by hand; it takes no part in the figures


def passage_examples(passage: Passage, tokenizer: PieceTokenizer, limit: int) -> list[EventExample]:
    """The windows of one of our own passages; a headline's first line is its title."""
    lines = _lines(passage.text, titled=passage.kind == "headline")
    words, windows = _windows(passage.text, lines, tokenizer, limit)
    key = passage.id.removesuffix("-swapped")
    return [_labelled(key, passage, window, _spans(words, window)) for window in windows]


def _lines(text: str, titled: bool) -> list[TextBlock]:
    found: list[TextBlock] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(TextBlock(Span(at, at + len(line)), titled and not found))
        at += len(line) + 1
    return found


def _windows(
    text: str, blocks: Sequence[TextBlock], tokenizer: PieceTokenizer, limit: int
) -> tuple[list[list[Any]], list[Window]]:
    words = split_words(text, blocks)
    return words, make_windows(words, tokenizer.pieces(words), tokenizer.special, limit)


def _spans(words: Sequence[Sequence[Any]], window: Window) -> list[Span]:
    return [words[b][w].span for b, w in window.words]


def _labelled(key: str, passage: Passage, window: Window, spans: Sequence[Span]) -> EventExample:
    types, realis = [0] * len(spans), [NO_LABEL] * len(spans)
    roles: list[set[int]] = [set() for _ in spans]
    for event in passage.events:
        family = event_types()[event.type].family
        for i in _covered(spans, event.word):
            types[i] = TYPES.index(event.type)
            # "Intercepted" is read as attempted by some and as actual by others: nothing is learned from it.
            realis[i] = NO_LABEL if family == "disrupted" else REALIS.index(event.realis)
        named = [
            *event.roles,
            *((name, at) for name, at in (("source", event.source), ("cue", event.cue)) if at),
        ]
        named += [("toll", words) for words, _, _ in event.tolls]
        for role, span in named:
            for i in _covered(spans, span):
                roles[i].add(ROLES.index(role))
    return EventExample(key, window, tuple(types), tuple(realis), (), tuple(tuple(sorted(r)) for r in roles))


def _covered(spans: Sequence[Span], wanted: Span) -> Iterator[int]:
    return (i for i, span in enumerate(spans) if span.overlaps(wanted))


def message_examples(message: Mapping[str, Any], tokenizer: PieceTokenizer, limit: int) -> list[EventExample]:
    """The windows of one message as :func:`main` writes it."""
    blocks = [TextBlock(Span(start, end), title) for start, end, title in message["blocks"]]
    words, windows = _windows(message["text"], blocks, tokenizer, limit)
    part_at = {start: part for start, part in message["parts"]}
    return [
        EventExample(
            message["id"],
            window,
            parts=tuple(part_at.get(span.start, 0) for span in _spans(words, window)),
        )
        for window in windows
    ]


def ordinary_examples(row: Mapping[str, Any], tokenizer: PieceTokenizer, limit: int) -> list[EventExample]:
    """The windows of ordinary news (:mod:`reportedly.train.events_silver`): no word tells of an event."""
    _, windows = _windows(row["text"], _lines(row["text"], titled=False), tokenizer, limit)
    return [
        EventExample(
            row["id"],
            window,
            types=(0,) * len(window.words),
            realis=(NO_LABEL,) * len(window.words),
            roles=((),) * len(window.words),
            unread=True,
        )
        for window in windows
    ]


def silver_examples(row: Mapping[str, Any], tokenizer: PieceTokenizer, limit: int) -> list[EventExample]:
    """The windows of a report labelled by the rules (:mod:`reportedly.train.events_silver`)."""
    words, windows = _windows(row["text"], _lines(row["text"], titled=False), tokenizer, limit)
    quiet = [Span(start, end) for start, end in row["quiet"]]
    told = [(Span(start, end), TYPES.index(name)) for start, end, name in row["told"]]

    def label(span: Span) -> int:
        types = [number for words_told, number in told if words_told.overlaps(span)]
        return types[0] if types else 0 if any(s.contains(span) for s in quiet) else NO_LABEL

    return [
        EventExample(
            row["id"],
            window,
            types=tuple(label(span) for span in _spans(words, window)),
            realis=(NO_LABEL,) * len(window.words),
            unread=True,
        )
        for window in windows
    ]


def write_messages(data: Path, out: Path) -> None:
    """Writes the development messages with the part of each word that plays one, one JSON object a line."""
    # Only this step needs the stations; training itself runs without them.
    from reportedly.bench.muc4_adapter_fit import fillers_of, key_templates, role_label
    from reportedly.bench.muc4_adapter_phrases import phrases
    from reportedly.bench.muc4_texts import published, read_texts
    from reportedly.parse import SpacyParser
    from reportedly.read import make_report

    keys, parser = key_templates(data / "dev"), SpacyParser()
    with out.open("w", encoding="utf-8") as file:
        for name, text in read_texts(data / "dev").items():
            parsed = parser.parse(make_report(text, published=published(text)))
            gold = fillers_of(keys.get(name, []))
            parts: dict[int, int] = {}
            for phrase in phrases(parsed):
                label = role_label(phrase, gold)
                if label:
                    parts |= {t.span.start: max(label, parts.get(t.span.start, 0)) for t in phrase.tokens}
            row = {
                "id": name,
                "text": parsed.text,
                "blocks": [[b.span.start, b.span.end, b.title] for b in coded_blocks(parsed)],
                "parts": sorted(parts.items()),
            }
            file.write(json.dumps(row) + "\n")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--muc4", type=Path, required=True, help="folder with dev/")
    parser.add_argument("--cis530", type=Path, help="folder with data-train/")
    parser.add_argument("--news", type=Path, help="folder of ordinary news in tokens (bench/ordinary.py)")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    # Imported here because it needs the stations, which training does without.
    from reportedly.train.events_silver import write_news, write_silver

    write_messages(options.muc4, options.out)
    if options.news is not None:
        write_news(options.news, options.out)
    write_silver(options.out, options.muc4, options.cis530, options.news)


if __name__ == "__main__":
    main()
