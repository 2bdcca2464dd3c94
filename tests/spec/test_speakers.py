"""Who speaks on by a pronoun, and which words make a vow, a threat or a denial (all sentences invented)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.coder import Coder
from reportedly.records import CodedReport

SIDES = (("the Ukrainian army", "the Russian army"), ("Hezbollah", "the Israeli army"))


@pytest.fixture(scope="module")
def code() -> Callable[[str], CodedReport]:
    coder = Coder()
    return lambda text: coder.code(text, published="2024-08-25")


def _stances(coded: CodedReport) -> set[str]:
    return {claim.stance.value for claim in coded.claims}


@pytest.mark.parametrize(
    ("text", "word", "claimant"),
    [
        (
            "Residents said that soldiers torched forty houses in Kassala. "
            "Soldiers also took away 15 villagers, they said.",
            "took",
            "residents",
        ),
        (
            "The Ethiopian army said it had fought members of Fano near Bahir Dar on Friday. "
            "It said that a camp was destroyed.",
            "destroyed",
            "Ethiopian National Defense Force",
        ),
        (
            "Rebels seized a ship near Hodeidah on Monday and arrested its 12 crew members, the chief "
            "justice was quoted as saying by the judiciary's news agency.",
            "arrested",
            "the chief justice",
        ),
        (
            "In May, gunmen freed 21 farmers near Gusau after a week, according to a community leader, "
            "Isa Dangiwa.",
            "freed",
            "Isa Dangiwa",
        ),
        (
            "It will be recalled that gunmen kidnapped nine passengers near Djibo in February.",
            "kidnapped",
            "the outlet",
        ),
        (
            "The paper spoke to the trader Lamine Diarra on Friday, who said that soldiers shot two herders "
            "near Mopti.",
            "shot",
            "Lamine Diarra",
        ),
        (
            '"Soldiers shot two herders near Mopti," said Awa, a 17-year-old pupil who lives there.',
            "shot",
            "Awa",
        ),
        (
            '"Soldiers shot two herders near Mopti," said Maj. Idris Belo.',
            "shot",
            "Idris Belo",
        ),
        (
            "I think that the Taliban attacked a club in Kabul on Sunday and killed nine people.",
            "attacked",
            "the outlet",
        ),
    ],
)
def test_the_claimant_is_whoever_speaks(
    code: Callable[[str], CodedReport], text: str, word: str, claimant: str
) -> None:
    told = [c for c in code(text).claims if word in c.event.trigger.of(text)]
    assert [c.claimant.name for c in told] == [claimant]


@pytest.mark.parametrize("sides", [*SIDES, *(side[::-1] for side in SIDES)])
@pytest.mark.parametrize(
    ("story", "stance"),
    [
        ('"We will strike every base of {B}," {A} said on Friday.', "vows"),
        ("{A} warned that if {B} attacked Kassala again, the answer would be harsh.", "threatens"),
        ("{A} denied that its forces had shelled a market in Kassala.", "denies"),
        ("{A} said its forces had carried out no strike on Kassala.", "denies"),
    ],
)
def test_words_of_a_vow_a_threat_or_a_denial(
    code: Callable[[str], CodedReport], sides: tuple[str, str], story: str, stance: str
) -> None:
    text = story.format(A=sides[0], B=sides[1])
    assert stance in _stances(code(text[0].upper() + text[1:]))


def test_a_forecast_by_those_who_cannot_act_is_no_threat(code: Callable[[str], CodedReport]) -> None:
    text = "A UN agency warned that thousands would flee if the army attacked Kassala on Friday."
    assert "threatens" not in _stances(code(text))


def test_a_part_in_what_was_told_last_is_denied(code: Callable[[str], CodedReport]) -> None:
    text = (
        "A car bomb exploded outside a courthouse in Kabul on Sunday, killing a guard. "
        "The Taliban denied that the group was involved."
    )
    denial = next(c for c in code(text).claims if c.stance.value == "denies_responsibility")
    assert [a.name for a in denial.event.actors] == [denial.claimant.name]


@pytest.mark.parametrize("place", ["Nyala", "Homs", "Goma", "Quetta"])
def test_a_town_before_an_attack_is_its_place_and_not_its_doer(
    code: Callable[[str], CodedReport], place: str
) -> None:
    (claim,) = code(f"The {place} bombing killed five people on Monday, police said.").claims
    assert claim.event.actors == ()
    assert claim.event.place is not None and claim.event.place.span is not None


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("A gunman shot an 11-year-old girl in Gao on Friday, police said.", "11-year-old girl"),
        ("At least 354 Wayuu villagers were detained in Maicao on Friday.", "Wayuu villagers"),
        ("Police detained at least 40 Zulu speakers in Durban on Friday.", "Zulu speakers"),
    ],
)
def test_names_keep_an_age_and_lose_a_count(
    code: Callable[[str], CodedReport], text: str, victim: str
) -> None:
    (claim,) = code(text).claims
    assert any(party.name.removeprefix("354 ").removeprefix("40 ") == victim for party in claim.event.victims)
    assert not any("least" in party.name for party in claim.event.victims)


@pytest.mark.parametrize("sides", [*SIDES, *(side[::-1] for side in SIDES)])
def test_its_own_weapons_have_one_sender(code: Callable[[str], CodedReport], sides: tuple[str, str]) -> None:
    text = f'"The militia sent its drones against a market in Homs," a spokesman of {sides[0]} said.'
    actors = [party.name for claim in code(text).claims for party in claim.event.actors]
    assert set(actors) == {"The militia"}


def test_a_pronoun_that_nothing_resolves_is_no_doer(code: Callable[[str], CodedReport]) -> None:
    (claim,) = code("It opened fire on a patrol in Homs on Friday, killing 15 soldiers.").claims
    assert claim.event.actors == ()


@pytest.mark.parametrize("name", ["a crime", "an act of war"])
def test_what_is_given_a_name_has_happened(code: Callable[[str], CodedReport], name: str) -> None:
    (claim,) = code(f"The governor called the raid on Jenin {name}.").claims
    assert claim.event.realis == "actual"


def test_what_is_called_for_has_not(code: Callable[[str], CodedReport]) -> None:
    (claim,) = code("The governor called for a raid on Jenin.").claims
    assert claim.event.realis == "planned"
