"""Names and the places they lead to."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reportedly.errors import InputError
from reportedly.knowledge.gazetteer import Gazetteer, load_gazetteer, name_key
from reportedly.knowledge.places import build
from reportedly.knowledge.places.entry import SourceEntry
from reportedly.knowledge.places.sources import read_table


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ain al-Assad", "AIN AL ASSAD"),
        ("Ash-Shaddadi", "al-Shaddadi"),
        ("Sana'a", "Sana’a"),
        ("St. Louis", "Saint Louis"),
        ("Cañas", "CANAS"),
        ("W.Va.", "WVA"),
        ("Deir ez‑Zor", "Deir ez-Zor"),
    ],
)
def test_ways_of_writing_a_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_key_of_marks_alone_is_empty() -> None:
    assert name_key(" -'’ ") == ""


def test_haifa_is_the_geonames_town(gazetteer: Gazetteer) -> None:
    towns = [e for e in gazetteer.find("Haifa") if e.feature == "town"]
    assert towns[0].geonames_id == 294801
    assert (towns[0].country, towns[0].admin1) == ("ISR", "Haifa")


@pytest.mark.parametrize(
    ("name", "country", "feature"),
    [
        ("Ain al-Assad Airbase", "IRQ", "base"),
        ("al-Tanf", "SYR", "base"),
        ("Zamzam camp", "SDN", "camp"),
        ("Rafah crossing", "PSE", "crossing"),
        ("Bab el-Mandeb", None, "sea"),
        ("Donbas", "UKR", "region"),
        ("Khyber Pakhtunkhwa", "PAK", "admin1"),
        ("Anderson County", "USA", "admin2"),
        ("Côte d'Ivoire", "CIV", "country"),
        ("حيفا", "ISR", "town"),
    ],
)
def test_names_lead_to_their_places(
    gazetteer: Gazetteer, name: str, country: str | None, feature: str
) -> None:
    assert (country, feature) in {(e.country, e.feature) for e in gazetteer.find(name)}


def test_no_town_is_listed_twice_where_the_supplement_knows_it_too(gazetteer: Gazetteer) -> None:
    towns = [
        e for e in gazetteer.find("Khan Younis") if e.country == "PSE" and e.precision == "populated place"
    ]
    assert [e.geonames_id for e in towns] == [281124]


@pytest.mark.parametrize(
    "name", ["Crimea", "Golan Heights", "Persian Gulf", "Western Sahara", "Taiwan", "Jerusalem"]
)
def test_disputes_are_said(gazetteer: Gazetteer, name: str) -> None:
    assert any(e.disputed for e in gazetteer.find(name))


def test_an_unknown_name_leads_nowhere(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Qwertyuiopolis") == ()


def test_supplement_has_650_own_places_with_unique_ids() -> None:
    rows = read_table("supplement.tsv")
    assert len(rows) >= 650
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(-90 <= float(r["lat"]) <= 90 and -180 <= float(r["lon"]) <= 180 for r in rows)


def _small_index(path: Path) -> Path:
    town = SourceEntry("geonames", "Aby", ("Aby",), 1.0, 2.0, "SWE", "town", "populated place", 2.0, 50, 7)
    with build._written_aside(path) as connection:
        connection.executescript(build._SCHEMA)
        build.add_entries(connection, [town], first_key=1)
    return path


def test_a_users_table_is_added_and_replaced(tmp_path: Path) -> None:
    index = _small_index(tmp_path / "index.sqlite")
    table = tmp_path / "mine.csv"
    table.write_text(
        "name,lat,lon,country,alternate_names\nUpper Well,3.5,4.5,SD,Bir al-Fawqani|Well Two\n", "utf-8"
    )
    assert load_gazetteer(table, index=index) == 1
    found = Gazetteer.open(index).find("bir al fawqani")
    assert [(e.name, e.country, e.source) for e in found] == [("Upper Well", "SDN", "user:mine.csv")]
    table.write_text("name\tlat\tlon\nLower Well\t3.5\t4.5\n", "utf-8")
    assert load_gazetteer(table, index=index) == 1
    again = Gazetteer.open(index)
    assert again.find("Upper Well") == ()
    assert again.find("Lower Well")[0].lat == 3.5


def test_a_geonames_dump_adds_only_new_ids(tmp_path: Path) -> None:
    index = _small_index(tmp_path / "index.sqlite")
    dump = tmp_path / "SE.txt"

    def line(identifier: int, name: str, code: str) -> str:
        fields = [
            str(identifier),
            name,
            name,
            "",
            "1.5",
            "2.5",
            code[0],
            code[1:],
            "SE",
            "",
            "26",
            "",
            "",
            "",
            "90",
        ]
        return "\t".join([*fields, "", "", "Europe/Stockholm", "2020-01-01"]) + "\n"

    dump.write_text(line(7, "Aby", "PPPL") + line(8, "Norra Flyget", "SAIRB") + line(9, "E4", "RRD"), "utf-8")
    assert load_gazetteer(dump, index=index) == 1
    base = Gazetteer.open(index).find("Norra Flyget")[0]
    assert (base.feature, base.precision, base.geonames_id) == ("base", "exact spot", 8)


@pytest.mark.parametrize("text", ["name,lat\nX,1\n", "name,lat,lon\nX,north,1\n"])
def test_a_malformed_table_is_a_users_error_and_leaves_the_index(tmp_path: Path, text: str) -> None:
    index = _small_index(tmp_path / "index.sqlite")
    bad = tmp_path / "bad.csv"
    bad.write_text(text, "utf-8")
    with pytest.raises(InputError, match="bad.csv"):
        load_gazetteer(bad, index=index)
    assert len(Gazetteer.open(index).find("Aby")) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.csv", "index.sqlite"]


def test_a_failed_build_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), build._written_aside(tmp_path / "x.sqlite") as connection:
        connection.execute("no statement")
    assert list(tmp_path.iterdir()) == []


def test_the_point_of_a_wide_country_is_amid_its_units(gazetteer: Gazetteer) -> None:
    canada = gazetteer.country("CAN")
    (west,), (east,) = gazetteer.find("Manitoba")[:1], gazetteer.find("Ontario")[:1]
    assert canada is not None
    assert west.lon - 10 < canada.lon < east.lon


@pytest.mark.parametrize("name", ["Africa", "Asia", "Europe", "North America", "South America"])
def test_continents_are_those_of_geonames(gazetteer: Gazetteer, name: str) -> None:
    continent = gazetteer.find(name)[0]
    assert continent.geonames_id is not None
    assert continent.source == "geonames"
