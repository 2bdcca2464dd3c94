"""Where source and target stand in the tree, and which words lie between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.records import Sentence, Span, Token

VERBS = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class View:
    """One sentence seen from a source and a target (token indices within the sentence)."""

    sentence: Sentence
    source: frozenset[int]
    target: frozenset[int]
    source_head: int | None
    target_head: int | None
    path: frozenset[int]  # the words on the way from one head to the other, the heads left out
    governors: tuple[int, ...]  # the verbs that govern the source, the nearest first
    between: range  # the words between the two, in text order

    def free(self, i: int) -> bool:
        """Whether the word belongs neither to source nor to target."""
        return i not in self.source and i not in self.target


def make_view(sentence: Sentence, source: Span | None, target: Span | None) -> View:
    """The view of ``sentence`` from ``source`` and ``target``; either may be unknown."""
    near = _indices(sentence, source)
    far = _indices(sentence, target)
    source_head, target_head = _head(sentence, source), _head(sentence, target)
    return View(
        sentence=sentence,
        source=near,
        target=far,
        source_head=source_head,
        target_head=target_head,
        path=_path(sentence, source_head, target_head),
        governors=_governors(sentence, source_head if source_head is not None else target_head),
        between=_between(len(sentence.tokens), near, far),
    )


def _indices(sentence: Sentence, span: Span | None) -> frozenset[int]:
    return frozenset(t.i for t in sentence.tokens_in(span)) if span is not None else frozenset()


def _head(sentence: Sentence, span: Span | None) -> int | None:
    token = sentence.head_of(span) if span is not None else None
    return token.i if token is not None else None


def _ancestors(sentence: Sentence, i: int) -> list[int]:
    """The word itself and all above it, up to the root."""
    chain = [i]
    while (head := sentence.tokens[chain[-1]].head) not in chain:
        chain.append(head)
    return chain


def _path(sentence: Sentence, source: int | None, target: int | None) -> frozenset[int]:
    if source is None or target is None:
        return frozenset(_ancestors(sentence, source if source is not None else target or 0)[1:])
    up, down = _ancestors(sentence, source), _ancestors(sentence, target)
    common = next((i for i in up if i in down), None)
    if common is None:
        return frozenset()
    way = {*up[: up.index(common) + 1], *down[: down.index(common)]}
    return frozenset(way - {source, target})


def _governors(sentence: Sentence, head: int | None) -> tuple[int, ...]:
    if head is None:
        return ()
    return tuple(i for i in _ancestors(sentence, head)[1:] if sentence.tokens[i].pos in VERBS)


def _between(length: int, near: frozenset[int], far: frozenset[int]) -> range:
    if not near or not far:
        known = near or far
        return range(max(known) + 1, length) if known else range(length)
    first, second = (near, far) if min(near) < min(far) else (far, near)
    return range(max(first) + 1, max(min(second), max(first) + 1))


def words_of(tokens: tuple[Token, ...], indices: range) -> list[Token]:
    """The tokens at ``indices``, punctuation left out."""
    return [tokens[i] for i in indices if tokens[i].pos not in {"PUNCT", "SPACE"}]


def joined(sentences: Sequence[Sentence]) -> Sentence:
    """Several sentences as one, for a source and a target that the parser put in different ones."""
    if len(sentences) == 1:
        return sentences[0]
    tokens: list[Token] = []
    children: list[tuple[int, ...]] = []
    for sentence in sentences:
        shift = len(tokens)
        tokens += [replace(t, i=t.i + shift, head=t.head + shift) for t in sentence.tokens]
        children += [tuple(c + shift for c in below) for below in sentence.children]
    first = sentences[0]
    span = Span(first.span.start, sentences[-1].span.end)
    return Sentence(first.index, first.block, span, tuple(tokens), tuple(children))
