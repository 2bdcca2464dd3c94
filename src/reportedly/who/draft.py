"""What the steps of the who station hand to each other: marks (names found) and drafts (mentions to be)."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.knowledge.actors import ActorBase
from reportedly.records import Actor, ActorMention, Alternative, Origin, Sentence, Span
from reportedly.who.lexicon import Lexicon

STATE_KINDS = frozenset({"state", "entity", "territory"})
# what a later phrase may call an actor of this kind
KIND_TYPES = {
    "group": frozenset({"group", "organisation", "movement"}),
    "party": frozenset({"party", "group", "organisation", "movement"}),
    "military": frozenset({"army", "military", "forces"}),
    "police": frozenset({"police", "forces"}),
    "government": frozenset({"government"}),
    "state": frozenset({"country", "government", "state"}),
    "entity": frozenset({"country", "government", "state"}),
    "territory": frozenset({"country", "government"}),
    "intergovernmental": frozenset({"organisation", "body", "agency"}),
    "ngo": frozenset({"organisation", "group", "agency"}),
    "media": frozenset({"agency", "outlet", "organisation"}),
    "company": frozenset({"company", "organisation"}),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Tokens start…end of a sentence that name something: a group, a state, a person, a demonym."""

    start: int
    end: int
    kind: str  # country demonym capital actor person office generic framed
    actor: Actor | None
    rule: str
    types: frozenset[str] = frozenset()
    alternatives: tuple[Alternative, ...] = ()
    score: float = 1.0
    framing: str | None = None
    gender: str | None = None

    @property
    def country(self) -> str | None:
        """ISO3 of the actor's country, where known."""
        return self.actor.country if self.actor else None


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention in the making; ``start``, ``end`` and ``head`` count tokens of its sentence."""

    sentence: int
    start: int
    end: int
    head: int
    kind: str
    actor: Actor | None
    rule: str
    lemma: str = ""
    types: frozenset[str] = frozenset()
    plural: bool = False
    person: bool = False
    gender: str | None = None  # m | f
    definite: bool = False
    open: bool = False  # waits for an antecedent
    country: str | None = None
    represents: Actor | None = None
    framing: str | None = None
    antecedent: Span | None = None
    owner: tuple[int, int] | None = None  # tokens of a possessor that is itself a draft
    alternatives: tuple[Alternative, ...] = ()
    score: float = 1.0

    def mention(self, sentence: Sentence) -> ActorMention:
        """The finished record."""
        tokens = sentence.tokens
        entry = f"actors:{self.actor.id}" if self.actor and self.actor.id else None
        source = self.actor.source if self.actor else None
        return ActorMention(
            span=Span(tokens[self.start].span.start, tokens[self.end - 1].span.end),
            head=tokens[self.head].span,
            kind=self.kind,
            actor=self.actor,
            origin=Origin(self.rule, entry, source, round(self.score, 3), self.alternatives),
            antecedent=self.antecedent,
            represents=self.represents,
            framing=self.framing,
        )


@dataclass(slots=True)
class Memory:
    """What one report has taught so far: acronyms, persons, named bodies. Lives for one report only."""

    base: ActorBase
    lexicon: Lexicon
    outlet_country: str | None = None
    countries: dict[str, int] = field(default_factory=dict)  # ISO3 -> times named
    acronyms: dict[str, Actor] = field(default_factory=dict)
    persons: dict[str, tuple[Actor, str | None]] = field(default_factory=dict)  # last name -> actor, gender
    last: Actor | None = None  # the body named by the last words of the sentence before
    named: dict[str, Actor] = field(default_factory=dict)  # lower-case name -> actor without entry

    def saw(self, country: str | None) -> None:
        """Notes that a country was named."""
        if country:
            self.countries[country] = self.countries.get(country, 0) + 1


def types_of(actor: Actor | None, lexicon: Lexicon, text: str = "") -> frozenset[str]:
    """The nouns by which a later phrase may take up this actor ("the group", "the front")."""
    if actor is None:
        return frozenset()
    found = set(KIND_TYPES.get(actor.kind or "", ()))
    tables = (lexicon.name_at, lexicon.name_first) if actor.kind in ("group", None) else ()
    for word in f"{actor.name} {text}".lower().replace("-", " ").split():
        for table in tables:
            if word in table:
                found |= table[word].types
        for entry in lexicon.heads.get(word, ()):
            if len(entry.words) == 1 and entry.cls in ("body", "group"):
                found.add(entry.lemma)
    return frozenset(found)


def state_actor(base: ActorBase, country: str, prefix: str = "state") -> Actor:
    """A state, its government (``gov``), its armed forces (``mil``) or its police (``cop``)."""
    found = base.get(f"{prefix}:{country}")
    if found is not None:
        return found
    name = base.country_name(country) or country
    kinds = {"mil": ("military", "MIL", "armed forces of "), "cop": ("police", "COP", "police of ")}
    kind, sector, of = kinds.get(prefix, ("government", "GOV", "government of "))
    if prefix == "state":
        kind, of = "state", ""
    return Actor(f"{of}{name}", f"{prefix}:{country}", kind, country, sector)
