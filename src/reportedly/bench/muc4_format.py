"""Templates of MUC-4 as records, and the reading and writing of their files.

A template is one incident of one message, in 25 numbered slots. Keys and responses share one notation:
alternatives of one fill stand on a line, parted by ``/``; ``?`` marks a fill that may be left out; ``:``
parts a value from the fill of another slot it belongs to (its cross-reference); ``-`` is empty, ``*`` does
not apply; ``(OPTIONAL)`` marks a template that may be left out; ``;`` opens a comment. Source of the
notation: MUC-4 task documentation (1992), parts 1 and 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.errors import InputError

# Slot names as in the official score reports, by slot number; the labels are those of the files.
SLOTS: tuple[str, ...] = (
    "message-id", "template-id", "inc-date", "inc-loc", "inc-type", "inc-stage", "inc-instr-id",
    "inc-instr-type", "perp-inc-cat", "perp-ind-id", "perp-org-id", "perp-org-conf", "phys-tgt-id",
    "phys-tgt-type", "phys-tgt-num", "phys-tgt-nation", "phys-tgt-effect", "phys-tgt-total-num",
    "hum-tgt-name", "hum-tgt-desc", "hum-tgt-type", "hum-tgt-num", "hum-tgt-nation", "hum-tgt-effect",
    "hum-tgt-total-num",
)  # fmt: skip
LABELS: tuple[str, ...] = (
    "MESSAGE: ID", "MESSAGE: TEMPLATE", "INCIDENT: DATE", "INCIDENT: LOCATION", "INCIDENT: TYPE",
    "INCIDENT: STAGE OF EXECUTION", "INCIDENT: INSTRUMENT ID", "INCIDENT: INSTRUMENT TYPE",
    "PERP: INCIDENT CATEGORY", "PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID",
    "PERP: ORGANIZATION CONFIDENCE", "PHYS TGT: ID", "PHYS TGT: TYPE", "PHYS TGT: NUMBER",
    "PHYS TGT: FOREIGN NATION", "PHYS TGT: EFFECT OF INCIDENT", "PHYS TGT: TOTAL NUMBER", "HUM TGT: NAME",
    "HUM TGT: DESCRIPTION", "HUM TGT: TYPE", "HUM TGT: NUMBER", "HUM TGT: FOREIGN NATION",
    "HUM TGT: EFFECT OF INCIDENT", "HUM TGT: TOTAL NUMBER",
)  # fmt: skip
NUMBER_OF: Mapping[str, int] = {name: i for i, name in enumerate(SLOTS)}
STRING_SLOTS = frozenset(
    ("inc-instr-id", "perp-ind-id", "perp-org-id", "phys-tgt-id", "hum-tgt-name", "hum-tgt-desc")
)
SET_SLOTS = frozenset(
    "inc-type inc-stage inc-instr-type perp-inc-cat perp-org-conf phys-tgt-type phys-tgt-nation "
    "phys-tgt-effect hum-tgt-type hum-tgt-nation hum-tgt-effect".split()
)
SCORED_SLOTS: tuple[str, ...] = SLOTS[2:]
# The slots whose fills a cross-reference points to; the first that is filled, of two.
REFERRED: Mapping[str, tuple[str, ...]] = {
    "inc-instr-type": ("inc-instr-id",),
    "perp-org-conf": ("perp-org-id",),
    "phys-tgt-type": ("phys-tgt-id",),
    "phys-tgt-num": ("phys-tgt-id",),
    "phys-tgt-nation": ("phys-tgt-id",),
    "phys-tgt-effect": ("phys-tgt-id",),
    "hum-tgt-desc": ("hum-tgt-name",),
    "hum-tgt-type": ("hum-tgt-name", "hum-tgt-desc"),
    "hum-tgt-num": ("hum-tgt-name", "hum-tgt-desc"),
    "hum-tgt-nation": ("hum-tgt-name", "hum-tgt-desc"),
    "hum-tgt-effect": ("hum-tgt-name", "hum-tgt-desc"),
}
_PHYSICAL = frozenset(name for name in SLOTS if name.startswith("phys-"))
_INSTRUMENT = frozenset(("inc-instr-id", "inc-instr-type"))
# Slots that never apply to an incident type (template skeletons); written ``*``.
INAPPLICABLE: Mapping[str, frozenset[str]] = {
    "ARSON": _INSTRUMENT,
    "KIDNAPPING": _INSTRUMENT | _PHYSICAL,
}


@dataclass(frozen=True, slots=True)
class Fill:
    """One fill of a slot, in capitals and without the quotation marks around it.

    ``alternatives`` are equally right ways to fill it: ``("FMLN", "FARABUNDO MARTI …")``, ``("GUN",)``,
    ``("- 26 AUG 89",)`` (dates), ``("COLOMBIA: MEDELLIN (CITY)",)``, ``("5-7",)``, ``("~7",)``,
    ``("PLURAL",)``.
    ``tags`` are the alternatives of the fill it refers to; ``("-",)`` refers to none on purpose.
    """

    alternatives: tuple[str, ...]
    optional: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One incident; ``number`` is None for a message without any (all slots ``*``).

    ``slots`` has 25 entries, by slot number; the first two (message and template) stay empty.
    """

    message: str
    number: int | None
    optional: bool = False
    slots: tuple[tuple[Fill, ...], ...] = ((),) * len(SLOTS)

    def __getitem__(self, name: str) -> tuple[Fill, ...]:
        """The fills of the slot of that name (``phys-tgt-id``)."""
        return self.slots[NUMBER_OF[name]]

    @property
    def incident_types(self) -> tuple[str, ...]:
        """The alternatives of the incident type; empty for an irrelevant message."""
        return self["inc-type"][0].alternatives if self["inc-type"] else ()


