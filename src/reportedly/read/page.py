"""HTML pages: the article, its title, date, site and captions."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from reportedly.read.article import Article
from reportedly.read.dates import date_of_metadata
from reportedly.records import Issue

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_PAGE_CHARACTERS = 3_000_000  # larger pages are cut: the parsers' time grows faster than the page
MAX_DEPTH = 200  # of nested elements; deeper pages are read as plain lines
MAX_ELEMENTS = 30_000  # of one page; a long page of news has 5,000, and extraction can take their square
MAX_CAPTIONS = 8
_MARKUP = re.compile(
    r"<(?:p|br|div|span|a|b|i|em|strong|h\d|li|ul|img|figure|table|section|article)\b[^<>]*>", re.IGNORECASE
)
# libxml2 compares each attribute of an element with all before it: 100,000 of them take minutes.
MAX_ATTRIBUTES = 60
_QUOTED = re.compile(r"""(?>"[^"]*"|'[^']*')""")
_ATTRIBUTE_MARKS = re.compile(r"=|[\s/]+")
_LONG_TAG = re.compile(r"""<([a-zA-Z][a-zA-Z0-9]*)((?>[^>"']+|"[^"]*"|'[^']*'){4,}+|[^>"']{500,}+)""")
_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK_TAGS = frozenset(
    """p div br h1 h2 h3 h4 h5 h6 li tr section article header footer blockquote figcaption pre dt dd main
    ul ol table title""".split()
)
_SKIPPED_TAGS = frozenset(
    "script style noscript template head iframe svg form nav button select option textarea".split()
)


def looks_like_page(text: str) -> bool:
    """Whether a text is an HTML page rather than prose."""
    return _PAGE_START.match(text[:2_000]) is not None


def has_markup(text: str) -> bool:
    """Whether a text field holds HTML elements."""
    return _MARKUP.search(text) is not None


def read_page(text: str, url: str | None = None) -> Article:
    """The article of an HTML page, one paragraph a line; its text is empty where none was found."""
    issues: tuple[Issue, ...] = ()
    if len(text) > MAX_PAGE_CHARACTERS:
        message = f"the page has {len(text)} characters; only the first {MAX_PAGE_CHARACTERS} are read"
        issues, text = (Issue("truncated", message),), text[:MAX_PAGE_CHARACTERS]
    text = without_long_tags(text)
    tree = _tree(text)
    if tree is None:
        return Article("", issues=issues)
    if _is_odd(tree):
        message = f"the page has over {MAX_ELEMENTS} elements or {MAX_DEPTH} levels; all its lines are read"
        return Article(_lines(tree), url=url, issues=(*issues, Issue("odd_page", message)))
    captions = _captions(tree)
    found = _extract(text, url)
    body = (found.text if found is not None else None) or _lines(tree)
    return Article(
        body,
        title=(found.title if found is not None else None)
        or _first_text(tree, "h1")
        or _first_text(tree, "title"),
        url=url or (found.url if found is not None else None),
        published=date_of_metadata(found.date) if found is not None else None,
        site=(found.sitename or found.hostname) if found is not None else None,
        captions=captions,
        issues=issues,
    )


def text_of_markup(text: str) -> str:
    """The lines of a fragment of HTML, one block element a line."""
    tree = _tree(without_long_tags(text[:MAX_PAGE_CHARACTERS]))
    return _lines(tree) if tree is not None else ""


def without_long_tags(text: str) -> str:
    """``text`` with the attributes taken off those tags that have too many of them."""
    return _LONG_TAG.sub(_short_tag, text)


def _short_tag(match: re.Match[str]) -> str:
    count = sum(1 for _ in _ATTRIBUTE_MARKS.finditer(_QUOTED.sub("", match[2])))
    return match[0] if count <= 2 * MAX_ATTRIBUTES else f"<{match[1]} "


def _tree(text: str) -> HtmlElement | None:
    from lxml import etree, html

    try:
        # Bytes, because lxml refuses text with an encoding declaration; huge_tree stays off on purpose.
        return html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _extract(text: str, url: str | None) -> Any:
    """trafilatura's document, or None where it finds no article."""
    try:
        return _extractor()(
            text, url=url, with_metadata=True, include_comments=False, include_tables=True,
            deduplicate=False, date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, AssertionError):
        return None  # its own slips on broken markup; the page's lines are read instead


@cache
def _extractor() -> Callable[..., Any]:
    """trafilatura, loaded on first use; what it finds wrong with a page is told by our own issues."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return cast(Callable[..., Any], trafilatura.bare_extraction)


def _is_odd(tree: HtmlElement) -> bool:
    """Whether a tree is too deep or too large for a search of its article."""
    level, count = [tree], 0
    for _ in range(MAX_DEPTH):
        count += len(level)
        if not level or count > MAX_ELEMENTS:
            break
        level = [child for node in level for child in node]
    return bool(level)


def _captions(tree: HtmlElement) -> tuple[str, ...]:
    found: list[str] = []
    for node in tree.iter("figcaption"):
        words = " ".join(node.text_content().split())
        if 20 <= len(words) <= 600 and len(found) < MAX_CAPTIONS:
            found.append(words)
    return tuple(found)


def _first_text(tree: HtmlElement, tag: str) -> str | None:
    node = next(tree.iter(tag), None)
    words = " ".join(node.text_content().split()) if node is not None else ""
    return words if 0 < len(words) <= 300 else None


def _lines(tree: HtmlElement) -> str:
    """All text of a tree, a line for each block element; iterative, because pages can nest deeply."""
    from lxml import etree

    pieces: list[str] = []
    skipping: HtmlElement | None = None
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else "script"
        if event == "start":
            if skipping is None and tag in _SKIPPED_TAGS:
                skipping = node
            if skipping is None:
                pieces.append(("\n" if tag in _BLOCK_TAGS else "") + (node.text or "").replace("\n", " "))
        else:
            if skipping is node:
                skipping = None
            if skipping is None:
                pieces.append(("\n" if tag in _BLOCK_TAGS else "") + (node.tail or "").replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
