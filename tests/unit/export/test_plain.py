"""The JSON of schema reportedly/1: its keys are a contract with everyone who reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reportedly import plain_report
from reportedly.coder import Coder

TEXT = (
    "Fighters shell a base near Idlib\n\n"
    "The group Hamas said in a statement on Sunday that it had fired rockets at an army base near Idlib on "
    "Saturday in revenge for a raid, killing at least three soldiers.\n\n"
    'The army, which calls them "terrorists", denied that the base had been hit.\n'
)
REPORT = {"id", "title", "url", "published", "published_from", "language", "outlet", "text_sha256"}
OUTLET = {"id", "name", "country", "ownership", "side"}
CLAIM = {
    "id", "stance", "about", "certainty", "confidence", "claimant", "chain", "event", "framing", "evidence",
}  # fmt: skip
EVENT = {
    "id", "realis", "ground", "type", "trigger", "actors", "targets", "victims", "weapons", "place", "time",
    "tolls", "outcome", "motive",
}  # fmt: skip
TYPE = {"acled", "acled_sub", "plover", "plover_mode", "cameo", "muc4"}
PARTY = {"name", "id", "country", "sector", "text", "span"}
PLACE = {
    "name", "geonames_id", "lat", "lon", "country", "admin1", "precision", "radius_km", "worded", "span",
}  # fmt: skip
TIME = {"start", "end", "precision", "text", "span"}
TOLL = {"kind", "low", "high", "bound", "scope", "since", "until", "who", "whose", "span", "text"}
WORDS = {"text", "start", "end"}


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(fast=True)


@pytest.fixture(scope="module")
def row(coder: Coder) -> dict[str, Any]:
    row = plain_report(coder.code(TEXT, published="2024-08-25", outlet="presstv.ir"))
    return json.loads(json.dumps(row, allow_nan=False))  # type: ignore[no-any-return]


def test_top_level_and_report_keys(row: dict[str, Any]) -> None:
    assert row["schema"] == "reportedly/1"
    assert {"report", "claims", "issues"} <= set(row)
    assert set(row["report"]) >= REPORT and OUTLET <= set(row["report"]["outlet"])


def test_claim_keys(row: dict[str, Any]) -> None:
    assert row["claims"]
    for claim in row["claims"]:
        assert set(claim) >= CLAIM
        assert set(claim["claimant"]) >= PARTY
        assert all(set(words) >= WORDS for words in claim["evidence"])
        assert 0 <= claim["confidence"] <= 1


def test_chain_runs_from_the_outlet_to_the_claimant(row: dict[str, Any]) -> None:
    claim = next(c for c in row["claims"] if c["claimant"]["name"] == "Hamas")
    outlet, *_, last = claim["chain"]
    assert outlet["role"] == "outlet" and outlet["speaker"]["id"] == "presstv"
    assert last["speaker"]["name"] == "Hamas" and last["channel"] == "statement"
    assert set(last["cue"]) >= WORDS and last["quoted"] is False


def test_event_keys(row: dict[str, Any]) -> None:
    event = next(c["event"] for c in row["claims"] if c["event"]["tolls"])
    assert set(event) >= EVENT and TYPE <= set(event["type"])
    assert all(set(party) >= PARTY for party in (*event["actors"], *event["targets"], *event["victims"]))
    assert all(set(weapon) >= {"kind", "text", "span"} for weapon in event["weapons"])
    assert set(event["place"]) >= PLACE
    assert all(set(toll) >= TOLL for toll in event["tolls"])
    timed = next(c["event"]["time"] for c in row["claims"] if c["event"]["time"])
    assert set(timed) >= TIME


def test_what_produced_a_value_is_always_named_and_told_whole_on_request(coder: Coder) -> None:
    coded = coder.code(TEXT, published="2024-08-25")
    short = plain_report(coded)["claims"][0]["claimant"]
    whole = plain_report(coded, explain=True)["claims"][0]["claimant"]
    assert short["by"] == whole["origin"]["rule"] and "origin" not in short
    assert set(whole["origin"]) == {"rule", "entry", "source", "score", "alternatives"}


def test_unknown_is_null(coder: Coder) -> None:
    row = plain_report(coder.code("Rebels attacked an army post, the army said. Nobody said more."))
    assert row["report"]["published"] is None and row["report"]["outlet"] is None
    event = row["claims"][0]["event"]
    assert event["place"] is None and event["time"] is None and event["tolls"] == []
