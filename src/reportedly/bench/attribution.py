"""The `attribution` benchmark: sources, cues and contents in PolNeAR's standoff form.

What counts, after Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political
News" (LREC 2018), and the evaluation of BBC's Citron, which score spans by role:

- A *span* of a role is one contiguous stretch of code points, without white space at its ends.
  A content in two pieces ("“…,” he said, “…”") is two spans, as in the token version of the
  corpus. A source that serves two attributions counts once.
- ``<role>_exact_f1``: a found span is right where a gold span of its role has the same start and
  end. F1 over all documents together (micro).
- ``<role>_overlap_f1``: precision is the share of found spans that share a code point with a gold
  span of their role; recall the share of gold spans that share one with a found span.
- ``whole_exact_f1``: an attribution is right where source (or its absence), cue and content have
  all pieces in common with one gold attribution.
- ``whole_overlap_f1``: the same with each of the three sharing a code point; one to one, the
  largest overlap first.

Choices: where several annotators' files exist for a document, the first by name is the key. The
corpus marks one layer, so an attribution whose cue stands in another's content is left out of
both sides. Cues that take no stance ("did not confirm") are counted here, though they give no
claim. The first line of a document is its title.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportedly.attribution.draft import Draft
from reportedly.attribution.standoff import GoldAttribution, GoldDocument, read_documents
from reportedly.attribution.station import find_drafts
from reportedly.bench.base import BenchResult, precision_recall_f1
from reportedly.bench.peers import peer_table
from reportedly.bench.progress import with_progress
from reportedly.nets import AttributionNet
from reportedly.nets.attribution_input import coded_blocks
from reportedly.parse import SpacyParser
from reportedly.records import Block, BlockKind, ParsedReport, Report, Sentence, Span, Token

ROLES = ("source", "cue", "content")
NEAREST_VERBS = frozenset(
    {"say", "tell", "claim", "report", "announce", "add", "write", "deny", "accuse", "warn"}
)
Marked = tuple[GoldAttribution, ...]


def run(data: Path, split: str, limit: int | None = None, net: bool = True) -> BenchResult:
    """Scores the ordinary pipeline on ``data/split``; ``net=False`` scores the rules alone.

    The table compares it with the rules, the net by itself and the nearest verb of saying.
    """
    started = time.monotonic()
    parser = SpacyParser()
    loaded = AttributionNet.load() if net else None
    systems: dict[str, Callable[[ParsedReport], Marked]] = {
        "rules": lambda parsed: marked(find_drafts(parsed)),
        "nearest verb": nearest_verb,
    }
    if loaded is not None:
        systems = {"both": lambda parsed: marked(find_drafts(parsed, loaded)), **systems}
        systems["net"] = lambda parsed: _net_alone(parsed, loaded)
    scores = {name: Score() for name in systems}
    documents = [versions[0] for versions in read_documents(data / split, limit)]
    for document in with_progress(documents, "attribution"):
        parsed = parser.parse(report_of(document))
        for name, system in systems.items():
            scores[name].add(document, document.attributions, system(parsed))
    main = scores[next(iter(systems))]
    return BenchResult(
        benchmark="attribution",
        split=split,
        n_documents=len(documents),
        metrics=main.metrics(),
        seconds=time.monotonic() - started,
        counts=main.counts(),
        tables={"systems": _table(scores), "peers": _peers(main, scores["nearest verb"])},
        errors=tuple(main.worst()),
    )


def _net_alone(parsed: ParsedReport, net: AttributionNet) -> Marked:
    found = net.predict(parsed.text, coded_blocks(parsed))
    return tuple(
        GoldAttribution((a.source,) if a.source else (), (a.cue,), a.contents) for a in found if a.contents
    )


def report_of(document: GoldDocument) -> Report:
    """The document as a report: a title, then a paragraph for each line."""
    blocks: list[Block] = []
    start = 0
    for line in document.text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words)
            kind = BlockKind.PARAGRAPH if blocks else BlockKind.TITLE
            blocks.append(Block(kind, Span(first, first + len(words))))
        start += len(line)
    return Report(
        id=document.name,
        text=document.text,
        blocks=tuple(blocks),
        title=None,
        url=None,
        published=None,
        published_from=None,
        language="en",
        outlet=None,
        text_sha256=hashlib.sha256(document.text.encode()).hexdigest(),
    )


def marked(drafts: Sequence[Draft]) -> Marked:
    """The drafts in the form of the key, without those inside another's content."""
    outer = [d for d in drafts if not any(_inside(d, other) for other in drafts)]
    return tuple(GoldAttribution((d.source,) if d.source else (), (d.cue,), d.contents) for d in outer)


def _inside(draft: Draft, other: Draft) -> bool:
    return draft is not other and any(c.contains(draft.cue) for c in other.contents)


# ------------------------------------------------------------------ baseline


def nearest_verb(parsed: ParsedReport) -> Marked:
    """The naive reading: each verb of saying, the nearest noun before it, and the rest of the sentence."""
    found = []
    for sentence in parsed.sentences:
        verb = next((t for t in sentence.tokens if t.lemma in NEAREST_VERBS), None)
        source = _nearest_noun(sentence, verb) if verb else None
        if verb is None or source is None:
            continue
        after = Span(max(verb.span.end, source.end), sentence.span.end)
        before = Span(sentence.span.start, min(verb.span.start, source.start))
        longest = max((before, after), key=lambda s: s.end - s.start)
        words = longest.of(parsed.text)
        start = longest.start + len(words) - len(words.lstrip(" ,.;:"))
        end = longest.end - (len(words) - len(words.rstrip(" ,.;:")))
        if start < end:
            found.append(GoldAttribution((source,), (verb.span,), (Span(start, end),)))
    return tuple(found)


