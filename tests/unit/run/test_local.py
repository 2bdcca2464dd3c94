"""Coding many: order is kept and one bad report never stops the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly.errors import InputError, ModelError
from reportedly.read import ReadFailure, make_report
from reportedly.records import CodedReport, Issue, Report
from reportedly.run import local
from reportedly.run.resume import finished, unfinished


class BreakingCoder:
    """A coder that breaks on one report, as a bug would make it."""

    fast = True

    def code(self, report: Report) -> CodedReport:
        if "poison" in report.text:
            raise ZeroDivisionError("division by zero")
        if "no model" in report.text:
            raise ModelError("the parser is gone")
        return CodedReport(report, ())


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_coder", BreakingCoder())


FAILURE = ReadFailure("b.pdf", Issue("not_text", "a PDF"))


@pytest.mark.usefixtures("breaking")
def test_a_bug_becomes_an_issue_row_and_the_rest_goes_on() -> None:
    items = [make_report("one"), make_report("poison"), FAILURE, make_report("two")]
    first, broken, failure, last = local.code_many(items, fast=True)
    assert isinstance(first, CodedReport) and isinstance(last, CodedReport)
    assert (first.report.text, last.report.text) == ("one", "two")
    assert failure is FAILURE
    assert isinstance(broken, CodedReport) and broken.claims == ()
    assert broken.issues[-1].code == "internal_error"
    assert "ZeroDivisionError: division by zero" in broken.issues[-1].message


@pytest.mark.usefixtures("breaking")
def test_a_missing_model_is_said_once_and_ends_the_run() -> None:
    with pytest.raises(ModelError):
        list(local.code_many([make_report("no model"), make_report("two")], fast=True))


def _line(report: Report) -> str:
    return json.dumps({"report": {"id": report.id}, "claims": []}) + "\n"


def test_finished_reports_are_skipped_as_often_as_they_are_there(tmp_path: Path) -> None:
    one, two = make_report("one"), make_report("two")
    failure = {"report": None, "source": "b.pdf", "issues": [{"code": "not_text"}]}
    output = tmp_path / "out.jsonl"
    output.write_text(_line(one) + json.dumps(failure) + "\n" + _line(two)[:9], encoding="utf-8")
    done = finished(output)
    assert output.read_text("utf-8").count("\n") == 2 and output.read_text("utf-8").endswith("\n")
    assert list(unfinished([one, FAILURE, one, two, FAILURE], done)) == [one, two, FAILURE]


def test_nothing_is_finished_where_there_is_no_file(tmp_path: Path) -> None:
    one = make_report("one")
    assert list(unfinished([one], finished(tmp_path / "none.jsonl"))) == [one]


@pytest.mark.parametrize(
    "line", ["hello", "[]", "{}", '{"report": 3}', '{"report": null, "source": 1, "issues": []}']
)
def test_a_file_of_something_else_is_never_appended_to(tmp_path: Path, line: str) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1 is not a coded report"):
        finished(output)
    assert output.read_text("utf-8") == line + "\n"
