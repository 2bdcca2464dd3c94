"""`reportedly code`: reports in, claims out."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from reportedly.errors import InputError

if TYPE_CHECKING:
    from reportedly.read import ReadFailure, ReadOptions
    from reportedly.records import CodedReport, Report


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """How results are written."""

    format: str
    output: Path | None
    with_text: bool
    explain: bool


@click.command("code")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("--published", metavar="DATE", help="Publication date, as 2024-08-25.")
@click.option("--outlet", metavar="NAME-OR-DOMAIN", help="Who published it, as presstv.ir or 'Press TV'.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv", "html"]),
    default="table",
    show_default=True,
)
@click.option("--output", type=click.Path(path_type=Path), help="File to write; for html a folder or file.")
@click.option("--with-text", is_flag=True, help="Include the report's text in the JSON.")
@click.option("--explain", is_flag=True, help="Add how each value came about.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes.")
@click.option("--fast", is_flag=True, help="Rules only, no nets: about twice as fast.")
@click.option("--resume", is_flag=True, help="Go on with a JSONL --output that was cut off.")
@click.option("--allow-private-network", is_flag=True, help="Let URLs point to this machine or its network.")
def command(
    reports: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    jobs: int,
    fast: bool,
    resume: bool,
    allow_private_network: bool,
    **output: Any,
) -> None:
    """Code each REPORT: a text, HTML, JSON(L) file, a folder, a URL, a feed, or - for standard input."""
    from reportedly.read import ReadOptions
    from reportedly.run.local import code_many

    options = OutputOptions(output["form"], output["output"], output["with_text"], output["explain"])
    if resume and (options.format != "jsonl" or options.output is None):
        raise InputError("--resume needs --format jsonl and --output FILE")
    reading = ReadOptions(
        published=_day(published), outlet=outlet, allow_private_network=allow_private_network
    )
    items = _skip_finished(_read_all(reports, reading), options) if resume else _read_all(reports, reading)
    tally = _Tally()
    results = tally.counted(_with_progress(code_many(items, jobs=jobs, fast=fast)))
    _write(results, options, append=resume)
    tally.finish()


def _day(published: str | None) -> dt.date | None:
    if published is None:
        return None
    try:
        return dt.date.fromisoformat(published)
    except ValueError as error:
        raise InputError(f"--published {published!r} is not a date; write it as 2024-08-25") from error


def _read_all(sources: Iterable[str], options: ReadOptions) -> Iterator[Report | ReadFailure]:
    from reportedly.read import ReadFailure, read_source
    from reportedly.records import Issue

    for source in sources:
        try:
            yield from read_source(source, options)
        except InputError as error:
            yield ReadFailure(source, Issue("unreadable", str(error)))


def _skip_finished(
    items: Iterable[Report | ReadFailure], options: OutputOptions
) -> Iterator[Report | ReadFailure]:
    from reportedly.read import ReadFailure
    from reportedly.run.resume import finished_reports

    assert options.output is not None
    done = finished_reports(options.output)
    for item in items:
        if isinstance(item, ReadFailure) or item.id not in done:
            yield item


def _with_progress(
    results: Iterable[CodedReport | ReadFailure],
) -> Iterator[CodedReport | ReadFailure]:
    """Show a running count on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} reports coded"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("code", total=None)
        for result in results:
            progress.advance(task)
            yield result


class _Tally:
    """Counts what was coded and what failed, and decides the exit code."""

    def __init__(self) -> None:
        self.coded = 0
        self.failures: list[ReadFailure] = []

    def counted(self, results: Iterable[CodedReport | ReadFailure]) -> Iterator[CodedReport | ReadFailure]:
        from reportedly.read import ReadFailure

        for result in results:
            if isinstance(result, ReadFailure):
                self.failures.append(result)
                click.echo(f"reportedly: {result.source}: {result.issue.message}", err=True)
            else:
                self.coded += 1
            yield result

    def finish(self) -> None:
        """Exit with 2 where nothing could be coded, though something was asked for."""
        if self.failures and not self.coded:
            sys.exit(InputError.exit_code)


