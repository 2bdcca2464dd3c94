"""The ``times`` benchmark: time expressions found and normalised, scored as in TempEval-3.

Definitions (UzZaman et al. 2013, "SemEval-2013 Task 1: TempEval-3", section 6): an expression
is found *strictly* where its extent equals the gold extent and *relaxed* where the two overlap
(each gold expression matches one found expression at most). The value F1 is the relaxed F1
times the share of relaxed matches whose ``value`` equals the gold value, character for character.
``value_alike_f1`` counts other ways of writing the same time too ("2000-W7", "1949-XX": ``times_alike``).

As in TempEval-3 the document creation time is given to the reader and not scored: only
expressions inside TEXT count. TIMEX2 files (WikiWars) are scored by the same definitions on VAL.

Adapter, not finder: TIMEX2 marks a phrase with what it contains (nested tags); nested gold is
kept as it stands, inner and outer. TIMEX2 writes repeated times with XXXX fields ("XXXX-XX-XX")
and our TIMEX3 SETs are left alone. Lines that a gold file wraps at a fixed width are joined (a line
break becomes a space, so offsets stay) because a report's lines are its paragraphs.

The table ``peers`` compares with dateparser on the first ``PEER_DOCUMENTS`` documents. It reads every
expression as a day, so values are compared by their first ten characters (YYYY-MM-DD) for both, and a
row of its own looks at gold expressions that are days only.
"""

from __future__ import annotations

import datetime as dt
import html
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportedly.bench.base import BenchResult, precision_recall_f1
from reportedly.bench.peers import dateparser_days, peer_table
from reportedly.bench.progress import with_progress
from reportedly.bench.times_alike import alike
from reportedly.errors import InputError
from reportedly.parse import SpacyParser
from reportedly.read import make_report
from reportedly.records import Span
from reportedly.when import find_times

WRAPPED_WIDTH = 90  # lines of hard-wrapped text are about this long at most
WORST = 20
PEER_DOCUMENTS = 20  # of a run, for the comparison
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TAG = re.compile(r"<(/?)([A-Za-z0-9_]+)([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*["']([^"']*)["']""")
_ENTITY = re.compile(r"&#?\w+;")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression, gold or found: extent in the text, kind and value."""

    span: Span
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class TimeDocument:
    """One gold file: plain text, creation date, gold expressions."""

    id: str
    text: str
    created: dt.date | None
    gold: tuple[TimeExpression, ...]


@dataclass(slots=True)
class Tally:
    """Counts of one document or many."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    value_alike: int = 0
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Adds another tally to this one."""
        self.gold += other.gold
        self.found += other.found
        self.strict += other.strict
        self.relaxed += other.relaxed
        self.value += other.value
        self.value_alike += other.value_alike
        for kind, counts in other.by_kind.items():
            self.by_kind.setdefault(kind, Counter()).update(counts)


def run(data: Path, split: str, limit: int | None = None) -> BenchResult:
    """Scores the when station on ``data``/``split`` (``*.tml`` or ``*.key.xml``).

    Raises InputError where the folder holds no such file.
    """
    documents = load(data / split, limit)
    parser = SpacyParser()
    parser.load()
    began = time.perf_counter()
    total = Tally()
    rows: list[dict[str, Any]] = []
    answers: list[tuple[TimeExpression, ...]] = []
    for document in with_progress(documents, "times"):
        found = find(document, parser)
        answers.append(found)
        tally, slips = score(document.gold, found, document.text)
        total.add(tally)
        rows.append({"id": document.id, "gold": tally.gold, "value": tally.value, "slips": slips})
    seconds = time.perf_counter() - began
    rows.sort(key=lambda row: row["value"] - max(row["gold"], 1))
    return BenchResult(
        benchmark="times",
        split=split,
        n_documents=len(documents),
        metrics=metrics(total),
        seconds=seconds,
        counts={"all": {k: getattr(total, k) for k in ("gold", "found", "strict", "relaxed", "value")}},
        tables={"by kind": _kind_table(total), "peers": peers(documents, answers)},
        errors=tuple(rows[:WORST]),
    )


def find(document: TimeDocument, parser: SpacyParser) -> tuple[TimeExpression, ...]:
    """The expressions that the ordinary station finds in a document."""
    parsed = parser.parse(make_report(document.text, published=document.created))
    return tuple(TimeExpression(m.span, m.kind, m.value or "") for m in find_times(parsed))


def peers(
    documents: Sequence[TimeDocument], answers: Sequence[Sequence[TimeExpression]]
) -> tuple[tuple[str, ...], ...]:
    """Ours beside dateparser's on the first documents; ``answers`` are ours, one for each document."""
    chosen = documents[:PEER_DOCUMENTS]
    ours = _day_figures(chosen, answers[:PEER_DOCUMENTS])
    peer = _day_figures(
        chosen,
        [[TimeExpression(s, "DATE", v) for s, v in dateparser_days(d.text, d.created)] for d in chosen],
    )
    figures = [(name, value, peer[name]) for name, value in ours.items()]
    return peer_table("ours", f"dateparser, first {len(chosen)} documents", figures)


