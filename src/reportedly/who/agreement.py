"""Which mention can take up which: number, gender, kind, and the clause they stand in."""

from __future__ import annotations

from reportedly.who.draft import Draft
from reportedly.who.view import View

BROAD = frozenset({"group", "organisation", "movement", "agency", "body"})  # fit many kinds of actors
ARMED = frozenset(
    {"militia", "faction", "insurgency", "gang", "cartel", "wing", "network", "rebels", "resistance"}
)


def nominal_fit(draft: Draft, other: Draft) -> float:
    """How well the open phrase ``draft`` ("the group") can take up ``other``: 0 (not at all) to 0.8."""
    if not _could_be(draft, other):
        return 0.0
    if other.lemma and other.lemma == draft.lemma:
        return 0.75
    if draft.kind == "generic":
        return 0.0
    key = draft.lemma.split()[-1].replace("organization", "organisation")
    coalition = "coalition" in draft.types
    if key in own_words(other):
        return 0.7
    if key in other.types:
        same_country = bool(draft.country and draft.country == other.country)
        fit = (0.5 if key in BROAD else 0.6) + 0.2 * same_country
        return fit - 0.2 if "coalition" in other.types and not coalition and key != "group" else fit
    if coalition:
        return 0.3 if "group" in other.types else 0.0
    armed = key in ARMED and other.actor is not None and other.actor.kind == "group"
    return 0.4 if armed else 0.0


def _could_be(draft: Draft, other: Draft) -> bool:
    """Whether person, gender, country and number leave it open that the two are one."""
    if draft.person != other.person or other.kind == "pronoun":
        return False
    if draft.gender and other.gender and draft.gender != other.gender:
        return False
    if draft.country and other.country and draft.country != other.country:
        return False
    return draft.kind != "generic" or draft.plural == other.plural


def own_words(draft: Draft) -> set[str]:
    """The words of the name of a named draft's actor."""
    if draft.actor is None or draft.kind not in ("named", "nominal", "framed"):
        return set()
    return set(draft.actor.name.lower().replace("-", " ").split())


def agrees(pronoun: Draft, other: Draft) -> bool:
    """Number, gender and animacy of a pronoun and a possible antecedent."""
    if other.rule == "who.pronoun.first_person":
        return False
    if pronoun.gender:
        return other.person and not other.plural and other.gender in (None, pronoun.gender)
    if pronoun.plural:
        return other.plural or (not other.person and bool(other.types))
    return not other.plural and not other.person


def pronoun_fit(pronoun: Draft, other: Draft) -> float:
    """ "They" prefers plural phrases to groups."""
    if not agrees(pronoun, other):
        return 0.0
    return 0.22 if pronoun.plural and not other.plural else 0.55


def verb_of(view: View, i: int) -> int:
    """The verb that token ``i`` is an argument of, or -1."""
    token = view.tokens[i]
    for _ in range(4):
        head = view.tokens[token.head]
        if head.i == token.i:
            return -1
        if head.pos in ("VERB", "AUX"):
            return head.i
        if head.pos != "ADP":
            return -1
        token = head
    return -1


def speaker_of_clause(view: View, pronoun: Draft, done: list[Draft]) -> Draft | None:
    """Of "X said it …", "X … , saying it …": the subject of the clause above."""
    token = view.tokens[pronoun.head]
    verb = view.tokens[token.head]
    if token.dep not in ("nsubj", "nsubjpass"):
        return None
    for _ in range(4):
        if verb.dep not in ("ccomp", "xcomp", "advcl", "acl", "conj") or verb.head == verb.i:
            return None
        verb = view.tokens[verb.head]
        for child in view.sentence.children[verb.i]:
            if view.tokens[child].dep in ("nsubj", "nsubjpass") and child < pronoun.start:
                return next((d for d in done if d.start <= child < d.end), None)
    return None


def cataphoric(view: View, pronoun: Draft, drafts: list[Draft]) -> Draft | None:
    """Of "Concluding its statement, the group said": the subject that follows an opening phrase."""
    if "," not in view.words[pronoun.start : pronoun.start + 12]:
        return None
    token = view.tokens[pronoun.head]
    if token.dep != "poss" and view.tokens[token.head].dep != "advcl":
        return None
    root = next((t for t in view.tokens if t.head == t.i), None)
    if root is None or root.i < pronoun.start:
        return None
    if any(d.start < pronoun.start and d.kind != "pronoun" and agrees(pronoun, d) for d in drafts):
        return None
    for child in view.sentence.children[root.i]:
        if view.tokens[child].dep == "nsubj" and child > pronoun.start:
            return next((d for d in drafts if d.start <= child < d.end and d.actor is not None), None)
    return None
