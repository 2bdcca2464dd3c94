"""Cues that are not verbs: "according to", "reportedly", "the claim that …", "Army: …", "… – army"."""

from __future__ import annotations

from reportedly.attribution.cue import Context, is_nobody, widen
from reportedly.attribution.draft import Draft, children, runs, trim
from reportedly.attribution.sources import Source, phrase
from reportedly.records import Sentence, Span, Token

MAX_SPEAKER_WORDS = 8
DASHES = frozenset({"-", "–", "—"})
AUTHORS = frozenset({"by", "from", "of"})
NEGATIVE_DETERMINERS = frozenset({"no", "without", "any"})


def phrase_drafts(sentence: Sentence, context: Context) -> list[Draft]:
    """The attributions of ``sentence`` whose cue is no verb."""
    drafts = _according(sentence, context)
    drafts += _adverbs(sentence, context)
    drafts += _nouns(sentence, context)
    if context.title or len(sentence.tokens) > 3:
        drafts += _colon(sentence, context)
    if context.title:
        drafts += _closing_dash(sentence, context)
    return drafts


# ---------------------------------------------------------------- according to


def _according(sentence: Sentence, context: Context) -> list[Draft]:
    drafts = []
    tokens = sentence.tokens
    for token in tokens[:-2]:
        if token.text.lower() != "according" or tokens[token.i + 1].text.lower() != "to":
            continue
        source = _named_after(sentence, token.i + 2, context)
        if source is None:
            continue
        cue = Span(token.span.start, tokens[token.i + 1].span.end)
        contents = _rest(sentence, token.i, max(source.indices), context)
        if contents:
            contents = widen(contents, cue, context.quotations)
            drafts.append(
                Draft(source.span, source.head, cue, tuple(contents), "according", "attribution.according_to")
            )
    return drafts


def _named_after(sentence: Sentence, start: int, context: Context) -> Source | None:
    """The noun phrase that begins at token ``start``, by the tree, else up to the next comma."""
    token = sentence.tokens[start]
    while token.head != token.i and token.head >= start:
        token = sentence.tokens[token.head]
    found = phrase(sentence, token, None, context.text)
    if found and min(found.indices) >= start and len(found.indices) <= 25:
        return found
    end = start
    while end < len(sentence.tokens) and sentence.tokens[end].text not in (",", ".", ";"):
        end += 1
    spans = runs(sentence, range(start, end), context.text)
    return Source(spans[0], sentence.tokens[end - 1].span, frozenset(range(start, end))) if spans else None


def _rest(sentence: Sentence, first: int, last: int, context: Context) -> list[Span]:
    """The words of the sentence that the phrase from ``first`` to ``last`` attributes."""
    before, after = list(range(first)), list(range(last + 1, len(sentence.tokens)))
    head = [span for span in runs(sentence, before, context.text)]
    tail = [span for span in runs(sentence, after, context.text)]
    if first <= 1:
        return tail
    words_after = sum(len(span.of(context.text).split()) for span in tail)
    following = sentence.tokens[last + 1].text.lower() if last + 1 < len(sentence.tokens) else ""
    # "…, according to X, which …" and "…, according to X, and …" leave the tail to the next clause.
    if words_after < 3 or following not in (",",) or _opens_new_clause(sentence, last + 2):
        return head
    return head + tail


def _opens_new_clause(sentence: Sentence, i: int) -> bool:
    return i < len(sentence.tokens) and sentence.tokens[i].text.lower() in (
        "which",
        "who",
        "and",
        "but",
        "while",
        "as",
        "whose",
        "after",
        "although",
        "though",
        "adding",
        "citing",
    )


# ---------------------------------------------------------------- reportedly


def _adverbs(sentence: Sentence, context: Context) -> list[Draft]:
    drafts = []
    for token in sentence.tokens:
        if token.text.lower() not in context.lexicon.adverbs:
            continue
        head = sentence.tokens[token.head]
        inside = set(sentence.subtree(head.i)) - set(sentence.subtree(token.i))
        contents = runs(sentence, inside, context.text)
        if contents:
            drafts.append(
                Draft(None, None, token.span, tuple(contents), token.text.lower(), "attribution.adverb")
            )
    return drafts


# ---------------------------------------------------------------- nouns


