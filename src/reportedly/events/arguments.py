"""Who did what to whom, with what, where and when: the arguments of a trigger, and the refined type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.events.carriers import LANDING, Carrier
from reportedly.events.line import TIME_LABELS, TIME_WORDS, Line, Phrase
from reportedly.events.triggers import Trigger
from reportedly.records import Argument, Span

ROLES = frozenset({"actor", "target", "victim", "weapon", "place", "time", "outcome", "motive"})
PLACE_PREPOSITIONS = frozenset(
    "in at near inside outside across along around over off throughout between within from to into beside "
    "behind through on above toward towards".split()
)
_PLACE_CLASSES = frozenset({"PROPER_PLACE", "AREA", "BUILDING", "ROAD", "GPE", "FACILITY"})
# Weapons in order of what decides when two are named.
_PRECEDENCE = (
    "suicide", "vehicle_bomb", "chemical", "mine", "grenade", "drone", "aerial_bomb", "missile", "rocket",
    "artillery", "aircraft", "incendiary", "bomb", "blade", "firearm",
)  # fmt: skip
_REMOTE = frozenset({"drone", "missile", "rocket", "artillery", "aircraft", "aerial_bomb", "bomb", "suicide"})
_BOMBS = frozenset({"suicide", "vehicle_bomb", "mine", "grenade", "bomb"})
_REFINES: Mapping[str, frozenset[str]] = {
    "attack": frozenset(_PRECEDENCE),
    "strike": _REMOTE | _BOMBS - {"suicide"},
    "missile_strike": frozenset({"drone", "artillery", "aerial_bomb"}),
    "shelling": frozenset({"aircraft", "aerial_bomb", "drone"}),
    "air_strike": frozenset({"drone"}),
    "bombing": _BOMBS | {"aircraft", "aerial_bomb", "drone"},
    "explosion": _BOMBS | {"drone", "missile", "rocket", "artillery", "aerial_bomb"},
    "raid": frozenset({"aircraft", "drone"}),
    "offensive": frozenset({"aircraft", "aerial_bomb", "drone", "missile", "suicide"}),
}
_VAGUE_MODIFIERS = frozenset("armed masked hooded force forces ground security naval major general".split())
_WAYS = frozenset("road roads highway street avenue route motorway track path".split())
_BOMBERS = frozenset("bomber bombers attacker attackers".split())
# Whose weapon was stopped or found did not stop it.
_DISARMING = frozenset({"intercept", "firedat", "found", "disarmed"})
_AERIAL = frozenset({"air", "aerial", "airborne"})


@dataclass
class Collected:
    """Arguments as they are found; one phrase fills a role once."""

    line: Line
    found: list[Argument] = field(default_factory=list)

    def add(self, role: str | None, phrase: Phrase, rule: str) -> None:
        if role not in ROLES or role is None:
            return
        span = self.line.span(phrase)
        head = self.line.tokens[phrase.head].span
        if any(a.head == head and (a.role == role or {a.role, role} <= _EXCLUSIVE) for a in self.found):
            return
        if any(a.role == role and a.span.contains(span) for a in self.found):
            return
        suffix = "" if phrase.via == "tree" else f".{phrase.via}"
        self.found.append(Argument(role, span, head, f"events.{rule}{suffix}"))

    def has(self, role: str) -> bool:
        return any(argument.role == role for argument in self.found)


_EXCLUSIVE = frozenset({"actor", "target", "victim", "weapon", "time"})


def arguments(trigger: Trigger, carrier: Carrier | None) -> list[Argument]:
    """The arguments of a trigger, in the order found."""
    line = trigger.line
    frame = line.lexicon.frames[trigger.sense.frame]
    out = Collected(line)
    if trigger.nominal:
        _modifiers(trigger, frame, out)
    _core(trigger, frame, out)
    if carrier is not None:
        _carried(trigger, carrier, frame, out)
    _prepositions(line, trigger.slots.preps, frame, out, trigger)
    _adverbial_times(line, trigger.at, out)
    # "claimed responsibility on Tuesday": that is when it was claimed.
    if carrier is not None and not (carrier.light and "responsibility" in carrier.light.rest):
        _prepositions(line, carrier.slots.preps, frame, out, trigger)
        _adverbial_times(line, carrier.at, out)
    if not out.has("time"):
        _time_nearby(line, trigger.at, out)
    return _merged_places(line, out.found)


def _core(trigger: Trigger, frame: Mapping[str, str], out: Collected) -> None:
    line, slots = trigger.line, trigger.slots
    undergone = _is_undergone(trigger)
    for name in ("subj", "obj", "by", "poss"):
        for phrase in slots.get(name):
            role = frame.get("obj" if undergone and name == "subj" else name)
            if name == "poss" and role in ("victim", "target") and slots.get("of"):
                role = "actor"  # "Israel's killing of X" beside "X's killing"
            if role is None or trigger.own & {phrase.head} or _is_time(line, phrase):
                continue
            out.add(*_fitted(line, role, phrase, name))
            if trigger.sense.frame not in _DISARMING:
                _bearer(line, phrase, out, frame)
            _place_of_target(line, role, phrase, out)
    if trigger.sense.frame == "deploy" and not out.has("actor"):
        for phrase in slots.get("obj"):
            out.add("actor", phrase, "deployed")


def _is_undergone(trigger: Trigger) -> bool:
    """ "dozens wounded": a verb that needs an object, without one, is a participle after all."""
    slots, token = trigger.slots, trigger.line.tokens[trigger.at]
    return (
        trigger.sense.frame in ("harm", "abduct", "arrest", "expel")
        and token.tag in ("VBD", "VBN")
        and bool(slots.subj)
        and not (slots.passive or slots.obj or slots.by or trigger.nominal)
        and len(trigger.own) == 1
    )


def _fitted(line: Line, role: str, phrase: Phrase, rule: str) -> tuple[str | None, Phrase, str]:
    """A weapon or an event noun in an actor's place is no actor."""
    if line.lower[phrase.head] in ("there", "what", "nothing", "none", "no"):
        return None, phrase, rule
    if role == "weapon" and line.lower[phrase.head] in _BOMBERS:
        return "actor", phrase, rule
    if role == "actor":
        classes = line.classes(phrase.head)
        weapon = weapon_in(line, phrase)
        person = "PEOPLE" in classes or line.tokens[phrase.head].pos == "PROPN"
        if weapon and weapon[0] == phrase.head and not person and line.lower[phrase.head] not in _BOMBERS:
            return "weapon", phrase, f"{rule}.weapon"
        if line.tokens[phrase.head].pos != "PROPN" and (
            classes & {"ATTACK_NOUN", "BLAST"} or _is_event_noun(line, phrase.head, classes)
        ):
            return None, phrase, rule
    return role, phrase, rule


