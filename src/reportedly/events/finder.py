"""Finds the events of a report: triggers, their sense, arguments and realis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportedly.events.arguments import arguments, refined_type
from reportedly.events.by_net import likelihood, likely_realis
from reportedly.events.carriers import Carrier, carrier_of
from reportedly.events.guard import Topic, filed_elsewhere, is_believable, topic_of
from reportedly.events.lexicon import lexicon
from reportedly.events.line import Line
from reportedly.events.net_roles import weighed, with_net_roles
from reportedly.events.net_triggers import net_triggers
from reportedly.events.realis import Status, status_of
from reportedly.events.remarks import Remark, as_argument, owner_of, remarks
from reportedly.events.triggers import Trigger, harms_nobody, is_attributive, is_modifier, triggers
from reportedly.knowledge.ontology import event_types
from reportedly.nets import EventReadings
from reportedly.records import Argument, BlockKind, EventMention, Origin, ParsedReport, Realis, Span

_HARM = frozenset({"killing", "injury", "property_destruction"})
_WEAPON_EVENTS = frozenset(
    {
        "vehicle_bomb",
        "bomb",
        "mine",
        "grenade",
        "suicide",
        "missile",
        "rocket",
        "drone",
        "artillery",
        "aerial_bomb",
    }
)
# Chosen on the samples and the gold set, with nets that had not seen them: see docs/models/events.md.
LEAST_LIKELY = 0.01
LEAST_CARRIED = 0.003  # … where a verb carries the noun out: "conducted operations against targets"
SURE = 0.85
SURE_REALIS = 0.8
LEAST_OF_ALL = 0.97  # a report of this many words or more has a word that the net is at least so sure of
LONG = 120
CIVIC = frozenset({"demonstration", "agreement"})
SURE_ATTRIBUTE = 0.95  # "displaced villagers" are in a state; "the kidnapped man" tells what happened to him
_SCORES = {"sure": 0.95, "likely": 0.8, "weak": 0.65, "light": 0.65, "threat": 0.6}
_TYPES_WITHOUT_OUTCOME = frozenset({"killing", "injury", "agreement", "ceasefire"})
# Words such as "crush" or "pay the price" tell of violence only where somebody says that it will come.
_ANNOUNCED = frozenset({Realis.THREATENED, Realis.PLANNED})
# A verb that says where an event noun fell tells of no second event: "the attack hit the town".
_LANDING_TYPES = frozenset({"strike", "attack", "explosion"})


def find_events(parsed: ParsedReport, readings: EventReadings | None = None) -> tuple[EventMention, ...]:
    """The event mentions of a report, in text order; empty where the report tells of none.

    ``readings`` are what the events net saw; without them the rules decide alone.
    """
    table = lexicon()
    lines = [
        Line(sentence, table, parsed.block_kind(sentence) is BlockKind.TITLE)
        for sentence in parsed.sentences
        if sentence.tokens
    ]
    topic = topic_of(lines, filed_elsewhere(parsed.report))
    found: list[EventMention] = []
    for line in lines:
        found.extend(_events_of(line, topic, readings))
    if readings is not None and topic.words >= LONG:
        found = _without_figures(found, readings)
    return tuple(found)


def _without_figures(events: list[EventMention], readings: EventReadings) -> list[EventMention]:
    """Leaves protests and agreements alone where no word of violence in a whole report convinces the net:
    elections, cooking and trade are told in such words."""
    families = event_types()
    violent = [e for e in events if families[e.type].family not in CIVIC]
    if any((likelihood(readings, e.trigger) or 0.0) >= LEAST_OF_ALL for e in violent):
        return events
    return [e for e in events if families[e.type].family in CIVIC]


def _events_of(line: Line, topic: Topic, readings: EventReadings | None) -> list[EventMention]:
    events: dict[int, EventMention] = {}
    nodes: dict[int, frozenset[int]] = {}
    nouns: set[int] = set()
    sources: dict[int, Trigger] = {}
    for trigger in _candidates(line, readings):
        if trigger.nominal and is_modifier(line, trigger.at):
            continue
        carrier = carrier_of(line, trigger.at) if trigger.nominal else None
        if not _is_believed(trigger, carrier, topic, readings):
            continue
        if trigger.by_net and harms_nobody(trigger):
            continue
        if not trigger.nominal and _tells_of(trigger, nouns):
            continue
        if trigger.nominal:
            nouns.add(trigger.at)
        event = _with_realis(_event(trigger, carrier), readings)
        if not _names_anything(event) if trigger.by_net else _is_vetoed(event, readings):
            continue
        if trigger.sense.strength == "threat":
            if not _is_announced(trigger, event.realis):
                continue
            event = replace(event, realis=Realis.THREATENED)
        for extra in _weapon_event(trigger, event):
            events.setdefault(extra[0], extra[1])
        events[trigger.at] = event
        sources[trigger.at] = trigger
        nodes[trigger.at] = trigger.own | ({carrier.at} if carrier else frozenset())
    events = _without_weapon_words(events)
    if readings is not None:
        events = with_net_roles(line, events, sources, readings)
    _add_remarks(line, events, nodes)
    return [_weighed(events[at], readings) for at in sorted(events)]


def _weighed(event: EventMention, readings: EventReadings | None) -> EventMention:
    """The event with how likely the net finds it and each of its parts."""
    if readings is None:
        return event
    return replace(weighed(event, readings), likely=likelihood(readings, event.trigger))


def _candidates(line: Line, readings: EventReadings | None) -> list[Trigger]:
    """The lexicon's triggers and, with the net, those that it alone sees; in text order."""
    found = list(triggers(line))
    if readings is not None:
        covered = {i for trigger in found for i in trigger.own}
        found = sorted([*found, *net_triggers(line, readings, covered)], key=lambda t: t.at)
    return found


