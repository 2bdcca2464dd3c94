"""The how_many station: counts of people in a report (tolls)."""

from reportedly.how_many.station import find_tolls

__all__ = ["find_tolls"]
