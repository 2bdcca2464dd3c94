"""What the attribution net reads: words with their case, quotation and place in the report.

The encoder is uncased, so case, quotation marks and paragraph starts come in as features.
Training and reading use this one module, so that both see the same input.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.records import BlockKind, ParsedReport, Span

WORD = re.compile(r"(?<=\w)['’](?:s|t|ll|re|ve|d|m)\b|[^\W\d_]+|\d+(?:[.,]\d+)*|\S", re.IGNORECASE)
SENTENCE_END = frozenset(".?!")
CLOSERS = frozenset("\"”»'’)]")
CASES = ("lower", "initial", "upper", "mixed", "none", "unknown")
QUOTES = ("outside", "double", "single", "opens", "closes", "opens single", "closes single")
PLACES = ("other", "block start", "sentence start", "title start", "title")
MAX_WORD = 40  # characters; longer ones (addresses) are cut for the word-piece step


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or the title: a window never cuts one unless it is too long."""

    span: Span
    title: bool


@dataclass(frozen=True, slots=True)
class Word:
    span: Span
    text: str
    case: int  # index into CASES
    quote: int  # index into QUOTES
    place: int  # index into PLACES


def coded_blocks(parsed: ParsedReport) -> list[TextBlock]:
    """The blocks that were parsed, as the net reads them."""
    blocks = parsed.report.blocks
    indices = sorted({sentence.block for sentence in parsed.sentences})
    return [TextBlock(blocks[i].span, blocks[i].kind == BlockKind.TITLE) for i in indices]


def split_words(text: str, blocks: Sequence[TextBlock]) -> list[list[Word]]:
    """The words of each block, with their features; offsets into ``text``."""
    caseless = is_caseless(text)
    return [_block_words(text, block, caseless) for block in blocks]


def is_caseless(text: str) -> bool:
    """Whether the letters are nearly all capitals, or all small: case then says nothing."""
    upper = sum(1 for c in text if c.isupper())
    lower = sum(1 for c in text if c.islower())
    return upper + lower > 0 and (upper > 3 * lower or upper == 0)


def _block_words(text: str, block: TextBlock, caseless: bool) -> list[Word]:
    matches = list(WORD.finditer(text, block.span.start, block.span.end))
    quotes = _quote_states(text, matches)
    words = []
    sentence_start = True
    for i, match in enumerate(matches):
        word = match.group()
        case = CASES.index("unknown") if caseless else _case(word)
        words.append(Word(Span(*match.span()), word, case, quotes[i], _place(i, block.title, sentence_start)))
        if word in SENTENCE_END:
            sentence_start = True
        elif word not in CLOSERS:
            sentence_start = sentence_start and not word[0].isalnum()
    return words


def _place(i: int, title: bool, sentence_start: bool) -> int:
    if title:
        return PLACES.index("title") if i else PLACES.index("title start")
    if i == 0:
        return PLACES.index("block start")
    return PLACES.index("sentence start") if sentence_start else PLACES.index("other")


def _case(word: str) -> int:
    if not word[0].isalpha():
        return CASES.index("none")
    if word.islower():
        return CASES.index("lower")
    if word.isupper():
        return CASES.index("upper") if len(word) > 1 else CASES.index("initial")
    return CASES.index("initial") if word[1:].islower() else CASES.index("mixed")


def _quote_states(text: str, matches: Sequence[re.Match[str]]) -> list[int]:
    """For each word its index into QUOTES; a quote left open runs to the end of its block."""
    states = []
    double = single = False
    for match in matches:
        word = match.group()
        if word in '"“”«»':
            double = word in "“«" or (word == '"' and not double)
            states.append(QUOTES.index("opens") if double else QUOTES.index("closes"))
        elif word in "'‘’`" and (mark := _single_mark(text, match, single)) is not None:
            single = mark
            states.append(QUOTES.index("opens single") if mark else QUOTES.index("closes single"))
        else:
            states.append(1 if double else 2 if single else 0)
    return states


def _single_mark(text: str, match: re.Match[str], inside: bool) -> bool | None:
    """True: opens a single quotation, False: closes it, None: an apostrophe."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if not inside and match.group() != "’" and not before.isalnum() and after.isalnum():
        return True
    if inside and not after.isalnum():
        return False
    return None


@dataclass(frozen=True, slots=True)
class Window:
    """A run of blocks that the net reads at once; ``words`` are (block, word) indices in order."""

    pieces: tuple[int, ...]  # word-piece ids with [CLS], [SEP]
    case: tuple[int, ...]
    quote: tuple[int, ...]
    place: tuple[int, ...]
    words: tuple[tuple[int, int], ...]
    first: tuple[int, ...]  # position in ``pieces`` of each word's first piece


@dataclass(frozen=True, slots=True)
class SpecialPieces:
    cls: int
    sep: int


def make_windows(
    blocks: Sequence[Sequence[Word]],
    pieces: Sequence[Sequence[Sequence[int]]],
    special: SpecialPieces,
    limit: int,
    first_limit: int | None = None,
) -> list[Window]:
    """Whole blocks packed into windows of at most ``limit`` pieces.

    ``pieces`` holds the word-piece ids of each word of each block. ``first_limit`` makes the
    first window shorter (training varies the cuts by it).
    """
    windows: list[Window] = []
    builder = _Builder(special)
    room = first_limit or limit
    for b, words in enumerate(blocks):
        for start, end in _chunks(words, pieces[b], limit - 2):
            size = sum(len(pieces[b][w]) for w in range(start, end)) + 1
            if builder.words and builder.size + size > room:
                windows.append(builder.finish())
                builder, room = _Builder(special), limit
            builder.add(b, words, pieces[b], start, end)
    if builder.words:
        windows.append(builder.finish())
    return windows


def _chunks(words: Sequence[Word], pieces: Sequence[Sequence[int]], room: int) -> list[tuple[int, int]]:
    """(start, end) word ranges of at most ``room`` pieces, cut at sentence starts where possible."""
    chunks = []
    start = size = 0
    last_break = 0
    i = 0
    while i < len(words):
        if words[i].place == PLACES.index("sentence start"):
            last_break = i
        if size + len(pieces[i]) > room and i > start:
            cut = last_break if last_break > start else i
            chunks.append((start, cut))
            start = i = cut
            size = 0
            continue
        size += len(pieces[i])
        i += 1
    if start < len(words):
        chunks.append((start, len(words)))
    return chunks


class _Builder:
    def __init__(self, special: SpecialPieces) -> None:
        self.special = special
        self.pieces = [special.cls]
        self.case = [CASES.index("none")]
        self.quote = [0]
        self.place = [0]
        self.words: list[tuple[int, int]] = []
        self.first: list[int] = []

    @property
    def size(self) -> int:
        return len(self.pieces)

    def add(
        self, b: int, words: Sequence[Word], pieces: Sequence[Sequence[int]], start: int, end: int
    ) -> None:
        for w in range(start, end):
            self.words.append((b, w))
            self.first.append(len(self.pieces))
            for piece in pieces[w]:
                self._put(piece, words[w].case, words[w].quote, words[w].place)
        self._put(self.special.sep, CASES.index("none"), 0, 0)

    def _put(self, piece: int, case: int, quote: int, place: int) -> None:
        self.pieces.append(piece)
        self.case.append(case)
        self.quote.append(quote)
        self.place.append(place)

    def finish(self) -> Window:
        return Window(
            tuple(self.pieces),
            tuple(self.case),
            tuple(self.quote),
            tuple(self.place),
            tuple(self.words),
            tuple(self.first),
        )
