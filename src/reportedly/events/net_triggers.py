"""Triggers that only the events net sees: words the lexicon lacks, or whose conditions do not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from functools import cache

from reportedly.events.by_net import likelihood, likely_type
from reportedly.events.lexicon import Sense, lexicon
from reportedly.events.line import Line
from reportedly.events.slots import noun_slots, verb_slots
from reportedly.events.triggers import Trigger, is_blocked, pattern_at
from reportedly.knowledge.ontology import event_types
from reportedly.nets import EventReadings

TOLD = 0.85  # least probability that a word tells of an event; see docs/models/events.md
CLEAR_TYPE = 0.5  # share of the likeliest type from which on it counts as clear
SURE_ALONE = 0.9  # least probability of an event of no clear type, where the lexicon does not bear it out
SURE_AGAINST = 0.98  # … and where all the word's senses are of other families
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
LINE = "-"  # stands for the lexicon's file and line in a plain sense


def net_triggers(line: Line, readings: EventReadings, covered: Set[int]) -> Iterator[Trigger]:
    """The triggers of a sentence outside ``covered`` (tokens of the lexicon's triggers), in text order."""
    for run in _runs(line, readings, covered):
        at = _head(line, run)
        token = line.tokens[at]
        verbal = token.pos == "VERB" or at in line.headline_verbs
        if (not verbal and token.pos not in NOMINAL) or token.entity == "DATE" or is_blocked(line, at):
            continue
        found = likely_type(readings, line.tokens[run[0]].span.start, line.tokens[run[-1]].span.end)
        if found is None or _is_vague(line, at, *found):
            continue
        sense, own = _sense(line, at, "v" if verbal else "n", found[0])
        own |= frozenset(run)
        slots = verb_slots(line, at, own) if verbal else noun_slots(line, at)
        yield Trigger(line, at, own, sense, slots, not verbal, by_net=True)


def _is_vague(line: Line, at: int, event_type: str, share: float, told: float) -> bool:
    """Whether the net is sure neither of the type nor, where the lexicon says another, of the event."""
    if share >= CLEAR_TYPE:
        return False
    known = {s.type for s in line.lexicon.senses.get(line.lower[at], ()) if s.type is not None}
    if event_type in known:
        return False
    families = {event_types()[name].family for name in known}
    against = bool(families) and event_types()[event_type].family not in families
    return told < (SURE_AGAINST if against else SURE_ALONE)


def _runs(line: Line, readings: EventReadings, covered: Set[int]) -> Iterator[list[int]]:
    """Neighbouring tokens that tell of an event, where none of them is covered."""
    run: list[int] = []
    for i, token in enumerate(line.tokens):
        likely = likelihood(readings, token.span)
        if likely is not None and likely >= TOLD:
            run.append(i)
            continue
        if run and covered.isdisjoint(run):
            yield run
        run = []
    if run and covered.isdisjoint(run):
        yield run


def _head(line: Line, run: list[int]) -> int:
    """The token of ``run`` that the others hang on."""
    inside = set(run)
    tops = [i for i in run if line.tokens[i].head not in inside or line.tokens[i].head == i]
    return next((i for i in tops if line.tokens[i].pos == "VERB"), tops[0] if tops else run[0])


def _sense(line: Line, at: int, pos: str, event_type: str) -> tuple[Sense, frozenset[int]]:
    """The lexicon's sense of the word that fits the net's type, whatever its conditions; or a plain one."""
    family = event_types()[event_type].family
    near: tuple[Sense, frozenset[int]] | None = None
    for sense in line.lexicon.senses.get(line.lower[at], ()):
        own = pattern_at(line, at, sense) if sense.pos == pos else None
        if own is None or sense.type is None:
            continue
        if sense.type == event_type:
            return sense, own
        if near is None and event_types()[sense.type].family == family:
            near = sense, own
    plain = Sense(pos, line.tokens[at].lemma, (), event_type, _frame(event_type, pos), (), "likely", LINE)
    return near or (plain, frozenset({at}))


@cache
def _frame(event_type: str, pos: str) -> str:
    """The frame that most senses of this type have, or else of its family."""
    senses = {s for held in lexicon().senses.values() for s in held if s.type is not None and s.pos == pos}
    family = event_types()[event_type].family
    relatives = {name for name, entry in event_types().items() if entry.family == family}
    for wanted in ({event_type}, relatives, set(event_types())):
        frames = Counter(s.frame for s in senses if s.type in wanted)
        if frames:
            return min(frames, key=lambda name: (-frames[name], name))
    raise AssertionError(f"no sense with the part of speech {pos}")
