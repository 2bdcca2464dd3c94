"""The lexicon of relations: word patterns with their PLOVER root (knowledge/data/codebooks/relations.tsv)."""

from __future__ import annotations

from functools import cache
from importlib import resources

from reportedly.errors import KnowledgeError
from reportedly.knowledge.patterns import Hit, PatternTable, by_cue, find_hits, read_pattern
from reportedly.nets.relation_input import ROOTS
from reportedly.records import Sentence

DATA = "data/codebooks/relations.tsv"
RANKS = ("outer", "plain", "weak")


@cache
def lexicon() -> PatternTable:
    """The patterns, labelled (root, mode, rank); mode is "" where there is none."""
    text = resources.files("reportedly.knowledge").joinpath(DATA).read_text("utf-8")
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 4 or fields[0] not in ROOTS or fields[2] not in RANKS:
            raise KnowledgeError(f"relations.tsv line {number}: root, mode, rank and pattern are expected")
        root, mode, rank, words = fields
        found.append(read_pattern((root, "" if mode == "-" else mode, rank), words, number))
    return by_cue(found)


def hits_in(sentence: Sentence) -> list[Hit]:
    """Every pattern of the lexicon that fits somewhere in the sentence."""
    return find_hits(lexicon(), sentence.tokens)


def root_of(hit: Hit) -> str:
    return hit.pattern.label[0]


def mode_of(hit: Hit) -> str | None:
    return hit.pattern.label[1] or None


def rank_of(hit: Hit) -> str:
    return hit.pattern.label[2]
