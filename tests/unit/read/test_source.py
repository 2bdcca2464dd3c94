"""Sources: files of each kind, folders, URLs, and what happens to bad ones among good ones."""

from __future__ import annotations

import gzip
import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from reportedly.errors import InputError
from reportedly.read import ReadFailure, ReadOptions, read_bytes, read_source, read_text
from reportedly.read.fetch import check_url
from reportedly.records import Report

PROSE = "The Northern Front said on Sunday that it had launched two rockets at a depot near Lantern Bay."
MORE = (
    "The army of Eastland denied that anything was hit and said that its air defences had brought both down."
)
PAGE = f"""<!doctype html><html><head><title>Front fires rockets | Daily Lantern</title>
<meta property="og:site_name" content="Daily Lantern">
<meta property="article:published_time" content="2024-08-25T10:42:00+03:00">
<meta property="og:title" content="Front fires rockets at depot"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Front fires rockets at depot</h1>
<figure><img src="a.jpg"><figcaption>Smoke rises over the harbour on Sunday.</figcaption></figure>
<p>{PROSE}</p><p>{MORE}</p><p>Three fishermen were slightly hurt by fragments, the harbour master said.</p>
<p>Read more: An older report about ships</p></article><footer>Copyright 2024</footer></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Daily Lantern</title>
<item><title>Shells hit a bridge</title><link>https://daily-lantern.example/a</link>
<description>&lt;p&gt;Shells hit a bridge on Monday, the mayor said.&lt;/p&gt;</description>
<pubDate>Mon, 26 Aug 2024 10:00:00 GMT</pubDate></item><item></item></channel></rss>"""


def reports(data: bytes | str, name: str, options: ReadOptions | None = None) -> list[Report]:
    data = data.encode() if isinstance(data, str) else data
    found = list(read_bytes(data, name, options or ReadOptions()))
    assert all(isinstance(outcome, Report) for outcome in found), found
    return [outcome for outcome in found if isinstance(outcome, Report)]


def test_a_page_gives_title_date_site_caption_and_paragraphs() -> None:
    (report,) = reports(PAGE, "a.html")
    assert report.title == "Front fires rockets at depot"
    assert (str(report.published), report.published_from) == ("2024-08-25", "metadata")
    assert report.outlet is not None and report.outlet.name == "Daily Lantern" and not report.outlet.known
    kinds = [block.kind.value for block in report.blocks]
    assert kinds == ["title", "caption", "paragraph", "paragraph", "paragraph", "furniture"]


def test_what_the_user_says_comes_first() -> None:
    import datetime as dt

    options = ReadOptions(published=dt.date(2024, 9, 1), outlet="Press TV")
    (report,) = reports(PAGE, "a.html", options)
    assert (str(report.published), report.published_from) == ("2024-09-01", "given")
    assert report.outlet is not None and report.outlet.id == "presstv"
    assert read_text(PROSE, options).outlet == report.outlet


@pytest.mark.parametrize(
    "row",
    [
        {
            "title": "T t",
            "text": PROSE,
            "url": "https://a.example/x",
            "date": "2024-08-25",
            "source": "Reuters",
        },
        {
            "headline": "T t",
            "maintext": PROSE,
            "date_publish": "2024-08-25 10:00:00",
            "source_domain": "reuters.com",
        },
        {
            "title": "T t",
            "content": f"<p>{PROSE}</p>",
            "pubDate": "Sun, 25 Aug 2024 10:00:00 GMT",
            "publisher": "Reuters",
        },
        {
            "TITLE": "T t",
            "body": PROSE,
            "seendate": "20240825T100000Z",
            "source": {"id": None, "name": "Reuters"},
        },
    ],
)
def test_json_under_the_usual_names(row: dict[str, object]) -> None:
    for data in (json.dumps(row), json.dumps([row]), json.dumps({"status": "ok", "articles": [row]})):
        (report,) = reports(data, "a.json")
        assert (report.title, str(report.published), report.published_from) == (
            "T t",
            "2024-08-25",
            "metadata",
        )
        assert report.outlet is not None and report.outlet.id == "reuters"
        assert report.text == f"T t\n\n{PROSE}"


def test_one_bad_line_never_stops_the_rest(tmp_path: Path) -> None:
    good = json.dumps({"text": PROSE})
    path = tmp_path / "a.jsonl"
    path.write_text(f'{good}\n{{"text": \n\n{{"x": 1}}\n{good}\n', "utf-8")
    found = list(read_source(str(path)))
    assert [type(outcome) for outcome in found] == [Report, ReadFailure, ReadFailure, Report]
    failure = found[1]
    assert isinstance(failure, ReadFailure) and failure.source.endswith("a.jsonl:2")
    assert failure.issue.code == "bad_row"


def test_csv_and_feed() -> None:
    (report,) = reports(f'title,text,date\nT t,"{PROSE}",2024-08-25\n', "a.csv")
    assert (report.title, str(report.published)) == ("T t", "2024-08-25")
    first, second = read_bytes(FEED.encode(), "a.xml")
    assert isinstance(first, Report) and first.title == "Shells hit a bridge"
    assert first.url == "https://daily-lantern.example/a" and str(first.published) == "2024-08-26"
    assert isinstance(second, ReadFailure) and second.issue.code == "no_text"


