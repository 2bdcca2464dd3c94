"""The claims of the last run, kept in the cache folder so that `reportedly explain` finds them.

Only claims with their evidence are kept, not whole reports, and only of the last process that
coded something; nothing leaves the machine.
"""

from __future__ import annotations

import json
from typing import Any

from reportedly.export.plain import plain_claim
from reportedly.records import CodedReport
from reportedly.settings import cache_folder

KEPT_CLAIMS = 5000  # a batch of thousands of reports keeps its first claims only

_kept = 0


def remember(coded: CodedReport) -> None:
    """Append the claims of ``coded`` to the last run's file; the first call of a process starts it anew."""
    global _kept
    if _kept >= KEPT_CLAIMS:
        return
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "last.jsonl").open("w" if _kept == 0 else "a", encoding="utf-8") as stream:
            for claim in coded.claims:
                row = plain_claim(claim, coded.report.text, explain=True)
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
                _kept += 1
    except OSError:
        _kept = KEPT_CLAIMS  # a read-only home must not stop the coding


def recall(claim_id: str) -> dict[str, Any] | None:
    """The claim of the last run whose id begins with ``claim_id``."""
    path = cache_folder() / "last.jsonl"
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            row: dict[str, Any] = json.loads(line)
            if str(row["id"]).startswith(claim_id):
                return row
    return None
