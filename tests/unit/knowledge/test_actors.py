"""The actor base: its data keep their promises, and names are found as reports write them."""

from __future__ import annotations

import re
import time

import pytest

from reportedly.errors import KnowledgeError
from reportedly.knowledge.actors import TABLES, WORD_TABLES, ActorBase, framing_phrases
from reportedly.knowledge.build.derived_groups import is_distinctive, new_rows, read_phoenix, read_ucdp

SECTORS = set(
    """COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC
    IGO UNO EUR NGO ISM IMG MNC""".split()
)
KINDS = set(
    """state entity territory military police group intergovernmental ngo office media person people
    generic""".split()
)
# Words so common in news that they must never be a name by themselves in lower case.
ORDINARY = """the a an is us it who aid arm act all are base force forces front fan so to we may march
state people man men hope light world new times west star sun sea union shield storm strike point path
resistance movement party council united national guard command strip red black white general gold let
plan pride order sit ram can pan map car mass pat rise rapid mark lion wolf sky polish turkey chad jordan
congress senate kremlin dawn freedom justice target van fire attack war peace friday town city""".split()


@pytest.fixture(scope="module")
def base() -> ActorBase:
    return ActorBase.load()


def tokens(text: str) -> list[str]:
    """Splits as the parser does: hyphens, possessives and punctuation stand alone."""
    return re.findall(r"['’]s\b|(?:[A-Z]\.)+|\w+|[^\w\s]", text)


def found(base: ActorBase, text: str, all_caps: bool = False) -> tuple[str, tuple[str, ...]] | None:
    """The words and ids of the name with which ``text`` begins."""
    words = tokens(text)
    match = base.longest_match(words, 0, all_caps)
    return (" ".join(words[: match[0]]), match[1]) if match else None


# ------------------------------------------------------------------------------- data


def test_groups_are_at_least_850_curated(base: ActorBase) -> None:
    curated = [e for e in base.entries.values() if e.table == "groups"]
    assert len(curated) >= 850
    assert sum(len(e.aliases) for e in curated) >= 1500


@pytest.mark.parametrize("table", TABLES)
def test_ids_are_unique_in_a_table_and_readable(table: str) -> None:
    from reportedly.knowledge.actors import _read

    ids = [line.split("\t")[0] for line in _read(table).splitlines()[1:]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9-]+(:[A-Z]{3}|:\*|:[a-z0-9-]+)?", id) for id in ids)


def test_parents_exist(base: ActorBase) -> None:
    missing = [
        (id, parent)
        for id, entry in base.entries.items()
        for parent in entry.actor.parents
        if not parent.endswith(":*") and base.get(parent) is None
    ]
    assert missing == []


def test_kinds_sectors_and_countries_are_those_of_the_codebooks(base: ActorBase) -> None:
    for id, entry in base.entries.items():
        actor = entry.actor
        assert actor.kind in KINDS, id
        assert actor.sector in SECTORS, id
        assert actor.country is None or re.fullmatch("[A-Z]{3}", actor.country), id
        assert actor.source, id


def test_years_are_in_order(base: ActorBase) -> None:
    wrong = [id for id, e in base.entries.items() if e.start and e.end and e.start > e.end]
    assert wrong == []


def test_contested_entities_say_how(base: ActorBase) -> None:
    for id in ("state:PSE", "state:TWN", "state:XKX", "state:ESH", "entity:somaliland", "entity:trnc"):
        entry = base.entry(id)
        assert entry is not None and entry.disputed, id


def test_no_alias_is_an_ordinary_word_without_its_case(base: ActorBase) -> None:
    hits = {word: base.longest_match([word], 0) for word in ORDINARY}
    wrong = {
        word: match
        for word, match in hits.items()
        if match and any(not id.startswith("generic:") and not id.endswith(":*") for id in match[1])
    }
    assert wrong == {}


def test_loading_is_fast() -> None:
    from reportedly.knowledge.actors import _read

    tables = {name: _read(name) for name in (*TABLES, *WORD_TABLES)}
    seconds = []
    for _ in range(3):
        start = time.process_time()
        ActorBase(tables)
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.25


