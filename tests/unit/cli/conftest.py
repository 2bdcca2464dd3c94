"""The program as a user starts it, its cache apart from the user's own."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportedly.cli import main
from reportedly.settings import cache_folder

REPORT = """Fighters say they shelled barracks near Kassala

The Northern Brigade said in a statement on Friday that it had shelled army barracks near Kassala, \
killing at least three soldiers.

The Sudanese army denied that its barracks had been hit.
"""
OTHER = "Two soldiers were killed on Thursday when a roadside bomb exploded in Gao, the Malian army said.\n"


@dataclass(frozen=True)
class Outcome:
    """What a call of the program gave."""

    code: int
    out: str
    err: str


Program = Callable[..., Outcome]


@pytest.fixture(scope="session", autouse=True)
def place_index() -> Path:
    """The place index, built once, before caches are put apart."""
    from reportedly.knowledge.gazetteer import Gazetteer

    Gazetteer.open()
    return cache_folder()


@pytest.fixture
def program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, place_index: Path
) -> Program:
    """``program("code", "a.txt")``: exit code, standard output and standard error of a call."""
    cache = tmp_path / "cache"
    cache.mkdir()
    for built in place_index.iterdir():
        if built.name != "last.jsonl":
            (cache / built.name).symlink_to(built)
    monkeypatch.setenv("REPORTEDLY_CACHE", str(cache))
    monkeypatch.chdir(tmp_path)

    def _program(*arguments: str, stdin: str | None = None) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["reportedly", *arguments])
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        code = stop.value.code
        return Outcome(code if isinstance(code, int) else 1 if code else 0, out, err)

    return _program


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A small report in a file."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another report in a file."""
    path = tmp_path / "other.txt"
    path.write_text(OTHER, encoding="utf-8")
    return path
