"""Station 1, read: bytes, files, folders and URLs in, reports out."""

from reportedly.read.report import make_report

__all__ = ["make_report"]
