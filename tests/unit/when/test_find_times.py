"""The when station on short texts of our own, each against the value a reader would write down."""

from __future__ import annotations

import pytest

from reportedly.when import find_times

PUBLISHED = "2024-08-25"  # a Sunday

VALUES = [
    # relative days
    ("Rockets fell on Tuesday.", "Tuesday", "2024-08-20"),
    ("Rockets fell on Sunday.", "Sunday", "2024-08-25"),
    ("Talks will resume on Thursday.", "Thursday", "2024-08-29"),
    ("He arrived last Tuesday.", "last Tuesday", "2024-08-20"),
    ("He arrives next Tuesday.", "next Tuesday", "2024-08-27"),
    ("Shells hit the village yesterday.", "yesterday", "2024-08-24"),
    ("The council meets tomorrow.", "tomorrow", "2024-08-26"),
    ("The curfew starts tonight.", "tonight", "2024-08-25TNI"),
    ("A blast was heard last night.", "last night", "2024-08-24TNI"),
    ("A blast was heard this morning.", "this morning", "2024-08-25TMO"),
    ("The depot burned on Friday night.", "Friday night", "2024-08-23TNI"),
    ("They struck in the early hours of Sunday.", "the early hours of Sunday", "2024-08-25TMO"),
    ("They left two days ago.", "two days ago", "2024-08-23"),
    # bare and full dates
    ("The August 15 strike killed ten.", "August 15", "2024-08-15"),
    ("On 15 August troops crossed the river.", "15 August", "2024-08-15"),
    ("Troops crossed on Aug. 3.", "Aug. 3", "2024-08-03"),
    ("Clashes began on November 20.", "November 20", "2023-11-20"),
    ("Many died since October 7 last year.", "October 7 last year", "2023-10-07"),
    ("The 7th of October 2023 changed it.", "The 7th of October 2023", "2023-10-07"),
    ("It happened on Sunday 25 August 2024.", "Sunday 25 August 2024", "2024-08-25"),
    ("Dated 2024-08-15 and signed.", "2024-08-15", "2024-08-15"),
    ("REBELS FIRED ON 3 JAN 90.", "3 JAN 90", "1990-01-03"),
    ("The raid of 11/24/1989 failed.", "11/24/1989", "1989-11-24"),
    # four digits after "at" are a clock time, never a year
    ("The bomb went off at 1625 on Friday.", "1625", "2024-08-23T16:25"),
    ("The raid began at 1800 (0035 GMT) yesterday.", "1800", "2024-08-24T18:00"),
    # months, years and longer
    ("He was detained in March.", "March", "2024-03"),
    ("Fighting eased in late August 2022.", "late August 2022", "2022-08"),
    ("The war of 1967 ended.", "1967", "1967"),
    ("It began in early 2024.", "early 2024", "2024"),
    ("It began in the mid-1990s.", "the mid-1990s", "199"),
    ("A fort of the 19th century.", "the 19th century", "18"),
    ("They met in spring 2022.", "spring 2022", "2022-SP"),
    ("Exports fell in Q3 2023.", "Q3 2023", "2023-Q3"),
    ("They met last week.", "last week", "2024-W33"),
    ("They met this year.", "this year", "2024"),
    ("It was signed last month.", "last month", "2024-07"),
    # durations, sets, references
    ("They held it for three days.", "three days", "P3D"),
    ("A two-hour battle followed.", "two-hour", "PT2H"),
    ("Fighting raged over the past three weeks.", "the past three weeks", "P3W"),
    ("It lasted twenty-four hours.", "twenty-four hours", "PT24H"),
    ("They protest every Friday.", "every Friday", "XXXX-WXX-5"),
    ("Guns fire daily there.", "daily", "P1D"),
    ("Convoys pass twice a week.", "a week", "P1W"),
    ("Prices have risen recently.", "recently", "PAST_REF"),
    ("More is expected in the coming days.", "the coming days", "FUTURE_REF"),
    # clock times
    ("At 4:30 a.m. local time on Saturday it fell.", "4:30 a.m. local time", "2024-08-24T04:30"),
    ("At 04:00 GMT on Saturday it fell.", "04:00 GMT", "2024-08-24T04:00"),
    ("It fell at around 11pm on Monday.", "around 11pm", "2024-08-19T23:00"),
    ("It fell at noon Tuesday.", "noon Tuesday", "2024-08-20T12:00"),
    # feasts
    ("They met on Christmas Day last year.", "Christmas Day last year", "2023-12-25"),
    ("They met on New Year's Eve.", "New Year's Eve", "2024-12-31"),
]


@pytest.mark.parametrize(("text", "words", "value"), VALUES)
def test_words_and_value(parse, text, words, value):
    found = [(m.span.of(text), m.value) for m in find_times(parse(text, PUBLISHED))]
    assert (words, value) in found


@pytest.mark.parametrize(
    "text",
    [
        "The commander may march on the town.",
        "The Sunday Times had the story.",
        "The group Black September was blamed.",
        "They counted 1,989 people and 2000 soldiers.",
        "Resolution 1701 and flight 1989 were named.",
        "A 24-7 watch was kept.",
        "The toll was put at 1900 and the drone flew at 1650 feet.",
        "The second attack was worse.",
        "A 6-year-old boy was hurt.",
        "TROOPS MAY ATTACK THE TOWN.",
        "He sat down in the sun.",
    ],
)
def test_words_that_are_no_times(parse, text):
    assert find_times(parse(text, PUBLISHED)) == ()


