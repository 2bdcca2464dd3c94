"""Scores responses against keys as the official MUC-4 program did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.bench.muc4_format import REFERRED, SCORED_SLOTS, SET_SLOTS, Fill, Template
from reportedly.bench.muc4_match import FULL, NONE, PARTIAL, Matcher

Grid = Sequence[Sequence[int]]
Pair = tuple[int, int, int]  # response fill, key fill, grade
LINKED_LEVELS = tuple((link, grade) for link in (FULL, PARTIAL) for grade in (FULL, PARTIAL, NONE))


@dataclass(frozen=True, slots=True)
class Tally:
    """Fills that are correct, partially correct, incorrect, spurious, missing; slots empty on both sides."""

    cor: int = 0
    par: int = 0
    inc: int = 0
    spu: int = 0
    mis: int = 0
    non: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.cor + other.cor,
            self.par + other.par,
            self.inc + other.inc,
            self.spu + other.spu,
            self.mis + other.mis,
            self.non + other.non,
        )

    @property
    def possible(self) -> int:
        return self.cor + self.par + self.inc + self.mis

    @property
    def actual(self) -> int:
        return self.cor + self.par + self.inc + self.spu

    @property
    def credit(self) -> float:
        return self.cor + 0.5 * self.par

    @property
    def recall(self) -> float:
        return self.credit / self.possible if self.possible else 0.0

    @property
    def precision(self) -> float:
        return self.credit / self.actual if self.actual else 0.0

    @property
    def overgeneration(self) -> float:
        return self.spu / self.actual if self.actual else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pair_fills(grades: Grid, links: Grid | None = None) -> list[Pair]:
    """The pairs (response, key, grade) with the most credit; each grid has a row per response fill.

    Fills whose cross-references agree belong together, whatever their values.
    """
    pairs: list[Pair] = []
    for link, grade in LINKED_LEVELS if links is not None else ():
        pairs += _pairs_at(grades, pairs, grade, links, link)
    for grade in (FULL, PARTIAL):
        pairs += _pairs_at(grades, pairs, grade)
    return pairs


def _pairs_at(
    grades: Grid, pairs: Sequence[Pair], grade: int, links: Grid | None = None, link: int = NONE
) -> list[Pair]:
    """As many further pairs of that grade (and link) as the fills not yet paired allow."""
    taken_r, taken_k = {p[0] for p in pairs}, {p[1] for p in pairs}
    wanted = {
        r: [
            k
            for k, g in enumerate(row)
            if g == grade and k not in taken_k and (links is None or links[r][k] == link)
        ]
        for r, row in enumerate(grades)
        if r not in taken_r
    }
    return [(r, k, grade) for k, r in _bipartite(wanted).items()]


def _bipartite(wanted: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """A largest matching: key fill -> response fill (augmenting paths)."""
    owner: dict[int, int] = {}

    def place(r: int, seen: set[int]) -> bool:
        for k in wanted[r]:
            if k not in seen:
                seen.add(k)
                if k not in owner or place(owner[k], seen):
                    owner[k] = r
                    return True
        return False

    for r in wanted:
        place(r, set())
    return owner


def score_slot(slot: str, response: Sequence[Fill], key: Sequence[Fill], matcher: Matcher) -> Tally:
    """The tally of one slot of a response template mapped to a key template."""
    grades = [[matcher.grade(slot, r, k) for k in key] for r in response]
    linked = slot in SET_SLOTS and slot in REFERRED
    links = [[matcher.link(slot, r, k) or NONE for k in key] for r in response] if linked else None
    pairs = pair_fills(grades, links)
    pairs += _shared_pairs(slot, response, key, matcher, pairs)
    cor = sum(g == FULL for _, _, g in pairs)
    par = sum(g == PARTIAL for _, _, g in pairs)
    left_keys = {k for k in range(len(key))} - {k for _, k, g in pairs if g}
    needed = sum(not key[k].optional for k in left_keys)
    left = len(response) - len({r for r, _, g in pairs if g})
    inc = min(left, len(left_keys))
    return Tally(cor, par, inc, left - inc, max(0, needed - inc), int(not response and not key))


def _shared_pairs(
    slot: str, response: Sequence[Fill], key: Sequence[Fill], matcher: Matcher, pairs: Sequence[Pair]
) -> list[Pair]:
    """Further key fills, not yet paired, that people let a response fill have a share in."""
    if not matcher.decisions:
        return []
    further: list[Pair] = []
    for r, fill in enumerate(response):
        found = [g for rr, _, g in pairs if rr == r]
        shared = matcher.shares(slot, fill, key) if found and found[0] else ()
        taken = {k for _, k, g in (*pairs, *further) if g}
        further += [(r, k, matcher.grade(slot, fill, key[k])) for k in shared if k not in taken]
    return further


def score_pair(response: Template, key: Template, matcher: Matcher) -> dict[str, Tally]:
    """The tallies of a response template mapped to a key template, by slot."""
    return {slot: score_slot(slot, response[slot], key[slot], matcher) for slot in SCORED_SLOTS}


def score_alone(template: Template, *, spurious: bool) -> dict[str, Tally]:
    """The tallies of a template that is mapped to none: all its fills are spurious, or missing."""
    if spurious:
        return {slot: Tally(spu=len(template[slot]), non=int(not template[slot])) for slot in SCORED_SLOTS}
    missing = {slot: sum(not fill.optional for fill in template[slot]) for slot in SCORED_SLOTS}
    return {slot: Tally(mis=count, non=int(not count)) for slot, count in missing.items()}
