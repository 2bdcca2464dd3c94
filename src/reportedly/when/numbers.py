"""Numbers in time expressions: digits, words, "a few", and years said as two numbers."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.when.lexicon import words


def count(lows: Sequence[str]) -> float | None:
    """The number of "two", "twenty-four", "a hundred", "3", "9 1/2", "a"; None where unsaid ("several")."""
    total, current, seen = 0.0, 0.0, False
    for low in lows:
        if low in ("a", "an") and not seen:
            current, seen = 1.0, True
        elif low[:1].isdigit():
            current, seen = current + _digits(low), True
        elif (vague := words().of("quantity", low)) is not None:
            if not vague:
                return None
            current, seen = float(vague), True
        elif (value := _value(low)) is not None:
            total, current = _join(total, current, float(value))
            seen = True
    return total + current if seen else None


def _value(low: str) -> int | None:
    found = words().of("number", low)
    found = words().of("big_number", low) if found is None else found
    return None if found is None else int(found)


def _digits(low: str) -> float:
    text = low.replace(",", "")
    if "/" in text:
        top, _, bottom = text.partition("/")
        return float(top) / float(bottom) if bottom.isdigit() and int(bottom) else 0.0
    try:
        return float(text)
    except ValueError:
        return 0.0


def _join(total: float, current: float, value: float) -> tuple[float, float]:
    if value >= 1000:
        return total + max(current, 1) * value, 0.0
    if value >= 100 or value == 12 and current:
        return total, max(current, 1) * value
    return total, current + value


def said_year(lows: Sequence[str]) -> int | None:
    """The year of "nineteen ninety-six", "two thousand (and) four", "twenty twelve"; None for others."""
    values = [value for value in map(_value, lows) if value is not None]
    if len(values) >= 2 and values[0] in (15, 16, 17, 18, 19, 20) and 10 <= values[1] <= 90:
        return values[0] * 100 + sum(values[1:]) if sum(values[1:]) < 100 else None
    if values[:2] == [2, 1000] and sum(values[2:]) < 100:
        return 2000 + sum(values[2:])
    return None


def ordinal(low: str) -> int | None:
    """The number of "15th" or "fifteenth"."""
    if low[:1].isdigit():
        return int("".join(c for c in low if c.isdigit()))
    value = words().of("ordinal", low)
    return None if value is None else int(value)
