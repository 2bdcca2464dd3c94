"""Passive cues and cues with a person: "was reported by X", "X accused Y of …", "X blamed … on Y"."""

from __future__ import annotations

from dataclasses import replace

from reportedly.attribution.complements import clause
from reportedly.attribution.cue import Context, cue_span, make_draft, widen
from reportedly.attribution.draft import Draft, children, runs
from reportedly.attribution.lexicon import VerbCue
from reportedly.attribution.sources import Source, find_source, phrase
from reportedly.records import Sentence, Span, Token

CHARGES = ("of", "for", "with", "over")  # "accused of", "blamed for", "charged with"


def passive(sentence: Sentence, verb: Token, cue: VerbCue, context: Context) -> Draft | None:
    """ "was reported by X", "is said to have …", "was accused of …"."""
    source = find_source(sentence, verb, context.text)
    subject = _passive_subject(sentence, verb, context)
    if verb.lemma in ("quote", "cite"):
        return None  # quoting.py
    contents: list[Span] = []
    addressee = None
    complement = children(sentence, verb, "ccomp", "xcomp", "oprd")
    if "person_for" in cue.takes:
        charge = [t for t in children(sentence, verb, "prep") if t.text.lower() in CHARGES]
        if not charge:
            return None
        addressee = subject.span if subject else None
        contents = runs(sentence, sentence.subtree(charge[0].i), context.text)
        contents = ([subject.span] if subject else []) + contents
    elif complement:
        inside = set(sentence.subtree(complement[0].i)) - {verb.i}
        contents = runs(sentence, inside, context.text)
        if subject and complement[0].dep != "ccomp" and cue.lemma not in ("tell", "ask", "warn", "order"):
            contents = [subject.span, *contents]
        contents = widen(contents, cue_span(sentence, verb), context.quotations)
    elif subject and (source is not None or "object" in cue.takes) and cue.lemma != "tell":
        contents = [subject.span]
    if not contents:
        return None
    draft = make_draft(sentence, verb, cue, source, contents, "verb.passive")
    return replace(draft, addressee=addressee)


def _passive_subject(sentence: Sentence, verb: Token, context: Context) -> Source | None:
    for token in children(sentence, verb, "nsubjpass"):
        if token.text.lower() not in ("it", "which", "that", "who"):
            return phrase(sentence, token, verb, context.text)
    head = sentence.tokens[verb.head]
    if verb.dep in ("acl", "relcl") and head.i != verb.i:
        return phrase(sentence, head, verb, context.text)
    return None


def person(sentence: Sentence, verb: Token, cue: VerbCue, context: Context) -> Draft | None:
    """ "X accused Y of …", "X blamed Y for …", "X blamed … on Y", "X blamed Y"."""
    source = find_source(sentence, verb, context.text)
    objects = children(sentence, verb, "dobj")
    if not objects:
        found = clause(sentence, verb, replace(cue, takes=frozenset({"clause"})), source, context)
        return make_draft(sentence, verb, cue, source, found, "verb.person") if found and source else None
    target = phrase(sentence, objects[0], verb, context.text)
    if target is None or source is None:
        return None
    # The charge may hang on the verb or, by the parser's error, on the accused.
    charges = [t for t in children(sentence, verb, "prep") if t.i > objects[0].i]
    inside = set(sentence.subtree(objects[0].i))
    for charge in charges:
        if charge.text.lower() in (*CHARGES, "on"):
            inside |= set(sentence.subtree(charge.i))
    addressee: Span | None = target.span
    if cue.lemma == "blame":
        addressee = _blamed_on(sentence, inside, verb, context) or addressee
    if "person_of" not in cue.takes and not charges:
        return None
    addressee = _before_charge(addressee, context.text)
    contents = runs(sentence, {i for i in inside if i > verb.i}, context.text)
    if not contents:
        return None
    whole = Span(contents[0].start, contents[-1].end)
    contents = widen([whole], cue_span(sentence, verb), context.quotations)
    return replace(make_draft(sentence, verb, cue, source, contents, "verb.person"), addressee=addressee)


def _blamed_on(sentence: Sentence, inside: set[int], verb: Token, context: Context) -> Span | None:
    """Y in "blamed … on Y", whatever "on" hangs on: the last "on" whose object is no place or day."""
    for i in sorted(inside, reverse=True):
        if sentence.tokens[i].text.lower() == "on":
            for token in children(sentence, sentence.tokens[i], "pobj"):
                found = phrase(sentence, token, verb, context.text)
                if found and token.entity not in ("DATE", "TIME", "LOC", "FAC"):
                    return found.span
    return None


def _before_charge(addressee: Span | None, text: str) -> Span | None:
    """The accused alone, where the tree hangs "of firing …" on them."""
    if addressee is None:
        return None
    words = addressee.of(text)
    for mark in (" of ", " for "):
        at = words.find(mark)
        rest = words[at + len(mark) :].split()
        if at > 0 and rest and rest[0].lower().endswith("ing"):
            return Span(addressee.start, addressee.start + at)
    return addressee
