"""Words at second hand: "state media quoted the ministry as saying", "…, citing an official"."""

from __future__ import annotations

from dataclasses import replace

from reportedly.attribution.cue import Context, cue_span, cue_verb, is_negated, widen
from reportedly.attribution.draft import Draft, children, runs, trim
from reportedly.attribution.sources import Source, agent, find_source, is_passive, phrase
from reportedly.records import Sentence, Span, Token

QUOTING = frozenset({"quote", "cite"})
FORMS = {
    "quoted": "quote",
    "quotes": "quote",
    "quoting": "quote",
    "cited": "cite",
    "cites": "cite",
    "citing": "cite",
}
SAYING = frozenset({"saying", "stating", "claiming", "telling", "adding", "confirming", "denying", "warning"})
MAX_DISTANCE = 25
MAX_WORDS_AFTER = 4  # after a "saying" whose content stands before it
MAX_WORDS_OF_MEDIUM = 12  # after "was quoted as saying by"
MIN_CLAUSE = 3  # tokens


def quoting_drafts(sentence: Sentence, context: Context, others: list[Draft]) -> list[Draft]:
    """Outer and inner attribution of each "quoted … as saying" and "…, citing …" of the sentence."""
    drafts: list[Draft] = []
    for token in sentence.tokens:
        if token.text.lower() in FORMS and token.pos in ("VERB", "NOUN", "ADP", "ADJ"):
            saying = _saying(sentence, token)
            if saying is not None:
                drafts += _as_saying(sentence, token, saying, context)
            elif FORMS[token.text.lower()] in QUOTING:
                drafts += _citing(sentence, token, context, others)
    return drafts


def _saying(sentence: Sentence, verb: Token) -> Token | None:
    """The "saying" of "quoted … as saying"."""
    for token in sentence.tokens[verb.i + 1 : verb.i + MAX_DISTANCE]:
        if token.text.lower() in SAYING and sentence.tokens[token.i - 1].text.lower() == "as":
            return token
    return None


def _as_saying(sentence: Sentence, verb: Token, saying: Token, context: Context) -> list[Draft]:
    contents = _said_before(sentence, verb, saying, context) or _said(sentence, saying, context)
    if not contents:
        return []
    negated = is_negated(sentence, verb, context.lexicon)
    between = [t for t in sentence.tokens[verb.i + 1 : saying.i - 1]]
    cue = Span(sentence.tokens[saying.i - 1].span.start, saying.span.end)
    lemma = context.lexicon.forms.get(saying.text.lower(), "say")
    if is_passive(sentence, verb) or not any(t.pos in ("NOUN", "PROPN", "PRON") for t in between):
        medium = agent(sentence, verb, context.text) or _by(sentence, verb, saying, context)
        speaker = _passive_speaker(sentence, verb, context)
    else:
        medium = find_source(sentence, verb, context.text)
        spans = runs(sentence, (t.i for t in between), context.text)
        head = sentence.head_of(spans[0]) if spans else None
        speaker = Source(spans[0], head.span if head else spans[0], frozenset()) if spans else None
    inner = Draft(
        speaker.span if speaker else None,
        speaker.head if speaker else None,
        cue,
        tuple(contents),
        lemma,
        "attribution.quoted_as_saying",
        negated=negated,
    )
    if medium is None:
        return [inner]
    outer = Draft(
        medium.span,
        medium.head,
        cue_span(sentence, verb),
        tuple(contents),
        "quote",
        "attribution.quoted_as_saying",
        negated=negated,
    )
    return [outer, inner]


def _said_before(sentence: Sentence, verb: Token, saying: Token, context: Context) -> list[Span]:
    """ "<clause>, the agency quoted the ministry as saying [on Monday]." """
    after = [t for t in sentence.tokens[saying.i + 1 :] if t.text[0].isalnum()]
    most = MAX_WORDS_OF_MEDIUM if after and after[0].text.lower() == "by" else MAX_WORDS_AFTER
    if len(after) > most or any(t.pos in ("VERB", "AUX") for t in after):
        return []
    for token in reversed(sentence.tokens[: verb.i]):
        if token.text in (",", "”", '"') and token.i >= MIN_CLAUSE:
            found = trim(context.text, Span(sentence.span.start, token.span.end))
            return widen([found], saying.span, context.quotations) if found else []
    return []


