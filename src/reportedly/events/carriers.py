"""The verb that carries an event noun: "carried out the attack", "the attack hit the town"."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.events.lexicon import LightVerb
from reportedly.events.line import PREPOSITIONS, Line
from reportedly.events.slots import Slots, is_passive, verb_slots

# Verbs whose object is what their event subject fell on: "an explosion rocked the market".
LANDING = frozenset(
    "shatter gut rock shake hit strike target destroy damage devastate rip tear pound jolt hammer".split()
)


@dataclass(frozen=True)
class Carrier:
    """The verb that carries an event noun: a light verb, or one that says where or on whom it fell."""

    at: int
    light: LightVerb | None
    as_subject: bool
    slots: Slots
    end: int  # last token of the light pattern


def carrier_of(line: Line, i: int) -> Carrier | None:
    """The verb that carries event noun ``i``: "carried out the attack", "the attack hit the town"."""
    token = line.tokens[i]
    node = _top(line, i)
    top = line.tokens[node]
    if top.dep in ("nsubj", "nsubjpass") and line.tokens[top.head].pos in ("VERB", "AUX"):
        light, end = _light(line, top.head)
        light = light if is_passive(line, top.head) else None
        return Carrier(top.head, light, True, verb_slots(line, top.head), end)
    if top.dep == "dobj" and line.tokens[top.head].pos == "VERB":
        light, end = _light(line, top.head)
        if light is not None:
            return Carrier(top.head, light, False, verb_slots(line, top.head), end)
        return None
    if token.dep == "pobj" or top.dep == "pobj":
        verb = line.tokens[top.head].head
        if line.tokens[top.head].dep == "agent" and line.tokens[verb].lemma in LANDING:
            return Carrier(verb, None, True, verb_slots(line, verb), verb)
        return _prepositional(line, node)
    return _carrier_before(line, i)


def _top(line: Line, i: int) -> int:
    """From "assassination" to "attempt" in "assassination attempt"; from a conjunct to the first one."""
    for _ in range(3):
        token = line.tokens[i]
        if (
            token.dep in ("compound", "conj", "nmod")
            and token.head != i
            and line.tokens[token.head].pos
            in (
                "NOUN",
                "PROPN",
            )
        ):
            i = token.head
        else:
            break
    return i


def _prepositional(line: Line, node: int) -> Carrier | None:
    """ "came under attack", "claimed responsibility for the strike", "series of attacks"."""
    at = line.tokens[node].head
    for _ in range(3):
        above = line.tokens[at].head
        if above == at:
            return None
        at = above
        if line.tokens[at].pos in ("VERB", "AUX"):
            light, end = _light(line, at)
            if light is not None and (not light.rest or end < node):
                if light.rest or line.tokens[line.tokens[node].head].lemma == "of":
                    return Carrier(at, light, False, verb_slots(line, at), end)
            return None
    return None


def _carrier_before(line: Line, i: int) -> Carrier | None:
    """A light verb just before the noun, where the tree does not show it."""
    for j in range(i - 1, max(-1, i - 6), -1):
        if line.lower[j] in PREPOSITIONS or line.lower[j] in (",", ";", ":"):
            return None
        if line.tokens[j].pos == "VERB" and line.lower[j] in line.lexicon.light:
            light, end = _light(line, j)
            if light is not None:
                return Carrier(j, light, False, verb_slots(line, j), end)
    return None


def _light(line: Line, verb: int) -> tuple[LightVerb | None, int]:
    for light in line.lexicon.light.get(line.lower[verb], ()):
        at = verb
        for word in light.rest:
            reach = 9 if word in ("under", "to") else 4
            at = next(
                (j for j in range(at + 1, min(len(line.lower), at + reach)) if line.lower[j] == word), -1
            )
            if at < 0:
                break
        if at >= 0:
            return light, at
    return None, verb
