"""Our own labelled passages of conflict news: ``python -m reportedly.train.conflict_data`` checks them.

The passages and their guideline stand in ``train/data/conflict``. A passage names its two sides; each
is used a second time with the sides exchanged, so that nothing learned from it hangs on who is who.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reportedly.knowledge.ontology import event_types
from reportedly.records import Realis, Span, Stance

FOLDER = Path(__file__).parent / "data" / "conflict"
ROLES = ("actor", "target", "victim", "weapon", "place", "time")
TOLL_KINDS = frozenset({"killed", "injured", "captured", "missing", "displaced"})
SCOPES = frozenset({"incident", "cumulative"})
CERTAINTIES = frozenset({"certain", "probable", "possible", "doubted"})
REQUIRED = frozenset({"word", "type", "realis"})
ALLOWED = REQUIRED | {*ROLES, "certainty", "stance", "source", "cue", "tolls"}
NTH = re.compile(r"^(?P<words>.+)#(?P<n>\d+)$", re.DOTALL)
SENTENCE = re.compile(r"[.!?][\"”’']?(?=\s|$)")


@dataclass(frozen=True)
class LabelledEvent:
    """One event of a passage; spans are of the passage's text."""

    word: Span
    type: str
    realis: Realis
    stance: Stance
    certainty: str
    roles: tuple[tuple[str, Span], ...]
    source: Span | None
    cue: Span | None
    tolls: tuple[tuple[Span, str, str], ...]  # (words, kind, scope)


@dataclass(frozen=True)
class Passage:
    """A few sentences of our own with their events; no events where there is nothing to code."""

    id: str
    kind: str
    region: str
    style: str
    text: str
    events: tuple[LabelledEvent, ...]

    @property
    def sentences(self) -> int:
        """How many sentences the text has, by its full stops."""
        return max(1, len(SENTENCE.findall(self.text)))


class LabelError(ValueError):
    """A passage whose labels do not fit its text; the message says which and why."""


def read_passages(folder: Path = FOLDER, *, swapped: bool = True) -> tuple[Passage, ...]:
    """All passages of the folder's files by name; with ``swapped`` each also with its sides exchanged.

    Raises LabelError for labels that do not stand in the text or are not words of the record.
    """
    found: list[Passage] = []
    for raw in _raw(folder):
        found.append(passage_of(raw))
        if swapped and raw.get("sides"):
            found.append(passage_of(exchanged(raw)))
    return tuple(found)


def _raw(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))


def exchanged(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The same passage with its two sides in each other's place, in the text and in all labels."""
    one, other = raw["sides"]
    pattern = re.compile(rf"(?<!\w)(?:{re.escape(one)}|{re.escape(other)})(?!\w)")

    def change(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(lambda m: other if m.group() == one else one, value)
        if isinstance(value, list):
            return [change(v) for v in value]
        if isinstance(value, dict):
            return {k: change(v) for k, v in value.items()}
        return value

    made: dict[str, Any] = {k: change(v) if k in ("text", "events") else v for k, v in raw.items()}
    return made | {"id": f"{raw['id']}-swapped"}


def passage_of(raw: Mapping[str, Any]) -> Passage:
    """A passage with its labels as spans; raises LabelError."""
    name, text = str(raw.get("id")), raw.get("text")
    if not isinstance(text, str) or not text.strip():
        raise LabelError(f"{name}: no text")
    for key in ("kind", "region", "style"):
        if not isinstance(raw.get(key), str):
            raise LabelError(f"{name}: no {key}")
    sides = raw.get("sides") or ()
    if sides and (len(sides) != 2 or any(side not in text for side in sides)):
        raise LabelError(f"{name}: sides must be two strings of the text, not {sides}")
    events = tuple(_event(name, text, e) for e in raw.get("events") or ())
    return Passage(name, raw["kind"], raw["region"], raw["style"], text, events)


def _event(name: str, text: str, raw: Mapping[str, Any]) -> LabelledEvent:
    if missing := REQUIRED - raw.keys():
        raise LabelError(f"{name}: an event lacks {sorted(missing)}")
    if unknown := raw.keys() - ALLOWED:
        raise LabelError(f"{name}: unknown {sorted(unknown)}")
    if raw["type"] not in event_types():
        raise LabelError(f"{name}: no event type {raw['type']!r}")
    certainty = raw.get("certainty", "certain")
    if certainty not in CERTAINTIES:
        raise LabelError(f"{name}: no certainty {certainty!r}")
    try:
        realis, stance = Realis(raw["realis"]), Stance(raw.get("stance", "asserts"))
    except ValueError as error:
        raise LabelError(f"{name}: {error}") from None
    roles = tuple(
        (role, span_in(name, text, words)) for role in ROLES for words in _each(raw.get(role)) if words
    )
    return LabelledEvent(
        word=span_in(name, text, raw["word"]),
        type=raw["type"],
        realis=realis,
        stance=stance,
        certainty=certainty,
        roles=roles,
        source=span_in(name, text, raw["source"]) if raw.get("source") else None,
        cue=span_in(name, text, raw["cue"]) if raw.get("cue") else None,
        tolls=tuple(_toll(name, text, t) for t in raw.get("tolls") or ()),
    )


def _toll(name: str, text: str, raw: Mapping[str, Any]) -> tuple[Span, str, str]:
    kind, scope = raw.get("kind"), raw.get("scope")
    if kind not in TOLL_KINDS or scope not in SCOPES:
        raise LabelError(f"{name}: a toll needs one of {sorted(TOLL_KINDS)} and of {sorted(SCOPES)}")
    return span_in(name, text, raw["words"]), kind, scope


def _each(value: Any) -> Sequence[str]:
    return [] if value is None else value if isinstance(value, list) else [value]


def span_in(name: str, text: str, words: str) -> Span:
    """Where ``words`` stand in ``text`` as whole words: the first time, or the n-th with ``words#n``."""
    match = NTH.match(words)
    wanted, n = (match["words"], int(match["n"])) if match else (words, 1)
    places = list(re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text))
    if len(places) < n:
        raise LabelError(f"{name}: {words!r} does not stand in the text")
    return Span(*places[n - 1].span())


def problems(folder: Path = FOLDER) -> list[str]:
    """What is wrong with the passages, one line each."""
    found: list[str] = []
    seen: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        try:
            raws = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            found.append(f"{path.name}: {error}")
            continue
        for raw in raws or ():
            if raw.get("id") in seen:
                found.append(f"{path.name}: id {raw.get('id')} stands twice")
            seen.add(raw.get("id"))
            try:
                passage_of(raw)
                if raw.get("sides"):
                    passage_of(exchanged(raw))
            except LabelError as error:
                found.append(f"{path.name}: {error}")
    return found


def main() -> None:
    """Prints what is wrong, or how many passages, sentences and events of each kind there are."""
    wrong = problems()
    if wrong:
        sys.exit("\n".join(wrong))
    passages = read_passages(swapped=False)
    lines = [f"{len(passages)} passages, {sum(p.sentences for p in passages)} sentences"]
    for title, values in (
        ("kinds", [p.kind for p in passages]),
        ("regions", [p.region for p in passages]),
        ("styles", [p.style for p in passages]),
        ("types", [e.type for p in passages for e in p.events]),
        ("realis", [str(e.realis) for p in passages for e in p.events]),
        ("stances", [str(e.stance) for p in passages for e in p.events]),
    ):
        lines.append(f"{title}: " + ", ".join(f"{v} {n}" for v, n in Counter(values).most_common()))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
