"""Claims and denials of responsibility, by words rather than trees: they must never be missed."""

from __future__ import annotations

import re

from reportedly.attribution.cue import Context, cue_span, is_negated, is_nobody
from reportedly.attribution.draft import Draft, children, runs
from reportedly.attribution.sources import Source, find_source, phrase
from reportedly.records import Sentence, Span, Token

ATTACKS = frozenset(
    {
        "attack",
        "bombing",
        "strike",
        "blast",
        "explosion",
        "killing",
        "assassination",
        "shooting",
        "ambush",
        "raid",
        "operation",
        "assault",
        "kidnapping",
        "abduction",
        "hijacking",
        "shelling",
        "massacre",
        "murder",
        "downing",
        "sabotage",
        "incident",
        "drone",
        "rocket",
        "missile",
        "launch",
        "barrage",
        "hit",
        "capture",
        "hack",
    }
)
MAX_DISTANCE = 7  # words between verb and "responsibility"
WORD = re.compile(r"\w")


def responsibility_drafts(sentence: Sentence, context: Context) -> list[Draft]:
    """Every claim or denial of responsibility in ``sentence``; negated claims are marked so."""
    lexicon = context.lexicon.responsibility
    drafts = []
    for token in sentence.tokens:
        word = token.text.lower()
        if word in lexicon.nouns:
            drafts += _by_verb(sentence, token, context)
            drafts += _by_noun(sentence, token, context)
        elif word in lexicon.denied_nouns:
            drafts += _by_verb(sentence, token, context)
        elif context.lexicon.forms.get(word) == "claim":
            drafts += _claimed_attack(sentence, token, context)
    return drafts


def _by_verb(sentence: Sentence, noun: Token, context: Context) -> list[Draft]:
    """ "X claimed responsibility for Y", "responsibility was claimed by X", "X denied any role in Y"."""
    verb = _governor(sentence, noun, context)
    if verb is None:
        return []
    lemma = context.lexicon.forms.get(verb.text.lower(), verb.lemma)
    claims = lemma not in context.lexicon.responsibility.deny
    source = find_source(sentence, verb, context.text) or _before(sentence, verb, context)
    if source and noun.i in source.indices:
        source = _agent_after(sentence, verb, context)
    return [_make(sentence, noun, verb, source, claims, context)]


def _governor(sentence: Sentence, noun: Token, context: Context) -> Token | None:
    """The verb of claiming or denying that ``noun`` belongs to: by the tree, else the nearest before it."""
    lexicon = context.lexicon.responsibility
    claim = lexicon.claim if noun.text.lower() in lexicon.nouns else frozenset()
    head = sentence.tokens[noun.head]
    for _ in range(3):
        if head.i != noun.i and _lemma(head, context) in claim | lexicon.deny and _is_verb(head):
            return head
        head = sentence.tokens[head.head]
    for token in reversed(sentence.tokens[max(0, noun.i - MAX_DISTANCE) : noun.i]):
        if _lemma(token, context) in claim | lexicon.deny and (_is_verb(token) or token.i == noun.i - 1):
            return token
        if token.text in (",", ";", "."):
            break
    return None


def _is_verb(token: Token) -> bool:
    return token.pos in ("VERB", "AUX") or token.tag.startswith("VB")


def _lemma(token: Token, context: Context) -> str:
    word = token.text.lower()
    if word in ("took", "taken", "takes", "taking", "take"):
        return "take"
    return context.lexicon.forms.get(word) or _regular(word, context) or token.lemma


def _regular(word: str, context: Context) -> str | None:
    known = context.lexicon.responsibility.claim | context.lexicon.responsibility.deny
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            for lemma in (stem, stem + "e"):
                if lemma in known:
                    return lemma
    return None


def _before(sentence: Sentence, verb: Token, context: Context) -> Source | None:
    """The nearest noun before the verb, where the tree shows no subject."""
    for token in reversed(sentence.tokens[: verb.i]):
        if token.pos in ("NOUN", "PROPN", "PRON") and token.dep not in (
            "pobj",
            "compound",
            "npadvmod",
            "poss",
        ):
            return phrase(sentence, token, verb, context.text)
    return None


