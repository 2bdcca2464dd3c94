"""Vows and threats without a verb of vowing: "We will answer", "warned that if …, they would pay"."""

from __future__ import annotations

import re

from reportedly.claims.index import FindingsIndex
from reportedly.claims.telling import Telling
from reportedly.records import Attribution, Party, Realis, Stance

# Parties that can carry out what they warn of; a warning by anybody else is a forecast.
ABLE_SECTORS = frozenset({"GOV", "MIL", "REB", "PRM", "UAF", "SPY", "COP", "SEP", "CRM", "OPP"})
ABLE_WORDS = re.compile(
    r"\b(?:minister|ministry|president|government|army|military|forces?|command(?:er)?|general staff|"
    r"militia|brigades?|guards?|rebels?|regime|junta|movement|front)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(r"\b(?:if|unless|otherwise)\b", re.IGNORECASE)
FUTURE = re.compile(r"\b(?:will|would|shall|['’]ll|won['’]t)(?!\w)", re.IGNORECASE)
OWN_FUTURE = re.compile(
    r"(?:\b(?:we|i|our \w+|my \w+) (?:will|shall|are going to|am going to)\b|\b(?:we|i)['’]ll\b"
    r"|^\W*(?:that )?(?:it|they|he|she|its \w+|their \w+) (?:will|would)\b)(?! not be)",
    re.IGNORECASE,
)
RESERVES = re.compile(r"\breserv(?:e|es|ed|ing) (?:the|its|their|our) right\b", re.IGNORECASE)
WARNING = re.compile(r"\b(?:warn|threat)\w*", re.IGNORECASE)
AHEAD = frozenset({Realis.THREATENED, Realis.PLANNED, Realis.HYPOTHETICAL})


def pledge_of(
    index: FindingsIndex, attribution: Attribution, claimant: Party, telling: Telling
) -> Stance | None:
    """The vow or threat that the words of ``attribution`` make of what lies ahead; None where none."""
    if attribution.stance not in {Stance.ASSERTS, Stance.CONFIRMS, Stance.THREATENS, Stance.VOWS}:
        return None
    trigger = telling.mention.trigger
    content = next((c for c in attribution.contents if c.contains(trigger)), None)
    if content is None:
        return None
    said = index.words(content)
    has_condition = CONDITION.search(said) is not None and FUTURE.search(said) is not None
    warns = WARNING.search(index.words(attribution.cue)) is not None
    if has_condition and warns and _is_able(claimant):
        if telling.realis in AHEAD or telling.realis is Realis.NEGATED:
            return Stance.THREATENS
    if telling.realis not in AHEAD:
        return None
    if RESERVES.search(said):
        return Stance.THREATENS
    before = index.words(content)[: max(0, trigger.start - content.start)]
    own = OWN_FUTURE.search(before)
    if own is None or CONDITION.search(before[own.end() :]):
        return None  # "we will go home if they strike"
    return Stance.THREATENS if has_condition else Stance.VOWS


def _is_able(party: Party) -> bool:
    return party.sector in ABLE_SECTORS or ABLE_WORDS.search(party.name) is not None