def _nearest_noun(sentence: Sentence, verb: Token) -> Span | None:
    nouns = [t for t in sentence.tokens if t.pos in ("NOUN", "PROPN", "PRON")]
    before = [t for t in nouns if t.i < verb.i]
    if not nouns:
        return None
    head = before[-1] if before else nouns[0]
    first = head.i
    while (
        first > 0
        and sentence.tokens[first - 1].pos in ("PROPN", "ADJ", "DET", "NOUN")
        and first - 1 != verb.i
    ):
        first -= 1
    return Span(sentence.tokens[first].span.start, head.span.end)


# ------------------------------------------------------------------ scoring


@dataclass
class Score:
    """Running counts: (metric) -> correct found, found, correct gold, gold."""

    tallies: dict[str, list[int]] = field(default_factory=dict)
    missed: list[dict[str, Any]] = field(default_factory=list)

    def add(self, document: GoldDocument, gold: Marked, found: Marked) -> None:
        """Counts one document."""
        for role in ROLES:
            theirs, ours = spans_of(gold, role), spans_of(found, role)
            right = len(theirs & ours)
            self._count(f"{role}_exact_f1", right, len(ours), right, len(theirs))
            ours_hit = sum(1 for s in ours if any(s.overlaps(t) for t in theirs))
            theirs_hit = sum(1 for t in theirs if any(s.overlaps(t) for s in ours))
            self._count(f"{role}_overlap_f1", ours_hit, len(ours), theirs_hit, len(theirs))
        exact = len(set(gold) & set(found))
        self._count("whole_exact_f1", exact, len(set(found)), exact, len(set(gold)))
        pairs = matched(gold, found)
        self._count("whole_overlap_f1", pairs, len(found), pairs, len(gold))
        self._note(document, gold, found)

    def _count(self, metric: str, *numbers: int) -> None:
        tally = self.tallies.setdefault(metric, [0, 0, 0, 0])
        for i, number in enumerate(numbers):
            tally[i] += number

    def _note(self, document: GoldDocument, gold: Marked, found: Marked) -> None:
        wrong = len(spans_of(gold, "content") ^ spans_of(found, "content"))
        self.missed.append({"document": document.name, "content_errors": wrong, "gold": len(gold)})

    def metrics(self) -> dict[str, float]:
        """Each metric, 0…1."""
        return {metric: _f1(*tally) for metric, tally in self.tallies.items()}

    def counts(self) -> dict[str, dict[str, int]]:
        """Each metric's counts; ``correct`` is of the found, ``gold_found`` of the gold ones."""
        names = ("correct", "found", "gold_found", "gold")
        return {metric: dict(zip(names, tally, strict=True)) for metric, tally in self.tallies.items()}

    def worst(self, count: int = 10) -> list[dict[str, Any]]:
        """The documents with most content spans missed or invented."""
        return sorted(self.missed, key=lambda row: (-row["content_errors"], row["document"]))[:count]


def _f1(correct_found: int, found: int, correct_gold: int, gold: int) -> float:
    if not found and not gold:
        return 1.0
    precision, _, _ = precision_recall_f1(correct_found, found, gold)
    _, recall, _ = precision_recall_f1(correct_gold, found, gold)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def spans_of(attributions: Sequence[GoldAttribution], role: str) -> set[Span]:
    """The distinct spans of a role."""
    return {span for attribution in attributions for span in getattr(attribution, role)}


def matched(gold: Sequence[GoldAttribution], found: Sequence[GoldAttribution]) -> int:
    """How many attributions overlap in source, cue and content, one to one."""
    pairs = [
        (overlap, i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(found)
        if (overlap := _whole_overlap(a, b)) > 0
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in pairs:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return len(used_gold)


def _whole_overlap(a: GoldAttribution, b: GoldAttribution) -> int:
    """Shared code points of all three elements; 0 where one of them shares none."""
    cue, content = _shared(a.cue, b.cue), _shared(a.content, b.content)
    source = _shared(a.source, b.source)
    if not cue or not content or (not source and (a.source or b.source)):
        return 0
    return cue + content + source


def _shared(a: Sequence[Span], b: Sequence[Span]) -> int:
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)


def _peers(ours: Score, peer: Score) -> tuple[tuple[str, ...], ...]:
    theirs = peer.metrics()
    figures = [(name, value, theirs[name]) for name, value in ours.metrics().items()]
    return peer_table("ours", "nearest verb of saying", figures)


def _table(scores: dict[str, Score]) -> tuple[tuple[str, ...], ...]:
    """A row for each system, and each system's metrics as a ratio to the first."""
    names = list(next(iter(scores.values())).tallies)
    header = ("system", *(name.removesuffix("_f1") for name in names), "content ratio")
    first = next(iter(scores.values())).metrics()
    rows = []
    for system, score in scores.items():
        figures = score.metrics()
        ratio = figures["content_exact_f1"] / (first["content_exact_f1"] or 1.0)
        rows.append((system, *(f"{figures[name]:.3f}" for name in names), f"{ratio:.2f}"))
    return (header, *rows)
