"""The events station: what is said to have happened in a report."""

from reportedly.events.by_net import find_parts
from reportedly.events.finder import find_events

__all__ = ["find_events", "find_parts"]