def _said(sentence: Sentence, saying: Token, context: Context) -> list[Span]:
    """All that follows "saying", to the end of its clause; a quotation is taken whole."""
    inside = [i for i in sentence.subtree(saying.i) if i > saying.i]
    contents = runs(sentence, inside, context.text)
    if not contents or len(contents[0].of(context.text).split()) < 3:
        contents = runs(sentence, range(saying.i + 1, len(sentence.tokens)), context.text)
    if not contents:
        quotations = context.quotations.overlapping(sentence.span)
        contents = [q.span for q in quotations]
    return widen(contents, saying.span, context.quotations)


def _passive_speaker(sentence: Sentence, verb: Token, context: Context) -> Source | None:
    for token in children(sentence, verb, "nsubjpass", "nsubj"):
        return phrase(sentence, token, verb, context.text)
    head = sentence.tokens[verb.head]
    if verb.dep in ("acl", "relcl") and head.i != verb.i:
        return phrase(sentence, head, verb, context.text)
    return None


def _by(sentence: Sentence, verb: Token, saying: Token, context: Context) -> Source | None:
    for token in sentence.tokens[verb.i + 1 : saying.i]:
        if token.text.lower() == "by":
            spans = runs(sentence, range(token.i + 1, saying.i - 1), context.text)
            head = sentence.head_of(spans[0]) if spans else None
            return Source(spans[0], head.span if head else spans[0], frozenset()) if spans else None
    for token in sentence.tokens[saying.i + 1 : saying.i + 2]:
        if token.text.lower() == "by":
            named = children(sentence, token, "pobj")
            return phrase(sentence, named[0], None, context.text) if named else None
    return None


def _citing(sentence: Sentence, verb: Token, context: Context, others: list[Draft]) -> list[Draft]:
    """ ", citing a military source": an inner attribution of what the agency says."""
    if verb.text.lower() not in ("citing", "quoting"):
        return []
    objects = children(sentence, verb, "dobj", "pobj")
    if not objects:
        return []
    source = phrase(sentence, objects[0], None, context.text)
    others = [d for d in others if not d.cue.overlaps(verb.span)]
    outer = [
        d for d in others if not any(c.overlaps(verb.span) for c in d.contents) and d.source and d.contents
    ]
    if source is not None and not outer:
        return _cited_at_end(verb, source, others, context) or _cited_in_passing(
            sentence, verb, source, context
        )
    if source is None:
        return []
    nearest = min(outer, key=lambda d: abs(d.cue.start - verb.span.start))
    if source.span.overlaps(nearest.cue) or any(c.overlaps(source.span) for c in nearest.contents):
        return []
    return [Draft(source.span, source.head, verb.span, nearest.contents, "say", "attribution.citing")]


def _cited_at_end(verb: Token, source: Source, others: list[Draft], context: Context) -> list[Draft]:
    """ "The station reported that …, quoting the ministry": the tree puts the citing into the content."""
    holders = [d for d in others if d.source and any(c.contains(verb.span) for c in d.contents)]
    before = context.text[: verb.span.start].rstrip()
    if not holders or not before.endswith((",", "”", '"')):
        return []
    outer = max(holders, key=lambda d: d.cue.start)
    cut = [Span(c.start, min(c.end, len(before))) for c in outer.contents if c.start < len(before)]
    contents = tuple(c for span in cut if (c := trim(context.text, span)) is not None)
    if not contents:
        return []
    return [
        replace(outer, contents=contents, rule="attribution.citing"),
        Draft(source.span, source.head, verb.span, contents, "say", "attribution.citing"),
    ]


def _cited_in_passing(sentence: Sentence, verb: Token, source: Source, context: Context) -> list[Draft]:
    """ "The agency reported, citing a source, that …": the tree gives the clause to "citing"."""
    head = sentence.tokens[verb.head]
    cue = cue_verb(head, context.lexicon)
    said = [t for t in (*children(sentence, verb, "ccomp"), *children(sentence, head, "ccomp"))]
    said += [
        t
        for token in children(sentence, verb, "dobj")
        for t in children(sentence, token, "acl", "relcl", "ccomp")
    ]
    clauses = [t for t in said if "that" in {m.text.lower() for m in children(sentence, t, "mark", "nsubj")}]
    outer = find_source(sentence, head, context.text)
    if cue is None or head.i == verb.i or not clauses or outer is None:
        return []
    contents = tuple(runs(sentence, sentence.subtree(clauses[0].i), context.text))
    cut = min(sentence.subtree(clauses[0].i))
    named = runs(sentence, (i for i in source.indices if i < cut), context.text)
    if not contents or not named:
        return []
    return [
        Draft(outer.span, outer.head, cue_span(sentence, head), contents, cue.lemma, "attribution.citing"),
        Draft(named[0], source.head, verb.span, contents, "say", "attribution.citing"),
    ]