def _day_figures(
    documents: Sequence[TimeDocument], answers: Sequence[Sequence[TimeExpression]]
) -> dict[str, float]:
    total, days = Tally(), Counter[str]()
    for document, found in zip(documents, answers, strict=True):
        gold, cut = [_cut(g) for g in document.gold], [_cut(f) for f in found]
        total.add(score(gold, cut)[0])
        pairs = _pairs(gold, cut)
        days["gold"] += sum(_is_day(g) for g in gold)
        days["right"] += sum(_is_day(gold[i]) and gold[i].value == cut[j].value for i, j in pairs.items())
    whole = metrics(total)
    return {
        "relaxed_f1": whole["relaxed_f1"],
        "value_f1": whole["value_f1"],
        "share of days right": days["right"] / days["gold"] if days["gold"] else 0.0,
    }


def _cut(expression: TimeExpression) -> TimeExpression:
    return TimeExpression(expression.span, expression.kind, expression.value[:10])


def _is_day(expression: TimeExpression) -> bool:
    return _DAY.fullmatch(expression.value) is not None


def metrics(tally: Tally) -> dict[str, float]:
    """Relaxed, strict and value F1 with precision and recall, from counts."""
    out = {}
    for name in ("relaxed", "strict", "value", "value_alike"):
        precision, recall, f1 = precision_recall_f1(getattr(tally, name), tally.found, tally.gold)
        out[f"{name}_f1"] = f1
        out[f"{name}_precision"] = precision
        out[f"{name}_recall"] = recall
    return out


def score(
    gold: Sequence[TimeExpression], found: Sequence[TimeExpression], text: str = ""
) -> tuple[Tally, tuple[str, ...]]:
    """The tally of one document and a line for each expression missed, invented or misread."""
    tally = Tally(gold=len(gold), found=len(found))
    slips: list[str] = []
    pairs = _pairs(gold, found)
    for i, expression in enumerate(gold):
        counts = tally.by_kind.setdefault(expression.kind, Counter())
        counts["gold"] += 1
        j = pairs.get(i)
        if j is None:
            slips.append(f"missed {expression.span.of(text)!r} {expression.value}")
            continue
        other = found[j]
        tally.relaxed += 1
        counts["relaxed"] += 1
        if other.span == expression.span:
            tally.strict += 1
            counts["strict"] += 1
        tally.value_alike += alike(expression.value, other.value)
        if other.value == expression.value:
            tally.value += 1
            counts["value"] += 1
        else:
            slips.append(f"value {expression.span.of(text)!r} {expression.value} read {other.value}")
    used = set(pairs.values())
    slips.extend(f"extra {f.span.of(text)!r} {f.value}" for j, f in enumerate(found) if j not in used)
    return tally, tuple(slips)


