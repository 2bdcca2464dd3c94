"""Joins people to what happened to them: by the words between them and by the tree."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.how_many.group import Group, Words
from reportedly.how_many.lexicon import triggers
from reportedly.how_many.trigger import Trigger

JOINTS = frozenset((", and & or plus as well along with together also then by followed").split())
PART_CUES = frozenset(
    {"including", "include", "includes", "included", "mostly", "mainly", "namely", "among", "notably"}
)
MAX_GAP = 14
MAX_RIGHT_GAP = 4
_TOLL_JOINTS = frozenset(
    (
        "to at of was is were reached exceeded exceeds passed hit topped past above reaches surpassed "
        "stood stands rose : - – nears climbed soared as be reaching tops passes"
    ).split()
)


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


def link_groups(words: Words, groups: tuple[Group, ...], found: tuple[Trigger, ...]) -> tuple[Link, ...]:
    """Every group of the sentence that a trigger speaks of, in text order."""
    scene = Scene(words, groups, found, _parts(words, groups))
    links: dict[int, Link] = {}
    for trigger in found:
        if trigger.word.mode == "toll":
            chosen = _on_toll(scene, trigger)
        elif trigger.side == "left":
            chosen = _before(scene, trigger, links)
        elif trigger.side == "own":
            chosen = _own(scene, trigger)
        else:
            chosen = _after(scene, trigger)
        for index in chosen:
            _settle(links, index, Link(groups[index], trigger))
    _mark_same(scene, links)
    _add_parts(scene, links)
    return tuple(links[i] for i in sorted(links))


def _settle(links: dict[int, Link], index: int, link: Link) -> None:
    """A death outweighs a shot; otherwise the first trigger that is not a mere shot stays."""
    known = links.get(index)
    old = known.trigger.word if known else None
    new = link.trigger.word
    weaker = old is not None and (old.shot and not new.shot or new.kind == "killed" and old.kind == "injured")
    if known is None or weaker or (link.trigger.negated and not known.trigger.negated):
        links[index] = link


def _parts(words: Words, groups: tuple[Group, ...]) -> frozenset[int]:
    """Indices of groups that are included in a larger figure."""
    parts: set[int] = set()
    for index, group in enumerate(groups):
        before = words.low[max(0, group.start - 3) : group.start]
        cue = (
            bool(PART_CUES.intersection(before[-1:]))
            or before[-2:]
            in (
                ("among", "them"),
                ("among", "whom"),
                ("of", "whom"),
                ("of", "them"),
                ("them", "were"),
                ("are", "among"),
                ("included", "in"),
            )
            or before in (("among", "them", "were"), ("among", "them", "are"), ("whom", "were", "at"))
        )
        own = words.low[group.start : group.end]
        cue = cue or own[-2:] in (("of", "them"), ("of", "whom"), ("of", "those"))
        if not cue and index - 1 in parts:
            between = words.low[groups[index - 1].end : group.start]
            cue = set(between) <= JOINTS and len(between) <= 3 and not _governs_next(words, group)
        if cue:
            parts.add(index)
    return frozenset(parts)


def _governs_next(words: Words, group: Group) -> bool:
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


def _on_toll(scene: Scene, trigger: Trigger) -> list[int]:
    """The figure of "the death toll … rose to 14", "a toll of 14"."""
    low = scene.words.low
    best: list[int] = []
    for index, group in enumerate(scene.groups):
        if group.start < trigger.end or group.start - trigger.end > MAX_GAP or group.kind != "count":
            continue
        between = low[trigger.end : group.start]
        if {";", "who", "when", "after"} & set(between):
            break
        if between and between[-1] in _TOLL_JOINTS and group.low is not None:
            if between[-1] in {"of", "-", "as", "at"} and best:
                continue
            best = [index]
            if between[-1] != "of" or not {"rose", "risen", "climbed"} & set(low[group.end :]):
                break
    return best


def _own(scene: Scene, trigger: Trigger) -> list[int]:
    """The group whose head the noun is ("14 deaths"), or the figure right before it ("12 wounded")."""
    for index, group in enumerate(scene.groups):
        if group.start <= trigger.start < group.end or (group.bare and group.end == trigger.start):
            return [index]
    if trigger.start > 0 and scene.words.low[trigger.start - 1] in {
        "more",
        "others",
        "reported",
        "confirmed",
    }:
        return [
            i for i, g in enumerate(scene.groups) if g.kind == "count" and 0 <= trigger.start - g.end <= 1
        ]
    if trigger.word.kind in {"killed"} and scene.words.low[trigger.start - 1 : trigger.start] == ("'s",):
        return [
            i for i, g in enumerate(scene.groups) if g.end == trigger.start - 1 and g.kind in {"name", "one"}
        ]
    return (
        _before(scene, trigger, {})
        if trigger.word.kind != "captured" and trigger.chain < trigger.start
        else []
    )


def _before(scene: Scene, trigger: Trigger, links: dict[int, Link]) -> list[int]:
    """The victims before a passive, a subject verb or a predicate."""
    taken = {
        i
        for i, link in links.items()
        if link.trigger.side in {"right", "of"} and link.trigger.start < trigger.start
    }
    index = _by_tree(scene, trigger, taken)
    near = _by_words(scene, trigger)
    if near is not None and (
        index is None or _joined(scene, index, near) or _is_adjacent(scene, trigger, near)
    ):
        index = near
    if index is None:
        return []
    return _chain(scene, index, 0, trigger.chain, taken)


def _is_adjacent(scene: Scene, trigger: Trigger, near: int) -> bool:
    """Whether the nearest group stands right before a trigger that has no subject of its own in the tree."""
    sentence = scene.words.sentence
    nodes = range(trigger.start, trigger.end)
    own = any(sentence.tokens[c].dep in {"nsubjpass", "nsubj"} for n in nodes for c in sentence.children[n])
    return scene.groups[near].end == trigger.chain and not own


def _by_words(scene: Scene, trigger: Trigger) -> int | None:
    """The nearest whole group before the trigger, with no other clause between them."""
    words, edge = scene.words, trigger.chain
    for index in range(len(scene.groups) - 1, -1, -1):
        group = scene.groups[index]
        if group.end > edge or index in scene.parts:
            continue
        if edge - group.end > MAX_GAP:
            return None
        return index if _may_reach(words, group.end, edge) else None
    return None


def _may_reach(words: Words, start: int, end: int) -> bool:
    """Whether the words between a group and its verb only describe the group."""
    if start == end:
        return True
    first, token = words.low[start], words.tokens[start]
    between = words.low[start:end]
    if {";", ":", "when", "while", "but", "after", "as", "because"} & set(between):
        return False
    opened = (
        first in {",", "who", "(", "-", "–", "—", "aboard", "including"}
        or token.pos in {"ADP", "ADV"}
        or token.tag in {"VBG", "VBN"}
    )
    if first == ",":
        return between[-1] in {",", "who"} or between[1:2] in (("including",), ("most",)) and len(between) < 9
    verbs = [
        t
        for t in words.tokens[start:end]
        if t.tag in {"VBD", "VBZ", "VBP"} and t.text.lower() not in {"was", "were"}
    ]
    return opened and (not verbs or first == "who")


def _by_tree(scene: Scene, trigger: Trigger, taken: set[int]) -> int | None:
    """The group that is the tree's subject of the trigger, or the noun it describes."""
    sentence = scene.words.sentence
    node = trigger.end - 1 if trigger.word.mode == "passive" else trigger.start
    for _ in range(5):
        token = sentence.tokens[node]
        subjects = [
            c
            for c in sentence.children[node]
            if sentence.tokens[c].dep in {"nsubjpass", "nsubj"} and c < trigger.start
        ]
        if subjects:
            return _group_at(scene, subjects[-1], taken)
        if token.dep in {"relcl", "acl"} and token.head < node:
            return _group_at(scene, token.head, taken)
        if (
            token.dep
            not in {"conj", "oprd", "acomp", "xcomp", "pobj", "prep", "advmod", "dobj", "auxpass", "dep"}
            or token.head >= node
        ):
            return None
        node = token.head
        other = triggers().words.get(scene.words.low[node])
        if (
            other is not None
            and other.mode == "verb"
            and token.dep in {"conj", "prep"}
            and any(t.start == node and t.side == "right" for t in scene.found)
        ):
            return None
    return None


