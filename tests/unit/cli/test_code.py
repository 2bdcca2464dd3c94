"""`reportedly code`: every option, and what is said when something cannot be done."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Program = Callable[..., Any]

PUBLISHED = ("--published", "2024-08-24")


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


def test_table_names_claimant_stance_and_place(program: Program, report: Path) -> None:
    done = program("code", str(report), *PUBLISHED, "--outlet", "bbc.com", "--fast")
    assert done.code == 0
    assert "BBC News, 2024-08-24" in done.out
    assert "Northern Brigade" in done.out and "Kassala" in done.out


def test_published_and_outlet_reach_the_report(program: Program, report: Path) -> None:
    done = program("code", str(report), *PUBLISHED, "--outlet", "bbc.com", "--format", "json", "--fast")
    told = json.loads(done.out)["report"]
    assert (told["published"], told["published_from"]) == ("2024-08-24", "given")
    assert told["outlet"]["name"] == "BBC News" and told["outlet"]["known"] is True


def test_an_unknown_outlet_is_no_error(program: Program, report: Path) -> None:
    done = program("code", str(report), "--outlet", "nosuch.example", "--format", "json", "--fast")
    assert done.code == 0
    assert json.loads(done.out)["report"]["outlet"]["known"] is False


def test_json_is_one_object_for_one_report_and_a_list_for_several(
    program: Program, report: Path, other: Path
) -> None:
    one = program("code", str(report), "--format", "json", "--fast")
    two = program("code", str(report), str(other), "--format", "json", "--fast")
    assert isinstance(json.loads(one.out), dict)
    assert [row["report"]["id"] for row in json.loads(two.out)][0] == json.loads(one.out)["report"]["id"]


def test_jsonl_is_one_line_a_report_in_the_order_given(program: Program, report: Path, other: Path) -> None:
    rows = [
        json.loads(line)
        for line in lines(program("code", str(other), str(report), "--format", "jsonl", "--fast").out)
    ]
    assert rows[0]["report"]["title"] is None or "Two soldiers" in rows[0]["report"]["title"]
    assert rows[1]["report"]["title"].startswith("Fighters say")


def test_csv_has_a_row_a_claim(program: Program, report: Path) -> None:
    done = program("code", str(report), *PUBLISHED, "--format", "csv", "--fast")
    claims = json.loads(program("code", str(report), *PUBLISHED, "--format", "json", "--fast").out)["claims"]
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["claim_id"] for row in rows] == [claim["id"] for claim in claims]
    assert any(row["tolls"] == "killed ≥3 soldiers" for row in rows)


def test_with_text_adds_the_text_that_offsets_count_in(program: Program, report: Path) -> None:
    row = json.loads(program("code", str(report), "--format", "json", "--with-text", "--fast").out)
    text = row["report"]["text"]
    words = [claim["event"]["trigger"] for claim in row["claims"]]
    assert words and all(text[w["start"] : w["end"]] == w["text"] for w in words)
    assert "text" not in json.loads(program("code", str(report), "--format", "json", "--fast").out)["report"]


def test_explain_adds_origins_and_a_table_of_them(program: Program, report: Path) -> None:
    row = json.loads(program("code", str(report), "--format", "json", "--explain", "--fast").out)
    assert row["claims"][0]["claimant"]["origin"]["rule"]
    assert "rule or net" in program("code", str(report), "--explain", "--fast").out


def test_html_page_goes_to_a_file_and_pages_to_a_folder(
    program: Program, report: Path, other: Path, tmp_path: Path
) -> None:
    program("code", str(report), "--format", "html", "--output", "page.html", "--fast")
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!doctype html>")
    sources = (str(report), str(other), "gone.txt")
    done = program("code", *sources, "--format", "html", "--output", "out", "--fast")
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert done.code == 0
    assert len(list((tmp_path / "out").glob("*.html"))) == 3
    assert "Fighters say" in index and "gone.txt" in index


def test_several_reports_do_not_fit_into_one_page(program: Program, report: Path, other: Path) -> None:
    done = program("code", str(report), str(other), "--format", "html", "--output", "page.html", "--fast")
    assert done.code == 2
    assert "--output FOLDER" in done.err


def test_standard_input_is_a_dash(program: Program, report: Path) -> None:
    piped = program("code", "-", "--format", "json", "--fast", stdin=report.read_text("utf-8"))
    named = program("code", str(report), "--format", "json", "--fast")
    assert json.loads(piped.out)["claims"] == json.loads(named.out)["claims"]


def test_a_folder_is_read_whole(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "deeper"
    folder.mkdir(parents=True)
    (folder / "b.txt").write_text("Gunmen killed two farmers in Zamfara on Monday.", encoding="utf-8")
    (folder.parent / "a.json").write_text(
        json.dumps([{"title": "One", "text": "Troops shelled Idlib."}, {"text": "A bomb exploded in Gao."}]),
        encoding="utf-8",
    )
    done = program("code", str(folder.parent), "--format", "jsonl", "--fast")
    assert len(lines(done.out)) == 3


def test_a_missing_file_is_one_line_and_exit_code_2(program: Program) -> None:
    done = program("code", "gone.txt", "--fast")
    assert done.code == 2
    assert len(lines(done.err)) == 1 and "gone.txt" in done.err
    assert "Traceback" not in done.err


def test_one_bad_of_many_is_a_row_and_exit_code_0(program: Program, report: Path) -> None:
    done = program("code", "gone.txt", str(report), "--format", "jsonl", "--fast")
    bad, good = map(json.loads, lines(done.out))
    assert done.code == 0
    assert bad["report"] is None and bad["source"] == "gone.txt"
    assert bad["issues"][0]["code"] == "unreadable"
    assert good["claims"]


def test_all_bad_is_exit_code_2(program: Program, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 \x00\x01")
    done = program("code", "gone.txt", "scan.pdf", "--format", "jsonl", "--fast")
    assert done.code == 2
    assert len(lines(done.out)) == len(lines(done.err)) == 2
    assert "a PDF" in done.err


@pytest.mark.parametrize("wrong", ["2024-02-30", "yesterday", "24/08/2024", ""])
def test_a_date_that_does_not_exist_is_one_line(program: Program, report: Path, wrong: str) -> None:
    done = program("code", str(report), "--published", wrong)
    assert done.code == 2 and done.out == ""
    assert lines(done.err) == [f"reportedly: --published {wrong!r} is not a date; write it as 2024-08-25"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--resume",), "--resume needs --format jsonl and --output FILE"),
        (("--resume", "--format", "jsonl"), "--resume needs --format jsonl and --output FILE"),
        (("--with-text", "--format", "csv"), "--with-text is for --format json or jsonl"),
        (("--explain", "--format", "csv"), "--explain is for --format table"),
        (("--format", "xml"), "'xml' is not one of"),
        (("--jobs", "0"), "0 is not in the range"),
        (("--output", "report.txt/x.csv", "--format", "csv"), "cannot write report.txt/x.csv"),
        (("--output", "report.txt", "--format", "html"), "cannot write into report.txt"),
    ],
)
def test_options_that_cannot_be_met_are_one_message_and_exit_code_2(
    program: Program, report: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = program("code", str(report), *arguments)
    assert done.code == 2
    assert said in " ".join(done.err.split())
    assert "Traceback" not in done.err


def test_halves_of_surrogate_pairs_leave_valid_utf8(program: Program, tmp_path: Path) -> None:
    odd = {"title": "A \ud83d title", "text": "Troops shelled \udc00 Idlib on Friday.", "outlet": "X \udfff"}
    (tmp_path / "odd.json").write_text(json.dumps(odd), encoding="ascii")
    done = program("code", "odd.json", "--format", "json", "--with-text", "--output", "out.json", "--fast")
    assert done.code == 0
    written = (tmp_path / "out.json").read_bytes().decode("utf-8", "strict")
    row = json.loads(written)
    assert row["claims"]
    json.dumps(row, ensure_ascii=False).encode("utf-8", "strict")
    assert program("verify", "out.json").code == 0


def test_a_report_without_claims_says_so(program: Program) -> None:
    done = program("code", "-", "--format", "json", "--fast", stdin="The choir sang well on Saturday.\n")
    row = json.loads(done.out)
    assert done.code == 0 and row["claims"] == []
    assert "no_claims" in [issue["code"] for issue in row["issues"]]
