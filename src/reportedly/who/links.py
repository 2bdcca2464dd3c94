"""Ties between mentions of one sentence: appositions, copulas, type nouns before a name, bodies."""

from __future__ import annotations

from dataclasses import replace

from reportedly.records import Span
from reportedly.who.draft import Draft
from reportedly.who.lexicon import Lexicon
from reportedly.who.view import View

_BODY_PREPOSITIONS = frozenset({"of", "for", "from", "at", "in", "with", "to"})
_BE = frozenset({"be", "become", "remain"})
_DESCRIBES = frozenset({"generic", "nominal", "office", "demonym"})


def link(view: View, drafts: list[Draft], lexicon: Lexicon) -> list[Draft]:
    """The drafts of one sentence, in order, with what stands beside a name added to it."""
    drafts = [_with_type_nouns(view, draft, lexicon) for draft in drafts]
    starts = {draft.start: k for k, draft in enumerate(drafts)}
    for k in range(len(drafts)):
        other = _described(view, k, drafts, starts)
        if other is not None:
            first, second = _join(view, drafts[k], drafts[other])
            drafts[k], drafts[other] = first, second
    return drafts


def _with_type_nouns(view: View, draft: Draft, lexicon: Lexicon) -> Draft:
    """Of "the militant group Hamas", "the al-Shabab movement": the noun beside the name adds its types."""
    if draft.kind not in ("named", "framed") or draft.person:
        return draft
    types = set(draft.types)
    chunk_index = view.chunk_of[draft.head]
    if chunk_index < 0:
        return draft
    chunk = view.chunks[chunk_index]
    for k in range(chunk.start, draft.start):
        head = lexicon.head(view.lowered, k)
        if head is not None and head.cls in ("body", "group"):
            types |= head.types
    return replace(draft, types=frozenset(types)) if types != draft.types else draft


def _described(view: View, k: int, drafts: list[Draft], starts: dict[int, int]) -> int | None:
    """Index of the draft in apposition to draft ``k``, or its predicate noun."""
    draft = drafts[k]
    end = draft.end
    if end >= len(view.tokens):
        return None
    beside = starts.get(end)  # "its spokesperson Lee Chan", parted by the parser
    if beside is not None and draft.person and drafts[beside].person and draft.rule == "who.office":
        return beside if drafts[beside].rule in ("who.person", "who.surname") else None
    if view.words[end] in ("(", "[") and view.words[end + 2 : end + 3] in ((")",), ("]",)):
        end = min(end + 3, len(view.words) - 1)  # the acronym in brackets is no apposition
    if view.words[end] in (",", "(", "-", "–", "—"):
        following = starts.get(end + 1)
        if following is None and view.lowered[end + 1 : end + 2] == ("the",):
            following = starts.get(end + 2)  # names leave their article out
        other = _possessed(view, following, drafts, starts)
        if other is not None and other != k and _is_apposition(view, draft, drafts[other]):
            return other
    if draft.kind == "named" and view.tokens[draft.head].dep == "nsubj":
        verb = view.tokens[view.tokens[draft.head].head]
        if verb.lemma in _BE:
            for j, other_draft in enumerate(drafts):
                token = view.tokens[other_draft.head]
                if token.dep == "attr" and token.head == verb.i and other_draft.kind in _DESCRIBES:
                    return j
    return None


def _possessed(view: View, k: int | None, drafts: list[Draft], starts: dict[int, int]) -> int | None:
    """For "the junta's spokesman", the draft of the spokesman rather than of the junta."""
    if k is None or drafts[k].end >= len(view.tokens) or view.tokens[drafts[k].end].tag != "POS":
        return k
    return starts.get(drafts[k].end + 1, k)


def _is_apposition(view: View, first: Draft, second: Draft) -> bool:
    """A noun phrase that renames the one before the comma, not the next item of a list."""
    if first.kind in ("named", "office") and not _same_sort(first, second):
        return False
    token = view.tokens[second.head]
    if token.dep == "appos":
        return True
    if first.kind == "generic" or token.dep in ("nsubj", "nsubjpass"):
        return False
    article = view.lowered[second.start] in ("a", "an", "the") and second.kind in _DESCRIBES
    named_after = second.kind in ("named", "office") and first.kind in ("office", "nominal")
    closes = second.end < len(view.words) and not any(
        w in ("and", "or") for w in view.lowered[second.end : second.end + 3]
    )
    return token.dep != "conj" and closes and (article or named_after)


def _same_sort(first: Draft, second: Draft) -> bool:
    return first.person == second.person or (first.person and second.lemma in ("member", "part"))


def _join(view: View, first: Draft, second: Draft) -> tuple[Draft, Draft]:
    """The name takes the types and the body; the description takes the name's actor."""
    if first.kind in _DESCRIBES and second.kind in ("named", "office") and second.rule != "who.office":
        described, name = first, second
    else:
        described, name = second, first
    span = view.span(name.start, name.end)
    actor = name.actor if name.actor is not None else described.actor
    represents = name.represents or described.represents
    holds = described.kind == "office" or (described.kind == "nominal" and described.person)
    kind = "office" if name.person and (represents or holds) else name.kind
    if described.kind == "nominal" and described.person:
        described = replace(described, kind="office")
    joined = replace(
        name,
        types=name.types | described.types,
        represents=represents,
        kind=kind,
        country=name.country or described.country,
        lemma=name.lemma or described.lemma,
    )
    linked = replace(described, actor=actor, antecedent=span, open=False, represents=represents)
    return (
        (linked, joined)
        if described.start == first.start and described.end == first.end
        else (joined, linked)
    )


def body_of(view: View, draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The draft of the body that an office belongs to: "a member of the movement's political office"."""
    end = draft.end
    if end + 1 >= len(view.tokens) or view.lowered[end] not in _BODY_PREPOSITIONS:
        return None
    chunk_index = view.chunk_of[end + 1]
    if chunk_index < 0:
        return None
    chunk = view.chunks[chunk_index]
    if chunk.possessive:
        possessed = [c for c in view.chunks if c.owner == chunk_index]
        last = possessed[0].end if possessed else chunk.end
    else:
        last = chunk.end
    inside = [d for d in drafts if chunk.start <= d.start and d.end <= last and not d.person]
    return inside[0] if inside else None


def span_of(view: View, draft: Draft) -> Span:
    """The draft's span in the report."""
    return view.span(draft.start, draft.end)
