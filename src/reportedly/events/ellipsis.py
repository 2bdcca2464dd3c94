"""Participles that stand with a bare number in a row of tolls: "40 were killed, 58 wounded"."""

from __future__ import annotations

from reportedly.events.line import Line, Phrase
from reportedly.knowledge.counting import BEFORE_COUNTS

_COUNTS = frozenset("dozens scores hundreds thousands several others many another more".split())
_JOINING = frozenset(", ; and while with including but :".split())
_COMPLEMENTS = frozenset("the a an his her their its to that him them".split())
_OBJECT_OPENERS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})


def counted_before(line: Line, i: int) -> Phrase | None:
    """The number before a participle without its auxiliary: "40 were killed, 58 wounded and 31 captured"."""
    if i < 2 or not line.lower[i].endswith(("ed", "en", "rt", "ot", "ld")):
        return None
    if line.lower[i - 1] not in _COUNTS and line.tokens[i - 1].tag != "CD":
        return None
    lo = i - 1
    while lo > 0 and (line.tokens[lo - 1].tag == "CD" or line.lower[lo - 1] in BEFORE_COUNTS):
        lo -= 1
    if lo == 0 or not (line.lower[lo - 1] in _JOINING or _is_trigger(line, lo - 1)):
        return None
    after = line.lower[i + 1] if i + 1 < len(line.lower) else "."
    if after in _COMPLEMENTS or line.tokens[min(i + 1, len(line.tokens) - 1)].pos in _OBJECT_OPENERS:
        return None
    joined = any(
        _is_trigger(line, k) and line.tokens[k].tag in ("VBN", "VBD", "JJ", "VB")
        for k in range(max(0, lo - 8), lo)
    )
    return Phrase(i - 1, lo, i, "window") if joined else None


def _is_trigger(line: Line, i: int) -> bool:
    return line.lower[i] in line.lexicon.senses
