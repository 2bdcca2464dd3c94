"""The claims of the last run, kept in the cache folder so that `reportedly explain` finds them.

Only claims with their evidence are kept, not whole reports, and only of the last process that
coded something; nothing leaves the machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from reportedly.export.plain import plain_claim
from reportedly.records import CodedReport
from reportedly.settings import cache_folder

if TYPE_CHECKING:
    from reportedly.read import ReadFailure

    Result = CodedReport | ReadFailure

FILE = "last.jsonl"
KEPT_CLAIMS = 5000  # a batch of thousands of reports keeps its first claims only


class LastRun:
    """Keeps the claims of one run: the first report starts the file anew."""

    def __init__(self) -> None:
        self._kept = 0
        self._mode: Literal["w", "a"] = "w"

    def remembered(self, results: Iterable[Result]) -> Iterator[Result]:
        """``results`` as they are, the claims of each kept."""
        for result in results:
            if isinstance(result, CodedReport):
                self._keep(result)
            yield result

    def _keep(self, coded: CodedReport) -> None:
        if self._kept >= KEPT_CLAIMS:
            return
        rows = [plain_claim(claim, coded.report.text, explain=True) for claim in coded.claims]
        try:
            folder = cache_folder()
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / FILE).open(self._mode, encoding="utf-8", errors="replace") as stream:
                stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        except OSError:
            self._kept = KEPT_CLAIMS  # a read-only home must not stop the coding
            return
        self._kept += len(rows)
        self._mode = "a"


def recall(claim_id: str) -> dict[str, Any] | None:
    """The claim of the last run whose id begins with ``claim_id``."""
    path = cache_folder() / FILE
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            row: dict[str, Any] = json.loads(line)
            if str(row["id"]).startswith(claim_id):
                return row
    return None
