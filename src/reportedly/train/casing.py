"""Counts how mixed-case news writes each word: the data of the truecaser (parse/truecase.py).

    python -m reportedly.train.casing --texts FOLDER [--texts FOLDER …] --output FILE

Only words away from a sentence start count, and only in sentences that are not headlines in
capitals or title case. The table holds words and counts, no text.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|[.!?:;\"\u201c\u201d\n]|[(\[)\]]")
MARKUP = re.compile(r"<!\[CDATA\[|\]\]>|<[^>]*>")
MIN_TEXT = 200  # characters
BREAKS = frozenset('.!?:;"\u201c\u201d\n([')
MIN_COUNT = 2
LONGEST_TITLE_SHARE = 0.6  # a sentence with more capitalised words than this says nothing about words


def sentences(text: str) -> Iterator[list[str]]:
    """Runs of words between marks that may be followed by a capital for their own sake."""
    run: list[str] = []
    for match in WORD.finditer(text):
        if match.group() in BREAKS:
            yield run
            run = []
        elif match.group() not in ")]":
            run.append(match.group())
    yield run


def form_of(word: str) -> str:
    """``lower``, ``title`` or ``upper``."""
    if word[0].islower():
        return "lower"
    return "upper" if len(word) > 1 and word.isupper() else "title"


def count(texts: Iterable[str]) -> tuple[Counter[tuple[str, str]], Counter[tuple[bool, bool]]]:
    """Counts of (word, form) and of (one word is capitalised, the next is)."""
    words: Counter[tuple[str, str]] = Counter()
    steps: Counter[tuple[bool, bool]] = Counter()
    for text in texts:
        for run in sentences(text):
            forms = [form_of(word) for word in run]
            if len(run) < 5 or sum(f != "lower" for f in forms) > LONGEST_TITLE_SHARE * len(run):
                continue
            words.update(zip((w.lower() for w in run[1:]), forms[1:], strict=True))
            steps.update((a != "lower", b != "lower") for a, b in zip(forms[1:], forms[2:], strict=False))
    return words, steps


def table(words: Counter[tuple[str, str]], steps: Counter[tuple[bool, bool]], source: str) -> str:
    """The data file: a head with source and transitions, then ``word lower title upper`` rows."""
    rows = [f"# Casing of words in mixed-case news, counted by reportedly.train.casing from: {source}"]
    for was in (False, True):
        total = steps[was, False] + steps[was, True]
        rows.append(f"# {'capital' if was else 'lower'} then capital: {steps[was, True] / max(total, 1):.4f}")
    for word in sorted({word for word, _ in words}):
        counts = [words[word, form] for form in ("lower", "title", "upper")]
        if sum(counts) >= MIN_COUNT:
            rows.append("\t".join((word, *map(str, counts))))
    return "\n".join(rows) + "\n"


def long_strings(value: object) -> Iterator[str]:
    """The running texts in JSON data: its long strings."""
    if isinstance(value, str) and len(value) > MIN_TEXT:
        yield value
    elif isinstance(value, list):
        if len(value) > 5 and all(isinstance(v, str) for v in value):
            yield " ".join(value)
        else:
            for item in value:
                yield from long_strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from long_strings(item)


def read_texts(folder: Path) -> Iterator[str]:
    """The texts of a folder: ``*.txt`` as they are, ``*.tsv`` one token a line, texts in JSON and XML."""
    for path in sorted(folder.rglob("*.json*")):
        text = path.read_text("utf-8", errors="replace")
        for row in text.splitlines() if "\n{" in text else [text]:
            yield from long_strings(json.loads(row))
    for path in sorted((*folder.rglob("*.xml"), *folder.rglob("*.tml"))):
        yield MARKUP.sub("", path.read_text("utf-8", errors="replace"))
    for path in sorted(folder.rglob("*.txt")):
        yield path.read_text("utf-8", errors="replace")
    for path in sorted(folder.rglob("*.tsv")):
        lines = path.read_text("utf-8", errors="replace").splitlines()
        yield " ".join(line.split("\t")[0] or "\n" for line in lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Count the folders and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, action="append", required=True)
    parser.add_argument("--source", required=True, help="names and licences of the texts")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    words, steps = count(text for folder in options.texts for text in read_texts(folder))
    options.output.write_text(table(words, steps, options.source), encoding="utf-8")


if __name__ == "__main__":
    main()
