"""find_framing: whose voice, which neutral name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.knowledge.actors import ActorBase
from reportedly.records import Framing, ParsedReport
from reportedly.who import find_actors, find_framing

Parse = Callable[..., ParsedReport]


def _framing(parse: Parse, text: str) -> list[Framing]:
    base = ActorBase.load()
    parsed = parse(text)
    return list(find_framing(parsed, base, find_actors(parsed, base)))


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("The Russian regime sent tanks.", "outlet"),
        ("The mayor said that the Russian regime sent tanks.", "reported"),
        ("“The Russian regime sent tanks,” the mayor said.", "quoted"),
    ],
)
def test_voice_of_loaded_wording(parse: Parse, text: str, voice: str) -> None:
    rows = [row for row in _framing(parse, text) if "regime" in row.text]
    assert [row.voice for row in rows] == [voice]
    assert rows[0].refers_to is not None and "Russia" in rows[0].refers_to


@pytest.mark.parametrize("text", ["The army killed six terrorists.", "The rebels killed six terrorists."])
def test_label_gives_a_row_and_keeps_its_words(parse: Parse, text: str) -> None:
    rows = _framing(parse, text)
    assert any("terrorists" in row.text and row.kind == "label" for row in rows)


@pytest.mark.parametrize(
    ("text", "words", "neutral"),
    [
        ("He cursed “the usurping entity” in a speech.", "usurping entity", "Israel"),
        ("Troops of the Kyiv regime fired first.", "Kyiv regime", "Ukraine"),
        ("Soldiers of the Moscow regime fired first.", "Moscow regime", "Russia"),
    ],
)
def test_loaded_name_gets_a_neutral_one(parse: Parse, text: str, words: str, neutral: str) -> None:
    base = ActorBase.load()
    parsed = parse(text)
    mentions = find_actors(parsed, base)
    framed = [m for m in mentions if m.kind == "framed"]
    assert len(framed) == 1 and framed[0].actor is not None
    assert framed[0].framing is not None and neutral in framed[0].framing
    rows = [r for r in find_framing(parsed, base, mentions) if words in r.text]
    assert len(rows) == 1 and rows[0].refers_to is not None and neutral in rows[0].refers_to


def test_plain_wording_gives_no_row(parse: Parse) -> None:
    assert _framing(parse, "Kenyan police arrested two men in Nairobi.") == []
