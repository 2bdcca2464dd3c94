"""Noun phrases with a head noun that stands for people, a force, a body or an office, and plain names."""

from __future__ import annotations

from dataclasses import replace

from reportedly.records import Actor
from reportedly.who.draft import Draft, Mark, Memory
from reportedly.who.lexicon import HeadNoun
from reportedly.who.owners import find_owner, owned, owner_body, owner_tokens, phrase_name, sector_of
from reportedly.who.view import View

# nouns of action as well as of bodies: bodies only with an article, a possessor or a country
_ABSTRACT = frozenset(
    {"resistance", "opposition", "press", "front", "leadership", "administration", "prosecution"}
)
# without article and owner, these are those of the country that the report is about
_LOCAL_POWERS = frozenset({"police", "authorities"})
_PERSONS = frozenset({"office", "people", "force", "label"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


def find_phrases(view: View, marks: list[Mark], memory: Memory) -> list[Draft]:
    """Drafts for every base noun phrase of the sentence, and for the names in it."""
    drafts: list[Draft] = []
    by_end = {mark.end: mark for mark in marks}
    done: set[int] = set()
    for index, chunk in enumerate(view.chunks):
        for last in _head_positions(view, chunk.start, chunk.end):
            draft = _phrase(view, index, last, marks, by_end, memory)
            if draft is not None:
                drafts.append(draft)
                done.update(
                    k
                    for k, m in enumerate(marks)
                    if draft.kind != "office"
                    and draft.rule == "who.owned_group"
                    and draft.start <= m.start
                    and m.end <= draft.end
                )
                break
    heads = {draft.head for draft in drafts}
    drafts.extend(
        _name(view, mark, memory)
        for k, mark in enumerate(marks)
        if k not in done
        and not (mark.kind == "generic" and _is_covered(view, mark, heads, memory))
        and mark.kind in ("actor", "person", "framed", "generic")
    )
    return drafts


def _is_covered(view: View, mark: Mark, heads: set[int], memory: Memory) -> bool:
    """Whether a generic entry adds nothing: its head noun has been looked at already."""
    return mark.end - 1 in heads or memory.lexicon.head(view.lowered, mark.end - 1) is not None


def _head_positions(view: View, start: int, end: int) -> list[int]:
    """The noun that heads the chunk: its last noun, or one that a name follows ("spokesman X")."""
    return [
        k
        for k in range(end - 1, start - 1, -1)
        if view.tokens[k].pos in ("NOUN", "PROPN", "ADJ", "X", "VERB", "NUM")
    ][:12]


def _phrase(
    view: View, index: int, last: int, marks: list[Mark], by_end: dict[int, Mark], memory: Memory
) -> Draft | None:
    """The draft for the head noun at ``last``, where the lexicon has it and it heads its phrase."""
    head = memory.lexicon.head(view.lowered, last)
    if head is None:
        return None
    inside = next((m for m in marks if m.start <= last < m.end), None)
    if inside is not None and inside.kind not in ("generic",):
        return None
    chunk = view.chunks[index]
    follower = next(
        (m for m in marks if m.start == last + 1 and m.end <= chunk.end and m.kind == "person"), None
    )
    if follower is not None and head.cls in ("office", "people", "force", "label") and not head.plural:
        return _titled(view, index, last, head, follower, marks, memory)
    if last != _last_noun(view, chunk.start, chunk.end) or not _is_noun(view, last):
        return None
    owner = find_owner(view, index, last, marks, head)
    return _by_class(view, index, last, head, owner, memory)


def _last_noun(view: View, start: int, end: int) -> int:
    k = end - 1
    while k > start and view.tokens[k].pos in ("NUM",) and view.tokens[k - 1].pos in ("NOUN", "PROPN"):
        k -= 1
    return k


def _is_noun(view: View, i: int) -> bool:
    """A noun by its tag; an adjective or participle counts where the tree makes it an argument."""
    token = view.tokens[i]
    if token.pos in ("NOUN", "PROPN", "X") or view.all_caps:
        return True
    return token.dep in ("nsubj", "dobj", "pobj", "nsubjpass") and token.tag != "VBG"


def _titled(
    view: View, index: int, last: int, head: HeadNoun, name: Mark, marks: list[Mark], memory: Memory
) -> Draft:
    """Of "Israeli army spokesman Daniel Hagari": a person with an office, and whom they speak for."""
    chunk = view.chunks[index]
    owner = find_owner(view, index, last, marks, head)
    body = owner_body(owner, head, memory)
    actor = name.actor
    if actor is not None and actor.id is None:
        actor = Actor(actor.name, None, "person", body.country if body else None, sector_of(head, body))
        memory.persons[view.lowered[name.end - 1]] = (actor, name.gender)
    return Draft(
        view.sentence.index,
        chunk.start,
        name.end,
        name.end - 1,
        "office" if head.cls == "office" else "named",
        actor,
        "who.office_name",
        lemma=head.lemma,
        types=head.types | {"person"},
        person=True,
        gender=name.gender,
        represents=body if head.cls == "office" or (owner and owner.kind == "actor") else None,
        country=actor.country if actor else None,
        score=0.85,
        owner=None if owner else owner_tokens(view, index),
    )


def _by_class(
    view: View, index: int, last: int, head: HeadNoun, owner: Mark | None, memory: Memory
) -> Draft | None:
    chunk = view.chunks[index]
    definite = view.lowered[chunk.start] in _DEFINITE
    possessed = view.tokens[chunk.start].tag == "PRP$"
    base = Draft(
        view.sentence.index,
        chunk.start,
        last + 1,
        last,
        "generic",
        None,
        "who.generic",
        lemma=head.lemma,
        types=head.types,
        plural=head.plural,
        definite=definite,
        person=not head.plural and head.cls in _PERSONS and "collective" not in head.types,
        gender=_gender(view.lowered[last], memory),
        country=owner.country if owner else None,
        owner=owner_tokens(view, index),
        score=0.75,
    )
    if (
        head.cls == "none"
        or (head.cls == "platform" and owner is None)
        or _collects_things(view, last, head, memory)
    ):
        return None
    if head.cls == "country":
        return _country_noun(view, base, index)
    if head.cls == "enemy":
        return replace(base, kind="nominal", open=True, rule="who.enemy")
    if head.cls == "office":
        return _office(view, base, head, owner, memory)
    if owner is not None and owner.actor is not None:
        return owned(view, base, head, owner, memory)
    if head.cls in ("body", "group") and (definite or possessed or base.owner):
        return replace(base, kind="nominal", open=True, rule="who.nominal", actor=None)
    if head.cls in ("body", "group") and not head.plural and not _stands_alone(view, last):
        return None
    if head.lemma in _ABSTRACT:
        return None
    if head.lemma == "member" and view.after(last) not in ("of", "from"):
        return None
    words = phrase_name(view, chunk.start, last + 1)
    actor = Actor(words, None, "generic", None, head.sector)
    opens = definite and head.cls in ("force", "people", "label")
    opens = opens or (head.lemma in _LOCAL_POWERS and last == chunk.start)
    return replace(base, actor=actor, open=opens)


def _country_noun(view: View, base: Draft, index: int) -> Draft | None:
    """ "The country" where it acts or possesses, not where it is a place."""
    acts = view.tokens[base.head].dep == "nsubj" or view.chunks[index].possessive
    if not (base.definite and acts and not base.plural):
        return None
    return replace(base, kind="nominal", open=True, rule="who.nominal")


def _collects_things(view: View, last: int, head: HeadNoun, memory: Memory) -> bool:
    """Of "A group of buildings" is no group of people."""
    if head.cls != "group" or view.after(last) != "of" or last + 2 >= len(view.words):
        return False
    following = view.chunk_of[last + 2]
    if following < 0:
        return False
    chunk = view.chunks[following]
    return (
        view.tokens[chunk.end - 1].pos == "NOUN" and memory.lexicon.head(view.lowered, chunk.end - 1) is None
    )


def _stands_alone(view: View, last: int) -> bool:
    """Whether a bare "military" is a phrase of its own, not half of "political and military support"."""
    token = view.tokens[last]
    return token.dep not in ("amod", "compound", "nmod", "conj", "dep") or view.before(last) in ("a", "an")


def _gender(word: str, memory: Memory) -> str | None:
    if word in memory.lexicon.words["male"]:
        return "m"
    return "f" if word in memory.lexicon.words["female"] else None


def _office(view: View, base: Draft, head: HeadNoun, owner: Mark | None, memory: Memory) -> Draft:
    chunk_name = phrase_name(view, base.start, base.end)
    body = owner_body(owner, head, memory)
    actor = _listed_office(view, base, owner, memory) or Actor(
        chunk_name, None, "office", body.country if body else None, sector_of(head, body)
    )
    waits = owner is None and (base.definite or base.owner is not None)
    return replace(
        base,
        kind="nominal" if waits and not base.plural else "office",
        actor=actor,
        represents=body,
        rule="who.office",
        open=waits,
        country=actor.country,
        types=base.types | {"person"},
    )


def _listed_office(view: View, base: Draft, owner: Mark | None, memory: Memory) -> Actor | None:
    """The knowledge base's own entry for a single office ("the Ukrainian president")."""
    if owner is None or base.plural or owner.start > base.head:
        return None
    match = memory.base.longest_match(view.words, owner.start, view.all_caps)
    if match is None or owner.start + match[0] != base.end or len(match[1]) != 1:
        return None
    return memory.base.get(match[1][0])


def _office_in_name(view: View, mark: Mark, memory: Memory) -> Draft | None:
    """Of "Prime Minister of Mongolia", as the knowledge base lists it: an office held by one person."""
    if mark.actor is None or mark.actor.kind != "office":
        return None
    heads = [
        h for k in range(mark.start, mark.end) if (h := memory.lexicon.head(view.lowered, k)) is not None
    ]
    head = next((h for h in heads if h.cls == "office" and not h.plural), None)
    if head is None:
        return None
    parent = next((memory.base.get(p) for p in mark.actor.parents), None)
    return Draft(
        view.sentence.index,
        mark.start,
        mark.end,
        mark.end - 1,
        "office",
        mark.actor,
        mark.rule,
        lemma=head.lemma,
        types=head.types | {"person"},
        person=True,
        country=mark.country,
        represents=parent,
        score=mark.score,
    )


def _name(view: View, mark: Mark, memory: Memory) -> Draft:
    """A plain name as a mention."""
    office = _office_in_name(view, mark, memory)
    if office is not None:
        return office
    person = mark.kind == "person"
    kind = {"framed": "framed", "generic": "generic"}.get(mark.kind, "named")
    types = mark.types | ({"person"} if person else frozenset())
    plural = mark.kind == "generic" and view.lowered[mark.end - 1].endswith("s")
    return Draft(
        view.sentence.index,
        mark.start,
        mark.end,
        mark.end - 1,
        kind,
        mark.actor,
        mark.rule,
        types=types,
        person=person,
        gender=mark.gender,
        country=mark.country,
        framing=mark.framing,
        alternatives=mark.alternatives,
        score=mark.score,
        plural=plural,
    )
