"""What the events net adds to the rules: a second opinion on triggers, and the parts that words play."""

from __future__ import annotations

from reportedly.nets.event_labels import PARTS, REALIS, TYPES
from reportedly.nets.events import EventReadings
from reportedly.records import Alternative, PartMention, Realis, Span

LEAST_PART = 0.005  # parts less likely than this are left out


def likelihood(readings: EventReadings, span: Span) -> float | None:
    """How likely a word of ``span`` tells of an event (0…1); None where the net read none of them."""
    rows = readings.rows(span)
    if not rows:
        return None
    return float(max(1.0 - readings.types[row, 0] for row in rows))


def likely_type(readings: EventReadings, start: int, end: int) -> tuple[str, float, float] | None:
    """The likeliest event type of the words between two offsets, its share among all types (0…1) and how
    likely they tell of any event (0…1); None where the net read none of them."""
    rows = readings.rows(Span(start, end))
    if not rows:
        return None
    told = readings.types[rows.start : rows.stop, 1:].sum(axis=0)
    best = int(told.argmax())
    likely = 1.0 - float(readings.types[rows.start : rows.stop, 0].min())
    return TYPES[1 + best], float(told[best] / max(float(told.sum()), 1e-9)), likely


def likely_realis(readings: EventReadings, span: Span) -> tuple[Realis, float] | None:
    """The likeliest realis of the event that ``span`` tells of, and how likely it is (0…1)."""
    rows = readings.rows(span)
    if not rows:
        return None
    row = min(rows, key=lambda r: readings.types[r, 0])
    best = int(readings.realis[row].argmax())
    return REALIS[best], float(readings.realis[row, best])


def find_parts(readings: EventReadings) -> tuple[PartMention, ...]:
    """The words that may play a part in the violence told, in text order."""
    found = []
    for row, span in enumerate(readings.spans):
        scores = readings.parts[row]
        if scores[0] > 1 - LEAST_PART:
            continue
        order = sorted(range(1, len(PARTS)), key=lambda k: -scores[k])
        parts = [Alternative(PARTS[k], round(float(scores[k]), 4)) for k in order if scores[k] >= LEAST_PART]
        found.append(PartMention(span, tuple(parts)))
    return tuple(found)
