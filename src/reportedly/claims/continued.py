"""Whose pronoun "he added" and "it said" is: the one who spoke just before in the same paragraph."""

from __future__ import annotations

from reportedly.claims.index import FindingsIndex
from reportedly.records import ActorMention, Attribution, Sentence

PRONOUNS = frozenset({"he", "she", "it", "they"})
MOST_SENTENCES_BACK = 2
PERSON_KINDS = frozenset({"person", "office"})
PERSON_NOUNS = frozenset(
    "man woman spokesman spokeswoman spokesperson official officer minister commander chief mayor governor "
    "president resident witness doctor nurse physician lawyer leader activist survivor villager soldier "
    "policeman secretary director ambassador envoy prosecutor judge father mother son daughter brother "
    "sister widow defector driver farmer teacher student journalist colonel general captain major".split()
)


def speaker_before(index: FindingsIndex, attribution: Attribution) -> Attribution | None:
    """The attribution whose speaker a pronoun takes up; None where the source is no such pronoun.

    People who are merely spoken of stand nearer than the speaker in "The ministry said that rebels
    had fled. It said …"; who speaks on is likelier meant than they.
    """
    source = attribution.source
    sentence = index.parsed.sentence_at(attribution.cue.start)
    if source is None or sentence is None or index.words(source).lower() not in PRONOUNS:
        return None
    attributions = index.findings.attributions
    if _is_nested(attribution, attributions):
        return None
    spoken = [a.source for a in attributions if a.source is not None and a.cue < attribution.cue]
    mention = index.actor_at(sentence.index, source, attribution.source_head or source)
    antecedent = mention.antecedent if mention is not None else None
    if antecedent is not None and any(s.overlaps(antecedent) for s in spoken):
        return None  # resolved to a speaker already
    pronoun = index.words(source).lower()
    for before in sorted(attributions, key=lambda a: a.cue, reverse=True):
        if before.source is None or before.cue >= attribution.cue or _is_nested(before, attributions):
            continue
        there = index.parsed.sentence_at(before.cue.start)
        if there is None or there.block != sentence.block:
            return None
        if not 0 < sentence.index - there.index <= MOST_SENTENCES_BACK:
            continue
        if index.words(before.source).lower() in PRONOUNS:
            if index.words(before.source).lower() == pronoun:
                return speaker_before(index, before) or before
            continue
        if _fits(index, there, before, pronoun):
            return before
    return None


def _is_nested(attribution: Attribution, attributions: tuple[Attribution, ...]) -> bool:
    """Whether the cue stands in what somebody else said."""
    return any(c.contains(attribution.cue) for a in attributions for c in a.contents)


def _fits(index: FindingsIndex, sentence: Sentence, before: Attribution, pronoun: str) -> bool:
    """Whether the pronoun can stand for the earlier source: a person, a body, or several."""
    source = before.source
    if source is None:
        return False
    token = sentence.token_at((before.source_head or source).start)
    mention = index.actor_at(sentence.index, source, before.source_head or source)
    is_person = _is_person(mention) or any(
        t.text.lower() in PERSON_NOUNS or t.entity == "PERSON" for t in sentence.tokens_in(source)
    )
    is_plural = token is not None and token.tag in {"NNS", "NNPS"}
    if pronoun in {"he", "she"}:
        return is_person and not is_plural
    if pronoun == "they":
        return is_plural
    return not is_plural and (not is_person or (mention is not None and mention.represents is not None))


def _is_person(mention: ActorMention | None) -> bool:
    return mention is not None and mention.actor is not None and mention.actor.kind in PERSON_KINDS
