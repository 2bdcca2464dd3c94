"""The how_many station on sentences of war reporting (all invented)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.how_many import find_tolls
from reportedly.records import ParsedReport

Parse = Callable[..., ParsedReport]

# sentence; then "kind low-high bound: words" of every toll, in text order
FIGURES = [
    (
        "The shelling left a farmer and her 22-year old son dead.",
        ["killed 1-1 exact: a farmer", "killed 1-1 exact: her 22-year old son"],
    ),
    (
        "A guard was found by a patrol about 5 p.m. Friday with a wound to her head.",
        ["injured 1-1 exact: A guard"],
    ),
    (
        "Officials said 12 of the 30 passengers were hurt when the bus hit a mine.",
        ["injured 12-12 exact: 12 of the 30 passengers"],
    ),
    ("Three teachers were shot at and one injured.", ["injured 1-1 exact: one"]),
    ("The blast ended the fair, sending two people to the hospital.", ["injured 2-2 exact: two people"]),
    ("Doctors treated nine people for burns after the raid.", ["injured 9-9 exact: nine people"]),
    ("Doctors treated nine people for malaria.", []),
    (
        "Nurses said that 40 people were being treated at two clinics.",
        ["injured 40-40 exact: 40 people"],
    ),
    ("Two deminers were killed when a shell blew up.", ["killed 2-2 exact: Two deminers"]),
    ("The navy captured two submarines.", []),
    ("Four gunmen were neutralised, the army said.", ["killed 4-4 exact: Four gunmen"]),
    ("Rebels took away 12 villagers.", ["captured 12-12 exact: 12 villagers"]),
    ("Six of their fighters fell in the battle.", ["killed 6-6 exact: Six of their fighters"]),
    (
        "The driver, a 35-year-old father of two, was killed in the strike.",
        ["killed 1-1 exact: The driver"],
    ),
    (
        "A man wanted on a smuggling warrant was fatally shot by soldiers at a checkpoint.",
        ["killed 1-1 exact: A man"],
    ),
    ("Medics found one villager that was shot in the arm.", ["injured 1-1 exact: one villager"]),
    (
        "A woman arrived at the clinic suffering from a gunshot wound.",
        ["injured 1-1 exact: A woman"],
    ),
    ("A boy is fighting for his life after being shot.", ["injured 1-1 exact: A boy"]),
    ("Drone strike kills 7 in Kherson, wounds 12", ["killed 7-7 exact: 7", "injured 12-12 exact: 12"]),
    ("7 killed, 12 hurt as shells hit market", ["killed 7-7 exact: 7", "injured 12-12 exact: 12"]),
    ("At least 11 dead in Mogadishu hotel siege", ["killed 11-11 at_least: At least 11"]),
    ("Official: 5 killed, 12 wounded in drone attack", ["killed 5-5 exact: 5", "injured 12-12 exact: 12"]),
    (
        "Car bomb in Aleppo leaves five dead, 20 wounded",
        ["killed 5-5 exact: five", "injured 20-20 exact: 20"],
    ),
    ("Death toll in Beirut strike climbs to 22", ["killed 22-22 exact: 22"]),
    ("Death toll rises from 14 to 19 after hospital strike", ["killed 19-19 exact: 19"]),
    ("Suicide bombing kills dozens in Kabul mosque", ["killed None-None vague: dozens"]),
    ("Palestinian teen killed in West Bank raid", ["killed 1-1 exact: Palestinian teen"]),
    (
        "THREE POLICEMEN WERE KILLED AND FIVE OTHERS WOUNDED WHEN A BOMB EXPLODED IN LIMA.",
        ["killed 3-3 exact: THREE POLICEMEN", "injured 5-5 exact: FIVE OTHERS"],
    ),
    (
        "GUERRILLAS KILLED A MAYOR AND TWO BODYGUARDS IN SAN MIGUEL.",
        ["killed 1-1 exact: A MAYOR", "killed 2-2 exact: TWO BODYGUARDS"],
    ),
    ("ELEVEN PEASANTS WERE MURDERED BY UNIDENTIFIED MEN.", ["killed 11-11 exact: ELEVEN PEASANTS"]),
    ("The militia said it had killed 45 enemy soldiers.", ["killed 45-45 exact: 45 enemy soldiers"]),
    (
        "The attack left 5 people dead and 12 others wounded.",
        ["killed 5-5 exact: 5 people", "injured 12-12 exact: 12 others"],
    ),
    (
        "The ambush left three policemen dead and a fourth critically wounded.",
        ["killed 3-3 exact: three policemen", "injured 1-1 exact: a fourth"],
    ),
    (
        "The strike claimed the lives of six aid workers and left dozens more wounded.",
        ["killed 6-6 exact: six aid workers", "injured None-None vague: dozens more"],
    ),
    (
        "Between 10 and 15 fighters died in the clashes; two or three policemen are missing.",
        ["killed 10-15 range: Between 10 and 15 fighters", "missing 2-3 range: two or three policemen"],
    ),
    ("The shelling killed 10 to 15 militants.", ["killed 10-15 range: 10 to 15 militants"]),
    ("Up to 30 sailors are feared dead.", ["killed 30-30 at_most: Up to 30 sailors"]),
    ("As many as 40 people were injured.", ["injured 40-40 at_most: As many as 40 people"]),
    ("No fewer than 60 rebels were killed.", ["killed 60-60 at_least: No fewer than 60 rebels"]),
    ("Nearly 90 people were hurt.", ["injured 90-90 about: Nearly 90 people"]),
    ("Half a dozen soldiers drowned.", ["killed 6-6 exact: Half a dozen soldiers"]),
    ("Two dozen conscripts were taken prisoner.", ["captured 24-24 exact: Two dozen conscripts"]),
    (
        "Forty thousand three hundred people were killed.",
        ["killed 40300-40300 exact: Forty thousand three hundred people"],
    ),
    (
        "Around 1.2 million people were displaced.",
        ["displaced 1200000-1200000 about: Around 1.2 million people"],
    ),
    (
        "Nearly half a million people were displaced.",
        ["displaced 500000-500000 about: Nearly half a million people"],
    ),
    (
        "Twenty-three people died and sixty-one were hurt.",
        ["killed 23-23 exact: Twenty-three people", "injured 61-61 exact: sixty-one"],
    ),
    (
        "The strike hit a car, killing a woman and her son.",
        ["killed 1-1 exact: a woman", "killed 1-1 exact: her son"],
    ),
    ("A soldier was killed by a roadside bomb.", ["killed 1-1 exact: A soldier"]),
    (
        "Ahmed Khalil and his wife were killed in the raid.",
        ["killed 1-1 exact: Ahmed Khalil", "killed 1-1 exact: his wife"],
    ),
    ("John Smith, 34, was shot dead.", ["killed 1-1 exact: John Smith"]),
    ("The driver was shot dead by two masked gunmen.", ["killed 1-1 exact: The driver"]),
    ("Two Hamas fighters were shot dead by three soldiers.", ["killed 2-2 exact: Two Hamas fighters"]),
    ("Two gunmen killed three villagers near the border.", ["killed 3-3 exact: three villagers"]),
    (
        "An airstrike on a house killed a couple and their four children.",
        ["killed 2-2 exact: a couple", "killed 4-4 exact: their four children"],
    ),
    ("A family of six was killed when a shell struck their home.", ["killed 6-6 exact: A family of six"]),
    ("The militants executed twelve captured soldiers.", ["killed 12-12 exact: twelve captured soldiers"]),
    ("The army said it had killed five “terrorists” near the town.", ["killed 5-5 exact: five “terrorists"]),
    ("The bodies of three miners were recovered.", ["killed 3-3 exact: three miners"]),
    ("Rescuers pulled 14 bodies from the rubble.", ["killed 14-14 exact: 14 bodies"]),
    ("A policeman succumbed to his injuries on Sunday.", ["killed 1-1 exact: A policeman"]),
    (
        "Sixteen people had been martyred and 40 wounded.",
        ["killed 16-16 exact: Sixteen people", "injured 40-40 exact: 40"],
    ),
    (
        "The ministry put the toll at 112 martyrs and 340 wounded.",
        ["killed 112-112 exact: 112 martyrs", "injured 340-340 exact: 340"],
    ),
    ("The number of dead has risen to 48.", ["killed 48-48 exact: 48"]),
    ("The rebels put their own losses at four.", ["affected 4-4 exact: four"]),
    ("The group said its fighters killed or wounded 14 soldiers.", ["affected 14-14 exact: 14 soldiers"]),
    ("Twelve people suffered shrapnel wounds.", ["injured 12-12 exact: Twelve people"]),
    ("The blast sent shrapnel flying, hitting two children.", ["injured 2-2 exact: two children"]),
    (
        "Two paramedics were wounded by gunfire while treating a patient.",
        ["injured 2-2 exact: Two paramedics"],
    ),
    (
        "One person was killed and another was wounded.",
        ["killed 1-1 exact: One person", "injured 1-1 exact: another"],
    ),
    (
        "Gunmen abducted eleven schoolgirls and a teacher from a village.",
        ["captured 11-11 exact: eleven schoolgirls", "captured 1-1 exact: a teacher"],
    ),
    (
        "More than 200 people were arrested during the protest.",
        ["captured 200-200 at_least: More than 200 people"],
    ),
    ("Gunmen took 20 passengers hostage.", ["captured 20-20 exact: 20 passengers"]),
    ("Some 200 were still missing under the rubble.", ["missing 200-200 about: Some 200"]),
    ("Thousands have fled their homes in El Fasher.", ["displaced None-None vague: Thousands"]),
    ("Two men were shot, one fatally.", ["injured 2-2 exact: Two men", "killed 1-1 exact: one"]),
    (
        "Officials said 17 people died; the army spokesman said nine militants were killed.",
        ["killed 17-17 exact: 17 people", "killed 9-9 exact: nine militants"],
    ),
    (
        "Local officials said a man, 62, and his grandson, 7, died when the drone hit.",
        ["killed 1-1 exact: a man", "killed 1-1 exact: his grandson"],
    ),
    (
        "Two journalists, Omar Said and Ali Noor, were killed by shelling.",
        ["killed 2-2 exact: Two journalists"],
    ),
    ("On Dec. 22, Omar Baker, 21, was shot dead in the town.", ["killed 1-1 exact: Omar Baker"]),
    ("One resident suffered serious burns.", ["injured 1-1 exact: One resident"]),
    ("A woman was found with several gunshot wounds.", ["injured 1-1 exact: A woman"]),
    ("Three guards were taken to Al Noor Medical Center.", ["injured 3-3 exact: Three guards"]),
    ("A bullet struck a cameraman in the leg.", ["injured 1-1 exact: a cameraman"]),
    ("He is suspected of shooting another man Sunday evening.", ["injured 1-1 exact: another man"]),
    ("He was killed near the front line.", ["killed 1-1 exact: He"]),
]

# No toll: threats, plans, conditions, other figures, figures of speech, things
NOTHING = [
    "The strike could kill hundreds.",
    "The army threatened to kill 100 people.",
    "If the dam breaks, thousands could die.",
    "The bomb was meant to kill the president.",
    "The parliament killed the bill on Tuesday by 12 votes.",
    "The two sides are in a dead heat with 3 days left.",
    "Hezbollah fired 40 rockets at 3 towns on Sunday.",
    "The hunters killed two birds with one stone.",
    "He hit 5 home runs as his team beat rivals by 3.",
    "The shelling destroyed 12 houses and killed 30 sheep.",
    "The 34-year-old minister spoke for 20 minutes about the $5 million deal.",
    "Three hostages were released.",
    "The monitor published a list of 2014 homicides.",
    "Two soldiers shot at a drone.",
    "On 5 May, rockets were fired; in 2015, the base was shelled.",
]


def _line(parsed: ParsedReport) -> list[str]:
    return [f"{t.kind} {t.low}-{t.high} {t.bound}: {parsed.words(t.span)}" for t in find_tolls(parsed)]


@pytest.mark.parametrize(("text", "expected"), FIGURES, ids=[text[:40] for text, _ in FIGURES])
def test_find_tolls_reads_figure(parse: Parse, text: str, expected: list[str]) -> None:
    assert _line(parse(text)) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_find_tolls_leaves_out_what_is_no_toll(parse: Parse, text: str) -> None:
    assert _line(parse(text)) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("No casualties were reported.", {"killed", "injured"}),
        ("There were no immediate reports of casualties.", {"killed", "injured"}),
        ("The drone crashed in a field without causing casualties.", {"killed", "injured"}),
        ("No one was hurt in the attack.", {"injured"}),
        ("Nobody was killed.", {"killed"}),
        ("The explosion did not cause any injuries.", {"injured"}),
        ("None of the 40 passengers was hurt.", {"injured"}),
        ("The minister escaped unharmed.", {"injured"}),
        ("The driver was not injured.", {"injured"}),
    ],
)
def test_find_tolls_keeps_zero_as_said(parse: Parse, text: str, kinds: set[str]) -> None:
    tolls = find_tolls(parse(text))
    assert {t.kind for t in tolls} == kinds
    assert all((t.low, t.high, t.negated) == (0, 0, True) for t in tolls)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("At least 40,300 Palestinians have been killed since October 7.", "October 7"),
        ("So far this year 120 officers have been killed in the province.", "So far this year"),
        ("Fighting has left more than 300 people dead since mid-April.", "mid-April"),
        ("Around 3,000 people have been displaced since the war began, officials say.", "the war began"),
        ("Some 1,150 soldiers were killed or wounded over the past 24 hours.", "over the past 24 hours"),
        ("The war has killed more than 40,000 people.", None),
        ("The overall death toll rose to 900.", "overall death toll"),
    ],
)
def test_find_tolls_marks_running_totals(parse: Parse, text: str, since: str | None) -> None:
    parsed = parse(text)
    (toll,) = find_tolls(parsed)
    assert toll.scope == "cumulative"
    assert (parsed.words(toll.since) if toll.since else None) == since


@pytest.mark.parametrize(
    "text",
    [
        "The death toll from the attack rose to 14.",
        "It was the deadliest attack in two years, killing 60 people.",
        "The strike has killed 12 people.",
    ],
)
def test_find_tolls_keeps_one_incident(parse: Parse, text: str) -> None:
    assert [t.scope for t in find_tolls(parse(text))] == ["incident"]


def test_find_tolls_tells_total_from_incident_in_one_sentence(parse: Parse) -> None:
    text = "The strike killed nine people, while more than 500 civilians have died since January."
    assert [(t.low, t.scope) for t in find_tolls(parse(text))] == [(9, "incident"), (500, "cumulative")]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("The raid killed 5 people, including 2 children.", "2 children", "5 people"),
        ("Ten civilians, including three children, were killed.", "three children", "Ten civilians"),
        ("Three people, among them a pregnant woman, died.", "a pregnant woman", "Three people"),
        ("The blast killed 12 people, two of whom were children.", "two of whom", "12 people"),
        ("Strikes killed 25 people, most of them women and children.", "most of them", "25 people"),
        ("At least two civilians, a woman and her child, were killed.", "a woman", "At least two civilians"),
        ("Officials said 12 of the dead were children.", "12 of the dead", "dead"),
        ("Among the dead were five medics.", "five medics", "dead"),
        ("Of the 25 killed, 10 were women.", "10", "the 25"),
        ("Troops killed three militants, one of them a senior leader.", "one of them", "three militants"),
        ("The explosion injured four: two soldiers and two bystanders.", "two soldiers", "four"),
    ],
)
def test_find_tolls_keeps_parts_in_their_whole(parse: Parse, text: str, part: str, whole: str) -> None:
    parsed = parse(text)
    wholes = {parsed.words(t.span): t.part_of and parsed.words(t.part_of) for t in find_tolls(parsed)}
    assert wholes[part] == whole
    assert wholes.get(whole) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Six aid workers were killed.", ("aid workers",)),
        ("Two police officers were wounded.", ("police",)),
        ("Eleven schoolgirls were abducted.", ("women", "children")),
        ("A militant commander was killed.", ("leaders", "militants")),
        ("Four civilians were hurt.", ("civilians",)),
        ("A journalist was arrested.", ("journalists",)),
        ("Strikes killed 25 people, most of them women and children.", ()),
        ("Some 40 families were displaced.", ("families",)),
    ],
)
def test_find_tolls_labels_people(parse: Parse, text: str, who: tuple[str, ...]) -> None:
    assert find_tolls(parse(text))[0].who == who


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("More than 30 Palestinians were killed.", "Palestinians"),
        ("Two Israeli soldiers were killed.", "Israeli"),
        ("Three Hamas fighters were killed.", "Hamas"),
        ("The raid killed three Islamic State militants.", "Islamic State"),
        ("Six members of the Popular Mobilization Forces were killed.", "Popular Mobilization Forces"),
        ("Four people were killed.", None),
    ],
)
def test_find_tolls_says_whose_people(parse: Parse, text: str, whose: str | None) -> None:
    parsed = parse(text)
    found = find_tolls(parsed)[0].whose
    assert (parsed.words(found) if found else None) == whose


@pytest.mark.parametrize(
    "text", ["{} soldiers shot dead two {} civilians.", "Two {} civilians were killed by {} troops."]
)
def test_find_tolls_treats_sides_alike(parse: Parse, text: str) -> None:
    sides = ("Russian", "Ukrainian")
    there, back = parse(text.format(*sides)), parse(text.format(*reversed(sides)))
    summary = [[(t.kind, t.low, t.who, t.scope) for t in find_tolls(p)] for p in (there, back)]
    assert summary[0] == summary[1] == [[("killed", 2, ("civilians",), "incident")]][0]


FRAGMENTS = (
    "|killed|12|of 12|No|more than|a|\u200bkilled\u200b 5|half|from 3 to|between 5 and|“killed”|12 wounded|"
    "a dozen dead : :|number of|the number of people|in the 12 of the|no - one hurt|to 5 the toll"
)


@pytest.mark.parametrize("text", FRAGMENTS.split("|"))
def test_find_tolls_bears_fragments(parse: Parse, text: str) -> None:
    parsed = parse(text)
    assert all(0 <= t.span.start < t.span.end <= len(text) for t in find_tolls(parsed))


SCOPES = [
    ("Shells have killed 19 people in the town since dawn on Tuesday, doctors said.", ["incident"]),
    ("Shells have killed 19 people in the town since March, doctors said.", ["cumulative"]),
    ("More than 60 people have died there over the same period.", ["cumulative"]),
    ("Mines killed 96 people this year. Another 141 have been injured.", ["cumulative", "cumulative"]),
    ("A mine killed two people. Another 14 were injured.", ["incident", "incident"]),
]


@pytest.mark.parametrize(("text", "scopes"), SCOPES)
def test_totals_are_told_from_accounts_of_one_day(parse: Parse, text: str, scopes: list[str]) -> None:
    assert [m.scope for m in find_tolls(parse(text))] == scopes