def _is_event_noun(line: Line, i: int, classes: frozenset[str]) -> bool:
    """Whether a word is a noun that tells of an event, and of nobody: "the operation killed nine"."""
    senses = line.lexicon.senses.get(line.lower[i], ())
    return bool(senses) and not classes & {"PEOPLE", "ARMED"} and any(s.pos != "v" and s.type for s in senses)


def _bearer(line: Line, phrase: Phrase, out: Collected, frame: Mapping[str, str]) -> None:
    """Whose weapon or whose attack it is: "Houthi drone", "its jets", "Israeli airstrikes"."""
    if "actor" not in (frame.get("subj"), frame.get("by")) or weapon_in(line, phrase) is None:
        return
    if (
        line.classes(phrase.head) & {"PEOPLE"}
        or frame.get("obj") == "weapon"
        and frame.get("subj") != "actor"
    ):
        return
    if not any(a.role == "weapon" and a.head == line.tokens[phrase.head].span for a in out.found):
        return
    for child in line.sentence.children[phrase.head]:
        token = line.tokens[child]
        if token.dep == "poss":
            if token.tag == "PRP$" and out.has("actor"):
                continue  # "the militia sent its drones": its own
            out.add("actor", line.noun_phrase(child), "bearer")
        elif token.dep in ("amod", "compound", "nmod") and line.classes(child) & {
            "DEMONYM",
            "STATE",
            "CONFLICT",
        }:
            if weapon_in(line, Phrase(child, child, child + 1)) is None:
                out.add("actor", Phrase(child, child, child + 1), "bearer")


def _place_of_target(line: Line, role: str, phrase: Phrase, out: Collected) -> None:
    if role == "target" and "PROPER_PLACE" in line.classes(phrase.head):
        out.add("place", phrase, "target_place")


def _thing_hit(line: Line, trigger: Trigger, frame: Mapping[str, str]) -> Phrase | None:
    """ "police bus" in "the Karsa police bus bombing": the thing just before the noun, with whose it is."""
    i = trigger.at - 1
    if i < 0 or not frame.get("facility") or not line.classes(i) & {"FACILITY", "VEHICLE", "BUILDING"}:
        return None
    if i in trigger.own or weapon_in(line, Phrase(i, i, i + 1)) is not None:
        return None
    lo = i
    while lo > 0 and line.classes(lo - 1) & {"ARMED", "DEMONYM", "STATE"} and lo - 1 not in trigger.own:
        lo -= 1
    return Phrase(i, lo, i + 1) if lo < i else None


