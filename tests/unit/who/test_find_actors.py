"""find_actors on invented sentences from many regions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from reportedly.knowledge.actors import ActorBase
from reportedly.records import ActorMention, ParsedReport
from reportedly.who import find_actors

Parse = Callable[..., ParsedReport]
Found = dict[str, ActorMention]


@pytest.fixture(scope="module")
def base() -> ActorBase:
    return ActorBase.load()


@pytest.fixture(scope="module")
def find(parse: Parse, base: ActorBase) -> Callable[[str], Found]:
    """The mentions of a text by their words; the last one wins where words recur."""

    def _find(text: str) -> Found:
        parsed = parse(text)
        return {parsed.words(m.span): m for m in find_actors(parsed, base)}

    return _find


def _id(mention: ActorMention | None) -> str | None:
    return mention.actor.id if mention and mention.actor else None


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Hamas fired rockets on Monday.", "Hamas", "hamas"),
        ("Fighters of Boko Haram burned a village.", "Boko Haram", "boko-haram"),
        ("Sudanese troops shelled the market.", "Sudanese troops", "mil:SDN"),
        ("US warplanes bombed the depot.", "US warplanes", "mil:USA"),
        ("Two Kenyan police officers were wounded.", "Kenyan police officers", "cop:KEN"),
        ("Hezbollah fighters fired a missile.", "Hezbollah fighters", "hezbollah"),
        ("The Boko Haram militia burned a school.", "The Boko Haram militia", "boko-haram"),
        ("Moscow accused Kyiv of sabotage.", "Moscow", "gov:RUS"),
        ("The Kremlin denied the report.", "Kremlin", "kremlin"),
        ("India said it had shot down a drone.", "India", "state:IND"),
        ("Ankara's support for the offensive drew anger.", "Ankara", "gov:TUR"),
    ],
)
def test_named_actor_gets_its_entry(find: Callable[[str], Found], text: str, words: str, id: str) -> None:
    assert _id(find(text).get(words)) == id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A bomb exploded near the market in Iraq.", "Iraq"),
        ("The envoy flew to Moscow on Friday.", "Moscow"),
        ("Shelling was heard across Ukraine.", "Ukraine"),
        ("Fighting spread in Syria and Lebanon.", "Lebanon"),
        ("The convoy left on Monday in January.", "Monday"),
    ],
)
def test_place_or_date_is_no_actor(find: Callable[[str], Found], text: str, words: str) -> None:
    assert words not in find(text)


@pytest.mark.parametrize(
    ("text", "person", "represents"),
    [
        ("Israeli army spokesman Dan Shalev said so.", "Israeli army spokesman Dan Shalev", "mil:ISR"),
        (
            "Colonel Ali Nasser, the spokesman for the Houthi forces, said so.",
            "Colonel Ali Nasser",
            "houthis",
        ),
        ("Russia's Foreign Minister Ivan Petrov said so.", "Foreign Minister Ivan Petrov", "gov:RUS"),
        ("Omar Khalid, a member of Hamas, said so.", "Omar Khalid", "hamas"),
    ],
)
def test_spokesperson_represents_a_body(
    find: Callable[[str], Found], text: str, person: str, represents: str
) -> None:
    mention = find(text)[person]
    assert mention.kind == "office"
    assert mention.represents is not None and mention.represents.id == represents
    assert mention.actor is not None and mention.actor.kind == "person"


def test_official_without_a_name_represents_a_body(find: Callable[[str], Found]) -> None:
    mention = find("A Pentagon official denied the report.")["A Pentagon official"]
    assert mention.kind == "office"
    assert mention.represents is not None and mention.represents.id == "pentagon"


def test_later_surname_is_the_same_person(find: Callable[[str], Found]) -> None:
    found = find("Army spokesman Peter Lomoro spoke in Juba. Lomoro said that two men had died.")
    later = found["Lomoro"]
    assert later.actor is not None and later.actor.name == "Peter Lomoro"
    assert later.antecedent is not None


def test_acronym_defined_in_the_text_carries_over(find: Callable[[str], Found]) -> None:
    found = find("The Popular Valley Front (PVF) attacked a post. The PVF killed four soldiers.")
    assert found["PVF"].actor is not None
    assert found["PVF"].actor.name == "Popular Valley Front"
    assert found["PVF"].actor.kind == "group"


@pytest.mark.parametrize(
    "name", ["Movement for Northern Freedom", "Army of the Red Valley", "Free Hills Liberation Front"]
)
def test_unknown_group_is_known_by_its_name_pattern(find: Callable[[str], Found], name: str) -> None:
    mention = find(f"The {name} claimed the attack.")[name]
    assert mention.actor is not None and mention.actor.id is None and mention.actor.kind == "group"


def test_gunmen_are_generic_with_a_sector(find: Callable[[str], Found]) -> None:
    found = find("Unidentified gunmen killed two policemen. The gunmen fled.")
    first = found["Unidentified gunmen"]
    assert first.kind == "generic" and first.actor is not None and first.actor.sector == "UNK"
    assert found["The gunmen"].antecedent == first.span
    police = found["two policemen"].actor
    assert police is not None and police.sector == "COP"


def test_all_capital_text_finds_people_and_names(find: Callable[[str], Found]) -> None:
    found = find("COLONEL JUAN ROJAS SAID THAT TERRORISTS KILLED THREE PEASANTS AND FIVE SOLDIERS YESTERDAY.")
    assert any("ROJAS" in words for words in found)
    assert any("PEASANTS" in words for words in found)
    assert any("SOLDIERS" in words for words in found)


UMBRELLA = (
    "Iraq's Islamic Resistance said it had fired a drone. The resistance, an umbrella group of fighters, "
    "gave no details. The coalition also said the strike came on Sunday. On Tuesday, Harakat al-Sabirin, "
    "a component of the coalition, claimed another strike, saying it would launch more. "
    "“We will go on,” said Karim Jaber, a member of the movement’s political office."
)


def test_nominal_and_pronoun_mentions_reach_the_right_body(parse: Parse, base: ActorBase) -> None:
    parsed = parse(UMBRELLA)
    mentions = find_actors(parsed, base)

    def name(words: str, nth: int = 0) -> str:
        actor = [m for m in mentions if parsed.words(m.span) == words][nth].actor
        assert actor is not None
        return actor.id or actor.name

    umbrella = "islamic-resistance-in-iraq"
    assert name("The resistance") == umbrella
    assert name("it") == umbrella
    assert name("The coalition") == umbrella
    assert name("the coalition") == umbrella
    component = name("Harakat al-Sabirin")
    assert component != umbrella
    assert name("it", 1) == component
    assert name("the movement") == component
    speaker = next(m for m in mentions if parsed.words(m.span) == "Karim Jaber")
    assert speaker.represents is not None and (speaker.represents.id or speaker.represents.name) == component
    assert name("We") == component


def test_its_forces_are_the_antecedents(find: Callable[[str], Found]) -> None:
    found = find("Hamas denied the charge. The group said its fighters had left.")
    assert _id(found["The group"]) == "hamas"
    assert _id(found["its fighters"]) == "hamas"


def test_speakers_own_forces_follow_from_the_speaker(find: Callable[[str], Found]) -> None:
    found = find("“Our forces repelled them,” said Kofi Mensah, the Ghanaian government's spokesman.")
    assert _id(found["Our forces"]) == "mil:GHA"


def test_two_parties_of_one_verb_are_not_one(find: Callable[[str], Found]) -> None:
    found = find("Hezbollah shelled the town. Hamas condemned the group.")
    assert _id(found["the group"]) == "hezbollah"


def test_enemy_stays_open_with_alternatives(find: Callable[[str], Found]) -> None:
    mention = find("Hamas fought Israel. It vowed to defeat the enemy.")["the enemy"]
    assert mention.actor is None
    assert mention.origin.alternatives


@pytest.mark.parametrize(
    ("adjective", "country"), [("Israeli", "ISR"), ("Syrian", "SYR"), ("Ukrainian", "UKR")]
)
def test_regime_is_framed_for_every_state(find: Callable[[str], Found], adjective: str, country: str) -> None:
    mention = next(m for m in find(f"The {adjective} regime sent tanks.").values() if m.kind == "framed")
    assert mention.actor is not None and mention.actor.id == f"gov:{country}"
    assert mention.framing is not None


def _coding(mentions: Iterable[ActorMention]) -> list[tuple[str, str, bool]]:
    return [(m.kind, m.origin.rule, m.represents is not None) for m in mentions]


SWAPS = [
    ("{A} troops killed three {B} civilians near the border.", ("Russian", "Ukrainian")),
    ("{A} troops killed three {B} civilians near the border.", ("Israeli", "Syrian")),
    ("The {A} army said that {B} warplanes had struck its positions.", ("Indian", "Pakistani")),
    ("{A} accused {B} of firing first.", ("Ethiopia", "Eritrea")),
    ("A {A} government spokesman blamed {B} soldiers.", ("Rwandan", "Congolese")),
    ("{A} fighters attacked the post. The group blamed {B} fighters.", ("Hamas", "Hezbollah")),
]


@pytest.mark.parametrize(("pattern", "names"), SWAPS)
def test_swapping_sides_changes_no_kind_and_no_rule(
    parse: Parse, base: ActorBase, pattern: str, names: tuple[str, str]
) -> None:
    first, second = names
    one = find_actors(parse(pattern.format(A=first, B=second)), base)
    other = find_actors(parse(pattern.format(A=second, B=first)), base)
    assert _coding(one) == _coding(other)
    assert len(one) >= 2


@pytest.mark.parametrize(
    "text", ["", "   ", "\u200b\u200b", "“", "((()))", "A", "THE", "’s", "١٢٣ 🙂 — …", "X" * 500]
)
def test_odd_text_does_no_harm(parse: Parse, base: ActorBase, text: str) -> None:
    parsed = parse(text)
    for mention in find_actors(parsed, base):
        assert 0 <= mention.span.start < mention.span.end <= len(text)


def test_spans_are_sorted_and_never_cross(parse: Parse, base: ActorBase) -> None:
    mentions = find_actors(parse(UMBRELLA), base)
    spans = [m.span for m in mentions]
    assert spans == sorted(spans, key=lambda s: (s.start, -s.end))
    for i, span in enumerate(spans):
        for later in spans[i + 1 :]:
            assert not span.start < later.start < span.end < later.end


def test_pronoun_gender_is_kept_through_the_report(find: Callable[[str], Found]) -> None:
    found = find(
        "Mayor Anton Belov met Maria Kovac in the town hall. He said that the talks were short. "
        "Kovac was there as well. She thanked her staff."
    )
    for pronoun in ("She", "her"):
        actor = found[pronoun].actor
        assert actor is not None and actor.name == "Maria Kovac"


def test_members_of_a_body_act_as_the_body(find: Callable[[str], Found]) -> None:
    found = find("The Taliban seized the town. Members of the group shot two farmers.")
    assert _id(found["Members"]) == "taliban"


def test_prime_minister_without_a_country_is_the_reports_own(find: Callable[[str], Found]) -> None:
    found = find("Kenya sent soldiers. Kenyan police fired shots. The prime minister, Jane Odera, agreed.")
    mention = found["Jane Odera"]
    assert mention.represents is not None and mention.represents.id == "gov:KEN"


def test_attackers_after_a_comma_are_not_the_victims(find: Callable[[str], Found]) -> None:
    found = find("After killing the family, the gunmen burned the house.")
    gunmen = found["the gunmen"].actor
    assert gunmen is not None and gunmen.name == "gunmen"


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Sanctions hit Iran, Russia and Belarus.", True),
        ("He travelled to Iran, Russia and Belarus.", False),
        ("Floods struck villages in Iran, Russia and Belarus.", False),
    ],
)
def test_countries_in_a_list_share_their_role(find: Callable[[str], Found], text: str, acts: bool) -> None:
    found = find(text)
    assert [name in found for name in ("Iran", "Russia", "Belarus")] == [acts] * 3
