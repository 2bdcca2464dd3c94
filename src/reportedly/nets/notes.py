"""The note net at run time: which ACLED sub-event type a short note tells of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from reportedly.errors import ModelError
from reportedly.nets.scores import Floats, log_softmax
from reportedly.nets.sessions import net_folder, open_session, read_card
from reportedly.nets.trunk import Trunk, shipped_trunk

MAX_PIECES = 160
# The codes of CASE 2021 shared task 2 for ACLED's sub-event types, in the order of the net's scores.
SUB_EVENTS = tuple(
    """
    ABDUCT_DISSAP AGREEMENT AIR_STRIKE ARMED_CLASH ARREST ART_MISS_ATTACK ATTACK CHANGE_TO_GROUP_ACT
    CHEM_WEAP DISR_WEAP FORCE_AGAINST_PROTEST GOV_REGAINS_TERIT GRENADE HQ_ESTABLISHED MOB_VIOL
    NON_STATE_ACTOR_OVERTAKES_TER NON_VIOL_TERRIT_TRANSFER OTHER PEACE_PROTEST PROPERTY_DISTRUCT
    PROTEST_WITH_INTER REM_EXPLOS SEX_VIOL SUIC_BOMB VIOL_DEMONSTR
    """.split()
)


def note_pieces(text: str, tokenizer: Any) -> list[int]:
    """The word-piece ids of a note with [CLS] and [SEP]; what is too long is cut at the end."""
    pieces = tokenizer.encode(text[: 12 * MAX_PIECES], add_special_tokens=False).ids[: MAX_PIECES - 2]
    return [tokenizer.token_to_id("[CLS]"), *pieces, tokenizer.token_to_id("[SEP]")]


class NoteNet:
    """``load`` reads the net once; ``log_probabilities`` changes nothing."""

    def __init__(self, session: Any, trunk: Trunk, card: dict[str, Any]) -> None:
        self.session = session
        self.trunk = trunk
        self.card = card

    @classmethod
    def load(cls, folder: Path | None = None, trunk: Trunk | None = None) -> NoteNet:
        """The shipped net, or the one in ``folder``; raises ModelError where a file is missing or misfits."""
        folder = folder or net_folder("notes")
        card = read_card(folder)
        if tuple(card["labels"]) != SUB_EVENTS:
            raise ModelError("the note net's labels are not those of this version; reinstall the package")
        return cls(open_session(folder), trunk or shipped_trunk(), card)

    def log_probabilities(self, text: str) -> Floats:
        """One value for each of ``SUB_EVENTS``."""
        hidden = self.trunk.hidden(note_pieces(text, self.trunk.pieces.tokenizer))
        scores = np.asarray(self.session.run(["scores"], {"hidden": hidden})[0][0], dtype=np.float64)
        return log_softmax(scores)
