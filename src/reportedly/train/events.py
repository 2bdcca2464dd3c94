"""Trains the events net: ``python -m reportedly.train.events --messages messages.jsonl --out DIR``.

Reads our own passages (``train/data/conflict``), and the other texts that ``reportedly.train.events_data``
prepares. With ``--folds N`` messages and passages are split in N,
and each part is read by a net that saw only the others: ``fold<i>.json`` has its figures, ``fold<i>.pt``
its weights. Everything is seeded; see docs/models/events.md.
"""

# torch is not installed beside mypy, so that what comes from it is Any there.
# mypy: disable-error-code="untyped-decorator, no-any-return, misc"

from __future__ import annotations

import argparse
import copy
import json
import logging
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from reportedly.nets.event_labels import PARTS, ROLES, TYPES
from reportedly.nets.word_pieces import WordPieces
from reportedly.train.attribution import encoder_folder
from reportedly.train.conflict_data import read_passages
from reportedly.train.events_data import (
    NO_LABEL,
    EventExample,
    message_examples,
    ordinary_examples,
    passage_examples,
    silver_examples,
)
from reportedly.train.events_model import EventModel, TrunkModel, padding, published_encoder

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """How the net is trained; chosen on held-out messages and passages."""

    seed: int = 20240825
    epochs: int = 4
    batch: int = 8  # windows of messages and of ordinary news
    passage_batch: int = 24  # windows of passages, which are shorter
    passage_rounds: int = 3  # times the passages are read in an epoch
    window: int = 256
    rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.08
    decay: float = 0.01
    role_weight: float = 2.0
    average: float = 0.995


_READERS = {"ordinary": ordinary_examples, "told": silver_examples}


@dataclass(frozen=True)
class Held:
    """An example with the trunk's vectors of its pieces, which never change."""

    example: EventExample
    hidden: Tensor


def read_examples(messages: Path | None, settings: Settings, limit: int | None = None) -> list[EventExample]:
    """All examples: the passages, each also with its sides exchanged, then the other texts."""
    pieces = WordPieces(encoder_folder() / "tokenizer.json")
    found = [e for p in read_passages()[:limit] for e in passage_examples(p, pieces, settings.window)]
    if messages is not None:
        for line in messages.read_text(encoding="utf-8").split("\n")[:limit]:
            if line:
                row = json.loads(line)
                read = next((r for key, r in _READERS.items() if key in row), message_examples)
                found += read(row, pieces, settings.window)
    return found


@torch.no_grad()
def with_hidden(examples: Sequence[EventExample], trunk: TrunkModel) -> list[Held]:
    """The examples with the trunk's vectors; computed once."""
    trunk.eval()
    found = []
    for example in examples:
        with torch.autocast("cpu", torch.bfloat16):
            hidden = trunk(torch.tensor([example.window.pieces]))[0]
        found.append(Held(example, hidden.to(torch.bfloat16)))
    return found