def test_feeds_with_entities_are_refused() -> None:
    (failure,) = read_bytes(b'<!DOCTYPE r [<!ENTITY a "x">]><rss><channel></channel></rss>', "a.rss")
    assert isinstance(failure, ReadFailure) and failure.issue.code == "unsafe_xml"
    (failure,) = read_bytes(b'<rss><!DOCTYPE r [<!ENTITY a "x">]></rss>', "a.rss")
    assert isinstance(failure, ReadFailure) and failure.issue.code == "unsafe_xml"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 ...", "not_text"),
        (bytes(range(256)) * 20, "not_text"),
        (b"", "no_text"),
        (b" \n \xe2\x80\x8b\n", "no_text"),
        (b"\x1f\x8bbroken", "not_text"),
    ],
)
def test_what_is_no_report_is_a_failure(data: bytes, code: str) -> None:
    (failure,) = read_bytes(data, "a")
    assert isinstance(failure, ReadFailure) and failure.issue.code == code


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_charsets(charset: str) -> None:
    text = f"“Nine” soldiers’ posts in Bogotá – were hit. {PROSE}"
    (report,) = reports(text.encode(charset), "a.txt")
    assert report.text == text


def test_a_gzip_file_is_unfolded_up_to_the_limit() -> None:
    (report,) = reports(gzip.compress(PROSE.encode()), "a.txt.gz")
    assert report.text == PROSE
    (report,) = reports(gzip.compress(b"word " * 1_000_000), "a.txt.gz", ReadOptions(max_bytes=10_000))
    assert "truncated" in {issue.code for issue in report.issues} and len(report.text) <= 10_000


def test_a_folder_is_read_in_order_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.md", ".hidden.txt", "picture.png"):
        (tmp_path / name).write_text(f"{name} {PROSE}", "utf-8")
    found = [outcome for outcome in read_source(str(tmp_path)) if isinstance(outcome, Report)]
    assert [report.text.split()[0] for report in found] == ["a.txt", "b.txt", "sub/c.md"]


@pytest.mark.parametrize(
    "source", ["no/such/file", "", "x\0y", "ftp://a.example/x", "http://", "http://a.b:99999/"]
)
def test_sources_that_do_not_exist_are_input_errors(source: str) -> None:
    with pytest.raises(InputError) as caught:
        list(read_source(source))
    assert "\n" not in str(caught.value)


def test_an_empty_folder_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_source(str(tmp_path))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(PROSE.encode())))
    (report,) = read_source("-")
    assert isinstance(report, Report) and report.text == PROSE


class _Site(BaseHTTPRequestHandler):
    """A little site with a page, a redirect, a loop, a way to a private address and a long file."""

    def do_GET(self) -> None:
        to = {
            "/moved": "/2024/08/25/page",
            "/loop": "/loop",
            "/out": "http://10.0.0.1/x",
            "/ftp": "ftp://a/x",
        }
        if self.path in to:
            self.send_response(302)
            self.send_header("Location", to[self.path])
            self.end_headers()
        elif self.path == "/2024/08/25/page":
            self._answer("text/html; charset=utf-8", PAGE.replace("article:published_time", "x").encode())
        elif self.path == "/long.txt":
            self._answer("text/plain", b"word " * 100_000)
        else:
            self.send_error(404)

    def _answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


OPEN = ReadOptions(allow_private_network=True, timeout_s=5, max_bytes=100_000)


def test_a_page_is_fetched_and_redirects_are_followed(site: str) -> None:
    (report,) = read_source(f"{site}/moved", OPEN)
    assert isinstance(report, Report) and report.title == "Front fires rockets at depot"
    assert report.url == f"{site}/2024/08/25/page"
    assert str(report.published) == "2024-08-25"


def test_a_long_file_is_cut_with_an_issue(site: str) -> None:
    (report,) = read_source(f"{site}/long.txt", OPEN)
    assert isinstance(report, Report) and "truncated" in {issue.code for issue in report.issues}


@pytest.mark.parametrize("path", ["/loop", "/missing", "/ftp"])
def test_what_cannot_be_fetched_is_a_failure(site: str, path: str) -> None:
    (failure,) = read_source(site + path, OPEN)
    assert isinstance(failure, ReadFailure) and failure.issue.code == "fetch_failed"


def test_private_addresses_are_refused(site: str) -> None:
    with pytest.raises(InputError, match="private"):
        read_source(f"{site}/moved")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",
        "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]", "[fc00::1]", "100.64.0.1", "224.0.0.1",
        "2130706433", "0x7f.1", "127.1",
    ],
)  # fmt: skip
def test_every_way_to_write_a_private_address_is_refused(host: str) -> None:
    with pytest.raises(InputError):
        check_url(f"http://{host}/")


def test_a_redirect_to_a_private_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.read.fetch._is_public", lambda address: address == "127.0.0.1")
    (failure,) = read_source(f"{site}/out", ReadOptions(timeout_s=5))
    assert isinstance(failure, ReadFailure) and "private" in failure.issue.message
