"""Whose words they are: the subject, agent or antecedent of a cue, by its tree and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.attribution.draft import children, runs
from reportedly.records import Sentence, Span, Token

SUBJECTS = ("nsubj", "csubj", "expl")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
RELATIVES = frozenset({"who", "which", "that", "whom"})
BORROWING = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep"})
MAX_CLIMB = 3
CHANNEL_NOUNS = frozenset(
    {
        "statement",
        "video",
        "post",
        "message",
        "letter",
        "report",
        "interview",
        "speech",
        "tweet",
        "communique",
        "announcement",
        "bulletin",
        "recording",
        "note",
        "address",
        "briefing",
        "conference",
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """A source phrase with its head token and all token indices of its sentence that it covers."""

    span: Span
    head: Span
    indices: frozenset[int]


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether ``verb`` is a passive participle."""
    if children(sentence, verb, "auxpass", "nsubjpass", "agent"):
        return True
    return verb.tag == "VBN" and verb.dep in ("acl",) and not children(sentence, verb, "aux")


def find_source(sentence: Sentence, verb: Token, text: str) -> Source | None:
    """The source of an active ``verb``; of a passive one, its agent."""
    if is_passive(sentence, verb):
        return agent(sentence, verb, text)
    return _subject(sentence, verb, text, MAX_CLIMB)


def agent(sentence: Sentence, verb: Token, text: str) -> Source | None:
    """The phrase after "by"."""
    for by in children(sentence, verb, "agent"):
        for head in children(sentence, by, "pobj"):
            return phrase(sentence, head, verb, text)
    return None


def _subject(sentence: Sentence, verb: Token, text: str, climb: int) -> Source | None:
    # Of two subjects (the parser's reading of "Five killed …, ministry says") the nearest is the speaker.
    for token in sorted(children(sentence, verb, *SUBJECTS), key=lambda t: abs(t.i - verb.i)):
        if token.text.lower() in RELATIVES and verb.dep == "relcl" and verb.head != verb.i:
            return phrase(sentence, sentence.tokens[verb.head], verb, text)
        if token.dep != "expl":
            return phrase(sentence, token, verb, text)
    head = sentence.tokens[verb.head]
    if climb == 0 or head.i == verb.i:
        return None
    if verb.dep in BORROWING:
        if head.pos in ("VERB", "AUX"):
            head = _above_reported(sentence, verb, head)
            passive = children(sentence, head, *PASSIVE_SUBJECTS)
            if passive and not children(sentence, head, "agent"):
                return phrase(sentence, passive[0], verb, text)
            return _subject(sentence, head, text, climb - 1)
        if verb.dep == "pcomp" and head.head != head.i:
            return _subject(sentence, sentence.tokens[head.head], text, climb - 1)
    if verb.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN", "PRON"):
        return _of_noun(sentence, head, verb, text, climb)
    return None


def _above_reported(sentence: Sentence, verb: Token, head: Token) -> Token:
    """The verb whose subject ``verb`` shares.

    In "X said that Y had hit Z and denied that …" the tree joins "denied" to "hit"; the tenses
    tell that it goes with "said".
    """
    governor = sentence.tokens[head.head]
    reported = verb.dep == "conj" and head.dep == "ccomp" and governor.i != head.i
    if (
        reported
        and children(sentence, head, "aux", "auxpass")
        and not children(sentence, verb, "aux", "auxpass")
    ):
        if verb.tag == governor.tag and not children(sentence, governor, "aux"):
            return governor
    return head


def _of_noun(sentence: Sentence, noun: Token, verb: Token, text: str, climb: int) -> Source | None:
    """ "The group issued a statement saying …": the group; "sources saying …": the sources."""
    if noun.lemma in CHANNEL_NOUNS and noun.dep in ("dobj", "pobj"):
        governor = sentence.tokens[noun.head]
        if noun.dep == "pobj" and governor.head != governor.i:
            governor = sentence.tokens[governor.head]
        if governor.pos in ("VERB", "AUX"):
            found = _subject(sentence, governor, text, climb - 1)
            if found:
                return found
    return phrase(sentence, noun, verb, text)


def phrase(sentence: Sentence, head: Token, verb: Token | None, text: str) -> Source | None:
    """The noun phrase of ``head`` without the part that leads to ``verb``."""
    indices = set(sentence.subtree(head.i))
    if verb is not None and verb.i in indices:
        indices -= set(sentence.subtree(verb.i))
        # Only what stands before the verb's clause belongs to the phrase then.
        indices = {i for i in indices if i < verb.i} if head.i < verb.i else indices
    run = _run_around(indices, head.i)
    spans = runs(sentence, run, text)
    return Source(spans[0], head.span, frozenset(run)) if spans else None


def _run_around(indices: set[int], centre: int) -> list[int]:
    low = high = centre
    while low - 1 in indices:
        low -= 1
    while high + 1 in indices:
        high += 1
    return list(range(low, high + 1))
