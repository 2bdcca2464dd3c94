"""`reportedly bench`: measure against the benchmarks of the field."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.errors import InputError

if TYPE_CHECKING:
    from reportedly.bench.base import BenchResult

NAMES = ("muc4", "plv", "acled", "places", "times", "attribution", "tolls", "ordinary", "seed", "gold")
DEFAULT_SPLITS = {
    "muc4": "tst1+tst2",
    "plv": "train",
    "acled": "sample",
    "places": "lgl",
    "times": "TimeBank",
    "attribution": "dev",
    "tolls": "dev",
    "ordinary": "test",
    "seed": "seed",
    "gold": "all",
}


@click.command("bench")
@click.argument("name", type=click.Choice(NAMES))
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    required=True,
    help="The benchmark's folder (docs/benchmarks.md).",
)
@click.option("--split", help="Which split; see docs/benchmarks.md.")
@click.option("--limit", type=click.IntRange(1), help="Only the first so many documents.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--metric", help="muc4: `gtt` for the five-role metric.")
@click.option("--responses", type=click.Path(path_type=Path), help="muc4: score this response file.")
@click.option("--key", type=click.Path(path_type=Path), help="muc4: the key for --responses.")
def command(
    name: str,
    data: Path,
    split: str | None,
    limit: int | None,
    form: str,
    **muc4: Any,
) -> None:
    """Run benchmark NAME on the ordinary pipeline and print its figures."""
    if not data.is_dir():
        raise InputError(f"--data {data} is not a folder; docs/benchmarks.md says what {name} needs")
    extra = {key: value for key, value in muc4.items() if value is not None}
    if extra and name != "muc4":
        raise InputError(f"--{next(iter(extra))} is for muc4 only")
    module = importlib.import_module(f"reportedly.bench.{name}")
    result: BenchResult = module.run(data, split or DEFAULT_SPLITS[name], limit, **extra)
    if form == "json":
        click.echo(json.dumps(_plain(result), ensure_ascii=False, indent=1))
    else:
        _print(result)


def _plain(result: BenchResult) -> dict[str, Any]:
    return {
        "benchmark": result.benchmark,
        "split": result.split,
        "n_documents": result.n_documents,
        "metrics": dict(result.metrics),
        "counts": {k: dict(v) for k, v in result.counts.items()},
        "tables": {k: [list(row) for row in rows] for k, rows in result.tables.items()},
        "seconds": round(result.seconds, 2),
        "errors": [dict(e) for e in result.errors],
    }


def _print(result: BenchResult) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(
        title=f"{result.benchmark} {result.split}: {result.n_documents} documents, {result.seconds:.0f} s"
    )
    table.add_column("metric")
    table.add_column("value", justify="right")
    table.add_column("counts")
    for metric, value in result.metrics.items():
        counts = ", ".join(f"{k} {v}" for k, v in result.counts.get(metric, {}).items())
        table.add_row(metric, f"{value:.3f}", counts)
    console.print(table)
    for name, rows in result.tables.items():
        inner = Table(*rows[0], title=name) if rows else Table(title=name)
        for row in rows[1:]:
            inner.add_row(*row)
        console.print(inner)
    for error in result.errors[:10]:
        console.print(json.dumps(dict(error), ensure_ascii=False, default=str), markup=False)