def _pairs(gold: Sequence[TimeExpression], found: Sequence[TimeExpression]) -> dict[int, int]:
    """Gold index → found index, one to one: equal extents first, then the longest overlap."""
    options = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if g.span.overlaps(f.span):
                shared = min(g.span.end, f.span.end) - max(g.span.start, f.span.start)
                options.append((g.span != f.span, -shared, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(options):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _kind_table(total: Tally) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = [("kind", "gold", "relaxed", "strict", "value")]
    for kind, counts in sorted(total.by_kind.items()):
        rows.append((kind, *(str(counts[name]) for name in ("gold", "relaxed", "strict", "value"))))
    return tuple(rows)


# --------------------------------------------------------------------------- reading gold


def load(folder: Path, limit: int | None = None) -> tuple[TimeDocument, ...]:
    """The gold documents of a folder, by file name; raises InputError where there are none."""
    files = sorted(folder.glob("*.tml")) or sorted(folder.glob("*.key.xml"))
    if not files:
        raise InputError(f"{folder.name}: no *.tml and no *.key.xml in the folder; see docs/benchmarks.md")
    return tuple(read_gold(path) for path in files[:limit])


def read_gold(path: Path) -> TimeDocument:
    """One TimeML or TIMEX2 file."""
    source = path.read_text("utf-8", "replace")
    name = path.name.removesuffix(".tml").removesuffix(".key.xml")
    body = re.search(r"<TEXT>(.*)</TEXT>", source, re.DOTALL)
    if body is None:
        raise InputError(f"{path.name}: no TEXT element")
    text, gold = _inline(body[1])
    return TimeDocument(name, unwrapped(text), _created(source[: body.start()]), gold)


def _created(head: str) -> dt.date | None:
    match = re.search(r"<TIMEX3[^>]*CREATION_TIME[^>]*>", head) or re.search(
        r"<DATETIME>\s*<TIMEX2[^>]*>", head
    )
    value = re.search(r"""val(?:ue)?=["'](\d{4}-\d\d-\d\d)""", match[0]) if match else None
    return dt.date.fromisoformat(value[1]) if value else None


def _inline(body: str) -> tuple[str, tuple[TimeExpression, ...]]:
    """Text without tags, and the expressions its TIMEX tags mark, in order of start."""
    parts: list[str] = []
    length, last = 0, 0
    open_tags: list[tuple[int, dict[str, str]]] = []
    gold: list[TimeExpression] = []
    for tag in _TAG.finditer(body):
        piece = _unescaped(body[last : tag.start()])
        parts.append(piece)
        length += len(piece)
        last = tag.end()
        if not tag[2].startswith("TIMEX") or tag[3].endswith("/"):
            continue
        if not tag[1]:
            open_tags.append((length, dict(_ATTRIBUTE.findall(tag[3]))))
        elif open_tags:
            start, attributes = open_tags.pop()
            gold.append(_expression(start, length, attributes))
    parts.append(_unescaped(body[last:]))
    return "".join(parts), tuple(sorted(gold, key=lambda g: (g.span, g.value)))


def _unescaped(piece: str) -> str:
    return _ENTITY.sub(lambda m: html.unescape(m[0]), piece)


def _expression(start: int, end: int, attributes: dict[str, str]) -> TimeExpression:
    lowered = {name.lower(): value for name, value in attributes.items()}
    value = lowered.get("value") or lowered.get("val") or ""
    return TimeExpression(Span(start, end), lowered.get("type") or _timex2_kind(lowered, value), value)


def _timex2_kind(attributes: dict[str, str], value: str) -> str:
    if attributes.get("set", "").upper() == "YES":
        return "SET"
    if value.startswith("P") and not value.startswith(("PAST", "PRES")):
        return "DURATION"
    return "TIME" if "T" in value.replace("FUTURE", "").replace("PAST", "").replace("PRESENT", "") else "DATE"


def unwrapped(text: str) -> str:
    """The text with the line breaks of hard-wrapped lines turned into spaces; offsets stay."""
    lines = [line for line in text.split("\n") if line.strip()]
    inner = [len(a) for a, b in _neighbours(text.split("\n")) if a.strip() and b.strip()]
    if len(lines) < 4 or len(inner) < 3 or statistics.median(inner) > WRAPPED_WIDTH:
        return text
    return re.sub(r"(?<=\S)\n(?=[^\n\s])", " ", text)


def _neighbours(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(lines, lines[1:], strict=False)
