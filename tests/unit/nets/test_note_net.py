"""The note net as it ships, on notes that it was not trained on."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from reportedly.bench.acled import NAME_OF_CODE
from reportedly.nets.notes import MAX_PIECES, SUB_EVENTS, NoteNet, note_pieces

NOTES = Path(__file__).parents[2] / "data" / "acled" / "held_out_2.tsv"


@pytest.fixture(scope="module")
def net() -> NoteNet:
    return NoteNet.load()


def test_most_unseen_notes_of_our_own_get_their_type(net: NoteNet) -> None:
    with NOTES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    read = [SUB_EVENTS[int(net.log_probabilities(row["snippet"]).argmax())] for row in rows]
    right = sum(found == row["type"] for found, row in zip(read, rows, strict=True))
    assert len(rows) == 100
    assert right >= 80


def test_the_readings_are_log_probabilities(net: NoteNet) -> None:
    scores = net.log_probabilities("Shells fell on the town.")
    assert scores.shape == (25,) and np.exp(scores).sum() == pytest.approx(1)


def test_a_long_note_is_cut_and_an_empty_one_read(net: NoteNet) -> None:
    pieces = note_pieces("shell " * 5000, net.trunk.pieces.tokenizer)
    assert len(pieces) == MAX_PIECES
    assert net.log_probabilities("").shape == (25,)


def test_the_net_and_the_benchmark_have_the_same_codes() -> None:
    assert set(SUB_EVENTS) == set(NAME_OF_CODE)
