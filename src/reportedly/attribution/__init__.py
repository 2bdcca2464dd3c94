"""The attribution station: who says what, by which words, through which channel."""

from reportedly.attribution.station import find_attributions, find_drafts

__all__ = ["find_attributions", "find_drafts"]
