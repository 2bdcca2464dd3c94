"""The slots of a template from an incident and its fillers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from reportedly.bench.muc4_adapter_entities import (
    Entity,
    description_of,
    filler_text,
    is_plural,
)
from reportedly.bench.muc4_adapter_incidents import DAYS, Incident
from reportedly.bench.muc4_adapter_phrases import Phrase
from reportedly.bench.muc4_adapter_place import location
from reportedly.bench.muc4_adapter_words import adapter_words, fill_of, words_of
from reportedly.bench.muc4_format import INAPPLICABLE, Fill
from reportedly.records import CodedReport, Realis, Sentence, Span, Stance

MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS: Mapping[str, int] = {
    word: i
    for i, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 1
    )
}
STATE_SECTORS = frozenset({"MIL", "GOV", "COP", "SPY"})
CONFIDENCE: Mapping[Stance, str] = {
    Stance.CLAIMS_RESPONSIBILITY: "CLAIMED OR ADMITTED",
    Stance.ACCUSES: "SUSPECTED OR ACCUSED",
}
VAGUE_TARGETS = frozenset({"OTHER", "ORGANIZATION OFFICE", "CIVILIAN RESIDENCE"})
DEATHS = frozenset({"killing", "assassination", "execution", "massacre"})
RECENT = 62  # days: what is older is told as background, and dated as by default
LONGEST_RANGE = 4  # days
Fills = dict[str, list[Fill]]


def template_fills(coded: CodedReport, incident: Incident, fillers: list[Entity]) -> Fills:
    """The fills of one template by slot name."""
    fills: Fills = {
        "inc-date": [Fill((date_fill(coded, incident, fillers),))] if coded.report.published else [],
        "inc-type": [Fill((incident.type,))],
        "inc-stage": [Fill((stage(incident),))],
    }
    place = location(coded, incident)
    fills["inc-loc"] = [Fill((place,))] if place else []
    _perpetrators(coded, incident, [e for e in fillers if e.role.startswith("Perp")], fills)
    _instruments(incident, [e for e in fillers if e.role == "Weapon"], fills)
    for entity in fillers:
        if entity.role == "Target":
            _physical(incident, entity, fills)
        elif entity.role in {"HumName", "HumDesc"}:
            _human(coded, incident, entity, fills)
    dropped = INAPPLICABLE.get(incident.type, frozenset())
    return {slot: values for slot, values in fills.items() if slot not in dropped}


# --------------------------------------------------------------------------- incident


def stage(incident: Incident) -> str:
    """How far the act came, from the realis of its claims."""
    if Realis.ACTUAL in incident.realis:
        return "ATTEMPTED" if all(e.type == "defusal" for e in incident.events) else "ACCOMPLISHED"
    if Realis.ATTEMPTED in incident.realis:
        return "ATTEMPTED"
    return "THREATENED" if Realis.THREATENED in incident.realis else "ACCOMPLISHED"


def date_fill(coded: CodedReport, incident: Incident, fillers: list[Entity]) -> str:
    """The date of the incident: a day, a range, or on or before the day of the report."""
    published = coded.report.published
    assert published is not None
    assert coded.findings is not None
    told_in = {*incident.sentences, *(e.best.sentence.index for e in fillers)}
    near = [
        mention
        for mention in coded.findings.times
        if mention.kind in {"DATE", "TIME"} and mention.start and _sentence_of(coded, mention.span) in told_in
    ]
    options = [(t.start, t.end, t.text) for t in incident.times]
    options += [(t.start, t.end, t.span.of(coded.report.text)) for t in near if t.precision in DAYS]
    for start, end, text in options:
        found = _date(start or "", end or start or "", text, published)
        if found:
            return found
    return f"- {_day(published)}"


def _sentence_of(coded: CodedReport, span: Span) -> int:
    assert coded.findings is not None
    sentence = coded.findings.parsed.sentence_at(span.start)
    return sentence.index if sentence else -1


def _date(first: str, last: str, text: str, published: dt.date) -> str | None:
    start, end = dt.date.fromisoformat(first[:10]), dt.date.fromisoformat(last[:10])
    if start > published or (published - start).days > RECENT or (end - start).days > LONGEST_RANGE:
        return None
    if any(day in text.lower() for day in WEEKDAYS):
        return f"- {_day(published)}"
    if "night" in text.lower() and "last" in text.lower():
        return _day(published - dt.timedelta(1))
    end = min(end, published)
    return _day(start) if start >= end else f"{_day(start)} - {_day(end)}"


def _day(day: dt.date) -> str:
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


# --------------------------------------------------------------------------- perpetrators and means


def _perpetrators(coded: CodedReport, incident: Incident, fillers: list[Entity], fills: Fills) -> None:
    for entity in fillers:
        text = filler_text(entity)
        if entity.role == "PerpInd":
            fills.setdefault("perp-ind-id", []).append(Fill((text,)))
            continue
        fills.setdefault("perp-org-id", []).append(Fill((text,)))
        fills.setdefault("perp-org-conf", []).append(Fill((confidence(incident, entity),), tags=(text,)))
    state = any(is_state(coded, entity) for entity in fillers)
    fills["perp-inc-cat"] = [Fill(("STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT",))]


def is_state(coded: CodedReport, entity: Entity) -> bool:
    """Whether a perpetrator belongs to a state: by its actor entry, or by the words for it."""
    assert coded.findings is not None
    for actor in coded.findings.actors:
        if actor.head.start in entity.offsets and actor.actor is not None and actor.actor.sector:
            return actor.actor.sector in STATE_SECTORS
    return any(
        w in words_of("state") for m in entity.mentions for w in (m.words[-1], m.words[-1].rstrip("s"))
    )


def confidence(incident: Incident, entity: Entity) -> str:
    """How the report holds an organisation to have done it, from the stances of the claims that name it."""
    naming = [
        c
        for c in incident.claims
        if any(p.span and _at(entity, p.span.start, p.span.end) for p in c.event.actors)
    ]
    for claim in naming or incident.claims:
        found = CONFIDENCE.get(claim.stance)
        if found == "SUSPECTED OR ACCUSED" and claim.claimant.sector in STATE_SECTORS:
            return "SUSPECTED OR ACCUSED BY AUTHORITIES"
        if found:
            return found
    for claim in naming:
        if claim.certainty in {"probable", "possible"}:
            return "SUSPECTED OR ACCUSED"
    return _confidence_by_words({t.lemma.lower() for m in entity.mentions for t in m.sentence.tokens})


def _confidence_by_words(lemmas: Collection[str]) -> str:
    """The same from the words of the sentences that name it, where no claim says more."""
    if not words_of("claiming").isdisjoint(lemmas):
        return "CLAIMED OR ADMITTED"
    if words_of("suspecting").isdisjoint(lemmas):
        return "REPORTED AS FACT"
    told_by_state = not words_of("authorities").isdisjoint(lemmas)
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if told_by_state else "SUSPECTED OR ACCUSED"


def _at(entity: Entity, start: int, end: int) -> bool:
    return any(start <= offset < end for offset in entity.offsets)


def _instruments(incident: Incident, fillers: list[Entity], fills: Fills) -> None:
    for entity in fillers:
        text = filler_text(entity)
        fills.setdefault("inc-instr-id", []).append(Fill((text,)))
        kind = instrument_type(text)
        if kind:
            fills.setdefault("inc-instr-type", []).append(Fill((kind,), tags=(text,)))
    if not fillers:
        types = {event.type for event in incident.events}
        guessed = "GUN" if "shooting" in types else ("BOMB" if incident.type == "BOMBING" else None)
        if guessed:
            fills["inc-instr-type"] = [Fill((guessed,), tags=("-",))]


def instrument_type(text: str) -> str | None:
    """The set fill of an instrument, the most telling of its words first."""
    words = text.lower().replace("machine gun", "machinegun").split()
    if "bomb" in {w.rstrip("s") for w in words} and {"car", "truck", "vehicle", "bus"} & set(words):
        return "VEHICLE BOMB"
    found = [fill_of("instrument", word) for word in reversed(words)]
    return next((kind for kind in found if kind), None)


# --------------------------------------------------------------------------- targets


def _physical(incident: Incident, entity: Entity, fills: Fills) -> None:
    text = filler_text(entity)
    fills.setdefault("phys-tgt-id", []).append(Fill((text,)))
    fills.setdefault("phys-tgt-type", []).append(Fill((physical_type(text),), tags=(text,)))
    fills.setdefault("phys-tgt-num", []).append(Fill((number(entity.best),), tags=(text,)))
    effect = physical_effect(incident, entity)
    if effect:
        fills.setdefault("phys-tgt-effect", []).append(Fill((effect,), tags=(text,)))


def physical_type(text: str) -> str:
    """The set fill of a physical target: its last telling word decides; others help."""
    words = [w.strip('".,') for w in text.lower().split()]
    head = words[: words.index("of")] if "of" in words[1:] else words
    order = list(reversed(head)) + words[len(head) :]
    found = [kind for kind in (fill_of("physical", w) for w in order) if kind]
    telling = [kind for kind in found if kind not in VAGUE_TARGETS]
    return (telling or found or ["OTHER"])[0]


def physical_effect(incident: Incident, entity: Entity) -> str | None:
    """Damage as the sentences of the target tell it."""
    if incident.type == "ROBBERY":
        return "PROPERTY TAKEN FROM TARGET"
    for mention in entity.mentions:
        lemmas = {t.lemma for t in mention.sentence.tokens}
        if lemmas & words_of("destroying"):
            return "DESTROYED"
        if lemmas & words_of("damaging") or incident.type == "ARSON":
            return "SOME DAMAGE"
    return None


def _human(coded: CodedReport, incident: Incident, entity: Entity, fills: Fills) -> None:
    tag = filler_text(entity)
    if entity.role == "HumName":
        fills.setdefault("hum-tgt-name", []).append(Fill((tag,)))
        title = description_of(entity)
        if title:
            fills.setdefault("hum-tgt-desc", []).append(Fill((title,), tags=(tag,)))
        kind, count = human_type(title), "1"
    else:
        fills.setdefault("hum-tgt-desc", []).append(Fill((tag,)))
        kind, count = human_type(tag), number(entity.best)
    fills.setdefault("hum-tgt-type", []).append(Fill((kind,), tags=(tag,)))
    fills.setdefault("hum-tgt-num", []).append(Fill((count,), tags=(tag,)))
    nation = nationality(coded, entity)
    if nation and not any(nation in fill.alternatives[0] for fill in fills["inc-loc"]):
        fills.setdefault("hum-tgt-nation", []).append(Fill((nation,), tags=(tag,)))
    effect = human_effect(incident, entity)
    if effect:
        fills.setdefault("hum-tgt-effect", []).append(Fill((effect,), tags=(tag,)))


def nationality(coded: CodedReport, entity: Entity) -> str | None:
    """The country that the words for a person name ("SPANISH PRIEST"), as MUC-4 writes it."""
    assert coded.findings is not None
    names: dict[str | None, str] = dict(adapter_words().countries.items())
    for mention in entity.mentions:
        for place in coded.findings.places:
            if place.place is None or not mention.span.contains(place.span):
                continue
            told = place.role == "demonym" or place.place.precision == "country"
            if told and place.place.country in names:
                return names[place.place.country]
    return None


def human_type(words: str) -> str:
    """The set fill of a human target; civilian where nothing says otherwise."""
    lowered = [w.strip('".,') for w in words.lower().split()]
    found = [kind for kind in (fill_of("human", w) for w in reversed(lowered)) if kind]
    if not found:
        return "CIVILIAN"
    if "attorney" in lowered or "justice" in lowered:
        return "LEGAL OR JUDICIAL"
    former = {"former", "retired", "ex"} & set(lowered)
    if former and found[0] in {"GOVERNMENT OFFICIAL", "ACTIVE MILITARY"}:
        return "FORMER ACTIVE MILITARY" if found[0] == "ACTIVE MILITARY" else "FORMER GOVERNMENT OFFICIAL"
    if found[0] == "ACTIVE MILITARY" and "police" in lowered:
        return "LAW ENFORCEMENT"
    return found[0]


def human_effect(incident: Incident, entity: Entity) -> str | None:
    """Death or injury, from the events whose victim it is and from the verbs it stands by."""
    if incident.type == "KIDNAPPING":
        return None
    kinds = {incident.roles[o][1] for o in entity.offsets if o in incident.roles}
    lemmas = {lemma for m in entity.mentions for lemma in _governors(m)}
    if kinds & DEATHS or lemmas & words_of("killing"):
        return "DEATH"
    if "injury" in kinds or lemmas & words_of("wounding"):
        return "INJURY"
    near = {t.lemma for m in entity.mentions for t in m.sentence.tokens}
    if near & words_of("killing"):
        return "DEATH"
    return "INJURY" if near & words_of("wounding") else None


def _governors(phrase: Phrase) -> list[str]:
    sentence: Sentence = phrase.sentence
    token, found = phrase.head, []
    for _ in range(4):
        above = sentence.tokens[token.head]
        if above.i == token.i:
            break
        found.append(above.lemma)
        token = above
    return found


def number(phrase: Phrase) -> str:
    """How many: the number before the phrase, PLURAL, or 1."""
    tokens = phrase.sentence.tokens
    for token in reversed(tokens[max(0, phrase.start - 3) : phrase.start]):
        if token.pos not in {"NUM", "DET", "ADJ", "ADV"}:
            break
        digits = token.text.replace(",", "")
        if digits.isdigit():
            return str(int(digits))
        if token.text.lower() in NUMBERS and token.text.lower() != "one":
            return str(NUMBERS[token.text.lower()])
    return "PLURAL" if is_plural(phrase) else "1"