def make_template(
    message: str, number: int | None, fills: Mapping[str, Sequence[Fill]], *, optional: bool = False
) -> Template:
    """A template from fills by slot name; slots that are not named stay empty."""
    return Template(message, number, optional, tuple(tuple(fills.get(name, ())) for name in SLOTS))


# --------------------------------------------------------------------------- reading

_LABEL = "|".join(label.replace(" ", r"\s+") for label in sorted(LABELS, reverse=True))
_SLOT = re.compile(rf"\s*(\d{{1,2}})\.\s+(?:{_LABEL})")
_TEMPLATE_NUMBER = re.compile(r"(\d+)")
_END_OF_STRING = re.compile(r'"\s*(?=$|[/:)])')
_SPACES = re.compile(r"\s+")


def read_templates(path: Path) -> tuple[Template, ...]:
    """All templates of a key or response file, in its order. Raises InputError where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}; give a key or response file") from error
    templates = parse_templates(text)
    if not templates:
        raise InputError(f"no template in {path}; give a MUC-4 key or response file")
    return templates


def parse_templates(text: str) -> tuple[Template, ...]:
    """All templates of the text of a key or response, in its order."""
    found: list[Template] = []
    rows: dict[int, list[str]] = {}
    for number, line in _rows(text):
        if number == 0 and rows:
            found.append(_template(rows))
            rows = {}
        rows.setdefault(number, []).append(line)
    if rows:
        found.append(_template(rows))
    return tuple(found)


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """(slot number, one fill as written), fills that run over several lines joined."""
    number, waiting = None, ""
    for raw in text.splitlines():
        line = _without_comment(raw.replace("\f", "")).rstrip()
        match = _SLOT.match(line)
        if match:
            if waiting and number is not None:
                yield number, waiting
            number, waiting, body = int(match[1]), "", line[match.end() :].strip()
        else:
            body = line.strip()
        if number is None or not body:
            continue
        body = f"{waiting} {body}".strip()
        waiting = body if _is_open(body) else ""
        if not waiting:
            yield number, body
    if waiting and number is not None:
        yield number, waiting


def _is_open(body: str) -> bool:
    """Whether a quotation is still open at the end of the line, so that the next line goes on."""
    plain = body.replace('\\"', "")
    return plain.count('"') % 2 == 1 and not plain.endswith('"')


def _without_comment(line: str) -> str:
    inside = False
    for i, char in enumerate(line):
        if char == '"' and line[i - 1 : i] != "\\":
            inside = not inside
        elif char == ";" and not inside:
            return line[:i]
    return line


def _template(rows: Mapping[int, Sequence[str]]) -> Template:
    message = (rows.get(0) or ["?"])[0].split()[0]
    head = " ".join(rows.get(1, ()))
    match = _TEMPLATE_NUMBER.search(head)
    if match is None:
        return Template(message, None)
    slots: list[tuple[Fill, ...]] = [(), ()]
    for number in range(2, len(SLOTS)):
        fills = (parse_fill(line, SLOTS[number]) for line in rows.get(number, ()))
        slots.append(tuple(fill for fill in fills if fill is not None))
    return Template(message, int(match[1]), "OPTIONAL" in head, tuple(slots))


def parse_fill(line: str, slot: str) -> Fill | None:
    """One fill as written on a line of that slot; None for an empty one (``-`` or ``*``)."""
    body = line.strip()
    optional = body.startswith("?")
    body = body.lstrip("? ")
    if slot == "inc-loc":
        places = _places(body)
        return Fill(places, optional) if places else None
    value, tag = _split_once(body, ":") if slot in REFERRED else (body, "")
    alternatives, tags = _alternatives(value), _alternatives(tag, keep_dash=True)
    if not alternatives and tags not in ((), ("-",)):
        alternatives = ("-",)  # an empty value of something named is still a fill, and a wrong one
    return Fill(alternatives, optional, tags) if alternatives else None


def _alternatives(body: str, *, keep_dash: bool = False) -> tuple[str, ...]:
    """The alternatives of a value, unquoted, without ``-`` and ``*`` that stand alone."""
    pieces = (_plain(piece) for piece in _split(_unwrapped(body), "/"))
    empty = "*" if keep_dash else "*- "
    return tuple(dict.fromkeys(piece for piece in pieces if piece.strip(empty)))


def _plain(piece: str) -> str:
    """A value without its outer parentheses or quotation marks, in capitals, single-spaced."""
    piece = _unwrapped(piece)
    if piece[:1] == '"':
        piece = piece[1:-1] if len(piece) > 1 and piece[-1] == '"' else piece[1:]
        piece = piece.replace('\\"', '"')
    return _SPACES.sub(" ", piece).strip().upper()


def _unwrapped(body: str) -> str:
    """``body`` without parentheses that wrap all of it."""
    body = body.strip()
    while body[:1] == "(" and _closing(body) == len(body) - 1:
        body = body[1:-1].strip()
    return body


def _closing(body: str) -> int:
    """Where the parenthesis that opens ``body`` closes, quotations skipped; -1 if nowhere."""
    depth = 0
    for i, char in _outside(body):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return i
    return -1


def _outside(body: str) -> Iterator[tuple[int, str]]:
    """(position, character) of all characters outside quotations."""
    i = 0
    while i < len(body):
        if body[i] == '"':
            i = _end_of_quotation(body, i)
            continue
        yield i, body[i]
        i += 1


def _end_of_quotation(body: str, start: int) -> int:
    """Where the quotation ends: at the first mark that a separator or the end follows.

    Some responses write inner quotation marks without the backslash they should have.
    """
    at = start + 1
    while (match := _END_OF_STRING.search(body, at)) is not None:
        if body[match.start() - 1] != "\\" and match.start() > start:
            return match.end()
        at = match.start() + 1
    return len(body)


def _split(body: str, separator: str) -> list[str]:
    """``body`` split at the separator, outside quotations and parentheses."""
    pieces, depth, start = [], 0, 0
    for i, char in _outside(body):
        depth += (char == "(") - (char == ")")
        if char == separator and depth <= 0:
            pieces.append(body[start:i])
            start = i + 1
    pieces.append(body[start:])
    return pieces


def _split_once(body: str, separator: str) -> tuple[str, str]:
    first, *rest = _split(body, separator)
    return first, separator.join(rest)


def _places(body: str) -> tuple[str, ...]:
    """The alternatives of a place. Shared outer parts (``PERU: (A) / (B)``) are written out for each."""
    found: list[str] = []
    for piece in _split(_unwrapped(body), "/"):
        *outer, inner = _split(_unwrapped(piece), ":")
        options = _split(_unwrapped(inner), "/") if inner.strip()[:1] == "(" else [inner]
        for option in options:
            place = ": ".join(_plain(part) for part in (*outer, option))
            if place not in {"", "-", "*"}:
                found.append(place)
    first_country = found[0].split(":")[0] if found else ""
    return tuple(dict.fromkeys(_with_country(place, first_country) for place in found))


def _with_country(place: str, country: str) -> str:
    """A later alternative without a country of its own, ``DORADAL (TOWN)``, lies in the first's."""
    return f"{country}: {place}" if place.split(":")[0].endswith(")") and "(" not in country else place


