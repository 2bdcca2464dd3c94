"""Missing doers and harmed of an event, from the words that the events net takes for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportedly.events.line import Line, Phrase
from reportedly.events.triggers import Trigger
from reportedly.nets import EventReadings
from reportedly.nets.event_labels import ROLES
from reportedly.records import Argument, EventMention, Span

LEAST = 0.8  # least probability that a phrase plays a part; see docs/models/events.md
FILLED = ("actor", "target", "victim")
SOURCE = ROLES.index("source")
OTHER = ("actor", "target", "victim", "weapon", "place", "time")
MAX_SOURCE = 0.3  # whoever tells of an event did not thereby do it
NO_EVENT = 0.5  # least probability that the word is no event itself
RULE = "events.net.role"
HEADS = frozenset({"NOUN", "PROPN", "NUM"})


def with_net_roles(
    line: Line,
    events: Mapping[int, EventMention],
    triggers: Mapping[int, Trigger],
    readings: EventReadings,
) -> dict[int, EventMention]:
    """``events`` (by the token of the trigger) with phrases that no event of the sentence has yet."""
    filled = dict(events)
    for role in FILLED:
        for phrase in _phrases(line, readings, role):
            span = line.span(phrase)
            if any(_takes(event, span) for event in filled.values()):
                continue
            open_to = [at for at in filled if at in triggers and _lacks(filled[at], triggers[at], role)]
            if not open_to:
                continue
            at = min(open_to, key=lambda i: (abs(i - phrase.head), i))
            argument = Argument(role, span, line.tokens[phrase.head].span, RULE)
            filled[at] = replace(filled[at], arguments=(*filled[at].arguments, argument))
    return filled


def weighed(event: EventMention, readings: EventReadings) -> EventMention:
    """``event`` with how likely the net finds each doer, target and victim to be one."""
    return replace(event, arguments=tuple(_weighed(a, readings) for a in event.arguments))


def _weighed(argument: Argument, readings: EventReadings) -> Argument:
    rows = readings.rows(argument.span)
    if argument.role not in FILLED or not rows:
        return argument
    roles = ("actor",) if argument.role == "actor" else ("target", "victim")  # a matter of the frame
    columns = [ROLES.index(role) for role in roles]
    return replace(argument, likely=float(max(readings.roles[row][k] for row in rows for k in columns)))


def _phrases(line: Line, readings: EventReadings, role: str) -> list[Phrase]:
    """The noun phrases whose head the net takes for ``role`` more than for any other part."""
    column = ROLES.index(role)
    found: list[Phrase] = []
    for i, token in enumerate(line.tokens):
        if token.pos not in HEADS or (found and i < found[-1].hi):
            continue
        if token.dep == "compound" and line.tokens[token.head].pos in HEADS:
            continue
        rows = readings.rows(token.span)
        if not rows:
            continue
        scores = readings.roles[rows[0]]
        if scores[column] < LEAST or readings.types[rows[0], 0] < NO_EVENT:
            continue
        if any(scores[ROLES.index(other)] > scores[column] for other in OTHER):
            continue
        if role == "actor" and scores[SOURCE] >= MAX_SOURCE:
            continue
        found.append(line.noun_phrase(i))
    return found


def _takes(event: EventMention, span: Span) -> bool:
    """Whether the event has the words of ``span`` already, in whatever part."""
    if event.trigger.overlaps(span):
        return True
    return any(a.span.overlaps(span) for a in event.arguments if a.role in OTHER)


def _lacks(event: EventMention, trigger: Trigger, role: str) -> bool:
    parts = set(trigger.line.lexicon.frames[trigger.sense.frame].values())
    held = {a.role for a in event.arguments}
    if role == "actor":
        return "actor" in parts and "actor" not in held
    return role in parts and not held & {"target", "victim"}