def _is_believed(
    trigger: Trigger, carrier: Carrier | None, topic: Topic, readings: EventReadings | None
) -> bool:
    """The guard's word, unless the net is sure of the contrary; a report filed elsewhere needs both."""
    by_rule = trigger.by_net or is_believable(trigger, carrier, topic)
    likely = likelihood(readings, _trigger_span(trigger)) if readings is not None else None
    if likely is None:
        return by_rule
    if is_attributive(trigger) and likely < SURE_ATTRIBUTE:
        return False
    if topic.filed_elsewhere:
        return by_rule and not trigger.by_net and likely >= LEAST_LIKELY
    return by_rule or likely > SURE


def _is_vetoed(event: EventMention, readings: EventReadings | None) -> bool:
    """Whether the net is sure that it is no event; where a weapon does it, the net has no say.

    It learned from few explosions: "a bomb exploded" alone does not convince it.
    """
    if readings is None or any(argument.role == "weapon" for argument in event.arguments):
        return False
    likely = likelihood(readings, event.trigger)
    return likely is not None and likely < (LEAST_LIKELY if event.light is None else LEAST_CARRIED)


def _names_anything(event: EventMention) -> bool:
    """Whether anything but a time goes with it: "the conflict" alone is a state of affairs."""
    return any(argument.role != "time" for argument in event.arguments)


def _with_realis(event: EventMention, readings: EventReadings | None) -> EventMention:
    """The event with the net's realis where it is sure that what the rules take as actual is not.

    Where a rule says that something did not happen (yet) it has a word to show for it, and stays.
    """
    if readings is None or event.realis is not Realis.ACTUAL:
        return event
    if event_types()[event.type].family == "disrupted":  # the net was not taught these
        return event
    read = likely_realis(readings, event.trigger)
    return replace(event, realis=read[0]) if read is not None and read[1] >= SURE_REALIS else event


def _is_announced(trigger: Trigger, realis: Realis) -> bool:
    """Whether somebody says that it will come, on a condition or without: "would act again if …"."""
    if realis in _ANNOUNCED:
        return True
    line = trigger.line
    modals = {line.lower[child] for child in line.sentence.children[trigger.at]} & {"will", "would", "shall"}
    return realis is Realis.HYPOTHETICAL and bool(modals)


def _tells_of(trigger: Trigger, nouns: set[int]) -> bool:
    """Whether a verb only says on what an event noun fell, so that the noun is the event."""
    if trigger.sense.type not in _LANDING_TYPES:
        return False
    return any(phrase.head in nouns for phrase in [*trigger.slots.subj, *trigger.slots.by])