def test_without_publication_date_relative_words_stay_unresolved(parse):
    text = "Rockets fell on Tuesday and on 15 August 2024; two died yesterday."
    tuesday, day, yesterday = find_times(parse(text, None))
    assert (tuesday.start, tuesday.end, tuesday.precision) == (None, None, "unresolved")
    assert (day.start, day.precision) == ("2024-08-15", "day")
    assert (yesterday.start, yesterday.precision) == (None, "unresolved")


def test_a_day_that_does_not_exist_is_unresolved_with_the_reason(parse):
    (mention,) = find_times(parse("It was agreed on 30 February.", PUBLISHED))
    assert (mention.value, mention.start, mention.precision) == (None, None, "unresolved")
    assert "calendar" in mention.origin.alternatives[0].reason


def test_a_clock_time_without_a_day_gets_none(parse):
    (mention,) = find_times(parse("The shelling began at 5 p.m. sharp.", PUBLISHED))
    assert (mention.start, mention.precision) == (None, "unresolved")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It lasted from 3 March to 5 June 2023.", "2023-03-03", "2023-06-05"),
        ("It lasted between 3 and 5 May.", "2024-05-03", "2024-05-05"),
        ("It lasted May 3-5.", "2024-05-03", "2024-05-05"),
        ("The siege of 2014-2016 was long.", "2014-01-01", "2016-12-31"),
        ("It lasted from March to June 2023.", "2023-03-01", "2023-06-30"),
    ],
)
def test_both_halves_of_a_range_carry_all_of_it(parse, text, first, last):
    left, right = find_times(parse(text, PUBLISHED))
    assert (left.start, left.end, left.relation) == (first, last, "since")
    assert (right.start, right.end, right.relation) == (first, last, "until")


def test_relations(parse):
    text = "Since October 7, until Friday, before 2 May, for three days, during March 2023."
    relations = [m.relation for m in find_times(parse(text, PUBLISHED))]
    assert relations == ["since", "until", "before", "for", "during"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The talks are to resume on Monday in Cairo, officials said.", "2024-08-26"),
        ("On Tuesday, the league plans to hold a news conference.", "2024-08-27"),
        ("Protesters planned a large march on Monday.", "2024-08-26"),
        ("Rebels planned the attack on Monday, police said.", "2024-08-19"),
        ("The truce was extended until Tuesday.", "2024-08-27"),
        ("Until Tuesday, they had not called him a suspect.", "2024-08-20"),
    ],
)
def test_a_weekday_of_a_plan_lies_ahead(parse, text, value):
    assert [m.value for m in find_times(parse(text, published="2024-08-22"))] == [value]


def test_next_day_counts_from_the_day_in_focus(parse):
    text = "The bridge fell on 3 May 2024. The next day troops crossed. A week later they left."
    assert [m.value for m in find_times(parse(text, PUBLISHED))] == ["2024-05-03", "2024-05-04", "2024-05-11"]


def test_history_takes_the_year_from_the_text(parse):
    text = (
        "The war began in 1911. In 1912 the front moved south. By March 1913 both sides were tired.\n"
        "On April 15 the fort fell. In November the truce was signed. In January the army went home.\n"
        "The treaty of 1914 drew the border."
    )
    values = [m.value for m in find_times(parse(text, PUBLISHED))]
    assert values == ["1911", "1912", "1913-03", "1913-04-15", "1913-11", "1914-01", "1914"]


def test_years_before_christ_are_counted_backwards_and_have_no_iso_interval(parse):
    text = (
        "The revolt began in 499 BC. The following year it spread. "
        "By 494 BC and 493 BC it was lost. In 492 BC."
    )
    mentions = find_times(parse(text, PUBLISHED))
    assert [m.value for m in mentions] == ["BC0499", "BC0498", "BC0494", "BC0493", "BC0492"]
    assert {m.start for m in mentions} == {None}


def test_a_length_after_a_named_day_is_anchored(parse):
    first, _ = find_times(parse("A year after the October 7 attack, they met.", PUBLISHED))
    assert (first.kind, first.value, first.start) == ("DURATION", "P1Y", "2024-10-07")


def test_a_day_used_as_an_events_name_keeps_its_year(parse):
    (mention,) = find_times(parse("He lost a son in the September 11 attacks.", PUBLISHED))
    assert mention.value == "2001-09-11"
    assert mention.origin.alternatives[0].value.endswith("-09-11")


def test_ambiguous_numbers_follow_the_texts_own_order_and_keep_the_other(parse):
    text = "Signed 25/02/2024. Renewed 03/04/2024."
    _, second = find_times(parse(text, PUBLISHED))
    assert second.value == "2024-04-03"
    assert second.origin.alternatives[0].value == "2024-03-04"


def test_capitals_give_the_same_values(parse):
    text = "On August 15 rockets fell. On Friday night two died. It began in March 2011."
    small = [m.value for m in find_times(parse(text, PUBLISHED))]
    assert [m.value for m in find_times(parse(text.upper(), PUBLISHED))] == small


def test_gmt_is_kept_in_the_interval(parse):
    clock, _ = find_times(parse("At 04:00 GMT on Saturday it fell.", PUBLISHED))
    assert clock.start == "2024-08-24T04:00+00:00"


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\u200b", "31/31/9999 99:99 0000 BC", "May May May", "'''' -- the of the", "the 0th of May",
        "1 BC 2 AD", "Dec. 31, 9999 and a thousand centuries later", "999999999 years ago",
        "9/11 24/7 1/0 days", "a a a week week",
    ],
)  # fmt: skip
@pytest.mark.parametrize("published", [None, "2024-02-29", "0001-01-01", "9999-12-31"])
def test_odd_input_never_breaks_and_offsets_stay_inside(parse, text, published):
    last = 0
    for mention in find_times(parse(text, published)):
        assert last <= mention.span.start < mention.span.end <= len(text)
        last = mention.span.end
