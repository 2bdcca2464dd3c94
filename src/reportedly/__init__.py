"""Reportedly: who claims what in reports of armed conflict and political violence.

The names below are the public interface; everything else may change. What needs the parser is
imported when it is first used, so that ``import reportedly`` and ``reportedly --help`` are quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from reportedly.errors import InputError, ReportedlyError
from reportedly.version import __version__

if TYPE_CHECKING:
    from reportedly.coder import Coder
    from reportedly.export.plain import plain_report
    from reportedly.read import ReadFailure, ReadOptions, read_source
    from reportedly.records import Claim, CodedReport, Report


__all__ = [
    "Claim",
    "CodedReport",
    "Coder",
    "InputError",
    "ReadFailure",
    "ReadOptions",
    "Report",
    "ReportedlyError",
    "__version__",
    "plain_report",
    "read_source",
]

_HOMES = {
    "Claim": "reportedly.records",
    "CodedReport": "reportedly.records",
    "Coder": "reportedly.coder",
    "ReadFailure": "reportedly.read",
    "ReadOptions": "reportedly.read",
    "Report": "reportedly.records",
    "plain_report": "reportedly.export.plain",
    "read_source": "reportedly.read",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
