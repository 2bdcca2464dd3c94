"""What nominal phrases and pronouns refer to: one pass in text order over the drafts of a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from reportedly.records import Actor, Alternative, Span
from reportedly.who.agreement import (
    agrees,
    cataphoric,
    nominal_fit,
    own_words,
    pronoun_fit,
    speaker_of_clause,
    verb_of,
)
from reportedly.who.draft import Draft, Memory, state_actor
from reportedly.who.links import body_of
from reportedly.who.quotes import speaker_span
from reportedly.who.view import View

WINDOW = {"pronoun": 2, "nominal": 9, "generic": 9}  # sentences back
FLOOR = {"pronoun": 0.35, "nominal": 0.45, "generic": 0.75}  # lowest score that resolves
CLOSE = 0.12  # candidates within this of the best are given as alternatives
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
# bare "the army" and the like are taken as those of the country that the report is about
_OF_COUNTRY = frozenset(
    {"army", "military", "police", "government", "air force", "navy", "authorities", "armed forces", "regime"}
    | {"police force", "security forces", "security services", "defence ministry", "defense ministry"}
    | {"country", "nation", "parliament"}
)
_STATE_OFFICES = frozenset(
    {
        "president",
        "prime minister",
        "foreign minister",
        "interior minister",
        "defence minister",
        "defense minister",
    }
    | {"vice president", "deputy prime minister", "health minister", "justice minister", "attorney general"}
)
_PREFIX = {"country": "state", "army": "mil", "military": "mil", "government": "gov", "police": "cop"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resolved draft that later phrases may take up."""

    draft: Draft
    span: Span
    subject: bool
    quoted: bool
    verb: int  # token of the verb it belongs to, or -1


