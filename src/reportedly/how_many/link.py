"""Joins people to what happened to them: by the words between them and by the tree."""

from __future__ import annotations

from reportedly.how_many.group import Group
from reportedly.how_many.lexicon import triggers
from reportedly.how_many.part import add_parts, find_parts, mark_same
from reportedly.how_many.phrase import QUOTES, Words
from reportedly.how_many.scene import Link, Scene, governs_next, linked
from reportedly.how_many.trigger import Trigger

MAX_GAP = 14
MAX_RIGHT_GAP = 4
_TOLL_JOINTS = frozenset(
    (
        "to at of was is were reached exceeded exceeds passed hit topped past above reaches surpassed "
        "stood stands rose : - – nears climbed soared as be reaching tops passes"
    ).split()
)


def link_groups(words: Words, groups: tuple[Group, ...], found: tuple[Trigger, ...]) -> tuple[Link, ...]:
    """Every group of the sentence that a trigger speaks of, in text order."""
    scene = Scene(words, groups, found, find_parts(words, groups))
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
    mark_same(scene, links)
    add_parts(scene, links)
    return tuple(links[i] for i in sorted(links))


def _settle(links: dict[int, Link], index: int, link: Link) -> None:
    """A death outweighs a shot; otherwise the first trigger that is not a mere shot stays."""
    known = links.get(index)
    old = known.trigger.word if known else None
    new = link.trigger.word
    weaker = old is not None and (old.shot and not new.shot or new.kind == "killed" and old.kind == "injured")
    if known is None or weaker or (link.trigger.negated and not known.trigger.negated):
        links[index] = link


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
    return best or _brought_to(scene, trigger)


def _brought_to(scene: Scene, trigger: Trigger) -> list[int]:
    """ "brought to 30 the number of dead"."""
    low = scene.words.low
    edge = trigger.start - (low[trigger.start - 1 : trigger.start] == ("the",))
    return [i for i, g in enumerate(scene.groups) if g.end == edge and low[max(0, g.start - 1)] == "to"]


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
    if index is None and near is not None and _other_subject(scene, trigger, near):
        return []
    if near is not None and (
        index is None or _joined(scene, index, near) or _is_adjacent(scene, trigger, near)
    ):
        index = near
    if index is None:
        return []
    return _chain(scene, index, 0, trigger.chain, taken)


def _other_subject(scene: Scene, trigger: Trigger, near: int) -> bool:
    """Whether something that is no person is the subject, nearer than the group: "… and a dog was killed"."""
    sentence = scene.words.sentence
    for node in range(trigger.start, trigger.end):
        for child in sentence.children[node]:
            token = sentence.tokens[child]
            if token.dep not in {"nsubjpass", "nsubj"} or not scene.groups[near].end <= child < trigger.start:
                continue
            subject = sentence.tokens[sentence.tokens[node].head] if token.tag in {"WDT", "WP"} else token
            if subject.i >= scene.groups[near].end and subject.pos == "NOUN":
                return True
    return False


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
    if _is_reduced(words, start, end):
        verbs, opened = verbs[1:], True
    return opened and (not verbs or first == "who")


def _is_reduced(words: Words, start: int, end: int) -> bool:
    """ "A man wanted on a warrant was …": a participle that the parser takes for the past tense."""
    token = words.tokens[start]
    return (
        token.tag == "VBD"
        and token.text.endswith("ed")
        and words.low[end : end + 1] in (("was",), ("were",))
        and not {",", "and", "or", "that", "it"} & set(words.low[start:end])
    )


def _by_tree(scene: Scene, trigger: Trigger, taken: set[int]) -> int | None:
    """The group that is the tree's subject of the trigger, or the noun it describes."""
    sentence = scene.words.sentence
    node = _head_of(scene, trigger)
    for _ in range(5):
        token = sentence.tokens[node]
        subjects = [
            c
            for c in sentence.children[node]
            if sentence.tokens[c].dep in {"nsubjpass", "nsubj"} and c < trigger.start
        ]
        if subjects and sentence.tokens[subjects[-1]].tag in {"WDT", "WP"} and token.head < node:
            return _described(scene, token.head, taken)
        if subjects:
            return _group_at(scene, subjects[-1], taken)
        if token.dep in {"relcl", "acl"} and token.head < node:
            return _group_at(scene, token.head, taken)
        after = token.dep == "pcomp" and scene.words.low[token.head] == "after"  # "after being shot"
        if (
            not after
            and token.dep
            not in {
                "conj",
                "oprd",
                "acomp",
                "xcomp",
                "pobj",
                "prep",
                "advmod",
                "dobj",
                "auxpass",
                "dep",
                "advcl",
            }
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


def _head_of(scene: Scene, trigger: Trigger) -> int:
    """The word of the trigger on which its others hang."""
    tokens = scene.words.tokens
    inside = range(trigger.start, trigger.end)
    outward = [i for i in inside if tokens[i].head not in inside or tokens[i].head == i]
    if trigger.word.mode == "passive":
        return outward[0] if outward else trigger.end - 1
    return outward[-1] if outward else trigger.start


def _described(scene: Scene, node: int, taken: set[int]) -> int | None:
    """The group that a relative clause on ``node`` describes: "a man in his thirties who was shot"."""
    tokens = scene.words.tokens
    for _ in range(3):
        found = _group_at(scene, node, taken)
        if found is not None or tokens[node].dep not in {"pobj", "prep"}:
            return found
        node = tokens[node].head
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
    return all(linked(scene, i, i + 1) for i in range(first, last))


def _after(scene: Scene, trigger: Trigger) -> list[int]:
    """The victims after an active verb, or after "of"."""
    low, tokens = scene.words.low, scene.words.tokens
    for index, group in enumerate(scene.groups):
        if group.start < trigger.end or index in scene.parts:
            continue
        gap = low[trigger.end : group.start]
        free = all(
            w in {"of", "and", "or", "off", ":", "the", "(", "down", "dead", "all", *QUOTES}
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
        and governs_next(scene.words, group)
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
        and linked(scene, left - 1, left)
    ):
        left -= 1
        chosen.insert(0, left)
    right = index
    while (
        right + 1 < len(scene.groups)
        and scene.groups[right + 1].end <= ceiling
        and linked(scene, right, right + 1)
    ):
        following = scene.groups[right + 1]
        if right + 1 in scene.parts or (following.end < ceiling and governs_next(scene.words, following)):
            break
        right += 1
        chosen.append(right)
    return [i for i in chosen if scene.groups[i].kind != "none"]
