"""The pages say what the program does: options, keys, packages and links are compared with the code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from reportedly import plain_report
from reportedly.bench.gate import RUNS
from reportedly.cli import COMMANDS, reportedly
from reportedly.cli.bench import NAMES
from reportedly.coder import Coder
from reportedly.export.plain import plain_failure
from reportedly.records import Issue

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "samples").glob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
REPORT = (
    "Fighters shell a base near Idlib\n\n"
    'The group Hamas said in a statement on Sunday that it had fired rockets at a "terrorist" army base near '
    "Idlib on Saturday in revenge for a raid, killing at least three soldiers.\n"
)


def section(page: str, heading: str) -> str:
    """The part of a page under a heading."""
    text = (DOCS / page).read_text("utf-8")
    return text.split(f"\n## {heading}", 1)[1].split("\n## ", 1)[0]


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    context = click.Context(reportedly)
    for name in COMMANDS:
        command = reportedly.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", found) for inner, found in command.commands.items())
        else:
            yield name, command


@pytest.mark.parametrize(("words", "command"), list(commands()), ids=lambda value: str(value))
def test_every_command_and_option_is_documented(words: str, command: click.Command) -> None:
    told = section("command-line.md", f"reportedly {words}")
    options = [option for p in command.params if isinstance(p, click.Option) for option in p.opts]
    for option in options:
        assert f"`{option}" in told
    documented = re.findall(r"^\| `(--[\w-]+)", told, re.MULTILINE)
    assert sorted(documented) == sorted(options)


def test_every_format_is_documented() -> None:
    command = reportedly.get_command(click.Context(reportedly), "code")
    assert command is not None
    choice = next(p.type for p in command.params if p.name == "form")
    assert isinstance(choice, click.Choice)
    assert all(f"`{name}`" in section("command-line.md", "reportedly code") for name in choice.choices)


@pytest.fixture(scope="module")
def row() -> dict[str, Any]:
    coded = Coder(fast=True).code(REPORT, published="2024-08-25", outlet="presstv.ir")
    return plain_report(coded, with_text=True, explain=True)


def keys_of(heading: str) -> set[str]:
    """The keys in the first column of a section's table."""
    cells = re.findall(r"^\| (`[^|]+`) \|", section("records.md", heading + "\n"), re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}


def test_keys_of_the_json_are_those_of_the_page(row: dict[str, Any]) -> None:
    claim = next(c for c in row["claims"] if c["event"]["tolls"] and c["event"]["place"])
    timed = next(c["event"]["time"] for c in row["claims"] if c["event"]["time"])
    produced = {"by", "origin"}
    assert keys_of("Report object") == set(row)
    assert keys_of("report") == set(row["report"])
    assert keys_of("claim") == set(claim)
    assert keys_of("event") == set(claim["event"])
    assert keys_of("party") == {*claim["claimant"], "represents", "alternatives"}
    assert keys_of("place") == set(claim["event"]["place"]) - produced
    assert keys_of("time") == set(timed) - produced
    assert keys_of("toll") == set(claim["event"]["tolls"][0]) - produced
    assert keys_of("framing") == set(row["framing"][0])


def test_a_failure_has_the_keys_of_a_report_and_its_source() -> None:
    assert set(plain_failure("a.pdf", Issue("not_text", "a PDF"))) == keys_of("Report object") | {"source"}


def test_every_dependency_is_listed_with_a_reason_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[=<>]", line)[0] for line in project["dependencies"]}
    page = (DOCS / "packages.md").read_text("utf-8")
    listed = set(re.findall(r"^\| ([\w-]+) \| \S", page, re.MULTILINE)) - {"package"}
    assert listed == names
    development = {re.split(r"[=<>]", line)[0] for line in project["optional-dependencies"]["dev"]}
    assert all(name in page for name in development)


def test_requirements_pin_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = {
        re.sub(r"[-_.]+", "-", line.strip()).lower()
        for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    }
    for line in project["dependencies"]:
        assert re.sub(r"[-_.]+", "-", line).lower() in pins


def test_every_benchmark_is_documented_and_has_a_figure_in_the_gate() -> None:
    told = (DOCS / "benchmarks.md").read_text("utf-8")
    assert all(f"| `{name}` |" in told for name in NAMES)
    assert {run.benchmark for run in RUNS} == set(NAMES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_python_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # our own page
    assert "claims_responsibility" in capsys.readouterr().out


def test_the_glossary_has_the_words_of_the_records() -> None:
    told = (ROOT / "GLOSSARY.md").read_text("utf-8")
    words = (
        "report outlet speaker chain claimant event claim toll framing incident decision issue stance "
        "realis ground certainty confidence span origin"
    )
    assert all(f"**{word}**" in told for word in words.split())
