"""Which words of a report could name a place: longest matches in the gazetteer, plus the parser's own.

A candidate is not yet a mention: "Jordan Smith" gives one too. ``detect`` decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportedly.knowledge.gazetteer import Entry, Gazetteer, name_key
from reportedly.knowledge.places.keys import ARTICLES
from reportedly.knowledge.places.words import Demonym, abbreviations, demonyms, place_words
from reportedly.records import ParsedReport, Sentence, Span, Token
from reportedly.where.named_kinds import is_headline, named_kind_end

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
# Kinds of place whose full names ("Rafah crossing") are nothing else's.
UNMISTAKABLE = frozenset({"base", "camp", "crossing", "airport", "spot", "sea", "valley", "river", "island"})
LANDFORMS = frozenset({"sea", "strait", "river", "lake", "mountain", "island", "valley"})
SHOUTED_SHARE = 0.8  # of a sentence's letters upper case: it is written in capitals
_SHORTEST_SHOUTED = 12
_INNER_MARKS = frozenset("-‑–'’.")
_LONGEST_UNKNOWN = 4  # tokens of a place that only the parser says is one; longer ones are its errors
_MOST_EXTRA_TOKENS = 6  # hyphens and apostrophes inside a name are tokens, but no words of it
_PLURALS_WITH_MARK = ("'s", "’s", "'S", "’S", "'", "’")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that could name a place, and the entries they could name (none: only the parser says so)."""

    span: Span
    sentence: int
    first: int  # token indices within the sentence, inclusive
    last: int
    key: str
    entries: tuple[Entry, ...]
    demonym: str | None = None  # the country, where the words are a demonym
    after_comma: bool = False  # an abbreviation that stands only after a place and a comma
    shouted: bool = False  # in a sentence written in capitals
    feature_word: str | None = None  # a kind of place taken from inside the words ("Anbar Province")
    lender: tuple[Entry, ...] = ()  # places of the name before the kind, where none of them is meant
    named_kind: bool = False  # a name that the gazetteer lacks and that ends in its kind ("Haifa Street")


def find_candidates(parsed: ParsedReport, gazetteer: Gazetteer) -> list[Candidate]:
    """All candidates of a report, in text order, none overlapping another."""
    found: list[Candidate] = []
    for sentence in parsed.sentences:
        found.extend(_Scan(parsed.text, sentence, gazetteer).candidates())
    return found


def is_shouted(text: str) -> bool:
    """Whether ``text`` is written in capitals."""
    letters = sum(map(str.isalpha, text))
    return letters >= _SHORTEST_SHOUTED and sum(map(str.isupper, text)) > SHOUTED_SHARE * letters


