"""Word patterns over tokens: the small language in which the codebooks' lexicons are written.

``a|b`` is a choice of lemmas or forms, ``~`` a gap of up to four words, ``v:``, ``n:`` or ``c:`` before a
word asks for a verb, a noun or a common noun. The first word of a pattern is its cue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportedly.records import Token

GAP = 4  # words that "~" may skip
PARTS = {
    "n:": frozenset({"NOUN", "PROPN"}),
    "c:": frozenset({"NOUN"}),
    "v:": frozenset({"VERB", "AUX"}),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a pattern: any of ``words``, of the parts of speech ``pos``, after a gap or at once."""

    words: frozenset[str]
    pos: frozenset[str] | None
    gap: bool

    def fits(self, token: Token) -> bool:
        """Whether the token's lemma or form is one of the words."""
        if self.pos is not None and token.pos not in self.pos:
            return False
        return token.lemma in self.words or token.text.lower() in self.words


@dataclass(frozen=True, slots=True)
class Pattern:
    """The steps of one line; ``label`` is the line's own data, as the lexicon's reader gives it."""

    label: tuple[str, ...]
    steps: tuple[Step, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found in a sentence, with the indices of its words."""

    pattern: Pattern
    tokens: tuple[int, ...]

    @property
    def cue(self) -> int:
        return self.tokens[0]


PatternTable = Mapping[str, tuple[Pattern, ...]]


def read_pattern(label: Sequence[str], words: str, line: int) -> Pattern:
    """The pattern written as ``words``."""
    steps: list[Step] = []
    gap = False
    for word in words.split():
        if word == "~":
            gap = True
            continue
        pos = PARTS.get(word[:2])
        choices = word[2:] if pos else word
        steps.append(Step(frozenset(choices.split("|")), pos, gap))
        gap = False
    return Pattern(tuple(label), tuple(steps), line)


def by_cue(patterns: Iterable[Pattern]) -> PatternTable:
    """The patterns by each word that their cue may be, in their order."""
    found: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        for word in pattern.steps[0].words:
            found.setdefault(word, []).append(pattern)
    return {word: tuple(rows) for word, rows in found.items()}


def find_hits(table: PatternTable, tokens: Sequence[Token]) -> list[Hit]:
    """Every pattern of the table that fits somewhere in ``tokens``, in the order of the cues."""
    found = []
    for at, token in enumerate(tokens):
        lemma, form = token.lemma, token.text.lower()
        rows = table.get(lemma, ())
        if form != lemma:
            rows = (*rows, *(p for p in table.get(form, ()) if p not in rows))
        for pattern in rows:
            words = _match(pattern, tokens, at)
            if words is not None:
                found.append(Hit(pattern, words))
    return found


def _match(pattern: Pattern, tokens: Sequence[Token], start: int) -> tuple[int, ...] | None:
    if not pattern.steps[0].fits(tokens[start]):
        return None
    at = [start]
    for step in pattern.steps[1:]:
        reach = range(at[-1] + 1, min(at[-1] + 2 + (GAP if step.gap else 0), len(tokens)))
        match = next((i for i in reach if step.fits(tokens[i])), None)
        if match is None:
            return None
        at.append(match)
    return tuple(at)
