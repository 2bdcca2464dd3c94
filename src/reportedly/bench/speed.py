"""How fast this machine codes: ``python -m reportedly.bench.speed`` (or ``make bench``).

Reports of about 400 words are put together from paragraphs of the sample reports, each in an order
of its own, so that no two are alike and look-ups cannot be answered from memory alone. Every mode is
measured in a process of its own that is held on one core, after parser, knowledge and nets are loaded;
start-up is measured from outside, as a user meets it. Nothing is printed that was not measured in the run.
"""

from __future__ import annotations

import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from reportedly.coder import Coder
from reportedly.errors import InputError
from reportedly.read import make_report, read_source
from reportedly.records import Report

SAMPLES = Path(__file__).parents[3] / "samples" / "reports"
WORDS = 400
WARM_UP = 5
MODES = {"with nets": False, "rules only (--fast)": True}
# glibc gives each thread a pool of its own; numeric libraries start a thread a core. Neither is one core.
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Speed:
    """What one mode reached on one core."""

    reports: int
    words: int
    seconds: float  # wall time
    cpu_seconds: float  # the same work on a machine that does nothing else
    slowest_of_20: float  # seconds of a report, 95th percentile
    claims: int
    load_seconds: float
    peak_mb: float
    stations: dict[str, float]  # share of the time, 0…1

    @property
    def reports_per_second(self) -> float:
        return self.reports / self.seconds

    @property
    def words_per_second(self) -> float:
        return self.words / self.seconds


def made_reports(samples: Sequence[Report], count: int, words: int = WORDS) -> list[Report]:
    """``count`` reports of at least ``words`` words: whole paragraphs of ``samples`` in changing order."""
    paragraphs = [
        block.span.of(sample.text)
        for sample in samples
        for block in sample.blocks
        if block.kind.value == "paragraph"
    ]
    made = []
    for number in range(count):
        chance = random.Random(number)
        base = samples[number % len(samples)]
        parts = [base.title or ""]
        while sum(len(part.split()) for part in parts) < words:
            parts.append(chance.choice(paragraphs))
        made.append(make_report("\n\n".join(parts), published=base.published, outlet=base.outlet))
    return made


def sample_reports(folder: Path) -> list[Report]:
    """The reports of ``folder``; raises InputError where there are none."""
    reports = [found for found in read_source(str(folder)) if isinstance(found, Report)]
    if not reports:
        raise InputError(f"{folder} holds no reports that can be read")
    return reports


def measure(folder: Path, count: int, fast: bool) -> Speed:
    """Code ``count`` made reports in this process, which is held on one core where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    reports = made_reports(sample_reports(folder), count + WARM_UP)
    start = time.perf_counter()
    coder = Coder(fast=fast).load()
    for report in reports[:WARM_UP]:
        coder.code(report)
    load_seconds = time.perf_counter() - start
    coder.seconds.clear()
    times, claims, cpu = [], 0, time.process_time()
    for report in reports[WARM_UP:]:
        start = time.perf_counter()
        claims += len(coder.code(report).claims)
        times.append(time.perf_counter() - start)
    cpu = time.process_time() - cpu
    spent = sum(coder.seconds.values())
    return Speed(
        reports=count,
        words=sum(len(report.text.split()) for report in reports[WARM_UP:]),
        seconds=sum(times),
        cpu_seconds=cpu,
        slowest_of_20=sorted(times)[int(0.95 * (len(times) - 1))],
        claims=claims,
        load_seconds=load_seconds,
        peak_mb=_peak_mb(),
        stations={name: seconds / spent for name, seconds in coder.seconds.items()},
    )


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3  # bytes there, kilobytes elsewhere


def measured_apart(folder: Path, count: int, fast: bool) -> Speed:
    """The same in a process of its own, so that memory and look-ups of one mode do not help the other."""
    command = [sys.executable, "-m", "reportedly.bench.speed", "--only", "fast" if fast else "nets"]
    command += ["--reports", str(folder), "--count", str(count)]
    environment = {**os.environ, **ONE_CORE}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InputError(f"measuring failed: {done.stderr.strip()[-500:]}")
    return Speed(**json.loads(done.stdout))


def start_up(arguments: Sequence[str], times: int) -> float:
    """Median seconds from nothing to the end of ``reportedly ARGUMENTS``."""
    script = "import sys; from reportedly.cli import main; sys.argv[0] = 'reportedly'; main()"
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", script, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


@click.command()
@click.option("--reports", "folder", type=click.Path(path_type=Path), default=SAMPLES, help="Sample reports.")
@click.option("--count", type=click.IntRange(1), default=200, show_default=True, help="Reports a mode.")
@click.option("--only", type=click.Choice(["nets", "fast"]), help="Measure one mode here and print JSON.")
def main(folder: Path, count: int, only: str | None) -> None:
    """Measure speed, memory and start-up on this machine."""
    if only:
        click.echo(json.dumps(asdict(measure(folder, count, only == "fast"))))
        return
    first = next(iter(sorted(folder.glob("*.json"))), None)
    if first is None:
        raise InputError(f"{folder} holds no *.json reports")
    start_up(["gazetteer", "build"], 1)  # built once for a machine, not at each start
    rows = [
        ("reportedly --help", f"{start_up(['--help'], 5):.2f} s"),
        ("first report from a cold start", f"{start_up(['code', str(first)], 3):.2f} s"),
        ("the same with --fast", f"{start_up(['code', str(first), '--fast'], 3):.2f} s"),
    ]
    _show(rows, {name: measured_apart(folder, count, fast) for name, fast in MODES.items()})


def _show(start: Sequence[tuple[str, str]], speeds: dict[str, Speed]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    console.print(
        f"Python {platform.python_version()}, {platform.machine()}, {cores} cores, one of them used; "
        f"load of the machine {os.getloadavg()[0]:.1f}"
    )
    table = Table(title="start-up (median, wall time)", title_justify="left", show_header=False)
    for row in start:
        table.add_row(*row)
    console.print(table)
    table = Table("", *speeds, title="coding, one core", title_justify="left")
    for label, cells in _lines(list(speeds.values())):
        table.add_row(label, *cells)
    console.print(table)


def _lines(speeds: Sequence[Speed]) -> list[tuple[str, list[str]]]:
    lines = [
        ("reports", [f"{s.reports} of {s.words / s.reports:.0f} words" for s in speeds]),
        ("reports a second", [f"{s.reports_per_second:.1f}" for s in speeds]),
        ("reports a second of processor time", [f"{s.reports / s.cpu_seconds:.1f}" for s in speeds]),
        ("words a second", [f"{s.words_per_second:.0f}" for s in speeds]),
        ("95 % of reports within", [f"{s.slowest_of_20:.2f} s" for s in speeds]),
        ("claims a report", [f"{s.claims / s.reports:.1f}" for s in speeds]),
        ("loading", [f"{s.load_seconds:.1f} s" for s in speeds]),
        ("peak memory", [f"{s.peak_mb:.0f} MB" for s in speeds]),
    ]
    names = sorted({n for s in speeds for n in s.stations}, key=lambda n: -speeds[0].stations.get(n, 0.0))
    for name in names:
        cells = []
        for s in speeds:
            share = s.stations.get(name, 0.0)
            cells.append(f"{share:4.0%}  {1000 * share * s.seconds / s.reports:5.1f} ms")
        lines.append((f"  {name}", cells))
    return lines


if __name__ == "__main__":
    main()
