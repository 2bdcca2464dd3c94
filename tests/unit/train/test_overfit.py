"""The nets can learn a handful of sentences by heart, in the training environment (``make train-env``)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PYTHON = Path(os.environ.get("REPORTEDLY_TRAIN_PYTHON", ROOT / ".venv-train" / "bin" / "python"))


@pytest.mark.skipif(not PYTHON.is_file(), reason="no training environment; make train-env makes it")
def test_each_net_learns_a_handful_of_sentences_by_heart() -> None:
    done = subprocess.run(
        [str(PYTHON), "-m", "reportedly.train.overfit"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "events types: 1." in done.stdout or "events types: 0.9" in done.stdout
