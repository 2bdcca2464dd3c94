"""The five-role form of MUC-4, on made-up documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly.bench.muc4_gtt import GttTemplate, best_pairs, found_template, read_gtt, score_gtt
from reportedly.errors import InputError

Gold = list[tuple[GttTemplate, ...]]
ROW = {
    "docid": "TST9-MUC3-0001",
    "doctext": "a bomb hit the old mill.",
    "templates": [
        {
            "incident_type": "bombing / attack",
            "Target": [[["old mill", 15], ["mill", 19]]],
            "Weapon": [[["bomb", 2]]],
        },
        {"incident_type": "arson", "Target": [[["bridge", 0]]], "Weapon": []},
    ],
}


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps(ROW) + "\n")
    return [document.templates for document in read_gtt(path)]


def test_any_mention_of_an_entity_is_right_and_the_type_counts(gold: Gold) -> None:
    found = [[found_template({"incident_type": "attack", "Target": ["Mill"], "Weapon": ["bomb", "fuse"]})]]
    score = score_gtt(found, gold)
    assert (sum(score.right.values()), sum(score.found.values()), sum(score.gold.values())) == (3, 4, 5)
    assert score.of()[2] == pytest.approx(2 * 3 / 9)
    assert score.of("Weapon") == (0.5, 1.0, pytest.approx(2 / 3))


def test_templates_are_matched_for_most_right_entities(gold: Gold) -> None:
    found = [
        found_template({"incident_type": "arson", "Target": ["bridge"]}),
        found_template({"incident_type": "bombing", "Target": ["old mill", "mill"]}),
    ]
    score = score_gtt([found], gold)
    assert score.right == {
        "incident_type": 2,
        "Target": 2,
        "PerpInd": 0,
        "PerpOrg": 0,
        "Victim": 0,
        "Weapon": 0,
    }
    assert score.found["Target"] == 3  # two names of one entity: the second is too many


def test_gold_against_itself_is_all_right(gold: Gold) -> None:
    assert score_gtt(gold, gold).of() == (1.0, 1.0, 1.0)


def test_best_pairs_beats_the_greedy_choice() -> None:
    assert best_pairs({(0, 0): 3, (0, 1): 2, (1, 0): 2}) == [(0, 1), (1, 0)]
    assert best_pairs({(0, 0): 1, (0, 1): 3}) == [(0, 1)]
    assert best_pairs({}) == []


def test_files_of_another_form_are_refused(tmp_path: Path) -> None:
    (tmp_path / "dev.json").write_text('{"docid": "X"}\n')
    with pytest.raises(InputError, match="form of gtt_json"):
        read_gtt(tmp_path / "dev.json")
