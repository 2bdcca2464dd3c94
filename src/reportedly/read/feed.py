"""RSS and Atom feeds: each item is a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.read.article import Article
from reportedly.read.dates import date_of_metadata
from reportedly.read.page import has_markup, looks_like_page, text_of_markup, without_long_tags
from reportedly.records import Issue

MAX_FEED_CHARACTERS = 2_000_000
_FEED_START = re.compile(r"<(?:rss|feed|rdf:RDF)\b")
_HEAD_CHARACTERS = 4_000  # declarations, comments and entities may stand before the first element


def looks_like_feed(text: str) -> bool:
    """Whether a text is an RSS or Atom feed."""
    head = text[:_HEAD_CHARACTERS].lstrip()
    return head.startswith("<") and _FEED_START.search(head) is not None and not looks_like_page(head)


def read_feed(text: str) -> Iterator[Article | Issue]:
    """The items of a feed, in its order; entities of its own are refused, since they can explode."""
    if "<!ENTITY" in text:
        yield Issue("unsafe_xml", "the feed defines XML entities of its own; they are not expanded")
        return
    if len(text) > MAX_FEED_CHARACTERS:
        yield Issue(
            "too_large", f"the feed has {len(text)} characters; at most {MAX_FEED_CHARACTERS} are read"
        )
        return
    import feedparser

    parsed = feedparser.parse(
        without_long_tags(text).encode("utf-8", "replace"), sanitize_html=False, resolve_relative_uris=False
    )
    site = parsed.feed.get("title")
    for entry in parsed.entries:
        words = next((c.get("value") for c in entry.get("content", ()) if c.get("value")), None)
        words = words or entry.get("summary") or ""
        title = entry.get("title") or ""
        body = text_of_markup(words) if has_markup(words) else words
        if not (body.strip() or title.strip()):
            yield Issue("no_text", "the feed has an item without words")
            continue
        yield Article(
            body or title,
            title=(text_of_markup(title) if has_markup(title) else title) or None,
            url=entry.get("link"),
            published=date_of_metadata(entry.get("published") or entry.get("updated")),
            outlet=(entry.get("source") or {}).get("title"),
            site=site,
        )
