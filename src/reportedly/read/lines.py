"""Lines of a canonical text, joined where they were wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.records import Span

MAX_WRAP_WIDTH = 100  # wrapped wire texts are 60 to 80 columns wide
MIN_WRAP_WIDTH = 40
SLACK = 8  # columns that a ragged line may miss; measured on wire texts of 1989-1990
MIN_FULL_SHARE = 0.7
_LINE = re.compile(r"[^\n]+")
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*$")


def text_units(text: str) -> list[Span]:
    """Spans of the lines of ``text``, trimmed, wrapped lines joined; blank lines give none."""
    chunks = list(_chunks(text))
    width = _wrap_width(text, chunks)
    units: list[Span] = []
    for chunk in chunks:
        units.extend(chunk if width is None else _joined(text, chunk, width))
    return units


def _chunks(text: str) -> Iterator[list[Span]]:
    """Runs of lines without a blank line between them."""
    chunk: list[Span] = []
    end = -1
    for match in _LINE.finditer(text):
        line = _trimmed(text, match.start(), match.end())
        if chunk and (line is None or match.start() != end + 1):
            yield chunk
            chunk = []
        if line is not None:
            chunk.append(line)
        end = match.end()
    if chunk:
        yield chunk


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    bare = words.strip()
    if not bare:
        return None
    start += len(words) - len(words.lstrip())
    return Span(start, start + len(bare))


def _column(text: str, line: Span) -> int:
    """The column where a line ends, its indent counted."""
    return line.end - (text.rfind("\n", 0, line.start) + 1)


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    words = text[following.start : following.end].split(None, 1)
    return _column(text, line) + 1 + len(words[0]) > width - SLACK


def _wrap_width(text: str, chunks: list[list[Span]]) -> int | None:
    """The width at which the text was wrapped, or None where each line is a unit of its own."""
    joins = [pair for chunk in chunks for pair in zip(chunk, chunk[1:], strict=False)]
    columns = [_column(text, line) for chunk in chunks for line in chunk]
    narrow = [column for column in columns if column <= MAX_WRAP_WIDTH]
    if not joins or len(narrow) < 0.8 * len(columns) or max(narrow) < MIN_WRAP_WIDTH:
        return None
    width = max(narrow)
    full = sum(_is_full(text, line, following, width) for line, following in joins)
    broken = sum(_breaks_sentence(text, line, following) for line, following in joins)
    # Titles in a list do not end in full stops either, so half of the breaks are asked to be plain.
    return width if full >= MIN_FULL_SHARE * len(joins) and 2 * broken >= len(joins) else None


def _breaks_sentence(text: str, line: Span, following: Span) -> bool:
    tail = text[max(line.start, line.end - 4) : line.end]
    return _ENDS_SENTENCE.search(tail) is None or text[following.start].islower()


def _joined(text: str, chunk: list[Span], width: int) -> Iterator[Span]:
    start = chunk[0].start
    for line, following in zip(chunk, chunk[1:], strict=False):
        goes_on = _is_full(text, line, following, width) or (
            _breaks_sentence(text, line, following)
            and (text[following.start].islower() or _column(text, line) > 0.6 * width)
        )
        if not goes_on:
            yield Span(start, line.end)
            start = following.start
    yield Span(start, chunk[-1].end)
