"""The command line: parse arguments, call the stations, print. Heavy imports stay inside commands.

A new command is one file here and one line in ``COMMANDS``; `reportedly --help` imports none of them.
"""

from __future__ import annotations

import importlib
import io
import os
import sys

import click

from reportedly.errors import ReportedlyError
from reportedly.version import __version__

INTERRUPTED = 130  # what a shell reports for a program stopped with Ctrl-C
COMMANDS = {
    "code": "Code reports: text, HTML, JSON(L), folders, URLs, feeds or standard input.",
    "explain": "Say how each value of a claim came about.",
    "verify": "Check that coded records match their reports, offset by offset.",
    "bench": "Measure against a benchmark of the field.",
    "gazetteer": "Build the place index; load a gazetteer of your own.",
}


class _LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"reportedly.cli.{name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def reportedly() -> None:
    """Who claims what, in reports of armed conflict and political violence."""


def main() -> None:
    """Entry point: a user's mistake shows one line and its exit code."""
    _write_utf8()
    code = _exit_code()
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) has left: what is still buffered has no one to go to
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _exit_code() -> int:
    try:
        return reportedly(standalone_mode=False) or 0
    except ReportedlyError as error:
        click.echo(f"reportedly: {error}", err=True)
        return error.exit_code
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code


def _write_utf8() -> None:
    """Standard output holds words of any script, whatever the locale, and never fails over one character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
