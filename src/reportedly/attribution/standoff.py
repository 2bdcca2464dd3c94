"""Reads attributions in brat standoff form, as the PolNeAR corpus writes them.

A folder holds ``text/<name>.txt`` and ``attributions/<name>_<annotator>.ann``. Some
documents were annotated by several people and have a file for each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reportedly.errors import InputError
from reportedly.records import Span

ELEMENT = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)\t")
EVENT = re.compile(r"E\d+\t\S+:T\d+")
CONTENT_ROLES = ("Content", "Content2")


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One annotated attribution; a discontinuous element has several spans, in text order."""

    source: tuple[Span, ...]  # empty: no source is given
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One document as one annotator saw it; offsets are code points of ``text``."""

    name: str
    annotator: str
    text: str
    attributions: tuple[GoldAttribution, ...]


def read_documents(folder: Path, limit: int | None = None) -> list[list[GoldDocument]]:
    """All documents of a split, sorted by name; the inner list has one entry for each annotator.

    Raises InputError where the folder does not have the two sub-folders.
    """
    texts, annotations = folder / "text", folder / "attributions"
    if not texts.is_dir() or not annotations.is_dir():
        raise InputError(f"{folder} has no text/ and attributions/ folders")
    by_name: dict[str, list[Path]] = {}
    for path in sorted(annotations.glob("*.ann")):
        by_name.setdefault(path.stem.rpartition("_")[0], []).append(path)
    documents = []
    for text_path in sorted(texts.glob("*.txt"))[:limit]:
        # newline="" keeps "\r\n" as two code points: the offsets count them.
        with text_path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        versions = [
            GoldDocument(text_path.stem, path.stem.rpartition("_")[2], text, read_annotations(path, text))
            for path in by_name.get(text_path.stem, [])
        ]
        if versions:
            documents.append(versions)
    return documents


def read_annotations(path: Path, text: str) -> tuple[GoldAttribution, ...]:
    """The attributions of one ``.ann`` file; those without a cue or without content are left out."""
    elements: dict[str, tuple[Span, ...]] = {}
    found: list[GoldAttribution] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        # An element's words may run over line ends; such lines bear no mark, or only by chance.
        if mark := ELEMENT.match(line):
            elements[mark[1]] = _spans(mark[2], text)
        elif EVENT.match(line):
            found.extend(_attribution(line, elements))
    return tuple(found)


def _attribution(line: str, elements: dict[str, tuple[Span, ...]]) -> list[GoldAttribution]:
    arguments = [part.split(":", 1) for part in line.split("\t", 1)[1].split() if ":" in part]
    roles: dict[str, tuple[Span, ...]] = {}
    for role, identifier in arguments:
        name = "Content" if role in CONTENT_ROLES else role
        roles[name] = tuple(sorted({*roles.get(name, ()), *elements.get(identifier, ())}))
    if not roles.get("Cue") or not roles.get("Content"):
        return []
    return [GoldAttribution(roles.get("Source", ()), roles["Cue"], roles["Content"])]


def _spans(written: str, text: str) -> tuple[Span, ...]:
    """The spans of ``"10 20;25 30"``, without white space at their ends."""
    spans = []
    for piece in written.split(";"):
        start, end = (int(number) for number in piece.split())
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            spans.append(Span(start, end))
    return tuple(sorted(spans))
