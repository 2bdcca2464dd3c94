"""Where an event was: the place that its clause tells, or an honest admission that it is not known.

A place whose score is below ``LEAST_SCORE``, and one that the gazetteer lacks, keeps its words and the
readings considered, but has neither identifier nor coordinates: a wrong dot on a map is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reportedly.claims.geography import FINE, FINENESS, UNRESOLVED, fineness
from reportedly.claims.index import FindingsIndex, joined_events
from reportedly.knowledge.ontology import event_types
from reportedly.knowledge.places.words import place_words
from reportedly.records import (
    Alternative,
    Argument,
    Attribution,
    EventMention,
    EventPlace,
    Origin,
    Place,
    PlaceMention,
    Sentence,
    Span,
)

# Below this score fewer than half of the toponyms resolved are right (docs/calibration.md, "Places").
LEAST_SCORE = 0.3
_WIDE = frozenset({"admin1", "admin2", "region", "country"})
_PREMODIFIERS = frozenset({"compound", "nmod", "amod"})
_LAUNCHED = frozenset({"remote"})  # families of what is sent from one place to another
_LONGEST_NAME = 5  # tokens of a place name that no station knows


def place_of(
    index: FindingsIndex, mention: EventMention, by_role: Mapping[str, Sequence[Argument]]
) -> EventPlace | None:
    """The place told: in a place phrase, in the target's phrase, else governed by the trigger."""
    sentence = index.sentence(mention.sentence)
    origins = list(_origins(mention, by_role))
    located = [
        p
        for p in index.places_in(mention.sentence)
        if _is_location(p) and not any(o.contains(p.span) for o in origins)
    ]
    told = list(_in_arguments(index, mention, by_role, located))
    steps: tuple[tuple[str, Iterable[PlaceMention]], ...] = (
        ("claims.place.argument", told),
        ("claims.place.governed", (p for p in located if index.governor(sentence, p.span) is mention)),
    )
    for rule, places in steps:
        chosen = _finest(places)
        if chosen is not None:
            return event_place(index, _inner(located, chosen), rule, located)
    worded = _worded_only(index, sentence, by_role.get("place", ()), is_told=True)
    if worded is not None:
        return event_place(index, worded, "claims.place.words", located)
    joined = joined_events(index, mention)
    chosen = _finest(p for p in located if index.governor(sentence, p.span) in joined)
    if chosen is not None:
        return event_place(index, _inner(located, chosen), "claims.place.joined", located)
    nearest = _of_sentence(index, mention, located)
    hit = _worded_only(index, sentence, by_role.get("target", ()), is_told=False)
    if hit is not None and (nearest is None or nearest.place.precision not in FINE):
        return event_place(index, hit, "claims.place.words", located)
    return nearest


def _of_sentence(
    index: FindingsIndex, mention: EventMention, located: list[PlaceMention]
) -> EventPlace | None:
    """The nearest place of the sentence that belongs to nothing else."""
    sentence = index.sentence(mention.sentence)
    near = [p for p in located if not (p.place is not None and _is_premodifying_country(sentence, p))]
    if not _is_main_of_sentence(index, mention):
        near = [p for p in near if _is_nearest_event(index, mention, p.span)]
    if not near:
        return None
    free = [p for p in near if not isinstance(index.governor(sentence, p.span), Attribution)]
    nearest = min(free or near, key=lambda p: gap(p.span, mention.trigger))
    return event_place(index, _inner(located, nearest), "claims.place.sentence", located)


def _origins(mention: EventMention, by_role: Mapping[str, Sequence[Argument]]) -> Iterator[Span]:
    """Where something was sent from, which is not where it struck: "rockets fired from Lebanon"."""
    if event_types()[mention.type].family in _LAUNCHED:
        for argument in by_role.get("place", ()):
            if argument.rule.startswith("events.prep.from"):
                yield argument.span


def _in_arguments(
    index: FindingsIndex,
    mention: EventMention,
    by_role: Mapping[str, Sequence[Argument]],
    located: list[PlaceMention],
) -> Iterator[PlaceMention]:
    sentence = index.sentence(mention.sentence)
    for role in ("place", "target", "victim"):
        for argument in by_role.get(role, ()):
            for place in located:
                if not argument.span.contains(place.span):
                    continue
                if role == "place":
                    yield place
                elif place.role == "location" and not _is_premodifying_country(sentence, place):
                    yield place


def _is_premodifying_country(sentence: Sentence, place: PlaceMention) -> bool:
    """ "a US aircraft carrier": the country whose thing it is, wherever it was."""
    if place.place is None or place.place.precision != "country":
        return False
    head = sentence.head_of(place.span)
    return head is not None and head.dep in _PREMODIFIERS


def _is_main_of_sentence(index: FindingsIndex, mention: EventMention) -> bool:
    """Whether all other events of the sentence are harm that this one did."""
    types = event_types()
    others = [e for e in index.events_in(mention.sentence) if e is not mention]
    return all(types[e.type].family == "harm" for e in others)


def _is_nearest_event(index: FindingsIndex, mention: EventMention, span: Span) -> bool:
    """Whether no other event of the sentence stands nearer to ``span``, and none governs it."""
    sentence = index.sentence(mention.sentence)
    if isinstance(index.governor(sentence, span), EventMention):
        return False
    nearest = min(index.events_in(mention.sentence), key=lambda e: gap(e.trigger, span))
    return nearest is mention


