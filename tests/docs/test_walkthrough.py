"""docs/walkthrough.md: its code runs, and its outputs are what comes of it.

``python tests/docs/test_walkthrough.py`` (or ``make docs``) writes the outputs anew.
"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "walkthrough.md"
STEP = re.compile(r"(```python\n)(.*?)(```\n\n```text\n)(.*?)(```\n)", re.DOTALL)


def rebuilt(page: str) -> str:
    """The page with every output replaced by that of its code, run from the project's folder."""
    names: dict[str, Any] = {}

    def run(step: re.Match[str]) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(step[2], "walkthrough.md", "exec"), names)  # our own page
        lines = "".join(f"{line.rstrip()}\n" for line in printed.getvalue().splitlines())
        return f"{step[1]}{step[2]}{step[3]}{lines}{step[5]}"

    with contextlib.chdir(ROOT):
        return STEP.sub(run, page)


def test_the_outputs_are_those_of_the_code() -> None:
    page = PAGE.read_text("utf-8")
    assert len(STEP.findall(page)) == page.count("```python") == 7
    assert rebuilt(page) == page, "the coding has changed: run `make docs` and read the difference"


if __name__ == "__main__":
    PAGE.write_text(rebuilt(PAGE.read_text("utf-8")), encoding="utf-8")
