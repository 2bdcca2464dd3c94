"""Who speaks a quotation: enough for "we" and "our" inside quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.records import Span, Token
from reportedly.who.lexicon import Lexicon
from reportedly.who.view import View


def speaker_span(
    views: Sequence[View], index: int, quote: Span, quotes: Sequence[Span], lexicon: Lexicon
) -> Span | None:
    """The span of the head word of the quotation's speaker.

    Looked for outside the quotation marks in the sentences that the quotation touches, then in
    the next and the previous sentence of the same block.
    """
    touched = [v for v in views[max(0, index - 3) : index + 4] if v.sentence.span.overlaps(quote)]
    for view in touched:
        found = _speaker_in(view, quote, quotes, lexicon)
        if found is not None:
            return found
    around = []
    if touched:
        first, last = touched[0].sentence.index, touched[-1].sentence.index
        around = [*views[last + 1 : last + 2], *views[max(0, first - 1) : first]]
    for view in around:
        if views[index].sentence.block == view.sentence.block:
            found = _speaker_in(view, quote, quotes, lexicon)
            if found is not None:
                return found
    return None


def _speaker_in(view: View, quote: Span, quotes: Sequence[Span], lexicon: Lexicon) -> Span | None:
    """The subject nearest to the quotation of a verb of saying outside quotation marks."""
    best: tuple[int, Span] | None = None
    for token in view.tokens:
        if token.lemma not in lexicon.words["saying"] or token.pos not in ("VERB", "AUX"):
            continue
        if any(q.contains(token.span) for q in quotes):
            continue
        subject = _subject(view, token, quotes)
        distance = min(abs(token.span.start - quote.end), abs(quote.start - token.span.end))
        if subject is not None and (best is None or distance < best[0]):
            best = (distance, subject.span)
    return best[1] if best else None


def _subject(view: View, verb: Token, quotes: Sequence[Span]) -> Token | None:
    for _ in range(3):
        for child in view.sentence.children[verb.i]:
            token = view.tokens[child]
            if token.dep == "nsubj" and not any(q.contains(token.span) for q in quotes):
                return token
        if verb.head == verb.i or verb.dep not in ("conj", "advcl", "xcomp", "ccomp", "acl"):
            return None
        verb = view.tokens[verb.head]
    return None