def train(held: Sequence[Held], settings: Settings, started_from: EventModel | None = None) -> EventModel:
    """The running mean of a net trained on ``held``."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    model = started_from or EventModel(published_encoder())
    mean = copy.deepcopy(model)
    passages = [h for h in held if h.example.types and not h.example.unread]
    others = [
        [h for h in held if h.example.parts],
        [h for h in held if h.example.unread and not h.example.roles],
        [h for h in held if h.example.unread and h.example.roles],
    ]
    groups_in_epoch = settings.passage_rounds * math.ceil(len(passages) / settings.passage_batch)
    groups_in_epoch += sum(math.ceil(len(part) / settings.batch) for part in others)
    steps, step = settings.epochs * groups_in_epoch, 0
    slow, fast = [*model.layers.parameters()], [*model.case.parameters(), *model.heads.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "top": settings.rate}, {"params": fast, "top": settings.head_rate}],
        weight_decay=settings.decay,
    )
    for epoch in range(settings.epochs):
        model.train()
        started, total = time.monotonic(), 0.0
        groups = [group for part in others for group in _groups(part, settings.batch, rng)]
        for _ in range(settings.passage_rounds):
            groups += _groups(passages, settings.passage_batch, rng)
        rng.shuffle(groups)
        for group in groups:
            course = min(step / steps / settings.warm_up, (1 - step / steps) / (1 - settings.warm_up))
            for part in optimiser.param_groups:
                part["lr"] = part["top"] * max(course, 0.005)
            loss = batch_loss(model, group, settings)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            total += float(loss.detach())
            _average(mean, model, min(settings.average, (1 + step) / (10 + step)))
        log.info("epoch %d loss %.4f %.0f s", epoch + 1, total / len(groups), time.monotonic() - started)
    mean.eval()
    return mean


def _average(mean: EventModel, model: EventModel, keep: float) -> None:
    with torch.no_grad():
        for old, new in zip(mean.parameters(), model.parameters(), strict=True):
            old.lerp_(new, 1 - keep)


def _groups(held: Sequence[Held], size: int, rng: random.Random) -> Iterator[list[Held]]:
    """Groups of examples of like length."""
    order = sorted(held, key=lambda h: len(h.example.window.pieces) + rng.uniform(-20, 20))
    for start in range(0, len(order), size):
        yield order[start : start + size]


def scores_of(model: EventModel, group: Sequence[Held]) -> dict[str, Tensor]:
    """The scores of each head for the words of each example, padded: batch × words × labels."""
    length = max(len(h.hidden) for h in group)
    words = max(len(h.example.window.first) for h in group)
    hidden = torch.zeros(len(group), length, group[0].hidden.shape[1])
    case = torch.zeros(len(group), length, dtype=torch.long)
    empty = torch.ones(len(group), length, dtype=torch.bool)
    first = torch.zeros(len(group), words, dtype=torch.long)
    for row, one in enumerate(group):
        n, window = len(one.hidden), one.example.window
        hidden[row, :n], case[row, :n], empty[row, :n] = one.hidden.float(), torch.tensor(window.case), False
        first[row, : len(window.first)] = torch.tensor(window.first)
    with torch.autocast("cpu", torch.bfloat16):
        found = model(hidden, case, padding(empty))
    at = first[:, :, None]
    return {name: s.float().gather(1, at.expand(-1, -1, s.shape[2])) for name, s in found.items()}


def batch_loss(model: EventModel, group: Sequence[Held], settings: Settings) -> Tensor:
    """The loss of what this group's source labels: the parts, or types, realis and roles."""
    scores = scores_of(model, group)
    words = scores["parts"].shape[1]

    def entropy(name: str) -> Tensor:
        gold = torch.full((len(group), words), NO_LABEL)
        for row, one in enumerate(group):
            labels = getattr(one.example, name)
            gold[row, : len(labels)] = torch.tensor(labels)
        if not bool((gold != NO_LABEL).any()):
            return scores[name].sum() * 0
        return nn.functional.cross_entropy(scores[name].flatten(0, 1), gold.flatten(), ignore_index=NO_LABEL)

    if group[0].example.parts:
        return entropy("parts")
    return (
        entropy("types") + 0.3 * entropy("realis") + settings.role_weight * _role_loss(scores["roles"], group)
    )


def _role_loss(scores: Tensor, group: Sequence[Held]) -> Tensor:
    gold = torch.zeros_like(scores)
    real = torch.zeros(scores.shape[:2])
    for row, one in enumerate(group):
        real[row, : len(one.example.roles)] = 1
        for i, roles in enumerate(one.example.roles):
            for role in roles:
                gold[row, i, role] = 1
    loss = nn.functional.binary_cross_entropy_with_logits(scores, gold, reduction="none").sum(2)
    return (loss * real).sum() / real.sum().clamp(min=1) / scores.shape[2] * 3