def test_a_malformed_table_is_reported_with_its_line() -> None:
    tables = {name: "header\n" for name in (*TABLES, "demonyms", "spellings", "not_actors")}
    tables["common_words"] = "kind\twords\ngrammar\tthe\ncommon\tfront\n"
    tables["groups"] = "header\nonly\ttwo"
    with pytest.raises(KnowledgeError, match="groups.tsv line 2"):
        ActorBase(tables)


# ------------------------------------------------------------------------------- look-up


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Islamic Resistance in Iraq said", "Islamic Resistance in Iraq", "islamic-resistance-in-iraq"),
        ("Iraqi Islamic Resistance said", "Iraqi Islamic Resistance", "islamic-resistance-in-iraq"),
        ("Iraq’s Islamic Resistance said", "Iraq ’s Islamic Resistance", "islamic-resistance-in-iraq"),
        ("al-Qassam Brigades", "al - Qassam Brigades", "al-qassam-brigades"),
        ("Izz ad-Din al-Qassam Brigades", "Izz ad - Din al - Qassam Brigades", "al-qassam-brigades"),
        ("Ezzedine el-Qassam Brigades", "Ezzedine el - Qassam Brigades", "al-qassam-brigades"),
        ("Kata'ib Hizbullah", "Kata ' ib Hizbullah", "kataib-hezbollah"),
        ("Kataeb Hezbollah", "Kataeb Hezbollah", "kataib-hezbollah"),
        ("Harakat Hezbollah an-Nujaba", "Harakat Hezbollah an - Nujaba", "harakat-hezbollah-al-nujaba"),
        ("Hayʼat Taḥrīr al-Shām", "Hayʼat Taḥrīr al - Shām", "hts"),
        ("Jaish al-Adl fighters", "Jaish al - Adl", "jaish-al-adl"),
        ("Mai Mai Yakutumba", "Mai Mai Yakutumba", "mai-mai-yakutumba"),
        ("Movement for Liberation of the Congo", "Movement for Liberation of the Congo", "mlc"),
        ("Tupac Amaru Revolutionary Movement", "Tupac Amaru Revolutionary Movement", "mrta"),
        ("Israel Defence Forces", "Israel Defence Forces", "idf"),
    ],
)
def test_spelling_variants_meet(base: ActorBase, text: str, words: str, id: str) -> None:
    match = found(base, text)
    assert match is not None
    assert match[0] == words and match[1][0] == id


def test_a_spelling_variant_split_at_an_apostrophe_is_one_word(base: ActorBase) -> None:
    assert base.longest_match(["Kata", "’", "eb", "Hezbollah"], 0) == (4, ("kataib-hezbollah",))


def test_the_longest_name_wins(base: ActorBase) -> None:
    assert found(base, "Islamic State in the Greater Sahara") == (
        "Islamic State in the Greater Sahara",
        ("isis-sahel",),
    )
    assert found(base, "Islamic State fighters") == ("Islamic State", ("islamic-state",))


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("IS", "islamic-state"),
        ("PLA", "mil:CHN"),
        ("US", "state:USA"),
        ("LeT", "lashkar-e-taiba"),
        ("WHO", "who"),
    ],
)
def test_acronyms_need_their_case(base: ActorBase, text: str, id: str) -> None:
    match = found(base, text)
    assert match is not None and id in match[1]
    assert found(base, text.lower()) is None


def test_names_need_their_capital(base: ActorBase) -> None:
    assert found(base, "national resistance front") is None
    assert found(base, "state Department of Labor") is None


def test_capital_letters_throughout_tell_nothing_about_case(base: ActorBase) -> None:
    assert found(base, "SHINING PATH GUERRILLAS", all_caps=True) == (
        "SHINING PATH GUERRILLAS",
        ("shining-path",),
    )
    assert found(base, "IS", all_caps=True) is None
    assert found(base, "WHO", all_caps=True) is None
    assert found(base, "US", all_caps=True) is None
    assert found(base, "U.S. TROOPS", all_caps=True) == ("U.S. TROOPS", ("mil:USA",))
    assert base.longest_match(["KENYA", "'S", "ARMY"], 0, all_caps=True) == (3, ("mil:KEN",))


