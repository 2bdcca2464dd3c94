"""Ordinary news: texts put together from tokens, and the claims that are made of them counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.bench.ordinary import NewsText, beginning, is_ordinary, joined, read_news, run
from reportedly.errors import InputError

QUIET = ["The bakery won a prize .", "Its owner thanked the town .", "Bread costs two euros there ."]
LOUD = ["Gunmen killed two .", "Gunmen attacked a base near Gao , killing two soldiers , police said ."]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, sentences in (("a", QUIET), ("b", QUIET), ("c", LOUD), ("d", LOUD)):
        blocks = ["\n".join(f"{token}\tO" for token in s.split()) for s in sentences]
        (tmp_path / f"{name}.tsv").write_text("https://example.org/a\tO\n\n" + "\n\n".join(blocks), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("He said , “ We did n't go ” .", "He said, “We didn't go”."),
        ('The " old " man \'s dog', 'The "old" man\'s dog'),
        ("Sa’ ar ( 54 ) paid $ 3", "Sa’ ar (54) paid $3"),
        ("Sinn Féin ’ s vice - president", "Sinn Féin’s vice-president"),
    ],
)
def test_tokens_are_joined_as_english_is_written(tokens: str, text: str) -> None:
    assert joined(tokens.split()) == text


def test_the_halves_share_no_document_and_addresses_are_left_out(folder: Path) -> None:
    halves = [[d.name for d in read_news(folder, split)] for split in ("train", "test")]
    assert halves == [["a", "c"], ["b", "d"]]
    assert next(read_news(folder, "train")).sentences[0] == "The bakery won a prize."


def test_only_reports_without_words_of_conflict_are_ordinary(folder: Path) -> None:
    assert [is_ordinary(d) for d in read_news(folder, "test")] == [True, False]


def test_a_long_document_is_read_in_part() -> None:
    document = NewsText("x", tuple(["Title"] + ["word " * 50] * 40))
    assert len(beginning(document, 100)) == 4


def test_claims_are_counted_by_words(folder: Path) -> None:
    result = run(folder, "test")
    assert result.n_documents == 1
    assert result.metrics == {"claims_per_10000_words": 0.0, "documents_with_claims": 0.0}


@pytest.mark.parametrize("split", ["test", "nowhere"])
def test_what_is_not_there_is_said(tmp_path: Path, split: str) -> None:
    with pytest.raises(InputError, match=split):
        run(tmp_path, split)
