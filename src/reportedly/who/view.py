"""A sentence as the who station looks at it: lowered words, base noun phrases, quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.records import ParsedReport, Sentence, Span, Token
from reportedly.who.lexicon import Lexicon

POSSESSIVES = frozenset({"'s", "’s", "ʼs", "'", "’", "'S", "’S"})
_OPENERS = {"“": "”", "«": "»", "„": "”"}
_IN_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
_DETERMINERS = frozenset(
    "the a an this that these those some any all both each every no another "
    "my your his her its our their".split()
)
_NOMINAL = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """A base noun phrase: tokens start…end (end excluded), and the chunk that possesses it."""

    start: int
    end: int
    owner: int | None  # index of the possessor's chunk in the same sentence
    possessive: bool  # followed by a possessive ending


@dataclass(frozen=True, slots=True)
class View:
    """One sentence with what every step needs to know of it."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    lowered: tuple[str, ...]
    all_caps: bool
    title_case: bool  # a headline whose content words are capitalised
    chunks: tuple[Chunk, ...]
    chunk_of: tuple[int, ...]  # token -> chunk, or -1

    def span(self, start: int, end: int) -> Span:
        """The span of the tokens start…end (end excluded)."""
        return Span(self.tokens[start].span.start, self.tokens[end - 1].span.end)

    def before(self, i: int) -> str:
        """The lowered word before token ``i``; "" at the start."""
        return self.lowered[i - 1] if i > 0 else ""

    def after(self, i: int) -> str:
        """The lowered word after token ``i``; "" at the end."""
        return self.lowered[i + 1] if i + 1 < len(self.lowered) else ""


def view_of(sentence: Sentence, lexicon: Lexicon) -> View:
    """The view of a sentence."""
    tokens = sentence.tokens
    words = tuple(t.text for t in tokens)
    lowered = tuple(w.lower().replace("’", "'") for w in words)
    letters = [w for w in words if w[0].isalpha()]
    upper = sum(1 for w in letters if w.isupper())
    all_caps = len(letters) > 2 and upper > 0.8 * len(letters)
    title_case = not all_caps and _is_title_case(tokens)
    inside = _inside(tokens, lowered, _caps_stops(lowered, lexicon) if all_caps else frozenset())
    chunks = _chunks(tokens, words, lowered, inside)
    chunk_of = [-1] * len(tokens)
    for index, chunk in enumerate(chunks):
        chunk_of[chunk.start : chunk.end] = [index] * (chunk.end - chunk.start)
    return View(sentence, tokens, words, lowered, all_caps, title_case, chunks, tuple(chunk_of))


def _caps_stops(lowered: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """Words that end a noun phrase where there is no lower case and tags are poor."""
    verbs = {
        word
        for i, word in enumerate(lowered)
        if lexicon.is_past_verb(word) or (word.endswith("ed") and i > 0 and lexicon.head(lowered, i - 1))
    }
    return lexicon.words["caps_function"] | verbs


def _is_title_case(tokens: Sequence[Token]) -> bool:
    """Whether content words are capitalised and no verb is in lower case."""
    content = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 3]
    if len(content) < 4 or any(t.pos == "VERB" and t.text[0].islower() for t in content):
        return False
    return sum(t.text[0].isupper() for t in content) > 0.8 * len(content)


def _inside(tokens: Sequence[Token], lowered: Sequence[str], function: frozenset[str]) -> list[bool]:
    """Which tokens can stand inside a base noun phrase."""
    inside: list[bool] = []
    for i, token in enumerate(tokens):
        pos = token.pos
        following = tokens[i + 1].pos if i + 1 < len(tokens) else ""
        if function and (lowered[i] in function or _infinitive(tokens, i)) and pos not in ("DET", "PRON"):
            good = False
        elif pos in _IN_PHRASE:
            good = token.text[0].isalnum() or token.text in ("-", "–") or len(token.text) > 1
        elif pos == "DET" or token.tag == "PRP$":
            good = token.tag != "WDT"
        elif pos == "VERB":
            good = (
                token.tag in ("VBN", "VBG")
                and (token.dep == "amod" or following in _NOMINAL)
                and _modifies(tokens, i)
            )
        elif token.text in ("-", "–"):
            good = bool(following) and _tight(tokens, i)
        else:
            good = pos == "ADV" and following in ("ADJ",) and token.dep == "advmod" and i > 0 and inside[-1]
        inside.append(good)
    return inside


def _infinitive(tokens: Sequence[Token], i: int) -> bool:
    """In text without lower case, verbs after "to" are often tagged as names."""
    return i > 0 and tokens[i - 1].tag == "TO"


def _modifies(tokens: Sequence[Token], i: int) -> bool:
    """Whether the participle ``i`` stands before the noun it belongs to."""
    head = tokens[i].head
    return i < head <= i + 4 and tokens[head].pos in _NOMINAL


def _tight(tokens: Sequence[Token], i: int) -> bool:
    """Whether a hyphen has no white space on either side."""
    return (
        0 < i < len(tokens) - 1
        and tokens[i - 1].span.end == tokens[i].span.start
        and tokens[i].span.end == tokens[i + 1].span.start
    )


def _chunks(
    tokens: Sequence[Token], words: Sequence[str], lowered: Sequence[str], inside: Sequence[bool]
) -> tuple[Chunk, ...]:
    chunks: list[Chunk] = []
    start: int | None = None
    owner: int | None = None

    def close(end: int, possessive: bool = False) -> None:
        nonlocal start, owner
        if start is not None and any(
            tokens[k].pos in _NOMINAL or tokens[k].pos in ("ADJ", "NUM", "X") for k in range(start, end)
        ):
            chunks.append(Chunk(start, end, owner, possessive))
            owner = len(chunks) - 1 if possessive else None
        else:
            owner = None
        start = None

    for i, token in enumerate(tokens):
        if lowered[i] in ("'s", "'") and token.tag == "POS":
            close(i, possessive=True)
        elif not inside[i] or (token.pos == "PRON" and token.tag != "PRP$"):
            close(i)
        elif start is None:
            start = i
        elif (token.pos == "DET" or token.tag == "PRP$") and lowered[i] in _DETERMINERS:
            close(i)
            start = i
    close(len(tokens))
    return tuple(chunks)


def quoted_spans(parsed: ParsedReport) -> tuple[Span, ...]:
    """Stretches inside double quotation marks; an open one runs to the end of its block."""
    spans: list[Span] = []
    for block in parsed.report.blocks:
        spans.extend(_quotes(parsed.text, block.span))
    return tuple(spans)


def _quotes(text: str, block: Span) -> list[Span]:
    found: list[Span] = []
    closer = ""
    start = block.start
    for i in range(block.start, block.end):
        character = text[i]
        if closer:
            if character == closer or (closer == '"' and character == "”"):
                found.append(Span(start + 1, i))
                closer = ""
        elif character in _OPENERS or character == '"':
            closer = _OPENERS.get(character, '"')
            start = i
        elif character == "‘" and (i == block.start or not text[i - 1].isalnum()):
            end = _single_end(text, i, block.end)
            if end:
                found.append(Span(i + 1, end))
    if closer:
        found.append(Span(start + 1, block.end))
    return sorted(found)


def _single_end(text: str, start: int, limit: int) -> int | None:
    """Where the ‘ at ``start`` is closed by a ’ that is no apostrophe, within 300 characters."""
    for i in range(start + 1, min(limit, start + 300)):
        if text[i] == "’" and (i + 1 >= limit or not text[i + 1].isalnum()) and text[i - 1] not in "s ":
            return i
    return None