def test_ambiguous_names_give_every_reading(base: ActorBase) -> None:
    assert set(base.by_alias("RSF")) == {"rapid-support-forces", "rsf-reporters"}
    assert {"taliban", "ttp"} <= set(base.by_alias("Taliban"))
    assert {"palestinian-islamic-jihad", "islamic-jihad-organization"} <= set(base.by_alias("Islamic Jihad"))
    assert {"mil:IRQ", "isf-lebanon"} <= set(base.by_alias("ISF"))
    assert {"mil:SDN", "mil:SGP"} <= set(base.by_alias("SAF"))
    assert len(base.by_alias("National Guard")) >= 4
    assert {"al-shabaab", "ansar-al-sunna-mozambique"} <= set(base.by_alias("al-Shabab"))


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Kenyan defence ministry", "Kenyan defence ministry", "mod:KEN"),
        ("Kenya's army said", "Kenya 's army", "mil:KEN"),
        ("Ministry of Defense of the Russian Federation", "", "mod:RUS"),
        ("Government of Mali", "Government of Mali", "gov:MLI"),
        ("Norwegian police", "Norwegian police", "cop:NOR"),
        ("Norwegian troops", "Norwegian troops", "mil:NOR"),
        ("Saudi King Salman", "Saudi King", "monarch:SAU"),
    ],
)
def test_offices_and_forces_of_a_state_are_composed(base: ActorBase, text: str, words: str, id: str) -> None:
    match = found(base, text)
    assert match is not None and match[1][0] == id
    assert match[0] == (words or " ".join(tokens(text)))
    actor = base.get(id)
    assert actor is not None and actor.country == id[-3:]


def test_swapping_the_country_swaps_nothing_else(base: ActorBase) -> None:
    pairs = [
        ("Israeli", "ISR"),
        ("Iranian", "IRN"),
        ("Russian", "RUS"),
        ("Ukrainian", "UKR"),
        ("Syrian", "SYR"),
    ]
    for phrase, prefix in (
        ("air strikes", None),
        ("police", "cop"),
        ("government", "gov"),
        ("warplanes", "mil"),
    ):
        for adjective, country in pairs:
            match = found(base, f"{adjective} {phrase}")
            if prefix is None:
                assert match is None
            else:
                assert match == (f"{adjective} {phrase}", (f"{prefix}:{country}",))


def test_bare_forces_and_king_are_no_office(base: ActorBase) -> None:
    assert found(base, "forces of nature") is None
    assert found(base, "King Street") is None


def test_a_name_within_a_longer_name_of_something_else_is_left(base: ActorBase) -> None:
    words = tokens("in New Mexico and Mexico")
    assert base.longest_match(words, 2) is None
    assert base.longest_match(words, 4) == (1, ("state:MEX",))


def test_a_part_of_another_people_is_no_country(base: ActorBase) -> None:
    assert base.longest_match(["Central", "American", "parliament"], 1) is None
    assert base.longest_match(["American", "parliament"], 0) == (2, ("parliament:USA",))


def test_names_of_state_bodies_are_found_by_alias(base: ActorBase) -> None:
    assert "air:SLV" in base.by_alias("Salvadoran air force")
    assert base.by_alias("Kenya's army") == ("mil:KEN",)
    assert base.by_alias("Kenyan tea") == ()


def test_the_article_never_begins_a_match_and_possessives_never_end_one(base: ActorBase) -> None:
    assert base.longest_match(["the", "Taliban"], 0) is None
    match = base.longest_match(["Hamas", "’s", "leader"], 0)
    assert match is not None and match[0] == 1


def test_words_are_not_glued_into_a_name(base: ActorBase) -> None:
    assert base.longest_match(["IS", "IS"], 0) == (1, ("islamic-state",))
    assert base.longest_match(["Ham", "as"], 0) is None


@pytest.mark.parametrize(
    "words", [[""], ["\u200b"], ["-"], ["’s"], ["."], ["the"], ["al", "-"], ["\ufeff", "x"]]
)
def test_odd_tokens_are_no_names(base: ActorBase, words: list[str]) -> None:
    assert base.longest_match(words, 0) is None
    assert base.longest_match(words, len(words) - 1, all_caps=True) is None


