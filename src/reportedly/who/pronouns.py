"""Drafts for the pronouns that can stand for an actor."""

from __future__ import annotations

from reportedly.records import Token
from reportedly.who.draft import Draft
from reportedly.who.lexicon import Lexicon
from reportedly.who.view import View

_SETS = ("first_person", "third_group", "third_plural", "third_male", "third_female")
_WEATHER = frozenset(
    "be seem appear emerge remain happen turn become take mean matter transpire follow".split()
)


def find_pronouns(view: View, lexicon: Lexicon) -> list[Draft]:
    """Open drafts for we, it, they, he and she in all their forms; "it" only where it can act."""
    drafts = []
    for i, token in enumerate(view.tokens):
        if token.pos not in ("PRON", "DET") and token.tag != "PRP$" and not view.all_caps:
            continue
        word = view.lowered[i]
        for name in _SETS:
            if word in lexicon.words[name]:
                if name != "third_group" or _can_act(view, token, lexicon):
                    drafts.append(_draft(view, i, name))
                break
    return drafts


def _draft(view: View, i: int, name: str) -> Draft:
    gender = {"third_male": "m", "third_female": "f"}.get(name)
    word = view.lowered[i]
    return Draft(
        view.sentence.index,
        i,
        i + 1,
        i,
        "pronoun",
        None,
        f"who.pronoun.{name}",
        lemma=word,
        open=True,
        score=0.2,
        gender=gender,
        person=gender is not None or word in ("i", "my", "me", "mine", "myself"),
        plural=name == "third_plural" or word in ("we", "our", "us", "ours"),
    )


def _can_act(view: View, token: Token, lexicon: Lexicon) -> bool:
    """Whether "it" or "its" can be an actor: not an empty subject, and its verb or noun is an actor's."""
    head = view.tokens[token.head]
    if token.tag == "PRP$" or token.dep == "poss":
        noun = head.lemma in lexicon.words["acts"] or head.lemma in lexicon.words["owned"]
        return noun or lexicon.head(view.lowered, head.i) is not None
    if token.dep == "expl" or head.lemma in _WEATHER:
        return False
    if token.dep == "nsubjpass":
        return (
            not any(
                view.tokens[c].dep in ("ccomp", "mark") and c > head.i for c in view.sentence.children[head.i]
            )
            and head.lemma in lexicon.words["acting"]
        )
    if token.dep == "nsubj":
        return head.lemma in lexicon.words["saying"] or head.lemma in lexicon.words["acting"]
    return token.dep in ("dobj", "dative", "pobj") and head.lemma in (
        "against",
        "by",
        "with",
        "accuse",
        "tell",
    )
