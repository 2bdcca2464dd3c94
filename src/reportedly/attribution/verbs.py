"""Cue verbs and what they govern: "X said that …", "…, X said", "X denied …", "X accused Y of …"."""

from __future__ import annotations

from dataclasses import replace

from reportedly.attribution.complements import (
    clause,
    following,
    object_phrase,
    quoted,
    that_clause,
    trailing_cue,
)
from reportedly.attribution.cue import Context, cue_verb, is_negated, is_nobody, make_draft
from reportedly.attribution.draft import Draft, children, runs
from reportedly.attribution.lexicon import VerbCue
from reportedly.attribution.passive import passive, person
from reportedly.attribution.sources import Source, find_source, is_passive
from reportedly.records import Sentence, Token

MAX_SOURCE_WORDS = 8
REPEATABLE = frozenset({"say", "add", "tell"})  # "went on to say"
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def verb_drafts(sentence: Sentence, context: Context) -> list[Draft]:
    """The attributions whose cue is a verb of ``sentence``."""
    drafts = []
    for token in sentence.tokens:
        cue = cue_verb(token, context.lexicon)
        if cue is None:
            continue
        draft = _draft(sentence, token, cue, context)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _draft(sentence: Sentence, verb: Token, cue: VerbCue, context: Context) -> Draft | None:
    if _is_other_use(sentence, verb, cue):
        return None
    negated = is_negated(sentence, verb, context.lexicon)
    if is_passive(sentence, verb):
        if verb.lemma not in context.lexicon.passive and not children(sentence, verb, "agent"):
            return None
        draft = passive(sentence, verb, cue, context)
    elif "person_of" in cue.takes or "person_for" in cue.takes:
        draft = person(sentence, verb, cue, context)
    else:
        draft = _active(sentence, verb, cue, context)
    if draft is None:
        return None
    nobody = draft.source is not None and is_nobody(draft.source.of(context.text), context.lexicon)
    return replace(draft, negated=negated or nobody)


def _is_other_use(sentence: Sentence, verb: Token, cue: VerbCue) -> bool:
    """ "to report profits", "put out of action", "the port that they call Eilat", "calls itself"."""
    if cue.lemma not in REPEATABLE and any(t.tag == "TO" for t in children(sentence, verb, "aux")):
        return True  # "to disclose their sources": nothing is disclosed yet
    if cue.lemma == "put":
        return not any(t.text.lower() == "at" for t in sentence.tokens[verb.i + 1 :])
    before = {t.text.lower() for t in sentence.tokens[max(0, verb.i - 4) : verb.i]}
    return cue.lemma == "call" and (verb.dep == "relcl" or bool(before & {"that", "which", "what"}))


def _active(sentence: Sentence, verb: Token, cue: VerbCue, context: Context) -> Draft | None:
    source = find_source(sentence, verb, context.text) or _source_at_end(sentence, verb, context)
    found = clause(sentence, verb, cue, source, context)
    if not found and "clause" in cue.takes:
        found = that_clause(sentence, verb, context)
    rule = "clause"
    if not found:
        found, rule = quoted(sentence, verb, cue, source, context), "quote"
    if not found and "clause" in cue.takes and cue.kind == "speech":
        found, rule = trailing_cue(sentence, verb, source, context), "trailing"
    if not found:
        found, rule = object_phrase(sentence, verb, cue, context), "object"
    if not found and verb.lemma == "say":
        found, rule = following(sentence, verb, source, context), "following"
    if not found:
        return None
    if source is None and cue.kind != "speech":
        return None
    return make_draft(sentence, verb, cue, source, found, f"verb.{rule}")


def _source_at_end(sentence: Sentence, verb: Token, context: Context) -> Source | None:
    """ "…, health ministry says": the words between the last comma and a cue that ends the sentence."""
    after = sentence.tokens[verb.i + 1 :]
    if any(t.text.isalnum() for t in after) or verb.tag == "VBG":
        return None
    for token in reversed(sentence.tokens[: verb.i]):
        if token.text == "," or token.text in "”\"’'":
            inside = range(token.i + 1, verb.i)
            if 0 < len(inside) <= MAX_SOURCE_WORDS and any(sentence.tokens[i].pos in NOMINAL for i in inside):
                spans = runs(sentence, inside, context.text)
                head = sentence.tokens[verb.i - 1]
                return Source(spans[0], head.span, frozenset(inside)) if spans else None
            return None
    return None
