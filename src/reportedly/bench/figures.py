"""The figures of the last release (docs/figures.json): read, compared, rewritten, shown as a table.

A figure is one metric of one benchmark run on development data. Its noise is how far it may fall
before the gate fails: the runs are deterministic, but a small set moves by whole documents.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from reportedly.errors import InputError

DECIMALS = 4
TABLE_BEGINS, TABLE_ENDS = "<!-- figures:begin -->", "<!-- figures:end -->"


@dataclass(frozen=True, slots=True)
class Figure:
    """A recorded value; ``lower_is_better`` for errors and inventions."""

    value: float
    noise: float
    documents: int
    corpus_sha256: str
    lower_is_better: bool = False

    def fall_to(self, value: float) -> float:
        """How much worse ``value`` is than the recorded one; negative where it is better."""
        return value - self.value if self.lower_is_better else self.value - value


Figures = dict[str, Figure]


def read_figures(path: Path) -> Figures:
    """The recorded figures; none where the file is not there yet. Raises InputError where it is malformed."""
    if not path.exists():
        return {}
    try:
        return {name: Figure(**row) for name, row in json.loads(path.read_text("utf-8"))["figures"].items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"{path} is not a file of figures: {error}") from error


def write_figures(path: Path, figures: Mapping[str, Figure]) -> None:
    """Rewrite the file, in the order of names, so that a change is one line of a diff."""
    rows = {name: asdict(figures[name]) for name in sorted(figures)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"figures": rows}, indent=1) + "\n", encoding="utf-8")


def corpus_checksum(paths: Iterable[Path], base: Path) -> str:
    """One sha256 over the names and contents of all files at or below ``paths``."""
    below = (file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]))
    whole = hashlib.sha256()
    for file in sorted({file for file in below if file.is_file()}):
        whole.update(f"{file.relative_to(base).as_posix()} {_sha256(file)}\n".encode())
    return whole.hexdigest()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def lowered(old: Figures, new: Figures) -> list[str]:
    """A line for each figure that is worse in ``new``."""
    return [
        f"{name} falls from {old[name].value:.{DECIMALS}f} to {figure.value:.{DECIMALS}f}"
        for name, figure in sorted(new.items())
        if name in old and round(old[name].fall_to(figure.value), DECIMALS) > 0
    ]


def append_reason(changelog: Path, falls: Iterable[str], reason: str) -> None:
    """Write each fall with its reason under the changelog's unreleased heading."""
    text = changelog.read_text("utf-8")
    heading = next((line for line in text.splitlines() if "(unreleased)" in line), None)
    if heading is None:
        raise InputError(f"{changelog} has no heading with (unreleased) to write the reason under")
    lines = "".join(f"- {fall}: {reason}\n" for fall in falls)
    before, after = text.split(heading + "\n", 1)
    changelog.write_text(f"{before}{heading}\n\n{lines}{after.removeprefix(chr(10))}", encoding="utf-8")


def figures_table(figures: Mapping[str, Figure]) -> str:
    """The figures as a Markdown table."""
    rows = ["| figure | value | noise | documents |", "|---|---:|---:|---:|"]
    for name, figure in sorted(figures.items()):
        sign = " (lower is better)" if figure.lower_is_better else ""
        rows.append(f"| {name}{sign} | {figure.value:.3f} | {figure.noise:g} | {figure.documents} |")
    return "\n".join(rows)


def write_table(page: Path, figures: Mapping[str, Figure]) -> None:
    """Put the table between the marks of a Markdown page; a page without marks is left as it is."""
    text = page.read_text("utf-8")
    if TABLE_BEGINS in text and TABLE_ENDS in text:
        before, rest = text.split(TABLE_BEGINS, 1)
        after = rest.split(TABLE_ENDS, 1)[1]
        text = f"{before}{TABLE_BEGINS}\n{figures_table(figures)}\n{TABLE_ENDS}{after}"
        page.write_text(text, encoding="utf-8")
