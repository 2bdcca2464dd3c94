"""The plv benchmark: which models read which split, and the metrics."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.bench import plv
from reportedly.bench.plv import PENTA, class_f1, macro_f1, run
from reportedly.errors import InputError
from reportedly.nets.relation_input import ROOTS
from reportedly.parse import SpacyParser

HEADER = "sentence_id\tsentence\tmarked_sentence\tsource\ttarget\tgold_penta\tgold_root\n"
METRICS = {"root_macro_f1", "root_accuracy", "penta_macro_f1"}


def write(folder: Path, split: str, rows: list[tuple[str, str]]) -> None:
    lines = [f"{i}\t-\t{marked}\t-\t-\t{PENTA[root]}\t{root}" for i, (marked, root) in enumerate(rows)]
    (folder / f"PLV_{split}.tsv").write_text(HEADER + "\n".join(lines), encoding="utf-8")


def test_every_root_has_a_coarse_class() -> None:
    assert set(PENTA) == set(ROOTS)


def test_f1_counts_missed_and_invented() -> None:
    gold, found = ["A", "A", "B", "B"], ["A", "B", "B", "C"]
    assert class_f1(gold, found, "A") == pytest.approx(2 / 3)
    assert class_f1(gold, found, "B") == pytest.approx(0.5)
    assert macro_f1(gold, found) == pytest.approx((2 / 3 + 0.5) / 2)


def test_unseen_split_is_read_by_the_shipped_models(tmp_path: Path, parser: SpacyParser) -> None:
    write(
        tmp_path,
        "test",
        [
            ("<s>Norland</s> refused to meet <t>the Sudrian envoy</t>.", "REJECT"),
            ("<s>The navy</s> shelled <t>the Sudrian port</t>.", "ASSAULT"),
        ],
    )
    result = run(tmp_path, "test", parser=parser)
    assert set(result.metrics) == METRICS
    assert result.metrics["root_accuracy"] == 1.0
    assert "shipped models" in result.tables["readers"][2][0]


def test_train_split_is_cross_validated(
    tmp_path: Path, parser: SpacyParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(f"<s>Norland {i}</s> refused to meet <t>Sudria</t>.", "REJECT") for i in range(10)]
    rows += [(f"<s>Norland {i}</s> shelled <t>Sudria</t>.", "ASSAULT") for i in range(10)]
    write(tmp_path, "train", rows)
    seen: list[int] = []
    real = plv.fit
    monkeypatch.setattr(plv, "fit", lambda r, g, labels: seen.append(len(r)) or real(r, g, labels))
    result = run(tmp_path, "train", parser=parser)
    assert seen == [16] * 5
    assert result.metrics["root_accuracy"] == 1.0
    assert "5-fold cross-validated" in result.tables["readers"][2][0]


def test_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="PLV_test.tsv"):
        run(tmp_path, "test")
