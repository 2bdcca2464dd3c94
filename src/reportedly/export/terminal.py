"""The table that `reportedly code` shows in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from reportedly.export.flat import names, time_words, toll_words
from reportedly.export.plain import plain_claim
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
    told = [place.place.name, place.place.country or ""] if place else []
    where = f"{', '.join(filter(None, told))} ({place.place.precision})" if place else ""
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


def explained(claim: Claim, text: str) -> RenderableType:
    """How each value of ``claim`` came about."""
    return explained_row(plain_claim(claim, text, explain=True))


def explained_row(row: dict[str, Any]) -> RenderableType:
    """The same, from a claim as plain data with origins (schema reportedly/1)."""
    table = Table(show_lines=False, header_style="bold", title=f"claim {row['id']}", title_justify="left")
    for name in ("field", "value", "words", "rule or net", "entry", "source", "alternatives"):
        table.add_column(name, overflow="fold")
    for field, node in _valued(row, ""):
        origin = node["origin"]
        others = ", ".join(f"{a['value']} ({a['score']:.2f})" for a in origin["alternatives"])
        value = node.get("name") or node.get("kind") or _interval(node)
        cells = (
            field,
            value,
            _cited(node),
            origin["rule"],
            origin["entry"] or "",
            origin["source"] or "",
            others,
        )
        table.add_row(*(escape(str(cell)) for cell in cells))
    facts = (
        f"{row['stance']} · about {row['about']} · {row['event']['realis']} · {row['event']['ground']} · "
        f"{row['certainty']} · confidence {row['confidence']:.2f}"
    )
    evidence = [Text(f"  “{' '.join(e['text'].split())}” [{e['start']}–{e['end']}]") for e in row["evidence"]]
    return Group(Text(facts), table, Text("evidence", style="bold"), *evidence)


def _interval(node: dict[str, Any]) -> str:
    return f"{node.get('start') or '?'} – {node.get('end') or '?'} ({node.get('precision')})"


def _cited(node: dict[str, Any]) -> str:
    span = node.get("span")
    where = f" [{span['start']}–{span['end']}]" if span else ""
    return f"“{node['text']}”{where}" if node.get("text") else "not in the text"


def _valued(node: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of a claim that has an origin, with its path."""
    if isinstance(node, list):
        for i, item in enumerate(node):
            yield from _valued(item, f"{path}[{i}]" if len(node) > 1 else path)
    elif isinstance(node, dict):
        if "origin" in node:
            yield path, node
        for key, value in node.items():
            if key != "origin":
                yield from _valued(value, f"{path}.{key}" if path else key)
