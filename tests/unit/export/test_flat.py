"""CSV rows: harmless in a spreadsheet, and a toll never loses its bound or scope."""

from __future__ import annotations

import csv
import io

import pytest

from reportedly.coder import Coder
from reportedly.export.flat import COLUMNS, time_words, toll_words, write_csv
from reportedly.records import EventTime, Origin, Span, Toll

SPAN, ORIGIN = Span(0, 1), Origin("test")


def toll(low: int | None, high: int | None, bound: str, **more: object) -> Toll:
    values = {"scope": "incident", "who": (), "whose": None, **more}
    return Toll("killed", low, high, bound, text="", span=SPAN, origin=ORIGIN, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (toll(3, 3, "exact", who=("soldiers",)), "killed 3 soldiers"),
        (toll(3, None, "at_least"), "killed ≥3"),
        (toll(None, 9, "at_most"), "killed ≤9"),
        (toll(20, 20, "about", whose="Palestinians"), "killed ~20 Palestinians"),
        (toll(5, 7, "range"), "killed 5–7"),
        (toll(None, None, "vague", vague="dozens"), "killed dozens"),
        (toll(0, 0, "exact"), "killed 0"),
        (
            toll(40300, None, "at_least", scope="cumulative", since="2023-10-07"),
            "killed ≥40300 (cumulative since 2023-10-07)",
        ),
    ],
)
def test_a_toll_in_words_keeps_bound_and_scope(made: Toll, words: str) -> None:
    assert toll_words(made) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-08-25", "2024-08-25", "2024-08-25"),
        ("2024-08-01", "2024-08-31", "2024-08-01 – 2024-08-31"),
        ("2023-10-07", None, "since 2023-10-07"),
        (None, None, "? “last week”"),
    ],
)
def test_a_time_in_words(start: str | None, end: str | None, words: str) -> None:
    assert time_words(EventTime(start, end, "day", "last week", SPAN, ORIGIN)) == words


def test_cells_that_a_spreadsheet_would_run_are_quoted() -> None:
    coded = Coder(fast=True).code("Troops shelled Idlib on Friday.", outlet='=HYPERLINK("x")')
    stream = io.StringIO()
    write_csv([coded], stream)
    row = next(csv.DictReader(io.StringIO(stream.getvalue())))
    assert tuple(row) == COLUMNS
    assert row["outlet"].startswith("'=")
    assert not any(value[:1] in "=+@" for value in row.values() if value)