@dataclass(slots=True)
class Resolver:
    """State of the pass over one report."""

    views: Sequence[View]
    memory: Memory
    quotes: Sequence[Span]
    candidates: list[Candidate] = field(default_factory=list)
    first_span: dict[str, Span] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)

    def run(self, per_sentence: list[list[Draft]]) -> list[list[Draft]]:
        """The drafts with actors and antecedents, in the same order."""
        self._link_partial_names(per_sentence)
        resolved: list[list[Draft]] = []
        for view, drafts in zip(self.views, per_sentence, strict=True):
            done: list[Draft] = []
            for draft in drafts:
                new = self._resolve(view, draft, drafts, done)
                done.append(new)
                self._remember(view, new)
            resolved.append(self._bodies(view, done))
        self._first_persons(resolved)
        persons = _placed_persons(resolved)
        return [[_with_office(d, persons) for d in drafts] for drafts in resolved]

    # ------------------------------------------------------------------ one draft

    def _resolve(self, view: View, draft: Draft, drafts: list[Draft], done: list[Draft]) -> Draft:
        if draft.kind == "pronoun":
            return self._pronoun(view, draft, drafts, done)
        owner = _owner_among(draft, done)
        if draft.rule in ("who.surname", "who.person", "who.office_name") and draft.actor is not None:
            if owner is not None and draft.represents is None and draft.rule == "who.office_name":
                draft = self._owned(draft, owner)
            first = self.first_span.get(draft.actor.name) if draft.actor else None
            return replace(draft, antecedent=first) if first else draft
        if owner is not None and draft.rule != "who.state_force":
            return self._owned(draft, owner)
        if draft.rule == "who.enemy":
            return self._enemy(draft)
        return self._nominal(view, draft) if draft.open else draft

    def _owned(self, draft: Draft, owner: Draft) -> Draft:
        """Of "its forces", "the movement's political office": the actor follows from the possessor's."""
        actor = owner.actor
        if actor is None:
            return replace(draft, open=False)
        if draft.kind == "office" or (draft.person and draft.actor and draft.actor.kind == "office"):
            if actor.kind in ("person", "generic", "people"):
                return draft
            return replace(draft, kind="office", represents=draft.represents or actor, open=False)
        prefix = next((_PREFIX[t] for t in _PREFIX if t in draft.types), None)
        changed = replace(draft, open=False, country=actor.country, rule="who.owned_by_antecedent")
        if _is_of_state(actor) and prefix and "group" not in draft.types:
            arm = state_actor(self.memory.base, actor.country or "", prefix)
            return replace(changed, actor=arm, kind="demonym")
        if actor.kind not in ("state", "person", "people") and {"fighters", "forces"} & draft.types:
            return replace(changed, actor=actor, kind="nominal")
        own = Actor(
            draft.actor.name if draft.actor else f"{actor.name} {draft.lemma}",
            None,
            draft.actor.kind if draft.actor else "group",
            actor.country,
            draft.actor.sector if draft.actor else actor.sector,
            (actor.id,) if actor.id else (),
        )
        represents = actor if draft.kind == "nominal" else draft.represents
        return replace(changed, actor=own, represents=represents)

    def _enemy(self, draft: Draft) -> Draft:
        """Of "The enemy" stays open, with the states and groups nearby as alternatives."""
        near = [c for c in self.candidates[-12:] if not c.draft.person and c.draft.kind != "pronoun"]
        names = dict.fromkeys(_label(c.draft.actor) for c in reversed(near) if c.draft.actor)
        return replace(
            draft, alternatives=tuple(Alternative(n, 0.2, "named nearby") for n in list(names)[:3]), score=0.3
        )

    def _nominal(self, view: View, draft: Draft) -> Draft:
        limit = "generic" if draft.kind == "generic" else "nominal"
        scored = self._rank(view, draft, limit, lambda c: nominal_fit(draft, c.draft))
        if scored and scored[0][0] >= FLOOR[limit]:
            return self._settle(draft, scored)
        if (draft.kind == "nominal" and not draft.person) or draft.lemma in _OF_COUNTRY:
            return self._by_country(draft, scored)
        return replace(draft, open=False) if draft.kind != "nominal" else draft

    def _pronoun(self, view: View, draft: Draft, drafts: list[Draft], done: list[Draft]) -> Draft:
        if draft.rule.endswith("first_person"):
            return draft  # its speaker may come later in the text: see _first_persons
        direct = speaker_of_clause(view, draft, done) or cataphoric(view, draft, drafts)
        if direct is not None and direct.actor is not None and agrees(draft, direct):
            return replace(
                draft,
                actor=direct.actor,
                antecedent=view.span(direct.start, direct.end),
                open=False,
                represents=direct.represents,
                types=direct.types,
                score=0.8,
            )
        scored = self._rank(view, draft, "pronoun", lambda c: self._pronoun_fit(draft, c.draft))
        if scored and scored[0][0] >= FLOOR["pronoun"]:
            return self._settle(draft, scored)
        return draft

    def _pronoun_fit(self, draft: Draft, other: Draft) -> float:
        """Agreement, with the gender that earlier pronouns gave a person."""
        known = self.gender.get(_label(other.actor))
        if draft.gender and known and known != draft.gender:
            return 0.0
        return pronoun_fit(draft, other)

    def _first_persons(self, resolved: list[list[Draft]]) -> None:
        """Of "We" and "I" inside quotation marks, once all possible speakers are known."""
        spoken = [
            (view.span(d.start, d.end), d)
            for view, drafts in zip(self.views, resolved, strict=True)
            for d in drafts
            if d.actor is not None and not d.rule.endswith("first_person")
        ]
        for view, drafts in zip(self.views, resolved, strict=True):
            for k, draft in enumerate(drafts):
                if draft.rule.endswith("first_person"):
                    quoted = self._quote_of(view.span(draft.start, draft.end))
                    if quoted is not None:
                        drafts[k] = self._first_person(view, draft, quoted, spoken)
                        self._own_of_speaker(drafts, k)

    def _own_of_speaker(self, drafts: list[Draft], k: int) -> None:
        """ "Our forces": what belongs to the speaker, once the speaker is known."""
        pronoun = drafts[k]
        for j, draft in enumerate(drafts):
            if draft.owner == (pronoun.start, pronoun.end) and draft.kind == "generic":
                drafts[j] = self._owned(draft, pronoun)

    def _first_person(
        self, view: View, draft: Draft, quoted: Span, spoken: Sequence[tuple[Span, Draft]]
    ) -> Draft:
        span = speaker_span(self.views, view.sentence.index, quoted, self.quotes, self.memory.lexicon)
        if span is None:
            return draft
        for where, found in reversed(spoken):
            if where.overlaps(span):
                actor = found.represents if draft.plural and found.represents else found.actor
                return replace(draft, actor=actor, antecedent=where, open=False, score=0.7)
        return replace(draft, antecedent=span)

    # ------------------------------------------------------------------ candidates

    def _rank(
        self, view: View, draft: Draft, limit: str, fit: Callable[[Candidate], float]
    ) -> list[tuple[float, Candidate]]:
        span = view.span(draft.start, draft.end)
        quoted = self._quote_of(span) is not None
        partners = {_label(c.draft.actor) for c in self.candidates if self._same_clause(view, draft, c)}
        scored = []
        for order, candidate in enumerate(reversed(self.candidates)):
            distance = draft.sentence - candidate.draft.sentence
            if distance > WINDOW[limit]:
                break
            if candidate.span.overlaps(span) or candidate.draft.actor is None:
                continue
            base = fit(candidate)
            if base <= 0 or _label(candidate.draft.actor) in partners:
                continue
            score = base + 0.25 * candidate.subject + 0.08 * (candidate.draft.sentence == 0) - 0.07 * distance
            score += 0.06 * min(self.times.get(_label(candidate.draft.actor), 0), 4) - 0.01 * min(order, 15)
            score -= 0.15 * (quoted != candidate.quoted)
            scored.append((score, candidate))
        scored.sort(key=lambda pair: -pair[0])
        return scored

    def _settle(self, draft: Draft, scored: list[tuple[float, Candidate]]) -> Draft:
        best_score, best = scored[0]
        label = _label(best.draft.actor)
        rivals = {_label(c.draft.actor): s for s, c in reversed(scored[1:6])}
        rivals.pop(label, None)
        close = tuple(
            Alternative(name, round(max(0.0, min(1.0, s)), 3), "antecedent")
            for name, s in sorted(rivals.items(), key=lambda kv: -kv[1])
            if best_score - s < 2 * CLOSE
        )
        unsure = any(best_score - s < CLOSE for s in rivals.values())
        kind = draft.kind if draft.kind in ("pronoun", "generic") else "nominal"
        actor = self._arm_of(draft, best.draft.actor)
        framing = actor.name if actor and draft.lemma == "regime" else None
        return replace(
            draft,
            kind="framed" if framing else kind,
            framing=framing,
            actor=actor,
            antecedent=best.span,
            open=False,
            alternatives=close,
            represents=draft.represents or best.draft.represents,
            country=best.draft.country,
            types=draft.types | best.draft.types,
            score=min(0.9, best_score) * (0.75 if unsure else 1.0),
        )

    def _arm_of(self, draft: Draft, actor: Actor | None) -> Actor | None:
        """ "The government" after "Kenya" is Kenya's government, not the state."""
        prefix = next((_PREFIX[t] for t in _PREFIX if t in draft.types), None)
        if (
            actor is None
            or actor.kind != "state"
            or not actor.country
            or draft.kind == "pronoun"
            or not prefix
        ):
            return actor
        return state_actor(self.memory.base, actor.country, prefix)

    def _by_country(self, draft: Draft, scored: list[tuple[float, Candidate]]) -> Draft:
        """Of "The army", unnamed so far: that of the country the report is about, if one stands out."""
        others = tuple(
            Alternative(_label(c.draft.actor), round(max(0.0, s), 3), "antecedent") for s, c in scored[:3]
        )
        prefix = next((_PREFIX[t] for t in _PREFIX if t in draft.types), None)
        counts = sorted(self.memory.countries.items(), key=lambda kv: -kv[1])
        if prefix is None or not counts or draft.lemma not in _OF_COUNTRY:
            return replace(draft, alternatives=others, score=0.3)
        rivals = tuple(Alternative(f"{prefix}:{c}", 0.2, "country of the report") for c, _ in counts[1:3])
        country = self._main_country()
        if country is None:
            return replace(draft, alternatives=rivals + others, score=0.3)
        actor = state_actor(self.memory.base, country, prefix)
        framing = actor.name if draft.lemma == "regime" else None
        return replace(
            draft,
            kind="framed" if framing else draft.kind,
            framing=framing,
            actor=actor,
            open=False,
            alternatives=rivals,
            score=0.5,
            country=actor.country,
            rule="who.report_country",
        )

    def _members(self, view: View, draft: Draft, drafts: list[Draft]) -> Draft:
        """ "Members of the group" act as the group."""
        body = body_of(view, draft, drafts)
        if body is None or body.actor is None or body.actor.kind in ("generic", "people"):
            return draft
        return replace(draft, actor=body.actor, kind="nominal", rule="who.members", country=body.country)

    def _of_report_country(self, draft: Draft) -> Draft:
        """ "The prime minister" with no country speaks for the government of the report's country."""
        country = self._main_country() if draft.lemma in _STATE_OFFICES else None
        if country is None:
            return draft
        return replace(
            draft, represents=state_actor(self.memory.base, country, "gov"), score=min(draft.score, 0.55)
        )

    def _main_country(self) -> str | None:
        """The country named more than once and at least twice as often as any other."""
        counts = sorted(self.memory.countries.items(), key=lambda kv: -kv[1])
        if not counts or counts[0][1] < 2 or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
            return None
        return counts[0][0]

    def _same_clause(self, view: View, draft: Draft, candidate: Candidate) -> bool:
        """Two arguments of one verb are two parties ("Hamas accused the group")."""
        if candidate.draft.sentence != draft.sentence:
            return False
        token = view.tokens[draft.head]
        argument = token.dep in ("dobj", "nsubj", "pobj", "agent", "nsubjpass")
        return argument and candidate.verb >= 0 and candidate.verb == verb_of(view, draft.head)

    def _remember(self, view: View, draft: Draft) -> None:
        if draft.actor is None:
            return
        span = view.span(draft.start, draft.end)
        label = _label(draft.actor)
        self.first_span.setdefault(draft.actor.name, span)
        self.times[label] = self.times.get(label, 0) + 1
        if draft.gender and draft.person:
            self.gender.setdefault(label, draft.gender)
        token = view.tokens[draft.head]
        subject = token.dep in _SUBJECTS or (token.dep == "poss" and draft.kind == "pronoun")
        quoted = self._quote_of(span) is not None
        self.candidates.append(Candidate(draft, span, subject, quoted, verb_of(view, draft.head)))

    def _quote_of(self, span: Span) -> Span | None:
        return next((q for q in self.quotes if q.contains(span)), None)

    def _bodies(self, view: View, drafts: list[Draft]) -> list[Draft]:
        """Office holders take the body that follows "of" or "for" once that is resolved."""
        found: list[Draft] = []
        for draft in drafts:
            if draft.lemma == "member" and draft.plural and draft.rule == "who.generic":
                draft = self._members(view, draft, drafts)
            wants = draft.represents is None and (draft.kind == "office" or _is_member(draft))
            body = body_of(view, draft, drafts) if wants else None
            if wants and body is None:
                draft = self._of_report_country(draft)
            if body is not None and body.actor is not None:
                actor = body.represents if body.represents is not None else body.actor
                draft = replace(draft, represents=actor, kind="office")
            found.append(draft)
        return _spread(view, found)

    def _link_partial_names(self, per_sentence: list[list[Draft]]) -> None:
        """Of "the Iraqi resistance": that country's named body with the word in its name, if any."""
        named = [
            d
            for ds in per_sentence
            for d in ds
            if d.kind == "named" and d.actor is not None and d.actor.id and d.country
        ]
        for drafts in per_sentence:
            for k, draft in enumerate(drafts):
                if draft.rule != "who.owned" or draft.kind != "named" or draft.actor is None:
                    continue
                key = draft.lemma.split()[-1]
                match = [d for d in named if d.country == draft.country and key in own_words(d)]
                if match and key not in ("group", "organisation", "organization"):
                    drafts[k] = replace(
                        draft,
                        actor=match[0].actor,
                        types=draft.types | match[0].types,
                        open=False,
                        rule="who.partial_name",
                        score=0.7,
                    )


