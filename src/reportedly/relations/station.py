"""What a source does to a target: the PLOVER root (and mode) of a pair in one sentence.

Three readers: the lexicon's rules, a linear model over words and tree, and a small net. The first finds the
cue and the mode; the last two are weighed together for the root. Without the net the linear model decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from reportedly.nets.relation_input import ROOTS
from reportedly.nets.relations import RelationNet
from reportedly.nets.scores import log_softmax
from reportedly.records import Alternative, ParsedReport, Sentence, Span
from reportedly.relations.features import features_of
from reportedly.relations.lexicon import hits_in, mode_of
from reportedly.relations.linear import Floats, LinearModel
from reportedly.relations.rules import ScoredHit, score_hits
from reportedly.relations.view import View, joined, make_view

WEIGHTS = "data/relations/linear.json"
LINEAR_SHARE = 0.5  # of the linear model's log-probabilities, beside the net's; chosen in cross-validation
NET_SHARE = 1.0
UNSURE = 0.4  # below this probability of the best root, the rules get a say
RULE_SHARE = 1.2  # added to the log-probability of the rules' root then
ADDRESSED = 6.0  # added to REQUEST where the target is told to do something: "called on X to free Y"
VISITING = frozenset({"discuss", "congratulate", "greet", "brief"})  # "called on Y to discuss Z": a visit
ADDRESS_GAP = 2  # words between the cue and the one addressed, or from there to "to"


@dataclass(frozen=True, slots=True)
class Relation:
    """The relation of a source to a target; ``score`` and those of the alternatives sum to at most 1."""

    root: str  # a PLOVER root; YIELD stands for CONCEDE and RETREAT
    score: float
    mode: str | None  # PLOVER mode, where the cue of this root tells it
    cue: Span | None  # the words of the lexicon that say so, if any
    alternatives: tuple[Alternative, ...]  # the next best roots, best first


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules and the linear model start from."""

    sentence: Sentence
    hits: tuple[ScoredHit, ...]  # the fittest first
    features: Mapping[str, float]
    addressed: bool = False  # the source asks the target itself to do something

    @property
    def rule_root(self) -> str | None:
        """The root by the rules alone; None where nothing of the lexicon is found."""
        return self.hits[0].root if self.hits else None

    @property
    def settled(self) -> Floats:
        """What the sentence's frame adds to the log-probabilities, whatever is asked for in it."""
        extra = np.zeros(len(ROOTS))
        extra[ROOTS.index("REQUEST")] = ADDRESSED if self.addressed else 0.0
        return extra


def find_relation(
    parsed: ParsedReport, source: Span | None, target: Span | None, net: RelationNet | None = None
) -> Relation:
    """What ``source`` does to ``target``: spans of the report's text, in one sentence or neighbouring ones.

    Either may be None where it is not named ("two papers were banned"). Raises ValueError where both are.
    """
    reading = read_pair(parsed, source, target)
    scores = linear_model().log_probabilities(reading.features)
    if net is not None:
        begin = reading.sentence.span.start
        text = reading.sentence.span.of(parsed.text)
        by_net = net.log_probabilities(text, _moved(source, begin), _moved(target, begin))
        scores = combined(scores, by_net, reading.rule_root)
    return _relation(reading, log_softmax(scores + reading.settled))


def read_pair(parsed: ParsedReport, source: Span | None, target: Span | None) -> Reading:
    """The sentence of the pair, the lexicon's hits in it and its features."""
    sentence = _sentence_of(parsed, source, target)
    view = make_view(sentence, source, target)
    hits = tuple(score_hits(hits_in(sentence), view))
    return Reading(sentence, hits, features_of(view, hits), is_addressed(view, hits))


def is_addressed(view: View, hits: Sequence[ScoredHit]) -> bool:
    """ "X called on Y to free Z": the target follows the word of asking, and an infinitive follows it."""
    if not hits or hits[0].root != "REQUEST" or hits[0].place != "path" or not view.target:
        return False
    tokens, end = view.sentence.tokens, max(view.target) + 1
    if tokens[hits[0].hit.cue].pos != "VERB":
        return False  # "accepted demands from Y to …"
    if not 0 < min(view.target) - max(hits[0].hit.tokens) <= ADDRESS_GAP:
        return False
    asked = [tokens[t.head] for t in tokens[end : end + ADDRESS_GAP] if t.tag == "TO" and t.dep == "aux"]
    return bool(asked) and asked[0].lemma not in VISITING


def combined(linear: Floats, net: Floats, rule_root: str | None = None) -> Floats:
    """The readers' log-probabilities weighed together; where they are unsure the lexicon's root gains."""
    scores = log_softmax(LINEAR_SHARE * linear + NET_SHARE * net)
    if rule_root is not None and np.exp(scores.max()) < UNSURE:
        scores[ROOTS.index(rule_root)] += RULE_SHARE
        scores = log_softmax(scores)
    return scores


@cache
def linear_model() -> LinearModel:
    """The shipped linear model, read on first use."""
    return LinearModel.load(resources.files("reportedly.nets").joinpath(WEIGHTS).read_text("utf-8"))


def _sentence_of(parsed: ParsedReport, source: Span | None, target: Span | None) -> Sentence:
    spans = [s for s in (source, target) if s is not None]
    if not spans:
        raise ValueError("a source or a target is needed")
    begin, end = min(s.start for s in spans), max(s.end for s in spans)
    touched = [s for s in parsed.sentences if s.span.start < end and begin < s.span.end]
    if not touched:
        raise ValueError(f"no sentence of the report covers {begin}–{end}")
    return joined(touched)


def _moved(span: Span | None, by: int) -> Span | None:
    return None if span is None else Span(span.start - by, span.end - by)


def _relation(reading: Reading, scores: Floats) -> Relation:
    order = np.argsort(-scores, kind="stable")
    shares = np.exp(scores)
    root = ROOTS[order[0]]
    hit = next((h for h in reading.hits if h.root == root), None)
    others = tuple(Alternative(ROOTS[i], round(float(shares[i]), 3)) for i in order[1:4])
    return Relation(
        root=root,
        score=round(float(shares[order[0]]), 3),
        mode=mode_of(hit.hit) if hit else None,
        cue=_cue_span(reading.sentence, hit),
        alternatives=others,
    )


def _cue_span(sentence: Sentence, hit: ScoredHit | None) -> Span | None:
    if hit is None:
        return None
    tokens = [sentence.tokens[i] for i in hit.hit.tokens]
    return Span(tokens[0].span.start, tokens[-1].span.end)