@torch.no_grad()
def read_all(model: EventModel, held: Sequence[Held], size: int = 16) -> list[dict[str, np.ndarray]]:
    """Probabilities of each head for the words of each example, in order."""
    model.eval()
    found: list[dict[str, np.ndarray]] = []
    for start in range(0, len(held), size):
        group = held[start : start + size]
        scores = scores_of(model, group)
        scores = {n: s.sigmoid() if n == "roles" else s.softmax(2) for n, s in scores.items()}
        for row, one in enumerate(group):
            words = len(one.example.window.first)
            found.append({name: s[row, :words].numpy() for name, s in scores.items()})
    return found


def figures(held: Sequence[Held], read: Sequence[dict[str, np.ndarray]]) -> dict[str, float]:
    """F1 by word of events (found; with the type), parts and roles, and accuracy of realis."""
    counts: dict[str, list[int]] = {}

    def count(name: str, right: int, ours: int, gold: int) -> None:
        held_counts = counts.setdefault(name, [0, 0, 0])
        for i, n in enumerate((right, ours, gold)):
            held_counts[i] += n

    for one, scores in zip(held, read, strict=True):
        for name, labels in (("types", TYPES), ("parts", PARTS)):
            gold = np.array(getattr(one.example, name))
            if not len(gold):
                continue
            ours = scores[name].argmax(1)
            count(
                name, int(((ours == gold) & (gold > 0)).sum()), int((ours > 0).sum()), int((gold > 0).sum())
            )
            if name == "types":
                count(
                    "events",
                    int(((ours > 0) & (gold > 0)).sum()),
                    int((ours > 0).sum()),
                    int((gold > 0).sum()),
                )
            for k in range(1, len(labels)):
                right = int(((ours == k) & (gold == k)).sum())
                count(f"{name}.{labels[k]}", right, int((ours == k).sum()), int((gold == k).sum()))
        told = [i for i, label in enumerate(one.example.realis) if label != NO_LABEL]
        right = sum(int(scores["realis"][i].argmax() == one.example.realis[i]) for i in told)
        count("realis", right, len(told), len(told))
        for k, role in enumerate(ROLES):
            if one.example.roles:
                is_gold = np.array([k in r for r in one.example.roles])
                is_ours = scores["roles"][:, k] > 0.5
                count(f"roles.{role}", int((is_gold & is_ours).sum()), int(is_ours.sum()), int(is_gold.sum()))
    return {n: round(2 * r / max(o + g, 1), 4) for n, (r, o, g) in counts.items()}


def fold_of(key: str, keys: dict[str, int], folds: int) -> int:
    """The part of the data a message or passage belongs to: by its place among all of them."""
    return keys[key] % folds


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=Path, help="what reportedly.train.events_data wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0, help="hold out each of so many parts in turn")
    parser.add_argument("--only", type=int, help="only this fold")
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--limit", type=int, help="read only so many passages and messages")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    settings = Settings(epochs=options.epochs)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "settings.json").write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
    examples = read_examples(options.messages, settings, options.limit)
    held = with_hidden(examples, TrunkModel(published_encoder()))
    log.info("%d windows, %d word pieces", len(held), sum(len(h.hidden) for h in held))
    if not options.folds:
        torch.save(train(held, settings).state_dict(), options.out / "events.pt")
        return
    keys = {key: i for i, key in enumerate(dict.fromkeys(h.example.key for h in held))}
    for fold in [options.only] if options.only is not None else range(options.folds):
        apart = [
            h for h in held if not h.example.unread and fold_of(h.example.key, keys, options.folds) == fold
        ]
        model = train([h for h in held if fold_of(h.example.key, keys, options.folds) != fold], settings)
        read = read_all(model, apart)
        found = figures(apart, read)
        log.info("fold %d %s", fold, found)
        (options.out / f"fold{fold}.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
        torch.save(model.state_dict(), options.out / f"fold{fold}.pt")


if __name__ == "__main__":
    main()
