"""Which place and day of its sentence a claim takes, and when it leaves the place open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.claims.index import FindingsIndex
from reportedly.claims.placing import LEAST_SCORE, event_place
from reportedly.coder import Coder
from reportedly.records import (
    Alternative,
    Claim,
    CodedReport,
    Findings,
    Origin,
    ParsedReport,
    Place,
    PlaceMention,
    Span,
)

Code = Callable[[str], CodedReport]


@pytest.fixture(scope="module")
def code() -> Code:
    coder = Coder()
    return lambda text: coder.code(text, published="2025-07-08")


def one(coded: CodedReport, word: str) -> Claim:
    return next(c for c in coded.claims if word in c.event.trigger.of(coded.report.text))


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        (
            "Dockers in the port met. Hauliers blamed a bombing by rebels in Qarnavole.",
            "bombing",
            "Qarnavole",
        ),
        (
            "The rebels said they launched two drones at a US aircraft carrier in the northern Red Sea.",
            "launched",
            "Red Sea",
        ),
        (
            "Gunmen set fire to four cars in the village of Aqraba, south of Nablus, on Monday.",
            "set",
            "Aqraba",
        ),
        (
            "Troops detained 14 rebels and a smuggler in simultaneous raids in Navolato.",
            "detained",
            "Navolato",
        ),
    ],
)
def test_the_place_of_an_event_is_the_finest_one_told_for_it(
    code: Code, text: str, trigger: str, name: str
) -> None:
    coded = code(text)
    place = one(coded, trigger).event.place
    assert place is not None
    assert name in place.span.of(coded.report.text)


def test_where_rockets_were_fired_from_is_not_where_they_struck(code: Code) -> None:
    coded = code("A barrage of 35 rockets fired from Lebanon hit Haifa on Monday, killing a farmer.")
    assert {c.event.place.place.name for c in coded.claims if c.event.place} == {"Haifa"}


def test_a_name_that_no_gazetteer_has_keeps_its_words_without_coordinates(code: Code) -> None:
    coded = code("Rebels bombed a depot in Qarnavole on Monday, killing six soldiers.")
    place = one(coded, "bombed").event.place
    assert place is not None
    assert (place.place.name, place.place.precision) == ("Qarnavole", "unresolved")
    assert (place.place.lat, place.place.lon, place.place.geonames_id) == (None, None, None)


def test_an_organisation_is_no_place(code: Code) -> None:
    coded = code("Soldiers have killed 6,000 people since 2021, by the Prisoners Association's count.")
    assert all(c.event.place is None for c in coded.claims)


@pytest.mark.parametrize(("score", "is_kept"), [(LEAST_SCORE, True), (LEAST_SCORE - 0.01, False)])
def test_a_place_of_low_score_is_left_open(
    parse: Callable[..., ParsedReport], score: float, is_kept: bool
) -> None:
    parsed = parse("A bomb went off in Tripoli.")
    other = Alternative("Tripoli, LBN", 0.2, "geonames:266826")
    told = PlaceMention(
        span=Span(19, 26),
        place=Place("Tripoli", 2210247, 32.9, 13.2, "Tripoli", "LBY", "populated place", 20.0, "geonames"),
        origin=Origin("where.ranker", "geonames:2210247", "GeoNames", score, (other,)),
        role="location",
    )
    findings = Findings(parsed, (), (), (), (told,), (), ())
    place = event_place(FindingsIndex(findings), told, "claims.place.argument")
    assert (place.place.geonames_id is not None, place.place.lat is not None) == (is_kept, is_kept)
    assert (place.place.name, place.worded, place.span) == ("Tripoli", "Tripoli", told.span)
    if not is_kept:
        assert [a.reason for a in place.origin.alternatives] == ["geonames:2210247", "geonames:266826"]
        assert place.origin.entry is None


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        (
            "Rebels burned 150 houses in Goma between Sunday and Tuesday.",
            "burned",
            ("2025-07-06", "2025-07-08"),
        ),
        (
            "Police foiled a plot on Thursday, when they shot dead two gunmen at a checkpoint.",
            "shot",
            ("2025-07-03", "2025-07-03"),
        ),
        (
            "More than 65,000 people have died since the civil war broke out in 1980.",
            "died",
            ("1980-01-01", None),
        ),
        (
            "At least 19 people were killed in strikes across Gaza since dawn Tuesday.",
            "killed",
            ("2025-07-08", "2025-07-08"),
        ),
    ],
)
def test_the_time_of_an_event(code: Code, text: str, trigger: str, days: tuple[str, str | None]) -> None:
    coded = code(text)
    time = next(
        c.event.time
        for c in coded.claims
        if any(trigger in m.of(text) for m in c.event.mentions) and c.event.time is not None
    )
    assert (time.start and time.start[:10], time.end and time.end[:10]) == days


def test_a_few_hours_later_is_on_the_day_told_before(code: Code) -> None:
    coded = code("Settlers burned four cars on Sunday. A few hours later two soldiers were stabbed by a man.")
    time = one(coded, "stabbed").event.time
    assert time is not None
    assert (time.start, time.end) == ("2025-07-06", "2025-07-06")
