"""What is observed about a candidate: the inputs of the model that tells place names from other names.

Each feature is a name that is present or absent; the weights are data (data/places/detector.json).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.knowledge.places.words import PlaceWords, place_words
from reportedly.records import ParsedReport, Sentence, Token
from reportedly.where.candidates import PLACE_LABELS, Candidate

_MARKS_OF_POSSESSION = frozenset({"'s", "’s", "'S", "’S"})
_POPULATION_STEPS = ((1_000_000, "1M"), (100_000, "100k"), (10_000, "10k"), (1, "small"))


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What the report as a whole says about each key: seen as a person, seen after "in"."""

    located: Mapping[str, int]  # key -> how often it follows a locative preposition
    in_person: frozenset[str]  # lower-case last names of people named in full
    times: Mapping[str, int]


def report_context(parsed: ParsedReport, candidates: Sequence[Candidate]) -> ReportContext:
    """The context that the report gives to its candidates."""
    words = place_words()
    located: dict[str, int] = {}
    times: dict[str, int] = {}
    for c in candidates:
        tokens = parsed.sentences[c.sentence].tokens
        times[c.key] = times.get(c.key, 0) + 1
        if c.first and tokens[c.first - 1].text.lower() in words.locative_prepositions:
            located[c.key] = located.get(c.key, 0) + 1
    people: set[str] = set()
    for sentence in parsed.sentences:
        people.update(_last_names(sentence, words))
    return ReportContext(located, frozenset(people), times)


def _last_names(sentence: Sentence, words: PlaceWords) -> Iterator[str]:
    """Last names of people named in full: after a given name or a title, or in a person entity."""
    tokens = sentence.tokens
    for before, token in zip(tokens, tokens[1:], strict=False):
        if not (token.text[0].isupper() and token.text.isalpha()):
            continue
        previous = before.text.lower().rstrip(".")
        person = token.entity == before.entity == "PERSON" and before.text[0].isupper()
        given = previous in words.given_names and before.text[0].isupper() and token.pos == "PROPN"
        if person or (given and token.entity not in PLACE_LABELS) or previous in _TITLES:
            yield token.text.lower()


_TITLES = frozenset("mr mrs ms dr gen col sgt sen rep gov lt capt".split())


def mention_features(c: Candidate, parsed: ParsedReport, context: ReportContext) -> list[str]:
    """The names of the features that are present for ``c``."""
    sentence = parsed.sentences[c.sentence]
    found = ["bias"]
    found.extend(_inside(c, sentence))
    found.extend(_beside(c, sentence))
    found.extend(_in_gazetteer(c))
    key_words = c.key.split()
    if context.located.get(c.key):
        found.append("report:located")
    elif context.times[c.key] > 1:
        found.append("report:repeated")
    if key_words[-1] in context.in_person:
        found.append("report:person")
        if len(key_words) == 1 and not context.located.get(c.key):
            found.append("report:person-alone")
    if c.shouted:
        found.extend(
            [f"shouted:{name}" for name in found if name.startswith(("entity", "pos", "common", "gaz"))]
        )
        found.append("shouted")
    return found


def _inside(c: Candidate, sentence: Sentence) -> Iterator[str]:
    tokens = sentence.tokens[c.first : c.last + 1]
    head = next((t for t in tokens if not c.first <= t.head <= c.last or t.head == t.i), tokens[-1])
    label = head.entity or "none"
    before = sentence.tokens[c.first - 1].entity if c.first else ""
    after = sentence.tokens[c.last + 1].entity if c.last + 1 < len(sentence.tokens) else ""
    inner = (before == label and label != "none") or (
        after == label and sentence.tokens[c.last + 1].text not in _MARKS_OF_POSSESSION
    )
    yield f"entity:{label}:{'part' if inner and label != 'none' else 'whole'}"
    yield f"pos:{head.pos}"
    yield f"dep:{head.dep}"
    yield f"words:{min(3, c.key.count(' ') + 1)}"
    words = place_words()
    if " " not in c.key:
        for name, known in (("common", words.common_words), ("given", words.given_names)):
            if c.key in known:
                yield name
                if c.first == 0:
                    yield f"{name}:first"
        if c.key in words.directions or c.key in words.feature_words:
            yield "descriptive"
        if c.key in words.organisation_words:
            yield "organisation-word"
    elif any(w in words.organisation_words for w in c.key.split()):
        yield "organisation-word:in"
    if len(c.key) <= 3:
        yield "short"
    if c.demonym:
        yield "demonym"
    if not tokens[0].text[0].isupper():
        yield "lower"


def _beside(c: Candidate, sentence: Sentence) -> Iterator[str]:
    tokens = sentence.tokens
    words = place_words()
    yield f"before:{_before(tokens[c.first - 1], words)}" if c.first else "before:start"
    if c.first > 1 and tokens[c.first - 1].text in {"the", "The", ",", "and"}:
        yield f"before2:{_before(tokens[c.first - 2], words)}"
    after = tokens[c.last + 1] if c.last + 1 < len(tokens) else None
    kind = _after(after, words)
    yield f"after:{kind}"
    if after is not None and kind in ("possessive", "comma") and c.last + 2 < len(tokens):
        yield f"after:{kind}:{_after(tokens[c.last + 2], words)}"


def _before(token: Token, words: PlaceWords) -> str:
    text, lower = token.text, token.text.lower()
    bare = lower.rstrip(".")
    if text[0].isupper() and token.i:
        for kind, known in (
            ("title", words.honorifics),
            ("given", words.given_names),
            ("organisation", words.organisation_words),
            ("direction", words.directions),
        ):
            if bare in known:
                return kind
        return "Place" if token.entity in PLACE_LABELS else "Name"
    if bare in words.honorifics:
        return "title"
    if lower in words.locative_prepositions:
        return "locative"
    if lower in words.weak_prepositions:
        return lower
    if lower in words.directions:
        return "direction"
    if lower in words.feature_words:
        return "feature"
    if token.pos == "PUNCT":
        return "comma" if text == "," else "hyphen" if text == "-" else "mark"
    return token.pos


def _after(token: Token | None, words: PlaceWords) -> str:
    if token is None:
        return "end"
    text, lower = token.text, token.text.lower()
    if text in _MARKS_OF_POSSESSION:
        return "possessive"
    if lower in words.feature_words:
        return "Feature" if text[0].isupper() else "feature"
    if text[0].isupper():
        return "organisation" if lower.rstrip(".") in words.organisation_words else "Name"
    if token.lemma in words.said_verbs and token.pos == "VERB":
        return "said"
    if token.pos == "PUNCT":
        return "comma" if text == "," else "hyphen" if text == "-" else "mark"
    return token.pos


def _in_gazetteer(c: Candidate) -> Iterator[str]:
    if not c.entries:
        yield "gaz:none"
        return
    if all(e.quality for e in c.entries):
        yield "gaz:other-name"
    kinds = {e.feature for e in c.entries if e.quality < 2}
    for kind in ("country", "admin1"):
        if kind in kinds:
            yield f"gaz:{kind}"
            return
    if kinds - {"town", "admin2", "airport"}:
        yield "gaz:supplement"
    population = max(e.population for e in c.entries if e.quality < 2) if kinds else 0
    yield next(
        (f"gaz:{name}" for least, name in _POPULATION_STEPS if population >= least), "gaz:unknown-size"
    )
