"""Claims as flat rows, for CSV files and the terminal table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from reportedly.knowledge.codebooks import codes_of
from reportedly.records import Claim, CodedReport, EventTime, Party, Toll

COLUMNS = (
    "report_id", "published", "outlet", "claim_id", "event_id", "claimant", "claimant_id", "represents",
    "chain", "stance", "about", "certainty", "confidence", "realis", "ground", "event_type", "acled",
    "acled_sub", "plover", "plover_mode", "cameo", "actors", "targets", "victims", "weapons", "place",
    "geonames_id", "lat", "lon", "admin1", "country", "place_precision", "radius_km", "start", "end",
    "time_precision", "tolls", "outcome", "motive", "trigger", "trigger_start", "trigger_end", "evidence",
)  # fmt: skip


def write_csv(reports: Iterable[CodedReport], stream: TextIO) -> None:
    """One row a claim, a header first; cells that a spreadsheet would run as formulas are quoted."""
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for coded in reports:
        for row in flat_rows(coded):
            writer.writerow({key: _harmless(value) for key, value in row.items()})


def _harmless(value: str) -> str:
    """A leading = + - @ makes spreadsheets run a cell; numbers are left alone."""
    if value[:1] in {"=", "+", "@", "\t"} or (value[:1] == "-" and not value[1:2].isdigit()):
        return "'" + value
    return value


def flat_rows(coded: CodedReport) -> Iterator[dict[str, str]]:
    """The rows of one coded report."""
    for claim in coded.claims:
        yield _row(coded, claim)


def _row(coded: CodedReport, claim: Claim) -> dict[str, str]:
    report, event = coded.report, claim.event
    codes = codes_of(event)
    values: dict[str, object] = {
        "report_id": report.id,
        "published": report.published,
        "outlet": report.outlet.name if report.outlet else None,
        "claim_id": claim.id,
        "event_id": event.id,
        "claimant": claim.claimant.name,
        "claimant_id": claim.claimant.id,
        "represents": claim.claimant.represents,
        "chain": " > ".join(link.speaker.name for link in claim.chain),
        "stance": claim.stance.value,
        "about": claim.about,
        "certainty": claim.certainty,
        "confidence": claim.confidence,
        "realis": event.realis.value,
        "ground": event.ground,
        "event_type": event.type,
        "acled": codes.acled,
        "acled_sub": codes.acled_sub,
        "plover": codes.plover,
        "plover_mode": codes.plover_mode,
        "cameo": codes.cameo,
        "actors": names(event.actors),
        "targets": names(event.targets),
        "victims": names(event.victims),
        "weapons": "; ".join(w.kind for w in event.weapons),
        "tolls": "; ".join(toll_words(t) for t in event.tolls),
        "outcome": event.outcome.text if event.outcome else None,
        "motive": "; ".join(q.text for q in event.motive),
        "trigger": event.trigger.of(report.text),
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "evidence": " | ".join(" ".join(s.of(report.text).split()) for s in claim.evidence),
    }
    if event.place:
        place = event.place.place
        values |= {
            "place": place.name,
            "geonames_id": place.geonames_id,
            "lat": place.lat,
            "lon": place.lon,
            "admin1": place.admin1,
            "country": place.country,
            "place_precision": place.precision,
            "radius_km": place.radius_km,
        }
    if event.time:
        values |= {
            "start": event.time.start,
            "end": event.time.end,
            "time_precision": event.time.precision,
        }
    return {key: "" if values.get(key) is None else str(values[key]) for key in COLUMNS}


def names(parties: tuple[Party, ...]) -> str:
    """Names of parties on one line."""
    return "; ".join(p.name for p in parties)


def toll_words(toll: Toll) -> str:
    """A toll in a few words: "killed ≥40300 civilians (cumulative since 2023-10-07)"."""
    figure = _figure(toll)
    who = " ".join((*toll.who,)) or (toll.whose or "")
    scope = ""
    if toll.scope == "cumulative":
        scope = " (cumulative" + (f" since {toll.since}" if toll.since else "") + ")"
    return f"{toll.kind} {figure} {who}".strip() + scope


def _figure(toll: Toll) -> str:
    if toll.low is None and toll.high is None:
        return toll.vague or "?"
    if toll.bound == "range":
        return f"{toll.low}–{toll.high}"
    sign = {"at_least": "≥", "at_most": "≤", "about": "~"}.get(toll.bound, "")
    return f"{sign}{toll.low if toll.low is not None else toll.high}"


def time_words(time: EventTime | None) -> str:
    """A time in a few words."""
    if time is None:
        return ""
    if time.start is None:
        return f"? “{time.text}”"
    if time.end is None:
        return f"since {time.start}"
    return time.start if time.start == time.end else f"{time.start} – {time.end}"
