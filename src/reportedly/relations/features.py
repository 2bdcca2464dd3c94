"""What the linear part sees of a source, a target and the words around them."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.records import Token
from reportedly.relations.rules import ScoredHit, place_of
from reportedly.relations.view import View, words_of

TOP_HITS = 4
RULE_WEIGHT = 2.0
WINDOW = 8
MODALS = frozenset({"will", "would", "shall", "may", "might", "could", "should", "must", "can", "wo"})
NAMED = "*"  # stands for names and numbers: who it is says nothing about what is done
CONTENT = frozenset({"VERB", "NOUN", "ADJ"})


def features_of(view: View, hits: Sequence[ScoredHit]) -> dict[str, float]:
    """Named features with their weights; names of actors and places never enter."""
    found: dict[str, float] = {}
    for group in (_rule_features(hits), _tree_features(view), _word_features(view), _mode_features(view)):
        for name, weight in group:
            found[name] = max(weight, found.get(name, 0.0))
    return found


def _rule_features(hits: Sequence[ScoredHit]) -> list[tuple[str, float]]:
    found = []
    for rank, scored in enumerate(hits[:TOP_HITS]):
        root = scored.root
        weight = RULE_WEIGHT if rank == 0 else RULE_WEIGHT / (rank + 1.5)
        found.append((f"rule:{root}", weight))
        found.append((f"rule{min(rank, 1)}:{root}:{scored.place}", weight / 2))
        found.append((f"line:{scored.hit.pattern.line}", 1.0))
    if not hits:
        found.append(("rule:none", RULE_WEIGHT))
    return found


def _tree_features(view: View) -> list[tuple[str, float]]:
    tokens = view.sentence.tokens
    found = []
    for rank, i in enumerate(view.governors[:3]):
        found.append((f"governor{rank}:{_word(tokens[i])}", 1.0))
        for child in view.sentence.children[i]:
            if tokens[child].dep in {"dobj", "prep", "xcomp", "neg", "prt", "ccomp", "attr", "acomp"}:
                found.append((f"frame:{_word(tokens[i])}:{tokens[child].dep}:{_word(tokens[child])}", 1.0))
    for i in view.path:
        if tokens[i].pos in CONTENT or tokens[i].dep == "prep":
            found.append((f"path:{_word(tokens[i])}", 1.0))
    for name, head in (("source", view.source_head), ("target", view.target_head)):
        if head is None:
            found.append((f"no-{name}", 1.0))
            continue
        found.append((f"{name}-dep:{tokens[head].dep}", 0.7))
        found.append((f"{name}-head:{_word(tokens[head])}", 0.7))
        for child in view.sentence.children[head]:
            if tokens[child].pos == "NOUN":
                found.append((f"{name}-mod:{_word(tokens[child])}", 0.5))
    return found


def _word_features(view: View) -> list[tuple[str, float]]:
    tokens = view.sentence.tokens
    between = [_word(t) for t in words_of(tokens, view.between)]
    found = [(f"between:{w}", 0.8) for w in between]
    found += [(f"pair:{a}:{b}", 0.7) for a, b in zip(between, between[1:], strict=False)]
    found += [(f"skip:{a}:{b}", 0.5) for a, b in zip(between, between[2:], strict=False)]
    last = max((*view.source, *view.target), default=-1)
    after = [_word(t) for t in words_of(tokens, range(last + 1, min(last + 1 + WINDOW, len(tokens))))]
    found += [(f"after:{w}", 0.5) for w in after]
    found += [(f"after:{a}:{b}", 0.4) for a, b in zip(after, after[1:], strict=False)]
    first = min((*view.source, *view.target), default=0)
    found += [(f"before:{_word(t)}", 0.3) for t in words_of(tokens, range(max(0, first - WINDOW), first))]
    found += [(f"any:{_word(t)}", 0.4) for t in tokens if t.pos in CONTENT]
    found += [
        (f"in-target:{_word(tokens[i])}", 0.4) for i in view.target if tokens[i].pos in {"NOUN", "VERB"}
    ]
    return found


def _mode_features(view: View) -> list[tuple[str, float]]:
    tokens = view.sentence.tokens
    found = []
    near = {*view.governors[:2], *view.path}
    for token in tokens:
        beside = token.head in near or place_of(token.i, view) in {"path", "between"}
        if token.dep == "neg" and beside:
            found.append(("negated", 1.0))
        if token.tag == "MD" and token.text.lower() in MODALS and beside:
            found.append((f"modal:{token.text.lower()}", 1.0))
            found.append((f"modal:{token.text.lower()}:{_word(tokens[token.head])}", 1.0))
    order = bool(view.source and view.target and min(view.target) < min(view.source))
    found.append((f"target-first:{order}", 0.5))
    if any(t.dep in {"auxpass", "agent"} and t.head in near for t in tokens):
        found.append(("passive", 0.7))
    if view.source_head is not None and view.target_head is not None:
        if tokens[view.target_head].dep == "conj" and len(view.between) <= 2:
            found.append(("joined", 1.0))
    return found


def _word(token: Token) -> str:
    if token.pos == "PROPN" or token.pos == "NUM":
        return NAMED
    return token.lemma