class _Scan:
    """One pass over one sentence."""

    def __init__(self, text: str, sentence: Sentence, gazetteer: Gazetteer) -> None:
        self.text = text
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.gazetteer = gazetteer
        self.shouted = is_shouted(sentence.span.of(text))
        self.capitals_tell = not self.shouted and not is_headline(sentence.tokens)
        self.words = place_words()

    def candidates(self) -> Iterator[Candidate]:
        i = 0
        while i < len(self.tokens):
            found = self._at(i)
            if found is None:
                i += 1
            else:
                yield found
                i = found.last + 1

    def _at(self, i: int) -> Candidate | None:
        if not self._may_start(i):
            return None
        named = self._named_kind(i)
        if named is not None:
            return named
        found = self._abbreviation(i) or self._longest(i)
        demonym = self._demonym(i)
        if demonym and (found is None or found.last <= demonym.last):
            return demonym
        return found or self._parsers_own(i)

    def _may_start(self, i: int) -> bool:
        token = self.tokens[i]
        first = token.text[0]
        if self.shouted:
            return first.isalpha() and not self.words.function_words & {token.lemma, token.text.lower()}
        if first.isupper():
            return True
        follows = self.tokens[i + 2].text if i + 2 < len(self.tokens) else ""
        hyphen = i + 1 < len(self.tokens) and self.tokens[i + 1].text in "-‑–"
        if hyphen and token.text in ARTICLES and follows[:1].isupper():
            return True
        return "-" in token.text and any(part[:1].isupper() for part in token.text.split("-")[1:])

    def _named_kind(self, i: int) -> Candidate | None:
        """ "Haifa Street", where the gazetteer has no such street."""
        j = named_kind_end(self.tokens, i) if self.capitals_tell else None
        if j is None:
            return None
        span = Span(self.tokens[i].span.start, self.tokens[j].span.end)
        if self.gazetteer.find_key(name_key(span.of(self.text))):
            return None
        kind = self.tokens[j].text.lower()
        lender = self.gazetteer.find_key(name_key(self.text[span.start : self.tokens[j - 1].span.end]))
        entries = tuple(e for e in lender if e.feature in LANDFORMS)
        if not entries and kind in self.words.landforms_at_towns:
            entries = lender
        return self._candidate(i, j, span, entries, named_kind=True, lender=() if entries else lender)

    def _abbreviation(self, i: int) -> Candidate | None:
        for j in (i + 1, i):
            if j >= len(self.tokens):
                continue
            span = Span(self.tokens[i].span.start, self.tokens[j].span.end)
            known = abbreviations().get(span.of(self.text))
            if known is None:
                continue
            geonames_id, after_comma = known
            if after_comma and not (i > 1 and self.tokens[i - 1].text == ","):
                continue
            if self.shouted and not after_comma and self.tokens[i].entity not in PLACE_LABELS:
                continue
            entry = self.gazetteer.by_geonames_id(geonames_id)
            if entry is not None:
                return self._candidate(i, j, span, (entry,), after_comma=after_comma)
        return None

    def _demonym(self, i: int) -> Candidate | None:
        table = demonyms()
        for j in (i + 2, i + 1, i):
            if j < len(self.tokens):
                span = Span(self.tokens[i].span.start, self.tokens[j].span.end)
                known = table.get(span.of(self.text).lower())
                if known is not None:
                    return self._candidate(i, j, span, self._people_of(known), demonym=known.country or "-")
        return None

    def _people_of(self, demonym: Demonym) -> tuple[Entry, ...]:
        """The entry that a demonym stands for; none where it stands for no place."""
        if demonym.country is not None:
            entry = self.gazetteer.country(demonym.country)
            return (entry,) if entry else ()
        entries = self.gazetteer.find(demonym.place) if demonym.place else ()
        areas = [e for e in entries if e.feature in ("region", "admin1", "country")]
        return tuple((areas or list(entries))[:1])

    def _longest(self, i: int) -> Candidate | None:
        first_key = name_key(self.tokens[i].text)
        if first_key in ARTICLES and i + 1 < len(self.tokens) and self.tokens[i + 1].text in "-‑–":
            first_key = "al"
        if first_key in _EXPANDED:
            first_key = _EXPANDED[first_key]
        longest = self.gazetteer.longest_from(first_key.split(" ", 1)[0])
        if first_key in ARTICLES and first_key != "al":
            longest = max(longest, self.gazetteer.longest_from("al"))
        ends = self._ends(i, longest)
        for j in reversed(ends):
            span = Span(self.tokens[i].span.start, self.tokens[j].span.end)
            entries = self.gazetteer.find_key(name_key(span.of(self.text)))
            if entries and self._is_worth(i, j, span, entries):
                return self._extended(self._candidate(i, j, span, entries))
        return None

    def _is_worth(self, i: int, j: int, span: Span, entries: tuple[Entry, ...]) -> bool:
        """Whether the match is no group's, firm's or person's name, and does not begin with a bare "The"."""
        key = name_key(span.of(self.text))
        if key in self.words.not_places:
            return False
        if not self.tokens[j].text[0].isupper() and not all(e.feature in UNMISTAKABLE for e in entries):
            return False
        if j > i and not self.words.institutions.isdisjoint(key.split()):
            return not all(e.feature == "town" for e in entries)
        if self.tokens[i].text.lower() == "the" and j > i:
            bare = name_key(self.text[self.tokens[i + 1].span.start : span.end])
            return not {e.key for e in entries} & {e.key for e in self.gazetteer.find_key(bare)}
        return True

    def _ends(self, i: int, longest: int) -> list[int]:
        """Token indices at which a name that begins at ``i`` could end."""
        ends, words = [], 0
        for j in range(i, min(len(self.tokens), i + longest + _MOST_EXTRA_TOKENS)):
            token = self.tokens[j]
            if token.text in _INNER_MARKS or (j > i and token.text in _PLURALS_WITH_MARK):
                continue
            lower = token.text.lower()
            if j > i and not self._continues(token, lower):
                break
            words += 1
            if words > longest:
                break
            capital = token.text[0].isupper() or (self.shouted and token.text[0].isalpha())
            if capital or "-" in token.text or (j > i and lower in self.words.name_endings):
                ends.append(j)
        return ends

    def _continues(self, token: Token, lower: str) -> bool:
        if self.shouted:
            closed = lower in self.words.function_words and lower not in self.words.name_joiners
            return token.text[0].isalnum() and not closed
        joins = lower in self.words.name_joiners or lower in self.words.name_endings
        return token.text[0].isupper() or token.text[0].isdigit() or joins

    def _extended(self, found: Candidate) -> Candidate:
        """ "Idlib Province" where "Idlib" was found: a capitalised kind of place belongs to the name."""
        j = found.last + 1
        if found.shouted or j >= len(self.tokens) or not found.entries:
            return found
        word = self.tokens[j].text
        if not word.istitle() or word.lower() not in self.words.name_endings:
            return found
        if any(e.feature == "country" for e in found.entries):
            return found
        following = self.tokens[j + 1] if j + 1 < len(self.tokens) else None
        if following is not None and following.text[0].isupper() and following.pos == "PROPN":
            return found
        return replace(
            found, span=Span(found.span.start, self.tokens[j].span.end), last=j, feature_word=word.lower()
        )

    def _parsers_own(self, i: int) -> Candidate | None:
        """The parser's place entity that begins at ``i`` and that the gazetteer lacks."""
        label = self.tokens[i].entity
        if label not in PLACE_LABELS or self.shouted or (i and self.tokens[i - 1].entity == label):
            return None
        j = i
        while j + 1 < len(self.tokens) and self.tokens[j + 1].entity == label:
            j += 1
        while j > i and (self.tokens[j].text in _PLURALS_WITH_MARK or not self.tokens[j].text[0].isalnum()):
            j -= 1
        if j - i >= _LONGEST_UNKNOWN or self.tokens[i].text.lower() == "the":
            return None
        span = Span(self.tokens[i].span.start, self.tokens[j].span.end)
        return self._candidate(i, j, span, ())

    def _candidate(self, i: int, j: int, span: Span, entries: tuple[Entry, ...], **more: object) -> Candidate:
        return Candidate(
            span=span,
            sentence=self.sentence.index,
            first=i,
            last=j,
            key=name_key(span.of(self.text)),
            entries=entries,
            shouted=self.shouted,
            **more,  # type: ignore[arg-type]
        )


_EXPANDED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