def _group_at(scene: Scene, node: int, taken: set[int]) -> int | None:
    for index, group in enumerate(scene.groups):
        if group.start <= node < group.end and index not in taken and index not in scene.parts:
            return index
    return None


def _joined(scene: Scene, first: int, last: int) -> bool:
    """Whether only joints and parts stand between two groups."""
    if first > last:
        return False
    return all(_linked(scene, i, i + 1) for i in range(first, last))


def _linked(scene: Scene, left: int, right: int) -> bool:
    between = scene.words.low[scene.groups[left].end : scene.groups[right].start]
    return bool(between) and len(between) <= 4 and set(between) <= JOINTS


def _after(scene: Scene, trigger: Trigger) -> list[int]:
    """The victims after an active verb, or after "of"."""
    low, tokens = scene.words.low, scene.words.tokens
    for index, group in enumerate(scene.groups):
        if group.start < trigger.end or index in scene.parts:
            continue
        gap = low[trigger.end : group.start]
        free = all(
            w in {"of", "and", "or", "off", ":", "the", "(", "down", "dead", "all"}
            or w in triggers().words
            or tokens[trigger.end + i].pos == "ADV"
            for i, w in enumerate(gap)
        )
        direct = any(
            group.start <= c < group.end and tokens[c].dep == "dobj"
            for c in scene.words.sentence.children[trigger.start]
        )
        if not (direct or (len(gap) <= MAX_RIGHT_GAP and free)) or _has_own_verb(scene, group, trigger):
            return []
        return _chain(scene, index, trigger.end, len(low), set())
    return []


