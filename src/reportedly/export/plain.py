"""Claims as plain data: the JSON of schema ``reportedly/1`` (design: docs/records.md)."""

from __future__ import annotations

from typing import Any

from reportedly.knowledge.codebooks import codes_of
from reportedly.records import (
    Claim,
    CodedReport,
    Event,
    EventPlace,
    EventTime,
    Framing,
    Issue,
    Link,
    Origin,
    Party,
    Quote,
    Report,
    Span,
    Toll,
)

SCHEMA = "reportedly/1"


def plain_report(coded: CodedReport, *, with_text: bool = False, explain: bool = False) -> dict[str, Any]:
    """One coded report as JSON-ready data; ``explain`` adds the origin of every value."""
    text = coded.report.text
    report = _report(coded.report)
    if with_text:
        report["text"] = text
    return {
        "schema": SCHEMA,
        "report": report,
        "claims": [plain_claim(claim, text, explain=explain) for claim in coded.claims],
        "framing": [_framing(f) for f in coded.framing],
        "issues": [plain_issue(issue) for issue in coded.issues],
    }


def plain_failure(source: str, issue: Issue) -> dict[str, Any]:
    """The row of a report that could not be read: no report, and the reason why."""
    return {
        "schema": SCHEMA,
        "report": None,
        "source": source,
        "claims": [],
        "framing": [],
        "issues": [plain_issue(issue)],
    }


def plain_issue(issue: Issue) -> dict[str, Any]:
    """An issue row."""
    return {"code": issue.code, "message": issue.message, "span": _span(issue.span)}


def plain_claim(claim: Claim, text: str, *, explain: bool = False) -> dict[str, Any]:
    """One claim as JSON-ready data; ``text`` is the report's canonical text."""
    maker = _Maker(text, explain)
    return {
        "id": claim.id,
        "stance": claim.stance.value,
        "about": claim.about,
        "certainty": claim.certainty,
        "confidence": claim.confidence,
        "claimant": maker.party(claim.claimant),
        "chain": [maker.link(link) for link in claim.chain],
        "event": maker.event(claim.event),
        "framing": [_framing(f) for f in claim.framing],
        "evidence": [maker.words(span) for span in claim.evidence],
    }


def _report(report: Report) -> dict[str, Any]:
    outlet = report.outlet
    return {
        "id": report.id,
        "title": report.title,
        "url": report.url,
        "published": report.published.isoformat() if report.published else None,
        "published_from": report.published_from,
        "language": report.language,
        "outlet": None
        if outlet is None
        else {
            "id": outlet.id,
            "name": outlet.name,
            "country": outlet.country,
            "ownership": outlet.ownership,
            "side": list(outlet.side),
            "known": outlet.known,
            "source": outlet.source,
        },
        "text_sha256": report.text_sha256,
    }


class _Maker:
    """Turns the parts of a claim into plain data, with origins where asked for."""

    def __init__(self, text: str, explain: bool) -> None:
        self.text = text
        self.explain = explain

    def words(self, span: Span) -> dict[str, Any]:
        return {"start": span.start, "end": span.end, "text": span.of(self.text)}

    def with_origin(self, value: dict[str, Any], origin: Origin) -> dict[str, Any]:
        value["by"] = origin.rule
        if self.explain:
            value["origin"] = _origin(origin)
        elif origin.alternatives:
            value["alternatives"] = [a.value for a in origin.alternatives]
        return value

    def party(self, party: Party) -> dict[str, Any]:
        value: dict[str, Any] = {
            "name": party.name,
            "id": party.id,
            "kind": party.kind,
            "country": party.country,
            "sector": party.sector,
            "text": party.text,
            "span": _span(party.span),
        }
        if party.represents:
            value["represents"] = party.represents
        return self.with_origin(value, party.origin)

    def link(self, link: Link) -> dict[str, Any]:
        return {
            "speaker": self.party(link.speaker),
            "role": link.role,
            "channel": link.channel,
            "cue": self.words(link.cue) if link.cue else None,
            "quoted": link.quoted,
            "time": self.time(link.time) if link.time else None,
        }

    def event(self, event: Event) -> dict[str, Any]:
        codes = codes_of(event)
        return {
            "id": event.id,
            "realis": event.realis.value,
            "ground": event.ground,
            "type": {
                "id": event.type,
                "acled": codes.acled,
                "acled_sub": codes.acled_sub,
                "plover": codes.plover,
                "plover_mode": codes.plover_mode,
                "cameo": codes.cameo,
                "muc4": codes.muc4,
            },
            "trigger": self.words(event.trigger),
            "mentions": [self.words(span) for span in event.mentions],
            "actors": [self.party(p) for p in event.actors],
            "targets": [self.party(p) for p in event.targets],
            "victims": [self.party(p) for p in event.victims],
            "weapons": [{"kind": w.kind, "text": w.text, "span": _span(w.span)} for w in event.weapons],
            "place": self.place(event.place) if event.place else None,
            "time": self.time(event.time) if event.time else None,
            "tolls": [self.toll(t) for t in event.tolls],
            "outcome": self.quote(event.outcome) if event.outcome else None,
            "motive": [self.quote(q) for q in event.motive],
        }

    def place(self, value: EventPlace) -> dict[str, Any]:
        place = value.place
        return self.with_origin(
            {
                "name": place.name,
                "geonames_id": place.geonames_id,
                "lat": place.lat,
                "lon": place.lon,
                "admin1": place.admin1,
                "country": place.country,
                "precision": place.precision,
                "radius_km": place.radius_km,
                "source": place.source,
                "disputed": place.disputed,
                "worded": value.worded,
                "span": _span(value.span),
            },
            value.origin,
        )

    def time(self, value: EventTime) -> dict[str, Any]:
        return self.with_origin(
            {
                "start": value.start,
                "end": value.end,
                "precision": value.precision,
                "text": value.text,
                "span": _span(value.span),
            },
            value.origin,
        )

    def toll(self, toll: Toll) -> dict[str, Any]:
        return self.with_origin(
            {
                "kind": toll.kind,
                "low": toll.low,
                "high": toll.high,
                "bound": toll.bound,
                "scope": toll.scope,
                "since": toll.since,
                "until": toll.until,
                "who": list(toll.who),
                "whose": toll.whose,
                "vague": toll.vague,
                "text": toll.text,
                "span": _span(toll.span),
            },
            toll.origin,
        )

    def quote(self, quote: Quote) -> dict[str, Any]:
        return {"value": quote.value, "text": quote.text, "span": _span(quote.span)}


def _framing(framing: Framing) -> dict[str, Any]:
    return {
        "text": framing.text,
        "refers_to": framing.refers_to,
        "voice": framing.voice,
        "speaker": framing.speaker,
        "kind": framing.kind,
        "span": _span(framing.span),
    }


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "end": span.end}


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "rule": origin.rule,
        "entry": origin.entry,
        "source": origin.source,
        "score": origin.score,
        "alternatives": [
            {"value": a.value, "score": a.score, "reason": a.reason} for a in origin.alternatives
        ],
    }