def test_countries_and_demonyms(base: ActorBase) -> None:
    for word, country in {
        "Israeli": "ISR", "Israelis": "ISR", "Britons": "GBR", "Afghans": "AFG", "French": "FRA",
        "Palestinians": "PSE", "Congolese": "COD", "Burmese": "MMR", "Kosovars": "XKX", "sudanese": "SDN",
    }.items():  # fmt: skip
        assert base.demonym(word) == country
    assert base.demonym("table") is None
    assert base.country("Burma") == "MMR"
    assert base.country("the United States") == "USA"
    assert base.country("Côte d’Ivoire") == "CIV"
    assert base.country("Congo") is None
    assert base.country("Hamas") is None
    assert base.country_name("PRK") == "North Korea"
    assert base.adjective("ISR") == "Israeli"


def test_generic_actors_are_localised_through_their_parent(base: ActorBase) -> None:
    assert base.localise("generic:troops", "TCD") == "mil:TCD"
    assert base.localise("mod:*", "KEN") == "mod:KEN"
    assert base.localise("generic:gunmen", "KEN") == "generic:gunmen"
    actor = base.get("mod:KEN")
    assert actor is not None and actor.name == "Kenyan ministry of defence" and actor.parents == ("gov:KEN",)
    assert base.get("mod:XYZ") is None


# ------------------------------------------------------------------------------- framing


def test_framing_covers_many_sides(base: ActorBase) -> None:
    rows = framing_phrases()
    assert len(rows) >= 150
    assert {row.kind for row in rows} == {"name", "label", "epithet", "territory"}
    assert all(row.note for row in rows)
    labelled = {row.refers_to for row in rows}
    for side in (
        "state:ISR", "mil:ISR", "hamas", "hezbollah", "gov:IRN", "gov:UKR", "mil:UKR", "gov:RUS", "mil:RUS",
        "houthis", "saudi-led-coalition", "rapid-support-forces", "mil:SDN", "m23", "gov:COD", "ttp", "tplf",
        "gov:ETH", "pkk", "mil:TUR", "contras", "mil:USA", "mil:MMR", "pdf-myanmar", "mil:IDN", "tpnpb",
    ):  # fmt: skip
        assert side in labelled, side


def test_framing_refers_to_known_actors(base: ActorBase) -> None:
    for row in framing_phrases():
        if row.refers_to and re.fullmatch(
            r"[a-z]+:\S+|[a-z0-9]+(-[a-z0-9]+)+|hamas|hezbollah|m23", row.refers_to
        ):
            assert base.get(row.refers_to), row.refers_to


def test_no_framing_phrase_stands_in_two_rows() -> None:
    phrases = [phrase.lower() for row in framing_phrases() for phrase in row.phrases]
    assert len(phrases) == len(set(phrases))


def test_the_un_term_for_occupied_territory_says_that_it_is_one() -> None:
    rows = [row for row in framing_phrases() if "occupied Palestinian territory" in row.phrases]
    assert len(rows) == 1 and rows[0].refers_to is None and "UN" in rows[0].note


# ------------------------------------------------------------------------------- derived tables


def test_phoenix_blocks_become_groups(base: ActorBase) -> None:
    text = (
        "GREEN_VALLEY_LIBERATION_FRONT_(GVLF)_ [KENREB] # x\n+FRONT_OF_THE_GREEN_VALLEY_\n\n"
        "BLACK_STAR_ [GRCREB]\n"
    )
    groups = list(read_phoenix(text, base))
    assert [(g.name, g.country, g.aliases) for g in groups] == [
        ("Green Valley Liberation Front", "KEN", ("Front of the Green Valley",))
    ]


def test_ucdp_compounds_and_governments_are_left_out() -> None:
    names = '["Government of Peru", "A Front, B Front", "Green Valley Front", "Alexander"]'
    assert [g.name for g in read_ucdp(names)] == ["Green Valley Front"]


def test_curated_entries_win_over_derived_ones(base: ActorBase) -> None:
    text = "KURDISTAN_WORKERS_PARTY_ [TURREB]\n\nGREEN_VALLEY_FRONT_ [KENREB]\n"
    rows = new_rows(read_phoenix(text, base), base, set())
    assert [row[0] for row in rows] == ["green-valley-front"]


def test_vague_names_are_not_distinctive() -> None:
    assert not is_distinctive("People's Liberation Front")
    assert not is_distinctive("Burning Path")
    assert is_distinctive("Oromo Liberation Front")
