"""The who station: from a parsed report to the mentions of all actors in it."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.knowledge.actors import ActorBase
from reportedly.records import ActorMention, ParsedReport
from reportedly.who.coreference import Resolver
from reportedly.who.draft import Draft, Mark, Memory, types_of
from reportedly.who.framing import REFERENCE_KINDS, framing_index, neutral
from reportedly.who.lexicon import load_lexicon
from reportedly.who.links import link
from reportedly.who.names import find_names
from reportedly.who.phrases import find_phrases
from reportedly.who.pronouns import find_pronouns
from reportedly.who.states import find_states
from reportedly.who.view import View, quoted_spans, view_of


def find_actors(parsed: ParsedReport, base: ActorBase) -> tuple[ActorMention, ...]:
    """All mentions of people, groups, forces, states and offices, in text order.

    Spans may nest ("Israeli army" in "Israeli army spokesman Daniel Hagari") but do not
    cross. ``actor`` is None where nothing in the report says who is meant;
    ``origin.alternatives`` then lists what was considered.
    """
    lexicon = load_lexicon()
    outlet = parsed.report.outlet
    memory = Memory(base, lexicon, outlet.country if outlet else None)
    views = [view_of(sentence, lexicon) for sentence in parsed.sentences]
    marks = [_framed(view, find_names(view, memory), memory) for view in views]
    per_sentence = [_drafts(view, found, memory) for view, found in zip(views, marks, strict=True)]
    resolver = Resolver(views, memory, quoted_spans(parsed))
    mentions = [
        draft.mention(view.sentence)
        for view, drafts in zip(views, resolver.run(per_sentence), strict=True)
        for draft in drafts
        if not (draft.actor is None and draft.rule == "who.pronoun.third_group")  # an "it" that is a thing
    ]
    return tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end)))


def _drafts(view: View, marks: list[Mark], memory: Memory) -> list[Draft]:
    drafts = find_phrases(view, marks, memory) + find_states(view, marks, memory)
    drafts += find_pronouns(view, memory.lexicon)
    kept = _without_doubles(drafts)
    return link(view, kept, memory.lexicon)


def _without_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft per head word, the longest; none that crosses another; adjectives only outside forces."""
    by_head: dict[int, Draft] = {}
    for draft in drafts:
        other = by_head.get(draft.head)
        if other is None or draft.end - draft.start > other.end - other.start:
            by_head[draft.head] = draft
    kept: list[Draft] = []
    for draft in sorted(by_head.values(), key=lambda d: (d.start, -d.end)):
        crossed = any(d.start < draft.start < d.end < draft.end for d in kept)
        swallowed = draft.rule in ("who.demonym", "who.country") and any(
            d.start <= draft.start and draft.end <= d.end and d.country == draft.country for d in kept
        )
        if not crossed and not swallowed:
            kept.append(draft)
    return sorted(kept, key=lambda d: (d.start, d.end))  # possessors before what they possess


def _framed(view: View, marks: list[Mark], memory: Memory) -> list[Mark]:
    """The marks with loaded names put in, where the framing table knows whom they stand for."""
    index = framing_index()
    found: list[Mark] = []
    for i in range(len(view.words)):
        match = index.match(view.lowered, i)
        if match is None:
            continue
        end = i + match[0]
        actor, name = neutral(match[1], memory.base)
        stands_for = actor is not None or match[1].kind in REFERENCE_KINDS
        if name is None or not stands_for or view.tokens[end - 1].pos not in ("NOUN", "PROPN", "X"):
            continue
        if any(m.start <= i and end <= m.end and m.end - m.start > match[0] for m in marks):
            continue
        types = types_of(actor, memory.lexicon)
        found.append(Mark(i, end, "framed", actor, "who.framed", types, framing=name, score=0.9))
        if actor is not None:
            memory.saw(actor.country)
    if not found:
        return marks
    free = [m for m in marks if not any(m.start < f.end and f.start < m.end for f in found)]
    return sorted(free + found, key=lambda m: m.start)
