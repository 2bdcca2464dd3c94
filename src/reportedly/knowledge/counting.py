"""Words that stand around numbers, for the stations that read names and tolls."""

BEFORE_COUNTS = frozenset(
    "at least about some more than over around nearly almost up to another as many a further".split()
)
