"""The texts of MUC-4: messages in capitals, each opened by its id, most by a dateline."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from reportedly.errors import InputError

_HEADER = re.compile(r"\s*((?:DEV|TST\d+)-MUC\d-\d{4})\s*(?:\([^()]*\))?\s*$")


def read_texts(path: Path) -> dict[str, str]:
    """The texts of a file, or of all text files of a folder, by message id, in order.

    Raises InputError where there is none.
    """
    files = sorted(p for p in path.iterdir() if is_text_file(p)) if path.is_dir() else [path]
    texts: dict[str, list[str]] = {}
    for file in files:
        lines: list[str] = []
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            match = _HEADER.match(line)
            if match:
                lines = texts.setdefault(match[1], [])
            else:
                lines.append(line)
    if not texts:
        raise InputError(f"no MUC-4 text in {path}; a message opens with a line such as TST1-MUC3-0001")
    return {message: "\n".join(lines).strip("\n") + "\n" for message, lines in texts.items()}


def is_text_file(path: Path) -> bool:
    """Whether the file holds messages: its first line that is not empty is a message id."""
    if not path.is_file() or path.name.startswith(("key", ".")):
        return False
    with path.open(encoding="utf-8", errors="replace") as lines:
        return any(_HEADER.match(line) for line, _ in zip(lines, range(20), strict=False))


_DATE = re.compile(r",\s*(\d{1,2})\s+([A-Z]{3})[A-Z]*\.?(?:\s+(\d{2,4}))?\s*(?:\([^()]*\)\s*)?--")
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
HEAD = 400  # characters: a dateline stands at the very top


def published(text: str) -> dt.date | None:
    """The date of the dateline (``BOGOTA, 3 APR 90 (AFP) --``); None without a full one."""
    match = _DATE.search(" ".join(text[:HEAD].split()))
    if match is None or match[2] not in _MONTHS or match[3] is None:
        return None
    year = int(match[3])
    try:
        return dt.date(year if year > 99 else 1900 + year, _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None