def _is_location(place: PlaceMention) -> bool:
    return place.role in {"location", "container"}


def _precision_rank(place: PlaceMention) -> int:
    return fineness(place.place) if place.place is not None else FINENESS.index(UNRESOLVED)


def _finest(places: Iterable[PlaceMention]) -> PlaceMention | None:
    """The innermost place of a phrase: no container, the finest precision, then the first."""
    return min(places, key=lambda p: (p.role != "location", _precision_rank(p), p.span.start), default=None)


def _inner(located: Iterable[PlaceMention], chosen: PlaceMention) -> PlaceMention:
    """The place that is said to lie in ``chosen``: "Aqraba" for "Nablus" in "Aqraba, south of Nablus"."""
    if chosen.role != "container":
        return chosen
    within = [p for p in located if p is not chosen and p.worded and p.worded.contains(chosen.span)]
    return _finest(within) or chosen


def _worded_only(
    index: FindingsIndex, sentence: Sentence, arguments: Iterable[Argument], *, is_told: bool
) -> PlaceMention | None:
    """A name that no gazetteer has: "a strike in Benapole"; ``is_told`` where the phrases tell a place."""
    for argument in arguments:
        if not argument.rule.startswith("events.prep.from"):
            name = _unknown_name(index, sentence, argument, is_told)
            if name is not None:
                return PlaceMention(name, None, Origin("where.words", score=0.0), "location", worded=name)
    return None


def _unknown_name(index: FindingsIndex, sentence: Sentence, argument: Argument, is_told: bool) -> Span | None:
    """The first run of capitalised names in a phrase, where a kind of place or a preposition vouches."""
    kinds = place_words().feature_words
    tokens = sentence.tokens_in(argument.span)
    first = next((n for n, t in enumerate(tokens) if t.pos == "PROPN" and t.text[:1].isupper()), None)
    if first is None:
        return None
    last = first
    while last + 1 < len(tokens) and _goes_on(tokens[last + 1].text, tokens[last + 1].pos):
        last += 1
    span = Span(tokens[first].span.start, tokens[last].span.end)
    before = [t.text.lower() for t in tokens[max(0, first - 2) : first]]
    named_kind = before[-1:] == ["of"] and before[0] in kinds
    following = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
    is_vouched = named_kind or following in kinds or (is_told and argument.head.overlaps(span))
    if not is_vouched or last - first >= _LONGEST_NAME or _is_taken(index, sentence, span):
        return None
    return span


def _goes_on(text: str, pos: str) -> bool:
    return text in {"-", "‑", "–", "’", "'"} or (pos in {"PROPN", "NUM"} and text[:1].isalnum())


def _is_taken(index: FindingsIndex, sentence: Sentence, span: Span) -> bool:
    """Whether the words are a time's, an organisation's, a demonym's or an actor's."""
    if any(m.span.overlaps(span) for m in index.times_in(sentence.index)):
        return True
    words = {t.text.lower() for t in sentence.tokens_in(span)}
    if words & place_words().organisation_words - place_words().feature_words.keys():
        return True
    if any(m.span.overlaps(span) for m in index.findings.places if m.role == "demonym"):
        return True
    return any(m.actor is not None for m in index.actors_in(sentence.index, span))


def event_place(
    index: FindingsIndex, mention: PlaceMention, rule: str, told: Iterable[PlaceMention] = ()
) -> EventPlace:
    """The event place of a place mention; ``told`` are the places of its sentence, to say what it lies in."""
    worded = index.words(mention.worded or mention.span)
    origin = replace(mention.origin, rule=f"{rule}+{mention.origin.rule}")
    if mention.place is not None and mention.origin.score >= LEAST_SCORE:
        return EventPlace(mention.place, mention.span, worded, origin)
    return EventPlace(
        _unresolved(index.words(mention.span), mention, told),
        mention.span,
        worded,
        _considered(mention, origin),
    )


def _unresolved(words: str, mention: PlaceMention, told: Iterable[PlaceMention]) -> Place:
    """A place by its words alone, in the unit or country told with it."""
    wide = [
        p.place
        for p in told
        if p is not mention
        and p.place is not None
        and p.origin.score >= LEAST_SCORE
        and p.place.precision in _WIDE
        and 0 <= p.span.start - mention.span.end <= _NEAR_CHARACTERS
    ]
    within = wide[0] if wide else None
    return Place(
        name=words,
        geonames_id=None,
        lat=None,
        lon=None,
        admin1=within.admin1 if within else None,
        country=within.country if within else None,
        precision=UNRESOLVED,
        radius_km=None,
        source="report",
    )


_NEAR_CHARACTERS = 25  # between a name and the unit that it is said to lie in


def _considered(mention: PlaceMention, origin: Origin) -> Origin:
    """The origin of a value that is left open: the best reading is one of the alternatives."""
    if mention.place is None:
        return origin
    place = mention.place
    words = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    best = Alternative(words, mention.origin.score, mention.origin.entry or "")
    return replace(origin, entry=None, source=None, alternatives=(best, *origin.alternatives))


def gap(a: Span, b: Span) -> int:
    """Characters between two spans; 0 where they meet or overlap."""
    return max(a.start - b.end, b.start - a.end, 0)
