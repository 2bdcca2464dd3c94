"""How sure we are of a claim: a calibrated logistic over what its parts rest on.

Weights are in knowledge/data/confidence.json, fitted by ``python -m reportedly.train.confidence`` on the
sample reports; docs/calibration.md has the reliability table.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from reportedly.claims.telling import Telling
from reportedly.claims.voices import Voice
from reportedly.knowledge.ontology import event_types
from reportedly.records import BlockKind, Event, Realis


def features_of(event: Event, voice: Voice, tellings: Sequence[Telling]) -> dict[str, float]:
    """What the claim rests on, as figures of about 0…1; none of them knows who the parties are."""
    roles = (event.actors, event.targets, event.victims, event.weapons)
    scores = [t.mention.origin.score for t in tellings]
    return {
        "bias": 1.0,
        "told_again": float(len(tellings) > 1),
        "in_title": float(any(t.block is BlockKind.TITLE for t in tellings)),
        "roles": sum(bool(r) for r in roles) / 4,
        "no_party": float(not (event.actors or event.targets or event.victims)),
        "place": event.place.origin.score if event.place else 0.0,
        "time": float(event.time is not None and event.time.start is not None),
        "toll": float(bool(event.tolls)),
        "only_nouns": float(all(t.mention.nominal for t in tellings)),
        "only_harm": float(all(event_types()[t.type].family == "harm" for t in tellings)),
        "trigger": max(scores),
        "attributed": float(bool(voice.attributions)),
        "nested": float(len(voice.attributions) > 1),
        "quoted": float(voice.quoted),
        "actual": float(event.realis is Realis.ACTUAL),
        "background": float(event.ground == "background"),
    }


def confidence_of(event: Event, voice: Voice, tellings: Sequence[Telling]) -> float:
    """The chance, in 0…1 to two places, that event, claimant and stance are right."""
    weights = _weights()
    score = sum(weights.get(name, 0.0) * value for name, value in features_of(event, voice, tellings).items())
    return round(1 / (1 + math.exp(-score)), 2)


@cache
def _weights() -> Mapping[str, float]:
    text = resources.files("reportedly.knowledge").joinpath("data/confidence.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights
