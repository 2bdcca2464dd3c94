"""What a rule or the net finds before stance, channel and certainty are read off it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.records import ParsedReport, Sentence, Span, Token

TRIMMED = ",;:.-–— \t\n\u00a0\u200b"
OPENING = "\"“‘'«"
CLOSING = "\"”’'»"


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution as found; ``lemma`` is the cue word that decides its stance."""

    source: Span | None
    source_head: Span | None
    cue: Span
    contents: tuple[Span, ...]
    lemma: str
    rule: str
    negated: bool = False
    addressee: Span | None = None
    responsibility: bool = False  # the content says that the source did it
    score: float = 1.0


def trim(text: str, span: Span) -> Span | None:
    """``span`` without punctuation and white space at its ends; quotation marks are kept."""
    start, end = span.start, span.end
    while start < end and text[start] in TRIMMED:
        start += 1
    while start < end and text[end - 1] in TRIMMED:
        end -= 1
    return Span(start, end) if start < end else None


def runs(sentence: Sentence, indices: Iterable[int], text: str) -> list[Span]:
    """The contiguous runs of token ``indices`` as trimmed spans; runs of punctuation alone are dropped."""
    spans: list[Span] = []
    ordered = sorted(set(indices))
    start = 0
    for i in range(1, len(ordered) + 1):
        if i == len(ordered) or ordered[i] != ordered[i - 1] + 1:
            first, last = sentence.tokens[ordered[start]], sentence.tokens[ordered[i - 1]]
            span = trim(text, Span(first.span.start, last.span.end))
            if span and any(c.isalnum() for c in span.of(text)):
                spans.append(span)
            start = i
    return spans


def children(sentence: Sentence, token: Token, *labels: str) -> list[Token]:
    """The children of ``token`` that bear one of ``labels``, in order."""
    return [sentence.tokens[i] for i in sentence.children[token.i] if sentence.tokens[i].dep in labels]


def blocks_with_sentences(parsed: ParsedReport) -> list[list[Sentence]]:
    """The sentences of each coded block, in order."""
    groups: list[list[Sentence]] = []
    for sentence in parsed.sentences:
        if groups and groups[-1][0].block == sentence.block:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups
