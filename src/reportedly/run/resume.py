"""Resume a batch after a kill: which reports a JSONL output already holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportedly.errors import InputError
from reportedly.read import ReadFailure
from reportedly.records import Report

Key = str


def finished(output: Path) -> Counter[Key]:
    """How often ``output`` holds each report or failure; a last line cut off by a kill is removed.

    A report that occurs twice in a corpus has two lines, so they are counted rather than collected.
    Raises InputError where the file holds something other than coded reports.
    """
    done: Counter[Key] = Counter()
    if not output.exists():
        return done
    whole = 0
    with output.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                break
            try:
                done[_key_of_row(json.loads(line))] += 1
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise InputError(
                    f"{output}: line {number} is not a coded report; choose another --output"
                ) from error
            whole += len(line)
    if whole < output.stat().st_size:
        with output.open("r+b") as stream:
            stream.truncate(whole)
    return done


def unfinished(items: Iterable[Report | ReadFailure], done: Counter[Key]) -> Iterator[Report | ReadFailure]:
    """The items that are not in ``done``, in order."""
    left = Counter(done)
    for item in items:
        key = _key_of_failure(item.source, item.issue.code) if isinstance(item, ReadFailure) else item.id
        if left[key] > 0:
            left[key] -= 1
        else:
            yield item


def _key_of_row(row: dict[str, dict[str, str] | str | list[dict[str, str]]]) -> Key:
    report = row["report"]
    if isinstance(report, dict):
        return report["id"]
    source, issues = row["source"], row["issues"]
    if not isinstance(source, str) or not isinstance(issues, list):
        raise TypeError("a failure has a source and issues")
    return _key_of_failure(source, issues[0]["code"])


def _key_of_failure(source: str, code: str) -> Key:
    return f"{code} {source}"
