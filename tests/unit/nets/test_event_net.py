"""The events net as it ships: its readings belong to the words, and it tells events from other words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from reportedly.errors import ModelError
from reportedly.nets import EventNet
from reportedly.nets.attribution_input import TextBlock
from reportedly.nets.event_labels import PARTS, TYPES
from reportedly.nets.sessions import net_folder
from reportedly.records import Span


@pytest.fixture(scope="module")
def net() -> EventNet:
    return EventNet.load()


def blocks(text: str) -> list[TextBlock]:
    return [TextBlock(Span(0, len(text)), title=False)]


def test_every_word_has_a_row(net: EventNet) -> None:
    text = "Gunmen killed two farmers near Alba."
    found = net.read(text, blocks(text))
    assert [s.of(text) for s in found.spans] == [*text[:-1].split(), "."]
    assert found.types.shape == (7, len(TYPES)) and found.parts.shape == (7, len(PARTS))
    assert np.allclose(found.types.sum(1), 1, atol=1e-4)


def test_the_words_of_a_span_are_found_by_their_offsets(net: EventNet) -> None:
    text = "Gunmen killed two farmers near Alba."
    found = net.read(text, blocks(text))
    assert [found.spans[row].of(text) for row in found.rows(Span(7, 25))] == ["killed", "two", "farmers"]
    assert list(found.rows(Span(6, 7))) == []


def test_violence_is_told_from_figures_of_speech(net: EventNet) -> None:
    real = "Rebels attacked an army post near the town at dawn on Friday, killing four soldiers."
    sport = "The striker attacked the left side of the box and fired a shot past the goalkeeper on Friday."
    by_text = {}
    for text in (real, sport):
        found = net.read(text, blocks(text))
        row = found.rows(Span(text.index("attacked"), text.index("attacked") + 8))[0]
        by_text[text] = 1 - found.types[row, 0]
    assert by_text[real] > 0.8 > 0.3 > by_text[sport]


def test_the_same_text_gives_the_same_readings(net: EventNet) -> None:
    text = "A bomb exploded outside the bank. " * 40
    one, other = net.read(text, blocks(text)), net.read(text, blocks(text))
    assert np.array_equal(one.parts, other.parts)
    assert len(one.spans) == 40 * 7


def test_no_text_gives_no_rows(net: EventNet) -> None:
    assert net.read("", []).spans == ()


def test_a_net_with_other_labels_is_refused(tmp_path: Path) -> None:
    shipped = net_folder("events")
    card = json.loads((shipped / "card.json").read_text(encoding="utf-8"))
    card["labels"]["parts"] = ["none", "bystander"]
    (tmp_path / "card.json").write_text(json.dumps(card), encoding="utf-8")
    (tmp_path / "net.onnx").write_bytes((shipped / "net.onnx").read_bytes())
    with pytest.raises(ModelError, match="labels"):
        EventNet.load(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"net\.onnx is missing"):
        EventNet.load(tmp_path)
