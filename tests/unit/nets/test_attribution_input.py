"""The words, features and windows that the attribution net reads."""

from __future__ import annotations

import re

import pytest

from reportedly.nets.attribution_input import (
    CASES,
    PLACES,
    QUOTES,
    SpecialPieces,
    TextBlock,
    Word,
    is_caseless,
    make_windows,
    split_words,
)
from reportedly.records import Span


def words_of(text: str) -> list[list[Word]]:
    blocks = [TextBlock(Span(*m.span()), title=i == 0) for i, m in enumerate(re.finditer(r"\S.*", text))]
    return split_words(text, blocks)


def test_words_part_clitics_and_punctuation() -> None:
    [words] = words_of("Zarland’s army isn't there; 1,200 left.")
    assert [w.text for w in words] == [
        "Zarland", "’s", "army", "isn", "'t", "there", ";", "1,200", "left", ".",
    ]  # fmt: skip


def test_words_know_their_case() -> None:
    [words] = words_of("The UN said McCoy left")
    assert [CASES[w.case] for w in words] == ["initial", "upper", "lower", "mixed", "lower"]


@pytest.mark.parametrize("text", ["THE ARMY SAID SO ON MONDAY", "the army said so on monday"])
def test_case_is_unknown_where_all_letters_are_alike(text: str) -> None:
    assert is_caseless(text)
    [words] = words_of(text)
    assert {CASES[w.case] for w in words} == {"unknown"}


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “we won” today", ["we", "won"]),
        ('He said "we won" today', ["we", "won"]),
        ("He said ‘we won’ today", ["we", "won"]),
        ("He said 'we won' today", ["we", "won"]),
        ("He said “we won today", ["we", "won", "today"]),
        ("The army's men won", []),
    ],
)
def test_words_know_whether_they_are_quoted(text: str, inside: list[str]) -> None:
    [words] = words_of(text)
    assert [w.text for w in words if QUOTES[w.quote] in ("double", "single")] == inside


def test_words_know_their_place() -> None:
    title, body = words_of("Army wins\nIt won. “It” did.")
    assert [PLACES[w.place] for w in title] == ["title start", "title"]
    assert [w.text for w in body if PLACES[w.place] == "block start"] == ["It"]
    assert [w.text for w in body if PLACES[w.place] == "sentence start"] == ["“", "It"]


def _windows(text: str, limit: int) -> list[list[str]]:
    blocks = words_of(text)
    pieces = [[(7,)] * len(words) for words in blocks]
    windows = make_windows(blocks, pieces, SpecialPieces(1, 2), limit)
    for window in windows:
        assert len(window.pieces) <= limit
        assert window.pieces[0] == 1
        assert window.pieces[-1] == 2
        assert all(window.pieces[i] == 7 for i in window.first)
    return [[blocks[b][w].text for b, w in window.words] for window in windows]


def test_windows_hold_whole_blocks() -> None:
    assert _windows("a b c\nd e\nf g", 9) == [["a", "b", "c", "d", "e"], ["f", "g"]]


def test_a_long_block_is_cut_at_a_sentence() -> None:
    assert _windows("x\na b. c d e. f g", 8) == [["x", "a", "b", "."], ["c", "d", "e", ".", "f", "g"]]


def test_every_word_is_in_one_window() -> None:
    text = "t\n" + " ".join(f"w{i}" for i in range(50))
    assert sum(len(w) for w in _windows(text, 10)) == sum(len(words) for words in words_of(text))
