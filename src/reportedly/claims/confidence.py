"""How sure we are of a claim, from what its parts rest on.

The weights are a hand-set logistic until the calibration table of docs/calibration.md says otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportedly.claims.telling import Telling
from reportedly.claims.voices import Voice
from reportedly.records import BlockKind, Event

BIAS = 0.2
TOLD_MORE_THAN_ONCE = 0.6
IN_TITLE = 0.5
ACTOR_RESOLVED = 0.5
ACTOR_MISSING = -0.4
PLACE_RESOLVED = 0.4
TIME_RESOLVED = 0.4
FROM_NOMINAL_ONLY = -0.5


def confidence_of(event: Event, voice: Voice, tellings: Sequence[Telling]) -> float:
    """A figure in 0…1, rounded to two places."""
    score = BIAS
    score += TOLD_MORE_THAN_ONCE if len(tellings) > 1 else 0.0
    score += IN_TITLE if any(t.block is BlockKind.TITLE for t in tellings) else 0.0
    score += ACTOR_RESOLVED if any(a.id for a in event.actors) else ACTOR_MISSING if not event.actors else 0.0
    score += PLACE_RESOLVED * event.place.origin.score if event.place else 0.0
    score += TIME_RESOLVED if event.time and event.time.start else 0.0
    score += FROM_NOMINAL_ONLY if all(t.mention.nominal for t in tellings) else 0.0
    score *= max(0.1, min(t.mention.origin.score for t in tellings))
    return round(1 / (1 + math.exp(-score)), 2)
