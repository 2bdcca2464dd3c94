"""From phrases and mentions to the parties that a claim names."""

from __future__ import annotations

import re
from dataclasses import replace

from reportedly.claims.index import FindingsIndex
from reportedly.knowledge.actors import ActorBase
from reportedly.records import Actor, ActorMention, Argument, Origin, Outlet, Party, Span

ABOUT = re.compile(
    r"(?:(?:at )?least|at most|(?:more|fewer|less) than|up to|about|around|nearly|almost)\s+(?=\d)", re.I
)
MAX_NAME_CHARACTERS = 120  # a longer phrase is a wrong tree, not a name
ASSETS = frozenset(
    "base bases position positions convoy convoys post posts outpost outposts checkpoint checkpoints "
    "camp camps headquarters stronghold strongholds site sites target targets depot depots vehicle "
    "vehicles tank tanks ship ships vessel vessels warship warships patrol patrols unit units "
    "hideout hideouts barracks facility facilities infrastructure installation installations bunker "
    "bunkers tunnel tunnels launcher launchers airbase airfield garrison garrisons line lines "
    "fortification fortifications warehouse warehouses".split()
)
HELD = re.compile(
    r"(?:the |an? )?(\w[\w .]{0,30}?)\s*-\s*(?:occupied|held|run|controlled|operated|led|owned)\b", re.I
)
NOBODY = frozenset({"no", "nobody", "none", "neither"})
RELATIVES = frozenset({"that", "who", "which", "what", "whom", "this", "those", "how many", "how much"})
PRONOUNS = frozenset("i we us me you he she it they him her them this that these those".split())
MEMBERS = frozenset(
    "one two three several some members member fighters fighter forces men militants operatives units "
    "soldiers troops gunmen brigades bomber bombers warplanes jets aircraft drones pilots".split()
)


def party_of_actor(actor: Actor, text: str | None, span: Span | None, origin: Origin) -> Party:
    """The party for a knowledge-base actor, as worded at ``span``."""
    return Party(
        name=actor.name,
        text=text,
        span=span,
        id=actor.id,
        kind=actor.kind,
        country=actor.country,
        sector=actor.sector,
        origin=origin,
        parents=actor.parents,
    )


def party_of_mention(index: FindingsIndex, mention: ActorMention) -> Party:
    """The party a mention stands for; by its words alone where it is unresolved."""
    text = index.words(mention.span)
    if mention.actor is None:
        return Party(name=text, text=text, span=mention.span, kind=mention.kind, origin=mention.origin)
    party = party_of_actor(mention.actor, text, mention.span, mention.origin)
    if mention.represents is None:
        return party
    return replace(
        party,
        country=party.country or mention.represents.country,
        sector=party.sector or mention.represents.sector,
        represents=mention.represents.name,
    )


def party_of_outlet(outlet: Outlet | None) -> Party:
    """The outlet as a speaker; an unknown outlet is named so."""
    if outlet is None:
        return Party(name="the outlet", text=None, span=None, kind="outlet", origin=Origin("outlet.unknown"))
    origin = Origin(
        "outlet.table" if outlet.known else "outlet.unknown",
        entry=f"outlets:{outlet.id}",
        source=outlet.source,
    )
    return Party(
        name=outlet.name,
        text=None,
        span=None,
        id=outlet.id,
        kind="outlet",
        country=outlet.country,
        sector="JRN",
        origin=origin,
    )


def parties_of_argument(index: FindingsIndex, sentence: int, argument: Argument) -> tuple[Party, ...]:
    """The party that fills ``argument``: a mention where one stands there, else its words."""
    mention = index.actor_at(sentence, argument.span, argument.head)
    if mention is not None:
        return (party_of_mention(index, mention),)
    owner = _owner(index, sentence, argument)
    if owner is not None:
        text = index.words(argument.span)
        return (replace(owner, text=text, span=argument.span, represents=None),)
    text = index.words(argument.span)
    if not text or len(text) > MAX_NAME_CHARACTERS:
        text = index.words(argument.head)
        span = argument.head
    else:
        span = argument.span
    place = next(
        (p for p in index.places_in(sentence, argument.span) if p.span.contains(argument.head)), None
    )
    if place is not None:
        return (Party(name=text, text=text, span=span, kind="place", origin=Origin(argument.rule)),)
    return (Party(name=_bare(text), text=text, span=span, kind="worded", origin=Origin(argument.rule)),)


def _owner(index: FindingsIndex, sentence: int, argument: Argument) -> Party | None:
    """Whose positions, convoy or fighters they are: the one actor named in the phrase."""
    head = index.words(argument.head).lower()
    if head not in ASSETS and head not in MEMBERS:
        return None
    inside = [m for m in index.actors_in(sentence, argument.span) if m.actor is not None]
    if inside:
        return party_of_mention(index, inside[0]) if len(inside) == 1 else None
    return _holder(index, argument)


def _holder(index: FindingsIndex, argument: Argument) -> Party | None:
    """ "the US-held airbase": the one state or group named before the hyphen."""
    match = HELD.match(index.words(argument.span))
    base = ActorBase.load()
    ids = base.by_alias(match[1]) if match else ()
    actor = base.get(ids[0]) if len(ids) == 1 else None
    if actor is None:
        return None
    return party_of_actor(actor, None, None, Origin("claims.holder", entry=f"actors:{actor.id}"))


def _bare(text: str) -> str:
    """The phrase without article, quotation marks and "at least" around it."""
    bare = text.strip(" \"'\u2018\u2019\u201c\u201d")
    first, _, rest = bare.partition(" ")
    bare = ABOUT.sub("", rest if first.lower() in {"a", "an", "the"} and rest else bare, count=1)
    return bare.strip(" \"'\u2018\u2019\u201c\u201d") or text


def is_nobody(party: Party) -> bool:
    """A relative or question word that nothing resolved, or "no group", names nobody."""
    words = (party.text or party.name).lower().split()
    if words and words[0] in NOBODY:
        return True
    return party.id is None and party.name.lower() in RELATIVES


def is_bare_pronoun(party: Party) -> bool:
    """ "they", "it": a pronoun that nothing resolved names nobody that a user could look up."""
    return party.id is None and party.name.lower() in PRONOUNS


def same_party(a: Party, b: Party) -> bool:
    """Whether two parties are one and the same for roles: by id, name, or force and its state."""
    if a.id and b.id:
        return a.id == b.id or _same_state(a, b)
    return a.name.casefold() == b.name.casefold()


def acts_for(speaker: Party, actor: Party) -> bool:
    """Whether ``actor`` is the speaker itself or the body that the speaker is a part of."""
    return same_party(speaker, actor) or (actor.id is not None and actor.id in speaker.parents)


def _same_state(a: Party, b: Party) -> bool:
    """A state, its government and its forces speak and act for one another."""
    official = {"GOV", "MIL", "COP", "SPY", "PRM"}
    return (
        a.country is not None
        and a.country == b.country
        and a.sector in official
        and b.sector in official
        and a.kind != "generic"
        and b.kind != "generic"
    )


def parties_conflict(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """Whether both sides name resolved parties and none of them is shared."""
    named_a = [p for p in a if p.id and p.kind not in {"generic", "people"}]
    named_b = [p for p in b if p.id and p.kind not in {"generic", "people"}]
    if not named_a or not named_b:
        return False
    return not any(same_party(x, y) for x in named_a for y in named_b)


def share_party(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """Whether some party stands on both sides."""
    return any(same_party(x, y) for x in a for y in b)
