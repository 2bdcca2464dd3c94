"""`reportedly explain`, `verify`, `gazetteer` and `bench`: what they print and how they fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Program = Callable[..., Any]

BENCHES = ["muc4", "plv", "acled", "places", "times", "attribution", "tolls", "seed"]


def test_explain_finds_a_claim_of_the_last_run_by_its_first_characters(
    program: Program, report: Path
) -> None:
    claim = json.loads(program("code", str(report), "--format", "json", "--fast").out)["claims"][0]
    done = program("explain", claim["id"][:6])
    assert done.code == 0
    assert f"claim {claim['id']}" in done.out and "evidence" in done.out


def test_explain_reads_a_file_with_origins(program: Program, report: Path) -> None:
    program("code", str(report), "--format", "jsonl", "--explain", "--output", "coded.jsonl", "--fast")
    claim = json.loads(Path("coded.jsonl").read_text("utf-8"))["claims"][0]
    done = program("explain", claim["id"], "--from", "coded.jsonl")
    assert done.code == 0 and claim["claimant"]["name"] in done.out


def test_explain_says_where_origins_are_missing(program: Program, report: Path) -> None:
    program("code", str(report), "--format", "jsonl", "--output", "coded.jsonl", "--fast")
    claim = json.loads(Path("coded.jsonl").read_text("utf-8"))["claims"][0]
    done = program("explain", claim["id"], "--from", "coded.jsonl")
    assert done.code == 2 and "without --explain" in done.err


def test_explain_of_an_unknown_claim_is_one_line(program: Program) -> None:
    done = program("explain", "ffffffff")
    assert done.code == 2 and "no claim 'ffffffff' in the last run" in done.err


def test_verify_accepts_what_code_wrote(program: Program, report: Path, other: Path) -> None:
    to_file = ("--format", "jsonl", "--output", "coded.jsonl")
    program("code", str(report), str(other), *to_file, "--with-text", "--fast")
    done = program("verify", "coded.jsonl")
    assert done.code == 0
    assert done.out.endswith(" worded spans checked, 0 wrong\n") and not done.out.startswith("0 ")


@pytest.mark.parametrize("separator", ["\u2028", "\x85"])
def test_verify_reads_lines_that_hold_odd_separators(program: Program, separator: str) -> None:
    row = {"report": {"id": "r", "text": "a b", "text_sha256": "x", "note": separator}, "claims": []}
    Path("coded.jsonl").write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for _ in range(2)), encoding="utf-8"
    )
    assert "the text does not match its hash" in program("verify", "coded.jsonl").out


def test_verify_finds_a_shifted_offset_and_a_changed_text(program: Program, report: Path) -> None:
    program("code", str(report), "--format", "json", "--with-text", "--output", "coded.json", "--fast")
    row = json.loads(Path("coded.json").read_text("utf-8"))
    row["claims"][0]["event"]["trigger"]["start"] += 1
    row["report"]["text"] += " "
    Path("coded.json").write_text(json.dumps(row), encoding="utf-8")
    done = program("verify", "coded.json")
    assert done.code == 1
    assert "claims[0].event.trigger" in done.out and "does not match its hash" in done.out


@pytest.mark.parametrize("command", ["verify", "explain"])
@pytest.mark.parametrize("content", [b"not json", b"\xff\xfe\x00", b"[1, 2]", b'{"a": 1}'])
def test_a_file_without_coded_reports_is_one_line(program: Program, command: str, content: bytes) -> None:
    Path("odd").write_bytes(content)
    done = program(*(("verify", "odd") if command == "verify" else ("explain", "abc", "--from", "odd")))
    assert done.code == 2 and len(done.err.splitlines()) == 1


def test_verify_needs_texts(program: Program, report: Path) -> None:
    program("code", str(report), "--format", "json", "--output", "coded.json", "--fast")
    done = program("verify", "coded.json")
    assert done.code == 2 and "--with-text" in done.err


def test_gazetteer_build_says_that_the_index_is_ready(program: Program) -> None:
    done = program("gazetteer", "build")
    assert (done.code, done.out) == (0, "the place index is ready\n")


def test_gazetteer_load_refuses_a_table_without_coordinates(program: Program) -> None:
    Path("places.tsv").write_text("name\tcountry\nUpper Mill\tSDN\n", encoding="utf-8")
    done = program("gazetteer", "load", "places.tsv")
    assert done.code == 2 and "places.tsv" in done.err


@pytest.mark.parametrize("name", BENCHES)
def test_bench_with_a_missing_folder_is_one_line(program: Program, name: str) -> None:
    done = program("bench", name, "--data", "gone")
    assert done.code == 2
    assert done.err == f"reportedly: --data gone is not a folder; docs/benchmarks.md says what {name} needs\n"


@pytest.mark.parametrize("name", ["places", "times", "attribution", "tolls", "seed"])
def test_bench_with_the_wrong_folder_is_one_line(program: Program, name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = program("bench", name, "--data", "empty")
    assert done.code == 2
    assert len(done.err.splitlines()) == 1 and done.out == ""


def test_bench_refuses_an_option_of_another_benchmark(program: Program, tmp_path: Path) -> None:
    done = program("bench", "places", "--data", ".", "--metric", "gtt")
    assert done.code == 2 and "--metric is for muc4 only" in done.err


def test_help_lists_every_command(program: Program) -> None:
    done = program("--help")
    assert done.code == 0
    assert all(name in done.out for name in ("code", "explain", "verify", "bench", "gazetteer"))


def test_an_unknown_command_is_exit_code_2(program: Program) -> None:
    done = program("kode")
    assert done.code == 2 and "No such command" in done.err
