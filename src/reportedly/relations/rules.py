"""The reference rules: which of the lexicon's hits says what the source does to the target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.knowledge.patterns import Hit
from reportedly.records import Sentence
from reportedly.relations.lexicon import rank_of, root_of
from reportedly.relations.view import View

RANK_SCORE = {"outer": 1.0, "plain": 0.5, "weak": -1.0}
ON_PATH = 2.5  # the cue stands on the dependency path between the two, or governs the source
BESIDE_PATH = 1.6  # a word that hangs from the path: "launched an *investigation* into"
BETWEEN = 1.0
NEAR_AFTER = 0.4  # after both, within reach
REACH = 12
LENGTH = 0.3  # for each further word of the pattern
DISTANCE = 0.04  # for each word between source and cue
# What somebody *will* do is an intention: a promise where the deed is friendly, a threat where it is hostile,
# a refusal where it is denied (PLOVER codes the deed itself only once it has happened).
FRIENDLY = frozenset({"AID", "CONSULT", "SUPPORT", "COOPERATE", "YIELD"})
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"})
INTENTION = frozenset({"will", "wo", "shall", "'ll", "’ll"})
CLIMB = 3  # heads from the cue up to its verb


@dataclass(frozen=True, slots=True)
class ScoredHit:
    """A hit of the lexicon with its fitness as the relation of this source and target."""

    hit: Hit
    score: float
    place: str  # path | beside | between | after | before
    root: str  # of the lexicon, or what an intention makes of it


def score_hits(hits: Iterable[Hit], view: View) -> list[ScoredHit]:
    """The hits outside source and target, the fittest first; ties go to the earlier word."""
    scored = [_scored(h, view) for h in hits if view.free(h.cue)]
    return sorted(scored, key=lambda s: (-s.score, s.hit.cue, s.hit.pattern.line))


def _scored(hit: Hit, view: View) -> ScoredHit:
    place = place_of(hit.cue, view)
    score = RANK_SCORE[rank_of(hit)] + LENGTH * (len(hit.tokens) - 1)
    score += {"path": ON_PATH, "beside": BESIDE_PATH, "between": BETWEEN, "after": NEAR_AFTER}.get(place, 0.0)
    root = turned(root_of(hit), hit.cue, view.sentence)
    return ScoredHit(hit, score - DISTANCE * _distance(hit.cue, view), place, root)


def turned(root: str, cue: int, sentence: Sentence) -> str:
    """The root of a deed, or of the promise, threat or refusal of it."""
    tokens = sentence.tokens
    for _ in range(CLIMB):
        if tokens[cue].pos in {"VERB", "AUX"}:
            break
        cue = tokens[cue].head
    beside = [tokens[i] for i in sentence.children[cue]]
    if not any(t.dep == "aux" and t.text.lower() in INTENTION for t in beside):
        return root
    if any(t.dep == "neg" for t in beside):
        return "REJECT" if root in FRIENDLY else root
    return "AGREE" if root in FRIENDLY else "THREATEN" if root in HOSTILE else root


def place_of(i: int, view: View) -> str:
    """Where the word stands with regard to source and target."""
    if i in view.path or view.governors[:1] == (i,):
        return "path"
    if view.sentence.tokens[i].head in view.path or i in view.governors:
        return "beside"
    if i in view.between:
        return "between"
    last = max((*view.source, *view.target), default=0)
    return "after" if last < i <= last + REACH else "before"


def _distance(i: int, view: View) -> int:
    known = view.source or view.target
    if not known:
        return 0
    return min(abs(i - min(known)), abs(i - max(known)))
