"""Text in capitals written as a newspaper would write it, so that the parser sees what it was trained on.

Wire services of the 1980s, tickers and many headlines write in capitals only. The copy made here
has the same length, so that all offsets hold; it is only ever shown to the parser, never stored.
The choice for each word is the best path through two states (capital or not), from counts of how
mixed-case news writes the word and how often capitals follow each other. Words that the counts do
not know are mostly names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

TABLE = "data/casing/words.tsv"
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)\]]*\s+[\"'\u201c\u2018(\[]*$")
MIN_LETTERS = 12  # fewer capitals than this may be an acronym with a number
MAX_LOWER_SHARE = 0.06  # of the letters: "the McDONALD case" in a text of capitals
CAPITAL_SHARE = 0.12  # of the words of mixed-case news away from sentence starts
UNKNOWN_CAPITAL = 0.8
COMMON_ENDING_CAPITAL = 0.2
SMOOTHING = 0.5
LONGEST_ACRONYM = 6
COMMON_ENDINGS = tuple(
    "ed ing ly ment ments tion tions sion sions ness less ists ers ors ity ities ous ful able ible "
    "ized ised men women".split()
)
VOWELS = frozenset("aeiouyáéíóúäöü")


@dataclass(frozen=True)
class Casing:
    """How mixed-case news writes words."""

    words: Mapping[str, tuple[int, int, int]]  # word -> counts of lower, title, upper
    steps: tuple[tuple[float, float], tuple[float, float]]  # log P(state | state before); 0 lower, 1 capital


@cache
def casing() -> Casing:
    """The table of the knowledge base, read on first use."""
    text = resources.files("reportedly.knowledge").joinpath(TABLE).read_text("utf-8")
    words: dict[str, tuple[int, int, int]] = {}
    steps = []
    for line in text.splitlines():
        if line.startswith("#"):
            if "then capital:" in line:
                share = float(line.rsplit(" ", 1)[1])
                steps.append((math.log(1 - share), math.log(share)))
            continue
        word, lower, title, upper = line.split("\t")
        words[word] = (int(lower), int(title), int(upper))
    return Casing(words, (steps[0], steps[1]))


def is_capitals(text: str) -> bool:
    """Whether ``text`` is written in capitals, so that case says nothing about its words."""
    upper = sum(1 for c in text if c.isupper())
    if upper < MIN_LETTERS:
        return False
    lower = sum(1 for c in text if c.islower())
    return lower <= MAX_LOWER_SHARE * (upper + lower)


def truecased(text: str) -> str:
    """``text`` with likely case, of the same length; text that is not in capitals comes back as it is."""
    if not is_capitals(text):
        return text
    table = casing()
    found = list(WORD.finditer(text))
    lowered = [_same_length_lower(match.group()) for match in found]
    capital = _best_path([_capital_share(table, word) for word in lowered], table)
    pieces, at = [], 0
    for match, word, is_name in zip(found, lowered, capital, strict=True):
        pieces.append(text[at : match.start()])
        at = match.end()
        starts = not text[: match.start()].strip() or bool(
            SENTENCE_END.search(text[max(0, match.start() - 8) : match.start()])
        )
        pieces.append(_written(match, word, is_name, starts, table))
    pieces.append(text[at:])
    return "".join(pieces)


def _written(match: re.Match[str], word: str, is_name: bool, starts: bool, table: Casing) -> str:
    original = match.group()
    text = match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if len(word) == 1 and after == "." and word != "a":
        return original  # an initial, or a letter of "U.S."
    if _is_acronym(word, before, after, table):
        return original
    if is_name or starts:
        return original[0] + word[1:]
    return word


def _is_acronym(word: str, before: str, after: str, table: Casing) -> bool:
    counts = table.words.get(word)
    if counts is not None:
        return counts[2] > counts[0] + counts[1]
    bracketed = before in {"(", "["} and after in {")", "]"} and before != ""
    return 2 <= len(word) <= LONGEST_ACRONYM and (bracketed or not VOWELS.intersection(word))


def _same_length_lower(word: str) -> str:
    lowered = word.lower()
    return lowered if len(lowered) == len(word) else word


def _capital_share(table: Casing, word: str) -> float:
    """The share of capitals among the tellings of a word, between 0 and 1 and never quite either."""
    base = word[:-2] if word.endswith(("'s", "\u2019s")) else word
    counts = table.words.get(word) or table.words.get(base)
    if counts is None:
        return COMMON_ENDING_CAPITAL if base.endswith(COMMON_ENDINGS) else UNKNOWN_CAPITAL
    lower, title, upper = counts
    return (title + upper + SMOOTHING) / (lower + title + upper + 2 * SMOOTHING)


def _best_path(shares: list[float], table: Casing) -> list[bool]:
    """The most likely states of the words (Viterbi): whether each is capitalised."""
    scores = (0.0, math.log(CAPITAL_SHARE / (1 - CAPITAL_SHARE)))
    back: list[tuple[int, int]] = []
    for share in shares:
        emitted = (math.log((1 - share) / (1 - CAPITAL_SHARE)), math.log(share / CAPITAL_SHARE))
        chosen, new = [], []
        for state in (0, 1):
            options = [scores[was] + table.steps[was][state] for was in (0, 1)]
            was = int(options[1] > options[0])
            chosen.append(was)
            new.append(options[was] + emitted[state])
        back.append((chosen[0], chosen[1]))
        scores = (new[0], new[1])
    state = int(scores[1] > scores[0])
    path = []
    for step in reversed(back):
        path.append(bool(state))
        state = step[state]
    return path[::-1]
