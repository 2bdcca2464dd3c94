"""Loaded and partisan wording: which words, whose voice, and the neutral name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reportedly.knowledge.actors import ActorBase, FramingPhrase, framing_phrases
from reportedly.records import Actor, ActorMention, Framing, Origin, ParsedReport, Sentence, Span
from reportedly.who.lexicon import load_lexicon
from reportedly.who.view import quoted_spans as find_quoted_spans

REFERENCE_KINDS = frozenset({"name"})  # wording that stands for an actor even where that has no entry
_HYPHENS = frozenset({"-", "–"})


@dataclass(frozen=True, slots=True)
class FramingIndex:
    """The framing phrases by their first word; hyphens are words, as for the parser."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], FramingPhrase], ...]]

    def match(self, lowered: Sequence[str], start: int) -> tuple[int, FramingPhrase] | None:
        """(number of tokens, phrase) of the longest phrase that begins at ``start``."""
        for words, phrase in self.by_first.get(lowered[start], ()):
            if tuple(lowered[start : start + len(words)]) == words:
                return len(words), phrase
        return None


@cache
def framing_index() -> FramingIndex:
    """The index over the knowledge base's table, built once."""
    table: dict[str, list[tuple[tuple[str, ...], FramingPhrase]]] = {}
    for phrase in framing_phrases():
        for wording in phrase.phrases:
            words = tuple(wording.lower().replace("’", "'").replace("-", " - ").replace("'s", " 's").split())
            if words and words[0] == "the":
                words = words[1:]
            if words:
                table.setdefault(words[0], []).append((words, phrase))
    return FramingIndex(
        {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}
    )


def neutral(phrase: FramingPhrase, base: ActorBase) -> tuple[Actor | None, str | None]:
    """The actor that loaded wording stands for, and its neutral name."""
    if phrase.refers_to is None:
        return None, None
    actor = base.get(phrase.refers_to)
    return actor, actor.name if actor else phrase.refers_to


def find_framing(
    parsed: ParsedReport,
    base: ActorBase,
    mentions: Sequence[ActorMention],
    quoted_spans: Sequence[Span] | None = None,
) -> tuple[Framing, ...]:
    """All loaded wording of the report, in text order.

    ``voice`` is "quoted" inside quotation marks, "reported" in the complement of a verb of
    saying, else "outlet"; ``speaker`` is left to the claims station. ``quoted_spans`` are
    found in the text when they are not given.
    """
    quotes = find_quoted_spans(parsed) if quoted_spans is None else tuple(quoted_spans)
    found: dict[Span, Framing] = {}
    for sentence in parsed.sentences:
        for span, refers_to, kind, origin in _table_hits(sentence, base):
            found[span] = _row(parsed, sentence, span, refers_to, kind, origin, quotes)
    for mention in mentions:
        row = _mention_row(parsed, mention, quotes)
        if row is not None and not any(row.span.overlaps(span) for span in found):
            found[row.span] = row
    return tuple(found[span] for span in sorted(found))


def _table_hits(sentence: Sentence, base: ActorBase) -> list[tuple[Span, str | None, str, Origin]]:
    index = framing_index()
    tokens = sentence.tokens
    lowered = [t.text.lower().replace("’", "'") for t in tokens]
    hits = []
    i = 0
    while i < len(tokens):
        match = index.match(lowered, i)
        if match is None:
            i += 1
            continue
        length, phrase = match
        name = neutral(phrase, base)[1]
        span = Span(tokens[i].span.start, tokens[i + length - 1].span.end)
        origin = Origin("who.framing", f"framing:{phrase.phrases[0]}", phrase.source)
        hits.append((span, name, phrase.kind, origin))
        i += length
    return hits


def _mention_row(parsed: ParsedReport, mention: ActorMention, quotes: Sequence[Span]) -> Framing | None:
    """Wording that a mention shows to be loaded: a framed name, or a judging word for people."""
    sentence = parsed.sentence_at(mention.head.start)
    if sentence is None:
        return None
    if mention.kind == "framed":
        return _row(parsed, sentence, mention.span, mention.framing, "name", mention.origin, quotes)
    token = sentence.token_at(mention.head.start)
    heads = load_lexicon().heads.get(token.text.lower(), ()) if token else ()
    if heads and heads[-1].cls == "label":
        named = mention.actor.name if mention.actor and mention.kind == "named" else None
        return _row(parsed, sentence, mention.span, named, "label", mention.origin, quotes)
    return None


def _row(
    parsed: ParsedReport,
    sentence: Sentence,
    span: Span,
    refers_to: str | None,
    kind: str,
    origin: Origin,
    quotes: Sequence[Span],
) -> Framing:
    quoted = any(q.contains(span) for q in quotes)
    voice = "quoted" if quoted else "reported" if _is_reported(sentence, span) else "outlet"
    return Framing(span, parsed.words(span), refers_to, voice, None, kind, origin)


def _is_reported(sentence: Sentence, span: Span) -> bool:
    """Whether the words stand in the complement of a verb of saying."""
    saying = load_lexicon().words["saying"]
    token = sentence.head_of(span)
    for _ in range(len(sentence.tokens)):
        if token is None or token.head == token.i:
            return False
        head = sentence.tokens[token.head]
        if token.dep in ("ccomp", "xcomp", "parataxis") and head.lemma in saying:
            return True
        token = head
    return False
