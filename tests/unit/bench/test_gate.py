"""The gate: falls beyond noise fail, missing data are skipped, a lower figure needs a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly.bench import figures as recorded
from reportedly.bench.base import BenchResult
from reportedly.bench.figures import Figure
from reportedly.bench.gate import RUNS, Run, chosen, measured, update, verdicts
from reportedly.errors import InputError

RUN = Run("toy", "dev", "toys", ("a.txt", "more"), {"f1": 0.01, "invented": 0.0},
          lower_is_better=frozenset({"invented"}))  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "toys" / "more").mkdir(parents=True)
    (tmp_path / "toys" / "a.txt").write_text("a")
    (tmp_path / "toys" / "more" / "b.txt").write_text("b")
    return tmp_path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "benchmarks.md").write_text(
        f"Figures:\n{recorded.TABLE_BEGINS}\nold\n{recorded.TABLE_ENDS}\nThe end.\n"
    )
    (tmp_path / "CHANGELOG.md").write_text("# Changes\n\n## 0.1.0 (unreleased)\n\n- First.\n")
    return tmp_path


def giving(f1: float, invented: float = 0.0) -> object:
    return lambda run, folder: BenchResult(run.benchmark, run.split, 7, {"f1": f1, "invented": invented}, 1.0)


def figures(data: Path, f1: float, invented: float = 0.0) -> recorded.Figures:
    return measured([RUN], data, giving(f1, invented), lambda line: None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("f1", "invented", "passed", "word"),
    [
        (0.80, 0, True, "ok"),
        (0.79, 0, True, "ok"),
        (0.789, 0, False, "FALLEN"),
        (0.9, 0, True, "better"),
        (0.8, 1, False, "FALLEN"),
    ],
)
def test_a_figure_may_fall_by_its_noise_and_no_more(
    data: Path, f1: float, invented: float, passed: bool, word: str
) -> None:
    lines, ok = verdicts(figures(data, 0.80), figures(data, f1, invented))
    assert ok is passed
    assert any(word in line for line in lines)


def test_missing_data_are_skipped_with_a_line(data: Path) -> None:
    (data / "toys" / "a.txt").unlink()
    said: list[str] = []
    assert measured([RUN], data, giving(0.8), said.append) == {}  # type: ignore[arg-type]
    assert len(said) == 1 and "toy.dev: skipped" in said[0] and "a.txt is not there" in said[0]


def test_a_changed_corpus_is_not_compared_as_if_it_were_the_same(data: Path) -> None:
    old = figures(data, 0.8)
    (data / "toys" / "more" / "b.txt").write_text("c")
    lines, ok = verdicts(old, figures(data, 0.9))
    assert not ok and "DATA" in lines[0]


def test_a_metric_that_is_not_there_is_an_error(data: Path) -> None:
    run = Run("toy", "dev", "toys", ("a.txt",), {"f2": 0.1})
    with pytest.raises(InputError, match="toy.dev gave no f2"):
        measured([run], data, giving(0.8), lambda line: None)  # type: ignore[arg-type]


def test_update_writes_figures_and_the_table_of_the_docs(data: Path, project: Path) -> None:
    update(project, {}, figures(data, 0.8), None)
    assert recorded.read_figures(project / "docs" / "figures.json") == figures(data, 0.8)
    page = (project / "docs" / "benchmarks.md").read_text()
    assert "| toy.dev.f1 | 0.800 | 0.01 | 7 |" in page
    assert page.startswith("Figures:") and page.endswith("The end.\n") and "old" not in page


def test_update_keeps_figures_that_were_not_run(data: Path, project: Path) -> None:
    other = {"other.dev.f1": Figure(0.5, 0.1, 3, "x")}
    update(project, other, figures(data, 0.8), None)
    assert "other.dev.f1" in recorded.read_figures(project / "docs" / "figures.json")


def test_a_lower_figure_needs_a_reason_that_goes_into_the_changelog(data: Path, project: Path) -> None:
    old, new = figures(data, 0.8), figures(data, 0.795)
    update(project, {}, old, None)
    with pytest.raises(InputError, match=r"toy.dev.f1 falls from 0.8000 to 0.7950: give --reason"):
        update(project, old, new, None)
    assert recorded.read_figures(project / "docs" / "figures.json") == old
    update(project, old, new, "fewer guesses")
    assert recorded.read_figures(project / "docs" / "figures.json") == new
    changes = (project / "CHANGELOG.md").read_text()
    assert "- toy.dev.f1 falls from 0.8000 to 0.7950: fewer guesses\n- First." in changes


def test_single_benchmarks_and_runs_can_be_chosen() -> None:
    assert {run.benchmark for run in chosen("places,seed")} == {"places", "seed"}
    assert [run.name for run in chosen("times.WikiWars")] == ["times.WikiWars"]
    assert chosen(None) == list(RUNS)
    with pytest.raises(InputError, match="'plases' is no benchmark"):
        chosen("plases")


def test_every_run_of_the_gate_is_named_once() -> None:
    names = [run.name for run in RUNS]
    assert len(set(names)) == len(names)
    assert "muc4.dev.gtt" in names


@pytest.mark.parametrize("content", ["[]", "{}", '{"figures": {"a": {"value": 1}}}', "{"])
def test_a_damaged_file_of_figures_is_an_input_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "figures.json").write_text(content)
    with pytest.raises(InputError, match="is not a file of figures"):
        recorded.read_figures(tmp_path / "figures.json")


def test_figures_are_written_in_one_order(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    recorded.write_figures(path, {"b": Figure(1, 0, 1, ""), "a": Figure(1, 0, 1, "")})
    assert list(json.loads(path.read_text())["figures"]) == ["a", "b"]