def _modifiers(trigger: Trigger, frame: Mapping[str, str], out: Collected) -> None:
    """What stands before an event noun: whose, of what, with what, where, when."""
    line = trigger.line
    run: list[Phrase] = []
    thing = _thing_hit(line, trigger, frame)
    if thing is not None:
        out.add(frame["facility"], thing, "modifier.thing")
    for phrase in trigger.slots.mod:
        if phrase.head in trigger.own and phrase.head != trigger.at:
            continue
        if thing is not None and thing.lo <= phrase.head < thing.hi:
            continue
        role = _modifier_role(line, phrase, frame)
        if role == "time":
            out.add("time", line.noun_phrase(phrase.head), "modifier")
        elif role == "side":
            run.append(phrase)
        else:
            out.add(role, phrase, "modifier")
    _sides(line, run, frame, out)
    for lo, hi, _, _ in line.weapons:
        if hi <= trigger.at and trigger.at - hi <= 1 and trigger.at not in range(lo, hi):
            out.add("weapon", Phrase(hi - 1, lo, hi), "modifier.weapon")


def _modifier_role(line: Line, phrase: Phrase, frame: Mapping[str, str]) -> str | None:
    classes = line.classes(phrase.head)
    if _is_time(line, phrase):
        return "time"
    if classes & {"DEMONYM", "STATE", "ARMED"} and line.lower[phrase.head] not in _VAGUE_MODIFIERS:
        return "side"
    if "PROPER_PLACE" in classes:
        return "place"
    if "FACILITY" in classes and frame.get("facility"):
        return frame["facility"]
    named = not line.shouting and line.tokens[phrase.head].entity in ("ORG", "PERSON")
    if named and weapon_in(line, phrase) is None:
        return frame.get("mod")
    return None


def _sides(line: Line, run: list[Phrase], frame: Mapping[str, str], out: Collected) -> None:
    """ "Israeli military" in "Israeli military onslaught" is one party; "military" alone is none."""
    if not run or (len(run) == 1 and line.lower[run[0].head] == "military"):
        return
    if all(b.lo <= a.hi + 1 for a, b in zip(run, run[1:], strict=False)):
        run = [Phrase(run[-1].head, run[0].lo, run[-1].hi)]
    for phrase in run:
        out.add("weapon" if weapon_in(line, phrase) is not None else frame.get("mod"), phrase, "modifier")


def _carried(trigger: Trigger, carrier: Carrier, frame: Mapping[str, str], out: Collected) -> None:
    line, slots = trigger.line, carrier.slots
    if carrier.light is not None and carrier.light.role:
        role = carrier.light.role
        # "X claimed responsibility for Y's attack": a named actor stays.
        doers = slots.by if carrier.as_subject else slots.subj
        if role == "actor" and not out.has("actor"):
            actor = frame.get("subj", "actor")
            for phrase in doers:
                out.add(*_fitted(line, actor, phrase, "light"))
        elif role == "onto":
            for phrase in slots.subj:
                out.add(*_fitted(line, "actor", phrase, "light"))
            for phrase in slots.obj:
                out.add("target", phrase, "light")
                _place_of_target(line, "target", phrase, out)
        elif role == "target":
            for phrase in slots.subj:
                undergone = frame.get("obj")
                out.add(undergone if undergone in ("victim", "place") else "target", phrase, "light")
    elif carrier.as_subject and carrier.light is None:
        if line.tokens[carrier.at].lemma in LANDING and frame.get("obj") in ("target", "victim", "weapon"):
            for phrase in slots.obj:
                out.add("target", phrase, "landing")
                _place_of_target(line, "target", phrase, out)


def _prepositions(
    line: Line,
    preps: Sequence[tuple[str, Phrase]],
    frame: Mapping[str, str],
    out: Collected,
    trigger: Trigger,
) -> None:
    for word, phrase in preps:
        if phrase.head == trigger.at or phrase.head in trigger.own:
            continue
        if _is_time(line, phrase):
            _time(line, word, phrase, out)
            continue
        if word == "at" and line.tokens[phrase.head].pos == "NUM":
            continue  # "at 9:02"
        classes = line.classes(phrase.head)
        role = frame.get(word)
        if role == "weapon" and weapon_in(line, phrase) is None:
            role = None
        if role == "target" and "ATTACK_NOUN" in classes and "BOMB" not in classes:
            role = None
        if role == "target" and word == "on" and line.lower[phrase.head] in _WAYS:
            role = "place"  # "killed on the road to the coast"
        if role is None and word in ("with", "using", "by") and weapon_in(line, phrase) is not None:
            role = "weapon"
        if role == "place" or (role is None and word in PLACE_PREPOSITIONS):
            role = "place" if _is_place(line, phrase, classes) else None
        rule = f"prep.{word}"
        if role == "actor":
            role, phrase, rule = _fitted(line, role, phrase, rule)
        out.add(role, phrase, rule)
        if role is not None:
            _place_of_target(line, role, phrase, out)


