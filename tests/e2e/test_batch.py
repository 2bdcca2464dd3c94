"""A batch as a process of its own: killed and resumed, piped into a reader that leaves, started cold."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).parent / "reportedly"
TOWNS = ("Gao", "Kassala", "Idlib", "Kharkiv", "Quetta", "Goma", "Mosul", "Sittwe")
REPORTS = 48
FIRST_LINES = 6
PATIENCE_S = 60

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed beside Python")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of small reports, one of them twice and one that cannot be read."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for i in range(REPORTS):
        town = TOWNS[i % len(TOWNS)]
        text = (
            f"Rebels said on Monday that they had attacked a post near {town}, killing {i + 2} soldiers.\n\n"
            f"The army denied the attack. A shell injured {i + 3} civilians in {town}, doctors said.\n"
        )
        (folder / f"{i:03}.txt").write_text(text, encoding="utf-8")
    (folder / "004b.txt").write_bytes((folder / "004.txt").read_bytes())
    (folder / "005b.txt").write_bytes(b"%PDF-1.7 no text")
    return folder


def arguments(corpus: Path, output: Path, *more: str) -> list[str]:
    options = ("--format", "jsonl", "--output", str(output), "--jobs", "2", "--fast")
    return [str(PROGRAM), "code", str(corpus), "--published", "2024-08-26", *options, *more]


def children_of(pid: int) -> list[int]:
    task = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in task.read_text().split()] if task.exists() else []


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def wait_for(what: str, is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.01)


def test_a_killed_batch_resumed_gives_the_lines_of_an_unbroken_one(corpus: Path, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    subprocess.run(arguments(corpus, whole), check=True, timeout=PATIENCE_S, stderr=subprocess.DEVNULL)
    batch = subprocess.Popen(arguments(corpus, broken), stderr=subprocess.DEVNULL)
    wait_for("some lines", lambda: broken.exists() and broken.read_bytes().count(b"\n") >= FIRST_LINES)
    workers = children_of(batch.pid)
    batch.send_signal(signal.SIGKILL)
    batch.wait()
    written = broken.read_bytes()
    assert FIRST_LINES <= written.count(b"\n") < REPORTS + 2
    wait_for("the end of its processes", lambda: not any(map(is_running, workers)))
    broken.write_bytes(written + b'{"schema": "reportedly/1", "rep')  # a line cut off
    resumed = arguments(corpus, broken, "--resume")
    subprocess.run(resumed, check=True, timeout=PATIENCE_S, stderr=subprocess.DEVNULL)
    assert broken.read_bytes() == whole.read_bytes()
    subprocess.run(resumed, check=True, timeout=PATIENCE_S, stderr=subprocess.DEVNULL)
    assert broken.read_bytes() == whole.read_bytes()


def test_two_processes_give_the_lines_of_one(corpus: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    for output, jobs in ((one, "1"), (two, "2")):
        command = arguments(corpus, output, "--jobs", jobs)
        subprocess.run(command, check=True, timeout=PATIENCE_S, stderr=subprocess.DEVNULL)
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes().count(b"\n") == REPORTS + 2


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_a_reader_that_leaves_early_sees_no_trace(corpus: Path, form: str) -> None:
    command = [str(PROGRAM), "code", str(corpus), "--format", form, "--fast"]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writer.stdout is not None and writer.stderr is not None
    writer.stdout.read(20)
    writer.stdout.close()
    said = writer.stderr.read().decode()
    writer.stderr.close()
    writer.wait(timeout=PATIENCE_S)
    assert "Traceback" not in said and "BrokenPipe" not in said and "Exception" not in said


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_output_is_utf8_in_a_plain_locale(tmp_path: Path, locale: str) -> None:
    (tmp_path / "a.txt").write_text("Troops shelled Çukurca on Friday, “killing” two.", encoding="utf-8")
    environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for form in ("table", "json"):
        done = subprocess.run(
            [str(PROGRAM), "code", str(tmp_path / "a.txt"), "--format", form, "--fast"],
            env=environment,
            capture_output=True,
            timeout=PATIENCE_S,
            check=True,
        )
        assert "Çukurca" in done.stdout.decode("utf-8", "strict")


def test_a_gazetteer_of_ones_own_is_used_by_the_next_run(tmp_path: Path) -> None:
    environment = {**os.environ, "REPORTEDLY_CACHE": str(tmp_path / "cache")}
    (tmp_path / "own.tsv").write_text(
        "name\tlat\tlon\tcountry\nWadi Sefroun\t14.5\t30.25\tSDN\n", encoding="utf-8"
    )
    report = tmp_path / "a.txt"
    report.write_text("Gunmen attacked a post in Wadi Sefroun on Friday, police said.", encoding="utf-8")

    def place() -> str:
        done = subprocess.run(
            [str(PROGRAM), "code", str(report), "--format", "csv", "--fast"],
            env=environment, capture_output=True, timeout=PATIENCE_S, check=True, text=True,
        )  # fmt: skip
        return done.stdout

    assert "14.5" not in place()
    loaded = subprocess.run(
        [str(PROGRAM), "gazetteer", "load", str(tmp_path / "own.tsv")],
        env=environment, capture_output=True, timeout=PATIENCE_S, check=True, text=True,
    )  # fmt: skip
    assert loaded.stdout == "1 place loaded from own.tsv\n"
    assert "14.5" in place()
