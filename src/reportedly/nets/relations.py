"""The relation net at run time: log-probabilities of the PLOVER roots of a marked sentence."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.errors import ModelError
from reportedly.nets.relation_input import ROOTS, marked_pieces
from reportedly.records import Span

FOLDER = "data/relations"


class RelationNet:
    """``load`` reads the net once; ``log_probabilities`` changes nothing."""

    def __init__(self, session: Any, tokenizer: Any, card: dict[str, Any]) -> None:
        self.session = session
        self.tokenizer = tokenizer
        self.card = card

    @classmethod
    def load(cls, folder: Path | None = None) -> RelationNet:
        """The shipped net, or the one in ``folder``; raises ModelError where a file is missing or misfits."""
        import onnxruntime
        from tokenizers import Tokenizer

        folder = folder or Path(str(resources.files("reportedly.nets").joinpath(FOLDER)))
        for name in ("net.onnx", "tokenizer.json", "card.json"):
            if not (folder / name).is_file():
                raise ModelError(f"the relation net's {name} is missing; reinstall the package")
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        if tuple(card["labels"]) != ROOTS:
            raise ModelError("the relation net's labels are not the roots of this version")
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            str(folder / "net.onnx"), options, providers=["CPUExecutionProvider"]
        )
        return cls(session, tokenizer, card)

    def log_probabilities(self, text: str, source: Span | None, target: Span | None) -> NDArray[np.float64]:
        """One value for each of ``ROOTS``; the spans are of ``text``, one sentence."""
        pieces = np.array([marked_pieces(text, source, target, self.tokenizer)], dtype=np.int64)
        scores = np.asarray(self.session.run(["scores"], {"pieces": pieces})[0][0], dtype=np.float64)
        top: NDArray[np.float64] = scores - scores.max()
        made: NDArray[np.float64] = top - np.log(np.exp(top).sum())
        return made
