"""Quotations: the spans in quotation marks of each block, with typographic, straight or single marks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from reportedly.records import BlockKind, Report, Span

PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"'}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, the marks included; ``closed`` is false where the block ends first."""

    span: Span
    block: int
    closed: bool


class Quotations:
    """All quotations of a report, in order; they do not overlap."""

    def __init__(self, found: list[Quotation]) -> None:
        self.all = tuple(found)
        self._starts = [q.span.start for q in found]

    def at(self, offset: int) -> Quotation | None:
        """The quotation around ``offset``, if any."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self.all[i].span.end:
            return self.all[i]
        return None

    def overlapping(self, span: Span) -> list[Quotation]:
        """The quotations that share a code point with ``span``."""
        i = max(bisect_right(self._starts, span.start) - 1, 0)
        found = []
        while i < len(self.all) and self.all[i].span.start < span.end:
            if self.all[i].span.overlaps(span):
                found.append(self.all[i])
            i += 1
        return found


def find_quotations(report: Report) -> Quotations:
    """The quotations of the coded blocks of a report."""
    found: list[Quotation] = []
    for index, block in enumerate(report.blocks):
        if block.kind not in (BlockKind.FURNITURE, BlockKind.SECTION):
            found.extend(_in_block(report.text, block.span, index))
    return Quotations(found)


def _in_block(text: str, block: Span, index: int) -> list[Quotation]:
    """Double marks where the block has any, single marks otherwise."""
    found = _with_marks(text, block, index, single=False)
    return found or _with_marks(text, block, index, single=True)


def _with_marks(text: str, block: Span, index: int, single: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    closer = ""
    for i in range(block.start, block.end):
        mark = text[i]
        if opened is None:
            if _opens(text, i, single):
                opened, closer = i, ("’'" if single else PAIRS[mark])
        elif mark in closer and (not single or _ends_single(text, i)):
            found.append(Quotation(Span(opened, i + 1), index, closed=True))
            opened = None
    if opened is not None and not single:
        found.append(Quotation(Span(opened, block.end), index, closed=False))
    return found


def _opens(text: str, i: int, single: bool) -> bool:
    mark = text[i]
    if not single:
        return mark in PAIRS
    before = text[i - 1] if i else " "
    after = text[i + 1 : i + 2]
    return mark in "‘'" and not before.isalnum() and after.isalnum()


def _ends_single(text: str, i: int) -> bool:
    return not text[i + 1 : i + 2].isalnum() and text[i - 1] not in " \t\n"