def _write(results: Iterable[CodedReport | ReadFailure], options: OutputOptions, append: bool) -> None:
    writers: dict[str, Callable[[Iterable[CodedReport | ReadFailure], OutputOptions, bool], None]] = {
        "table": _write_table,
        "json": _write_json,
        "jsonl": _write_jsonl,
        "csv": _write_csv,
        "html": _write_html,
    }
    writers[options.format](results, options, append)


class _Opened:
    """The output file, or standard output."""

    def __init__(self, path: Path | None, append: bool = False) -> None:
        self.path = path
        self.append = append
        self.stream: TextIO = sys.stdout

    def __enter__(self) -> TextIO:
        if self.path is not None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.stream = self.path.open("a" if self.append else "w", encoding="utf-8", newline="\n")
            except OSError as error:
                raise InputError(f"cannot write {self.path}: {error.strerror}") from error
        return self.stream

    def __exit__(self, *_: object) -> None:
        if self.path is not None:
            self.stream.close()


def _plain(result: CodedReport | ReadFailure, options: OutputOptions) -> dict[str, Any]:
    from reportedly.cli.last_run import remember
    from reportedly.export.plain import SCHEMA, plain_issue, plain_report
    from reportedly.read import ReadFailure

    if isinstance(result, ReadFailure):
        return {
            "schema": SCHEMA,
            "report": None,
            "source": result.source,
            "claims": [],
            "issues": [plain_issue(result.issue)],
        }
    remember(result)
    return plain_report(result, with_text=options.with_text, explain=options.explain)


def _write_json(results: Iterable[CodedReport | ReadFailure], options: OutputOptions, append: bool) -> None:
    """One object for one report, a list for several."""
    rows = [_plain(result, options) for result in results]
    with _Opened(options.output) as stream:
        json.dump(rows[0] if len(rows) == 1 else rows, stream, ensure_ascii=False, indent=1)
        stream.write("\n")


def _write_jsonl(results: Iterable[CodedReport | ReadFailure], options: OutputOptions, append: bool) -> None:
    with _Opened(options.output, append) as stream:
        for result in results:
            stream.write(json.dumps(_plain(result, options), ensure_ascii=False) + "\n")
            stream.flush()


def _only_coded(results: Iterable[CodedReport | ReadFailure]) -> Iterator[CodedReport]:
    from reportedly.cli.last_run import remember
    from reportedly.read import ReadFailure

    for result in results:
        if not isinstance(result, ReadFailure):
            remember(result)
            yield result


def _write_csv(results: Iterable[CodedReport | ReadFailure], options: OutputOptions, append: bool) -> None:
    from reportedly.export.flat import write_csv

    with _Opened(options.output) as stream:
        write_csv(_only_coded(results), stream)


def _write_table(results: Iterable[CodedReport | ReadFailure], options: OutputOptions, append: bool) -> None:
    from rich.console import Console

    from reportedly.export.terminal import explained, report_table

    with _Opened(options.output) as stream:
        plain = options.output is not None or not stream.isatty()
        console = Console(file=stream, width=160) if plain else Console(file=stream)
        for coded in _only_coded(results):
            console.print(report_table(coded))
            if options.explain:
                for claim in coded.claims:
                    console.print(explained(claim, coded.report.text))


def _write_html(results: Iterable[CodedReport | ReadFailure], options: OutputOptions, append: bool) -> None:
    """One page to standard output or FILE.html; a folder gets a page per report and an index."""
    from reportedly.export.html_page import index_page, report_page

    output = options.output
    if output is None or output.suffix.lower() in {".html", ".htm"}:
        with _Opened(output) as stream:
            for coded in _only_coded(results):
                stream.write(report_page(coded))
        return
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot write into {output}: {error.strerror}") from error
    pages: list[dict[str, object]] = []
    for coded in _only_coded(results):
        report = coded.report
        name = f"{report.id}.html"
        (output / name).write_text(report_page(coded), encoding="utf-8")
        pages.append(
            {
                "href": name,
                "title": report.title or report.id,
                "outlet": report.outlet.name if report.outlet else "unknown",
                "published": report.published or "unknown",
                "claims": len(coded.claims),
            }
        )
    (output / "index.html").write_text(index_page(pages), encoding="utf-8")
