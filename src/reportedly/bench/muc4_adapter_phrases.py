"""Noun phrases of a report as MUC-4 keys write them: without articles, counts and possessors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.bench.muc4_adapter_words import words_of
from reportedly.records import ParsedReport, Sentence, Span, Token

LEFT_DEPS = frozenset("amod compound det nummod nmod poss case punct advmod quantmod predet npadvmod".split())
OPENERS = frozenset("\"“”'`")
HEAD_POS = frozenset({"NOUN", "PROPN"})
ACRONYM_BRACKETS = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A base noun phrase: tokens start…end (end excluded) of a sentence; ``head`` is its last token."""

    sentence: Sentence
    start: int
    end: int
    is_name: bool  # the head is a proper noun

    @property
    def head(self) -> Token:
        return self.sentence.tokens[self.end - 1]

    @property
    def span(self) -> Span:
        tokens = self.sentence.tokens
        return Span(tokens[self.start].span.start, tokens[self.end - 1].span.end)

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens[self.start : self.end]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(t.text.lower() for t in self.tokens)


def phrases(parsed: ParsedReport) -> tuple[Phrase, ...]:
    """The base noun phrases of a report, in text order."""
    return tuple(phrase for sentence in parsed.sentences for phrase in _phrases_of(sentence))


def _phrases_of(sentence: Sentence) -> Iterator[Phrase]:
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if token.pos not in HEAD_POS or not token.text[0].isalnum():
            continue
        if token.dep in {"compound", "nmod"} and token.head == i + 1:
            continue
        if i + 1 < len(tokens) and _continues(tokens, i):
            continue
        start = _left_edge(tokens, i)
        start = _without_lead(tokens, start, i)
        yield Phrase(sentence, start, i + 1, token.pos == "PROPN")


def _continues(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the next token belongs to the same name ("RICARDO | ALFONSO")."""
    following = tokens[i + 1]
    return tokens[i].pos == "PROPN" and following.pos == "PROPN" and tokens[i].head == i + 1


def _left_edge(tokens: tuple[Token, ...], head: int) -> int:
    start = head
    while start > 0:
        token = tokens[start - 1]
        inside = start - 1 < token.head <= head
        if not inside or token.dep not in LEFT_DEPS or token.text in {",", ";", "--", "(", "["}:
            break
        start -= 1
    return start


def _without_lead(tokens: tuple[Token, ...], start: int, head: int) -> int:
    """Past possessors, determiners, counts and loose punctuation."""
    drop = words_of("nonessential")
    for j in range(head - 1, start - 1, -1):
        if tokens[j].tag == "POS" or tokens[j].text.upper() == "'S":
            start = j + 1
            break
    while start < head:
        token = tokens[start]
        lowered = token.text.lower()
        quoted = token.text in OPENERS and any(t.text in OPENERS for t in tokens[start + 1 : head])
        if quoted:
            break
        if token.pos in {"DET", "NUM", "PRON", "PUNCT", "SYM", "ADV"} or lowered in drop:
            start += 1
        else:
            break
    return start


def key_string(text: str) -> str:
    """A string as keys write it: capitals, single spaces."""
    return " ".join(text.split()).upper()


def bracketed_acronyms(parsed: ParsedReport) -> dict[str, str]:
    """Full name -> acronym and acronym -> full name, where one stands in brackets after the other."""
    found: dict[str, str] = {}
    for sentence in parsed.sentences:
        tokens = sentence.tokens
        for i in range(1, len(tokens) - 1):
            close = ACRONYM_BRACKETS.get(tokens[i].text)
            if close is None:
                continue
            end = next((j for j in range(i + 1, min(i + 9, len(tokens))) if tokens[j].text == close), None)
            if end is None or end == i + 1:
                continue
            inner = " ".join(t.text for t in tokens[i + 1 : end]).lower()
            before = tokens[max(0, i - 8) : i]
            pair = _pair(inner, [t.text.lower() for t in before])
            if pair:
                found[pair[0]] = pair[1]
                found[pair[1]] = pair[0]
    return found


def _pair(inner: str, before: list[str]) -> tuple[str, str] | None:
    """The long and the short name: initials of the long one begin with the short one's first letter."""
    if not before:
        return None
    if " " not in inner and 2 <= len(inner) <= 8:
        for start in range(len(before) - 1):
            words = before[start:]
            if words[0][0] == inner[0] and len(words) >= 2 and words[0] not in words_of("nonessential"):
                return " ".join(words), inner
        return None
    short = before[-1]
    if 2 <= len(short) <= 8 and inner[0].isalpha() and " " in inner:
        return inner, short
    return None
