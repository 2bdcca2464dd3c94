"""What an active cue verb governs: a clause, a quotation, an object, or the sentence before it."""

from __future__ import annotations

from reportedly.attribution.cue import AUXILIARIES, Context, cue_span, widen
from reportedly.attribution.draft import children, runs, trim
from reportedly.attribution.lexicon import VerbCue
from reportedly.attribution.sources import RELATIVES, Source
from reportedly.records import Sentence, Span, Token

MAX_SOURCE_GAP = 80  # code points between source and cue that still make one act of saying
MAX_GAP_BEFORE, MAX_GAP_AFTER = 3, 12  # words between a quotation and source or cue
MAX_WORDS_TO_THAT = 5
FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "VBN", "VBG"})
# "claimed 20 lives", "claimed the title": no claims.
LIVES = frozenset({"life", "lives", "victim", "victims", "title", "seat", "prize", "asylum", "attention"})


def clause(
    sentence: Sentence, verb: Token, cue: VerbCue, source: Source | None, context: Context
) -> list[Span]:
    """The complement clause, without the cue and the source that may stand inside it."""
    if context.caseless and "clause" in cue.takes and (found := that_clause(sentence, verb, context)):
        return found
    for token in children(sentence, verb, "ccomp", "xcomp", "parataxis"):
        infinitive = any(t.tag == "TO" for t in children(sentence, token, "aux")) and token.dep == "xcomp"
        if infinitive and "infinitive" not in cue.takes and "person_clause" not in cue.takes:
            if cue.lemma not in ("tell", "warn", "advise"):
                continue
        if not infinitive and "clause" not in cue.takes:
            continue
        if verb.i in sentence.subtree(token.i):
            continue
        inside = set(sentence.subtree(token.i)) - _group(sentence, verb, source)
        inside &= _segment(sentence, verb, context)
        found = runs(sentence, inside, context.text)
        if found:
            return widen(found, cue_span(sentence, verb), context.quotations)
    return []


def that_clause(sentence: Sentence, verb: Token, context: Context) -> list[Span]:
    """ "said [on Sunday] that …": to the end of the sentence, for texts whose trees cut the clause short.

    The parser errs so in capitals; in ordinary text the tree is better (PolNeAR dev: .404 to .395).
    """
    for token in sentence.tokens[verb.i + 1 : verb.i + 1 + MAX_WORDS_TO_THAT]:
        if (
            token.text.lower() == "that"
            and token.pos in ("SCONJ", "ADP", "PRON", "DET")
            and token.dep != "det"
        ):
            inside = [i for i in _segment(sentence, verb, context) if i >= token.i]
            return widen(
                runs(sentence, inside, context.text)[:1], cue_span(sentence, verb), context.quotations
            )
        if token.pos in ("VERB", "PUNCT", "SCONJ"):
            break
    return []


def _segment(sentence: Sentence, verb: Token, context: Context) -> set[int]:
    """Token indices between the semicolons around ``verb``; those inside quotations do not count."""
    low, high = 0, len(sentence.tokens)
    for token in sentence.tokens:
        if token.text == ";" and context.quotations.at(token.span.start) is None:
            if token.i < verb.i:
                low = token.i + 1
            else:
                high = min(high, token.i)
    return set(range(low, high))


def following(sentence: Sentence, verb: Token, source: Source | None, context: Context) -> list[Span]:
    """ "X says <clause>" where the tree gives the cue no clause: the rest of its segment."""
    if source is None or max(source.indices) >= verb.i or verb.i + 3 >= len(sentence.tokens):
        return []
    inside = [i for i in _segment(sentence, verb, context) if i > verb.i]
    after = [sentence.tokens[i] for i in inside]
    if not after or after[0].text == "," or not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in after):
        return []
    return widen(runs(sentence, inside, context.text)[:1], cue_span(sentence, verb), context.quotations)


