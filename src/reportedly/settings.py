"""Where Reportedly keeps what it builds on this machine: the place index and the last run's claims."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """The folder for built files: $REPORTEDLY_CACHE, else the user's cache folder."""
    given = os.environ.get("REPORTEDLY_CACHE")
    if given:
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("reportedly", appauthor=False)
