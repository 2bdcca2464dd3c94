"""Answers to an event that the sentence does not name again: "The Taliban denied involvement."

An accusation, claim or denial of responsibility without an event of its own is about the violent
event told last before it; so is a denial or confirmation of "it", "the allegation" or "the report".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportedly.claims.index import FindingsIndex
from reportedly.claims.parties import party_of_mention
from reportedly.claims.telling import Telling
from reportedly.claims.voices import Voice, voice_of
from reportedly.knowledge.ontology import event_types
from reportedly.records import Attribution, EventMention, Origin, Party, Realis, Sentence, Span, Stance

ANSWERS = frozenset({Stance.ACCUSES, Stance.CLAIMS_RESPONSIBILITY, Stance.DENIES_RESPONSIBILITY})
# What a denial or confirmation takes up by a pronoun or by a word for something said.
TAKEN_UP = frozenset({Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS})
PRONOUNS = frozenset("it this that which these those them".split())
SAID = frozenset(
    "accusation accusations account accounts allegation allegations announcement assertion assertions "
    "charge charges claim claims report reports rumour rumours rumor rumors story suggestion suggestions "
    "version manipulation lie lies propaganda fabrication fabrications disinformation narrative".split()
)
# "denied that the group was involved": no event is named, and a part in what was told last is denied.
TOOK_PART = re.compile(
    r"\b(?:(?:was|were|been|is|are|be|being) (?:in any way |ever )?"
    r"(?:involved|behind|responsible|to blame|implicated)"
    r"|(?:had|have|has|having) (?:any|a|no) (?:part|role|hand|link|involvement|connection)"
    r"|took part|taken part)\b",
    re.IGNORECASE,
)
# "…, a charge that the ministry denied": what is denied stands before the relative clause.
CHARGED = re.compile(rf"\b(?:{'|'.join(sorted(SAID))})\s+(?:that\s+|which\s+)?$", re.IGNORECASE)
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
        if attribution.source is None or sentence is None or _has_event(index, attribution):
            continue
        takes_up = attribution.stance in TAKEN_UP and _takes_up(index, attribution)
        denies_part = attribution.stance is Stance.DENIES and _denies_part(index, attribution)
        if attribution.stance not in ANSWERS and not takes_up and not denies_part:
            continue
        answered = _answered(tellings, attribution, sentence)
        if answered is None:
            continue
        telling = _telling(index, attribution, sentence, answered)
        voice = voice_of(index, telling, attribution)
        if takes_up:
            found.append((_taken_up(telling, answered), answered, voice))
            continue
        named = _accused(index, attribution)
        doers = named if attribution.stance is Stance.ACCUSES else (voice.claimant,)
        if denies_part:
            voice, doers = replace(voice, stance=Stance.DENIES_RESPONSIBILITY), named or doers
        if doers:
            found.append((replace(telling, actors=doers), answered, voice))
    return found


def _has_event(index: FindingsIndex, attribution: Attribution) -> bool:
    return any(
        content.contains(event.trigger) for content in attribution.contents for event in index.findings.events
    )


def _takes_up(index: FindingsIndex, attribution: Attribution) -> bool:
    """Whether what is denied is only named: "it", "a charge that", "the report as false"."""
    sentence = index.parsed.sentence_at(attribution.cue.start)
    if sentence is not None and attribution.source is not None:
        led = Span(sentence.span.start, max(sentence.span.start, attribution.source.start))
        if CHARGED.search(led.of(index.parsed.text)):
            return True
    return bool(attribution.contents) and all(
        any(word in SAID for word in index.words(content).lower().split()[:4])
        or index.words(content).lower() in PRONOUNS
        for content in attribution.contents
    )


def _denies_part(index: FindingsIndex, attribution: Attribution) -> bool:
    """Whether a part in something is denied that the sentence does not name."""
    return any(TOOK_PART.search(index.words(content)) for content in attribution.contents)


def _taken_up(telling: Telling, answered: Telling) -> Telling:
    """The same happening as it was told: who, whom, where and when; its toll is the other voice's."""
    return replace(
        telling,
        actors=answered.actors,
        targets=answered.targets,
        victims=answered.victims,
        place=answered.place,
        time=answered.time,
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
        and (event_types()[t.type].family in ANSWERED_FAMILIES or _is_harm_by_somebody(t))
    ]
    return max(before, key=lambda t: t.mention.trigger, default=None)


def _is_harm_by_somebody(telling: Telling) -> bool:
    return event_types()[telling.type].family == "harm" and bool(telling.actors)


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
