"""The words around a place name that belong to its phrase: containers, modifiers, kinds of place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.knowledge.places.words import place_words
from reportedly.records import ParsedReport, Sentence, Span
from reportedly.where.candidates import LANDFORMS, Candidate
from reportedly.where.ranking import is_within

_LONGEST_GAP = 9  # tokens between a place and the place it lies in
_LINKS = frozenset(
    {"in", "of", "the", "part", "parts", ",", "area", "a", "an", "near", "on", "'s", "’s", "and", "side"}
)
_POSSESSIVE = frozenset({"'s", "’s", "'S", "’S", "'", "’"})
_NEAREST_KM = 15.0
_DISTANCE = re.compile(r"(\d+(?:\.\d+)?)[\s-]*(kilomet(?:er|re)s?|km|miles?|mi)\b", re.IGNORECASE)
_KM = {"k": 1.0, "m": 1.609}
_LOOK_BACK = 60  # characters before a phrase in which its distance stands
# more readings than this are not compared: the first ones are the larger places
_MOST_READINGS = 60


@dataclass(slots=True)
class Phrase:
    """What surrounds one accepted candidate."""

    candidate: Candidate
    probability: float
    containers: list[int] = field(default_factory=list)  # indices of the mentions it is said to lie in
    contains: bool = False  # it stands as the container of another
    words: frozenset[str] = frozenset()  # feature words beside it
    modifier: str | None = None
    part: bool = False  # a direction narrows it to a part
    near: bool = False
    distance_km: float | None = None
    start: int = 0  # of the whole phrase, containers included
    end: int = 0


def read_phrases(parsed: ParsedReport, accepted: Sequence[tuple[Candidate, float]]) -> list[Phrase]:
    """The phrases of accepted candidates, in text order."""
    phrases = [_phrase(parsed, c, probability) for c, probability in accepted]
    for i, (phrase, after) in enumerate(zip(phrases, phrases[1:], strict=False)):
        if phrase.candidate.sentence == after.candidate.sentence and not phrase.candidate.demonym:
            _link(parsed.sentences[phrase.candidate.sentence], phrases, i)
    _share_plurals(parsed, phrases)
    for phrase in reversed(phrases):
        for j in phrase.containers:
            phrase.start = min(phrase.start, phrases[j].start)
            phrase.end = max(phrase.end, phrases[j].end)
    return phrases


def _share_plurals(parsed: ParsedReport, phrases: list[Phrase]) -> None:
    """In "San Vicente and Chalatenango departments" the plural word is said of both."""
    for phrase, after in zip(reversed(phrases[:-1]), reversed(phrases), strict=False):
        a, b = phrase.candidate, after.candidate
        if a.sentence != b.sentence or b.first - a.last != 2:
            continue
        between = parsed.sentences[a.sentence].tokens[a.last + 1].text.lower()
        plural = {word for word in after.words if word.endswith("s")}
        if plural and between in ("and", ",", "or"):
            phrase.words |= plural


def _link(sentence: Sentence, phrases: list[Phrase], i: int) -> None:
    """Note that phrase ``i`` lies in the next one, or the next one in it, where the words between say so."""
    a, b = phrases[i].candidate, phrases[i + 1].candidate
    gap = [t.text.lower() for t in sentence.tokens[a.last + 1 : b.first]]
    if b.demonym or len(gap) > _LONGEST_GAP:
        return
    if gap and gap[0] in _POSSESSIVE and all(_is_link(word) for word in gap[1:]):
        if _may_lie_in(b, a):
            phrases[i + 1].containers.append(i)
            phrases[i].contains = True
        return
    if not gap or not all(_is_link(word) for word in gap):
        return
    if gap == [","] or "in" in gap or "of" in gap or (b.after_comma and gap[-1] == ","):
        if _may_lie_in(a, b):
            phrases[i].containers.append(i + 1)
            phrases[i + 1].contains = True
        elif gap == [","] and phrases[i].contains and i and i in phrases[i - 1].containers:
            phrases[i].containers.append(i + 1)  # "Paris, Lamar County, Texas" with a county unknown


def _is_link(word: str) -> bool:
    words = place_words()
    return (
        word in _LINKS or word in words.feature_words or word in words.directions or word in words.qualifiers
    )


def _may_lie_in(inner: Candidate, outer: Candidate) -> bool:
    if inner.key == outer.key or _are_countries(inner, outer):
        return False
    return any(is_within(e, c) for c in outer.entries[:_MOST_READINGS] for e in inner.entries)


def _are_countries(inner: Candidate, outer: Candidate) -> bool:
    """ "China, Japan and Ukraine" is a list, though there is a China in Japan; "Georgia, USA" is none."""
    named = [any(e.feature == "country" and e.quality < 2 for e in c.entries) for c in (inner, outer)]
    if not all(named):
        return False
    units = [e for e in inner.entries if e.feature == "admin1"]
    return not any(is_within(e, c) for c in outer.entries[:_MOST_READINGS] for e in units)


def _phrase(parsed: ParsedReport, c: Candidate, probability: float) -> Phrase:
    sentence = parsed.sentences[c.sentence]
    phrase = Phrase(c, probability, start=c.span.start, end=c.span.end)
    if c.named_kind and not any(e.feature in LANDFORMS for e in c.entries):
        phrase.near = True  # "Mosul Dam" is near Mosul
    if not c.demonym:
        first = _read_before(phrase, sentence, c.first)
        phrase.words |= _read_after(phrase, sentence)
        phrase.start = sentence.tokens[first].span.start
        if phrase.near:
            phrase.distance_km = _distance(parsed.text[max(0, phrase.start - _LOOK_BACK) : c.span.start])
    return phrase


def _read_after(phrase: Phrase, sentence: Sentence) -> frozenset[str]:
    """The feature word behind the name ("Idlib province", "Jenin refugee camp")."""
    c, table = phrase.candidate, place_words().feature_words
    found = {c.feature_word} if c.feature_word else set()
    for j in range(c.last + 1, min(c.last + 3, len(sentence.tokens))):
        token = sentence.tokens[j]
        lower = token.text.lower()
        if lower in table and token.pos in ("NOUN", "PROPN"):
            phrase.end = max(phrase.end, token.span.end)
            found.add(lower)
            break
        if lower not in (
            "refugee",
            "air",
            "military",
            "border",
            "naval",
            "displacement",
            "old",
            "industrial",
        ):
            break
    return frozenset(w for w in found if w)


def _read_before(phrase: Phrase, sentence: Sentence, first: int) -> int:
    """Reads "30 km north of the city of" backwards from the name; the index where the phrase begins."""
    words = place_words()
    tokens = sentence.tokens
    i = first
    if i >= 2 and tokens[i - 1].text.lower() == "of" and tokens[i - 2].text.lower() in words.feature_words:
        phrase.words |= {tokens[i - 2].text.lower()}
        i -= 2
    elif i >= 1 and tokens[i - 1].text.lower() in words.feature_words and tokens[i - 1].pos != "VERB":
        phrase.words |= {tokens[i - 1].text.lower()}
        i -= 1
    i, direction = _direction(sentence, i)
    if i >= 1 and tokens[i - 1].text.lower() == "the":
        i -= 1
    for length in (4, 3, 2, 1):
        start = i - length
        if start >= 0 and tuple(t.text.lower() for t in tokens[start:i]) in words.near_phrases:
            phrase.near = True
            phrase.modifier = sentence_words(sentence, start, i)
            return start
    if direction is not None:
        phrase.modifier = direction
        phrase.part = direction in words.directions
    return i


def _direction(sentence: Sentence, i: int) -> tuple[int, str | None]:
    """A direction before token ``i`` ("north-eastern", also written in three tokens): its start and words."""
    words = place_words()
    tokens = sentence.tokens
    if i >= 3 and tokens[i - 2].text == "-":
        joined = "".join(t.text.lower() for t in tokens[i - 3 : i])
        if joined in words.directions or joined in words.qualifiers:
            return i - 3, joined
    if i >= 1 and tokens[i - 1].text.lower() in words.directions | words.qualifiers:
        return i - 1, tokens[i - 1].text.lower()
    return i, None


def sentence_words(sentence: Sentence, start: int, end: int) -> str:
    """The words of tokens ``start`` to ``end`` of a sentence, parted by blanks."""
    return " ".join(t.text for t in sentence.tokens[start:end])


def _distance(text: str) -> float | None:
    """The last distance in ``text``, in kilometres."""
    found = _DISTANCE.findall(text)
    return round(float(found[-1][0]) * _KM[found[-1][1][0].lower()], 1) if found else None


def worded_span(phrase: Phrase) -> Span:
    """The whole place phrase."""
    return Span(phrase.start, phrase.end)


def near_radius_km(phrase: Phrase, radius: float) -> float:
    """How far "near X" reaches: the distance told, or the place's own radius and 15 km."""
    told = phrase.distance_km
    return round(radius + (told * 1.3 if told is not None else _NEAREST_KM), 1)
