"""Date arithmetic on TIMEX3 values."""

from __future__ import annotations

import datetime as dt

import pytest

from reportedly.when import calendar
from reportedly.when.numbers import count, said_year


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-W34", ("2024-08-19", "2024-08-25")),
        ("2024-W34-WE", ("2024-08-24", "2024-08-25")),
        ("2024-Q3", ("2024-07-01", "2024-09-30")),
        ("2023-WI", ("2023-12-01", "2024-02-29")),
        ("198", ("1980-01-01", "1989-12-31")),
        ("19", ("1900-01-01", "1999-12-31")),
        ("2024-08-25TNI", ("2024-08-25T20:00", "2024-08-26T06:00")),
        ("2024-08-25T04:30", ("2024-08-25T04:30", "2024-08-25T04:30")),
        ("2024-02-30", None),
        ("2024-W60", None),
        ("PAST_REF", None),
        ("BC0480", None),
    ],
)
def test_interval(value, bounds):
    assert calendar.interval(value) == bounds


def test_months_are_cut_to_their_length():
    assert calendar.add(dt.date(2024, 1, 31), "M", 1) == dt.date(2024, 2, 29)
    assert calendar.add(dt.date(2024, 2, 29), "Y", -1) == dt.date(2023, 2, 28)


def test_nothing_outside_the_calendar():
    assert calendar.add(dt.date(2, 1, 1), "CE", -1) is None
    assert calendar.add(dt.date(9998, 12, 31), "D", 9999) is None


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [
        (3, "D", "P3D"),
        (2, "H", "PT2H"),
        (0.5, "H", "PT30M"),
        (2.5, "Y", "P2Y6M"),
        (None, "Y", "PXY"),
        (2, "DE", "P20Y"),
    ],
)
def test_duration(number, unit, value):
    assert calendar.duration(number, unit) == value


def test_easter_and_thanksgiving():
    assert calendar.easter(2024) == dt.date(2024, 3, 31)
    assert calendar.nth_weekday(2024, 11, 4, 4) == dt.date(2024, 11, 28)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twenty - four", 24), ("a hundred", 100), ("two thousand", 2000), ("a few", None),
        ("a couple of", 2), ("two hundred and fifty", 250), ("5 1/2", 5.5),
        ("several", None), ("1,200", 1200),
    ],
)  # fmt: skip
def test_count(words, number):
    assert count(words.split()) == number


def test_years_said_as_words():
    assert said_year("nineteen ninety - six".split()) == 1996
    assert said_year("two thousand and four".split()) == 2004
    assert said_year("twenty five".split()) is None
