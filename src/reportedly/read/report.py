"""From text to a Report: canonical text, blocks, title, date, outlet and language."""

from __future__ import annotations

import datetime as dt
import hashlib

from reportedly.knowledge.outlets import outlet_by
from reportedly.read.blocks import Hints, find_blocks, title_of
from reportedly.read.canonical import canonical_text
from reportedly.read.dateline import inline_dateline, says_published, says_updated
from reportedly.read.dates import date_in, date_of_url
from reportedly.read.language import language_of
from reportedly.records import Block, BlockKind, Issue, Outlet, Report, Span

MAX_CHARACTERS = 400_000  # about 65,000 words; a longer "report" is an archive or an attack
TOP_BLOCKS = 8  # where a date line of the report itself stands
_ID_CHARACTERS = 16


def make_report(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    published: dt.date | None = None,
    published_from: str | None = None,
    outlet: Outlet | None = None,
) -> Report:
    """A report of plain ``text``, its characters kept in place wherever they are canonical already.

    Without ``published`` the URL's and then the text's own date are used; without ``outlet`` that of
    the URL. What stays unknown is None, with an issue. The id is the same on every machine: the
    first 16 hexadecimal digits of the SHA-256 of text hash, URL or outlet id, and date.
    """
    hints = Hints(title=" ".join(canonical_text(title).split()) or None if title else None)
    return build_report(
        text, hints, url=url, published=published, published_from=published_from, outlet=outlet
    )


def build_report(
    text: str,
    hints: Hints,
    *,
    url: str | None = None,
    published: dt.date | None = None,
    published_from: str | None = None,
    outlet: Outlet | None = None,
    issues: tuple[Issue, ...] = (),
) -> Report:
    """``make_report`` with what a page's markup says about its lines, and earlier ``issues``."""
    text, cut = _capped(canonical_text(text))
    blocks = find_blocks(text, hints)
    found: list[Issue] = [*issues, *cut]
    if published is None:
        published, published_from = _date(text, blocks, url, found)
    elif published_from is None:
        published_from = "given"
    outlet = outlet or (outlet_by(url) if url else None)
    found.extend(_outlet_issues(outlet))
    language = language_of(text)
    found.extend(_language_issues(language))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Report(
        id=_report_id(digest, url, outlet, published),
        text=text,
        blocks=blocks,
        title=hints.title or title_of(text, blocks),
        url=url,
        published=published,
        published_from=published_from,
        language=language,
        outlet=outlet,
        text_sha256=digest,
        issues=tuple(found),
        datelines=_datelines(text, blocks),
    )


def _capped(text: str) -> tuple[str, tuple[Issue, ...]]:
    if len(text) <= MAX_CHARACTERS:
        return text, ()
    tail = max(text.rfind(" ", MAX_CHARACTERS - 2_000, MAX_CHARACTERS), text.rfind("\n", 0, MAX_CHARACTERS))
    cut = tail if tail > MAX_CHARACTERS - 2_000 else MAX_CHARACTERS
    message = f"the text has {len(text)} characters; only the first {cut} are read"
    return text[:cut], (Issue("truncated", message),)


def _date(
    text: str, blocks: tuple[Block, ...], url: str | None, issues: list[Issue]
) -> tuple[dt.date | None, str | None]:
    """(date, where it was found) from the URL, then from the text; an issue where neither tells."""
    from_url = date_of_url(url) if url else None
    if from_url is not None:
        return from_url, "url"
    from_text, ambiguous = _date_of_text(text, blocks)
    if from_text is not None:
        return from_text, "text"
    if ambiguous is not None:
        issues.append(ambiguous)
    message = (
        "no publication date is known, so words such as 'Sunday' stay unresolved; pass --published YYYY-MM-DD"
    )
    issues.append(Issue("no_publication_date", message))
    return None, None


def _date_of_text(text: str, blocks: tuple[Block, ...]) -> tuple[dt.date | None, Issue | None]:
    """The date of a line that says "Published", else of a date line or dateline near the top."""
    ranked: list[tuple[int, int, dt.date]] = []
    ambiguous: Issue | None = None
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.DATELINE:
            words = block.span.of(text)
            rank = 0 if says_published(words) else 2 if says_updated(words) else 1
            if rank == 1 and i >= TOP_BLOCKS:
                continue
            day, in_two_ways = date_in(words)
        elif block.kind is BlockKind.PARAGRAPH and i < TOP_BLOCKS:
            rank, (day, in_two_ways) = 3, _inline_date(block.span.of(text))
        else:
            continue
        if day is not None:
            ranked.append((rank, i, day))
        elif in_two_ways and ambiguous is None:
            message = "the date line can be read in two ways; pass --published YYYY-MM-DD"
            ambiguous = Issue("ambiguous_date", message, block.span)
    return (min(ranked)[2] if ranked else None), ambiguous


def _inline_date(paragraph: str) -> tuple[dt.date | None, bool]:
    dateline = inline_dateline(paragraph)
    if dateline is None:
        return None, False
    return date_in(dateline.of(paragraph).replace("\n", " "), wire=True)


def _outlet_issues(outlet: Outlet | None) -> tuple[Issue, ...]:
    if outlet is None:
        return (Issue("no_outlet", "nothing says who published the report; pass --outlet NAME-OR-DOMAIN"),)
    if not outlet.known:
        message = f"the outlet {outlet.name!r} is not in the outlets table; its country and side are unknown"
        return (Issue("unknown_outlet", message),)
    return ()


def _language_issues(language: str | None) -> tuple[Issue, ...]:
    if language is None or language == "en":
        return ()
    message = f"the text seems to be in another language ({language}); only English is coded"
    return (Issue("not_english", message),)


def _report_id(digest: str, url: str | None, outlet: Outlet | None, published: dt.date | None) -> str:
    parts = (digest, url or (outlet.id if outlet else ""), published.isoformat() if published else "")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:_ID_CHARACTERS]


def _datelines(text: str, blocks: tuple[Block, ...]) -> tuple[Span, ...]:
    """The datelines that open paragraphs, in text order."""
    found = []
    for block in blocks:
        opening = inline_dateline(block.span.of(text)) if block.kind is BlockKind.PARAGRAPH else None
        if opening is not None:
            found.append(Span(block.span.start, block.span.start + opening.end))
    return tuple(found)
