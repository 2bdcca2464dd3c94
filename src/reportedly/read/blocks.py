"""Blocks of a canonical text by kind: section, title, caption, dateline, paragraph, furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportedly.read.captions import is_caption
from reportedly.read.dateline import inline_dateline, is_agency, is_dateline
from reportedly.read.furniture import is_furniture, is_related_heading
from reportedly.read.lines import text_units
from reportedly.read.word_lists import word_list
from reportedly.records import Block, BlockKind, Span

NEAR_TOP = 6  # units in which section, title, opening captions and agency lines are looked for
NEAR_END = 3
MAX_TITLE_CHARACTERS = 250
MAX_TITLE_WORDS = 30
MAX_SECTION_CHARACTERS = 80
MAX_UNIT_CHARACTERS = 4_000  # longer units are paragraphs without looking

_SECTION_PART = re.compile(r"[^\W\d_][\w'’&.-]*(?: [\w'’&.-]+){0,3}")
_PATH_MARK = re.compile(r"\s+[/|•·]\s+|\s*[>»›→]\s*")
_ENDS_OPEN = re.compile(r"[.;:,][\"'”’)\]]*$")
_ENDS_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){2,}[\"'”’)\]]*$|\.\.\.$")
_ENDS_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Hints:
    """What a page's own markup says about its lines; each is the exact text of a line."""

    title: str | None = None
    captions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Unit:
    span: Span
    words: str  # one line, single spaces; of very long units only the beginning


def find_blocks(text: str, hints: Hints | None = None) -> tuple[Block, ...]:
    """The blocks of a canonical ``text``, in order, never overlapping; blank lines belong to none."""
    hints = hints or Hints()
    units = [_unit(text, span) for span in text_units(text)]
    kinds = [_kind(i, unit, len(units), hints) for i, unit in enumerate(units)]
    title = _title_index(units, kinds, hints)
    if title is not None:
        kinds[title] = BlockKind.TITLE
    _mark_sections(units, kinds, title)
    _mark_related(units, kinds)
    return tuple(Block(kind, unit.span) for kind, unit in zip(kinds, units, strict=True))


def title_of(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The words of the title block, if there is one."""
    for block in blocks:
        if block.kind is BlockKind.TITLE:
            return " ".join(block.span.of(text).split())
    return None


def _unit(text: str, span: Span) -> _Unit:
    return _Unit(span, " ".join(text[span.start : min(span.end, span.start + MAX_UNIT_CHARACTERS)].split()))


def _kind(i: int, unit: _Unit, count: int, hints: Hints) -> BlockKind:
    """The kind of a unit by its own words and rough position."""
    words = unit.words
    if unit.span.end - unit.span.start > MAX_UNIT_CHARACTERS:
        return BlockKind.PARAGRAPH
    if words in hints.captions:
        return BlockKind.CAPTION
    if words == hints.title and i < NEAR_TOP:
        return BlockKind.TITLE
    at_edge = i < NEAR_TOP or i >= count - NEAR_END
    if count > 1 and (is_dateline(words) or (at_edge and is_agency(words))):
        return BlockKind.DATELINE
    if is_furniture(words):
        return BlockKind.FURNITURE
    if is_caption(words, near_top=0 < i < NEAR_TOP):
        return BlockKind.CAPTION
    if i < NEAR_TOP and _is_path(words):
        return BlockKind.SECTION
    return BlockKind.PARAGRAPH


def _is_path(words: str) -> bool:
    """A path of short names, as in "News / Africa / Sudan"."""
    if len(words) > MAX_SECTION_CHARACTERS or _ENDS_SENTENCE.search(words):
        return False
    parts = [part.strip() for part in _PATH_MARK.split(words) if part.strip()]
    return len(parts) >= 2 and all(p[:1].isupper() and _SECTION_PART.fullmatch(p) for p in parts)


def _title_index(units: list[_Unit], kinds: list[BlockKind], hints: Hints) -> int | None:
    """Which unit is the title: the one the page names, else the first that reads like a headline."""
    if BlockKind.TITLE in kinds or hints.title is not None:
        return None
    first = [i for i, kind in enumerate(kinds[:NEAR_TOP]) if kind is BlockKind.PARAGRAPH][:2]
    if not first:
        return None
    index = first[0]
    if _is_section_name(units[index].words) and len(first) > 1 and _reads_like_title(first[1], units, kinds):
        index = first[1]
    return index if _reads_like_title(index, units, kinds) else None


def _reads_like_title(index: int, units: list[_Unit], kinds: list[BlockKind]) -> bool:
    words = units[index].words
    if len(words) > MAX_TITLE_CHARACTERS or words.count(" ") >= MAX_TITLE_WORDS:
        return False
    if _ENDS_OPEN.search(words) and not _ENDS_ABBREVIATED.search(words):
        return False
    return inline_dateline(words) is None and _prose_follows(index, units, kinds)


def _prose_follows(index: int, units: list[_Unit], kinds: list[BlockKind]) -> bool:
    later = zip(units[index + 1 :], kinds[index + 1 :], strict=True)
    return any(kind is BlockKind.PARAGRAPH and _ENDS_SENTENCE.search(unit.words[-8:]) for unit, kind in later)


def _is_section_name(words: str) -> bool:
    """A known name of a section, or one or two capitalised words without a verb's chance."""
    bare = words.strip(" :|/>-").lower()
    return bare in word_list("sections") or (
        words.count(" ") <= 1 and words[:1].isupper() and words[-1:].isalpha()
    )


def _mark_sections(units: list[_Unit], kinds: list[BlockKind], title: int | None) -> None:
    """Short labels above the title are sections; a path below it stays one as well."""
    for i in range(title or 0):
        if kinds[i] is BlockKind.PARAGRAPH and _is_section_name(units[i].words):
            kinds[i] = BlockKind.SECTION


def _mark_related(units: list[_Unit], kinds: list[BlockKind]) -> None:
    """Headlines listed under "Related articles" and the like are other reports'."""
    listing = False
    for i, unit in enumerate(units):
        if kinds[i] is BlockKind.FURNITURE and is_related_heading(unit.words):
            listing = True
        elif kinds[i] is BlockKind.PARAGRAPH and listing:
            listing = unit.words.count(" ") < MAX_TITLE_WORDS and not _ENDS_SENTENCE.search(unit.words)
            if listing:
                kinds[i] = BlockKind.FURNITURE
