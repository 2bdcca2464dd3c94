"""Resume a batch after a kill: which reports a JSONL output already holds."""

from __future__ import annotations

import json
from pathlib import Path

from reportedly.errors import InputError


def finished_reports(output: Path) -> frozenset[str]:
    """Ids of the reports in ``output``; a last line cut off by a kill is removed from the file.

    Raises InputError where the file holds something other than coded reports.
    """
    if not output.exists():
        return frozenset()
    done: set[str] = set()
    whole = 0
    with output.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                break
            try:
                report = json.loads(line).get("report") or {}
            except (ValueError, AttributeError) as error:
                raise InputError(
                    f"{output}: line {number} is not a coded report; choose another --output"
                ) from error
            if "id" in report:
                done.add(report["id"])
            whole += len(line)
    if whole < output.stat().st_size:
        with output.open("r+b") as stream:
            stream.truncate(whole)
    return frozenset(done)
