"""Sources of reports: text, HTML, JSON, CSV and feed files, folders, URLs and standard input."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reportedly.errors import InputError
from reportedly.read.article import Article, report_of, with_origin
from reportedly.read.decode import decode
from reportedly.read.feed import looks_like_feed, read_feed
from reportedly.read.fetch import check_url, fetch
from reportedly.read.page import looks_like_page, read_page
from reportedly.read.structured import StructureError, read_csv, read_json, read_json_lines
from reportedly.records import BlockKind, Issue, Report

STANDARD_INPUT = "-"
_KINDS = {
    **dict.fromkeys((".txt", ".text", ".md"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "page"),
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".xml", ".rss", ".atom"), "xml"),
    ".json": "json",
}
_CONTENT_TYPES = {
    **dict.fromkeys(("text/html", "application/xhtml+xml"), "page"),
    **dict.fromkeys(("application/rss+xml", "application/atom+xml", "application/xml", "text/xml"), "xml"),
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "text/csv": "csv",
}
_NOT_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "a rich-text document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
}
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: what the user knows of the reports, and the limits."""

    published: dt.date | None = None
    outlet: str | None = None  # a name or domain
    allow_private_network: bool = False
    timeout_s: float = 20.0
    max_bytes: int = 20_000_000  # of one file, page, or line of a JSON Lines file


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A report that could not be read, and why."""

    source: str
    issue: Issue


Outcome = Report | ReadFailure
DEFAULTS = ReadOptions()


def read_source(source: str, options: ReadOptions = DEFAULTS) -> Iterator[Outcome]:
    """The reports of a file, a folder (recursive, sorted), an http(s) URL or ``-`` for standard input.

    Raises InputError at once where the source does not exist or is refused; one item that
    cannot be read is a ReadFailure among the others.
    """
    if source == STANDARD_INPUT:
        data = sys.stdin.buffer.read(options.max_bytes + 1)
        return read_bytes(data, "standard input", options)
    if not source.strip():
        raise InputError("the name of a report is empty")
    if "://" in source[:20]:
        check_url(source, allow_private_network=options.allow_private_network)
        return _read_url(source, options)
    path = Path(source)
    try:
        if path.is_dir():
            return _read_files(_files_of(path), options)
        if path.exists():
            return _read_files([path], options)
    except (OSError, ValueError) as error:
        raise InputError(f"{source[:200]!r} cannot be opened: {error}") from error
    raise InputError(f"{source[:200]!r} is no file, folder or http(s) address")


def read_text(text: str, options: ReadOptions = DEFAULTS) -> Report:
    """The report of a plain text."""
    return report_of(Article(text), published=options.published, outlet=options.outlet)


def read_bytes(
    data: bytes,
    source: str,
    options: ReadOptions = DEFAULTS,
    *,
    content_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Iterator[Outcome]:
    """The reports in ``data``; its kind follows from its first characters, ``content_type`` and the name."""
    try:
        text, issues = _text(data, charset, options.max_bytes)
        kind = _KINDS.get(_suffix(source)) or _CONTENT_TYPES.get(content_type or "")
        yield from _outcomes(_articles(text, kind, source, url), source, options, issues, url)
    except StructureError as error:
        # Half a JSON file cannot be parsed: then its size is the reason.
        issue = next((i for i in issues if i.code == "truncated"), Issue("bad_structure", str(error)))
        yield ReadFailure(source, issue)
    except _UnreadableError as error:
        yield ReadFailure(source, Issue("not_text", str(error)))


class _UnreadableError(ValueError):
    """The bytes are no text; the message says what they seem to be."""


def _text(data: bytes, charset: str | None, max_bytes: int) -> tuple[str, tuple[Issue, ...]]:
    if data.startswith(_GZIP):
        data = _unzipped(data, max_bytes + 1)
    for mark, name in _NOT_TEXT.items():
        if data.startswith(mark):
            raise _UnreadableError(f"{name}, not a text; convert it to plain text or HTML first")
    cut: tuple[Issue, ...] = ()
    if len(data) > max_bytes:
        cut = (Issue("truncated", f"more than {max_bytes} bytes; only the first {max_bytes} are read"),)
        data = data[:max_bytes]
    text, issues = decode(data, charset)
    if text is None:
        raise _UnreadableError(issues[0].message)
    return text, (*cut, *issues)


def _unzipped(data: bytes, limit: int) -> bytes:
    """At most ``limit`` bytes of what was compressed: a small file can unfold to any size."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            return packed.read(limit)
    except (OSError, EOFError, zlib.error) as error:
        raise _UnreadableError(f"a damaged gzip file ({error})") from error


