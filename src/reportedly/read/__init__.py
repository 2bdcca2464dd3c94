"""Station 1, read: bytes, files, folders and URLs in, reports out."""

from reportedly.read.dates import parse_published
from reportedly.read.report import make_report
from reportedly.read.source import ReadFailure, ReadOptions, read_bytes, read_source, read_text

__all__ = [
    "ReadFailure",
    "ReadOptions",
    "make_report",
    "parse_published",
    "read_bytes",
    "read_source",
    "read_text",
]