def _is_place(line: Line, phrase: Phrase, classes: frozenset[str]) -> bool:
    if classes & _PLACE_CLASSES:
        return True
    token = line.tokens[phrase.head]
    if token.pos == "PROPN" and token.entity not in ("NORP", "DATE", "TIME"):
        # The small parser takes many a town for a person: its label does not count here.
        return not line.lexicon.class_of.get(line.lower[phrase.head], frozenset()) & {"PEOPLE", "ARMED"}
    return any(
        line.tokens[i].entity in ("GPE", "LOC", "FAC") and "DEMONYM" not in line.classes(i)
        for i in range(phrase.lo, phrase.hi)
    ) and not classes & {"PEOPLE", "ARMED", "ATTACK_NOUN", "WEAPON", "ABSTRACT"}


def _is_time(line: Line, phrase: Phrase) -> bool:
    token = line.tokens[phrase.head]
    return token.entity in TIME_LABELS or line.lower[phrase.head] in TIME_WORDS


def _time(line: Line, word: str, phrase: Phrase, out: Collected) -> None:
    # The preposition stays outside: TimeMention.relation tells it.
    out.add("time", phrase, f"prep.{word}")


def _adverbial_times(line: Line, at: int, out: Collected) -> None:
    for child in line.sentence.children[at]:
        token = line.tokens[child]
        if token.dep in ("npadvmod", "advmod", "nmod", "tmod") and (
            token.entity in TIME_LABELS or line.lower[child] in TIME_WORDS
        ):
            out.add("time", line.noun_phrase(child), "adverbial")


def _time_nearby(line: Line, at: int, out: Collected) -> None:
    """A time phrase in the words after the trigger that the tree hung elsewhere."""
    for i in range(at + 1, min(len(line.lower), at + 16)):
        if line.lower[i] in (",", ";", ":", "that", "who", "which", "and", "said", "after", "before"):
            return
        if line.tokens[i].entity in TIME_LABELS:
            hi = i + 1
            while hi < len(line.lower) and line.tokens[hi].entity in TIME_LABELS:
                hi += 1
            out.add("time", Phrase(hi - 1, i, hi, "window"), "nearby")
            return


def _merged_places(line: Line, found: list[Argument]) -> list[Argument]:
    """ "the city of Haifa" + "in the northern part of …": neighbouring place phrases are one."""
    merged: list[Argument] = []
    for argument in found:
        last = next((a for a in reversed(merged) if a.role == "place"), None)
        if argument.role == "place" and last is not None and argument.span.start >= last.span.end:
            gap = line.sentence.tokens_in(Span(last.span.end, argument.span.start))
            if len(gap) <= 2 and all(t.pos in ("ADP", "PUNCT") for t in gap):
                joined = Span(last.span.start, argument.span.end)
                merged[merged.index(last)] = Argument("place", joined, last.head, last.rule)
                continue
        merged.append(argument)
    return merged


def weapon_in(line: Line, phrase: Phrase) -> tuple[int, str, str] | None:
    """(last token, kind, event type) of the weapon named in a phrase, its "of" part left out."""
    last = phrase.hi - 1 if line.is_measure(phrase.head) else phrase.head
    for lo, hi, kind, event_type in line.weapons:
        if lo >= phrase.lo and hi - 1 <= last:
            return hi - 1, kind, event_type
    return None


def refined_type(trigger: Trigger, found: Sequence[Argument], carrier: Carrier | None) -> str:
    """The event type after a look at the weapons named with the trigger."""
    line, base = trigger.line, trigger.sense.type or ""
    allowed = _REFINES.get(base)
    if allowed is None:
        return base
    spans = [a.span for a in found if a.role == "weapon"]
    spans += [a.span for a in found if a.role == "actor" and not a.rule.endswith("poss")]
    phrases: list[Phrase] = list(trigger.slots.mod) if trigger.nominal else []
    phrases += [*trigger.slots.subj, *trigger.slots.by]
    if not trigger.nominal and line.lexicon.frames[trigger.sense.frame].get("obj") == "weapon":
        phrases += trigger.slots.obj
    kinds = {}
    for lo, hi, kind, event_type in line.weapons:
        here = Span(line.tokens[lo].span.start, line.tokens[hi - 1].span.end)
        inside = any(span.overlaps(here) for span in spans)
        inside = inside or any(p.lo <= lo and hi - 1 <= p.head for p in phrases)
        if inside or (trigger.nominal and 0 <= trigger.at - hi <= 2) or trigger.at in range(lo, hi):
            kinds[kind] = event_type
    before = line.lower[max(0, trigger.at - 3) : trigger.at]
    if base in ("strike", "attack", "raid", "shelling") and _AERIAL & set(before):
        kinds.setdefault("aircraft", "air_strike")
    for kind in _PRECEDENCE:
        if kind in kinds and kind in allowed:
            return kinds[kind]
    return base
