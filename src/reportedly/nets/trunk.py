"""The lower half of MiniLM as it was published: read once, used by the nets that sit on it.

It was not trained further, so that the events net and the relation net share its word pieces and its
three layers; each adds three layers of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.nets.sessions import net_folder, open_session
from reportedly.nets.word_pieces import WordPieces, shipped_word_pieces

Hidden = NDArray[np.float32]  # 1 × word pieces × 384


class Trunk:
    """``hidden`` gives the vectors of word pieces; it changes nothing."""

    def __init__(self, session: Any, pieces: WordPieces) -> None:
        self.session = session
        self.pieces = pieces

    @classmethod
    def load(cls, folder: Path) -> Trunk:
        """The trunk in ``folder``; raises ModelError where a file is missing."""
        return cls(open_session(folder), WordPieces(folder / "tokenizer.json"))

    def hidden(self, pieces: Sequence[int]) -> Hidden:
        """The vectors of one window of word-piece ids."""
        found: Hidden = self.session.run(["hidden"], {"pieces": np.array([pieces], dtype=np.int64)})[0]
        return found


@cache
def shipped_trunk() -> Trunk:
    """The trunk of the package, loaded once for all nets on it."""
    return Trunk(open_session(net_folder("trunk")), shipped_word_pieces())
