"""Which event each toll belongs to, and tellings for tolls that no event mention carries."""

from __future__ import annotations

from reportedly.claims.index import FindingsIndex
from reportedly.knowledge.ontology import event_types
from reportedly.records import EventMention, Origin, Realis, Sentence, TollMention

TOLL_RULE = "claims.toll"
TYPE_OF_KIND = {
    "killed": "killing",
    "injured": "injury",
    "captured": "capture",
    "missing": "abduction",
    "displaced": "displacement",
    "affected": "injury",
}
TYPE_OF_WORD = {  # harm words that say how it was done
    "shot": "shooting",
    "gunned": "shooting",
    "gunshot": "shooting",
    "stabbed": "stabbing",
    "beheaded": "execution",
    "executed": "execution",
    "massacred": "massacre",
    "assassinated": "assassination",
}
VIOLENT_FAMILIES = frozenset(
    {"remote", "armed", "harm", "custody", "demonstration", "property", "displacement"}
)


def link_tolls(
    index: FindingsIndex,
) -> tuple[dict[EventMention, list[TollMention]], tuple[EventMention, ...]]:
    """Tolls by event mention, and new mentions for tolls that stand alone ("the death toll rose to 14")."""
    linked: dict[EventMention, list[TollMention]] = {}
    added: list[EventMention] = []
    for toll in index.findings.tolls:
        sentence = index.parsed.sentence_at(toll.span.start)
        if sentence is None:
            continue
        events = [*index.events_in(sentence.index), *(e for e in added if e.sentence == sentence.index)]
        event = _carrier(index, sentence, events, toll)
        if event is None and toll.high == 0:
            continue  # "no casualties were reported" tells of no event by itself
        if event is None:
            event = _mention_for(index, sentence, toll)
            added.append(event)
        linked.setdefault(event, []).append(toll)
    return linked, tuple(added)


def _carrier(
    index: FindingsIndex, sentence: Sentence, events: list[EventMention], toll: TollMention
) -> EventMention | None:
    """The event mention that the toll's own trigger names, else the one that governs the trigger."""
    if toll.trigger is not None:
        for event in events:
            if event.trigger.overlaps(toll.trigger):
                return event
    wanted = TYPE_OF_KIND.get(toll.kind)
    same_kind = [e for e in events if e.type == wanted]
    if same_kind and toll.trigger is None:
        return min(same_kind, key=lambda e: abs(e.trigger.start - toll.span.start))
    governor = index.governor(sentence, toll.trigger or toll.span)
    if isinstance(governor, EventMention) and event_types()[governor.type].family in VIOLENT_FAMILIES:
        return governor
    return None


def _mention_for(index: FindingsIndex, sentence: Sentence, toll: TollMention) -> EventMention:
    trigger = toll.trigger or toll.span
    words = index.words(trigger).lower().split()
    how = next((TYPE_OF_WORD[w] for w in words if w in TYPE_OF_WORD), None)
    return EventMention(
        trigger=trigger,
        sentence=sentence.index,
        type=how or TYPE_OF_KIND.get(toll.kind, "injury"),
        realis=Realis.ACTUAL,
        arguments=(),
        origin=Origin(TOLL_RULE),
    )