def _nouns(sentence: Sentence, context: Context) -> list[Draft]:
    """ "its claim that …", "reports of …", "a statement by X that …"."""
    drafts = []
    for token in sentence.tokens:
        if token.pos != "NOUN" or token.lemma not in context.lexicon.nouns:
            continue
        clause = _that_clause(sentence, token)
        if clause is None:
            continue
        contents = runs(sentence, sentence.subtree(clause.i), context.text)
        if not contents:
            continue
        source = _noun_source(sentence, token, clause, context)
        contents = widen(contents, token.span, context.quotations)
        determiners = {t.text.lower() for t in children(sentence, token, "det", "neg")}
        negated = bool(determiners & {"no"}) or (
            source is not None and is_nobody(source.span.of(context.text), context.lexicon)
        )
        drafts.append(
            Draft(
                source.span if source else None,
                source.head if source else None,
                token.span,
                tuple(contents),
                token.lemma,
                "attribution.noun",
                negated=negated,
            )
        )
    return drafts


def _that_clause(sentence: Sentence, noun: Token) -> Token | None:
    for token in children(sentence, noun, "acl", "ccomp", "relcl"):
        marks = [t.text.lower() for t in children(sentence, token, "mark")]
        if token.i > noun.i and "that" in marks:
            return token
        if token.i > noun.i and token.dep == "acl" and noun.lemma in ("threat", "vow", "pledge", "promise"):
            return token
    return None


def _noun_source(sentence: Sentence, noun: Token, clause: Token, context: Context) -> Source | None:
    for token in children(sentence, noun, "poss"):
        found = phrase(sentence, token, None, context.text)
        return _without_possessive(found, context.text) if found else None
    for preposition in children(sentence, noun, "prep"):
        if preposition.text.lower() in AUTHORS and preposition.i < clause.i:
            for token in children(sentence, preposition, "pobj"):
                return phrase(sentence, token, clause, context.text)
    return None


def _without_possessive(source: Source, text: str) -> Source:
    words = source.span.of(text)
    for ending in ("'s", "’s", "'S", "’S", "'", "’"):
        if words.endswith(ending):
            end = source.span.end - len(ending)
            return Source(Span(source.span.start, end), source.head, source.indices)
    return source


# ---------------------------------------------------------------- headlines and labels


def _colon(sentence: Sentence, context: Context) -> list[Draft]:
    """ "Army: Five soldiers killed": a short phrase headed by a word for speakers, then a colon."""
    for token in sentence.tokens[1 : MAX_SPEAKER_WORDS + 1]:
        if token.text != ":":
            continue
        before = sentence.tokens[: token.i]
        # In the body, a verb before the colon is for verbs.py, and so is a bare label before a list.
        quoted = (
            context.quotations.at(sentence.tokens[token.i + 1].span.start)
            if token.i + 1 < len(sentence.tokens)
            else None
        )
        if not (context.title or quoted) or any(t.pos in ("VERB", "AUX") and t.tag != "VBN" for t in before):
            return []
        if not _can_speak(before, context):
            return []
        return _labelled(sentence, range(token.i), range(token.i + 1, len(sentence.tokens)), token, context)
    return []


def _closing_dash(sentence: Sentence, context: Context) -> list[Draft]:
    """ "Five soldiers killed near border – army"."""
    tokens = sentence.tokens
    for token in reversed(tokens[max(2, len(tokens) - MAX_SPEAKER_WORDS) : -1]):
        parted = token.text in DASHES and context.text[token.span.start - 1].isspace()
        if parted or token.text == ":":
            after = tokens[token.i + 1 :]
            if any(t.pos in ("VERB", "AUX") for t in after) or not _can_speak(after, context):
                return []
            return _labelled(sentence, range(token.i + 1, len(tokens)), range(token.i), token, context)
    return []


def _can_speak(tokens: tuple[Token, ...], context: Context) -> bool:
    if not tokens or len(tokens) > MAX_SPEAKER_WORDS:
        return False
    if any(t.text.lower() in context.lexicon.headline_speakers for t in tokens):
        return True
    return all(t.entity in ("PERSON", "ORG") for t in tokens if t.text.isalnum() and t.pos != "DET")


def _labelled(sentence: Sentence, source: range, content: range, cue: Token, context: Context) -> list[Draft]:
    sources = runs(sentence, source, context.text)
    words = Span(sentence.tokens[content.start].span.start, sentence.tokens[content.stop - 1].span.end)
    found = trim(context.text, words)
    if not sources or found is None or len(found.of(context.text).split()) < 3:
        return []
    head = sentence.head_of(sources[0])
    contents = tuple(widen([found], cue.span, context.quotations))
    return [
        Draft(
            sources[0], head.span if head else None, cue.span, contents, "say", "attribution.label", score=0.8
        )
    ]
