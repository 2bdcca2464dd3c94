"""Cuts text into the small tokens that the time grammar reads, one class letter each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.records import Span
from reportedly.when.lexicon import ABBREVIATED, words

_TOKEN = re.compile(
    r"""
    (?P<I>(?<![\w/.-])(?:\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?
        |\d{4}/\d{1,2}/\d{1,2}|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})
        |\d{1,2}-\d{1,2}-(?:\d{4}|\d{2}))(?![\w/]))
    |(?P<Y>(?<![\w/.-])[12]\d{3}-(?:0[1-9]|1[0-2])(?![\w/-]))
    |(?P<K>(?<![\w:.])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\w:])|(?<![\w:.])\d{1,2}[:.][0-5]\d(?=\s?[AaPp]\.?[Mm]\b))
    |(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)+|\d+/\d+)
    |(?P<o>\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)\b)
    |(?P<s>\d{2,4}['’]?[sS]\b)
    |(?P<d>\d+)
    |(?P<z>(?<=[\d ])[AaPp]\.\s?[Mm]\b\.?|(?<=[\d ])[AaPp][Mm]\b)
    |(?P<q>\bQ[1-4]\b)
    |(?P<w>[^\W\d_]+)
    |(?P<p>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_CLOCK_DIGITS = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d$")
_AFTER_CLOCK = frozenset("on hours hrs local gmt utc this when today yesterday tomorrow (".split())
_PUNCTUATION = {
    "-": "h", "‐": "h", "‑": "h", "–": "h", "—": "h", "−": "h",
    ",": ",", ".": ".", "'": "'", "’": "'", "‘": "'", "$": "$", "£": "$", "€": "$", "%": "%",
    "(": "(", ")": ")",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A token of the time grammar: offsets into the report's text and the word in lower case."""

    start: int
    end: int
    low: str


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as pieces; ``letters[i]`` is the class of ``pieces[i]``."""

    text: str
    pieces: tuple[Piece, ...]
    letters: str

    def low(self, i: int) -> str:
        """The word at ``i`` in lower case, or "" outside the text."""
        return self.pieces[i].low if 0 <= i < len(self.pieces) else ""

    def raw(self, i: int) -> str:
        """The word at ``i`` as it stands, or "" outside the text."""
        if not 0 <= i < len(self.pieces):
            return ""
        return self.text[self.pieces[i].start : self.pieces[i].end]

    def span(self, start: int, end: int) -> Span:
        """The offsets of the pieces ``start`` … ``end`` (half-open)."""
        return Span(self.pieces[start].start, self.pieces[end - 1].end)

    def glued(self, i: int) -> bool:
        """Whether no white space parts piece ``i`` from the one before it."""
        return 0 < i < len(self.pieces) and self.pieces[i - 1].end == self.pieces[i].start


def cut(text: str, spans: Iterable[Span]) -> Pieces:
    """The pieces of ``text`` under ``spans``; a break (class ``|``) parts one span from the next."""
    found: list[Piece] = []
    letters: list[str] = []
    for span in spans:
        for match in _TOKEN.finditer(text, span.start, span.end):
            word = match.group()
            start, end = match.span()
            letter = _letter(match.lastgroup or "p", word, text, end)
            if letter == "M" or letter == "W":
                end = _with_stop(text, word, end, span.end)
            elif letter == "." and found and found[-1].end > start:
                continue
            found.append(Piece(start, end, word.lower()))
            letters.append(letter)
        found.append(Piece(span.end, span.end, ""))
        letters.append("|")
    _four_digit_clocks(found, letters)
    return Pieces(text, tuple(found), "".join(letters))


def _four_digit_clocks(pieces: list[Piece], letters: list[str]) -> None:
    """Marks "1625" in "at 1625 on Friday" as a clock time; a round "at 1600" only beside a word of time."""
    for i, letter in enumerate(letters):
        if letter not in "y#" or _CLOCK_DIGITS.match(pieces[i].low) is None:
            continue
        before = i - 2 if letters[i - 1] in "kX" else i - 1
        if before < 0 or pieces[before].low != "at":
            continue
        said = pieces[i + 1].low in _AFTER_CLOCK or letters[i + 1] in "MWDP"
        broken_off = letters[i + 1] in "|,." and pieces[i].low[2:] != "00"
        if said or broken_off:
            letters[i] = "K"


def _letter(group: str, word: str, text: str, end: int) -> str:
    if group == "w":
        return _word_letter(word, text, end)
    if group == "d":
        return _digits_letter(word)
    if group == "p":
        return _PUNCTUATION.get(word, "_")
    if group == "n":
        return "5"
    return "Q" if group == "q" else group


def _word_letter(word: str, text: str, end: int) -> str:
    low = word.lower()
    letter = words().letter.get(low, "_")
    if low in ABBREVIATED and not _plausible_abbreviation(word, text, end):
        return "_"
    if letter == "b" and not word.isupper():
        return "_"
    return letter


def _plausible_abbreviation(word: str, text: str, end: int) -> bool:
    """ "Mar." or "Sun 3" may be dates; "Sun" before a name, or "sat", is none."""
    if word[0].islower():
        return False
    after = text[end : end + 3]
    return after[:1] == "." or after.strip()[:1].isdigit() or (after[:1] in ",-–" and word.lower() != "sun")


def _digits_letter(word: str) -> str:
    if len(word) <= 2:
        return "d"
    if len(word) == 4 and "1000" <= word <= "2100":
        return "y"
    return "#" if len(word) <= 4 else "5"


def _with_stop(text: str, word: str, end: int, limit: int) -> int:
    """The end of an abbreviated month or weekday, its full stop included where a date goes on."""
    if word.lower() in ABBREVIATED and end < limit and text[end] == ".":
        return end + 1
    return end
