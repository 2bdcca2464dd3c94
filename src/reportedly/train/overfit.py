"""Checks that the nets can learn: ``python -m reportedly.train.overfit``, in the training environment.

Each net is trained on a handful of sentences until it should know them by heart. A net that does not (labels
that miss their words, a loss that does not reach the layers) ends the program with what was reached.
"""

# torch is not installed beside mypy, so that what comes from it is Any there.
# mypy: disable-error-code="misc, no-any-return, unused-ignore"

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import replace

import torch

from reportedly.nets.relation_input import ROOTS
from reportedly.nets.word_pieces import WordPieces
from reportedly.records import Span
from reportedly.relations.examples import MarkedSentence
from reportedly.train import attribution, events, relations
from reportedly.train.attribution_data import document_examples
from reportedly.train.attribution_model import AttributionModel, EncoderShape
from reportedly.train.attribution_sentences import conflict_documents
from reportedly.train.conflict_data import read_passages
from reportedly.train.events_data import passage_examples
from reportedly.train.events_model import TrunkModel, published_encoder

BY_HEART = 0.97
PASSAGES = 4
DOCUMENTS = 2
SENTENCES = (
    ("Norland bombed Sudria.", "ASSAULT"),
    ("Norland thanked Sudria for its help.", "SUPPORT"),
    ("Norland met Sudria for talks.", "CONSULT"),
    ("Norland sent food to Sudria.", "AID"),
)


def events_by_heart() -> dict[str, float]:
    """F1 of events and of two roles, and accuracy of realis, on passages the events net was trained on."""
    settings = replace(events.Settings(), epochs=120, passage_batch=PASSAGES, passage_rounds=1, average=0.9)
    pieces = WordPieces(attribution.encoder_folder() / "tokenizer.json")
    told = [p for p in read_passages(swapped=False) if p.events][:PASSAGES]
    examples = [e for p in told for e in passage_examples(p, pieces, settings.window)]
    held = events.with_hidden(examples, TrunkModel(published_encoder()))
    found = events.figures(held, events.read_all(events.train(held, settings), held))
    return {name: found[name] for name in ("types", "realis", "roles.actor", "roles.cue")}


def attribution_by_heart() -> dict[str, float]:
    """F1 of sources, cues and contents on documents the attribution net was trained on."""
    torch.manual_seed(1)
    encoder = attribution.encoder_folder()
    pieces = WordPieces(encoder / "tokenizer.json")
    model = AttributionModel(EncoderShape.read(encoder / "config.json"), dropout=0.0)
    model.load_encoder(encoder)
    documents = conflict_documents(DOCUMENTS, seed=1)
    examples = [e for d in documents for e in document_examples(d, pieces, 256)]
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-4)
    for _ in range(40):
        for group in attribution.batches(examples, 2048, random.Random(1)):
            loss = attribution.batch_loss(model, group, 0.2)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
    return attribution.evaluate(model, examples)


def relations_by_heart() -> dict[str, float]:
    """Accuracy on sentences the relation net was trained on."""
    examples = [_marked(i, text, root) for i, (text, root) in enumerate(SENTENCES)]
    model = relations.train(examples, replace(relations.Settings(), epochs=40, batch=4, smoothing=0.0))
    read = relations.read(model, examples)
    right = [
        ROOTS[max(range(len(s)), key=s.__getitem__)] == e.root for s, e in zip(read, examples, strict=True)
    ]
    return {"root": sum(right) / len(right)}


def _marked(i: int, text: str, root: str) -> MarkedSentence:
    target = text.index("Sudria")
    return MarkedSentence(str(i), text, Span(0, 7), Span(target, target + 6), root, "")


def main(arguments: Sequence[str] | None = None) -> None:
    reached = {
        "events": events_by_heart(),
        "attribution": attribution_by_heart(),
        "relations": relations_by_heart(),
    }
    lines = [f"{net} {name}: {value:.3f}" for net, table in reached.items() for name, value in table.items()]
    sys.stdout.write("\n".join(lines) + "\n")
    if any(value < BY_HEART for table in reached.values() for value in table.values()):
        sys.exit(f"a net did not learn a handful of sentences by heart ({BY_HEART} wanted)")


if __name__ == "__main__":
    main()