def _owner_among(draft: Draft, done: Sequence[Draft]) -> Draft | None:
    """The resolved draft of the possessor."""
    if draft.owner is None:
        return None
    start, end = draft.owner
    return next((d for d in done if start <= d.start and d.end <= end and d.owner is None), None)


def _is_of_state(actor: Actor) -> bool:
    """A state, its government or one of its offices."""
    office = actor.kind == "office" and actor.sector in ("GOV", "MIL")
    return bool(actor.country) and (actor.kind in ("state", "government") or office)


def _with_office(draft: Draft, persons: dict[str, tuple[Actor, Actor]]) -> Draft:
    """Every mention of a person knows the body that one mention gives them."""
    found = persons.get(_label(draft.actor))
    if found is None:
        return draft
    return replace(draft, actor=found[0], represents=draft.represents or found[1])


def _placed_persons(resolved: list[list[Draft]]) -> dict[str, tuple[Actor, Actor]]:
    """Persons known by name only, with country, sector and parent of the body they speak for."""
    placed: dict[str, tuple[Actor, Actor]] = {}
    for drafts in resolved:
        for draft in drafts:
            actor, body = draft.actor, draft.represents
            if actor is None or body is None or actor.kind != "person" or actor.id or draft.kind == "pronoun":
                continue
            parents = (body.id,) if body.id else body.parents
            country, sector = actor.country or body.country, actor.sector or body.sector
            known = replace(actor, country=country, sector=sector, parents=parents)
            placed.setdefault(actor.name, (known, body))
    return placed


def _spread(view: View, drafts: list[Draft]) -> list[Draft]:
    """A body found for a description goes to the name it describes as well."""
    by_span = {view.span(d.start, d.end): k for k, d in enumerate(drafts)}
    for draft in list(drafts):
        k = by_span.get(draft.antecedent) if draft.antecedent else None
        if k is None or draft.represents is None or draft.kind == "pronoun":
            continue
        if drafts[k].represents is None and drafts[k].person:
            drafts[k] = replace(drafts[k], represents=draft.represents, kind="office")
    return drafts


def _is_member(draft: Draft) -> bool:
    return draft.lemma in ("member", "part") and not draft.plural


def _label(actor: Actor | None) -> str:
    return (actor.id or actor.name) if actor else ""