def _has_own_verb(scene: Scene, group: Group, trigger: Trigger) -> bool:
    """Whether the group right after the trigger belongs to a later passive: "killed, 12 wounded"."""
    return (
        trigger.end < group.start
        and "," in scene.words.low[trigger.end : group.start]
        and _governs_next(scene.words, group)
    )


def _chain(scene: Scene, index: int, floor: int, ceiling: int, taken: set[int]) -> list[int]:
    """The group with those listed beside it, between two token positions."""
    if scene.groups[index].kind == "none":
        return [index]
    chosen = [index]
    left = index
    while (
        left > 0
        and scene.groups[left - 1].start >= floor
        and left - 1 not in taken | scene.parts
        and _linked(scene, left - 1, left)
    ):
        left -= 1
        chosen.insert(0, left)
    right = index
    while (
        right + 1 < len(scene.groups)
        and scene.groups[right + 1].end <= ceiling
        and _linked(scene, right, right + 1)
    ):
        following = scene.groups[right + 1]
        if right + 1 in scene.parts or (following.end < ceiling and _governs_next(scene.words, following)):
            break
        right += 1
        chosen.append(right)
    return [i for i in chosen if scene.groups[i].kind != "none"]


def _mark_same(scene: Scene, links: dict[int, Link]) -> None:
    """ "Two soldiers, A and B, …", "a teacher, A, …": the second naming is no further person."""
    for index in sorted(links):
        link, before = links[index], links.get(index - 1)
        if before is None or before.trigger is not link.trigger:
            continue
        between = scene.words.low[before.group.end : link.group.start]
        pair = {before.group.kind, link.group.kind}
        if before.same and before.whole is not None and link.group.kind == "name":
            links[index] = Link(link.group, link.trigger, before.whole, same=True)
        elif between == (",",) and (
            pair == {"one", "name"} or (before.group.kind == "count" and link.group.kind == "name")
        ):
            following = scene.words.low[link.group.end : link.group.end + 1]
            if (
                pair == {"one", "name"}
                and following not in ((",",), ())
                and link.group.end != link.trigger.chain
            ):
                continue
            links[index] = Link(link.group, link.trigger, before.group, same=True)


def _add_parts(scene: Scene, links: dict[int, Link]) -> None:
    for index in sorted(scene.parts):
        group = scene.groups[index]
        wholes = [i for i in links if i < index and links[i].whole is None]
        own = links.get(index)
        if wholes:
            whole = links[max(wholes)]
            trigger = own.trigger if own is not None else whole.trigger
            links[index] = Link(group, trigger, whole.group)
