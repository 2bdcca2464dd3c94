"""Training examples: own sentences in both roles, labels that give the gold spans back."""

from __future__ import annotations

import random
from collections.abc import Sequence

from reportedly.attribution.standoff import GoldAttribution, GoldDocument
from reportedly.nets.attribution_decode import LABELS
from reportedly.nets.attribution_input import SpecialPieces, Word
from reportedly.records import Span
from reportedly.train.attribution_data import augmented, document_examples
from reportedly.train.attribution_sentences import conflict_documents

TEXT = "Army hits back\n\nThe army said it had hit a base. “We won,” it said.\n"


class OnePieceEach:
    special = SpecialPieces(1, 2)

    def pieces(self, blocks: Sequence[Sequence[Word]]) -> list[list[tuple[int, ...]]]:
        return [[(7,) for _ in words] for words in blocks]


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


DOCUMENT = GoldDocument(
    "d",
    "a",
    TEXT,
    (
        GoldAttribution((span("The army"),), (span("said"),), (span("it had hit a base"),)),
        GoldAttribution((), (Span(TEXT.rindex("said"), TEXT.rindex("said") + 4),), (span("“We won,”"),)),
    ),
)


def test_labels_mark_the_gold_spans() -> None:
    [example] = document_examples(DOCUMENT, OnePieceEach(), 64)
    marked = [LABELS[label] for label in example.labels]
    assert marked[3:11] == [
        "B-source", "I-source", "B-cue", "B-content", "I-content", "I-content", "I-content", "I-content",
    ]  # fmt: skip


def test_links_join_cue_to_source_and_content_to_cue() -> None:
    [example] = document_examples(DOCUMENT, OnePieceEach(), 64)
    first = example.window.first
    assert example.source_links == ((first[5], first[3]), (first[18], 0))
    assert example.cue_links == ((first[6], first[5]), (first[12], first[18]))


def test_augmenting_keeps_every_offset() -> None:
    rng = random.Random(1)
    for _ in range(60):
        changed = augmented(DOCUMENT, rng)
        assert len(changed.text) == len(TEXT)
        assert changed.attributions == DOCUMENT.attributions


def test_conflict_documents_are_the_same_for_a_seed() -> None:
    assert conflict_documents(6, 3) == conflict_documents(6, 3)
    assert conflict_documents(6, 3) != conflict_documents(6, 4)


def test_conflict_documents_put_each_side_in_both_roles() -> None:
    first, second = conflict_documents(2, 3)
    assert first.text != second.text
    assert [len(a.content) for a in first.attributions] == [len(a.content) for a in second.attributions]


def test_marks_leave_the_text_and_stand_on_words() -> None:
    for document in conflict_documents(80, 5):
        assert not any(mark in document.text for mark in "<>{}")
        for attribution in document.attributions:
            for piece in (*attribution.source, *attribution.cue, *attribution.content):
                words = piece.of(document.text)
                assert words == words.strip()
                assert words
