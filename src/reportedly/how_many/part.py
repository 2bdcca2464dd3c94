"""People counted within a larger figure ("including two children") or named over again."""

from __future__ import annotations

from dataclasses import replace

from reportedly.how_many.group import Group
from reportedly.how_many.lexicon import people
from reportedly.how_many.phrase import Words, labels_of, noun_run
from reportedly.how_many.scene import JOINTS, Link, Scene, governs_next
from reportedly.how_many.trigger import Trigger

PART_CUES = frozenset(
    {"including", "include", "includes", "included", "mostly", "mainly", "namely", "among", "notably"}
)
_WHOLES = frozenset(
    "dead killed wounded injured victims casualties missing slain fatalities deaths abducted arrested".split()
)
_AMONG = _WHOLES | frozenset("them whom those the these its their were was are is also".split())


def find_parts(words: Words, groups: tuple[Group, ...]) -> frozenset[int]:
    """Indices of groups that are included in a larger figure."""
    parts: set[int] = set()
    for index, group in enumerate(groups):
        if _is_part(words, group):
            parts.add(index)
        elif index - 1 in parts:
            between = words.low[groups[index - 1].end : group.start]
            if set(between) <= JOINTS and len(between) <= 3 and not governs_next(words, group):
                parts.add(index)
    return frozenset(parts)


def _is_part(words: Words, group: Group) -> bool:
    if group.kind == "none":
        return False
    low = words.low
    if set(low[max(0, group.start - 1) : group.start]) & PART_CUES:
        return True
    own = low[group.start : group.end]
    if own[-2:] in (("of", "them"), ("of", "whom"), ("of", "those")) or own[-1] in _WHOLES and "of" in own:
        return True
    start = group.start
    while start > 0 and group.start - start < 6 and low[start - 1] in _AMONG:
        start -= 1
    before = low[max(0, start - 1) : group.start]
    if before[:1] in (("among",), ("of",)) and len(before) > 1 and {"them", "whom", *_WHOLES} & set(before):
        return True
    return (
        group.bare and bool(_said_to_be(words, group)) and "of" in low[max(0, group.start - 8) : group.start]
    )


def _said_to_be(words: Words, group: Group) -> tuple[str, ...]:
    """The class labels of "10 were women", "two of whom were children"."""
    at = group.end
    if words.low[at : at + 1] not in (("were",), ("are",), ("was",)):
        return ()
    end = noun_run(words, at + 1)
    if end <= at + 1 or not people().is_plural(words.low[end - 1]):
        return ()
    return labels_of(words, at + 1, end)


def mark_same(scene: Scene, links: dict[int, Link]) -> None:
    """ "Two soldiers, A and B, …", "a teacher, A, …": the second naming is no further person."""
    _mark_sums(scene, links)
    for index in sorted(links):
        link, before = links[index], links.get(index - 1)
        if before is None or before.trigger is not link.trigger or link.whole is not None:
            continue
        between = scene.words.low[before.group.end : link.group.start]
        pair = {before.group.kind, link.group.kind}
        if _is_apposed(scene, before, link, between):
            links[index] = Link(link.group, link.trigger, before.group, same=True)
        elif before.same and before.whole is not None and link.group.kind == "name":
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


def _is_apposed(scene: Scene, before: Link, link: Link, between: tuple[str, ...]) -> bool:
    """ "The driver, a father of two, was killed": one person in other words, before a singular verb."""
    low, chain = scene.words.low, link.trigger.chain
    return (
        between == (",",)
        and before.group.kind == link.group.kind == "one"
        and low[chain : chain + 1] in (("was",), ("is",), ("has",))
        and low[chain - 1] == ","
    )


def _mark_sums(scene: Scene, links: dict[int, Link]) -> None:
    """ "Two civilians, a woman and her child": those after the comma who add up to it are its parts."""
    for index, link in sorted(links.items()):
        size = link.group.low
        opener = scene.words.low[link.group.end : link.group.end + 1]
        if link.group.kind != "count" or size is None or size < 2 or opener not in ((",",), (":",)):
            continue
        total, last = 0, index
        while last + 1 in links and links[last + 1].trigger is link.trigger and total < size:
            last += 1
            total += links[last].group.low or 0
        if total == size and last > index:
            for inner in range(index + 1, last + 1):
                part = links[inner].group
                links[inner] = Link(part, link.trigger, link.group, same=part.kind == "name")


def add_parts(scene: Scene, links: dict[int, Link]) -> None:
    """Joins every part to the whole before it in the sentence, or to words such as "the dead"."""
    for index in sorted(scene.parts):
        group = scene.groups[index]
        labels = group.who or _said_to_be(scene.words, group)
        group = replace(group, who=labels)
        named = _named_whole(scene, group)
        wholes = [i for i in links if i < index and links[i].whole is None and i not in scene.parts]
        own = links.get(index)
        if wholes and (named is None or own is None):
            whole = links[max(wholes)]
            said = [t for t in scene.found if t.chain == group.end and t.side == "left"]
            trigger = said[0] if said else whole.trigger
            links[index] = Link(group, trigger, whole.group)
        elif named is not None:
            links[index] = Link(group, named, _as_group(named))


def _named_whole(scene: Scene, group: Group) -> Trigger | None:
    """The trigger word that itself names the whole: "12 of the dead", "among the wounded were …"."""
    near = [t for t in scene.found if group.start - 7 < t.start < group.end and t.end - t.start == 1]
    named = [t for t in near if scene.words.low[t.start] in _WHOLES]
    return named[-1] if named else None


def _as_group(trigger: Trigger) -> Group:
    return Group(trigger.start, trigger.end, trigger.start, None, None, "vague", "count")