def _agent_after(sentence: Sentence, verb: Token, context: Context) -> Source | None:
    for by in sentence.tokens[verb.i + 1 : verb.i + 4]:
        if by.text.lower() == "by":
            for token in children(sentence, by, "pobj"):
                return phrase(sentence, token, verb, context.text)
    return None


def _make(
    sentence: Sentence, noun: Token, verb: Token, source: Source | None, claims: bool, context: Context
) -> Draft:
    contents = _for_what(sentence, noun, verb, source, context)
    negated = is_negated(sentence, verb, context.lexicon) or _no(sentence, noun)
    if source is not None:
        negated = negated or is_nobody(source.span.of(context.text), context.lexicon)
    denied = not claims
    return Draft(
        source=source.span if source else None,
        source_head=source.head if source else None,
        cue=cue_span(sentence, verb),
        contents=tuple(contents),
        lemma="deny" if denied else "claim",
        rule="attribution.responsibility",
        negated=negated,
        responsibility=True,
    )


def _no(sentence: Sentence, noun: Token) -> bool:
    return any(t.text.lower() == "no" for t in children(sentence, noun, "det", "neg"))


def _for_what(
    sentence: Sentence, noun: Token, verb: Token, source: Source | None, context: Context
) -> list[Span]:
    """ "responsibility for the attack": the noun with the phrase that follows, whatever it hangs on."""
    inside = set(sentence.subtree(noun.i))
    for owner in (noun, verb):
        for preposition in children(sentence, owner, "prep"):
            if preposition.i > noun.i and preposition.text.lower() in ("for", "in", "to", "with"):
                inside |= set(sentence.subtree(preposition.i))
    inside -= {verb.i} | (set(source.indices) if source else set())
    if verb.i < noun.i:
        inside = {i for i in inside if i > verb.i}
    return runs(sentence, inside, context.text) or [noun.span]


def _by_noun(sentence: Sentence, noun: Token, context: Context) -> list[Draft]:
    """ "a claim of responsibility by X", "there was no claim of responsibility"."""
    before = sentence.tokens[max(0, noun.i - 2) : noun.i]
    claim = next((t for t in before if t.text.lower() in ("claim", "claims")), None)
    if claim is None or (claim.i + 1 < noun.i and sentence.tokens[claim.i + 1].text.lower() != "of"):
        return []
    if _is_verb(claim):
        return []
    source = None
    for owner in (claim, noun):
        for token in children(sentence, owner, "prep", "agent"):
            if token.text.lower() in ("by", "from"):
                for named in children(sentence, token, "pobj"):
                    source = source or phrase(sentence, named, None, context.text)
    for token in children(sentence, claim, "poss"):
        source = source or phrase(sentence, token, None, context.text)
    negated = _no(sentence, claim) or source is None
    contents = _for_what(sentence, noun, claim, source, context)
    return [
        Draft(
            source.span if source else None,
            source.head if source else None,
            claim.span,
            tuple(contents),
            "claim",
            "attribution.responsibility_noun",
            negated=negated,
            responsibility=True,
        )
    ]


def _claimed_attack(sentence: Sentence, verb: Token, context: Context) -> list[Draft]:
    """ "X claimed the attack", "the attack was claimed by X", "an attack claimed by X"."""
    if not _is_verb(verb):
        return []
    for token in children(sentence, verb, "dobj"):
        if token.lemma in ATTACKS:
            source = find_source(sentence, verb, context.text)
            return [_make(sentence, token, verb, source, True, context)] if source else []
    source = find_source(sentence, verb, context.text) if children(sentence, verb, "agent") else None
    if source is None:
        return []
    head = sentence.tokens[verb.head]
    subjects = children(sentence, verb, "nsubjpass") or ([head] if verb.dep in ("acl", "relcl") else [])
    for token in subjects:
        if token.lemma in ATTACKS:
            made = phrase(sentence, token, verb, context.text)
            draft = _make(sentence, token, verb, source, True, context)
            return (
                [draft]
                if made is None
                else [
                    Draft(
                        draft.source,
                        draft.source_head,
                        draft.cue,
                        (made.span,),
                        "claim",
                        draft.rule,
                        negated=draft.negated,
                        responsibility=True,
                    )
                ]
            )
    return []
