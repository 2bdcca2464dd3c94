"""The quality gate: ``python -m reportedly.bench.gate --shared DIR`` (or ``make gate``).

Runs the benchmarks on development data and compares their figures with those of the last release in
docs/figures.json. A figure that has fallen by more than its noise fails the gate; data that are not
there are skipped with a line. ``--update`` records new figures; lower ones need ``--reason``, which
goes into the changelog.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from reportedly.bench import figures as recorded
from reportedly.bench.base import BenchResult
from reportedly.bench.figures import Figure, Figures
from reportedly.errors import InputError, ReportedlyError

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Run:
    """One benchmark run of the gate: where its data lie and which of its metrics are kept."""

    benchmark: str
    split: str
    data: str  # its --data folder, below the folder of all data
    corpus: tuple[str, ...]  # the files and folders in it that the figures depend on
    metrics: Mapping[str, float]  # metric -> noise
    options: Mapping[str, Any] = field(default_factory=dict)
    lower_is_better: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """``places.lgl``; a run with options carries them, as ``muc4.dev.gtt``."""
        return ".".join((self.benchmark, self.split, *map(str, self.options.values())))


# Noise: about half a document's weight in small sets, half a point in large ones.
_PLACES = {"both": 0.005, "found_f1": 0.005, "within_161km": 0.005, "gold_spans_161km": 0.005}
_TIMES = {"value_f1": 0.005, "strict_f1": 0.005, "relaxed_f1": 0.005}
_SAYING = {f"{part}_exact_f1": 0.005 for part in ("source", "cue", "content", "whole")}
_TOLLS = {"killed_exact": 0.01, "injured_exact": 0.01, "date_exact": 0.01}
_GOLD = {"claims_recall": 0.01, "claims_precision": 0.01}
RUNS = (
    Run("seed", "seed", "seed", ("presstv-haifa.txt",), {"found": 0.0, "invented": 0.0},
        lower_is_better=frozenset({"invented"})),
    Run("places", "lgl", "geoparsing", ("lgl.xml",), _PLACES),
    Run("places", "GeoVirus", "geoparsing", ("GeoVirus.xml",), _PLACES),
    Run("times", "TimeBank", "timex", ("TimeBank",), _TIMES),
    Run("times", "AQUAINT", "timex", ("AQUAINT",), _TIMES),
    Run("times", "WikiWars", "timex", ("WikiWars",), _TIMES),
    Run("attribution", "dev", "polnear", ("dev",), _SAYING),
    Run("tolls", "dev", "casualties", ("cis530/data-dev", "gvdb/dev.tsv"), _TOLLS),
    Run("muc4", "tst1+tst2", "muc4", ("tst1", "tst2"), {"f_all": 0.005, "f_matched": 0.005}),
    Run("muc4", "dev", "muc4", ("gtt_json/dev.json",), {"micro_f1": 0.005}, {"metric": "gtt"}),
    Run("plv", "train", "plv", ("PLV_train.tsv",), {"root_macro_f1": 0.005, "root_accuracy": 0.005}),
    Run("acled", "sample", "case2021_task2", ("sample_input.txt", "sample_output.txt"), {"accuracy": 0.2}),
    Run("ordinary", "test", "ner/worldwide", (".",), {"claims_per_10000_words": 0.5},
        lower_is_better=frozenset({"claims_per_10000_words"})),
    Run("gold", "all", ".",
        ("re3d", "eventargs", "ner/worldwide", "muc4/dev", "casualties/cis530/data-dev",
         "casualties/gvdb/dev.tsv"), _GOLD),
)  # fmt: skip

Runner = Callable[[Run, Path], BenchResult]


def run_benchmark(run: Run, data: Path) -> BenchResult:
    """The result of one run on the ordinary pipeline."""
    module = importlib.import_module(f"reportedly.bench.{run.benchmark}")
    result: BenchResult = module.run(data / run.data, run.split, None, **run.options)
    return result


def measured(runs: Sequence[Run], data: Path, runner: Runner, say: Callable[[str], None]) -> Figures:
    """The figures of the runs whose data are there; ``say`` gets a line for each run."""
    found: Figures = {}
    for run in runs:
        folder = data / run.data
        missing = [name for name in run.corpus if not (folder / name).exists()]
        if missing:
            say(f"{run.name}: skipped, {folder / missing[0]} is not there")
            continue
        result = runner(run, data)
        checksum = recorded.corpus_checksum([folder / name for name in run.corpus], folder)
        for metric, noise in run.metrics.items():
            if metric not in result.metrics:
                raise InputError(f"{run.name} gave no {metric}: {', '.join(result.metrics)}")
            value = round(result.metrics[metric], recorded.DECIMALS)
            lower = metric in run.lower_is_better
            found[f"{run.name}.{metric}"] = Figure(value, noise, result.n_documents, checksum, lower)
        say(f"{run.name}: {result.n_documents} documents in {result.seconds:.0f} s")
    return found


def verdicts(old: Figures, new: Figures) -> tuple[list[str], bool]:
    """A line for each new figure, and whether the gate is passed."""
    lines, passed = [], True
    for name, figure in new.items():
        before = old.get(name)
        if before is None:
            lines.append(f"  new     {name} {figure.value:.3f}")
            continue
        fall = before.fall_to(figure.value)
        other_data = before.corpus_sha256 != figure.corpus_sha256
        worse = fall > before.noise + 10**-recorded.DECIMALS / 2
        passed = passed and not (worse or other_data)
        verdict = "DATA" if other_data else "FALLEN" if worse else "better" if fall < 0 else "ok"
        note = " (the corpus is not that of the release)" if other_data else ""
        lines.append(
            f"  {verdict:7} {name} {figure.value:.3f}, was {before.value:.3f} ± {before.noise:g}{note}"
        )
    return lines, passed


def update(root: Path, old: Figures, new: Figures, reason: str | None) -> None:
    """Record ``new`` beside what was not run; raises InputError where a figure falls without a reason."""
    falls = recorded.lowered(old, new)
    if falls and not reason:
        raise InputError(f"{'; '.join(falls)}: give --reason TEXT, or leave the figures as they are")
    if falls and reason:
        recorded.append_reason(root / "CHANGELOG.md", falls, reason)
    figures = {**old, **new}
    recorded.write_figures(root / "docs" / "figures.json", figures)
    recorded.write_table(root / "docs" / "benchmarks.md", figures)


def chosen(names: str | None, runs: Sequence[Run] = RUNS) -> list[Run]:
    """The runs of the benchmarks (or of the single runs) in a list as "places,times.WikiWars"."""
    if names is None:
        return list(runs)
    wanted = [name.strip() for name in names.split(",")]
    known = {run.benchmark for run in runs} | {run.name for run in runs}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise InputError(f"--only {unknown[0]!r} is no benchmark of the gate: {', '.join(sorted(known))}")
    return [run for run in runs if run.benchmark in wanted or run.name in wanted]


@click.command()
@click.option("--shared", type=click.Path(path_type=Path), required=True, help="Folder that holds data/.")
@click.option("--only", help="Benchmarks or runs to do, as places,times.WikiWars.")
@click.option("--update", "record", is_flag=True, help="Record the figures as those of the release.")
@click.option("--reason", help="Why a figure may fall; written into CHANGELOG.md.")
@click.option("--root", type=click.Path(path_type=Path), default=ROOT, help="The project's folder.")
def main(shared: Path, only: str | None, record: bool, reason: str | None, root: Path) -> None:
    """Compare development figures with those of the last release."""
    try:
        old = recorded.read_figures(root / "docs" / "figures.json")
        new = measured(chosen(only), shared / "data", run_benchmark, click.echo)
        lines, passed = verdicts(old, new)
        click.echo("\n".join(lines) or "no benchmark could be run")
        if record:
            update(root, old, new, reason)
            click.echo(f"recorded {len(new)} figures")
        elif not passed:
            sys.exit("the gate is not passed: a figure has fallen, or a corpus has changed")
    except ReportedlyError as error:
        click.echo(f"gate: {error}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
