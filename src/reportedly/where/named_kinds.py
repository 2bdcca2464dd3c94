"""Names that end in the kind of place they name: "Haifa Street", "Khazir River".

A town inside such a name is not the place told of: "Haifa Street" is in Baghdad. So the whole name is
one candidate, without an entry where the gazetteer lacks it, and the report's other places tell where it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.knowledge.places.words import place_words
from reportedly.records import Token

MOST_TOKENS = 7  # "Salah", "al", "-", "Din", "Street"
NUMBERED = frozenset({"highway", "road", "route", "interstate", "motorway"})
HYPHENS = frozenset("-‑–")
JOINERS = frozenset("al el de del la las los le du des da do dos das di ez es ash ad az ar".split())
OPEN_CLASSES = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


def is_headline(tokens: Sequence[Token]) -> bool:
    """Whether all words of a sentence with a meaning of their own begin with a capital."""
    return not any(t.text[0].islower() and t.pos in OPEN_CLASSES for t in tokens)


def named_kind_end(tokens: Sequence[Token], first: int) -> int | None:
    """The last token of a name in capitals that begins at ``first`` and ends in its kind of place."""
    if not _may_begin(tokens, first):
        return None
    last, words = _end_of_capitals(tokens, first), place_words()
    kind = tokens[last].text.lower().rstrip(".")
    if kind in NUMBERED and last + 1 < len(tokens) and tokens[last + 1].text.isdigit():
        return last + 1  # "Highway 5", "County Road 35"
    if last == first or not (kind in words.street_kinds or kind in words.landform_kinds):
        return None
    if _is_person(tokens, first, last):
        return None
    firm = tokens[first].entity == tokens[last].entity == "ORG"
    return None if firm and kind in words.landform_kinds else last


def _may_begin(tokens: Sequence[Token], first: int) -> bool:
    token, words = tokens[first], place_words()
    lower = token.text.lower()
    if not token.text[0].isupper() or token.pos not in ("PROPN", "ADJ", "NOUN"):
        return False
    if lower.rstrip(".") in words.honorifics:
        return False
    return lower in words.directions or lower not in words.function_words


def _end_of_capitals(tokens: Sequence[Token], first: int) -> int:
    """The last capitalised token of the run, joiners such as "al-" inside it passed over."""
    last = first
    for j in range(first + 1, min(len(tokens), first + MOST_TOKENS)):
        text = tokens[j].text
        glued = tokens[j].span.start == tokens[j - 1].span.end
        if text[0].isupper():
            last = j
        elif text in HYPHENS:
            if not glued or len(tokens[j - 1].text) == 1:
                break
        elif text not in JOINERS and not (glued and tokens[j - 1].text in HYPHENS):
            break
    return last


def _is_person(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A person's full name ("driver Sarah Lane"), unless a small word before it makes it a place."""
    if tokens[last].entity != "PERSON" or tokens[first].text.lower() not in place_words().given_names:
        return False
    return not first or tokens[first - 1].pos not in ("ADP", "DET", "NUM")
