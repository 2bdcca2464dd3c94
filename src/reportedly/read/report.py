"""From text to a Report with canonical text and blocks."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from reportedly.records import Block, BlockKind, Outlet, Report, Span


def make_report(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    published: dt.date | None = None,
    published_from: str | None = None,
    outlet: Outlet | None = None,
) -> Report:
    """A report of plain ``text``: paragraphs are parted by blank lines."""
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, Span(m.start(), m.end())) for m in re.finditer(r"\S(?:.*\S)?", text)
    )
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return Report(
        id=digest[:16],
        text=text,
        blocks=blocks,
        title=title,
        url=url,
        published=published,
        published_from=published_from or ("given" if published else None),
        language="en",
        outlet=outlet,
        text_sha256=digest,
    )
