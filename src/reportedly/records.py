"""The typed records that stations hand to each other: the shared language of Reportedly.

One word, one thing (GLOSSARY.md). All records are frozen; a station returns new ones.
Offsets are Unicode code points into ``Report.text``, the canonical text; a span is
half-open. ``None`` means unknown, never "empty" or zero.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

# --------------------------------------------------------------------------- basics


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of the canonical text."""

    start: int
    end: int

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words of ``text`` under this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A reading that was considered and not chosen; ``score`` is comparable within one value."""

    value: str
    score: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """How a value came about, for ``reportedly explain``.

    ``rule`` names the rule or net (``when.weekday``, ``net.attribution``); ``entry`` the
    knowledge-base entry (``actors:hamas``, ``geonames:294801``) and ``source`` where that
    entry's fact comes from; ``score`` is in 0…1.
    """

    rule: str
    entry: str | None = None
    source: str | None = None
    score: float = 1.0
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be done, with the reason: a row, not a log line."""

    code: str
    message: str
    span: Span | None = None


# --------------------------------------------------------------------------- report


class BlockKind(StrEnum):
    """What a block of a report is; only TITLE, CAPTION, PARAGRAPH (and LIST items) are coded."""

    SECTION = "section"  # "News / Iraq / Palestine"
    TITLE = "title"
    CAPTION = "caption"
    DATELINE = "dateline"  # a line that holds only place, date, agency or byline
    PARAGRAPH = "paragraph"
    FURNITURE = "furniture"  # share buttons, mirror addresses, "read more"


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published the report. An unknown domain gives ``known=False``, not an error."""

    id: str
    name: str
    country: str | None = None  # ISO 3166-1 alpha-3
    ownership: str | None = None  # state public party armed_group private ngo intergovernmental
    side: tuple[str, ...] = ()  # actor ids or names the outlet belongs to
    domains: tuple[str, ...] = ()
    source: str | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """One document by one outlet, read into canonical text and blocks."""

    id: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None
    url: str | None
    published: dt.date | None
    published_from: str | None  # given | metadata | url | text
    language: str | None  # ISO 639-1
    outlet: Outlet | None
    text_sha256: str
    issues: tuple[Issue, ...] = ()
    datelines: tuple[Span, ...] = ()  # "KHARTOUM, May 3 — " at the head of paragraphs: no actor stands there


# --------------------------------------------------------------------------- parse


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``i`` and ``head`` count within its sentence (a root is its own head)."""

    i: int
    span: Span
    text: str
    lemma: str  # lower case
    pos: str  # Universal POS: NOUN PROPN VERB AUX ADJ ADV ADP NUM PRON …
    tag: str  # Penn tag: VBD VBN …
    dep: str  # ClearNLP label: nsubj nsubjpass dobj agent pobj prep ccomp …
    head: int
    entity: str = ""  # the parser's own entity label, or ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one coded block."""

    index: int
    block: int  # index into Report.blocks
    span: Span
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]  # token index -> indices of its children, in order

    def subtree(self, i: int) -> tuple[int, ...]:
        """Indices of the token ``i`` and all below it, in text order."""
        found = [i]
        for j in found:
            found.extend(self.children[j])
        return tuple(sorted(found))

    def subtree_span(self, i: int) -> Span:
        """The span from the first to the last token of the subtree of ``i``."""
        nodes = self.subtree(i)
        return Span(self.tokens[nodes[0]].span.start, self.tokens[nodes[-1]].span.end)

    def token_at(self, offset: int) -> Token | None:
        """The token that covers ``offset``, if any."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            token = self.tokens[middle]
            if token.span.end <= offset:
                low = middle + 1
            elif token.span.start > offset:
                high = middle
            else:
                return token
        return None

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that overlap ``span``, in order."""
        return tuple(t for t in self.tokens if t.span.overlaps(span))

    def head_of(self, span: Span) -> Token | None:
        """The syntactic head of ``span``: its token whose own head lies outside it."""
        inside = self.tokens_in(span)
        indices = {t.i for t in inside}
        for token in inside:
            if token.head not in indices or token.head == token.i:
                return token
        return None


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """A report with its sentences, tokens and dependency trees."""

    report: Report
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return self.report.text

    def words(self, span: Span) -> str:
        """The words of the report under ``span``."""
        return span.of(self.report.text)

    def block_kind(self, sentence: Sentence) -> BlockKind:
        return self.report.blocks[sentence.block].kind

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers ``offset``, if any."""
        for sentence in self.sentences:
            if sentence.span.start <= offset < sentence.span.end:
                return sentence
        return None


# --------------------------------------------------------------------------- mentions


@dataclass(frozen=True, slots=True)
class Actor:
    """An entry of the actor knowledge base, or an actor known by its words only (``id=None``)."""

    name: str
    id: str | None = None
    kind: str | None = None  # state military police group intergovernmental ngo office person people generic
    country: str | None = None  # ISO3
    sector: str | None = None  # PLOVER: GOV MIL COP REB SPY IGO …
    parents: tuple[str, ...] = ()  # actor ids
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that stand for a person, group, force, state or office."""

    span: Span
    head: Span  # the syntactic head word
    kind: str  # named | office | demonym | generic | nominal | pronoun | framed
    actor: Actor | None  # resolved (through the antecedent for nominal and pronoun)
    origin: Origin
    antecedent: Span | None = None
    represents: Actor | None = None  # the body a spokesperson or official speaks for
    framing: str | None = None  # the neutral name, where the words are loaded


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place with an honest precision."""

    name: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    admin1: str | None
    country: str | None  # ISO3
    precision: str  # "exact spot" "populated place" "near" "admin2" "admin1" "country" "region" "sea/air"
    radius_km: float | None
    source: str  # geonames | supplement:<id> | airports:<id> | user:<file>
    disputed: str | None = None  # how the status or name is disputed, where it is


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place; ``place`` is None where no entry fits."""

    span: Span
    place: Place | None
    origin: Origin
    role: str  # location | demonym | container | part_of_name | metonym (a capital for its government)
    modifier: str | None = None  # "western", "near", "outskirts of", "20 km north of"
    worded: Span | None = None  # the whole place phrase: "the city of Haifa in the northern part of …"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression; ``value`` is the TIMEX3 value, start/end ISO dates or date-times."""

    span: Span
    kind: str  # DATE TIME DURATION SET
    value: str | None
    start: str | None
    end: str | None
    precision: str  # hour | part of day | day | week | month | year | open | unresolved
    relation: str  # in | since | until | before | after | during | for
    origin: Origin