def _event(trigger: Trigger, carrier: Carrier | None) -> EventMention:
    line = trigger.line
    found = arguments(trigger, carrier)
    event_type = refined_type(trigger, found, carrier)
    status = _with_carrier(status_of(trigger, event_type), carrier, line.tokens[trigger.at].tag == "NNS")
    light = None
    if carrier is not None and carrier.light is not None:
        light = Span(line.tokens[carrier.at].span.start, line.tokens[max(carrier.at, carrier.end)].span.end)
        if light.start > line.tokens[trigger.at].span.start:
            light = line.tokens[carrier.at].span
    return EventMention(
        trigger=_trigger_span(trigger),
        sentence=line.sentence.index,
        type=event_type,
        realis=status.realis,
        arguments=tuple(found),
        origin=Origin(
            rule=f"events.{'net.' if trigger.by_net else ''}{trigger.sense.frame}",
            entry=trigger.sense.line,
            score=_SCORES[trigger.sense.strength],
        ),
        nominal=trigger.nominal,
        hedge=status.hedge,
        phase=status.phase,
        light=light,
    )


def _with_carrier(status: Status, carrier: Carrier | None, plural: bool) -> Status:
    if carrier is None or carrier.light is None:
        return status
    light = carrier.light
    if light.phase and status.phase is None:
        status = replace(status, phase=light.phase)
    if status.realis is Realis.ACTUAL and light.realis:
        if light.realis == "recurring?":
            return replace(status, realis=Realis.RECURRING) if plural else status
        if not light.realis.endswith("?"):
            status = replace(status, realis=Realis(light.realis))
    return status


def _trigger_span(trigger: Trigger) -> Span:
    """The trigger word; with the other words of its pattern where they stand together."""
    tokens = trigger.line.tokens
    own = sorted(trigger.own)
    closed = trigger.nominal and tokens[trigger.at].text.lower() in ("in", "out", "fire")
    if closed:
        return Span(tokens[own[0]].span.start, tokens[own[-1]].span.end)
    if trigger.nominal or own != list(range(own[0], own[-1] + 1)):
        return tokens[trigger.at].span
    return Span(tokens[own[0]].span.start, tokens[own[-1]].span.end)


def _weapon_event(trigger: Trigger, event: EventMention) -> Iterator[tuple[int, EventMention]]:
    """ "A car bomb killed ten": the weapon word tells of an attack of its own."""
    if event.type not in _HARM:
        return
    line = trigger.line
    kept = tuple(a for a in event.arguments if a.role in ("place", "time", "weapon"))
    for argument in event.arguments:
        if argument.role != "weapon":
            continue
        for lo, hi, kind, event_type in line.weapons:
            tail = line.tokens[hi - 1]
            if kind in _WEAPON_EVENTS and argument.span.contains(tail.span) and lo <= tail.i:
                yield (
                    hi - 1,
                    replace(
                        event,
                        trigger=tail.span,
                        type=event_type,
                        arguments=kept,
                        nominal=True,
                        origin=Origin("events.weapon_word", entry=trigger.sense.line, score=0.7),
                    ),
                )


def _is_outcome_of(line: Line, remark: Remark, events: dict[int, EventMention], at: int) -> bool:
    """Whether an outcome is of event ``at``: "were intercepted" only of that event's weapon."""
    if events[at].type in _TYPES_WITHOUT_OUTCOME:
        return False
    for other in range(remark.lo, remark.hi):
        if other in events and events[other].type == "interception":
            mine = {a.head for a in events[at].arguments if a.role == "weapon"}
            taken = [a for a in events[other].arguments if a.role == "weapon"]
            return not taken or any(
                a.head in mine or (token := line.sentence.head_of(a.span)) is None or token.pos == "PRON"
                for a in taken
            )
    return True


def _without_weapon_words(events: dict[int, EventMention]) -> dict[int, EventMention]:
    """Drops an event noun that is the weapon of another event: "targeted it with a barrage of rockets"."""
    weapons = [
        (at, a.head)
        for at, event in events.items()
        for a in event.arguments
        if a.role == "weapon" and not event.nominal
    ]
    return {
        at: event
        for at, event in events.items()
        if not event.nominal
        or event.origin.rule == "events.weapon_word"
        or not any(head == event.trigger and owner != at for owner, head in weapons)
    }


def _add_remarks(line: Line, events: dict[int, EventMention], nodes: dict[int, frozenset[int]]) -> None:
    if not events:
        return
    for remark in remarks(line):
        at = owner_of(line, remark, nodes)
        if at is None or at not in events:
            continue
        if remark.role == "outcome" and not _is_outcome_of(line, remark, events, at):
            continue
        argument: Argument = as_argument(line, remark)
        events[at] = replace(events[at], arguments=(*events[at].arguments, argument))
