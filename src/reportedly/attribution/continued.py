"""Quotations without a cue of their own: they continue the speaker before them."""

from __future__ import annotations

from dataclasses import replace

from reportedly.attribution.draft import CLOSING, OPENING, Draft
from reportedly.attribution.quotes import Quotation, Quotations
from reportedly.records import BlockKind, ParsedReport, Span

MIN_WORDS = 4
MAX_GAP_BLOCKS = 1


def continue_quotations(parsed: ParsedReport, drafts: list[Draft], quotations: Quotations) -> list[Draft]:
    """``drafts`` with the free quotations that follow added to their speakers' contents.

    A quotation is free where no attribution covers or introduces it. It continues the last
    quoted speaker of its own block; or, where it fills its block, of the block just before.
    """
    result = list(drafts)
    sections = [b.span for b in parsed.report.blocks]
    kinds = [b.kind for b in parsed.report.blocks]
    for quotation in quotations.all:
        if kinds[quotation.block] == BlockKind.TITLE or not _is_free(quotation, result, parsed.text):
            continue
        speaker = _speaker(quotation, result, sections, parsed.text)
        if speaker is not None:
            draft = result[speaker]
            result[speaker] = replace(draft, contents=tuple(sorted((*draft.contents, quotation.span))))
    return result


def _is_free(quotation: Quotation, drafts: list[Draft], text: str) -> bool:
    if len(quotation.span.of(text).split()) < MIN_WORDS:
        return False
    before = text[: quotation.span.start].rstrip()[-1:]
    # A quotation inside a sentence is part of that sentence; only whole sentences continue a speaker.
    if (
        before
        and before not in ".!?:" + CLOSING
        and text[quotation.span.start - 1 : quotation.span.start] != "\n"
    ):
        return False
    return not any(quotation.span.overlaps(span) for draft in drafts for span in (*draft.contents, draft.cue))


def _speaker(quotation: Quotation, drafts: list[Draft], sections: list[Span], text: str) -> int | None:
    """Index of the draft whose speaker goes on."""
    here = sections[quotation.block]
    own = [
        i
        for i, d in enumerate(drafts)
        if here.contains(d.cue) and d.cue.start < quotation.span.start and d.source
    ]
    if own:
        last = max(own, key=lambda i: drafts[i].cue.start)
        return last if not drafts[last].negated else None
    fills = text[here.start] in OPENING and quotation.span.end >= here.end - 2
    if not fills or quotation.block == 0:
        return None
    start = sections[max(0, quotation.block - MAX_GAP_BLOCKS)].start
    before = [i for i, d in enumerate(drafts) if start <= _end(d) < here.start and d.source and not d.negated]
    before = [i for i in before if _has_quote(drafts[i], text)]
    return max(before, key=lambda i: _end(drafts[i])) if before else None


def _end(draft: Draft) -> int:
    return max(draft.cue.end, *(c.end for c in draft.contents))


def _has_quote(draft: Draft, text: str) -> bool:
    return any(mark in c.of(text) for c in draft.contents for mark in '"“«') or draft.lemma in (
        "say",
        "tell",
        "add",
    )
