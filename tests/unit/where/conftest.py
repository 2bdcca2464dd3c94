"""One gazetteer for the tests of the where station, built once in the user's cache if it is not there."""

from __future__ import annotations

import pytest

from reportedly.knowledge.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer of the installed sources."""
    return Gazetteer.open()
