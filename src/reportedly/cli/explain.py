"""`reportedly explain`: how each value of a claim came about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from reportedly.cli.last_run import recall
from reportedly.errors import InputError


@click.command("explain")
@click.argument("claim_id")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A JSON or JSONL file written with `reportedly code --explain`; else the last run.",
)
def command(claim_id: str, source: Path | None) -> None:
    """Say how each value of CLAIM_ID (or its first characters) came about."""
    from rich.console import Console

    from reportedly.export.terminal import explained_row

    row = _search(source, claim_id) if source else recall(claim_id)
    if row is None:
        where = str(source) if source else "the last run; code the report again, or pass --from FILE"
        raise InputError(f"no claim {claim_id!r} in {where}")
    if not _has_origins(row):
        raise InputError(f"{source} was written without --explain; code the reports again with it")
    Console(width=None if Console().is_terminal else 160).print(explained_row(row))


def _has_origins(row: dict[str, Any]) -> bool:
    return "origin" in row["claimant"]


def _search(path: Path, claim_id: str) -> dict[str, Any] | None:
    for report in coded_reports(path):
        for claim in report.get("claims", ()):
            if str(claim.get("id", "")).startswith(claim_id):
                found: dict[str, Any] = claim
                return found
    return None


def coded_reports(path: Path) -> list[dict[str, Any]]:
    """The coded reports in a JSON or JSONL file; raises InputError where it holds something else."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text: {error}") from error
    try:
        whole = json.loads(text)
    except ValueError:
        try:
            whole = [json.loads(line) for line in text.split("\n") if line.strip()]
        except ValueError as error:
            raise InputError(f"{path} is neither JSON nor JSONL: {error}") from error
    rows = whole if isinstance(whole, list) else [whole]
    if not all(isinstance(row, dict) and "claims" in row for row in rows):
        raise InputError(
            f"{path} does not hold coded reports; write one with `reportedly code --format jsonl`"
        )
    return rows
