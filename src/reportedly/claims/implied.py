"""Answers to an event that the sentence does not name again: "The Taliban denied involvement."

An accusation, claim or denial of responsibility without an event of its own is about the violent
event told last before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.claims.index import FindingsIndex
from reportedly.claims.parties import party_of_mention
from reportedly.claims.telling import Telling
from reportedly.claims.voices import Voice, voice_of
from reportedly.knowledge.ontology import event_types
from reportedly.records import Attribution, EventMention, Origin, Party, Realis, Sentence, Stance

ANSWERS = frozenset({Stance.ACCUSES, Stance.CLAIMS_RESPONSIBILITY, Stance.DENIES_RESPONSIBILITY})
ANSWERED_FAMILIES = frozenset({"remote", "armed", "custody", "property", "disrupted", "territory"})
HAPPENED = frozenset({Realis.ACTUAL, Realis.ATTEMPTED})
MOST_SENTENCES_BACK = 6
SCORE = 0.6


def implied_tellings(
    index: FindingsIndex, tellings: Sequence[Telling]
) -> list[tuple[Telling, Telling, Voice]]:
    """(implied telling, the telling it answers, its voice) for each such attribution."""
    found = []
    for attribution in index.findings.attributions:
        sentence = index.parsed.sentence_at(attribution.cue.start)
        if attribution.stance not in ANSWERS or attribution.source is None or sentence is None:
            continue
        if _has_event(index, attribution):
            continue
        answered = _answered(tellings, attribution, sentence)
        if answered is None:
            continue
        telling = _telling(index, attribution, sentence, answered)
        voice = voice_of(index, telling, attribution)
        doers = _accused(index, attribution) if attribution.stance is Stance.ACCUSES else (voice.claimant,)
        if doers:
            found.append((replace(telling, actors=doers), answered, voice))
    return found


def _has_event(index: FindingsIndex, attribution: Attribution) -> bool:
    return any(
        content.contains(event.trigger) for content in attribution.contents for event in index.findings.events
    )


def _answered(tellings: Sequence[Telling], attribution: Attribution, sentence: Sentence) -> Telling | None:
    """The violent event told last before the cue."""
    before = [
        t
        for t in tellings
        if t.mention.trigger.end <= attribution.cue.start
        and sentence.index - t.mention.sentence <= MOST_SENTENCES_BACK
        and t.realis in HAPPENED
        and not t.is_cumulative
        and event_types()[t.type].family in ANSWERED_FAMILIES
    ]
    return max(before, key=lambda t: t.mention.trigger, default=None)


def _telling(
    index: FindingsIndex, attribution: Attribution, sentence: Sentence, answered: Telling
) -> Telling:
    mention = EventMention(
        trigger=attribution.cue,
        sentence=sentence.index,
        type=answered.type,
        realis=answered.realis,
        arguments=(),
        origin=Origin("claims.implied", score=SCORE),
        nominal=True,
    )
    return Telling(
        mention=mention,
        block=index.parsed.block_kind(sentence),
        evidence=sentence.span,
        type=answered.type,
        realis=answered.realis,
    )


def _accused(index: FindingsIndex, attribution: Attribution) -> tuple[Party, ...]:
    """The actors named as accused: in the addressee, else in what was said."""
    for span in (attribution.addressee, *attribution.contents):
        sentence = index.parsed.sentence_at(span.start) if span else None
        if span is None or sentence is None:
            continue
        mentions = [m for m in index.actors_in(sentence.index, span) if m.actor is not None]
        if mentions:
            return (party_of_mention(index, mentions[0]),)
    return ()