def _articles(text: str, kind: str | None, source: str, url: str | None) -> Iterable[Article | Issue]:
    """The articles of a text: what it looks like goes before what its name says."""
    if looks_like_feed(text):
        return read_feed(text)
    if looks_like_page(text) or kind in {"page", "xml"}:
        return [read_page(text, url)]
    if kind == "csv":
        return read_csv(text, "\t" if _suffix(source) == ".tsv" else None)
    if kind == "jsonl":
        return read_json_lines(text.split("\n"))
    if kind == "json" or (kind is None and text.lstrip()[:1] in {"{", "["}):
        return _json(text, certain=kind == "json")
    return [Article(text, url=url)]


def _json(text: str, *, certain: bool) -> Iterable[Article | Issue]:
    """JSON, or JSON Lines under a wrong name, or a plain text that begins with a bracket."""
    try:
        return list(read_json(text))
    except StructureError:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines[:3]):
            return read_json_lines(text.split("\n"))
        if certain or not lines or text.lstrip().startswith('{"'):
            raise
        return [Article(text)]


def _outcomes(
    articles: Iterable[Article | Issue],
    source: str,
    options: ReadOptions,
    issues: tuple[Issue, ...],
    url: str | None,
) -> Iterator[Outcome]:
    for article in articles:
        if isinstance(article, Issue):
            yield ReadFailure(source, article)
        elif not article.text.strip():
            yield ReadFailure(source, Issue("no_text", "no text of an article was found in it"))
        else:
            article = with_origin(article, url, issues)
            report = report_of(article, published=options.published, outlet=options.outlet)
            if all(block.kind is BlockKind.FURNITURE for block in report.blocks):
                yield ReadFailure(source, Issue("no_text", "it holds no text of a report"))
            else:
                yield report


def _suffix(source: str) -> str:
    name = source.rsplit("/", 1)[-1].partition("?")[0].lower().removesuffix(".gz")
    return os.path.splitext(name)[1]


def _files_of(folder: Path) -> list[Path]:
    """Files of the kinds read here below ``folder``, sorted; hidden ones are left out."""
    found = [
        Path(root) / name
        for root, folders, names in os.walk(folder)
        for name in names
        if _suffix(name) in _KINDS and not name.startswith(".") and "/." not in root[len(str(folder)) :]
    ]
    if not found:
        raise InputError(f"{folder} holds no text, HTML, JSON, CSV or feed files")
    return sorted(found)


def _read_files(paths: Iterable[Path], options: ReadOptions) -> Iterator[Outcome]:
    for path in paths:
        try:
            if _KINDS.get(_suffix(path.name)) == "jsonl":
                yield from _read_lines(path, options)
            else:
                with path.open("rb") as file:
                    data = file.read(options.max_bytes + 1)
                yield from read_bytes(data, str(path), options)
        except OSError as error:
            yield ReadFailure(str(path), Issue("unreadable", f"{path}: {error.strerror or error}"))


def _read_lines(path: Path, options: ReadOptions) -> Iterator[Outcome]:
    """JSON Lines line by line, because archives of reports are larger than memory."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
        number = 0
        while line := file.readline(options.max_bytes + 1):
            number += 1
            source = f"{path}:{number}"
            if len(line) > options.max_bytes:
                yield ReadFailure(
                    source, Issue("too_large", f"the line has more than {options.max_bytes} bytes")
                )
                while line and not line.endswith(b"\n"):
                    line = file.readline(options.max_bytes)
            elif line.strip():
                yield from _read_line(line, source, options)


def _read_line(line: bytes, source: str, options: ReadOptions) -> Iterator[Outcome]:
    try:
        text, issues = _text(line, "utf-8", options.max_bytes)
        yield from _outcomes(read_json(text), source, options, issues, None)
    except (StructureError, _UnreadableError) as error:
        yield ReadFailure(source, Issue("bad_row", str(error)))


def _read_url(url: str, options: ReadOptions) -> Iterator[Outcome]:
    try:
        fetched = fetch(
            url,
            timeout_s=options.timeout_s,
            max_bytes=options.max_bytes,
            allow_private_network=options.allow_private_network,
        )
    except InputError as error:
        yield ReadFailure(url, Issue("fetch_failed", str(error)))
        return
    data = fetched.data + b" " if fetched.truncated else fetched.data  # one over the limit: an issue follows
    yield from read_bytes(
        data,
        fetched.url,
        options,
        content_type=fetched.content_type,
        charset=fetched.charset,
        url=fetched.url,
    )