@dataclass(frozen=True, slots=True)
class TollMention:
    """A count of people. ``low``/``high`` are None where only vague words are given."""

    span: Span  # the words of number and class: "more than 40,300 Palestinians"
    kind: str  # killed injured missing captured displaced affected
    low: int | None
    high: int | None
    bound: str  # exact | at_least | at_most | about | range | vague
    scope: str  # incident | cumulative
    who: tuple[str, ...]  # class labels: civilians soldiers police children women …
    whose: Span | None  # words that say whose people they are: "Palestinians", "Hamas"
    origin: Origin
    trigger: Span | None = None  # the word that says what happened to them: "killed"
    part_of: Span | None = None  # the toll it is included in ("including two children")
    vague: str | None = None  # "dozens", as worded
    since: Span | None = None  # the time words that open a cumulative toll
    until: Span | None = None
    negated: bool = False  # "no casualties were reported": zero as said, not as default


class Realis(StrEnum):
    ACTUAL = "actual"
    ATTEMPTED = "attempted"
    PLANNED = "planned"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    RECURRING = "recurring"


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase that fills a role of an event: actor target victim weapon place time outcome motive."""

    role: str
    span: Span  # the whole phrase
    head: Span  # its head word
    rule: str
    likely: float | None = None  # how likely the events net finds it that the words play this part (0…1)


@dataclass(frozen=True, slots=True)
class EventMention:
    """One place in the text where something is said to happen."""

    trigger: Span
    sentence: int
    type: str  # id in the event ontology
    realis: Realis
    arguments: tuple[Argument, ...]
    origin: Origin
    nominal: bool = False  # the trigger is a noun
    hedge: str | None = None  # probable | possible | doubted, from modals and hedges in its own clause
    phase: str | None = None  # begins | continues | ends
    light: Span | None = None  # the light verb that carries a nominal trigger ("carried out")
    likely: float | None = None  # how likely the events net finds it that the trigger tells of an event (0…1)


@dataclass(frozen=True, slots=True)
class PartMention:
    """A word of a report and the parts it may play in the violence told: perpetrator, weapon …"""

    span: Span
    parts: tuple[Alternative, ...]  # likeliest first; what is missing to 1 is that it plays none


class Stance(StrEnum):
    ASSERTS = "asserts"
    CLAIMS_RESPONSIBILITY = "claims_responsibility"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DENIES_RESPONSIBILITY = "denies_responsibility"
    ACCUSES = "accuses"
    THREATENS = "threatens"
    VOWS = "vows"
    ESTIMATES = "estimates"
    DOUBTS = "doubts"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Someone said something: source, cue and content. Nesting follows from containment of contents."""

    source: Span | None  # None: "it was reported that"
    source_head: Span | None
    cue: Span
    contents: tuple[Span, ...]
    stance: Stance
    quoted: bool  # any of the content stands in quotation marks
    origin: Origin
    channel: str | None = None  # statement interview social media press conference video …
    certainty: str | None = None  # certain | probable | possible | doubted, where the cue says so
    addressee: Span | None = None  # the accused, of accusations; the threatened, of threats


