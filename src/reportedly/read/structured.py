"""JSON, JSON Lines and CSV: rows of reports under the key names in common use."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from reportedly.read.article import Article
from reportedly.read.dates import date_of_metadata
from reportedly.read.page import has_markup, text_of_markup
from reportedly.records import Issue

MAX_NESTING = 6
_TEXT_KEYS = tuple(
    """
    text body content article maintext article_text articletext full_text fulltext body_text
    article_body articlebody clean_text cleaned_text story content_text content_html plaintext
    raw_text html summary description
    """.split()
)
_TITLE_KEYS = ("title", "headline", "heading", "article_title", "title_text", "name")
_URL_KEYS = tuple(
    """
    url link source_url article_url web_url weburl permalink canonical_url uri id
    """.split()
)
_DATE_KEYS = tuple(
    """
    published publish_date date_publish date_published publication_date publicationdate pub_date pubdate
    published_at publishedat datepublished publishdate published_date date seendate datetime
    timestamp time created_at created
    """.split()
)
_OUTLET_KEYS = tuple(
    """
    outlet source publisher sourcecommonname source_domain source_name sitename site_name site
    domain publication newspaper media provider source_common_name
    """.split()
)
_LIST_KEYS = tuple("items articles reports results documents docs data entries records hits rows".split())

Row = Mapping[str, object]


class StructureError(ValueError):
    """The data cannot be parsed, or hold no reports; its message says why."""


def read_json(text: str) -> Iterator[Article | Issue]:
    """The articles of a JSON value: one object, a list, or objects under "items", "articles" …"""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StructureError(f"not valid JSON: {_reason(error)}") from error
    found = False
    for row in _rows(value, 0):
        found = True
        yield _article(row)
    if not found:
        raise StructureError("the JSON holds no object with a text under a key such as text, body or content")


def read_json_lines(lines: Iterable[str]) -> Iterator[Article | Issue]:
    """One article, or the reason why there is none, for each line that is not blank."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield from read_json(line)
        except StructureError as error:
            yield Issue("bad_row", f"line {number}: {error}")


def read_csv(text: str, delimiter: str | None = None) -> Iterator[Article | Issue]:
    """One article, or the reason why there is none, for each row below the header."""
    delimiter = delimiter or _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip() for cell in next(reader)]
    except (StopIteration, csv.Error) as error:
        raise StructureError("the CSV has no header") from error
    if _first(dict.fromkeys(map(str.lower, header), "x"), _TEXT_KEYS) is None:
        raise StructureError("no CSV column is named text, body, content or the like")
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Issue("bad_row", f"line {reader.line_num}: {error}")
            continue
        if any(cell.strip() for cell in cells):
            yield _article(dict(zip(header, cells, strict=False)))


def _reason(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]


def _delimiter(text: str) -> str:
    first = text[:5_000].split("\n", 1)[0]
    return max(",;\t|", key=first.count)


def _rows(value: object, depth: int) -> Iterator[Row]:
    """The objects that hold a text, looked for in lists and under the usual container keys."""
    if depth > MAX_NESTING:
        return
    if isinstance(value, list):
        for item in value:
            yield from _rows(item, depth + 1)
    elif isinstance(value, dict):
        keys = {str(key).lower(): key for key in value}
        if any(isinstance(value[keys[k]], str) for k in _TEXT_KEYS if k in keys):
            yield value
            return
        for key in ("article", *_LIST_KEYS, "_source"):
            if key in keys and isinstance(value[keys[key]], list | dict):
                yield from _rows(value[keys[key]], depth + 1)


def _article(row: Row) -> Article | Issue:
    lower = {str(key).strip().lower(): value for key, value in row.items()}
    text = _first(lower, _TEXT_KEYS)
    if text is None:
        return Issue("no_text", "the row has no text")
    title = _first(lower, _TITLE_KEYS)
    url = next((u for u in (_first(lower, (key,)) for key in _URL_KEYS) if u and _is_web(u)), None)
    outlet = _outlet(lower)
    return Article(
        text_of_markup(text) if has_markup(text) else text,
        title=text_of_markup(title) if title and has_markup(title) else title,
        url=url,
        published=next((d for d in map(date_of_metadata, map(lower.get, _DATE_KEYS)) if d is not None), None),
        outlet=outlet,
    )


def _first(row: Mapping[str, object], keys: Iterable[str]) -> str | None:
    """The first value under ``keys`` that is a string with words in it."""
    for key in keys:
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _outlet(row: Mapping[str, object]) -> str | None:
    """The publisher's name; some formats give an object with a name, or a URL."""
    for key in _OUTLET_KEYS:
        value = row.get(key)
        if isinstance(value, dict):
            value = _first(
                {str(k).lower(): v for k, v in value.items()}, ("name", "title", "domain", "id", "uri")
            )
        if isinstance(value, str) and 0 < len(value.strip()) <= 200:
            return value.strip()
    return None


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://")) and len(url) <= 2_000
