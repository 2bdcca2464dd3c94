"""The who station: people, groups, forces, states and offices, and loaded wording for them."""

from reportedly.who.find import find_actors
from reportedly.who.framing import find_framing

__all__ = ["find_actors", "find_framing"]
