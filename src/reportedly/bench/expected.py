"""Claims against claims written by hand: the matcher behind the sample reports and the seed benchmark.

An expected claim is a mapping (YAML) with the keys below; a list means "any of these". A key that
is absent is not scored; ``null`` or ``[]`` says that the field must be empty.

    claimant: name or id, or "outlet"         stance: asserts …        realis: actual …
    type: event type id                       ground: foreground …     about: event …
    actors, targets, victims: names (each must be found; words are compared by their content words)
    weapons: kinds      place: name or GeoNames id      time: [start, end]
    tolls: [{kind, low, high, bound, scope}]  motive: words that must occur
    trigger: words of the trigger, any of which identifies the event
    trigger_at: [[start, end], …] instead of words: offsets into the report's text, any of which does;
        a claim whose event has no trigger there is never the same
    optional: true for a claim that may be told or not
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from reportedly.records import Claim, CodedReport, Party, Span

FIELDS = (
    "claimant", "stance", "about", "realis", "ground", "type", "actors", "targets", "victims", "weapons",
    "place", "time", "tolls", "motive",
)  # fmt: skip
CORE_FIELDS = ("claimant", "stance", "type", "realis")
PAIR_AT = 2.5  # how alike an expected and a found claim must be to be the same one
STOP_WORDS = frozenset({"the", "a", "an", "of", "in", "and", "its", "their", "his", "her"})


@dataclass(slots=True)
class FieldCount:
    """Counts of one field over matched claims."""

    expected: int = 0
    found: int = 0
    correct: int = 0


@dataclass(slots=True)
class MatchResult:
    """What a comparison found: field counts, missing and invented claims, and wrong fields."""

    expected: int = 0
    matched: int = 0
    found: int = 0
    paired: int = 0  # found claims that are an expected one, optional ones included
    fields: dict[str, FieldCount] = field(default_factory=lambda: {name: FieldCount() for name in FIELDS})
    missing: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: MatchResult) -> None:
        """Add the counts of another report."""
        self.expected += other.expected
        self.matched += other.matched
        self.found += other.found
        self.paired += other.paired
        for name, counts in other.fields.items():
            mine = self.fields[name]
            mine.expected += counts.expected
            mine.found += counts.found
            mine.correct += counts.correct
        self.missing += other.missing
        self.invented += other.invented
        self.wrong += other.wrong


def match_claims(coded: CodedReport, expected: Sequence[Mapping[str, Any]], label: str = "") -> MatchResult:
    """Pair the found claims with the expected ones, best pairs first, and compare their fields."""
    result = MatchResult(found=len(coded.claims))
    pairs = sorted(
        (
            (_alike(coded, claim, wanted), i, j)
            for i, wanted in enumerate(expected)
            for j, claim in enumerate(coded.claims)
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    taken: dict[int, int] = {}
    used: set[int] = set()
    for score, i, j in pairs:
        if score >= PAIR_AT and i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    result.paired = len(taken)
    for i, wanted in enumerate(expected):
        if i in taken:
            _compare(result, coded, coded.claims[taken[i]], wanted, label)
        if wanted.get("optional"):
            continue
        result.expected += 1
        if i in taken:
            result.matched += 1
        else:
            result.missing.append(f"{label}: {_describe(wanted)}")
    for j, claim in enumerate(coded.claims):
        if j not in used and not any(_same_event(coded, claim, wanted) for wanted in expected):
            words = claim.event.trigger.of(coded.report.text)
            result.invented.append(
                f"{label}: {claim.claimant.name} {claim.stance} {claim.event.type} “{words}”"
            )
    return result


def right_claims(coded: CodedReport, expected: Sequence[Mapping[str, Any]]) -> list[bool]:
    """For each found claim, whether some expected claim is about its event with the same core fields."""
    return [
        any(
            _same_event(coded, claim, wanted)
            and all(_is_right(claim, name, wanted[name]) for name in CORE_FIELDS if name in wanted)
            for wanted in expected
        )
        for claim in coded.claims
    ]


def _describe(wanted: Mapping[str, Any]) -> str:
    trigger = wanted.get("trigger", wanted.get("trigger_at"))
    return f"{wanted.get('claimant')} {wanted.get('stance')} {wanted.get('type')} {trigger}"


def _same_event(coded: CodedReport, claim: Claim, wanted: Mapping[str, Any]) -> bool:
    spans = (claim.event.trigger, *claim.event.mentions)
    if "trigger_at" in wanted:
        places = [Span(start, end) for start, end in wanted["trigger_at"]]
        return any(span.overlaps(place) for span in spans for place in places)
    triggers = {w.lower() for t in _options(wanted.get("trigger")) for w in _content(t)}
    words = {w for span in spans for w in _content(span.of(coded.report.text))}
    return bool(triggers & words)


def _alike(coded: CodedReport, claim: Claim, wanted: Mapping[str, Any]) -> float:
    is_same = _same_event(coded, claim, wanted)
    if not is_same and "trigger_at" in wanted:
        return 0.0
    score = 2.0 if is_same else 0.0
    weights = {
        "claimant": 1.0,
        "stance": 1.0,
        "type": 1.0,
        "realis": 0.7,
        "actors": 0.5,
        "place": 0.5,
        "time": 0.5,
        "tolls": 0.5,
        "about": 0.4,
    }
    for name, weight in weights.items():
        if name in wanted and _is_right(claim, name, wanted[name]):
            score += weight
    return score


def _compare(
    result: MatchResult, coded: CodedReport, claim: Claim, wanted: Mapping[str, Any], label: str
) -> None:
    for name in FIELDS:
        if name not in wanted:
            continue
        counts = result.fields[name]
        is_expected = wanted[name] not in (None, [])
        is_found = _is_filled(claim, name)
        right = _is_right(claim, name, wanted[name])
        counts.expected += is_expected
        counts.found += is_found
        counts.correct += right and is_expected and is_found
        if not right:
            result.wrong.append(
                f"{label}: {_describe(wanted)}: {name} {_shown(claim, name)} for {wanted[name]}"
            )


def _is_filled(claim: Claim, name: str) -> bool:
    event = claim.event
    if name in {"actors", "targets", "victims", "weapons", "place", "time", "tolls", "motive"}:
        return bool(getattr(event, name))
    return True


def _shown(claim: Claim, name: str) -> object:
    event = claim.event
    if name in {"actors", "targets", "victims"}:
        return [p.name for p in getattr(event, name)]
    if name == "claimant":
        return claim.claimant.name
    if name in {"stance", "about"}:
        return getattr(claim, name)
    if name == "place":
        return event.place.place.name if event.place else None
    if name == "time":
        return (event.time.start, event.time.end) if event.time else None
    if name == "tolls":
        return [(t.kind, t.low, t.high, t.bound, t.scope) for t in event.tolls]
    if name == "weapons":
        return [w.kind for w in event.weapons]
    if name == "motive":
        return [q.text for q in event.motive]
    return getattr(event, name)


def _is_right(claim: Claim, name: str, value: Any) -> bool:
    event = claim.event
    if value in (None, []):
        return not _is_filled(claim, name)
    if name == "claimant":
        return any(_is_claimant(claim, option) for option in _options(value))
    if name in {"actors", "targets", "victims"}:
        parties: tuple[Party, ...] = getattr(event, name)
        return all(any(_names(p, option) for p in parties for option in _options(one)) for one in value)
    if name == "weapons":
        return set(_options(value)) & {w.kind for w in event.weapons} != set()
    if name == "place":
        return event.place is not None and any(
            option in (event.place.place.geonames_id,) or _same_words(str(option), event.place.place.name)
            for option in _options(value)
        )
    if name == "time":
        return event.time is not None and [_day(event.time.start), _day(event.time.end)] == [
            _day(v) for v in value
        ]
    if name == "tolls":
        return all(any(_is_toll(toll, one) for toll in event.tolls) for one in value)
    if name == "motive":
        words = " ".join(q.text for q in event.motive).lower()
        return all(option.lower() in words for option in _options(value))
    actual = {"stance": claim.stance, "about": claim.about}.get(name) or getattr(event, name)
    return actual in _options(value)


def _is_claimant(claim: Claim, option: str) -> bool:
    if option == "outlet":
        return claim.claimant.kind == "outlet"
    if claim.claimant.kind == "outlet":
        return False
    parties = [claim.claimant, *(link.speaker for link in claim.chain[1:])]
    represented = claim.claimant.represents
    return any(_names(p, option) for p in parties) or bool(represented and _same_words(option, represented))


def _is_toll(toll: Any, wanted: Mapping[str, Any]) -> bool:
    return all(
        getattr(toll, key) == (str(value) if key in {"since", "until"} else value)
        for key, value in wanted.items()
    )


def _day(value: object) -> str | None:
    return None if value is None else str(value)[:10]


def _names(party: Party, option: str) -> bool:
    if option == party.id:
        return True
    return _same_words(option, party.name) or (party.text is not None and _same_words(option, party.text))


def _same_words(a: str, b: str) -> bool:
    """Whether the content words of the shorter name all stand in the other."""
    one, other = set(_content(a)), set(_content(b))
    if not one or not other:
        return a.casefold() == b.casefold()
    return one <= other or other <= one


def _content(text: str) -> list[str]:
    return [w for w in re.findall(r"[^\W_]+", _bare(text)) if w not in STOP_WORDS]


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """Lower case without marks on letters: gazetteers write Bagrām where reports write Bagram."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


def _options(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)
