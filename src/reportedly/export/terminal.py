"""The table that `reportedly code` shows in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from reportedly.export.flat import names, time_words, toll_words
from reportedly.records import Claim, CodedReport

if TYPE_CHECKING:
    from rich.console import RenderableType


def report_table(coded: CodedReport) -> RenderableType:
    """Heading, claims table and issues of one coded report."""
    report = coded.report
    outlet = report.outlet.name if report.outlet else "unknown outlet"
    published = report.published.isoformat() if report.published else "no publication date"
    heading = Text(f"{report.title or report.id}", style="bold")
    heading.append(f"  {outlet}, {published}", style="dim")
    parts: list[RenderableType] = [heading]
    if coded.claims:
        table = Table(show_lines=True, header_style="bold", expand=True)
        for name in ("claimant", "stance", "what", "who → whom", "where", "when", "toll", "certainty"):
            table.add_column(name, overflow="fold")
        for claim in coded.claims:
            table.add_row(*_cells(coded, claim))
        parts.append(table)
    parts.extend(Text(f"  {i.code}: {i.message}", style="yellow") for i in coded.issues)
    return Group(*parts)


def _cells(coded: CodedReport, claim: Claim) -> tuple[str, ...]:
    event = claim.event
    who = names(event.actors) or "?"
    whom = names(event.targets or event.victims)
    what = f"{event.type.replace('_', ' ')} “{_words(coded, claim)}”"
    what += "" if event.realis == "actual" else f" [{event.realis}]"
    what += "" if event.ground == "foreground" else " [background]"
    place = event.place
    where = f"{place.place.name}, {place.place.country} ({place.place.precision})" if place else ""
    certainty = f"{claim.certainty} {claim.confidence:.2f}\n{claim.id}"
    cells = (
        claim.claimant.name + (f" (for {claim.claimant.represents})" if claim.claimant.represents else ""),
        claim.stance.replace("_", " "),
        what,
        f"{who} → {whom}" if whom else who,
        where,
        time_words(event.time),
        "; ".join(toll_words(t) for t in event.tolls),
        certainty,
    )
    return tuple(escape(cell) for cell in cells)


def _words(coded: CodedReport, claim: Claim) -> str:
    return " ".join(claim.event.trigger.of(coded.report.text).split())
