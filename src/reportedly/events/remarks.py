"""Motive and outcome phrases of a sentence, and the event each belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.events.line import QUOTES, Line
from reportedly.records import Argument, Span

MAX_GAP = 3
_CUTS = frozenset({",", ";", ":", ".", "and", "but"})


@dataclass(frozen=True, slots=True)
class Remark:
    """A motive or outcome phrase: tokens ``lo`` to ``hi``."""

    role: str
    lo: int
    hi: int


def remarks(line: Line) -> list[Remark]:
    """The motive and outcome phrases of a sentence, in text order."""
    found: list[Remark] = []
    for i, word in enumerate(line.lower):
        for role, words in line.lexicon.remarks.get(word, ()):
            end = _match(line, i, words)
            if end is not None and not any(r.lo <= i < r.hi and r.role == role for r in found):
                found.append(Remark(role, i, _end(line, i, end, role)))
                break
    # A motive ends where the next one begins.
    for k, remark in enumerate(found):
        later = [r.lo for r in found if r.role == remark.role and remark.lo < r.lo < remark.hi]
        if later:
            found[k] = Remark(remark.role, remark.lo, _trim(line, remark.lo, min(later)))
    return found


def _match(line: Line, i: int, words: Sequence[frozenset[str] | None]) -> int | None:
    j, gap = i + 1, 0
    for wanted in words:
        if wanted is None:
            gap = MAX_GAP
            continue
        while j < len(line.lower) and gap and line.lower[j] not in wanted:
            j, gap = j + 1, gap - 1
        if j >= len(line.lower) or line.lower[j] not in wanted:
            return None
        j, gap = j + 1, 0
    return j


def _end(line: Line, i: int, end: int, role: str) -> int:
    """A motive runs to the end of its subtree; an outcome to the end of its clause."""
    last = end
    if role == "motive":
        for j in range(i, end):
            nodes = line.sentence.subtree(j)
            if nodes[0] >= i and nodes[-1] >= last:
                last = nodes[-1] + 1
    else:
        while last < len(line.lower) and line.lower[last] not in _CUTS and last - end < 10:
            last += 1
    return _trim(line, i, last)


def _trim(line: Line, lo: int, hi: int) -> int:
    while hi - 1 > lo and (line.tokens[hi - 1].pos in ("PUNCT", "CCONJ") or line.lower[hi - 1] in QUOTES):
        hi -= 1
    return hi


def owner_of(line: Line, remark: Remark, triggers: Mapping[int, frozenset[int]]) -> int | None:
    """The trigger that a remark is about: by the tree, else the nearest one before, else the first after."""
    outside = {at: nodes for at, nodes in triggers.items() if not remark.lo <= at < remark.hi}
    node = remark.lo
    for _ in range(4):
        for at, nodes in outside.items():
            if node in nodes:
                return at
        node = line.tokens[node].head
    before = [at for at in outside if at < remark.lo]
    after = [at for at in outside if at >= remark.hi]
    return before[-1] if before else (after[0] if after else None)


def as_argument(line: Line, remark: Remark) -> Argument:
    """The remark as an argument of its event."""
    span = Span(line.tokens[remark.lo].span.start, line.tokens[remark.hi - 1].span.end)
    return Argument(remark.role, span, line.tokens[remark.lo].span, f"events.{remark.role}")
