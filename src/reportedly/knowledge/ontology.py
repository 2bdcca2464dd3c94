"""The event ontology: event types with their codes in every codebook (data/event_types.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from reportedly.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class EventType:
    """One event type; the codes are those of the codebooks named in docs/knowledge.md."""

    id: str
    acled: str
    acled_sub: str
    plover: str
    plover_mode: str | None
    cameo: str
    muc4: str | None
    family: str


@cache
def event_types() -> Mapping[str, EventType]:
    """All event types by id."""
    text = resources.files("reportedly.knowledge").joinpath("data/event_types.yaml").read_text("utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        return {name: EventType(id=name, **codes) for name, codes in table.items()}
    except TypeError as error:
        raise KnowledgeError(f"event_types.yaml: {error}; see docs/knowledge.md for the columns") from error
