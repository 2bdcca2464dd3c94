"""Publication dates: strict where given, unambiguous where found."""

from __future__ import annotations

import datetime as dt

import pytest

from reportedly.errors import InputError
from reportedly.read import make_report, parse_published
from reportedly.read.dateline import inline_dateline
from reportedly.read.dates import date_in, date_of_metadata, date_of_url

DAY = dt.date(2024, 8, 25)
PROSE = "The Northern Front said on Sunday that it had launched two rockets."


@pytest.mark.parametrize("value", ["2024-08-25", " 2024-08-25 ", "2024-08-25T10:00:00Z", "2024-08-25 10:00"])
def test_given_dates(value: str) -> None:
    assert parse_published(value) == DAY


@pytest.mark.parametrize("value", ["2024-02-30", "25/08/2024", "yesterday", "", "2024-13-01", "9" * 500])
def test_wrong_given_dates_are_one_clear_line(value: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_published(value)
    assert "\n" not in str(caught.value) and "--published" in str(caught.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2024/08/25/x", DAY),
        ("https://a.example/world/2024/aug/25/x", DAY),
        ("https://a.example/x-20240825-y", DAY),
        ("https://a.example/news/2024-08-25/x.html", DAY),
        ("https://a.example/2024/02/30/x", None),
        ("https://a.example/2024/08/x", None),
        ("https://a.example/id/123420240825999", None),
        ("https://2024-08-25.example/x", None),
    ],
)
def test_dates_of_urls(url: str, expected: dt.date | None) -> None:
    assert date_of_url(url) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("20240825T120000Z", DAY),
        ("2024-08-25T10:42:00+03:00", DAY),
        ("Sun, 25 Aug 2024 10:00:00 GMT", DAY),
        (1724580000, DAY),
        ("1724580000000", DAY),
        ("August 25, 2024", DAY),
        ("03/04/2024", None),
        ("2024-02-30", None),
        (True, None),
        ({"a": 1}, None),
        ("", None),
    ],
)
def test_dates_of_metadata(value: object, expected: dt.date | None) -> None:
    assert date_of_metadata(value) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Lantern Bay, 25th of August 2024", (DAY, False)),
        ("25-Aug-2024", (DAY, False)),
        ("25.08.2024", (DAY, False)),
        ("08/25/2024", (DAY, False)),
        ("03/04/2024", (None, True)),
        ("03/03/2024", (dt.date(2024, 3, 3), False)),
        ("30 February 2024", (None, False)),
        ("3 JAN 90", (None, False)),
    ],
)
def test_dates_in_lines(words: str, expected: tuple[dt.date | None, bool]) -> None:
    assert date_in(words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"A title here\n\nPublished: 25 August 2024\n\n{PROSE}", DAY),
        (f"A title here\n\nUpdated 26 August 2024\n\nPublished 25 August 2024\n\n{PROSE}", DAY),
        (f"LANTERN BAY, Aug 25, 2024 (AFP) - {PROSE}", DAY),
        (f"{PROSE}\n\nIt fired rockets on 25 August 2024 as well.", None),
        (f"A title here\n\nIn this Aug. 25, 2024 photo, men stand.\n\n{PROSE}", None),
    ],
)
def test_dates_of_texts(text: str, expected: dt.date | None) -> None:
    report = make_report(text)
    assert report.published == expected
    assert report.published_from == ("text" if expected else None)


def test_the_order_of_precedence() -> None:
    text, url = f"A title\n\nPublished: 27 August 2024\n\n{PROSE}", "https://a.example/2024/08/26/x"
    given = make_report(text, url=url, published=DAY)
    assert (given.published, given.published_from) == (DAY, "given")
    assert make_report(text, url=url).published_from == "url"
    assert make_report(text).published_from == "text"


def test_missing_and_ambiguous_dates_are_issues() -> None:
    codes = {issue.code: issue for issue in make_report(PROSE).issues}
    assert "--published" in codes["no_publication_date"].message
    codes = {issue.code: issue for issue in make_report(f"A title\n\n03/04/2024\n\n{PROSE}").issues}
    assert codes["ambiguous_date"].span is not None and "no_publication_date" in codes


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("LANTERN BAY, Aug 3 (Reuters) - Gunmen fled.", "LANTERN BAY, Aug 3 (Reuters) - "),
        ("PORT-AU-PRINCE, Haiti (AP) — Gunmen fled.", "PORT-AU-PRINCE, Haiti (AP) — "),
        (
            "SAN SALVADOR, 3 JAN 90 -- [REPORT] [TEXT] GUNMEN FLED.",
            "SAN SALVADOR, 3 JAN 90 -- [REPORT] [TEXT] ",
        ),
        ("August 25, 2024 (PORT SUDAN) – Gunmen fled.", "August 25, 2024 (PORT SUDAN) – "),
        ("(Beirut) – Gunmen fled.", "(Beirut) – "),
        ("The rebels - and others - fled.", None),
        ("Person - a fisherman - fled.", None),
        ("", None),
    ],
)
def test_inline_datelines(paragraph: str, expected: str | None) -> None:
    span = inline_dateline(paragraph)
    assert (span.of(paragraph) if span else None) == expected
