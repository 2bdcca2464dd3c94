"""The errors a user can meet, as one small tree.

    ReportedlyError
    ├── InputError         a report, folder, URL or option cannot be used (exit code 2)
    ├── KnowledgeError     a knowledge-base file is missing or malformed (exit code 3)
    └── ModelError         the parser or a net is missing or does not match (exit code 4)

Each message is one line that names the value and says what to do. Anything else that
escapes is a bug.
"""

from __future__ import annotations


class ReportedlyError(Exception):
    """Root of the errors that Reportedly raises on purpose."""

    exit_code = 1


class InputError(ReportedlyError):
    """The input or an option cannot be used."""

    exit_code = 2


class KnowledgeError(ReportedlyError):
    """A knowledge-base file is missing or malformed."""

    exit_code = 3


class ModelError(ReportedlyError):
    """The parser or a net is missing, or is not the pinned one."""

    exit_code = 4
