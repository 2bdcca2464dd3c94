"""The attribution net for training: a small BERT encoder, label emissions, a CRF and link vectors."""

# torch is not installed beside mypy, so that what comes from it is Any there.
# mypy: disable-error-code="misc, no-any-return, unused-ignore"

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file  # type: ignore[import-not-found]
from torch import Tensor, nn

from reportedly.nets.attribution_decode import LABELS, LINKS
from reportedly.nets.attribution_input import CASES, PLACES, QUOTES

IMPOSSIBLE = -1e4
LINK_SIZE = 64


@dataclass(frozen=True)
class EncoderShape:
    """The sizes of the encoder, as its ``config.json`` gives them."""

    vocabulary: int
    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int

    @classmethod
    def read(cls, path: Path) -> EncoderShape:
        config = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            vocabulary=config["vocab_size"],
            hidden=config["hidden_size"],
            layers=config["num_hidden_layers"],
            heads=config["num_attention_heads"],
            inner=config["intermediate_size"],
            positions=config["max_position_embeddings"],
        )


class Layer(nn.Module):
    """One transformer layer with the norm after each part, as in BERT."""

    def __init__(self, shape: EncoderShape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.hidden, shape.hidden)
        self.key = nn.Linear(shape.hidden, shape.hidden)
        self.value = nn.Linear(shape.hidden, shape.hidden)
        self.output = nn.Linear(shape.hidden, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.inner = nn.Linear(shape.hidden, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.hidden)
        self.outer_norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        batch, length, size = hidden.shape
        parts = (batch, length, self.heads, size // self.heads)
        query = self.query(hidden).view(parts).transpose(1, 2)
        key = self.key(hidden).view(parts).transpose(1, 2)
        value = self.value(hidden).view(parts).transpose(1, 2)
        # No dropout on the weights of attention: on a processor it costs a quarter of the step.
        mixed = nn.functional.scaled_dot_product_attention(query, key, value, mask.to(query.dtype))
        mixed = self.output(mixed.transpose(1, 2).reshape(batch, length, size))
        hidden = self.norm(hidden + self.drop(mixed))
        inner = self.outer(nn.functional.gelu(self.inner(hidden)))
        normed: Tensor = self.outer_norm(hidden + self.drop(inner))
        return normed


class AttributionModel(nn.Module):
    """Pieces and features in; label emissions and link vectors for each piece out."""

    def __init__(self, shape: EncoderShape, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.kind = nn.Parameter(torch.zeros(shape.hidden))  # BERT's segment embedding 0
        self.case = nn.Embedding(len(CASES), shape.hidden)
        self.quote = nn.Embedding(len(QUOTES), shape.hidden)
        self.place = nn.Embedding(len(PLACES), shape.hidden)
        for table in (self.case, self.quote, self.place):
            nn.init.normal_(table.weight, std=0.01)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.drop = nn.Dropout(dropout)
        self.label = nn.Linear(shape.hidden, len(LABELS))
        self.link = nn.Linear(shape.hidden, len(LINKS) * LINK_SIZE)
        self.crf = Crf()

    def forward(self, pieces: Tensor, case: Tensor, quote: Tensor, place: Tensor) -> tuple[Tensor, Tensor]:
        """``pieces`` is batch × length, padded with 0; emissions and (batch, length, 4, d) links."""
        mask = (pieces == 0).float()[:, None, None, :] * IMPOSSIBLE
        at = torch.arange(pieces.shape[1], device=pieces.device)
        hidden = self.embed(pieces) + self.positions(at) + self.kind
        hidden = hidden + self.case(case) + self.quote(quote) + self.place(place)
        hidden = self.drop(self.norm(hidden))
        for layer in self.layers:
            hidden = layer(hidden, mask)
        hidden = self.drop(hidden)
        links = self.link(hidden).view(pieces.shape[0], pieces.shape[1], len(LINKS), LINK_SIZE)
        return self.label(hidden), links

    def embed(self, pieces: Tensor) -> Tensor:
        """The vectors of the word pieces."""
        vectors: Tensor = self.words(pieces)
        return vectors

    def load_encoder(self, folder: Path) -> None:
        """Takes the encoder's weights from a BERT checkpoint (``model.safetensors``)."""
        weights = load_file(folder / "model.safetensors")
        weights = {name.removeprefix("bert."): value for name, value in weights.items()}
        ours = {"words.weight": weights["embeddings.word_embeddings.weight"]}
        ours["positions.weight"] = weights["embeddings.position_embeddings.weight"]
        ours["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
        names = {"embeddings.LayerNorm": "norm"}
        for i in range(len(self.layers)):
            theirs, mine = f"encoder.layer.{i}", f"layers.{i}"
            for part in ("query", "key", "value"):
                names[f"{theirs}.attention.self.{part}"] = f"{mine}.{part}"
            names[f"{theirs}.attention.output.dense"] = f"{mine}.output"
            names[f"{theirs}.attention.output.LayerNorm"] = f"{mine}.norm"
            names[f"{theirs}.intermediate.dense"] = f"{mine}.inner"
            names[f"{theirs}.output.dense"] = f"{mine}.outer"
            names[f"{theirs}.output.LayerNorm"] = f"{mine}.outer_norm"
        for theirs, mine in names.items():
            for part in ("weight", "bias"):
                ours[f"{mine}.{part}"] = weights[f"{theirs}.{part}"]
        missing, unexpected = self.load_state_dict(ours, strict=False)
        heads = ("case", "quote", "place", "label", "link", "crf")
        wrong = [name for name in missing if not name.startswith(heads)] + list(unexpected)
        if wrong:
            raise ValueError(f"the encoder's weights do not fit: {wrong}")


class Crf(nn.Module):
    """A linear chain over the labels; the steps that BIO forbids are fixed very low."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.begin = nn.Parameter(torch.zeros(len(LABELS)))
        self.finish = nn.Parameter(torch.zeros(len(LABELS)))
        self.register_buffer("illegal", _illegal_steps(), persistent=False)
        self.register_buffer("illegal_begin", _illegal_begin(), persistent=False)

    def scores(self) -> tuple[Tensor, Tensor, Tensor]:
        """(transitions, start, end) with the forbidden steps in them."""
        illegal, illegal_begin = self.get_buffer("illegal"), self.get_buffer("illegal_begin")
        return self.steps + illegal, self.begin + illegal_begin, self.finish

    def loss(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood per word; ``labels`` is batch × words, ``mask`` true at words."""
        steps, begin, finish = self.scores()
        gold = self._path_score(emissions, labels, mask)
        score = begin + emissions[:, 0]
        for i in range(1, emissions.shape[1]):
            after = torch.logsumexp(score[:, :, None] + steps, dim=1) + emissions[:, i]
            score = torch.where(mask[:, i, None], after, score)
        total = torch.logsumexp(score + finish, dim=1)
        return (total - gold).sum() / mask.sum()

    def _path_score(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        steps, begin, finish = self.scores()
        chosen = emissions.gather(2, labels[:, :, None]).squeeze(2) * mask
        moves = steps[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]
        last = labels.gather(1, mask.sum(1, keepdim=True) - 1).squeeze(1)
        return chosen.sum(1) + moves.sum(1) + begin[labels[:, 0]] + finish[last]


def _illegal_steps() -> Tensor:
    illegal = torch.zeros(len(LABELS), len(LABELS))
    for i, before in enumerate(LABELS):
        for j, after in enumerate(LABELS):
            if after.startswith("I-") and before[2:] != after[2:]:
                illegal[i, j] = IMPOSSIBLE
    return illegal


def _illegal_begin() -> Tensor:
    return torch.tensor([IMPOSSIBLE if label.startswith("I-") else 0.0 for label in LABELS])
