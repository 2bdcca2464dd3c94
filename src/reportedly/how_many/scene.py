"""A sentence with its groups and triggers, and what stands between groups."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.how_many.group import Group
from reportedly.how_many.lexicon import triggers
from reportedly.how_many.phrase import QUOTES, Words
from reportedly.how_many.trigger import Trigger

JOINTS = frozenset((", : and & or plus as well along with together also then by followed").split())


@dataclass(frozen=True, slots=True)
class Link:
    """A group and the trigger that says what happened to it; ``whole`` is the group it is part of."""

    group: Group
    trigger: Trigger
    whole: Group | None = None
    same: bool = False  # names the people of another group over again


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its groups and triggers; ``parts`` are the indices of "including …" groups."""

    words: Words
    groups: tuple[Group, ...]
    found: tuple[Trigger, ...]
    parts: frozenset[int]


def linked(scene: Scene, left: int, right: int) -> bool:
    between = scene.words.low[scene.groups[left].end : scene.groups[right].start]
    if ":" in between and (len(between) > 1 or scene.groups[left].kind != "count"):
        return False
    between = tuple(w for w in between if w not in QUOTES and not w.isdigit())  # ages stand between commas
    return bool(between) and len(between) <= 4 and set(between) <= JOINTS


def governs_next(words: Words, group: Group) -> bool:
    """Whether a verb of its own follows the group ("… and 12 were wounded")."""
    end = group.end
    if end >= len(words.low):
        return False
    if words.low[end] in {"others", "more"}:
        end += 1
    if end >= len(words.low):
        return False
    word, token = words.low[end], words.tokens[end]
    trigger = triggers().words.get(word)
    if trigger is not None and trigger.mode in {"verb", "predicate", "subject", "noun"}:
        return token.tag not in {"VBG"}
    return token.pos == "AUX" or word in {"were", "was", "are", "is", "have", "has", "in"} and word != "in"
