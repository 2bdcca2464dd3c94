"""The command line: parse arguments, call the stations, print. Heavy imports stay inside commands.

A new command is one file here and one line in ``COMMANDS``; `reportedly --help` imports none of them.
"""

from __future__ import annotations

import importlib
import sys

import click

from reportedly import __version__
from reportedly.errors import ReportedlyError

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
    try:
        reportedly(standalone_mode=False)
    except ReportedlyError as error:
        click.echo(f"reportedly: {error}", err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
