"""The five-role form of MUC-4 (Du, Rush and Cardie, "Template Filling with Generative Transformers", 2021).

A template has an incident type and five roles (PerpInd, PerpOrg, Target, Victim, Weapon), each with entities
given by their mentions. The score is micro-F1 over entities under the best template matching:

- The templates of a document are matched one to one, found with gold, so that most entities of the document
  are right. Templates left over on either side only add to what was found or is gold.
- In a matched pair, a found entity is right where its string equals any mention of a gold entity of the same
  role; each gold entity counts once. Strings are compared in lower case, single-spaced, nothing dropped.
- The incident type counts as one more entity of each template; where gold gives two, either is right.
- Precision, recall and F1 are over all entities of all documents together (micro).

A found template maps each role to strings, one per entity.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.bench.base import precision_recall_f1
from reportedly.errors import InputError

ROLES: tuple[str, ...] = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPE = "incident_type"
Entity = frozenset[str]  # its mentions
GttTemplate = Mapping[str, tuple[Entity, ...]]  # by role and TYPE


@dataclass(frozen=True, slots=True)
class GttDocument:
    id: str
    text: str
    templates: tuple[GttTemplate, ...]


@dataclass(frozen=True, slots=True)
class GttScore:
    """Entities by role (and TYPE): right, found and gold."""

    right: Mapping[str, int]
    found: Mapping[str, int]
    gold: Mapping[str, int]

    def of(self, *roles: str) -> tuple[float, float, float]:
        """(precision, recall, F1) over the given roles; all of them where none is given."""
        names = roles or (*ROLES, TYPE)
        return precision_recall_f1(
            *(sum(c.get(n, 0) for n in names) for c in (self.right, self.found, self.gold))
        )


def read_gtt(path: Path) -> tuple[GttDocument, ...]:
    """The documents of a file with one JSON object a line. Raises InputError where it is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return tuple(_document(json.loads(line)) for line in lines if line.strip())
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}; expected gtt_json/<split>.json") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path} has not the form of gtt_json: one document with templates a line"
        ) from error


def _document(row: Mapping[str, object]) -> GttDocument:
    templates = row["templates"]
    if not isinstance(templates, list):
        raise ValueError("templates is no list")
    return GttDocument(str(row["docid"]), str(row["doctext"]), tuple(_gold(t) for t in templates))


def _gold(template: Mapping[str, object]) -> GttTemplate:
    """Gold entities are lists of [mention, offset]; types may be joined by a slash."""
    entities: dict[str, tuple[Entity, ...]] = {TYPE: (frozenset(map(plain, str(template[TYPE]).split("/"))),)}
    for role in ROLES:
        mentions = template.get(role) or []
        assert isinstance(mentions, list)
        entities[role] = tuple(frozenset(plain(str(m[0])) for m in entity) for entity in mentions)
    return entities


def found_template(template: Mapping[str, object]) -> GttTemplate:
    """A found template: the incident type and, by role, one string per entity, doubles left out."""
    entities: dict[str, tuple[Entity, ...]] = {TYPE: (frozenset((plain(str(template[TYPE])),)),)}
    for role in ROLES:
        strings = template.get(role) or []
        assert isinstance(strings, list | tuple)
        entities[role] = tuple(dict.fromkeys(frozenset((plain(str(s)),)) for s in strings))
    return entities


def plain(text: str) -> str:
    """Lower case, single-spaced."""
    return " ".join(text.lower().split())


def score_gtt(found: Sequence[Sequence[GttTemplate]], gold: Sequence[Sequence[GttTemplate]]) -> GttScore:
    """The score of the found templates of each document against the gold ones of the same document."""
    right, n_found, n_gold = Counter[str](), Counter[str](), Counter[str]()
    for found_templates, gold_templates in zip(found, gold, strict=True):
        for template in found_templates:
            n_found.update({role: len(entities) for role, entities in template.items()})
        for template in gold_templates:
            n_gold.update({role: len(entities) for role, entities in template.items()})
        grid = {
            (f, g): right_entities(one, other)
            for f, one in enumerate(found_templates)
            for g, other in enumerate(gold_templates)
        }
        for pair in best_pairs({p: sum(counts.values()) for p, counts in grid.items()}):
            right.update(grid[pair])
    return GttScore(right, n_found, n_gold)


def right_entities(found: GttTemplate, gold: GttTemplate) -> dict[str, int]:
    """How many entities of each role are right in a matched pair."""
    counts: dict[str, int] = {}
    for role, entities in found.items():
        left = list(gold.get(role, ()))
        for entity in entities:
            match = next((g for g in left if entity & g), None)
            if match is not None:
                left.remove(match)
        counts[role] = len(gold.get(role, ())) - len(left)
    return counts


def best_pairs(weights: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The one-to-one pairs of the largest total weight (exact: over the sets of the shorter side)."""
    weights = {pair: weight for pair, weight in weights.items() if weight > 0}
    rows, columns = sorted({r for r, _ in weights}), sorted({c for _, c in weights})
    if len(columns) > len(rows):
        return [(r, c) for c, r in best_pairs({(c, r): w for (r, c), w in weights.items()})]
    best: dict[frozenset[int], tuple[int, tuple[tuple[int, int], ...]]] = {frozenset(): (0, ())}
    for r in rows:
        grown = dict(best)
        for used, (total, pairs) in best.items():
            for c in columns:
                if (r, c) not in weights or c in used:
                    continue
                key, sum_ = used | {c}, total + weights[r, c]
                if sum_ > grown.get(key, (-1, ()))[0]:
                    grown[key] = (sum_, (*pairs, (r, c)))
        best = grown
    return sorted(max(best.values(), key=lambda one: one[0])[1])
