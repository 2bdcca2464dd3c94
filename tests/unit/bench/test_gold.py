"""The gold set: its files are sound, its loader finds texts, and its scorer counts what it should."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportedly.bench.expected import FIELDS, match_claims
from reportedly.bench.gold import GOLD, load_gold, run, texts_of
from reportedly.errors import InputError
from reportedly.knowledge.ontology import event_types
from reportedly.read import make_report
from reportedly.records import (
    Claim,
    CodedReport,
    Event,
    EventPlace,
    Link,
    Origin,
    Party,
    Place,
    Realis,
    Span,
    Stance,
)

SHARED = Path(os.environ.get("REPORTEDLY_SHARED") or Path(__file__).parents[4] / "shared") / "data"
needs_data = pytest.mark.skipif(not (SHARED / "muc4").is_dir(), reason="the shared data folder is not there")
FILES = sorted(GOLD.glob("*.yaml"))
KEYS = {*FIELDS, "trigger_at", "optional"}
LONGEST_VALUE = 5  # words: names and values, never sentences
TEXT = "Rebels attacked the post. The army shelled Aramo, a spokesman said."


def _entries() -> list[tuple[str, dict[str, Any]]]:
    return [(file.stem, entry) for file in FILES for entry in yaml.safe_load(file.read_text("utf-8"))]


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [s for v in value.values() for s in _strings(v)]
    if isinstance(value, list):
        return [s for v in value for s in _strings(v)]
    return [value] if isinstance(value, str) else []


def _options(value: Any) -> set[str]:
    return set(value) if isinstance(value, list) else {value}


def test_at_least_sixty_documents_none_twice() -> None:
    ids = [(source, entry["doc"]) for source, entry in _entries()]
    assert len(ids) >= 60
    assert len(set(ids)) == len(ids)
    assert sum(not entry["claims"] for _, entry in _entries()) >= 5


def test_claims_use_known_keys_and_values() -> None:
    stances, kinds, types = {s.value for s in Stance}, {r.value for r in Realis}, set(event_types())
    for source, entry in _entries():
        for claim in entry["claims"]:
            label = f"{source}/{entry['doc']}: {claim}"
            assert set(claim) <= KEYS, label
            assert _options(claim.get("stance", "asserts")) <= stances, label
            assert _options(claim.get("type", "attack")) <= types, label
            assert _options(claim.get("realis", "actual")) <= kinds, label
            assert claim["trigger_at"], label


def test_annotations_hold_no_sentences() -> None:
    for source, entry in _entries():
        for claim in entry["claims"]:
            for words in _strings(claim):
                assert len(words.split()) <= LONGEST_VALUE, f"{source}/{entry['doc']}: {words}"


@needs_data
def test_every_document_is_found_and_offsets_are_whole_words() -> None:
    for document in load_gold(SHARED):
        for claim in document.claims:
            for start, end in claim["trigger_at"]:
                assert 0 <= start < end <= len(document.text)
                word = document.text[start:end]
                assert word == word.strip()
                assert word[0].isalnum()
                assert not document.text[start - 1 : start].isalnum(), f"{document.id} {start}"
                assert not document.text[end : end + 1].isalnum(), f"{document.id} {end}"


@needs_data
def test_offsets_count_in_the_coded_text() -> None:
    for document in load_gold(SHARED):
        assert make_report(document.text, published=document.published).text == document.text


def test_texts_are_read_by_id(tmp_path: Path) -> None:
    folder = tmp_path / "eventargs"
    folder.mkdir()
    passage = {"doc_key": "d1", "sentences": [["Rebels", "attacked", "."], ["They", "left", "."]]}
    (folder / "rams_dev.jsonlines").write_text(json.dumps(passage) + "\n", "utf-8")
    article = {
        "doc_id": "w1",
        "text": "A titleRebels left.",
        "sentences": [[[], "A title"], [[], "Rebels left."]],
    }
    (folder / "wikievents_dev.jsonl").write_text(json.dumps(article) + "\n", "utf-8")
    assert texts_of(tmp_path, "rams") == {"d1": "Rebels attacked . They left ."}
    assert texts_of(tmp_path, "wikievents") == {"w1": "A title\n\nRebels left."}


def test_messages_are_split_at_their_headers(tmp_path: Path) -> None:
    folder = tmp_path / "muc4" / "dev"
    folder.mkdir(parents=True)
    text = "DEV-MUC3-0001 (X)\n\n   LIMA, 1 JAN 90 -- ALL LEFT.\n\nDEV-MUC3-0002 (X)\n\n   BOGOTA -- CALM.\n"
    (folder / "dev-muc3-0001-0100").write_text(text, "utf-8")
    assert texts_of(tmp_path, "muc4") == {
        "DEV-MUC3-0001": "LIMA, 1 JAN 90 -- ALL LEFT.",
        "DEV-MUC3-0002": "BOGOTA -- CALM.",
    }


def test_missing_data_and_unknown_splits_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no documents of re3d"):
        texts_of(tmp_path, "re3d")
    with pytest.raises(InputError, match="no source"):
        texts_of(tmp_path, "nosuch")
    with pytest.raises(InputError, match="nosuch"):
        load_gold(tmp_path, "nosuch")


def _claim(speaker: Party, trigger: str, kind: str) -> Claim:
    start = TEXT.index(trigger)
    span = Span(start, start + len(trigger))
    event = Event("e", kind, Realis.ACTUAL, "foreground", span, mentions=(span,))
    return Claim(
        "c", Stance.ASSERTS, "event", "certain", 0.5, speaker, (Link(speaker, "outlet"),), event, (span,)
    )


def _coded() -> CodedReport:
    outlet = Party("outlet", None, None, kind="outlet")
    claims = (_claim(outlet, "attacked", "attack"), _claim(outlet, "shelled", "shelling"))
    return CodedReport(make_report(TEXT), claims)


def _wanted(trigger: str, kind: str) -> dict[str, Any]:
    start = TEXT.index(trigger)
    at = [[start, start + len(trigger)]]
    return {"claimant": "outlet", "stance": "asserts", "type": kind, "trigger_at": at}


def test_an_event_is_known_by_an_overlapping_offset() -> None:
    result = match_claims(_coded(), [_wanted("attacked", "attack"), _wanted("shelled", "shelling")], "d")
    assert (result.matched, result.missing, result.invented) == (2, [], [])


def test_a_claim_at_no_offset_is_invented() -> None:
    result = match_claims(_coded(), [_wanted("attacked", "attack")], "d")
    assert result.matched == 1
    assert len(result.invented) == 1
    assert "shelled" in result.invented[0]


def test_a_claim_at_another_offset_is_missing() -> None:
    wanted = {**_wanted("said", "ambush"), "claimant": "spokesman"}
    result = match_claims(_coded(), [wanted], "d")
    assert result.matched == 0
    assert len(result.missing) == 1


def test_a_claim_of_the_same_kind_elsewhere_is_not_taken_for_it() -> None:
    wanted = _wanted("attacked", "shelling")
    claims = (_coded().claims[1],)
    result = match_claims(CodedReport(make_report(TEXT), claims), [wanted], "d")
    assert (result.matched, result.paired, len(result.invented)) == (0, 0, 1)


def test_a_second_claim_about_an_event_is_not_paired() -> None:
    coded = _coded()
    twice = CodedReport(coded.report, (coded.claims[0], coded.claims[0]))
    result = match_claims(twice, [_wanted("attacked", "attack")], "d")
    assert (result.matched, result.paired, result.found, result.invented) == (1, 1, 2, [])


@pytest.mark.parametrize("name", ["Bagrām", "Bagram", "BAGRAM"])
def test_marks_on_letters_do_not_count_in_places(name: str) -> None:
    claim = _coded().claims[0]
    place = Place(name, None, None, None, None, "AFG", "populated place", None, "test")
    at = EventPlace(place, Span(0, 1), name, Origin("test"))
    claim = replace(claim, event=replace(claim.event, place=at))
    wanted = {**_wanted("attacked", "attack"), "place": "Bagram"}
    result = match_claims(CodedReport(make_report(TEXT), (claim,)), [wanted], "d")
    assert result.fields["place"].correct == 1


@needs_data
def test_a_run_gives_the_documented_keys() -> None:
    result = run(SHARED, "gvdb", limit=1)
    assert result.n_documents == 1
    assert {"claims_recall", "claims_precision", "field.type.p", "field.type.r"} <= set(result.metrics)
    assert all(0 <= value <= 1 for value in result.metrics.values())
