"""Noun phrases of people: where they end, their class labels, and whose people they are."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.how_many.lexicon import Triggers, looks_demonym, people, triggers
from reportedly.records import Sentence, Span, Token

CASUALTY_NOUNS = frozenset(
    "casualties injuries deaths fatalities wounded dead injured casualty injury death "
    "fatality victims arrests survivors".split()
)
ADJECTIVE_TAGS = frozenset(("JJ JJR JJS NN NNS NNP NNPS VBN VBG HYPH CD POS AFX FW SYM").split())
_ENTITY_WHOSE = frozenset({"NORP", "ORG", "GPE", "LOC"})
_DASH = frozenset({"-", "–", "—", "‑"})
QUOTES = frozenset({'"', "'", "“", "”", "‘", "’", "``", "''", "«", "»"})
MAX_MODIFIERS = 10
_PREDICATES = frozenset({"hostage", "captive", "prisoner"})  # "took 20 passengers hostage"


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence with its lower-case words at hand."""

    sentence: Sentence
    low: tuple[str, ...]
    capitals: bool  # all in capitals, so that case says nothing

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens


def words_of(sentence: Sentence) -> Words:
    """The sentence with lower-case words; typographic apostrophes and zero-width signs made plain."""
    low = tuple(t.text.lower().replace("’", "'").replace("\u200b", "") or "_" for t in sentence.tokens)
    letters = "".join(t.text for t in sentence.tokens if t.text.isalpha())
    return Words(sentence, low, letters.isupper() and len(letters) > 3)


def noun_run(words: Words, at: int) -> int:
    """The end of the noun phrase that goes on at token ``at``: modifiers and the head noun."""
    low, tokens, lexicon = words.low, words.tokens, triggers()
    end, last = at, at
    while end < len(low) and end - at < MAX_MODIFIERS:
        if (
            tokens[end].pos == "NUM"
            and low[end + 1 : end + 2] not in (("-",), ("year",), ("years",))
            and low[end] != "one"
        ):
            break
        if low[end] in QUOTES and low[end] != "'s":
            end += 1
            continue
        dated = tokens[end].entity in {"DATE", "TIME"} and last > at and people().singular(low[last - 1])
        if dated or _ends_run(words, at, end, lexicon):  # "shot another man Sunday evening"
            break
        word, tag = low[end], tokens[end].tag
        noun = (
            tag in {"NN", "NNS", "NNP", "NNPS"}
            or word in {"others", "more"}
            or people().singular(word) is not None
        )
        end += 1
        if noun:
            last = end
    return last


def _ends_run(words: Words, at: int, end: int, lexicon: Triggers) -> bool:
    word, token = words.low[end], words.tokens[end]
    if word in {"year", "month"} and words.low[end - 1] in _DASH or word == "old":
        return False
    if word in _PREDICATES and end > at and people().is_plural(words.low[end - 1]):
        return True
    if people().singular(word) is not None or word in {
        "more",
        "other",
        "others",
        "'s",
        "additional",
        "further",
        "unarmed",
        "armed",
    }:
        return word == "one" and end > at
    trigger = lexicon.words.get(word)
    if trigger is not None:
        return not (trigger.mode == "noun" and word in CASUALTY_NOUNS) or not _is_last_noun(words, end)
    if word in lexicon.carriers or word in lexicon.phrases and token.pos in {"VERB", "AUX", "ADP"}:
        return True
    if word in _DASH:
        return end == at and words.low[end + 1 : end + 2] != ("year",)
    if words.capitals:
        return (
            token.pos in {"VERB", "AUX", "ADP", "PUNCT", "CCONJ", "SCONJ", "DET", "PRON"}
            or not word.isalpha()
        )
    return (
        token.tag not in ADJECTIVE_TAGS
        or token.pos in {"VERB", "AUX"}
        and token.tag not in {"VBN", "VBG"}
        or (token.tag in {"VBN", "VBG"} and token.dep not in {"amod", "compound", "nmod"})
    )


def _is_last_noun(words: Words, at: int) -> bool:
    """Whether a word such as "deaths" or "casualties" is a noun here, not a participle that says more."""
    return words.low[at] in {
        "casualties",
        "deaths",
        "fatalities",
        "injuries",
        "casualty",
        "death",
        "fatality",
        "injury",
        "arrests",
    }


def is_demonym(words: Words, at: int, plural: bool = True) -> bool:
    """Whether the token names people by nation or creed: "Palestinians", "Ukrainians", "an Israeli"."""
    token, word = words.tokens[at], words.low[at]
    if not (token.text[:1].isupper() and looks_demonym(word)):
        return False
    if token.entity == "NORP" or words.capitals and plural:
        return token.pos in {"PROPN", "NOUN"} or not plural
    return (
        plural
        and token.tag in {"NNPS", "NNP", "NNS"}
        and word.endswith(("ans", "ese", "lis", "qis", "nis", "tis", "ites"))
    )


def labels_of(words: Words, begin: int, end: int) -> tuple[str, ...]:
    """The class labels of the noun phrase over ``begin``…``end``."""
    lexicon, low = people(), words.low
    singular = lexicon.singular(low[end - 1])
    for length in (3, 2):
        phrase = (*low[max(begin, end - length) : end - 1], singular or low[end - 1])
        if len(phrase) == length and phrase in lexicon.compounds:
            return (lexicon.compounds[phrase],)
    labels = [lexicon.modifiers[w] for w in low[begin : end - 1] if w in lexicon.modifiers]
    own = lexicon.classes.get(singular, ()) if singular else ()
    if singular == "family":
        own = ("families",)  # a count of families, not of people
    if low[end - 1] in {"police"}:
        own = ("police",)
    if "police" in labels and own and own[0] in {"police", "officials"}:
        own = ("police",)
    return tuple(dict.fromkeys([*own, *labels]))


def tells_whose(words: Words, token: Token) -> bool:
    if token.entity in _ENTITY_WHOSE and token.text[:1].isupper() and token.pos in {"PROPN", "ADJ", "NOUN"}:
        return people().singular(token.text.lower()) is None
    return (
        token.text[:1].isupper()
        and looks_demonym(token.text.lower())
        and not people().is_plural(token.text.lower())
        and token.entity not in {"PERSON"}
    )


def whose_after(words: Words, at: int) -> Span | None:
    """ "members of the Quds Force", "fighters from Hamas"."""
    tokens, start = words.tokens, at
    while start < len(tokens) and words.low[start] in {"the", "a", "an"}:
        start += 1
    end = start
    while (
        end < len(tokens) and tokens[end].pos in {"PROPN", "ADJ", "NOUN"} and tokens[end].text[:1].isupper()
    ):
        end += 1
    if end == start or tokens[start].entity in {"DATE", "TIME", "FAC"} or words.capitals:
        return None
    return Span(tokens[start].span.start, tokens[end - 1].span.end)