# --------------------------------------------------------------------------- writing


def write_templates(templates: Iterable[Template], path: Path) -> None:
    """Write templates in the notation of keys and responses."""
    path.write_text("\n".join(format_template(t) for t in templates), encoding="utf-8")


def format_template(template: Template) -> str:
    """One template in the notation of the files, with a line break at its end."""
    absent = frozenset(SLOTS) if template.number is None else _inapplicable(template)
    rows = [_row(0, template.message)]
    mark = " (OPTIONAL)" if template.optional else ""
    rows.append(_row(1, "*" if template.number is None else f"{template.number}{mark}"))
    for number, name in enumerate(SLOTS[2:], start=2):
        lines = [_fill_as_written(fill, name) for fill in template.slots[number]]
        first, *rest = lines or ["*" if name in absent else "-"]
        rows.append(_row(number, first))
        rows.extend(" " * 35 + line for line in rest)
    return "\n".join(rows) + "\n"


def _inapplicable(template: Template) -> frozenset[str]:
    return INAPPLICABLE.get(next(iter(template.incident_types), ""), frozenset())


def _row(number: int, body: str) -> str:
    return f"{number}.".ljust(4) + LABELS[number].ljust(31) + body


def _fill_as_written(fill: Fill, slot: str) -> str:
    quoted = slot in STRING_SLOTS
    body = " / ".join(_quoted(a) if quoted else a for a in fill.alternatives)
    if slot in ("inc-date", "inc-loc") and len(fill.alternatives) > 1:
        body = " / ".join(f"({a})" for a in fill.alternatives)
    if fill.tags:
        body += ": " + " / ".join(_quoted(tag) for tag in fill.tags)
    return f"? {body}" if fill.optional else body


def _quoted(words: str) -> str:
    escaped = words.replace('"', '\\"')
    return f'"{escaped}"'
