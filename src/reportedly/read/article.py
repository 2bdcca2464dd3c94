"""What a file, page or feed says about one report, before it becomes a Report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from reportedly.knowledge.outlets import outlet_by
from reportedly.read.blocks import Hints
from reportedly.read.canonical import canonical_text
from reportedly.read.report import build_report
from reportedly.records import Issue, Outlet, Report


@dataclass(frozen=True, slots=True)
class Article:
    """Text and metadata of one report as found; nothing canonical, nothing resolved yet."""

    text: str
    title: str | None = None
    url: str | None = None
    published: dt.date | None = None
    outlet: str | None = None  # a name or domain that the source gives for the publisher
    site: str | None = None  # the name of the page's site or the feed
    captions: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


def report_of(article: Article, *, published: dt.date | None, outlet: str | None) -> Report:
    """The report of an article; ``published`` and ``outlet`` are the user's and come before its own."""
    title = _one_line(article.title)
    captions = tuple(filter(None, map(_one_line, article.captions)))
    text = _with_heading(article.text, title, captions)
    day = published or article.published
    return build_report(
        text,
        Hints(title=title, captions=frozenset(captions)),
        url=article.url,
        published=day,
        published_from=("given" if published else "metadata") if day else None,
        outlet=outlet_by(outlet) if outlet else _outlet(article),
        issues=article.issues,
    )


def with_origin(article: Article, url: str | None, issues: tuple[Issue, ...]) -> Article:
    """The article with ``url`` where it has none of its own, and the ``issues`` of its file."""
    return replace(article, url=article.url or url, issues=(*issues, *article.issues))


def _one_line(words: str | None) -> str | None:
    return " ".join(canonical_text(words).split()) or None if words else None


def _with_heading(text: str, title: str | None, captions: tuple[str, ...]) -> str:
    """The text with its title, and the captions it lacks, on lines of their own at the top."""
    body = canonical_text(text).strip("\n")
    lines = {" ".join(line.split()) for line in body[:5_000].split("\n")}
    heading = [title] if title and title not in lines else []
    heading += [caption for caption in dict.fromkeys(captions) if caption not in lines]
    if title in lines and heading:  # captions go below the title
        return _below_title(body, title or "", heading)
    return "\n\n".join([*heading, body])


def _below_title(body: str, title: str, heading: list[str]) -> str:
    lines = body.split("\n")
    place = next(i for i, line in enumerate(lines) if " ".join(line.split()) == title)
    return "\n".join([*lines[: place + 1], "", *heading, "", *lines[place + 1 :]])


def _outlet(article: Article) -> Outlet | None:
    """The first known outlet of what the source, the URL and the site name say; else an unknown one."""
    said = [words.strip() for words in (article.outlet, article.url, article.site) if words]
    outlets = [outlet_by(words) for words in said if words]
    known = next((outlet for outlet in outlets if outlet.known), None)
    if known is not None or not outlets:
        return known
    return replace(outlets[0], name=_one_line(article.site) or outlets[0].name)
