"""One ACLED sub-event type for a short note: the codebook's precedence over events and stated facts.

ACLED codes a note once, by the most serious thing in it: battles before explosions, force against
demonstrators before their dispersal, dispersal before a peaceful protest, and "strategic developments" last.
The facts that its definitions turn on ("without resistance", "with sticks and stones", "live rounds") are
told by words that are no events; ``facts_of`` finds them (data/codebooks/acled_facts.tsv). Who is involved
is read from the parties' sectors alone, so the rules know kinds of actors but no names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reportedly.errors import KnowledgeError
from reportedly.knowledge.codebooks import codes_of
from reportedly.knowledge.patterns import PatternTable, by_cue, find_hits, read_pattern
from reportedly.records import Event, Party, Realis, Token

DATA = "data/codebooks/acled_facts.tsv"
HEADING = "heading:"
DENIALS = frozenset({"no", "not", "n't", "without", "never", "neither", "nor"})
TAKING = frozenset(
    {"take", "recover", "retake", "capture", "seize", "overrun", "recapture", "liberate", "secure"}
)
DENIAL_REACH = 3  # words before the cue
HARMS = frozenset({"harm", "kill"})
GRIEVANCES = frozenset(
    {"denounce", "mourn", "commemorate", "remember", "protest", "against", "condemn", "justice"}
)
GRIEVANCE_REACH = 3
HEADING_WORDS = 6  # a heading stands this near the start of the note
STATE = frozenset({"MIL", "GOV", "COP", "SPY", "IGO", "JUD"})
REBELS = frozenset({"REB", "UAF", "PRM", "CRM", "UNK", "IMG"})
ARMED = STATE - {"GOV", "IGO", "JUD"} | REBELS
CROWDS = frozenset({"OPP", "CVL", "LAB", "EDU", "MED", "LEG", "PTY", "SOC"})
CLASHES = frozenset({"armed_clash", "ambush", "offensive", "raid"})
ASSAULTS = frozenset(
    {"attack", "shooting", "killing", "injury", "stabbing", "beating", "execution", "massacre", "torture"}
    | {"assassination"}
)
BLASTS = ("ied", "air", "shelling", "grenade")
NOT_GROUND = ("demonstration", "disrupted", "arrest", "abduct", "property", "peaceful_taken", "displaced")
REMOTE = (
    "Chemical weapon",
    "Suicide bomb",
    "Air/drone strike",
    "Shelling/artillery/missile attack",
    "Grenade",
    "Remote explosive/landmine/IED",
)


@dataclass(frozen=True, slots=True)
class Note:
    """What the rules see of one note."""

    facts: frozenset[str]
    heading: str | None
    types: frozenset[str]  # event types told as having happened, or tried
    subs: tuple[str, ...]  # the codebook's sub-event of each event, in text order
    actors: frozenset[str]  # sectors of those who act
    targets: frozenset[str]  # sectors of those acted upon
    takers: frozenset[str]  # sectors of those who took ground, or else of the first to act
    both_sides: bool = False  # forces of a state and others under arms are named

    def says(self, *facts: str) -> bool:
        """Whether any of the facts is told."""
        return not self.facts.isdisjoint(facts)

    def has(self, types: Iterable[str]) -> bool:
        """Whether any event is of these types."""
        return not self.types.isdisjoint(types)


def sub_event_of(
    events: Sequence[Event], sentences: Sequence[Sequence[Token]], sectors: Sequence[str] = ()
) -> tuple[str, str]:
    """The ACLED sub-event type of a note, and the name of the rule that gave it.

    ``events`` are those of the note's claims, ``sentences`` its tokens, ``sectors`` those of the actors it
    names in text order: they say who acts where no event does. "Other" where no rule fits.
    """
    note = make_note(events, sentences, sectors)
    for name, rule in RULES:
        sub = rule(note)
        if sub is not None:
            return sub, name
    return "Other", "nothing"


def make_note(
    events: Sequence[Event], sentences: Sequence[Sequence[Token]], sectors: Sequence[str] = ()
) -> Note:
    """The facts and events of one note."""
    told = [e for e in events if e.realis in {Realis.ACTUAL, Realis.ATTEMPTED, Realis.RECURRING}]
    facts = facts_of(sentences)
    heading = next((f.removeprefix(HEADING) for f in sorted(facts) if f.startswith(HEADING)), None)
    return Note(
        facts=facts,
        heading=heading,
        types=frozenset(e.type for e in told),
        subs=tuple(codes_of(e).acled_sub for e in told),
        actors=_sectors(p for e in told for p in e.actors),
        targets=_sectors(p for e in told for p in (*e.targets, *e.victims)),
        takers=_takers(told) or frozenset([s for s in sectors if s in STATE | REBELS][:1]),
        both_sides=not STATE.isdisjoint(sectors) and not REBELS.isdisjoint(sectors),
    )


def _sectors(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(p.sector for p in parties if p.sector)


def _takers(events: Sequence[Event]) -> frozenset[str]:
    took = [e for e in events if e.type == "territory_taken" and e.actors]
    first = took or [e for e in events if e.actors][:1]
    return _sectors(first[0].actors[:1]) if first else frozenset()


def facts_of(sentences: Sequence[Sequence[Token]]) -> frozenset[str]:
    """The facts that the words of the note tell."""
    found = set()
    for number, tokens in enumerate(sentences):
        for hit in find_hits(_table(), tokens):
            fact = hit.pattern.label[0]
            if fact.startswith(HEADING):
                if number == 0 and hit.cue < HEADING_WORDS:
                    found.add(fact)
            elif not (_is_denied(tokens, hit.cue) or fact in HARMS and _is_grievance(tokens, hit.cue)):
                found.add(fact)
        if any(_takes_a_place(tokens, i) for i in range(len(tokens))):
            found.add("taken")
    return frozenset(found)


def _takes_a_place(tokens: Sequence[Token], i: int) -> bool:
    """ "took Karsin (North Odra)": a name in brackets after a name says that the first is a place."""
    if tokens[i].lemma not in TAKING or tokens[i].pos != "VERB":
        return False
    end = i + 1
    while end < len(tokens) and tokens[end].pos == "PROPN":
        end += 1
    opened = [t.text for t in tokens[end : end + 1]] == ["("]
    return end > i + 1 and opened and end + 1 < len(tokens) and tokens[end + 1].text[:1].isupper()


def _is_grievance(tokens: Sequence[Token], cue: int) -> bool:
    """Whether the harm is what people speak of: "a vigil to denounce the death of a colleague"."""
    return any(t.lemma in GRIEVANCES for t in tokens[max(0, cue - GRIEVANCE_REACH) : cue])


def _is_denied(tokens: Sequence[Token], cue: int) -> bool:
    """Whether the words just before say that it was not so: "did not mention weapons"."""
    return any(t.text.lower() in DENIALS for t in tokens[max(0, cue - DENIAL_REACH) : cue])


@cache
def _table() -> PatternTable:
    text = resources.files("reportedly.knowledge").joinpath(DATA).read_text("utf-8")
    found = []
    named: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fact, tab, words = line.partition("\t")
        if fact.startswith("@"):
            named[fact] = words
            continue
        for name, listed in named.items():
            words = words.replace(name, listed)
        if not tab:
            raise KnowledgeError(
                f"acled_facts.tsv line {number}: fact and pattern, parted by a tab, are expected"
            )
        found.append(read_pattern((fact,), words, number))
    return by_cue(found)


# ------------------------------------------------------------------ the rules, in the order of precedence


def _by_heading(note: Note) -> str | None:
    return note.heading


def _sexual(note: Note) -> str | None:
    return "Sexual violence" if "sexual_violence" in note.types or note.says("sexual") else None


def _chemical(note: Note) -> str | None:
    if note.says("intervene") and note.says("demonstration"):
        return None
    return "Chemical weapon" if "chemical_attack" in note.types or note.says("chemical") else None


def _suicide(note: Note) -> str | None:
    if note.says("disrupted") or not (note.says("suicide") or "suicide_bombing" in note.types):
        return None
    return "Suicide bomb"


def _peaceful_transfer(note: Note) -> str | None:
    gained = note.says("taken", "entered") or "territory_taken" in note.types
    if gained and note.says("peaceful_taken") and not note.says("demonstration"):
        return "Non-violent transfer of territory"
    fought = note.has(CLASHES) or note.says("harm", "clash", "demonstration")
    if note.says("handover") and not fought:
        return "Non-violent transfer of territory"
    taken = "territory_taken" in note.types
    if note.says("ceded") and gained and note.both_sides and not fought and not taken:
        return "Non-violent transfer of territory"  # one side leaves, the other comes
    ceded = note.says("ceded") and gained
    if ceded and note.says("taken") and not (note.has(CLASHES) or note.says("harm")):
        return "Non-violent transfer of territory"
    return None


def _territory(note: Note) -> str | None:
    told = "territory_taken" in note.types
    if note.says("dispute"):
        return None  # fought over control, with nothing on who has it now
    if not told and (not note.says("taken") or note.says(*NOT_GROUND)):
        return None
    state, rebels = note.takers & STATE, note.takers & REBELS
    if state and not rebels:
        return "Government regains territory"
    if rebels and not state:
        return "Non-state actor overtakes territory"
    return "Government regains territory" if note.says("regain") else "Non-state actor overtakes territory"


def _demonstration(note: Note) -> str | None:
    crowd = note.says("demonstration") or note.has({"protest", "labour_strike", "riot"})
    crowd = crowd or ("protest_intervention" in note.types and not note.says("fray"))
    if not crowd or (note.has(CLASHES) and note.actors & REBELS and not note.actors & CROWDS):
        return None
    if note.says("crowd_force") or "riot" in note.types:
        return "Violent demonstration"
    if _is_excessive(note):
        return "Excessive force against protesters"
    if note.says("intervene") or note.has({"protest_intervention", "arrest"}):
        return "Protest with intervention"
    return "Peaceful protest"


def _is_excessive(note: Note) -> bool:
    struck = (
        note.says("live_fire", "by_rival") or note.says("kill") or note.has({"protest_crackdown", "shooting"})
    )
    rivals = note.says("beaten") and note.says("harm") and not note.says("intervene")
    return (struck and not note.says("no_harm")) or rivals


def _disrupted(note: Note) -> str | None:
    kinds = {"defusal", "interception", "weapons_seizure"}
    fought = note.has(CLASHES) or "Armed clash" in note.subs or note.says("clash")
    if fought or not (note.says("disrupted") or note.has(kinds)):
        return None
    return "Disrupted weapons use"


def _mob(note: Note) -> str | None:
    if note.says("mob") and (
        note.has(ASSAULTS | {"arson", "mob_violence"}) or note.says("harm", "crowd_force")
    ):
        return "Mob violence"
    armed = note.says("firearms", "bombs", "armed_side")
    if note.says("fray", "brawl", "crude") and note.says("partisan") and not armed:
        return "Mob violence"
    return None


def _duel(note: Note) -> str | None:
    return "Shelling/artillery/missile attack" if note.says("duel") else None


def _deal(note: Note) -> str | None:
    return "Agreement" if note.says("deal") and not note.says("harm") else None


def _battle(note: Note) -> str | None:
    return "Armed clash" if "Armed clash" in note.subs or note.says("clash") else None


def _remote(note: Note) -> str | None:
    told = [s for s in note.subs if s in REMOTE]
    if note.says("remnant") and note.says("ied"):
        return "Remote explosive/landmine/IED"  # left from another day: nobody fired it now
    if told:
        return told[0]
    return "Air/drone strike" if note.says("air_attack") else None


def _remote_by_words(note: Note) -> str | None:
    for fact, sub in (
        ("air", "Air/drone strike"),
        ("ied", "Remote explosive/landmine/IED"),
        ("grenade", "Grenade"),
        ("shelling", "Shelling/artillery/missile attack"),
    ):
        if note.says(fact) and not (fact == "grenade" and note.says("stray")):
            return sub
    return None


def _abduction(note: Note) -> str | None:
    if note.says("arrest") and not note.says("abduct") and note.actors and note.actors <= STATE:
        return None
    held = note.has({"capture", "arrest"}) and note.actors & REBELS and not note.actors & STATE
    if note.has({"abduction", "hijacking"}) or note.says("abduct") or held:
        return "Abduction/forced disappearance"
    return None


def _attack(note: Note) -> str | None:
    return "Attack" if "Attack" in note.subs or note.has(ASSAULTS) else None


def _strategic(note: Note) -> str | None:
    for fact, types, sub in (
        ("base", {"base_established"}, "Headquarters or base established"),
        ("agreement", {"agreement", "ceasefire"}, "Agreement"),
        ("arrest", {"arrest", "capture"}, "Arrests"),
        ("property", {"looting", "property_destruction", "arson"}, "Looting/property destruction"),
        ("change", {"group_change", "mobilization"}, "Change to group/activity"),
    ):
        if fact == "base" and note.says("roadblock") or fact == "property" and note.says(*BLASTS):
            continue
        if note.says(fact) or note.has(types):
            return sub
    return None


def _other(note: Note) -> str | None:
    return "Other" if note.says("other") else None


RULES = (
    ("heading", _by_heading),
    ("sexual violence", _sexual),
    ("chemical weapon", _chemical),
    ("suicide attack", _suicide),
    ("peaceful transfer", _peaceful_transfer),
    ("demonstration", _demonstration),
    ("disrupted weapons", _disrupted),
    ("territory", _territory),
    ("mob", _mob),
    ("artillery duel", _duel),
    ("deal", _deal),
    ("battle", _battle),
    ("remote", _remote),
    ("abduction", _abduction),
    ("attack", _attack),
    ("strategic", _strategic),
    ("remote by words", _remote_by_words),
    ("other", _other),
)
