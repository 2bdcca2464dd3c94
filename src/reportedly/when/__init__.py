"""The when station: time expressions and the times they mean."""

from reportedly.when.finder import find_times

__all__ = ["find_times"]
