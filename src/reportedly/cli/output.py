"""Writes coded reports in the format that the user chose, to a file, a folder or standard output.

Results are written as they come, so that a corpus does not have to fit into memory.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from reportedly.errors import InputError

if TYPE_CHECKING:
    from reportedly.read import ReadFailure
    from reportedly.records import CodedReport

    Result = CodedReport | ReadFailure
    Results = Iterable[Result]


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """How results are written; ``append`` goes on at the end of the file that is there."""

    format: str
    output: Path | None = None
    with_text: bool = False
    explain: bool = False
    append: bool = False


def write(results: Results, options: OutputOptions) -> None:
    """Write ``results``; raises InputError where the output cannot be written."""
    from reportedly.cli.last_run import LastRun

    _WRITERS[options.format](LastRun().remembered(results), options)


class _Opened:
    """The output file, or standard output; what UTF-8 cannot hold becomes a question mark."""

    def __init__(self, options: OutputOptions) -> None:
        self.path = options.output
        self.mode: Literal["a", "w"] = "a" if options.append else "w"
        self.stream: TextIO = sys.stdout

    def __enter__(self) -> TextIO:
        if self.path is not None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.stream = self.path.open(self.mode, encoding="utf-8", errors="replace", newline="\n")
            except OSError as error:
                raise InputError(f"cannot write {self.path}: {error.strerror}") from error
        return self.stream

    def __exit__(self, *_: object) -> None:
        if self.path is not None:
            self.stream.close()


def _plain(result: Result, options: OutputOptions) -> dict[str, Any]:
    from reportedly.export.plain import plain_failure, plain_report
    from reportedly.read import ReadFailure

    if isinstance(result, ReadFailure):
        return plain_failure(result.source, result.issue)
    return plain_report(result, with_text=options.with_text, explain=options.explain)


def _write_json(results: Results, options: OutputOptions) -> None:
    """One object for one report, a list for several."""
    with _Opened(options) as stream:
        rows = (_plain(result, options) for result in results)
        first = list(islice(rows, 2))
        if len(first) == 1:
            stream.write(_json(first[0], indent=1) + "\n")
            return
        stream.write("[")
        for i, row in enumerate(chain(first, rows)):
            stream.write((",\n" if i else "\n") + _json(row, indent=1))
        stream.write("\n]\n")


def _write_jsonl(results: Results, options: OutputOptions) -> None:
    with _Opened(options) as stream:
        for result in results:
            stream.write(_json(_plain(result, options)) + "\n")
            stream.flush()


def _json(row: dict[str, Any], indent: int | None = None) -> str:
    """JSON without NaN, which is no JSON."""
    return json.dumps(row, ensure_ascii=False, indent=indent, allow_nan=False)


def _only_coded(results: Results) -> Iterator[CodedReport]:
    from reportedly.read import ReadFailure

    for result in results:
        if not isinstance(result, ReadFailure):
            yield result


def _write_csv(results: Results, options: OutputOptions) -> None:
    from reportedly.export.flat import write_csv

    with _Opened(options) as stream:
        write_csv(_only_coded(results), stream)


def _write_table(results: Results, options: OutputOptions) -> None:
    from rich.console import Console

    from reportedly.export.terminal import explained, report_table

    with _Opened(options) as stream:
        plain = options.output is not None or not stream.isatty()
        console = Console(file=stream, width=160) if plain else Console(file=stream)
        for coded in _only_coded(results):
            console.print(report_table(coded))
            if options.explain:
                for claim in coded.claims:
                    console.print(explained(claim, coded.report.text))


def _write_html(results: Results, options: OutputOptions) -> None:
    """One page to standard output or FILE.html; a folder gets a page per report and an index."""
    output = options.output
    if output is None or output.suffix.lower() in {".html", ".htm"}:
        _write_one_page(results, options)
    else:
        _write_pages(results, output)


def _write_one_page(results: Results, options: OutputOptions) -> None:
    from reportedly.export.html_page import report_page

    coded = list(islice(_only_coded(results), 2))
    if len(coded) > 1:
        raise InputError("several reports need a folder for their pages: --output FOLDER")
    with _Opened(options) as stream:
        for one in coded:
            stream.write(report_page(one))


def _write_pages(results: Results, folder: Path) -> None:
    from reportedly.export.html_page import IndexRow, index_page, report_page
    from reportedly.read import ReadFailure

    rows: list[IndexRow] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for result in results:
            if isinstance(result, ReadFailure):
                rows.append(IndexRow.of_failure(result.source, result.issue))
                continue
            name = f"{result.report.id}.html"
            page = report_page(result, index="index.html")
            (folder / name).write_text(page, encoding="utf-8", errors="replace")
            rows.append(IndexRow.of_report(result, name))
        (folder / "index.html").write_text(index_page(rows), encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(f"cannot write into {folder}: {error.strerror}") from error


_WRITERS: dict[str, Callable[..., None]] = {
    "table": _write_table,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "html": _write_html,
}
