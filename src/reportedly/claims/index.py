"""Look-ups over the findings of one report: what stands where, and what governs what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from reportedly.records import (
    ActorMention,
    Attribution,
    EventMention,
    Findings,
    PlaceMention,
    Sentence,
    Span,
    TimeMention,
)

COURSE = frozenset({"in", "during", "amid"})  # before a noun that tells in whose course something happened
# Words before a name that show it to be a place, though a person or a force may bear it too.
_LOCATIVE = frozenset({"in", "at", "near", "on", "outside", "inside", "across", "around"})


class _HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


M = TypeVar("M", bound=_HasSpan)


class FindingsIndex:
    """Answers the claims station's questions about one report's findings."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.parsed = findings.parsed
        datelines = findings.parsed.report.datelines
        acting = [m for m in findings.actors if not any(d.overlaps(m.span) for d in datelines)]
        self._actors = _by_sentence(findings.parsed.sentences, acting)
        self._places = _by_sentence(findings.parsed.sentences, findings.places)
        self._times = _by_sentence(findings.parsed.sentences, findings.times)
        self._cues: dict[int, list[Attribution]] = {}
        for attribution in findings.attributions:
            sentence = self.parsed.sentence_at(attribution.cue.start)
            if sentence is not None:
                self._cues.setdefault(sentence.index, []).append(attribution)
        self._events: dict[int, list[EventMention]] = {}
        for event in findings.events:
            self._events.setdefault(event.sentence, []).append(event)

    def words(self, span: Span) -> str:
        """The words under ``span`` on one line."""
        return " ".join(self.parsed.words(span).split())

    def sentence(self, index: int) -> Sentence:
        return self.parsed.sentences[index]

    def actors_in(self, sentence: int, span: Span) -> list[ActorMention]:
        """Actor mentions whose head lies in ``span``."""
        return [m for m in self._actors.get(sentence, ()) if span.contains(m.head)]

    def actor_at(self, sentence: int, span: Span, head: Span) -> ActorMention | None:
        """The mention that best stands for the phrase ``span`` with the head word ``head``."""
        mentions = self._actors.get(sentence, ())
        exact = [m for m in mentions if m.head == head]
        covering = [m for m in mentions if m.span.contains(head)]
        for found in (exact, covering):
            if found:
                return max(found, key=lambda m: (m.span.end - m.span.start, -m.span.start))
        return None

    def places_in(self, sentence: int, span: Span | None = None) -> list[PlaceMention]:
        """Place mentions of a sentence, or of ``span`` within it, that are no part of an actor's name."""
        names = [m.span for m in self._actors.get(sentence, ()) if m.kind in {"named", "demonym", "framed"}]
        return [
            m
            for m in self._places.get(sentence, ())
            if (span is None or span.contains(m.span))
            and not any(n.contains(m.span) and not self._is_located(sentence, n, m) for n in names)
        ]

    def _is_located(self, sentence: int, name: Span, place: PlaceMention) -> bool:
        """Whether a name that is both an actor's and a place's stands as a place: "east of Khan Younis"."""
        if name != place.span or place.role != "location":
            return False
        before = [t for t in self.sentence(sentence).tokens if t.span.end <= place.span.start]
        if place.modifier is not None:
            return True
        return bool(before) and before[-1].text.lower() in _LOCATIVE

    def times_in(self, sentence: int, span: Span | None = None) -> list[TimeMention]:
        """Time mentions of a sentence, or of ``span`` within it."""
        return [m for m in self._times.get(sentence, ()) if span is None or span.overlaps(m.span)]

    def events_in(self, sentence: int) -> Sequence[EventMention]:
        return self._events.get(sentence, ())

    def governor(self, sentence: Sentence, span: Span) -> EventMention | Attribution | None:
        """The event or cue that governs ``span``: the first met on the way up the tree from its head."""
        head = sentence.head_of(span)
        if head is None:
            return None
        return self.governor_of_token(sentence, head.i)

    def governor_of_token(self, sentence: Sentence, i: int) -> EventMention | Attribution | None:
        """The first event or cue met on the way up the tree, starting above token ``i``."""
        for _ in range(len(sentence.tokens)):
            above = sentence.tokens[i].head
            if above == i:
                return None
            i = above
            found = self._owner(sentence, i)
            if found is not None:
                return found
        return None

    def _owner(self, sentence: Sentence, i: int) -> EventMention | Attribution | None:
        span = sentence.tokens[i].span
        for event in self._events.get(sentence.index, ()):
            if event.trigger.overlaps(span) or (event.light is not None and event.light.overlaps(span)):
                return event
        for attribution in self._cues.get(sentence.index, ()):
            if attribution.cue.overlaps(span):
                return attribution
        return None


def joined_events(index: FindingsIndex, mention: EventMention) -> list[EventMention]:
    """Events whose verbs are joined by "and" to this one's: they share a place and a day told once.

    So do nouns in whose course it happened: "detained six in raids in Navolato".
    """
    sentence = index.sentence(mention.sentence)
    own = sentence.token_at(mention.trigger.start)
    if own is None:
        return []
    others = []
    for event in index.events_in(mention.sentence):
        token = sentence.token_at(event.trigger.start)
        if event is mention or token is None:
            continue
        if (own.dep == "conj" and own.head == token.i) or (token.dep == "conj" and token.head == own.i):
            others.append(event)
        elif event.nominal and sentence.tokens[token.head].text.lower() in COURSE:
            if index.governor(sentence, event.trigger) is mention:
                others.append(event)
    return others


def _by_sentence(sentences: Sequence[Sentence], mentions: Iterable[M]) -> dict[int, list[M]]:
    """Mentions by the index of their sentence; both come in text order."""
    found: dict[int, list[M]] = {}
    ordered = sorted(mentions, key=lambda m: m.span)
    i = 0
    for mention in ordered:
        while i < len(sentences) and sentences[i].span.end <= mention.span.start:
            i += 1
        if i < len(sentences) and sentences[i].span.overlaps(mention.span):
            found.setdefault(i, []).append(mention)
    return found
