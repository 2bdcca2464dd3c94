"""One HTML page per report: the text with its words marked, the claims beside it.

The page is a single file with no outside request; report text is data and always escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from textwrap import shorten
from typing import TYPE_CHECKING

from reportedly.export.flat import names, time_words, toll_words
from reportedly.export.plain import plain_claim
from reportedly.knowledge.codebooks import codes_of
from reportedly.records import Claim, CodedReport, Issue, Span

if TYPE_CHECKING:
    from jinja2 import Template

OPENING_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a claim's words, by role."""

    span: Span
    role: str
    claim: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text with the roles and claims that cover it."""

    text: str
    roles: str
    claims: str


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A line of the index: a coded report with its page, or a source that could not be read."""

    title: str
    outlet: str = ""
    published: str = ""
    claims: int | None = None
    href: str | None = None
    issues: tuple[str, ...] = ()

    @classmethod
    def of_report(cls, coded: CodedReport, href: str) -> IndexRow:
        """The line of a coded report whose page is at ``href``."""
        report = coded.report
        return cls(
            title=report.title or _opening(report.text) or report.id,
            outlet=report.outlet.name if report.outlet else "unknown",
            published=report.published.isoformat() if report.published else "unknown",
            claims=len(coded.claims),
            href=href,
            issues=tuple(issue.code.replace("_", " ") for issue in coded.issues),
        )

    @classmethod
    def of_failure(cls, source: str, issue: Issue) -> IndexRow:
        """The line of a source that could not be read."""
        return cls(title=source, issues=(issue.message,))


def report_page(coded: CodedReport, *, index: str | None = None) -> str:
    """The page of one coded report; ``index`` is the address of the list that it belongs to."""
    marks = [mark for i, claim in enumerate(coded.claims) for mark in claim_marks(i, claim)]
    framing = [Mark(f.span, "framing", -1) for f in coded.framing]
    blocks = [
        {"kind": block.kind.value, "segments": list(segments(coded.report.text, block.span, marks + framing))}
        for block in coded.report.blocks
    ]
    cards = [_card(coded, i, claim) for i, claim in enumerate(coded.claims)]
    return _template("report.html").render(
        report=coded.report,
        blocks=blocks,
        cards=cards,
        issues=coded.issues,
        framing=coded.framing,
        index=index,
        opening=_opening(coded.report.text),
    )


def index_page(rows: Sequence[IndexRow]) -> str:
    """The list of the pages of a folder."""
    return _template("index.html").render(rows=rows, claims=sum(row.claims or 0 for row in rows))


def _opening(text: str) -> str:
    """The first words of a report, for one without a title."""
    return shorten(text, OPENING_CHARACTERS, placeholder=" …")


def claim_marks(number: int, claim: Claim) -> Iterator[Mark]:
    """The marks of claim ``number``: every field's words."""
    event = claim.event
    named: list[tuple[str, list[Span | None]]] = [
        ("claimant", [claim.claimant.span]),
        ("cue", [link.cue for link in claim.chain]),
        ("actor", [p.span for p in event.actors]),
        ("target", [p.span for p in (*event.targets, *event.victims)]),
        ("weapon", [w.span for w in event.weapons]),
        ("toll", [t.span for t in event.tolls]),
        ("place", [event.place.span if event.place else None]),
        ("time", [event.time.span if event.time else None]),
        ("outcome", [event.outcome.span if event.outcome else None]),
        ("motive", [q.span for q in event.motive]),
        ("trigger", [*event.mentions]),
        ("evidence", [*claim.evidence]),
    ]
    for role, spans in named:
        for span in spans:
            if span is not None:
                yield Mark(span, role, number)


def segments(text: str, span: Span, marks: Iterable[Mark]) -> Iterator[Segment]:
    """``span`` cut at every mark's border, each piece with the roles and claims over it."""
    inside = [m for m in marks if m.span.overlaps(span)]
    borders = {span.start, span.end}
    for mark in inside:
        borders.update((max(mark.span.start, span.start), min(mark.span.end, span.end)))
    for start, end in pairwise(sorted(borders)):
        piece = Span(start, end)
        over = [m for m in inside if m.span.contains(piece)]
        roles = sorted({m.role for m in over})
        claims = sorted({m.claim for m in over if m.claim >= 0})
        yield Segment(text[start:end], " ".join(roles), " ".join(f"c{i}" for i in claims))


def _card(coded: CodedReport, number: int, claim: Claim) -> dict[str, object]:
    event = claim.event
    codes = codes_of(event)
    rows = [
        ("actor", "Who", names(event.actors)),
        ("target", "To whom", names((*event.targets, *event.victims))),
        ("weapon", "With", ", ".join(w.text for w in event.weapons)),
        ("place", "Where", _where(claim)),
        ("time", "When", time_words(event.time)),
        ("toll", "Toll", "; ".join(toll_words(t) for t in event.tolls)),
        ("outcome", "Outcome", event.outcome.text if event.outcome else ""),
        ("motive", "Motive", "; ".join(q.text for q in event.motive)),
        ("cue", "Chain", " → ".join(link.speaker.name for link in claim.chain)),
    ]
    return {
        "number": number,
        "claim": claim,
        "what": event.type.replace("_", " "),
        "trigger": " ".join(event.trigger.of(coded.report.text).split()),
        "codes": codes,
        "rows": [row for row in rows if row[2]],
        "evidence": [" ".join(span.of(coded.report.text).split()) for span in claim.evidence],
        "json": plain_claim(claim, coded.report.text, explain=True),
    }


def _where(claim: Claim) -> str:
    if claim.event.place is None:
        return ""
    place = claim.event.place.place
    parts = [place.name, place.admin1 or "", place.country or ""]
    where = ", ".join(p for p in dict.fromkeys(parts) if p)
    disputed = f"; {place.disputed}" if place.disputed else ""
    return f"{where} ({place.precision}{disputed})"


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("reportedly.export", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(name)
