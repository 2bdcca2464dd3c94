"""Code many reports over processes on one machine, in order, one bad report never stopping the rest."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from reportedly.coder import Coder
from reportedly.errors import ReportedlyError
from reportedly.read import ReadFailure
from reportedly.records import CodedReport, Issue, Report

AHEAD_PER_JOB = 8  # reports in flight per process: enough to keep it busy, few enough to keep memory flat
PARENT_CHECK_S = 1.0

_coder: Coder | None = None


def code_many(
    items: Iterable[Report | ReadFailure], *, jobs: int = 1, fast: bool = False
) -> Iterator[CodedReport | ReadFailure]:
    """Coded reports in the order of ``items``; failures to read pass through as they are.

    ``jobs`` processes each load the parser once (about 0.5 GB). A report that the code breaks on
    comes back without claims and with an ``internal_error`` issue. Raises ReportedlyError where a
    process dies, which memory is the usual reason for.
    """
    if jobs <= 1:
        _start(fast)
        for item in items:
            yield item if isinstance(item, ReadFailure) else _code(item)
        return
    try:
        yield from _over_processes(items, jobs, fast)
    except BrokenProcessPool as error:
        raise ReportedlyError(
            f"one of {jobs} processes died, as when memory runs out; "
            "use fewer --jobs, and --resume to go on with a JSONL output"
        ) from error


def _over_processes(
    items: Iterable[Report | ReadFailure], jobs: int, fast: bool
) -> Iterator[CodedReport | ReadFailure]:
    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(fast, os.getpid())) as pool:
        waiting: deque[Future[CodedReport] | ReadFailure] = deque()
        for item in items:
            waiting.append(item if isinstance(item, ReadFailure) else pool.submit(_code, item))
            if len(waiting) >= jobs * AHEAD_PER_JOB:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


def _result(waiting: Future[CodedReport] | ReadFailure) -> CodedReport | ReadFailure:
    return waiting if isinstance(waiting, ReadFailure) else waiting.result()


def _start_worker(fast: bool, parent: int) -> None:
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _start(fast)


def _end_with(parent: int) -> None:
    """End this process when ``parent`` is gone: a killed batch must not leave idle processes behind."""
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK_S)
    os._exit(1)


def _start(fast: bool) -> None:
    global _coder
    if _coder is None or _coder.fast != fast:
        _coder = Coder(fast=fast)


def _code(report: Report) -> CodedReport:
    """One report coded, without the findings, which are large to send between processes."""
    assert _coder is not None
    try:
        coded = _coder.code(report)
    except ReportedlyError:
        raise  # a missing model or a damaged knowledge base breaks every report: say it once
    except Exception as error:  # noqa: BLE001 - the one place where a bug in a station becomes an issue row
        issue = Issue("internal_error", f"{type(error).__name__}: {error}; please report this with the input")
        return CodedReport(report, (), (*report.issues, issue))
    return replace(coded, findings=None)
