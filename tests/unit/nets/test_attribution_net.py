"""The shipped attribution net: it loads, is deterministic, and works beside the rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly.attribution import find_attributions
from reportedly.errors import ModelError
from reportedly.nets import AttributionNet
from reportedly.nets.attribution_input import TextBlock
from reportedly.records import ParsedReport, Span, Stance

Parse = Callable[..., ParsedReport]


@pytest.fixture(scope="module")
def net() -> AttributionNet:
    return AttributionNet.load()


def test_a_missing_net_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"net\.onnx"):
        AttributionNet.load(tmp_path)


def test_the_card_describes_the_file(net: AttributionNet) -> None:
    import hashlib
    from importlib import resources

    data = resources.files("reportedly.nets").joinpath("data/attribution/net.onnx").read_bytes()
    assert net.card["sha256"] == hashlib.sha256(data).hexdigest()
    assert len(data) < 25_000_000


def test_source_cue_and_content_are_found_and_joined(net: AttributionNet) -> None:
    text = "The governor said that two people had been killed in the village."
    [found] = net.predict(text, [TextBlock(Span(0, len(text)), title=False)])
    assert found.source is not None
    assert found.source.of(text) == "The governor"
    assert found.cue.of(text) == "said"
    assert [c.of(text) for c in found.contents] == ["that two people had been killed in the village"]


def test_the_same_text_gives_the_same_spans(net: AttributionNet) -> None:
    text = "“We hit the depot,” said Karim Dell.\n\nThe army denied it, according to the Daily Courier."
    blocks = [TextBlock(Span(0, 36), title=False), TextBlock(Span(38, len(text)), title=False)]
    assert net.predict(text, blocks) == net.predict(text, blocks)


def test_no_span_runs_over_a_paragraph_end(net: AttributionNet) -> None:
    lines = ["the army said it had hit a convoy", "the rebels said they had lost two men"] * 12
    text = "\n\n".join(lines)
    blocks: list[TextBlock] = []
    start = 0
    for line in lines:
        blocks.append(TextBlock(Span(start, start + len(line)), title=False))
        start += len(line) + 2
    for found in net.predict(text, blocks):
        for span in (found.cue, *found.contents):
            assert "\n" not in span.of(text)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "…", "“”“”", "said " * 400, "x" * 3000])
def test_odd_texts_give_no_error(net: AttributionNet, text: str) -> None:
    blocks = [TextBlock(Span(0, len(text)), title=False)]
    for found in net.predict(text, blocks):
        assert 0 <= found.cue.start < found.cue.end <= len(text)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The Red Band claimed responsibility for the bombing.", Stance.CLAIMS_RESPONSIBILITY),
        ("THE RED BAND CLAIMED RESPONSIBILITY FOR THE BOMBING.", Stance.CLAIMS_RESPONSIBILITY),
        ("Zarland denied any role in the attack on the port.", Stance.DENIES_RESPONSIBILITY),
        ("Zarland accused Morovia of shelling a hospital.", Stance.ACCUSES),
        ("The militia vowed to avenge its commander.", Stance.VOWS),
        ("The ministry confirmed that 12 soldiers had been killed.", Stance.CONFIRMS),
    ],
)
def test_stances_are_kept_beside_the_net(
    parse: Parse, net: AttributionNet, text: str, stance: Stance
) -> None:
    [found] = find_attributions(parse(text), net)
    assert found.stance is stance


@pytest.mark.parametrize(
    "text",
    ["No group has claimed responsibility for the bombing.", "The army did not confirm the strike on Kesh."],
)
def test_negated_cues_stay_out_beside_the_net(parse: Parse, net: AttributionNet, text: str) -> None:
    assert find_attributions(parse(text), net) == ()


def test_sides_swapped_give_the_same_attributions(parse: Parse, net: AttributionNet) -> None:
    text = "{} said it had shot down a drone, and {} denied that its forces had shelled the hospital."
    first = find_attributions(parse(text.format("Zarland", "Morovia")), net)
    second = find_attributions(parse(text.format("Morovia", "Zarland")), net)
    assert [(a.stance, a.channel, len(a.contents)) for a in first] == [
        (a.stance, a.channel, len(a.contents)) for a in second
    ]
