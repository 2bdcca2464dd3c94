"""Station: where. Words that name places, resolved to gazetteer entries with their precision."""

from reportedly.where.places import find_places, resolve_spans

__all__ = ["find_places", "resolve_spans"]
