"""The tolls benchmark on small invented sets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly.bench.incident import incident_toll
from reportedly.bench.incident_day import incident_date
from reportedly.bench.incident_day_fit import Choice, fit
from reportedly.bench.tolls import read_cis530, read_gvdb, run
from reportedly.errors import InputError
from reportedly.how_many import find_tolls
from reportedly.parse import SpacyParser
from reportedly.records import ParsedReport

Parse = Callable[..., ParsedReport]

ARTICLES = [
    (
        "Two men were killed and a woman was wounded in Harlan on Monday night.",
        "2018-03-07",
        2,
        1,
        "2018-03-05",
    ),
    ("Deputies seized forty kilos of cocaine on Tuesday.", "2018-03-07", 1, 0, "2018-03-06"),
]


@pytest.fixture
def cis530(tmp_path: Path) -> Path:
    folder = tmp_path / "cis530" / "data-dev"
    folder.mkdir(parents=True)
    inputs = [{"text": text, "publish_date": day} for text, day, *_ in ARTICLES]
    labels = [{"n_killed": k, "n_injured": i, "shooting_date": d} for _, _, k, i, d in ARTICLES]
    (folder / "X_val.json").write_text(json.dumps(inputs), "utf-8")
    (folder / "y_val.json").write_text(json.dumps(labels), "utf-8")
    return tmp_path


def _gvdb(folder: Path) -> None:
    victims = [{"victim-was": ["killed", "injured"]}, {"victim-was": ["hospitalized"]}, {"victim-was": []}]
    facts = json.dumps({"victim-section": victims, "date-and-time": {"date": "2016-01-20"}})
    text = "A man was shot dead and his brother was wounded on Jan. 20, 2016."
    header = "Article id\tArticle url\tArticle title\tFull text\tJson\tWorker"
    folder.mkdir()
    (folder / "dev.tsv").write_text(f"{header}\n7\tu\tt\t{text}\t{facts}\tw\n", "utf-8")


def test_run_scores_killed_injured_and_date(cis530: Path, parser: SpacyParser) -> None:
    result = run(cis530, "dev", parser=parser)
    assert result.metrics == {
        "killed_exact": 0.5,
        "injured_exact": 1.0,
        "date_exact": 1.0,
        "killed_mae": 0.5,
        "injured_mae": 0.0,
    }
    assert result.n_documents == 2
    assert [e["id"] for e in result.errors] == ["cis530-dev-1"]


def test_run_limits_each_set(cis530: Path, parser: SpacyParser) -> None:
    _gvdb(cis530 / "gvdb")
    result = run(cis530, "dev", limit=1, parser=parser)
    assert result.n_documents == 2
    assert [row[0] for row in result.tables["sets"]] == ["set", "cis530", "gvdb"]
    assert result.metrics["killed_exact"] == 1.0


def test_run_names_the_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="data-test"):
        run(tmp_path, "test")


def test_read_cis530_takes_the_set_folder_itself(cis530: Path) -> None:
    assert [a.killed for a in read_cis530(cis530 / "cis530", "dev")] == [2, 1]


def test_read_gvdb_counts_a_dead_victim_once(tmp_path: Path) -> None:
    _gvdb(tmp_path / "gvdb")
    (article,) = read_gvdb(tmp_path, "dev")
    assert (article.killed, article.injured, str(article.date)) == (1, 1, "2016-01-20")


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("A man was shot in the leg. He died in hospital. The man was 34.", (1, 0)),
        ("Three people were shot and one of them died. Ali Reed, 30, was pronounced dead.", (1, 2)),
        ("Two people were wounded. The two wounded men are in stable condition.", (0, 2)),
        ("One man was killed and another was injured.", (1, 1)),
        ("A woman was shot dead. In a separate shooting, three men were killed.", (1, 0)),
        ("Police seized a gun. No one was hurt.", (0, 0)),
        ("A man was killed. Eleven people have been killed in the city this year.", (1, 0)),
    ],
)
def test_incident_toll_picks_the_main_incident(parse: Parse, text: str, toll: tuple[int, int]) -> None:
    parsed = parse(text)
    assert incident_toll(parsed, find_tolls(parsed)) == toll


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Police said Tuesday that a man was shot Sunday night.", "2014-02-02"),
        ("A man was arrested on Monday. The shooting happened around 10 p.m. Saturday.", "2014-02-01"),
        ("A guard was wounded in an ambush.", "2014-02-04"),
    ],
)
def test_incident_date_prefers_the_day_of_harm(parse: Parse, text: str, day: str) -> None:
    assert str(incident_date(parse(text, published="2014-02-04"))) == day


def test_fit_prefers_the_cue_that_goes_with_the_right_day() -> None:
    rows = [Choice((("good",), ("bad",)), (0, 1), 0), Choice((("bad",), ("good",), ("bad",)), (0, 1, 1), 1)]
    weights = fit(rows)
    assert weights["good"] > 0 > weights["bad"]
    assert fit(rows) == weights
