"""Content-hash ids: the same input gives the same id on any machine."""

from __future__ import annotations

import hashlib
import json

ID_LENGTH = 16  # hexadecimal digits: 64 bits, enough for 10^8 records with a collision risk of 3 in 10^4


def content_id(kind: str, *parts: str | int | None) -> str:
    """A short id of ``kind`` ("claim", "event") that depends on ``parts`` alone.

    The parts are written as a JSON array, so that no two different lists of parts share a text.
    """
    text = json.dumps([kind, *parts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]
