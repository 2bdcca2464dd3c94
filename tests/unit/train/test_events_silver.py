"""Labels of the rules: the words of events that they tell, the sentences that plainly tell of none."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.coder import Coder
from reportedly.nets.event_labels import TYPES
from reportedly.nets.word_pieces import shipped_word_pieces
from reportedly.read import make_report
from reportedly.train.events_data import NO_LABEL, EventExample, ordinary_examples, silver_examples
from reportedly.train.events_silver import silver_row

TEXT = (
    "Rebels shelled a market in Gao on Friday, killing four traders.\n\n"
    "Soldiers later abducted a teacher near the town.\n\n"
    "The mayor opened a library this week. The war goes on."
)


@pytest.fixture(scope="module")
def row() -> dict[str, Any]:
    coder = Coder(fast=True)
    parsed = coder.parser.parse(make_report(TEXT))
    found = silver_row(coder.code_parsed(parsed), [s.span for s in parsed.sentences])
    assert found is not None
    return found


def _labels(example: EventExample, text: str) -> dict[str, int]:
    words = text.replace(".", " .").replace(",", " ,").split()
    assert len(words) == len(example.types)
    return dict(zip(words, example.types, strict=True))


def test_told_words_have_their_type_and_the_rest_of_a_violent_sentence_has_none(row: dict[str, Any]) -> None:
    (example,) = silver_examples(row, shipped_word_pieces(), 256)
    labels = _labels(example, TEXT)
    assert labels["shelled"] == TYPES.index("shelling")
    assert labels["abducted"] == TYPES.index("abduction")
    assert labels["market"] == labels["teacher"] == labels["war"] == NO_LABEL
    assert labels["library"] == labels["mayor"] == 0
    assert example.unread and not example.roles


def test_a_report_of_which_the_rules_tell_little_is_left_out() -> None:
    coder = Coder(fast=True)
    parsed = coder.parser.parse(make_report("The mayor opened a library this week."))
    assert silver_row(coder.code_parsed(parsed), [s.span for s in parsed.sentences]) is None


def test_ordinary_news_tells_of_nothing() -> None:
    row = {"id": "x", "text": "The mayor opened a library.", "ordinary": True}
    (example,) = ordinary_examples(row, shipped_word_pieces(), 256)
    assert set(example.types) == {0}
    assert set(example.realis) == {NO_LABEL}
    assert example.unread and set(example.roles) == {()}
