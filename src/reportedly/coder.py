"""The whole road in one place: the only file that names the stations in order.

read -> parse -> (where, when, who, how_many, events, attribution) -> claims
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from reportedly.attribution import find_attributions
from reportedly.claims import assemble_claims, with_speakers
from reportedly.errors import InputError
from reportedly.events import find_events, find_parts
from reportedly.export.notebook import shown
from reportedly.how_many import find_tolls
from reportedly.knowledge.actors import ActorBase
from reportedly.knowledge.gazetteer import Gazetteer
from reportedly.knowledge.outlets import outlet_by
from reportedly.nets import AttributionNet, EventNet, EventReadings
from reportedly.nets.attribution_input import coded_blocks
from reportedly.parse import SpacyParser
from reportedly.read import make_report
from reportedly.records import CodedReport, Findings, Issue, ParsedReport, Report, TimeMention
from reportedly.when import find_times
from reportedly.where import find_places
from reportedly.who import find_actors, find_framing

T = TypeVar("T")


class Coder:
    """Codes reports into claims. Load once, use for many reports; ``code`` changes nothing.

    ``fast=True`` leaves the nets out: rules alone, at about twice the speed.
    """

    def __init__(self, *, fast: bool = False) -> None:
        self.fast = fast
        self.parser = SpacyParser()
        self.seconds: dict[str, float] = {}  # time spent in each station so far
        self._actors: ActorBase | None = None
        self._gazetteer: Gazetteer | None = None
        self._net: AttributionNet | None = None
        self._event_net: EventNet | None = None

    def load(self) -> Coder:
        """Read parser, knowledge base and nets now rather than at the first report."""
        self.parser.load()
        self._actors = self._actors or ActorBase.load()
        self._gazetteer = self._gazetteer or Gazetteer.open()
        if not self.fast and self._net is None:
            self._net, self._event_net = AttributionNet.load(), EventNet.load()
        return self

    def code(
        self,
        text: str | Report,
        *,
        published: str | dt.date | None = None,
        outlet: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> CodedReport:
        """The claims of one report, given as plain text or as a Report from ``reportedly.read``.

        ``published`` is an ISO date; ``outlet`` a name or domain. Raises InputError for a date
        that does not exist.
        """
        report = (
            text
            if isinstance(text, Report)
            else make_report(
                text,
                title=title,
                url=url,
                published=_date(published),
                outlet=outlet_by(outlet) if outlet else None,
            )
        )
        if report.language not in {None, "en"}:
            return shown(CodedReport(report, (), report.issues))
        return self.code_parsed(self._timed("parse", lambda: self.parser.parse(report)))

    def code_all(self, reports: Iterable[Report]) -> Iterator[CodedReport]:
        """Code reports one after another, in order."""
        for report in reports:
            yield self.code(report)

    def code_parsed(self, parsed: ParsedReport) -> CodedReport:
        """The claims of a report that is parsed already."""
        found = self.find(parsed)
        findings = self._timed("claims", lambda: with_speakers(found))
        claims = self._timed("claims", lambda: assemble_claims(findings))
        coded = CodedReport(
            report=parsed.report,
            claims=claims,
            issues=(*parsed.report.issues, *_issues(findings, bool(claims))),
            framing=findings.framing,
            findings=findings,
        )
        return shown(coded)

    def find(self, parsed: ParsedReport) -> Findings:
        """All that the finding stations see in a parsed report."""
        self.load()
        actors_base, gazetteer = self._actors, self._gazetteer
        assert actors_base is not None and gazetteer is not None
        actors = self._timed("who", lambda: find_actors(parsed, actors_base))
        readings = self._timed("events", lambda: self._read_events(parsed))
        findings = Findings(
            parsed=parsed,
            events=self._timed("events", lambda: find_events(parsed, readings)),
            attributions=self._timed("attribution", lambda: find_attributions(parsed, self._net)),
            actors=actors,
            places=self._timed("where", lambda: find_places(parsed, gazetteer)),
            times=self._timed("when", lambda: find_times(parsed)),
            tolls=self._timed("how_many", lambda: find_tolls(parsed)),
            parts=find_parts(readings) if readings is not None else None,
        )
        framing = self._timed("who", lambda: find_framing(parsed, actors_base, actors))
        return replace(findings, framing=framing)

    def _read_events(self, parsed: ParsedReport) -> EventReadings | None:
        net = self._event_net
        return None if net is None else net.read(parsed.text, coded_blocks(parsed))

    def _timed(self, station: str, step: Callable[[], T]) -> T:
        start = time.perf_counter()
        result = step()
        self.seconds[station] = self.seconds.get(station, 0.0) + time.perf_counter() - start
        return result


def _date(published: str | dt.date | None) -> dt.date | None:
    if published is None or isinstance(published, dt.date):
        return published
    try:
        return dt.date.fromisoformat(published)
    except ValueError as error:
        raise InputError(f"published {published!r} is not a date; write it as 2024-08-25") from error


def _issues(findings: Findings, has_claims: bool) -> tuple[Issue, ...]:
    """What could not be done with this report, and what to do about it."""
    issues = []
    report = findings.parsed.report
    unresolved = [t for t in findings.times if _is_unresolved(t)]
    if unresolved and report.published is None:
        issues.append(
            Issue(
                "relative_dates_unresolved",
                f"{len(unresolved)} relative dates stay unresolved; pass --published DATE to resolve them",
                unresolved[0].span,
            )
        )
    if not has_claims:
        issues.append(Issue("no_claims", "nothing to code was found in this report", None))
    return tuple(issues)


def _is_unresolved(time: TimeMention) -> bool:
    return time.start is None and time.kind in {"DATE", "TIME"} and time.precision == "unresolved"
