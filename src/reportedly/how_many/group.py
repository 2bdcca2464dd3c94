"""Finds the groups of people a sentence speaks of: figure and class, one person, a name, nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.how_many.lexicon import people, triggers
from reportedly.how_many.phrase import (
    ADJECTIVE_TAGS,
    CASUALTY_NOUNS,
    Words,
    is_demonym,
    labels_of,
    noun_run,
    tells_whose,
    whose_after,
)
from reportedly.how_many.quantity import YEARS, Quantity, read_quantity
from reportedly.records import Span, Token

ARTICLES = frozenset({"a", "an", "another", "one"})
DEFINITE = frozenset(("the this that these those his her their its my our every each").split())
SINGLE_PRONOUNS = frozenset({"he", "she", "him", "herself", "himself", "i", "me"})
NOBODY = frozenset({"nobody", "none", "neither"})
ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh"})
MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan. feb. mar. apr. "
    "jun. jul. aug. sept. sep. oct. nov. dec. jan feb aug sept oct nov dec".split()
)
_TITLES = frozenset(
    (
        "mr mrs ms mr. mrs. ms. dr dr. sgt sgt. capt capt. col col. lt lt. gen gen. maj maj. cpl cpl. pvt "
        "pvt. officer deputy president minister sheikh commander sergeant captain "
        "colonel general lieutenant major"
    ).split()
)
_OLD = (["year", "old"], ["years", "old"], ["month", "old"], ["months", "old"])
_CLOCK = frozenset({"a.m.", "p.m.", "a.m", "p.m", "am", "pm", "o'clock"})
COLLECTIVES = {"couple": 2, "trio": 3, "pair": 2, "duo": 2, "twins": 2}


@dataclass(frozen=True, slots=True)
class Group:
    """People over tokens ``start``…``end`` (half-open) of one sentence; ``head`` is a token index."""

    start: int
    end: int
    head: int
    low: int | None
    high: int | None
    bound: str
    kind: str  # count | one | name | pronoun | none
    who: tuple[str, ...] = ()
    whose: Span | None = None
    vague: str | None = None
    definite: bool = False
    bare: bool = False  # a figure without a noun


def find_groups(words: Words) -> tuple[Group, ...]:
    """All groups of people in the sentence, in text order, none overlapping."""
    found: list[Group] = []
    at = 0
    while at < len(words.low):
        group, at = _read_group(words, at)
        if group is not None:
            found.append(group)
    return tuple(found)


def _read_group(words: Words, at: int) -> tuple[Group | None, int]:
    """The group that starts at token ``at``, if any, and the token to go on from."""
    low = words.low
    if nobody := _nobody(words, at):
        return nobody, nobody.end
    definite = low[at] in DEFINITE or low[at] == "all"
    start = at + 1 if definite and at + 1 < len(low) else at
    if low[at] == "all" and start < len(low) - 1 and low[start] in {"the", "of"}:
        start += 1
    quantity = read_quantity(low, start)
    if low[at] == "that" and quantity is not None:
        at, definite = start, False
    if quantity is not None:
        if _is_age_or_date(words, quantity):
            return None, quantity.end
        return _counted(words, at, quantity, definite)
    return _single(words, at, definite)


def _nobody(words: Words, at: int) -> Group | None:
    low = words.low
    pair = low[at : at + 2]
    if low[at] in NOBODY or pair == ("no", "one") or pair == ("no", "-") or low[at] == "noone":
        end = at + (1 if low[at] in NOBODY or low[at] == "noone" else 2)
        end = end + 1 if pair == ("no", "-") and low[at + 2 : at + 3] == ("one",) else end
        if low[end : end + 2] == ("was", "there"):
            return None
        return Group(at, end, end - 1, 0, 0, "exact", "none")
    if low[at] not in {"no", "zero", "any", "without"}:
        return None
    if low[at] == "any" and not {"n't", "not", "without", "nor"} & set(low[max(0, at - 6) : at]):
        return None
    begin = at + 1 + (low[at + 1 : at + 2] in (("causing",), ("inflicting",), ("any",), ("suffering",)))
    end = noun_run(words, begin)
    if end > at + 1 and low[end - 1] in {"report", "reports", "indication"} and low[end : end + 1] == ("of",):
        end = noun_run(words, end + 1 + (low[end + 1 : end + 2] == ("any",)))
    if end > begin:
        noun = low[end - 1]
        if noun in CASUALTY_NOUNS or people().singular(noun) is not None:
            return Group(at, end, end - 1, 0, 0, "exact", "none", who=labels_of(words, begin, end))
    return None


def _is_age_or_date(words: Words, quantity: Quantity) -> bool:
    """Whether a bare figure is an age (", 34,"), "aged 12", or stands before a unit of something else."""
    low, start, end = words.low, quantity.start, quantity.end
    before = low[start - 1] if start else ""
    after = low[end] if end < len(low) else ""
    if (
        low[max(0, start - 2) : max(0, start - 1)] in (("ages",), ("aged",))
        or before == "and"
        and "ages" in low[max(0, start - 6) : start]
    ):
        return True
    if before in MONTHS or after in MONTHS or after in _CLOCK:
        return True
    if before in {"aged", "age", "ages", "#", "no.", "number", "route", "highway", "chapter", "article"}:
        return True
    if (
        before == ","
        and after in {",", ".", ";"}
        and quantity.low is not None
        and quantity.low < 120
        and start > 1
    ):
        return words.tokens[start - 2].pos in {"PROPN", "NOUN"}
    if quantity.bound == "exact" and quantity.digits and quantity.low is not None:
        year = 1900 <= quantity.low < 2100 and "," not in words.tokens[start].text
        if year and (before in {"of", "in", "since", "on", "by", ","} or after in {",", "."}):
            return True
    return before in {"(", "["} and after in {")", "]"} and words.tokens[max(0, start - 2)].pos == "PROPN"


def _counted(words: Words, at: int, quantity: Quantity, definite: bool) -> tuple[Group | None, int]:
    """A group led by a quantity: "more than 40 Palestinian civilians", "12 others", "seven"."""
    low, begin = words.low, quantity.end
    if _is_compound_age(low, begin):
        return _single(words, at, definite, skip=quantity.end)
    if low[begin : begin + 1] == ("of",):
        return _partitive(words, at, quantity, definite)
    end = noun_run(words, begin)
    if end == begin and _is_plural_after(words, begin):
        end = noun_run(words, begin + 1)
    base = Group(
        at,
        end,
        max(end - 1, at),
        quantity.low,
        quantity.high,
        quantity.bound,
        "count",
        vague=quantity.vague,
        definite=definite,
    )
    if end == begin:
        if quantity.digits and quantity.low in YEARS and "," not in words.tokens[begin - 1].text:
            return None, begin  # "2014 homicides" are those of a year
        return replace(base, end=begin, head=begin - 1, bare=True), begin
    head = low[end - 1]
    if head in {"more", "others", "other"}:
        return _finish(words, replace(base, bare=True), begin), end
    known = people().singular(head) is not None or head in COLLECTIVES
    if known or is_demonym(words, end - 1) or head in CASUALTY_NOUNS:
        if quantity.low == 1 and people().is_plural(head) and head not in people().mass:
            return None, end
        return _finish(words, base, begin), end
    return None, max(end, quantity.end)


def _is_plural_after(words: Words, at: int) -> bool:
    """Whether a participle stands at ``at`` with its people right after it: "12 wounded soldiers"."""
    word = triggers().words.get(words.low[at]) if at < len(words.low) else None
    if word is None or word.form != "participle" or at + 1 >= len(words.low):
        return False
    end = noun_run(words, at + 1)
    further = words.low[at + 1] in {"others", "more"}
    return at + 1 < end <= at + 4 and people().is_plural(words.low[end - 1]) and not further


def _partitive(words: Words, at: int, quantity: Quantity, definite: bool) -> tuple[Group | None, int]:
    """ "dozens of civilians", "two of the soldiers", "half of them"."""
    low, begin = words.low, quantity.end + 1
    while begin < len(low) and low[begin] in DEFINITE:
        begin += 1
    told = quantity.low is None or low[begin - 1] in DEFINITE  # "12 of the 30 passengers"
    inner = read_quantity(low, begin) if begin < len(low) and told else None
    begin = inner.end if inner is not None and inner.low is not None and inner.end < len(low) else begin
    end = noun_run(words, begin)
    base = Group(
        at,
        end,
        quantity.end - 1,
        quantity.low,
        quantity.high,
        quantity.bound,
        "count",
        vague=quantity.vague,
        definite=definite,
    )
    if end == begin:
        if low[begin : begin + 1] == ("them",):
            labels, after = _apposed(words, begin + 1)
            return replace(base, end=begin + 1, bare=True, who=labels), after
        if low[begin : begin + 1] and (low[begin] in triggers().words and low[begin - 1] in DEFINITE):
            return replace(base, end=begin + 1, head=begin, bare=True), begin + 1
        pronoun = begin < len(low) and low[begin] in {"whom", "us", "which", "those"}
        stop = begin + 1 if pronoun else quantity.end
        return (replace(base, end=stop, bare=True) if pronoun else None), stop
    if (
        people().singular(low[end - 1]) is not None
        or is_demonym(words, end - 1)
        or low[end - 1] in CASUALTY_NOUNS
    ):
        return _finish(words, base, begin), end
    return None, end


def _apposed(words: Words, begin: int) -> tuple[tuple[str, ...], int]:
    """The labels after "most of them" ("women and children", "a commander"), and where these words end."""
    start = begin + (words.low[begin : begin + 1] in (("a",), ("an",)))
    run = noun_run(words, start)
    while words.low[run : run + 1] == ("and",) and noun_run(words, run + 1) > run + 1:
        run = noun_run(words, run + 1)
    named = [i for i in range(start, run) if people().singular(words.low[i])]
    labels = tuple(dict.fromkeys(label for i in named for label in labels_of(words, i, i + 1)))
    return labels, run if named else begin


def _is_compound_age(low: Sequence[str], at: int) -> bool:
    """Whether an age goes on at ``at``: "-year-old", "-year old", "year old", "-month-"."""
    unhyphened = [word for word in low[at : at + 4] if word != "-"][:2]
    return unhyphened in _OLD or tuple(low[at : at + 3]) in (("-", "year", "-"), ("-", "month", "-"))


def _single(words: Words, at: int, definite: bool, skip: int | None = None) -> tuple[Group | None, int]:
    """One person: "a soldier", "his wife", "a 12-year-old boy", a name, a pronoun, a bare headline noun."""
    low = words.low
    token = words.tokens[at]
    if low[at] in SINGLE_PRONOUNS and token.pos != "PROPN":
        return Group(at, at + 1, at, 1, 1, "exact", "pronoun", definite=True), at + 1
    begin = at + 1 if low[at] in ARTICLES or definite else at
    if name := _name(words, at):
        return name, name.end
    if begin == at and skip is None and not _may_start_noun(words, at):
        return None, at + 1
    end = noun_run(words, skip or begin)
    if end <= begin:
        return _lone_other(words, at)
    return _one_person(words, at, end, definite)


def _lone_other(words: Words, at: int) -> tuple[Group | None, int]:
    """ "another was wounded", "injuring another", "a fourth is missing"."""
    low = words.low
    end = at + 2 if low[at] in {"a", "the"} and low[at + 1 : at + 2] and low[at + 1] in ORDINALS else at + 1
    if low[at] != "another" and end == at + 1:
        return None, at + 1
    noun = end < len(low) and words.tokens[end].pos in {"NOUN", "PROPN", "ADJ", "NUM"}
    if noun and low[end] not in triggers().words:
        return None, end
    return Group(at, end, end - 1, 1, 1, "exact", "one", bare=True), end


def _one_person(words: Words, at: int, end: int, definite: bool) -> tuple[Group | None, int]:
    low, head = words.low, words.low[end - 1]
    article = low[at] in ARTICLES or definite
    if head in COLLECTIVES and article:
        count = COLLECTIVES[head]
        return Group(at, end, end - 1, count, count, "exact", "count", definite=definite), end
    if head == "family" and low[end : end + 1] == ("of",) and end + 1 < len(low):
        size = read_quantity(low, end + 1)
        if size is not None and size.low:
            return Group(at, size.end, end - 1, size.low, size.high, size.bound, "count"), size.end
    plural = people().is_plural(head)
    if plural and low[at] == "another":
        return None, end
    single = people().singular(head) is not None and not plural and head not in people().counted_only
    if single or (article and is_demonym(words, end - 1, plural=False)):
        group = Group(at, end, end - 1, 1, 1, "exact", "one", definite=definite)
        group = _finish(words, group, at + article)
        name = _name(words, end) if end < len(low) else None
        return (replace(group, end=name.end), name.end) if name else (group, end)
    if words.tokens[end - 1].entity == "PERSON" and not plural:  # "19-year-old John Smith"
        return Group(at, end, end - 1, 1, 1, "exact", "name", definite=True), end
    return None, max(end, at + 1)


def _may_start_noun(words: Words, at: int) -> bool:
    """Whether a noun phrase without article can start here: a sentence or list start, or after a verb."""
    token = words.tokens[at]
    if token.tag not in ADJECTIVE_TAGS or token.pos in {"VERB", "AUX"}:
        return people().singular(words.low[at]) is not None
    return at == 0 or words.tokens[at - 1].tag not in ADJECTIVE_TAGS


def _name(words: Words, at: int) -> Group | None:
    """A person's name: a run the parser calls PERSON, or two capitalised words with an age after them."""
    tokens, end, low = words.tokens, at, words.low
    while (
        end < len(tokens)
        and (low[end] in _TITLES or tokens[end].entity == "PERSON")
        and (
            tokens[end].pos in {"PROPN", "NOUN", "X", "ADJ"}
            or low[end] in {"al", "abu", "-", "ibn", "bin", "."}
        )
        and looks_capital(tokens[end])
    ):
        end += 1
    if end > at and tokens[end - 1].entity == "PERSON" and triggers().words.get(low[end - 1]) is None:
        return Group(at, end, end - 1, 1, 1, "exact", "name", definite=True)
    while end < len(tokens) and tokens[end].pos == "PROPN" and looks_capital(tokens[end]):
        end += 1
    aged = (
        end + 2 < len(tokens)
        and low[end] == ","
        and low[end + 1].isdigit()
        and low[end + 2] in {",", ".", "and"}
    )
    if end - at >= 2 and aged and int(low[end + 1]) < 110:
        return Group(at, end, end - 1, 1, 1, "exact", "name", definite=True)
    return None


def looks_capital(token: Token) -> bool:
    """Whether the token starts with a capital or is a joint of a name."""
    return token.text[:1].isupper() or token.text.lower() in {"al", "-", "ibn", "bin", ".", "abu"}


def _finish(words: Words, group: Group, begin: int) -> Group:
    """The group with its labels and the words that say whose people they are."""
    labels = labels_of(words, begin, group.end) if group.end > begin else ()
    run = [t for t in words.tokens[begin : group.end] if tells_whose(words, t)]
    last = run[-1].i if run else 0
    while run and last + 1 < group.end - 1 and words.tokens[last + 1].pos == "PROPN" and not words.capitals:
        last += 1  # "Islamic State militants"
    whose = Span(run[0].span.start, words.tokens[last].span.end) if run else None
    if whose is None and words.low[group.end : group.end + 1] in (("from",), ("of",)):
        whose = whose_after(words, group.end + 1)
    return replace(group, who=labels, whose=whose)
