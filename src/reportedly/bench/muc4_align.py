"""Maps the response templates of a message to its key templates, as the official program did by itself.

A pair may be mapped when its content allows it: at least a partial match on the incident type, and on one of
the perpetrator, physical target or human target fields (guidelines, section 3.2.1). Of the pairs that are
left, the ones that recall most of their key template are taken first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportedly.bench.muc4_format import Template
from reportedly.bench.muc4_match import Matcher
from reportedly.bench.muc4_scoring import Tally, score_pair

CONTENT_SLOTS: tuple[str, ...] = (
    "perp-ind-id", "perp-org-id", "phys-tgt-id", "phys-tgt-type", "hum-tgt-name", "hum-tgt-desc",
    "hum-tgt-type",
)  # fmt: skip
Scores = Mapping[str, Tally]


def align(
    responses: Sequence[Template], keys: Sequence[Template], matchers: Sequence[Matcher]
) -> dict[int, tuple[int, Scores]]:
    """Response index -> (key index, tallies by slot) for the mapped templates of one message.

    ``matchers`` has one entry per key template. Of equal mappings the earlier templates win.
    """
    options: dict[tuple[int, int], Scores] = {}
    for r, response in enumerate(responses):
        for k, key in enumerate(keys):
            scores = score_pair(response, key, matchers[k])
            if may_map(scores, key):
                options[r, k] = scores
    recall = {pair: sum(scores.values(), Tally()).recall for pair, scores in options.items()}
    mapped: dict[int, tuple[int, Scores]] = {}
    taken: set[int] = set()
    for r, k in sorted(options, key=lambda pair: (-recall[pair], pair)):
        if r not in mapped and k not in taken:
            mapped[r] = (k, options[r, k])
            taken.add(k)
    return mapped


def may_map(scores: Scores, key: Template) -> bool:
    """Whether the content-based mapping conditions hold.

    The type alone decides where the key template says nothing of perpetrators and targets.
    """
    if scores["inc-type"].credit == 0:
        return False
    return any(scores[slot].credit > 0 for slot in CONTENT_SLOTS) or not any(key[s] for s in CONTENT_SLOTS)
