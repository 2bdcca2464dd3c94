"""Cue verbs: which words they are, how far they reach, and whether they are negated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.attribution.draft import Draft, children
from reportedly.attribution.lexicon import CueLexicon, VerbCue
from reportedly.attribution.quotes import Quotations
from reportedly.attribution.sources import Source
from reportedly.records import Sentence, Span, Token

AUXILIARIES = ("aux", "auxpass", "neg")
# Forms that are cues even where the parser takes them for nouns, as it does in headlines and capitals.
SURE_FORMS = frozenset({"said", "says", "told", "denied", "accused", "vowed", "claimed", "threatened"})


@dataclass(frozen=True, slots=True)
class Context:
    """What every rule needs: the text, the lexicon and the quotations."""

    text: str
    lexicon: CueLexicon
    quotations: Quotations
    title: bool  # the sentence stands in the title
    caseless: bool = False  # all letters are capitals, or all small


def cue_verb(token: Token, lexicon: CueLexicon) -> VerbCue | None:
    """The lexicon's entry, where ``token`` is a verb that it has."""
    lemma = lexicon.forms.get(token.text.lower()) or (token.lemma if token.lemma in lexicon.verbs else None)
    if lemma is None:
        return None
    sure = token.text.lower() in SURE_FORMS
    if token.pos not in ("VERB", "AUX") and not sure:
        return None
    if token.dep in ("amod", "compound", "poss"):
        return None
    return lexicon.verbs[lemma]


def cue_span(sentence: Sentence, verb: Token) -> Span:
    """The verb with the auxiliaries, negation and particle that stand beside it."""
    first = last = verb.i
    kids = {i for i in sentence.children[verb.i]}
    reach = verb.i - 1
    while reach in kids and sentence.tokens[reach].dep in (*AUXILIARIES, "advmod"):
        if sentence.tokens[reach].dep in AUXILIARIES:
            first = reach
        reach -= 1
    if last + 1 in kids and sentence.tokens[last + 1].dep == "prt":
        last += 1
    return Span(sentence.tokens[first].span.start, sentence.tokens[last].span.end)


def is_negated(sentence: Sentence, verb: Token, lexicon: CueLexicon) -> bool:
    """ "did not confirm", "refused to confirm", "could not be confirmed"."""
    for token in (sentence.tokens[i] for i in sentence.children[verb.i]):
        if token.dep == "neg" or (
            token.dep in ("aux", "advmod", "preconj") and token.text.lower() in lexicon.negators
        ):
            return True
    head = sentence.tokens[verb.head]
    if verb.dep == "conj" and head.i != verb.i and head.i < verb.i:
        between = {t.text.lower() for t in sentence.tokens[head.i : verb.i]}
        shares = not children(sentence, verb, "nsubj", "nsubjpass", "aux", "auxpass")
        if "nor" in between or (shares and "or" in between and is_negated(sentence, head, lexicon)):
            return True
    if head.i != verb.i and verb.dep in ("xcomp", "pcomp", "advcl"):
        if head.lemma in lexicon.negative_verbs and verb.dep == "xcomp":
            return True
        if head.text.lower() == "without":
            return True
        if verb.dep == "xcomp" and any(t.dep == "neg" for t in children(sentence, head, "neg")):
            return True
    return False


def is_nobody(source: str, lexicon: CueLexicon) -> bool:
    """ "no group", "nobody", "none of them"."""
    first = source.lower().split()[:1]
    return bool(first) and (first[0] == "no" or first[0] in lexicon.negative_sources)


def widen(spans: list[Span], cue: Span, quotations: Quotations) -> list[Span]:
    """Each span with the whole of the quotations that it cuts, unless the cue stands in them."""
    widened: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        for quotation in quotations.overlapping(span):
            if quotation.span.contains(span) and quotation.span.overlaps(cue):
                continue
            if not quotation.span.overlaps(cue):
                start, end = min(start, quotation.span.start), max(end, quotation.span.end)
        if widened and widened[-1].end > start:
            start = min(start, widened.pop().start)
        widened.append(Span(start, end))
    return widened


def make_draft(
    sentence: Sentence, verb: Token, cue: VerbCue, source: Source | None, contents: Iterable[Span], rule: str
) -> Draft:
    return Draft(
        source=source.span if source else None,
        source_head=source.head if source else None,
        cue=cue_span(sentence, verb),
        contents=tuple(contents),
        lemma=cue.lemma,
        rule=f"attribution.{rule}",
    )
