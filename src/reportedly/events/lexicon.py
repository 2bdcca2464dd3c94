"""The lexicon of happenings: trigger senses, frames, word classes, read once from knowledge/data/events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from reportedly.errors import KnowledgeError
from reportedly.events.forms import noun_forms, verb_forms
from reportedly.knowledge.ontology import event_types

STRENGTHS = ("sure", "likely", "weak", "light", "threat")
MAX_PHRASE = 3  # words in the longest weapon phrase
_JOINTS = re.compile(r"_|(?<=[a-z])-(?=[a-z])")  # as the parser cuts hyphenated words: rocket-propelled, f-16


@dataclass(frozen=True, slots=True)
class Test:
    """One alternative of a condition: the slot that is looked at, and the classes or words it may hold."""

    slot: str  # subj obj any mod prep, or prep:<word>
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds where any of its tests holds, or, negated, where none does."""

    tests: tuple[Test, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """One line of a trigger file."""

    pos: str  # v or n
    base: str  # the trigger word
    words: tuple[frozenset[str] | None, ...]  # the other words of the pattern in order; None is a gap
    type: str | None  # None: no event in this sense
    frame: str
    conditions: tuple[Condition, ...]
    strength: str
    line: str  # file:line, for explanations


@dataclass(frozen=True, slots=True)
class RealisCue:
    """A word that says whether an event happened."""

    kind: str  # gov mod mark modal adv det
    realis: str | None
    hedge: str | None


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that carries an event noun, and what its subject is to the event."""

    rest: tuple[str, ...]
    role: str | None
    phase: str | None
    realis: str | None


@dataclass(frozen=True, slots=True)
class BlockedPhrase:
    """A fixed phrase around a trigger word; ``at`` is the trigger's place in ``words``."""

    words: tuple[frozenset[str] | None, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, by form or lemma in lower case."""

    senses: Mapping[str, tuple[Sense, ...]]  # any inflected form of the trigger word -> senses
    tags: Mapping[tuple[str, str], frozenset[str]]  # (form, base) -> Penn tags
    frames: Mapping[str, Mapping[str, str]]
    classes: Mapping[str, frozenset[str]]  # class -> words
    class_of: Mapping[str, frozenset[str]]  # word -> classes
    weapons: Mapping[tuple[str, ...], tuple[str, str]]  # words -> kind, event type
    light: Mapping[str, tuple[LightVerb, ...]]  # any form of the verb
    realis: Mapping[str, tuple[RealisCue, ...]]  # form -> cues
    blocked: Mapping[str, tuple[BlockedPhrase, ...]]  # form of the trigger word
    domains: Mapping[str, str]  # word -> domain
    remarks: Mapping[
        str, tuple[tuple[str, tuple[frozenset[str] | None, ...]], ...]
    ]  # opening word -> role, rest
    lemmas: Mapping[str, str] = field(default_factory=dict)  # form -> base verb


def _rows(name: str, columns: int) -> Iterator[tuple[int, list[str]]]:
    text = resources.files("reportedly.knowledge").joinpath(f"data/events/{name}").read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [part.strip() for part in line.split("\t")]
        if len(fields) != columns:
            raise KnowledgeError(f"{name}:{number}: {len(fields)} columns, expected {columns}")
        yield number, fields


def _alternatives(word: str) -> frozenset[str] | None:
    return None if word == "~" else frozenset(word.split("|"))


def _conditions(text: str, where: str) -> tuple[Condition, ...]:
    found = []
    for part in text.split(",") if text != "-" else ():
        negated = part.startswith("!")
        tests: list[Test] = []
        for piece in part.lstrip("!").split("|"):
            slot, equals, value = piece.rpartition("=")
            if equals:
                tests.append(Test(slot, (value,)))
            elif tests:
                tests[-1] = Test(tests[-1].slot, (*tests[-1].names, value))
            else:
                raise KnowledgeError(f"{where}: condition {part!r} has no slot")
        found.append(Condition(tuple(tests), negated))
    return tuple(found)


def _senses(name: str, frames: Mapping[str, object]) -> Iterator[Sense]:
    for number, (pos, pattern, event_type, frame, needs, strength) in _rows(name, 6):
        where = f"{name}:{number}"
        if event_type != "-" and (event_type not in event_types() or frame not in frames):
            raise KnowledgeError(f"{where}: unknown event type or frame: {event_type}, {frame}")
        if strength not in (*STRENGTHS, "-") or pos not in ("v", "n"):
            raise KnowledgeError(f"{where}: unknown strength or part of speech: {strength}, {pos}")
        words = pattern.split()
        # A noun pattern ends in its trigger unless an "of" phrase follows it.
        at = 0 if pos == "v" else (words.index("of") - 1 if "of" in words else len(words) - 1)
        rest = tuple(_alternatives(w) for w in words[:at] + words[at + 1 :])
        for base in words[at].split("|"):
            yield Sense(
                pos=pos if at or pos == "v" or len(words) == 1 else "no",
                base=base,
                words=rest,
                type=None if event_type == "-" else event_type,
                frame=frame,
                conditions=_conditions(needs, where),
                strength=strength,
                line=f"{name.removesuffix('.tsv')}:{number}",
            )


def _frames() -> dict[str, dict[str, str]]:
    return {
        name: dict(pair.split("=") for pair in slots.split()) for _, (name, slots) in _rows("frames.tsv", 2)
    }


def _classes() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(w.strip() for w in words.split(",")) for _, (name, words) in _rows("classes.tsv", 2)
    }


def _weapons() -> dict[tuple[str, ...], tuple[str, str]]:
    table = {}
    for _, (kind, event_type, words) in _rows("weapons.tsv", 3):
        for word in words.split(","):
            table[tuple(_JOINTS.split(word.strip()))] = (kind, event_type)
    return table


def _light() -> dict[str, tuple[LightVerb, ...]]:
    table: dict[str, list[LightVerb]] = {}
    for _, (pattern, role, phase, realis) in _rows("light_verbs.tsv", 4):
        base, *rest = pattern.split()
        verb = LightVerb(tuple(rest), _none(role if role != "none" else "-"), _none(phase), _none(realis))
        for form in {form for form, _ in verb_forms(base)} | (
            {"is", "are", "was", "were", "been"} if base == "be" else set()
        ):
            table.setdefault(form, []).append(verb)
    return {form: tuple(sorted(v, key=lambda x: -len(x.rest))) for form, v in table.items()}


def _realis() -> dict[str, tuple[RealisCue, ...]]:
    table: dict[str, dict[RealisCue, None]] = {}
    for _, (kind, words, realis, hedge) in _rows("realis.tsv", 4):
        cue = RealisCue(kind, _none(realis), _none(hedge))
        for word in words.split("|"):
            forms = {word}
            if kind == "gov":
                forms |= {form for form, _ in verb_forms(word)} | {form for form, _ in noun_forms(word)}
            for form in forms:
                table.setdefault(form, {})[cue] = None
    return {form: tuple(cues) for form, cues in table.items()}


def _blocked(lemma_forms: Mapping[str, frozenset[str]]) -> dict[str, tuple[BlockedPhrase, ...]]:
    table: dict[str, list[BlockedPhrase]] = {}
    for number, (line,) in _rows("not_events.tsv", 1):
        parts = line.split()
        at = next((i for i, part in enumerate(parts) if part.startswith("^")), None)
        if at is None:
            raise KnowledgeError(f"not_events.tsv:{number}: no trigger word is marked with ^")
        words = [_alternatives(part.lstrip("^")) for part in parts]
        forms: set[str] = set()
        for base in words[at] or ():
            forms |= lemma_forms.get(base, frozenset({base}))
        words[at] = frozenset(forms)
        for form in forms:
            table.setdefault(form, []).append(BlockedPhrase(tuple(words), at))
    return {form: tuple(phrases) for form, phrases in table.items()}


def _domains() -> dict[str, str]:
    return {
        word.strip(): domain
        for _, (domain, words) in _rows("other_domains.tsv", 2)
        for word in words.split(",")
    }


def _remarks() -> dict[str, tuple[tuple[str, tuple[frozenset[str] | None, ...]], ...]]:
    table: dict[str, list[tuple[str, tuple[frozenset[str] | None, ...]]]] = {}
    for _, (role, phrase) in _rows("motives_outcomes.tsv", 2):
        first, *rest = phrase.split()
        for word in first.split("|"):
            table.setdefault(word, []).append((role, tuple(_alternatives(w) for w in rest)))
    return {word: tuple(phrases) for word, phrases in table.items()}


def _none(value: str) -> str | None:
    return None if value == "-" else value


@cache
def lexicon() -> Lexicon:
    """The tables; raises KnowledgeError with file and line where one is wrong."""
    frames = _frames()
    folder = resources.files("reportedly.knowledge").joinpath("data/events")
    files = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("triggers_"))
    senses: dict[str, list[Sense]] = {}
    tags: dict[tuple[str, str], set[str]] = {}
    forms_of: dict[str, set[str]] = {}
    lemmas: dict[str, str] = {}
    for name in files:
        for sense in _senses(name, frames):
            forms = verb_forms(sense.base) if sense.pos == "v" else noun_forms(sense.base)
            for form, tag in dict.fromkeys(forms):
                if sense not in senses.setdefault(form, []):
                    senses[form].append(sense)
                tags.setdefault((form, sense.base), set()).add(tag)
                forms_of.setdefault(sense.base, set()).add(form)
                if sense.pos == "v":
                    lemmas.setdefault(form, sense.base)
    classes = _classes()
    class_of: dict[str, set[str]] = {}
    for name, words in classes.items():
        for word in words:
            class_of.setdefault(word, set()).add(name)
    return Lexicon(
        senses={form: tuple(found) for form, found in senses.items()},
        tags={key: frozenset(value) for key, value in tags.items()},
        frames=frames,
        classes=classes,
        class_of={word: frozenset(names) for word, names in class_of.items()},
        weapons=_weapons(),
        light=_light(),
        realis=_realis(),
        blocked=_blocked({base: frozenset(forms) for base, forms in forms_of.items()}),
        domains=_domains(),
        remarks=_remarks(),
        lemmas=lemmas,
    )
