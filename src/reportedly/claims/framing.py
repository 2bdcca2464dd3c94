"""What loaded wording refers to, and whose voice it is in.

The wording of indirect speech is the outlet's choice; only words in quotation marks are the speaker's.
"""

from __future__ import annotations

from dataclasses import replace

from reportedly.claims.index import FindingsIndex
from reportedly.claims.parties import party_of_mention
from reportedly.claims.voices import speaker_of
from reportedly.knowledge.actors import ActorBase
from reportedly.records import Attribution, EventMention, Findings, Framing, PlaceMention, Sentence, Span

CHAIN_WORDS = 8  # tokens between a place and the territory it is said to lie in


def with_speakers(findings: Findings) -> Findings:
    """The findings with each framing's speaker and, where the table leaves it open, its referent."""
    index = FindingsIndex(findings)
    voiced = [
        replace(_voiced(index, framing), refers_to=framing.refers_to or _referent(index, framing))
        for framing in findings.framing
    ]
    told = {f.refers_to for f in voiced if f.kind == "territory" and f.refers_to}
    if len(told) == 1:  # one report means one territory by such a name
        territory = told.pop()
        voiced = [replace(f, refers_to=territory) if f.kind == "territory" else f for f in voiced]
    return replace(findings, framing=tuple(voiced))


def _voiced(index: FindingsIndex, framing: Framing) -> Framing:
    if framing.voice != "quoted":
        return replace(framing, voice="outlet")
    around = [
        (content.end - content.start, attribution)
        for attribution in index.findings.attributions
        for content in attribution.contents
        if content.contains(framing.span) and attribution.source is not None
    ]
    if not around:
        return framing
    innermost: Attribution = min(around, key=lambda pair: pair[0])[1]
    return replace(framing, speaker=speaker_of(index, innermost).name)


def _referent(index: FindingsIndex, framing: Framing) -> str | None:
    """The country of the place that is said to lie there, or the event that the words tell of."""
    sentence = index.parsed.sentence_at(framing.span.start)
    if sentence is None:
        return None
    if framing.kind == "territory":
        return _country_before(index, sentence, framing.span)
    for event in index.events_in(sentence.index):
        if event.trigger.overlaps(framing.span):
            return _event_words(index, event)
    return None


def _country_before(index: FindingsIndex, sentence: Sentence, span: Span) -> str | None:
    """Israel, of "Haifa in the northern part of the occupied territories"."""
    before = [
        p
        for p in index.places_in(sentence.index)
        if p.role == "location" and p.place is not None and p.span.end <= span.start
    ]
    if not before:
        return None
    nearest: PlaceMention = max(before, key=lambda p: p.span.end)
    between = sentence.tokens_in(Span(nearest.span.end, span.start))
    if nearest.place is None or len(between) > CHAIN_WORDS or any(t.pos in {"VERB", "AUX"} for t in between):
        return None
    country = nearest.place.country
    return ActorBase.load().country_name(country) if country else None


def _event_words(index: FindingsIndex, event: EventMention) -> str:
    """ "offensive by government of Israel, Gaza Strip": the event in neutral words."""
    words = event.type.replace("_", " ")
    for argument in event.arguments:
        mention = index.actor_at(event.sentence, argument.span, argument.head)
        if argument.role == "actor" and mention is not None and mention.actor is not None:
            words += f" by {party_of_mention(index, mention).name}"
            break
    places = [
        p.place.name
        for argument in event.arguments
        if argument.role == "place"
        for p in index.places_in(event.sentence, argument.span)
        if p.place is not None
    ]
    return words + (f", {places[0]}" if places else "")
