"""`reportedly gazetteer`: build the place index; load a gazetteer of your own."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("gazetteer")
def command() -> None:
    """Build the place index; load a gazetteer of your own."""


@command.command("build")
def build() -> None:
    """Build the place index if it is not there yet (seconds; done by the first run otherwise)."""
    from reportedly.knowledge.gazetteer import Gazetteer

    Gazetteer.open()
    click.echo("the place index is ready")


@command.command("load")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def load(path: Path) -> None:
    """Add PATH to the index: a TSV or CSV (name, lat, lon, …) or a GeoNames dump (XX.txt or .zip)."""
    from reportedly.knowledge.gazetteer import load_gazetteer

    count = load_gazetteer(path)
    click.echo(f"{count} place{'' if count == 1 else 's'} loaded from {path.name}")
