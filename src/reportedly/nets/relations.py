"""The relation net at run time: log-probabilities of the PLOVER roots of a marked sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from reportedly.errors import ModelError
from reportedly.nets.relation_input import ROOTS, marked_pieces
from reportedly.nets.scores import Floats, log_softmax
from reportedly.nets.sessions import net_folder, open_session, read_card
from reportedly.nets.trunk import Trunk, shipped_trunk
from reportedly.records import Span


class RelationNet:
    """``load`` reads the net once; ``log_probabilities`` changes nothing."""

    def __init__(self, session: Any, trunk: Trunk, card: dict[str, Any]) -> None:
        self.session = session
        self.trunk = trunk
        self.card = card

    @classmethod
    def load(cls, folder: Path | None = None, trunk: Trunk | None = None) -> RelationNet:
        """The shipped net, or the one in ``folder``; raises ModelError where a file is missing or misfits."""
        folder = folder or net_folder("relations")
        card = read_card(folder)
        if tuple(card["labels"]) != ROOTS:
            raise ModelError("the relation net's labels are not the roots of this version")
        return cls(open_session(folder), trunk or shipped_trunk(), card)

    def log_probabilities(self, text: str, source: Span | None, target: Span | None) -> Floats:
        """One value for each of ``ROOTS``; the spans are of ``text``, one sentence."""
        pieces = marked_pieces(text, source, target, self.trunk.pieces.tokenizer)
        inputs = {"hidden": self.trunk.hidden(pieces), "pieces": np.array([pieces], dtype=np.int64)}
        scores = np.asarray(self.session.run(["scores"], inputs)[0][0], dtype=np.float64)
        return log_softmax(scores)