@dataclass(frozen=True, slots=True)
class Framing:
    """Loaded or partisan wording, whose voice it is, and the neutral name."""

    span: Span
    text: str
    refers_to: str | None  # the neutral name
    voice: str  # outlet | quoted | reported
    speaker: str | None  # who says it, where not the outlet
    kind: str  # name | label | epithet | territory
    origin: Origin


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the finding stations saw in one report: the input of the claims station."""

    parsed: ParsedReport
    events: tuple[EventMention, ...]
    attributions: tuple[Attribution, ...]
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    tolls: tuple[TollMention, ...]
    framing: tuple[Framing, ...] = ()
    parts: tuple[PartMention, ...] | None = None  # None where no net was asked


# --------------------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True)
class Party:
    """An actor, target, victim or speaker as a claim names it."""

    name: str
    text: str | None
    span: Span | None
    id: str | None = None
    kind: str | None = None
    country: str | None = None
    sector: str | None = None
    represents: str | None = None
    origin: Origin = field(default_factory=lambda: Origin("none"))
    parents: tuple[str, ...] = ()  # ids of the bodies it belongs to


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain by which a claim reached us, outermost first."""

    speaker: Party
    role: str  # outlet | medium | spokesperson | speaker
    channel: str | None = None
    cue: Span | None = None
    quoted: bool = False
    time: EventTime | None = None  # when it was said, where the report tells


@dataclass(frozen=True, slots=True)
class Weapon:
    kind: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class EventPlace:
    place: Place
    span: Span
    worded: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class EventTime:
    start: str | None
    end: str | None
    precision: str
    text: str
    span: Span
    origin: Origin


@dataclass(frozen=True, slots=True)
class Toll:
    kind: str
    low: int | None
    high: int | None
    bound: str
    scope: str
    who: tuple[str, ...]
    whose: str | None
    text: str
    span: Span
    origin: Origin
    since: str | None = None
    until: str | None = None
    vague: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words kept as they stand, such as a motive or an outcome."""

    text: str
    span: Span
    value: str | None = None  # for outcomes: hit | intercepted | missed | damage


@dataclass(frozen=True, slots=True)
class Event:
    """What is said to have happened."""

    id: str
    type: str  # id in the event ontology; codebook codes are looked up from it
    realis: Realis
    ground: str  # foreground | background
    trigger: Span
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    victims: tuple[Party, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    place: EventPlace | None = None
    time: EventTime | None = None
    tolls: tuple[Toll, ...] = ()
    outcome: Quote | None = None
    motive: tuple[Quote, ...] = ()
    mentions: tuple[Span, ...] = ()  # triggers of all its tellings, the main one included


@dataclass(frozen=True, slots=True)
class Claim:
    """One claimant's stance towards one event, with evidence: the unit of the data."""

    id: str
    stance: Stance
    about: str  # event | toll | actor | outcome
    certainty: str  # certain | probable | possible | doubted
    confidence: float
    claimant: Party
    chain: tuple[Link, ...]
    event: Event
    evidence: tuple[Span, ...]
    framing: tuple[Framing, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedReport:
    """A report with its claims: what ``Coder.code`` returns."""

    report: Report
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...] = ()
    framing: tuple[Framing, ...] = ()
    findings: Findings | None = None
