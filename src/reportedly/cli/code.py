"""`reportedly code`: reports in, claims out."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli.output import OutputOptions, write
from reportedly.errors import InputError

if TYPE_CHECKING:
    from reportedly.read import ReadFailure, ReadOptions
    from reportedly.records import CodedReport, Report

    Item = Report | ReadFailure
    Result = CodedReport | ReadFailure


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
    help="How to write the claims.",
)
@click.option("--output", type=click.Path(path_type=Path), help="File to write; for html a folder or file.")
@click.option("--with-text", is_flag=True, help="Include the report's text in the JSON.")
@click.option("--explain", is_flag=True, help="Add how each value came about.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes.")
@click.option("--fast", is_flag=True, help="Rules only, no nets: faster, less exact.")
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
    options = OutputOptions(output["form"], output["output"], output["with_text"], output["explain"], resume)
    _check(options)
    day = _day(published)
    from reportedly.read import ReadOptions
    from reportedly.run.local import code_many

    reading = ReadOptions(published=day, outlet=outlet, allow_private_network=allow_private_network)
    items = _read_all(reports, reading)
    if resume:
        from reportedly.run.resume import finished, unfinished

        assert options.output is not None
        items = unfinished(items, finished(options.output))
    tally = _Tally()
    write(tally.counted(_with_progress(code_many(items, jobs=jobs, fast=fast))), options)
    tally.finish()


def _check(options: OutputOptions) -> None:
    """Raise InputError where options do not go together, before any work is done."""
    if options.append and (options.format != "jsonl" or options.output is None):
        raise InputError("--resume needs --format jsonl and --output FILE")
    if options.with_text and options.format not in {"json", "jsonl"}:
        raise InputError(f"--with-text is for --format json or jsonl, not {options.format}")
    if options.explain and options.format == "csv":
        raise InputError("--explain is for --format table, json, jsonl or html, not csv")


def _day(published: str | None) -> dt.date | None:
    if published is None:
        return None
    try:
        return dt.date.fromisoformat(published)
    except ValueError as error:
        raise InputError(f"--published {published!r} is not a date; write it as 2024-08-25") from error


def _read_all(sources: Iterable[str], options: ReadOptions) -> Iterator[Item]:
    from reportedly.read import ReadFailure, read_source
    from reportedly.records import Issue

    for source in sources:
        try:
            yield from read_source(source, options)
        except InputError as error:
            yield ReadFailure(source, Issue("unreadable", str(error)))


def _with_progress(results: Iterable[Result]) -> Iterator[Result]:
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
        self.failed = 0

    def counted(self, results: Iterable[Result]) -> Iterator[Result]:
        """``results`` as they are, each failure told on standard error."""
        from reportedly.read import ReadFailure

        for result in results:
            if isinstance(result, ReadFailure):
                self.failed += 1
                click.echo(f"reportedly: {result.source}: {result.issue.message}", err=True)
            else:
                self.coded += 1
            yield result

    def finish(self) -> None:
        """Exit with 2 where nothing could be coded, though something was asked for."""
        if self.failed and not self.coded:
            raise click.exceptions.Exit(InputError.exit_code)
