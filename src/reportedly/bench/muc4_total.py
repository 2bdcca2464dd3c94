"""Adds template scores up to the rows of an official MUC-4 score report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportedly.bench.muc4_align import Scores, align
from reportedly.bench.muc4_decisions import Decisions
from reportedly.bench.muc4_format import SCORED_SLOTS, SET_SLOTS, STRING_SLOTS, Template
from reportedly.bench.muc4_match import Matcher
from reportedly.bench.muc4_scoring import Tally, score_alone

ROWS = (
    "MATCHED/MISSING",
    "MATCHED/SPURIOUS",
    "MATCHED ONLY",
    "ALL TEMPLATES",
    "SET FILLS ONLY",
    "STRING FILLS ONLY",
)
TEMPLATE = "template-id"


@dataclass(frozen=True, slots=True)
class TemplateScore:
    """One row of a report: a mapped pair, a missing key template or a spurious response template."""

    message: str
    key: Template | None
    response: Template | None
    scores: Scores

    @property
    def total(self) -> Tally:
        """Over all slots but the template's number, as in the reports."""
        return sum(self.scores.values(), Tally())

    @property
    def incident_type(self) -> str:
        """That of the key, or else of the response."""
        template = self.key or self.response
        return next(iter(template.incident_types), "none") if template else "none"


def score_responses(
    responses: Iterable[Template], keys: Iterable[Template], decisions: Decisions | None = None
) -> tuple[TemplateScore, ...]:
    """Scores of all templates of the key's messages; responses to other messages are left aside.

    Optional key templates that are not found are neither missing nor listed. Templates for messages
    that the key calls irrelevant are spurious.
    """
    by_message: dict[str, list[Template]] = defaultdict(list)
    for response in responses:
        by_message[response.message].append(response)
    key_of: dict[str, list[Template]] = defaultdict(list)
    for key in keys:
        key_of[key.message].append(key)
    return tuple(
        row
        for message, found in key_of.items()
        for row in _score_message(message, _real(by_message[message]), _real(found), decisions or {})
    )


def _real(templates: Sequence[Template]) -> list[Template]:
    return [t for t in templates if t.number is not None]


def _score_message(
    message: str, responses: Sequence[Template], keys: Sequence[Template], decisions: Decisions
) -> list[TemplateScore]:
    mapped = align(responses, keys, [Matcher(message, key.number, decisions) for key in keys])
    found = {k for k, _ in mapped.values()}
    rows = [TemplateScore(message, keys[k], responses[r], scores) for r, (k, scores) in mapped.items()]
    rows += [
        TemplateScore(message, key, None, score_alone(key, spurious=False))
        for k, key in enumerate(keys)
        if k not in found and not key.optional
    ]
    rows += [
        TemplateScore(message, None, response, score_alone(response, spurious=True))
        for r, response in enumerate(responses)
        if r not in mapped
    ]
    return rows


def row_tallies(templates: Sequence[TemplateScore]) -> dict[str, Tally]:
    """The six bottom rows of a report, by name.

    Templates that are not mapped count in full under ALL TEMPLATES; the rows before it leave their
    missing fills, their spurious fills or both out. The last two are over mapped and missing ones.
    """
    slots = by_slot([t for t in templates if t.key])
    rows = {
        "MATCHED/MISSING": _total(t for t in templates if t.key),
        "MATCHED/SPURIOUS": _total(t for t in templates if t.response),
        "MATCHED ONLY": _total(t for t in templates if t.key and t.response),
        "ALL TEMPLATES": _total(templates),
        "SET FILLS ONLY": sum((slots[slot] for slot in SET_SLOTS), Tally()),
        "STRING FILLS ONLY": sum((slots[slot] for slot in STRING_SLOTS), Tally()),
    }
    return {name: rows[name] for name in ROWS}


def by_slot(templates: Sequence[TemplateScore]) -> dict[str, Tally]:
    """The tally of each slot over the given templates, that of the templates themselves first."""
    totals = {TEMPLATE: sum((_template_tally(t) for t in templates), Tally())}
    for slot in SCORED_SLOTS:
        totals[slot] = sum((t.scores[slot] for t in templates), Tally())
    return totals


def by_type(templates: Sequence[TemplateScore]) -> dict[str, tuple[Tally, Tally]]:
    """Incident type -> (tally of its templates, tally of all their slots), the commonest type first."""
    grouped: dict[str, list[TemplateScore]] = defaultdict(list)
    for template in templates:
        grouped[template.incident_type].append(template)
    ordered = sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0]))
    return {
        name: (sum((_template_tally(t) for t in group), Tally()), _total(group)) for name, group in ordered
    }


def by_message(templates: Sequence[TemplateScore]) -> Mapping[str, tuple[TemplateScore, ...]]:
    """The rows of each message."""
    grouped: dict[str, tuple[TemplateScore, ...]] = {}
    for template in templates:
        grouped[template.message] = (*grouped.get(template.message, ()), template)
    return grouped


def _template_tally(template: TemplateScore) -> Tally:
    if template.key and template.response:
        return Tally(cor=1)
    return Tally(mis=1) if template.key else Tally(spu=1)


def _total(templates: Iterable[TemplateScore]) -> Tally:
    return sum((t.total for t in templates), Tally())
