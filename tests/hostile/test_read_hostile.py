"""Broken and hostile bytes through the read station: no crash, no hang, blocks always well formed.

The inputs come from a seeded generator. ``REPORTEDLY_FUZZ_COUNT`` sets their number
(100,000 before a release); the default runs within the time of the suite.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import string
import time
from collections.abc import Callable

import pytest

from reportedly.read import ReadFailure, ReadOptions, read_bytes
from reportedly.read.canonical import canonical_text
from reportedly.records import Report

COUNT = int(os.environ.get("REPORTEDLY_FUZZ_COUNT", "2000"))
SEED = int(os.environ.get("REPORTEDLY_FUZZ_SEED", "20240825"))
MAX_SECONDS = 10.0
OPTIONS = ReadOptions(max_bytes=2_000_000)
NAMES = (
    "a.txt",
    "a.html",
    "a.json",
    "a.jsonl",
    "a.csv",
    "a.xml",
    "a",
    "a.gz",
    "a.tsv",
    "http://x.example/2024/02/30/a",
)

WORDS = (
    "the army said on Sunday that rebels attacked a village Read more: Published 30 February 2024 03/04/2024 "
    "2024-02-30 31 APR 90 (Reuters) -- [TEXT] BAGHDAD, Aug 3 - “quoted ‘words’ ” © www.example.com #tag "
    "@x share File photo: News / Iraq / Syria By A. Person (Photo by X) 1,000 % ... !!! "
    "\u200b\u202e\ufeff\xad é e\u0301\u0301 漢字 كلمة 🙂"
).split(" ")
# fmt: off
MARKS = [
    "\n", "\n\n", "\r\n", "\r", "\x0b", "\x85", "\u2028", " ", "  ", "\t", "\xa0", "\x00", "\x1b[0m",
    ". ", ", ", "\ud800",
]
# fmt: on
TAGS = (
    "p div span a b i table tr td ul li h1 h2 figure figcaption article section script style svg br meta"
).split()


def _text(rng: random.Random) -> str:
    return "".join(rng.choice(WORDS) + rng.choice(MARKS) for _ in range(rng.randrange(0, 120)))


def _random_bytes(rng: random.Random) -> bytes:
    return rng.randbytes(rng.randrange(0, 3_000))


def _encoded_text(rng: random.Random) -> bytes:
    charset = rng.choice(
        ["utf-8", "utf-16", "utf-16-be", "utf-32", "cp1252", "cp1256", "koi8-r", "shift_jis", "utf-7"]
    )
    return _text(rng).encode(charset, "replace")


def _mixed_encodings(rng: random.Random) -> bytes:
    return b"".join(_encoded_text(rng)[:200] for _ in range(rng.randrange(2, 5)))


def _damaged_text(rng: random.Random) -> bytes:
    data = bytearray(_text(rng).encode("utf-8", "replace"))
    for _ in range(rng.randrange(0, 20)):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _markup(rng: random.Random) -> bytes:
    pieces = [
        rng.choice(["<!doctype html>", "<html>", "<body>", "<!--", "<html><head><meta charset=utf-99>", ""])
    ]
    for _ in range(rng.randrange(0, 150)):
        tag = rng.choice(TAGS)
        pieces.append(
            rng.choice(
                [
                    f"<{tag}>",
                    f"</{tag}>",
                    f"<{tag} a='",
                    f"<{tag} x={tag}>",
                    "&#x110000;",
                    "&amp",
                    "<![CDATA[",
                    "]]>",
                ]
            )
        )
        pieces.append(rng.choice(WORDS))
    return "".join(pieces).encode("utf-8", "replace")


def _nested_markup(rng: random.Random) -> bytes:
    tag, depth = rng.choice(TAGS), rng.choice([50, 300, 3_000])
    return (
        b"<html><body>"
        + f"<{tag}>".encode() * depth
        + b"The army said so."
        + f"</{tag}>".encode() * rng.choice([0, depth])
    )


def _nested_json(rng: random.Random) -> bytes:
    depth = rng.choice([10, 1_000, 50_000])
    opening = rng.choice([b"[", b'{"items":', b'{"text":', b'[{"articles":'])
    return opening * depth + rng.choice([b"", b"1" * 5_000, b"]" * depth, b'"x"' + b"}" * depth])


def _odd_json(rng: random.Random) -> bytes:
    def value(depth: int) -> object:
        kind = rng.randrange(8)
        if kind == 0 and depth < 4:
            return [value(depth + 1) for _ in range(rng.randrange(4))]
        if kind == 1 and depth < 4:
            return {rng.choice(keys): value(depth + 1) for _ in range(rng.randrange(5))}
        return rng.choice(
            [None, True, 1e308, -1, 10**30, _text(rng)[:80], "2024-02-30", "99999999999999", ""]
        )

    keys = [
        "text",
        "body",
        "title",
        "url",
        "date",
        "published",
        "source",
        "items",
        "articles",
        "x",
        "",
        "TEXT",
        "seendate",
    ]
    data = json.dumps({key: value(0) for key in rng.sample(keys, 6)}).encode("utf-8", "replace")
    return data if rng.random() < 0.7 else data[: rng.randrange(len(data))] + b"\n" + data


def _odd_csv(rng: random.Random) -> bytes:
    rows = [
        "title,text,date,url",
        *(",".join(rng.choice(['"', "a", _text(rng)[:40]]) for _ in range(5)) for _ in range(6)),
    ]
    return "\n".join(rows).encode("utf-8", "replace")


def _feed(rng: random.Random) -> bytes:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    head = rng.choice(
        ["", f'<!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]>', '<!DOCTYPE r SYSTEM "file:///etc/passwd">']
    )
    items = "".join(
        f"<item><title>{rng.choice(['&l11;', 'A', '<b>', _text(rng)[:30]])}</title>"
        f"<pubDate>{rng.choice(WORDS)}</pubDate></item>"
        for _ in range(rng.randrange(4))
    )
    return f"<?xml version='1.0'?>{head}<rss><channel>{items}".encode("utf-8", "replace")


def _packed(rng: random.Random) -> bytes:
    data = gzip.compress(rng.choice([_damaged_text(rng), b"a " * 1_500_000]))
    return data if rng.random() < 0.5 else data[: rng.randrange(2, len(data))]


def _repeats(rng: random.Random) -> bytes:
    unit = rng.choice(
        [
            "a.",
            "a.b/",
            "#a ",
            "\u0301\u0316",
            "(",
            "A ",
            "A-",
            "[x/",
            "1 ",
            "/ ",
            "Aug 3 ",
            "By A ",
            "x@",
            "> ",
            "\n",
        ]
    )
    return (
        rng.choice(["", "By ", "Read more: ", "BAGHDAD", "(Photo by "]) + unit * rng.choice([10, 500, 20_000])
    ).encode()


GENERATORS: tuple[Callable[[random.Random], bytes], ...] = (
    _random_bytes, _encoded_text, _mixed_encodings, _damaged_text, _damaged_text, _markup, _nested_markup,
    _nested_json, _odd_json, _odd_json, _odd_csv, _feed, _packed, _repeats,
)  # fmt: skip


def check_report(report: Report) -> None:
    """Every promise that later stations rely on."""
    text = report.text
    assert canonical_text(text) == text
    end = 0
    for block in report.blocks:
        assert end <= block.span.start < block.span.end <= len(text)
        words = block.span.of(text)
        assert words == words.strip()
        end = block.span.end
    text.encode("utf-8")
    covered = sum(len(b.span.of(text).replace("\n", "").replace(" ", "")) for b in report.blocks)
    assert covered == len("".join(text.split())), "no word is outside the blocks"


def check_bytes(data: bytes, name: str) -> None:
    """Reads ``data`` and checks all that comes out, and the time it took."""
    start = time.process_time()
    for outcome in read_bytes(data, name, OPTIONS):
        if isinstance(outcome, ReadFailure):
            assert outcome.issue.code and outcome.issue.message and "\n" not in outcome.issue.message
        else:
            check_report(outcome)
    assert time.process_time() - start < MAX_SECONDS


def test_generated_inputs_never_crash_or_hang() -> None:
    for number in range(COUNT):
        rng = random.Random(SEED * 1_000_003 + number)
        data, name = rng.choice(GENERATORS)(rng), rng.choice(NAMES)
        try:
            check_bytes(data, name)
        except Exception as error:
            error.add_note(f"input {number} of seed {SEED}, as {name}: {data[:200]!r}")
            raise


@pytest.mark.parametrize("unit", [b"a", b"word ", b"A.B ", b"\xc3\xa9", b"<b>", b"a.b/c,", b"( "])
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_one_huge_line_is_cut_with_an_issue(unit: bytes, name: str) -> None:
    data = (b"The army said so. " if name == "a.txt" else b"<html><body>The army said so. ") + unit * (
        3_000_000 // len(unit)
    )
    start = time.process_time()
    outcomes = list(read_bytes(data, name, OPTIONS))
    assert time.process_time() - start < MAX_SECONDS
    for outcome in outcomes:
        assert isinstance(outcome, Report)
        check_report(outcome)
        assert "truncated" in {issue.code for issue in outcome.issues}


def test_fifty_megabytes_in_one_line_do_not_hang() -> None:
    data = b"The army said so. " + b"x y. " * 10_000_000
    start = time.process_time()
    (report,) = read_bytes(data, "a.txt")
    assert isinstance(report, Report)
    assert time.process_time() - start < MAX_SECONDS
    assert "truncated" in {issue.code for issue in report.issues}


def test_many_short_lines_do_not_hang() -> None:
    data = "".join(f"{letter}\n" for letter in string.ascii_letters * 10_000).encode()
    start = time.process_time()
    (report,) = read_bytes(data, "a.txt")
    assert isinstance(report, Report)
    check_report(report)
    assert time.process_time() - start < MAX_SECONDS


def _attributes(unit: str, joint: str = " ") -> str:
    return "<p " + joint.join(unit.format(i) for i in range(20_000)) + ">The army said so.</p>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<html><body>", _attributes("a{}=1")),
        ("<html><body>", _attributes('a{}=">"')),
        ("<html><body>", _attributes('a{}="1"', "")),
        ("<html><body>", _attributes("a{}", "/")),
        ("<html><body>", "x<br>" * 100_000),
        ("<html><body>", "<li><a href='/x'>A link to a story</a></li>" * 20_000),
        ("<html><body>", "<p>" * 50_000),
        ("<html><body><!-- ", "<!-- " * 100_000),
        ("<rss><channel><item><description>", _attributes("a{}=1")),
        ("<rss><channel><item><title>", "<item><title><b>" * 20_000),
        ('{"text": "', _attributes("a{}=1").replace('"', "'") + '"}'),
    ],
)
def test_markup_whose_cost_grows_with_its_square(head: str, body: str) -> None:
    check_bytes((head + body).encode(), "a")
