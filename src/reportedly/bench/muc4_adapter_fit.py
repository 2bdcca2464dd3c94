"""Fits the learned part of the MUC-4 adapter to the development keys, by one command.

    python -m reportedly.bench.muc4_adapter_fit --data DATA/muc4

A linear classifier over plain features (muc4_adapter_features.py) says which role a phrase fills.
Only ``dev`` is read; the test sets stay unseen. The same data gives the same weights.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reportedly.bench.muc4_adapter_entities import ROLES
from reportedly.bench.muc4_adapter_features import context_of, role_features
from reportedly.bench.muc4_adapter_model import FILE, Linear, fit, save
from reportedly.bench.muc4_adapter_phrases import Phrase, phrases
from reportedly.bench.muc4_adapter_words import words_of
from reportedly.bench.muc4_format import Template, read_templates
from reportedly.bench.muc4_texts import published, read_texts
from reportedly.coder import Coder
from reportedly.records import CodedReport

SLOT_OF: Mapping[str, str] = {
    "PerpInd": "perp-ind-id",
    "PerpOrg": "perp-org-id",
    "Target": "phys-tgt-id",
    "HumName": "hum-tgt-name",
    "HumDesc": "hum-tgt-desc",
    "Weapon": "inc-instr-id",
}
Words = tuple[str, ...]
Keys = Mapping[str, Sequence[Template]]


def key_templates(folder: Path) -> dict[str, list[Template]]:
    """The templates of all key files of a folder by message; a message without any has none."""
    found: dict[str, list[Template]] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith("key"):
            for template in read_templates(path):
                held = found.setdefault(template.message, [])
                if template.number is not None:
                    held.append(template)
    return found


def key_words(text: str) -> Words:
    """The words of a key string without what keys may leave out."""
    words = text.replace('"', "").lower().split()
    while len(words) > 1 and (words[0] in words_of("nonessential") or words[0].isdigit()):
        words = words[1:]
    return tuple(words)


def fillers_of(templates: Iterable[Template]) -> dict[str, set[Words]]:
    """Role -> the strings that fill it in the keys of one message."""
    found: dict[str, set[Words]] = {role: set() for role in SLOT_OF}
    for template in templates:
        for role, slot in SLOT_OF.items():
            for fill in template[slot]:
                found[role] |= {key_words(text) for text in fill.alternatives}
    return {role: {words for words in held if words} for role, held in found.items()}


def role_label(phrase: Phrase, gold: Mapping[str, set[Words]]) -> int:
    """The index of the role whose key strings the phrase matches: whole, by its head part, or by its name."""
    near = 0
    for index, role in enumerate(ROLES[1:], 1):
        for words in gold[role]:
            head = words[: words.index("of")] if "of" in words[1:] else words
            if phrase.words in (words, head):
                return index
            if role == "HumName" and phrase.is_name and _ends_alike(phrase.words, words):
                return index
            if role not in {"HumName", "PerpOrg"} and head and phrase.words[-1] == head[-1]:
                if set(phrase.words) <= set(head) or set(head) <= set(phrase.words):
                    near = near or index
    return near


def _ends_alike(one: Words, other: Words) -> bool:
    return one[-1] == other[-1] and (len(one) == 1 or len(other) == 1 or one[-2:] == other[-2:])


def role_rows(coded: CodedReport, templates: Sequence[Template]) -> tuple[list[list[str]], list[int]]:
    """Features and labels of the phrases of one report."""
    assert coded.findings is not None
    context, gold = context_of(coded), fillers_of(templates)
    found = phrases(coded.findings.parsed)
    return [role_features(context, p) for p in found], [role_label(p, gold) for p in found]


def fit_roles(coded: Sequence[CodedReport], keys: Sequence[Sequence[Template]]) -> Linear:
    """The role classifier of these reports."""
    rows: list[list[str]] = []
    labels: list[int] = []
    for report, templates in zip(coded, keys, strict=True):
        some, their = role_rows(report, templates)
        rows += some
        labels += their
    return fit(rows, labels, ROLES, min_count=4, epochs=8)


def main(arguments: Sequence[str] | None = None) -> None:
    """Code the development texts and write the weights into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with dev/")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent, help="where the weights go")
    options = parser.parse_args(arguments)
    gold = key_templates(options.data / "dev")
    coder = Coder(fast=True).load()
    texts = read_texts(options.data / "dev")
    coded = [coder.code(text, published=published(text)) for text in texts.values()]
    keys = [gold.get(message, []) for message in texts]
    pairs = [(c, k) for c, k in zip(coded, keys, strict=True) if c.findings is not None]
    write(pairs, options.output)


def write(pairs: Sequence[tuple[CodedReport, Sequence[Template]]], folder: Path) -> None:
    """Fit the classifier and write its weights with their provenance."""
    coded, keys = [c for c, _ in pairs], [k for _, k in pairs]
    note = f"reportedly.bench.muc4_adapter_fit on the {len(pairs)} MUC-4 development texts and keys (dev)"
    save(fit_roles(coded, keys), folder / FILE.format("roles"), note)


if __name__ == "__main__":
    main()
