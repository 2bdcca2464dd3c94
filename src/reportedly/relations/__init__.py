"""What a source does to a target: the PLOVER root of a source–target pair in a sentence."""

from reportedly.relations.station import Relation, find_relation

__all__ = ["Relation", "find_relation"]
