"""The public interface: a change of this list is a change that users notice."""

from __future__ import annotations

import subprocess
import sys

import reportedly

PUBLIC = {
    "Claim",
    "CodedReport",
    "Coder",
    "InputError",
    "ReadFailure",
    "ReadOptions",
    "Report",
    "ReportedlyError",
    "__version__",
    "plain_report",
    "read_source",
}


def test_public_names_are_these_and_all_load() -> None:
    assert set(reportedly.__all__) == PUBLIC
    assert len(PUBLIC) <= 20
    assert all(getattr(reportedly, name) is not None for name in PUBLIC)


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(reportedly, "Kodierer")


def test_import_and_help_load_neither_parser_nor_nets() -> None:
    script = (
        "import sys, reportedly, reportedly.cli\n"
        "heavy = {'spacy', 'numpy', 'onnxruntime', 'trafilatura', 'rich', 'httpx'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_types_are_announced() -> None:
    from importlib.resources import files

    assert files("reportedly").joinpath("py.typed").is_file()
