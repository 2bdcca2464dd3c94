"""Which words are taken for places, which place each is, and how it stands in its sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.knowledge.gazetteer import Gazetteer
from reportedly.records import ParsedReport, PlaceMention, Span
from reportedly.where import find_places, resolve_spans

Parse = Callable[..., ParsedReport]


@pytest.fixture
def read(parse: Parse, gazetteer: Gazetteer) -> Callable[[str], dict[str, PlaceMention]]:
    """``read(text)``: the mentions by their words, the last one of each."""

    def _read(text: str) -> dict[str, PlaceMention]:
        return {m.span.of(text): m for m in find_places(parse(text), gazetteer)}

    return _read


Read = Callable[[str], dict[str, PlaceMention]]


@pytest.mark.parametrize(
    ("text", "words", "country", "geonames_id"),
    [
        ("A drone was fired at the city of Haifa on Sunday.", "Haifa", "ISR", 294801),
        ("Shells fell on Kherson, Ukraine, police said.", "Kherson", "UKR", 706448),
        ("Two men were shot dead in Paris, Texas, on Friday.", "Paris", "USA", 4717560),
        ("Two men were shot dead in Paris, France, on Friday.", "Paris", "FRA", 2988507),
        ("Tbilisi said Georgia had recalled its envoy from Moscow.", "Georgia", "GEO", 614540),
        ("Police in Atlanta, Georgia, arrested a man from Ohio.", "Georgia", "USA", 4197000),
        ("Troops from Sudan entered the town of El Fasher in North Darfur.", "El Fasher", "SDN", 379555),
    ],
)
def test_the_right_place_of_a_name(read: Read, text: str, words: str, country: str, geonames_id: int) -> None:
    place = read(text)[words].place
    assert place is not None
    assert (place.country, place.geonames_id) == (country, geonames_id)


def test_countries_in_a_row_do_not_lie_in_each_other(read: Read) -> None:
    found = read("Cases were reported in Mexico, China, Japan, Ukraine and Brazil.")
    assert [found[w].place.country for w in ("Mexico", "China", "Japan")] == ["MEX", "CHN", "JPN"]  # type: ignore[union-attr]
    assert found["China"].role == "location"


def test_a_province_is_not_its_capital(read: Read) -> None:
    place = read("Air strikes hit villages across Idlib province in Syria.")["Idlib"].place
    assert place is not None
    assert place.precision == "admin1"


def test_a_plural_kind_of_place_is_said_of_both(read: Read) -> None:
    found = read("Fighting was reported in San Vicente and Chalatenango departments in El Salvador.")
    places = [found[words].place for words in ("San Vicente", "Chalatenango")]
    assert [p.precision for p in places if p] == ["admin1", "admin1"]


def test_bases_are_found_whole_with_their_container(read: Read) -> None:
    found = read("A rocket hit Ain al-Assad Airbase in western Iraq, officials said.")
    base = found["Ain al-Assad Airbase"]
    assert base.place is not None
    assert (base.place.country, base.place.precision, base.role) == ("IRQ", "exact spot", "location")
    assert found["Iraq"].role == "container"
    assert found["Iraq"].modifier == "western"


def test_a_part_of_a_country_is_a_region_and_not_a_point(read: Read) -> None:
    place = read("Gunmen attacked a convoy in western Niger.")["Niger"].place
    assert place is not None
    assert place.precision == "region"
    assert place.radius_km is not None and place.radius_km > 300


def test_near_widens_the_radius_by_the_distance_told(read: Read) -> None:
    near = read("The blast happened 30 km north of Mosul in Iraq.")["Mosul"]
    assert near.place is not None
    assert near.place.precision == "near"
    assert near.modifier == "north of"
    assert near.place.radius_km is not None and near.place.radius_km > 39


def test_demonyms_and_metonyms_have_their_roles(read: Read) -> None:
    found = read(
        "Israeli and Palestinian officials met. Moscow condemned the strike and Ankara said it would respond."
    )
    assert found["Israeli"].role == found["Palestinian"].role == "demonym"
    assert found["Moscow"].role == found["Ankara"].role == "metonym"
    assert found["Israeli"].place is not None and found["Israeli"].place.country == "ISR"


def test_demonyms_of_two_words_are_read_whole(read: Read) -> None:
    found = read("Sri Lankan troops and South Ossetian fighters were named.")
    assert found["Sri Lankan"].role == found["South Ossetian"].role == "demonym"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jordan Smith, a spokesman, declined to comment.", "Jordan"),
        ("Many African Americans voted on Tuesday.", "African Americans"),
        ("Hamas said it had fired the rockets.", "Hamas"),
        ("Of the nine men, two were hit by shrapnel.", "Of"),
        ("Grenade attack on a market in Bujumbura hurts two", "Grenade"),
    ],
)
def test_other_names_and_common_words_are_no_places(read: Read, text: str, words: str) -> None:
    mention = read(text).get(words)
    assert mention is None or mention.role == "part_of_name"


def test_a_university_is_no_location(read: Read) -> None:
    found = read("A professor at the University of Texas said so.")
    assert "University of Texas" not in found


def test_texts_in_capitals_are_read(read: Read) -> None:
    found = read("GUERRILLAS BLEW UP A BRIDGE IN SAN MIGUEL DEPARTMENT, EL SALVADOR. THE CAR WAS BURNED.")
    assert {"SAN MIGUEL DEPARTMENT", "EL SALVADOR"} <= set(found)
    assert "CAR" not in found


def test_swapped_actors_leave_the_places_alike(read: Read) -> None:
    one = read("Russian forces struck Kharkiv on Monday.")["Kharkiv"]
    other = read("Ukrainian forces struck Kharkiv on Monday.")["Kharkiv"]
    assert one.place == other.place
    assert one.role == other.role


def test_a_later_mention_is_the_same_place(parse: Parse, gazetteer: Gazetteer) -> None:
    text = "A bomb went off in Tripoli, Lebanon.\n\nPolice in Tripoli said four people were hurt."
    ids = {
        m.place.geonames_id
        for m in find_places(parse(text), gazetteer)
        if m.place and m.span.of(text) == "Tripoli"
    }
    assert ids == {266826}


@pytest.mark.parametrize(
    "text", ["", "\u200b\u200b", "...", "A" * 500, "’s’s -- Al- El-", "\U0001f600 Kyiv \ufeff"]
)
def test_odd_texts_give_spans_inside_the_text(parse: Parse, gazetteer: Gazetteer, text: str) -> None:
    for mention in find_places(parse(text), gazetteer):
        assert 0 <= mention.span.start < mention.span.end <= len(text)


def test_given_spans_are_resolved_in_order(parse: Parse, gazetteer: Gazetteer) -> None:
    text = "Floods hit Hodeidah and Taiz in Yemen."
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in ("Yemen", "Taiz", "Hodeidah")]
    mentions = resolve_spans(parse(text), spans, gazetteer)
    assert [m.span.of(text) for m in mentions] == ["Hodeidah", "Taiz", "Yemen"]
    assert all(m.place is not None and m.place.country == "YEM" for m in mentions)


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("A car bomb killed six people on Haifa Street in Baghdad on Sunday, police said.", "Haifa Street"),
        ("Shells fell near Damascus Road in Aleppo, activists said.", "Damascus Road"),
        ("A drone struck a bus on Salah al-Din Street in Gaza City.", "Salah al-Din Street"),
        ("Troops crossed the Khazir River near Mosul on Monday.", "Khazir River"),
        ("Two men were shot dead on Highway 60 near Hebron.", "Highway 60"),
    ],
)
def test_a_town_that_lends_its_name_to_a_street_is_not_the_place(read: Read, text: str, street: str) -> None:
    found = read(text)
    assert found[street].place is None
    assert {"Haifa", "Damascus"}.isdisjoint(found)
    assert any(m.place is not None for words, m in found.items() if words != street)


def test_a_dam_is_near_the_town_of_its_name(read: Read) -> None:
    place = read("Fighters seized the Mosul Dam on Monday.")["Mosul Dam"].place
    assert place is not None
    assert (place.name, place.precision) == ("Mosul", "near")


@pytest.mark.parametrize(
    "text",
    [
        "The driver, Sarah Lane, was hurt in Haifa.",
        "The Wall Street Journal reported from Haifa.",
        "Rebels Attack Busy Market Street in Northern City",
    ],
)
def test_other_names_in_capitals_are_no_streets(read: Read, text: str) -> None:
    assert not any(words.endswith(("Lane", "Street")) and m.place is None for words, m in read(text).items())
