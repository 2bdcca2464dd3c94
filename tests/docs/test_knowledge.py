"""docs/knowledge.md: every worked example is added to a copy of the program and does what the page says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "knowledge.md").read_text("utf-8")
EXAMPLE = re.compile(r"^```(?:tsv|yaml) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SENTENCE = re.compile(r"^> (.+)$", re.MULTILINE)
FILES = {
    "actors/groups.tsv",
    "outlets.tsv",
    "places/supplement.tsv",
    "events/triggers_10_remote.tsv",
    "attribution/cues.yaml",
}


def add(file: Path, rows: str) -> None:
    """The file with ``rows`` in it, in place of a link to the original."""
    text = file.read_text("utf-8")
    file.unlink()
    if file.suffix == ".yaml":
        assert text.count("\nverbs:\n") == 1
        text = text.replace("\nverbs:\n", f"\nverbs:\n{rows}")
    else:
        text = text.rstrip("\n") + "\n" + rows
    file.write_text(text, encoding="utf-8")


def test_every_worked_example_does_what_the_page_says(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "src" / "reportedly",
        tmp_path / "reportedly",
        copy_function=os.symlink,
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    examples = dict(EXAMPLE.findall(PAGE))
    assert set(examples) == FILES
    for name, rows in examples.items():
        add(tmp_path / "reportedly" / "knowledge" / "data" / name, rows)
    (sentence,) = SENTENCE.findall(PAGE)
    (tmp_path / "report.txt").write_text(sentence + "\n", encoding="utf-8")
    script = "from reportedly.cli import main; main()"
    arguments = ["code", "report.txt", "--outlet", "sahelwire.example", "--format", "json", "--fast"]
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments, "--published", "2025-03-02"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "REPORTEDLY_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        check=False,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert row["report"]["outlet"]["name"] == "Sahel Wire" and row["report"]["outlet"]["country"] == "MLI"
    (claim,) = row["claims"]
    assert claim["claimant"]["id"] == "green-dawn-front"
    assert [link["speaker"]["name"] for link in claim["chain"]] == ["Sahel Wire", "Green Dawn Front"]
    assert claim["event"]["type"]["id"] == "drone_strike"
    assert claim["event"]["targets"][0]["text"] == "an army post"
    assert (claim["event"]["place"]["name"], claim["event"]["place"]["lat"]) == ("Tin Asselak", 17.61)
