"""People's verdicts on mismatching fills, as the official MUC-4 scoring kept them.

The file is a nested list: message -> number of the key template -> slot -> (response, verdict, key). It is
used to check the scorer against the official scores only; ordinary scoring asks nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.bench.muc4_format import Fill
from reportedly.errors import InputError

Expression = str | list["Expression"]
GRADES: Mapping[str, int] = {"match": 2, "partial": 1, "fail": 0}
_TOKEN = re.compile(r'[()]|"(?:\\.|[^"\\])*"|[^\s()"]+')


@dataclass(frozen=True, slots=True)
class Verdict:
    """``response`` was given ``grade`` (2 match, 1 partial, 0 fail) against each of ``keys``.

    A failed response has no keys: it fails against all of them. Several keys share one partial credit each.
    """

    response: Fill
    grade: int
    keys: tuple[Fill, ...]


Decisions = Mapping[tuple[str, int, str], tuple[Verdict, ...]]


def read_decisions(path: Path) -> Decisions:
    """The verdicts by (message, key template, slot). Raises InputError where the file is no nested list."""
    try:
        parsed = parse_expression(path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}; give the scorers' decisions") from error
    found: dict[tuple[str, int, str], tuple[Verdict, ...]] = {}
    for message, *templates in _lists(parsed):
        for number, *slots in _lists(templates):
            for slot, *verdicts in _lists(slots):
                place = (_text(message), int(_text(number)), str(slot))
                found[place] = tuple(_verdict(v) for v in _lists(verdicts))
    return found


def parse_expression(text: str) -> Expression:
    """The first expression of the text: a symbol, a quoted string (kept in its quotes) or a nested list."""
    stack: list[list[Expression]] = [[]]
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "(":
            stack.append([])
        elif token != ")":
            stack[-1].append(token)
        elif len(stack) > 1:
            closed = stack.pop()
            stack[-1].append(closed)
        else:
            raise InputError("the scorers' decisions close a list that was never opened")
    if len(stack) != 1 or not stack[0]:
        raise InputError("the scorers' decisions end inside a list")
    return stack[0][0]


def _lists(expression: Expression) -> Iterator[list[Expression]]:
    yield from (item for item in expression if isinstance(item, list) and item)


def _text(expression: Expression) -> str:
    """A quoted string without the quotation marks of the list, and of the fill."""
    text = str(expression)
    if text[:1] == '"':
        text = text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return fill_text(text)


def fill_text(text: str) -> str:
    """A fill without its own quotation marks, single-spaced, in capitals."""
    text = " ".join(text.split())
    if len(text) > 1 and text[0] == '"' and text[-1] == '"':
        text = text[1:-1].replace('\\"', '"')
    return text.strip().upper()


def _verdict(parts: Sequence[Expression]) -> Verdict:
    response, word, *key = parts
    keys = tuple(fill for k in key for fill in _fills(k))
    return Verdict(_fills(response)[0], GRADES[str(word)], keys)


def _fills(expression: Expression) -> tuple[Fill, ...]:
    if isinstance(expression, list) and expression[0] == "all-of":
        return tuple(fill for part in expression[1:] for fill in _fills(part))
    if isinstance(expression, list) and expression[0] == "optional":
        return tuple(Fill(f.alternatives, True, f.tags) for f in _fills(expression[1]))
    if isinstance(expression, list) and expression[0] == "xref":
        return (Fill(_values(expression[1]), tags=_values(expression[2])),)
    return (Fill(_values(expression)),)


def _values(expression: Expression) -> tuple[str, ...]:
    """The alternatives of a value, written as in the files."""
    if not isinstance(expression, list):
        return () if expression == "nil" else (_text(expression),)
    kind, *parts = expression
    if kind == "or":
        return tuple(value for part in parts for value in _values(part))
    texts = ["/".join(_values(part)) for part in parts]
    if kind == "range":
        return (" - ".join(texts).strip(),)
    if kind == "between":
        return (" - ".join(texts),)
    if kind == "qualified":
        return (f"{texts[0]} ({', '.join(texts[1:])})",)
    if kind == "location":
        return (": ".join(texts),)
    raise InputError(f"unknown form {kind!r} in the scorers' decisions")
