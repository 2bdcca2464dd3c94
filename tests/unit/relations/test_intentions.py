"""Intentions, and requests that hold another deed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.nets.relations import RelationNet
from reportedly.records import ParsedReport
from reportedly.relations import Relation, find_relation
from reportedly.relations.examples import unmark
from reportedly.relations.station import read_pair

Parse = Callable[..., ParsedReport]


@pytest.fixture(scope="module")
def net() -> RelationNet:
    return RelationNet.load()


def relation(parse: Parse, marked: str, net: RelationNet | None = None) -> Relation:
    text, spans = unmark(marked)
    return find_relation(parse(text), spans.get("s"), spans.get("t"), net)


def rule_root(parse: Parse, marked: str) -> str | None:
    text, spans = unmark(marked)
    return read_pair(parse(text), spans.get("s"), spans.get("t")).rule_root


@pytest.mark.parametrize(
    ("marked", "root"),
    [
        ("<s>Norland</s> will send tents to <t>Sudria</t>.", "AGREE"),
        ("<s>Norland</s> will bomb <t>the Sudrian camps</t>.", "THREATEN"),
        ("<s>Norland</s> will not release <t>the Sudrian pilots</t>.", "REJECT"),
        ("<s>Norland</s> bombed <t>the Sudrian camps</t>.", "ASSAULT"),
    ],
)
def test_an_intention_is_a_promise_a_threat_or_a_refusal(parse: Parse, marked: str, root: str) -> None:
    assert rule_root(parse, marked) == root


@pytest.mark.parametrize(
    "marked",
    [
        "<s>Norland</s> called on <t>Sudria</t> to release the detained medics.",
        "<s>Deputies</s> are calling on <t>the president</t> to withdraw the troops.",
        "<s>Norland</s> appealed to <t>the rebels</t> to lay down their arms.",
    ],
)
def test_what_is_asked_for_does_not_hide_the_request(parse: Parse, net: RelationNet, marked: str) -> None:
    assert relation(parse, marked).root == "REQUEST"
    assert relation(parse, marked, net).root == "REQUEST"


def test_a_call_paid_to_discuss_is_no_request(parse: Parse) -> None:
    text, spans = unmark("<s>The envoy</s> called on <t>the Sudrian premier</t> to discuss the ferry.")
    assert not read_pair(parse(text), spans["s"], spans["t"]).addressed
