"""The outlets table: well formed, one name one outlet, found by any of its addresses."""

from __future__ import annotations

import pytest

from reportedly.knowledge.outlets import OWNERSHIPS, all_outlets, is_known_domain, outlet_by, outlet_entries


@pytest.mark.parametrize(
    "words",
    [
        "presstv",
        "Press TV",
        "press tv",
        "PRESSTV",
        "presstv.ir",
        "www.presstv.co.uk",
        "https://www.presstv.com/Detail/2024/08/25/1/a",
        "http://french.presstv.ir:80/x?y=1",
        "  Press   TV ",
    ],
)
def test_press_tv_is_found_by_name_alias_domain_and_url(words: str) -> None:
    outlet = outlet_by(words)
    assert (outlet.id, outlet.name, outlet.country) == ("presstv", "Press TV", "IRN")
    assert outlet.known and outlet.ownership == "state" and outlet.side


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("english.almanar.com.lb", "almanar"),
        ("The Guardian", "guardian"),
        ("Fırat News Agency", "anf"),
        ("Le Monde", "lemonde"),
        ("https://timesofindia.indiatimes.com/india/x.cms", "timesofindia"),
        ("Syrian Observatory for Human Rights", "sohr"),
        ("(Reuters)", "reuters"),
        ("https://t.me/s/mohmediagaza/12", "gazamoh"),
    ],
)
def test_outlets_are_found(words: str, expected: str) -> None:
    assert outlet_by(words).id == expected


@pytest.mark.parametrize(
    ("words", "identifier", "name"),
    [
        ("https://www.daily-lantern.example/a/b", "daily-lantern.example", "daily-lantern.example"),
        ("The Daily Lantern", "the-daily-lantern", "The Daily Lantern"),
        ("https://t.me/some_channel/77", "t.me/some_channel", "t.me/some_channel"),
        ("notreuters.com", "notreuters.com", "notreuters.com"),
        ("", "unknown", "unknown"),
        ("http://[::1", "http-1", "http://[::1"),
        ("新华日报", "新华日报", "新华日报"),
    ],
)
def test_unknown_outlets_get_a_tidy_identity(words: str, identifier: str, name: str) -> None:
    outlet = outlet_by(words)
    assert (outlet.id, outlet.name, outlet.known) == (identifier, name, False)
    assert outlet.side == () and outlet.country is None


def test_the_table_is_well_formed() -> None:
    outlets = all_outlets()
    assert len(outlets) >= 280
    assert [o.id for o in outlets] == sorted({o.id for o in outlets})
    for outlet in outlets:
        assert outlet.ownership in OWNERSHIPS
        assert outlet.country is None or (len(outlet.country) == 3 and outlet.country.isupper())
        assert outlet.source and outlet.source.startswith("https://")
        assert all(d == d.lower() and "." in d and not d.startswith("www.") for d in outlet.domains)


def test_no_name_or_domain_belongs_to_two_outlets() -> None:
    for entry in outlet_entries():
        for words in (entry.outlet.id, entry.outlet.name, *entry.aliases, *entry.outlet.domains):
            assert outlet_by(words).id == entry.outlet.id, words


def test_side_follows_from_ownership_alone() -> None:
    for outlet in all_outlets():
        if outlet.ownership in {"state", "party", "armed_group"}:
            assert outlet.side, outlet.id
        elif outlet.ownership != "intergovernmental":
            assert not outlet.side, outlet.id


def test_regions_of_conflict_are_covered() -> None:
    covered = {o.country for o in all_outlets()}
    needed = (
        "SDN SSD ETH SOM COD MLI BFA NER NGA CMR MOZ LBY YEM SYR IRQ LBN PSE ISR IRN UKR RUS ARM AZE GEO "
        "AFG PAK IND BGD LKA MMR PHL THA COL MEX VEN HTI PER SLV"
    )
    assert not set(needed.split()) - covered


def test_known_domains_are_told_from_others() -> None:
    assert is_known_domain("www.presstv.co.uk")
    assert not is_known_domain("daily-lantern.example")
    assert not is_known_domain("no domain at all")
