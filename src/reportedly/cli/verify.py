"""`reportedly verify`: do coded records match their reports, offset by offset?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from reportedly.cli.explain import coded_reports
from reportedly.errors import InputError


@click.command("verify")
@click.argument("coded", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(coded: Path) -> None:
    """Check CODED, written with `--with-text`: its text hashes and the words at every offset."""
    checked = wrong = 0
    for row in coded_reports(coded):
        report = row.get("report") or {}
        text = report.get("text")
        if text is None:
            raise InputError(f"{coded} holds no texts; code with --with-text to be able to verify")
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        faults = [] if digest == report.get("text_sha256") else ["the text does not match its hash"]
        for path, start, end, words in _worded_spans(row["claims"], "claims"):
            checked += 1
            if " ".join(text[start:end].split()) != " ".join(words.split()):
                faults.append(f"{path}: {words!r} is not at {start}–{end}")
        wrong += len(faults)
        for fault in faults:
            click.echo(f"{report.get('id')}: {fault}")
    click.echo(f"{checked} worded spans checked, {wrong} wrong")
    if wrong:
        raise click.exceptions.Exit(1)


def _worded_spans(node: Any, path: str) -> Iterator[tuple[str, int, int, str]]:
    """(path, start, end, words) of everything that has words and offsets."""
    if isinstance(node, list):
        for i, item in enumerate(node):
            yield from _worded_spans(item, f"{path}[{i}]")
    elif isinstance(node, dict):
        span = node.get("span")
        place: dict[str, Any] = span if isinstance(span, dict) else node
        if isinstance(node.get("text"), str) and "start" in place and isinstance(place["start"], int):
            yield path, place["start"], place["end"], node["text"]
        for key, value in node.items():
            yield from _worded_spans(value, f"{path}.{key}")
