"""Trains the relation net: ``python -m reportedly.train.relations --data PLV_train.tsv --out DIR``.

A small BERT encoder reads the sentence with marks around source and target and gives the log-probability
of each PLOVER root. With ``--folds`` each fold's sentences are read by a net that was trained on the other
folds; these readings (``held_out.json``) are what ``reportedly bench plv`` scores on the train split.
Everything is seeded; on one core it takes about five minutes a fold.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from reportedly.nets.relation_input import ROOTS, marked_pieces
from reportedly.relations.examples import FOLDS, MarkedSentence, fold_numbers, read_marked
from reportedly.train.attribution import encoder_folder
from reportedly.train.attribution_model import IMPOSSIBLE, AttributionModel, EncoderShape

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """How the net is trained."""

    seed: int = 20240825
    epochs: int = 6
    batch: int = 16
    frozen: int = 3  # layers at the bottom that keep their first weights, with the embeddings
    rate: float = 1.5e-4
    head_rate: float = 1.5e-3
    warm_up: float = 0.1
    decay: float = 0.01
    smoothing: float = 0.1


class RelationModel(nn.Module):  # type: ignore[misc, unused-ignore]
    """Pieces with marks in, a score for each root out."""

    def __init__(self, shape: EncoderShape, dropout: float = 0.1) -> None:
        super().__init__()
        whole = AttributionModel(shape, dropout)
        whole.load_encoder(encoder_folder())
        self.words, self.positions, self.kind = whole.words, whole.positions, whole.kind
        self.norm, self.layers = whole.norm, whole.layers
        self.drop = nn.Dropout(0.2)
        self.head = nn.Linear(3 * shape.hidden, len(ROOTS))

    def lower(self, pieces: Tensor, frozen: int) -> Tensor:
        at = torch.arange(pieces.shape[1], device=pieces.device)
        hidden: Tensor = self.norm(self.words(pieces) + self.positions(at) + self.kind)
        for layer in self.layers[:frozen]:
            hidden = layer(hidden, _mask(pieces))
        return hidden

    def upper(self, hidden: Tensor, pieces: Tensor, frozen: int) -> Tensor:
        for layer in self.layers[frozen:]:
            hidden = layer(hidden, _mask(pieces))
        real = (pieces != 0).to(hidden.dtype)[:, :, None]
        parts = [(hidden * (pieces == mark).to(hidden.dtype)[:, :, None]).sum(1) for mark in (SOURCE, TARGET)]
        parts.append((hidden * real).sum(1) / real.sum(1))
        scores: Tensor = self.head(self.drop(torch.cat(parts, dim=1)))
        return scores

    def forward(self, pieces: Tensor) -> Tensor:
        return self.upper(self.lower(pieces, 0), pieces, 0)


SOURCE, TARGET = 1, 3  # the pieces that open source and target; see nets/relation_input.py


def _mask(pieces: Tensor) -> Tensor:
    return (pieces == 0).float()[:, None, None, :] * IMPOSSIBLE


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """The rows as one tensor, filled up with 0."""
    length = max(len(r) for r in rows)
    return torch.tensor([[*r, *[0] * (length - len(r))] for r in rows])


def train(examples: Sequence[MarkedSentence], settings: Settings) -> RelationModel:
    """A net trained on ``examples``."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    model = RelationModel(EncoderShape.read(encoder_folder() / "config.json"))
    rows = [marked_pieces(e.text, e.source, e.target, tokenizer()) for e in examples]
    gold = [ROOTS.index(e.root) for e in examples]
    below = _cached(model, rows, settings.frozen)
    steps = settings.epochs * -(-len(rows) // settings.batch)
    upper = [*model.layers[settings.frozen :].parameters()]
    optimiser = torch.optim.AdamW(
        [
            {"params": upper, "top": settings.rate},
            {"params": [*model.head.parameters()], "top": settings.head_rate},
        ],
        weight_decay=settings.decay,
    )
    loss_of = nn.CrossEntropyLoss(label_smoothing=settings.smoothing)
    step = 0
    for epoch in range(settings.epochs):
        model.train()
        started, total = time.monotonic(), 0.0
        for group in _groups(rows, settings.batch, rng):
            share = step / steps
            course = min(share / settings.warm_up, (1 - share) / (1 - settings.warm_up))
            for part in optimiser.param_groups:
                part["lr"] = part["top"] * course
            pieces = padded([rows[i] for i in group])
            hidden = torch.zeros(len(group), pieces.shape[1], below[0].shape[1])
            for at, i in enumerate(group):
                hidden[at, : below[i].shape[0]] = below[i]
            loss = loss_of(
                model.upper(hidden, pieces, settings.frozen), torch.tensor([gold[i] for i in group])
            )
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(upper, 1.0)
            optimiser.step()
            total += float(loss.detach()) * len(group)
            step += 1
        log.info("epoch %d loss %.3f %.0f s", epoch + 1, total / len(rows), time.monotonic() - started)
    model.eval()
    return model


def _cached(model: RelationModel, rows: Sequence[Sequence[int]], frozen: int) -> list[Tensor]:
    """What the frozen layers make of each row: computed once, as it never changes."""
    model.eval()
    with torch.no_grad():
        return [model.lower(torch.tensor([row]), frozen)[0] for row in rows]


def _groups(rows: Sequence[Sequence[int]], size: int, rng: random.Random) -> list[list[int]]:
    """Shuffled groups of rows of like length."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]) + rng.uniform(-6, 6))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    return groups


def read(model: RelationModel, examples: Sequence[MarkedSentence]) -> list[list[float]]:
    """Log-probabilities of each root for each example."""
    found = []
    with torch.no_grad():
        for e in examples:
            pieces = torch.tensor([marked_pieces(e.text, e.source, e.target, tokenizer())])
            found.append(torch.log_softmax(model(pieces)[0], 0).tolist())
    return found


_TOKENIZER: list[object] = []


def tokenizer() -> object:
    """The encoder's tokenizer, read once."""
    if not _TOKENIZER:
        from tokenizers import Tokenizer

        made = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
        made.no_padding()
        made.no_truncation()
        _TOKENIZER.append(made)
    return _TOKENIZER[0]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", help="comma-separated folds to hold out; without it, the final net")
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.out.mkdir(parents=True, exist_ok=True)
    examples = read_marked(options.data)
    settings = Settings(epochs=options.epochs)
    if options.folds is None:
        model = train(examples, settings)
        torch.save(model.state_dict(), options.out / "relations.pt")
        (options.out / "settings.json").write_text(json.dumps(asdict(settings)), encoding="utf-8")
        return
    folds = fold_numbers(examples)
    for fold in [int(f) for f in options.folds.split(",") if int(f) < FOLDS]:
        model = train([e for e, f in zip(examples, folds, strict=True) if f != fold], settings)
        held = [e for e, f in zip(examples, folds, strict=True) if f == fold]
        scores = read(model, held)
        right = sum(
            ROOTS[max(range(len(s)), key=s.__getitem__)] == e.root for s, e in zip(scores, held, strict=True)
        )
        log.info("fold %d accuracy %.3f", fold, right / len(held))
        table = {e.key: [round(v, 3) for v in s] for e, s in zip(held, scores, strict=True)}
        (options.out / f"fold{fold}.json").write_text(json.dumps(table), encoding="utf-8")


if __name__ == "__main__":
    main()