def _group(sentence: Sentence, verb: Token, source: Source | None) -> set[int]:
    """Token indices that belong to the act of saying, not to what is said."""
    group = {verb.i} | (set(source.indices) if source else set())
    for child in children(sentence, verb, *AUXILIARIES):
        group.add(child.i)
    return group


def quoted(
    sentence: Sentence, verb: Token, cue: VerbCue, source: Source | None, context: Context
) -> list[Span]:
    """The quotations of the sentence, where the verb takes any and stands outside them."""
    if "quote" not in cue.takes or context.quotations.at(verb.span.start):
        return []
    act = cue_span(sentence, verb)
    if source and abs(source.span.start - act.start) < MAX_SOURCE_GAP:
        act = Span(min(act.start, source.span.start), max(act.end, source.span.end))
    return [
        quotation.span
        for quotation in context.quotations.overlapping(sentence.span)
        if not quotation.span.overlaps(act)
        and _is_speech(quotation.span, context.text)
        and _is_beside(quotation.span, act, context)
    ]


def _is_beside(quotation: Span, act: Span, context: Context) -> bool:
    """A quotation before source and cue stands right before them; one after may stand a little off."""
    if quotation.end <= act.start:
        gap = context.text[quotation.end : act.start].lower().split()
        return len(gap) <= MAX_GAP_BEFORE and not any(word in context.lexicon.forms for word in gap)
    return len(context.text[act.end : quotation.start].split()) <= MAX_GAP_AFTER


def _is_speech(span: Span, text: str) -> bool:
    """More than a word or two: not just a name in quotation marks."""
    return span.of(text).count(" ") >= 2


def trailing_cue(sentence: Sentence, verb: Token, source: Source | None, context: Context) -> list[Span]:
    """ "<clause>, X said [on Sunday]." where the tree does not show the clause as the complement."""
    if source is None:
        return []
    first = min(*source.indices, cue_first(sentence, verb))
    while first > 0 and sentence.tokens[first - 1].dep in AUXILIARIES:
        first -= 1
    if first < 4 or sentence.tokens[first - 1].text not in (",", ",”", ',"', "”", '"', "-", "–", "—"):
        return []
    after = sentence.tokens[max(*source.indices, verb.i) + 1 :]
    if any(t.tag in FINITE and t.dep in ("ROOT", "ccomp") for t in after):
        return []
    words = Span(sentence.tokens[0].span.start, sentence.tokens[first - 1].span.end)
    span = trim(context.text, words)
    return widen([span], cue_span(sentence, verb), context.quotations) if span else []


def cue_first(sentence: Sentence, verb: Token) -> int:
    """Index of the first token of the cue."""
    start = cue_span(sentence, verb).start
    token = sentence.token_at(start)
    return token.i if token else verb.i


def object_phrase(sentence: Sentence, verb: Token, cue: VerbCue, context: Context) -> list[Span]:
    """The object noun phrase of verbs such as confirm, deny, report."""
    if cue.lemma == "warn":
        return _warned_against(sentence, verb, context)
    if "object" not in cue.takes:
        return []
    for token in children(sentence, verb, "dobj", "oprd", "attr"):
        if (
            token.pos == "PRON"
            or token.text.lower() in RELATIVES
            or token.text.lower() in LIVES
            or token.lemma in LIVES
        ):
            continue
        inside = [i for i in sentence.subtree(token.i) if i > verb.i or token.i < verb.i]
        for prep in children(sentence, verb, "prep"):
            # "blamed the attack on X", "denied involvement in Y": trees often hang the phrase on the verb.
            if prep.i > token.i and cue.lemma in ("deny", "put", "blame", "claim"):
                inside.extend(sentence.subtree(prep.i))
        return runs(sentence, [i for i in inside if i != verb.i], context.text)[:1]
    return []


def _warned_against(sentence: Sentence, verb: Token, context: Context) -> list[Span]:
    for token in children(sentence, verb, "prep"):
        if token.text.lower() in ("against", "of", "about"):
            return runs(sentence, sentence.subtree(token.i), context.text)[:1]
    return []
