"""The language of a text: a count of English function words first, a classifier where that is not enough."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

PIECE_CHARACTERS = 1_500  # the classifier sees this much of the head and of the middle
MIN_LETTERS = 60  # shorter texts are not judged
MIN_PROBABILITY = 0.98  # below, a text is not called foreign
ENGLISH_SHARE = 0.14  # of the words; news in English has 0.3 to 0.45, in other Latin scripts below 0.1
_ENGLISH = frozenset(
    """the of and to in that was for on with said by is has have were from had at be as are after who which
    his their an its it they been not this but he would when will also more killed""".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``, or None where too little speaks for any."""
    sample = _sample(text).lower()
    words = _WORD.findall(sample)
    if sum(map(len, words)) < MIN_LETTERS:
        return None
    if sum(word in _ENGLISH for word in words) >= ENGLISH_SHARE * len(words):
        return "en"
    code, probability = _identifier().classify(sample)
    # In another script it cannot be English, even where related languages are hard to tell apart.
    sure = probability >= MIN_PROBABILITY or sum(map(str.isascii, words)) < 0.5 * len(words)
    return str(code) if code == "en" or sure else None


def _sample(text: str) -> str:
    if len(text) <= 2 * PIECE_CHARACTERS:
        return text
    middle = len(text) // 2
    return text[:PIECE_CHARACTERS] + "\n" + text[middle : middle + PIECE_CHARACTERS]


@cache
def _identifier() -> LanguageIdentifier:
    """Loaded on first use: it costs time and memory that English reports never need."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
