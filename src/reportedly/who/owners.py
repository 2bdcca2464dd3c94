"""Whose force, body or office a noun phrase means, and the actor that follows from it."""

from __future__ import annotations

from dataclasses import replace

from reportedly.knowledge.counting import BEFORE_COUNTS
from reportedly.records import Actor
from reportedly.who.draft import Draft, Mark, Memory, state_actor, types_of
from reportedly.who.lexicon import HeadNoun
from reportedly.who.view import Chunk, View

_OF_OWNER = {
    "office": ("of", "for", "from", "at", "in", "with"),
    "body": ("of",),
    "force": ("of", "from"),
    "group": ("of",),
    "label": ("of", "from"),
    "people": ("of", "from"),
}
_PREFIX = {"MIL": "mil", "GOV": "gov", "COP": "cop"}
_WHOLE_STATE = frozenset(
    {
        "government",
        "administration",
        "authorities",
        "regime",
        "leadership",
        "junta",
        "state",
        "cabinet",
        "army",
        "military",
        "armed forces",
        "troops",
        "forces",
        "police",
        "authority",
        "police force",
        "security forces",
        "defence forces",
        "defense forces",
        "defence force",
        "defense force",
    }
)
# of a group that is no state, these are the group itself
_OWN_ARMS = frozenset(
    {
        "army",
        "military",
        "armed forces",
        "air force",
        "navy",
        "ground forces",
        "naval forces",
        "air defences",
        "air defenses",
        "air defence",
        "air defense",
        "artillery",
    }
)


def find_owner(view: View, index: int, last: int, marks: list[Mark], head: HeadNoun) -> Mark | None:
    """Whose force or office it is: a modifier, a possessor, or what follows "of"."""
    chunk = view.chunks[index]
    before = last - len(head.words) + 1
    modifiers = [
        m for m in marks if chunk.start <= m.start < before + 1 and m.end <= last and m.kind != "generic"
    ]
    if modifiers:
        return modifiers[-1]
    if chunk.owner is not None:
        possessor = view.chunks[chunk.owner]
        own = [m for m in marks if possessor.start <= m.start and m.end <= possessor.end]
        if own:
            return own[-1]
    k = chunk.end
    if k < len(view.words) and view.lowered[k] in _OF_OWNER.get(head.cls, ()):
        following = view.chunk_of[k + 1] if k + 1 < len(view.words) else -1
        if following >= 0:
            after = view.chunks[following]
            if after.possessive:  # "of Syria's National Defence Forces": the possessed names the body
                possessed = next((c for c in view.chunks if c.owner == following), after)
                own = _marks_in(marks, possessed) or _marks_in(marks, after)
            else:
                own = _marks_in(marks, after)
            if own:
                return own[0]
    return None


def _marks_in(marks: list[Mark], chunk: Chunk) -> list[Mark]:
    return [m for m in marks if chunk.start <= m.start and m.end <= chunk.end and m.kind != "generic"]


def owner_body(owner: Mark | Draft | None, head: HeadNoun, memory: Memory) -> Actor | None:
    """The body an office holder speaks for: the owner itself, or the owner country's government or army."""
    if owner is None or owner.actor is None:
        return None
    if owner.kind in ("country", "demonym", "capital") and owner.country:
        return state_actor(memory.base, owner.country, _PREFIX.get(head.sector or "GOV", "gov"))
    return owner.actor


def owned(view: View, base: Draft, head: HeadNoun, owner: Mark, memory: Memory) -> Draft:
    """A force, body or group with an owner: "Israeli forces", "Houthi fighters", "Gaza's health ministry"."""
    of_state = owner.kind in ("country", "demonym", "capital")
    name = phrase_name(view, base.start, base.end)
    country = owner.country
    if of_state and country and head.cls in ("force", "body", "platform") and head.sector in _PREFIX:
        whole = head.lemma in _WHOLE_STATE or head.cls != "body"
        body = state_actor(memory.base, country, _PREFIX[head.sector or "GOV"])
        actor = body if whole else Actor(name, None, body.kind, country, head.sector, _ids(body))
        framing = body.name if head.lemma == "regime" else None
        kind = "framed" if framing else "demonym"
        return replace(
            base,
            kind=kind,
            actor=actor,
            rule="who.state_force",
            country=country,
            framing=framing,
            types=base.types | types_of(body, memory.lexicon),
            score=0.85,
        )
    if head.lemma == "member" and not head.plural:
        return replace(
            base,
            kind="office",
            rule="who.office",
            represents=owner_body(owner, head, memory),
            actor=Actor(name, None, "office", country, owner.actor.sector if owner.actor else None),
        )
    own_arms = head.cls in ("force", "label", "platform") or (head.cls == "body" and head.lemma in _OWN_ARMS)
    if not of_state and owner.kind in ("actor", "framed") and (own_arms or _is_its_kind(base, head, owner)):
        return replace(
            base,
            kind="named",
            actor=owner.actor,
            rule="who.owned_group",
            plural=head.cls != "group",
            types=base.types | owner.types,
            score=0.85,
        )
    parents = _ids(owner.actor) if owner.kind == "actor" else ()
    kind = "group" if head.cls in ("group", "body") else "generic"
    actor = Actor(name, None, kind, country, head.sector, parents)
    mention = "named" if kind == "group" else "generic"
    waits = head.cls == "group" and base.definite
    return replace(base, kind=mention, actor=actor, rule="who.owned", open=waits)


def _is_its_kind(base: Draft, head: HeadNoun, owner: Mark) -> bool:
    """ "The Hamas movement", "the Wagner group": the noun says what the name before it is."""
    kinds = {"group", "movement", "coalition", "party", "militia"} & head.types
    part = head.lemma.endswith(("wing", "faction", "opposition", "delegation"))
    return (
        bool(kinds)
        and head.cls == "group"
        and owner.start >= base.start
        and not part
        and "agency" not in head.types
    )


def sector_of(head: HeadNoun, body: Actor | None) -> str | None:
    if body is not None and body.sector and head.sector in (None, "GOV"):
        return body.sector
    return head.sector


def owner_tokens(view: View, index: int) -> tuple[int, int] | None:
    """The tokens of the possessor of a chunk: "its", or "the movement" of "the movement's"."""
    chunk = view.chunks[index]
    if view.tokens[chunk.start].tag == "PRP$":
        return chunk.start, chunk.start + 1
    if chunk.owner is None:
        return None
    return view.chunks[chunk.owner].start, view.chunks[chunk.owner].end


def phrase_name(view: View, start: int, end: int) -> str:
    """The phrase without its article and count, as a name for an actor known by its words only."""
    while start < end - 1 and _is_counting(view, start):
        start += 1
    words = [
        t.text if t.pos == "PROPN" and not view.all_caps else t.text.lower() for t in view.tokens[start:end]
    ]
    return " ".join(words).replace(" - ", "-")


def _is_counting(view: View, i: int) -> bool:
    """An article, a number or a word that qualifies one; not the number of "11-year-old"."""
    if view.after(i) == "-":
        return False
    return view.tokens[i].pos in ("DET", "PRON", "NUM") or view.lowered[i] in BEFORE_COUNTS


def _ids(actor: Actor | None) -> tuple[str, ...]:
    return (actor.id,) if actor is not None and actor.id else ()
