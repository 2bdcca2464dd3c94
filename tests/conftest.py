"""Fixtures shared by all tests: one parser, and where the development data lie."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly.parse import SpacyParser
from reportedly.read import make_report
from reportedly.records import ParsedReport

SHARED = Path(os.environ.get("REPORTEDLY_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def parser() -> SpacyParser:
    """The pinned parser, loaded once."""
    return SpacyParser()


@pytest.fixture(scope="session")
def parse(parser: SpacyParser) -> Callable[..., ParsedReport]:
    """``parse(text, published="2024-08-25")``: a plain text as a parsed report."""

    def _parse(text: str, published: str | None = "2024-08-25", outlet: object = None) -> ParsedReport:
        day = dt.date.fromisoformat(published) if published else None
        return parser.parse(make_report(text, published=day))

    return _parse


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of development data; tests that need it are skipped where it is absent."""
    data = SHARED / "data"
    if not data.is_dir():
        pytest.skip("the development data (../shared/data) are not beside the project")
    return data
