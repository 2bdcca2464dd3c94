"""The speed benchmark's reports: long enough, all different, the same in every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.bench.speed import made_reports, sample_reports
from reportedly.errors import InputError
from reportedly.read import make_report

PARAGRAPHS = [[f"Town {i} was shelled on day {j}, police said." for j in range(5)] for i in range(4)]
SAMPLES = [make_report("\n\n".join(paragraphs)) for paragraphs in PARAGRAPHS]


def test_made_reports_reach_their_length_and_differ() -> None:
    made = made_reports(SAMPLES, 12, words=100)
    assert all(100 <= len(report.text.split()) < 120 for report in made)
    assert len({report.id for report in made}) == 12


def test_made_reports_are_the_same_in_every_run() -> None:
    assert made_reports(SAMPLES, 3) == made_reports(SAMPLES, 3)


def test_a_folder_without_reports_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        sample_reports(tmp_path)
