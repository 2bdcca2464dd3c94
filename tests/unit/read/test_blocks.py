"""Blocks: each line of a report gets its kind from general cues."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.read import make_report
from reportedly.read.furniture import is_furniture

PROSE = "The Northern Front said on Sunday that it had launched two rockets at a depot near Lantern Bay."
MORE = "The army denied it and said nobody was hurt."


def kinds(text: str) -> list[tuple[str, str]]:
    report = make_report(text)
    return [(block.kind.value, " ".join(block.span.of(report.text).split())) for block in report.blocks]


def kind_of(line: str, *, before: str = "", after: str = f"\n\n{PROSE}\n\n{MORE}") -> str:
    found = dict((words, kind) for kind, words in kinds(before + line + after))
    return found[" ".join(line.split())]


def test_a_web_page_as_text() -> None:
    text = (
        "News   /   Eastland   /   Coast\n\nFront fires rockets towards ‘depot’ in Lantern Bay\n\n"
        f"File photo shows rockets of the Northern Front in a desert.\n\n{PROSE}\n\n{MORE}\n\n"
        "Our website can also be accessed at the following alternate addresses:\n\nwww.lantern.example\n\n"
        "SHARE THIS ARTICLE\nLantern News Roku"
    )
    assert [kind for kind, _ in kinds(text)] == [
        "section", "title", "caption", "paragraph", "paragraph",
        "furniture", "furniture", "furniture", "furniture",
    ]  # fmt: skip
    assert make_report(text).title == "Front fires rockets towards ‘depot’ in Lantern Bay"


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on Telegram and X",
        "Read more: Front shells another depot",
        "Also read: Eastland mourns its dead",
        "www.lantern.example, www.lantern.example.org",
        "https://lantern.example/world/1",
        "#Eastland #Coast",
        "© 2024 Lantern Media. All rights reserved.",
        "Copyright 2024 The Lantern",
        "Sign up for our daily newsletter",
        "Tags: Eastland, rockets, depot",
        "This website uses cookies to make your visit better.",
        "Download our app from Google Play",
        "Get it on the App Store",
        "(Reporting by A. Person in Lantern Bay; Editing by B. Other)",
        "Follow A. Person on Twitter @aperson",
        "3 min read",
        "Advertisement",
        "* * *",
        "info@lantern.example",
        "A. Person contributed to this report.",
        "Story continues below advertisement",
    ],
)
def test_furniture(line: str) -> None:
    assert kind_of(line, before=f"{PROSE}\n\n", after=f"\n\n{MORE}") == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "Share of the blame lies with the army, the Front said.",
        "Follow us, the commander told his men, and they took the bridge.",
        "Related attacks killed four people in the north last week.",
        "Read more than a dozen names, the governor said, and wept.",
        "Reporting by the Observatory shows that twelve people were killed.",
        "Subscribers of the telephone company lost service after the strike.",
        "Watch towers along the river were shelled on Monday.",
        "Tags found on the rockets name the factory that made them.",
        "Sign of a ceasefire were seen nowhere, residents said.",
        "Copyright law was not the reason why the editor was arrested.",
        "Shares in the port fell after the attack.",
        "Comments by the minister angered the Front.",
        "More than 40 people were killed.",
        "Home guards fired back.",
        "By Sunday evening the rebels held the town.",
        "Source of the fire was a drone, the mayor said.",
        "Join the Front or leave, its men told the villagers.",
        "Register for the draft by Monday, the governor told the men.",
        "A Reuters/Ipsos poll found that most people feared the Front.",
        "The image of a boy rescued from the ruins moved people in the capital.",
    ],
)
def test_sentences_of_a_report_stay_paragraphs(line: str) -> None:
    assert kind_of(line, before=f"A title of the report\n\n{PROSE}\n\n") == "paragraph"


@pytest.mark.parametrize(
    "line",
    [
        "By A. Person and B. Other in Lantern Bay",
        "BY A. PERSON",
        "Sunday, 25 August 2024 10:42 AM",
        "Published: 25 August 2024, 10:42 GMT",
        "Aug 25, 2024",
        "Lantern Bay, 25 August 2024",
        "Reuters",
        "25/08/2024",
        "Last updated: 2024-08-25T10:00:00Z",
    ],
)
def test_datelines(line: str) -> None:
    assert kind_of(line, before="A title of the report\n\n") == "dateline"


@pytest.mark.parametrize(
    "line",
    [
        "Frame grab from a video that shows a rocket being carried",
        "FILE PHOTO: Soldiers stand at a bridge near Lantern Bay, June 2, 2021. REUTERS/A. Person",
        "Smoke rises over the harbour of Lantern Bay [A. Person/AFP]",
        "In this photo released by the governor's office, men clear rubble.",
        "A satellite image shows burnt tanks at the base.",
        "People flee the harbour. (Photo by A. Person)",
    ],
)
def test_captions(line: str) -> None:
    assert kind_of(line, before="A title of the report\n\n") == "caption"


@pytest.mark.parametrize(
    "line", ["World > Africa > Eastland", "News / Africa", "MIDDLE EAST", "Home » World"]
)
def test_sections(line: str) -> None:
    text = f"{line}\n\nFront fires rockets at depot\n\n{PROSE}\n\n{MORE}"
    assert [kind for kind, _ in kinds(text)] == ["section", "title", "paragraph", "paragraph"]


def test_a_lone_line_and_a_text_without_title_stay_paragraphs() -> None:
    assert [kind for kind, _ in kinds("Rebels attacked the village")] == ["paragraph"]
    assert [kind for kind, _ in kinds(f"{PROSE}\n\n{MORE}")] == ["paragraph", "paragraph"]


def test_a_given_title_is_found_in_the_text() -> None:
    report = make_report(f"Front claims a strike.\n\n{PROSE}", title="Front claims a strike.")
    assert [block.kind.value for block in report.blocks] == ["title", "paragraph"]


def test_headlines_of_other_reports_are_furniture() -> None:
    text = (
        f"A title of this report\n\n{PROSE}\n\nRelated articles\n\nArmy shells a market\n\nTen killed at sea"
    )
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "furniture", "furniture", "furniture"]


def test_wrapped_wire_text_is_joined_into_paragraphs() -> None:
    text = (
        "   LANTERN BAY, 3 JAN 90 -- [TEXT] THE NORTHERN FRONT SAID TODAY THAT ITS\n"
        "MEN HAD ATTACKED A BARRACKS OUTSIDE THE TOWN AND THAT NINE SOLDIERS HAD\n"
        "DIED.  THE ARMY HAS NOT COMMENTED.\n\n"
        "   THE GOVERNOR TOLD REPORTERS THAT THE ROAD TO THE COAST WAS CLOSED AND\n"
        "THAT NOBODY SHOULD TRAVEL.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph"]
    assert str(make_report(text).published) == "1990-01-03"


def test_short_lines_without_blank_lines_stay_apart() -> None:
    text = "Front claims a strike on depot\nLantern Bay, 25 August 2024\n" + PROSE + "\n" + MORE
    assert [kind for kind, _ in kinds(text)] == ["title", "dateline", "paragraph", "paragraph"]


def test_swapping_the_sides_changes_no_kind() -> None:
    text = f"Front hits army post\n\n{PROSE}\n\n{MORE}\n\nRead more: Front hits army post"
    swapped = text.replace("Front", "§").replace("army", "Front").replace("§", "army")
    assert [kind for kind, _ in kinds(text)] == [kind for kind, _ in kinds(swapped)]


def test_the_seed_report(shared_data: Path) -> None:
    report = make_report((shared_data / "seed" / "presstv-haifa.txt").read_text("utf-8"))
    found = [block.kind.value for block in report.blocks]
    assert found == ["section", "title", "caption", *["paragraph"] * 9, *["furniture"] * 4]


def test_furniture_is_decided_fast_on_hostile_lines() -> None:
    for unit in ("a.b/c", "#a ", "x@", "by A ", "Aug 3 ", "["):
        is_furniture(unit * 200)
