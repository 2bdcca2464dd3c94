"""Spelling-tolerant look-up of names in tokenised text: the index under the actor base.

Names are compared by a key: letters and digits only, lower case, without diacritics, "the" and
inner Arabic articles, with common transliteration variants mapped to one spelling. Because the
key has no spaces, "Kata'ib Hezbollah", "Kataeb Hizbullah" and the tokens "Kata", "'", "ib",
"Hezbollah" meet. Where a name could be an ordinary word, its letter case must fit as well.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

MAX_NAME_TOKENS = 24  # the longest alias in the data has 15 words; tokens also count hyphens
ACRONYM_LETTERS = 8  # an all-capital alias of at most so many letters needs the same case in the text
MIXED_LETTERS = 5  # so is a short alias with capitals inside, such as LeT

_ARTICLES = frozenset("al el ul il ad ed ar er as es ash esh at et az ez an en".split())
_FREE_ARTICLES = frozenset({"al", "el"})  # articles also where no hyphen follows
_JOINERS = frozenset("-‐‑–'‘’ʼʿʾ`´/")
_APOSTROPHES = frozenset("'‘’ʼʿʾ`´")
POSSESSIVES = frozenset(mark + s for mark in _APOSTROPHES for s in "sS")
_DROPPED_CHARACTERS = {ord(c): None for c in "'’‘ʼʿʾ`´.\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad"}
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "&": " and "}
)
_NOT_PLAIN = _FREE_ARTICLES | {"the"}
_WORDS_AND_HYPHENS = re.compile(r"(\s+|[-‐‑–/])")
_SPLIT = re.compile(r"[^0-9A-Za-z]+")


class Case(IntEnum):
    """What the letter case of the text must be for an alias to match."""

    FREE = 0
    CAPITAL = 1  # begins with a capital, or holds one where the alias itself begins with a small letter
    EXACT = 2  # the same letters in the same case


class Alias(NamedTuple):
    """One alias of one entry, ready to be compared."""

    id: str
    case: Case
    raw: str  # the letters of the alias with their case, for EXACT
    words: int  # parts of the alias between spaces and hyphens


@dataclass(frozen=True, slots=True)
class Match:
    """An alias found in a token sequence; ``length`` counts tokens."""

    length: int
    ids: tuple[str, ...]


class _Piece(NamedTuple):
    key: str
    raw: str


class AliasIndex:
    """Maps keys to aliases and finds the longest alias that begins at a token."""

    def __init__(
        self, spellings: Mapping[str, str], common_words: frozenset[str], grammar_words: frozenset[str]
    ) -> None:
        self.spellings = spellings
        self.common_words = common_words | grammar_words
        self.grammar_words = grammar_words
        self._by_key: dict[str, list[Alias]] = {}
        self._sorted: list[str] | None = None
        self._token_pieces: dict[str, tuple[_Piece, ...]] = {}

    def add(self, id: str, alias: str) -> None:
        """Adds one alias; a leading "=" demands the alias's own letter case."""
        exact = alias[:1] == "="
        if exact:
            alias = alias[1:]
        key, raw, words = self._plain_key(alias) or self._full_key(alias)
        if not key:
            return
        if exact or self._needs_case(key, raw, words):
            case = Case.EXACT
        else:
            case = Case.FREE if words == 1 or raw.islower() else Case.CAPITAL
        self._by_key.setdefault(key, []).append(Alias(id, case, raw, words))
        self._sorted = None

    def add_all(self, id: str, aliases: Iterable[str]) -> None:
        """Adds each alias of one entry."""
        for alias in aliases:
            self.add(id, alias)

    def keys(self) -> list[str]:
        """All keys, sorted."""
        if self._sorted is None:
            self._sorted = sorted(self._by_key)
        return self._sorted

    def key_of(self, text: str) -> str:
        """The comparison key of a name."""
        return "".join(piece.key for piece in self._alias_pieces(text))

    def by_alias(self, text: str) -> tuple[str, ...]:
        """Ids of all entries with this alias, letter case left aside."""
        return _unique(row.id for row in self._by_key.get(self.key_of(text), ()))

    def rows(self, key: str) -> tuple[Alias, ...]:
        """The aliases stored under a key."""
        return tuple(self._by_key.get(key, ()))

    def longest(self, words: Sequence[str], start: int, all_caps: bool = False) -> Match | None:
        """The longest alias whose first word is ``words[start]``, or None."""
        keys = self.keys()
        key, raw, count = "", "", 0
        before, last = "", ""  # the key up to the last piece, and that piece's letters
        dotted = False
        best: Match | None = None
        for i in range(start, min(len(words), start + MAX_NAME_TOKENS)):
            word = words[i]
            if word in _JOINERS or word in POSSESSIVES:
                if i == start:
                    return None
                continue
            pieces = self._pieces_at(words, i, first=not key)
            if pieces is None:  # punctuation ends a name; "the" cannot begin one
                break
            if not pieces:
                continue
            joined = i > start and words[i - 1] in _JOINERS
            if joined and words[i - 1] in _APOSTROPHES:  # "Kata", "'", "eb" is one word
                last += pieces[0].raw
                key = before + self.spellings.get(last.lower(), last.lower())
                before, last, key = self._extended(before, last, key, pieces[1:])
            else:
                before, last, key = self._extended(before, last, key, pieces)
            raw += "".join(piece.raw for piece in pieces)
            count += len(pieces) - (1 if joined else 0)
            dotted = dotted or "." in word[:-1]
            place = bisect_left(keys, key)
            if place == len(keys) or not keys[place].startswith(key):
                break
            if keys[place] == key:
                ids = self._accepted(key, raw, count, all_caps, dotted)
                if ids:
                    best = Match(i + 1 - start, ids)
        return best

    @staticmethod
    def _extended(before: str, last: str, key: str, pieces: tuple[_Piece, ...]) -> tuple[str, str, str]:
        """``before``, ``last`` and ``key`` after ``pieces``."""
        if not pieces:
            return before, last, key
        whole = key + "".join(piece.key for piece in pieces)
        return whole[: len(whole) - len(pieces[-1].key)], pieces[-1].raw, whole

    def _accepted(self, key: str, raw: str, count: int, all_caps: bool, dotted: bool) -> tuple[str, ...]:
        """Ids of the aliases under ``key`` whose case and number of words fit."""
        if all_caps:
            if key in self.grammar_words and not dotted:
                rows = [row for row in self._by_key[key] if row.case is Case.FREE]
            else:
                rows = self._by_key[key]
            return _unique(row.id for row in rows if count <= row.words)
        capital, begins_small = not raw.islower(), raw[:1].islower()
        found = []
        for row in self._by_key[key]:
            if count > row.words and not (dotted and row.words == 1):
                continue
            fits = row.case is Case.FREE or row.raw == raw
            if row.case is Case.CAPITAL:
                fits = capital and not (begins_small and row.raw[:1].isupper())
            if fits:
                found.append(row.id)
        return _unique(found)

    def _needs_case(self, key: str, raw: str, words: int) -> bool:
        """Acronyms, and capitalised aliases that are ordinary words, match by exact case only."""
        if raw.islower():
            return False
        if raw.isupper() and len(raw) <= ACRONYM_LETTERS:
            return True
        mixed = words == 1 and len(raw) <= MIXED_LETTERS and not raw[1:].islower()  # LeT, HuJI
        return mixed or key in self.common_words

    def _plain_key(self, alias: str) -> tuple[str, str, int] | None:
        """As ``_full_key``, quickly, for names of plain words; None for others. Most names are plain."""
        if not (alias.isascii() and alias.replace(" ", "").isalnum()):
            return None
        words = alias.split()
        lower = alias.lower().split()
        if _NOT_PLAIN.isdisjoint(lower):
            spellings = self.spellings
            return "".join([spellings.get(w, w) for w in lower]), "".join(words), len(words)
        return None

    def _full_key(self, alias: str) -> tuple[str, str, int]:
        """(key, letters with their case, number of words) of a name."""
        pieces = self._alias_pieces(alias)
        return "".join(p.key for p in pieces), "".join(p.raw for p in pieces), len(pieces)

    def _alias_pieces(self, alias: str) -> list[_Piece]:
        """The pieces of a whole name, articles and "the" removed."""
        words = [w for w in _WORDS_AND_HYPHENS.split(alias) if w and not w.isspace()]
        pieces: list[_Piece] = []
        for i in range(len(words)):
            if words[i] not in _JOINERS and words[i] not in POSSESSIVES:
                pieces.extend(self._pieces_at(words, i, first=not pieces, strict=False) or ())
        return pieces

    def _pieces_at(
        self, words: Sequence[str], i: int, first: bool, strict: bool = True
    ) -> tuple[_Piece, ...] | None:
        """Pieces of one token: () where it adds nothing to the key, None where no name goes on."""
        word = words[i]
        pieces = self._token_pieces.get(word)
        if pieces is None:
            pieces = self._token_pieces[word] = self._split(word)
        if not pieces:
            return None if strict else ()
        if len(pieces) == 1:
            key = pieces[0].key
            if key == "the":
                return None if first and strict else ()
            if key in _ARTICLES:
                hyphen = i + 1 < len(words) and words[i + 1] in _JOINERS
                if hyphen or key in _FREE_ARTICLES:
                    return (_Piece("al", "al"),) if first else ()
        elif pieces[0].key in _ARTICLES and "-" in word:
            return (_Piece("al", "al"), *pieces[1:]) if first else pieces[1:]
        return pieces

    def _split(self, word: str) -> tuple[_Piece, ...]:
        if len(word) > 2 and word[-1] in "sS" and word[-2] in "'’ʼ":
            word = word[:-2]
        text = word
        if not text.isascii():
            text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
            text = "".join(c for c in text if not unicodedata.combining(c))
        elif "&" in text:
            text = text.replace("&", " and ")
        text = text.translate(_DROPPED_CHARACTERS)
        parts = [part for part in _SPLIT.split(text) if part]
        return tuple(_Piece(self.spellings.get(part.lower(), part.lower()), part) for part in parts)


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
