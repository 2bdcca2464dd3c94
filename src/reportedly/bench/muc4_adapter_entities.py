"""Who and what fills the string slots: phrases with a role, put together where they stand for one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.bench.muc4_adapter_features import Context, context_of, role_features
from reportedly.bench.muc4_adapter_model import Linear
from reportedly.bench.muc4_adapter_phrases import Phrase, bracketed_acronyms, key_string, phrases
from reportedly.bench.muc4_adapter_words import adapter_words, fill_of, words_of
from reportedly.nets.event_labels import PARTS
from reportedly.records import CodedReport, Token

ROLES = ("none", "PerpInd", "PerpOrg", "Target", "HumName", "HumDesc", "Weapon")
THRESHOLDS: Mapping[str, float] = {
    "PerpInd": 0.3, "PerpOrg": 0.3, "Target": 0.25, "HumName": 0.3, "HumDesc": 0.3, "Weapon": 0.25,
}  # fmt: skip


WITH_NET = 0.65  # of the thresholds, where the net and the linear reader are weighed together
LEAST = 1e-6
BRACKETS = frozenset("([")
LONGEST_COMPLEMENT = 6  # tokens


@dataclass(slots=True)
class Entity:
    """One filler: its role, its mentions, the best score of any of them."""

    role: str
    mentions: list[Phrase] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)  # of a named person, from phrases elsewhere

    @property
    def score(self) -> float:
        return max(self.scores)

    @property
    def best(self) -> Phrase:
        return self.mentions[self.scores.index(self.score)]

    @property
    def offsets(self) -> frozenset[int]:
        return frozenset(m.head.span.start for m in self.mentions)

    @property
    def sentences(self) -> frozenset[int]:
        return frozenset(m.sentence.index for m in self.mentions)


def entities(coded: CodedReport, model: Linear | None) -> list[Entity]:
    """The entities of a report that fill a role; ``model=None`` leaves the choice to the claims alone."""
    assert coded.findings is not None
    context = context_of(coded)
    acronyms = bracketed_acronyms(coded.findings.parsed)
    found: list[Entity] = []
    for phrase in phrases(coded.findings.parsed):
        role, score = _role(context, phrase, model)
        if role == "none" or phrase.head.entity in {"DATE", "TIME"}:
            continue
        same = next((e for e in found if e.role == role and _same(e, phrase, acronyms, context)), None)
        if same is None:
            same = Entity(role)
            found.append(same)
        same.mentions.append(phrase)
        same.scores.append(score)
    return _with_descriptions(context, found)


def _role(context: Context, phrase: Phrase, model: Linear | None) -> tuple[str, float]:
    if model is None:
        return _role_by_rule(context, phrase), 1.0
    scores = model.probabilities(role_features(context, phrase))
    least = 1.0
    if context.parts is not None:
        scores, least = _weighed(scores, _by_net(context.parts, phrase)), WITH_NET
    best = max(range(1, len(ROLES)), key=lambda i: scores[i] / THRESHOLDS[ROLES[i]])
    if scores[best] < least * THRESHOLDS[ROLES[best]]:
        return "none", 0.0
    return ROLES[best], scores[best]


def _by_net(parts: Mapping[int, Mapping[str, float]], phrase: Phrase) -> list[float]:
    """The net's probability of each role of ``ROLES``: the mean over the words of the phrase."""
    told = [parts.get(token.span.start, {}) for token in phrase.tokens]
    means = [sum(t.get(name, 0.0) for t in told) / len(told) for name in PARTS[1:]]
    return [max(0.0, 1.0 - sum(means)), *means]


def _weighed(linear: Sequence[float], net: Sequence[float]) -> tuple[float, ...]:
    """The geometric mean of the two readers, made to sum to 1."""
    products = [(max(a, LEAST) * max(b, LEAST)) ** 0.5 for a, b in zip(linear, net, strict=True)]
    return tuple(p / sum(products) for p in products)


def _role_by_rule(context: Context, phrase: Phrase) -> str:
    last = phrase.head.text.lower()
    roles = {role for role, _ in context.claimed.get(phrase.head.span.start, ())}
    if last in words_of("pronouns") or not roles:
        return "none"
    actor = context.actors.get(phrase.head.span.start)
    known = actor.actor if actor is not None and actor.kind in {"named", "demonym"} else None
    if "weapon" in roles:
        return "Weapon"
    if "actor" in roles:
        group = last in words_of("organisation_heads") or (known is not None and known.kind != "person")
        return "PerpOrg" if group else "PerpInd"
    if fill_of("physical", last) and not fill_of("human", last):
        return "Target"
    if is_person_name(phrase):
        return "HumName"
    return "HumDesc" if fill_of("human", last) else ("Target" if "target" in roles else "none")


def is_person_name(phrase: Phrase) -> bool:
    """Whether the phrase ends in the name of a person."""
    last = phrase.head.text.lower()
    if not phrase.is_name or fill_of("human", last) or last in words_of("organisation_heads"):
        return False
    return last not in words_of("named_things")


def name_and_title(phrase: Phrase) -> tuple[str, str]:
    """The bare name of a person, and the words before it that say what the person is."""
    tokens = phrase.tokens
    cut = 0
    for i, token in enumerate(tokens[:-1]):
        lowered = token.text.lower().strip(".")
        if lowered in words_of("titles") or fill_of("human", lowered) or token.pos == "NOUN":
            cut = i + 1
    while cut < len(tokens) - 1 and tokens[cut].pos in {"PUNCT", "ADJ", "CCONJ", "ADP"}:
        cut += 1
    return _text(tokens[cut:]), _text(tokens[:cut])


def _text(tokens: Sequence[Token]) -> str:
    if not tokens:
        return ""
    parts = [tokens[0].text]
    for before, token in zip(tokens, tokens[1:], strict=False):
        parts.append((" " if token.span.start > before.span.end else "") + token.text)
    return key_string("".join(parts)).strip(" .,-")


def phrase_text(phrase: Phrase) -> str:
    """The words of a phrase as keys write them."""
    return _text(phrase.tokens)


def with_complement(phrase: Phrase) -> str:
    """The phrase with an ``of`` phrase after it, where its head alone says little ("MEMBERS OF …")."""
    tokens = phrase.sentence.tokens
    end = phrase.end
    if phrase.head.text.lower() not in words_of("relational") or end + 1 >= len(tokens):
        return phrase_text(phrase)
    if tokens[end].text.lower() != "of":
        return phrase_text(phrase)
    stop = end + 1
    while stop < len(tokens) and tokens[stop].pos in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"}:
        stop += 1
    return _text(tokens[phrase.start : stop]) if stop > end + 1 else phrase_text(phrase)


def _with_descriptions(context: Context, found: list[Entity]) -> list[Entity]:
    """Phrases that only say what a named person is go to that person; parts of a longer filler go."""
    named = [e for e in found if e.role == "HumName"]
    kept = []
    for entity in found:
        if entity.role == "HumDesc":
            person = next((n for n in named if _describes(context, entity, n)), None)
            if person is not None:
                person.descriptions.append(phrase_text(entity.best))
                continue
        kept.append(entity)
    return [e for e in kept if not any(o is not e and o.role == e.role and _is_part(e, o) for o in kept)]


def _describes(context: Context, entity: Entity, person: Entity) -> bool:
    """Whether a phrase stands in apposition to a name, in its title, or was resolved to the person."""
    titles = {name_and_title(m)[1] for m in person.mentions}
    names = {name_and_title(m)[0] for m in person.mentions}
    for mention in entity.mentions:
        if mention.head.tag in {"NNS", "NNPS"}:
            continue
        text = phrase_text(mention)
        if any(title and (text in title or title in text) for title in titles):
            return True
        if any(_in_apposition(mention, other) for other in person.mentions):
            return True
        actor = context.actors.get(mention.head.span.start)
        if actor is not None and actor.actor is not None and actor.actor.kind == "person":
            known = key_string(actor.actor.name)
            if any(known in name or name in known for name in names if name):
                return True
    return False


def _in_apposition(one: Phrase, other: Phrase) -> bool:
    if one.sentence.index != other.sentence.index:
        return False
    first, second = (one, other) if one.start < other.start else (other, one)
    if second.head.dep == "appos" and second.head.head == first.head.i:
        return True
    tokens = first.sentence.tokens[first.end : second.start]
    return 1 <= len(tokens) <= 3 and tokens[0].text == "," and all(t.pos in {"PUNCT", "DET"} for t in tokens)


def _juxtaposed(one: Phrase, other: Phrase) -> bool:
    """Whether one name stands in brackets right after the other ("ARMY OF NATIONAL LIBERATION [ELN]")."""
    if one.sentence.index != other.sentence.index:
        return False
    first, second = (one, other) if one.start < other.start else (other, one)
    between = first.sentence.tokens[first.end : second.start]
    if not between or between[-1].text not in BRACKETS or len(between) > LONGEST_COMPLEMENT:
        return False
    return all(t.pos in {"ADP", "PROPN", "ADJ", "NOUN"} for t in between[:-1])


def is_plural(phrase: Phrase) -> bool:
    """Whether the phrase stands for more than one."""
    return phrase.head.tag in {"NNS", "NNPS"} or phrase.head.text.lower() in {"people", "police"}


def organisation_text(phrase: Phrase) -> str:
    """The name of a body with its ``of`` phrase ("ARMY OF NATIONAL LIBERATION"), unless that is a country."""
    tokens = phrase.sentence.tokens
    end = phrase.end
    body = phrase.is_name or phrase.head.text.lower() in words_of("organisation_heads")
    if end + 1 >= len(tokens) or tokens[end].text.lower() != "of" or not body:
        return phrase_text(phrase)
    stop = end + 1
    while stop < len(tokens) and tokens[stop].pos in {"PROPN", "ADJ", "NOUN"}:
        stop += 1
    complement = _text(tokens[end + 1 : stop])
    if not complement or complement in adapter_words().countries.values():
        return phrase_text(phrase)
    return _text(tokens[phrase.start : stop])


def _is_part(entity: Entity, other: Entity) -> bool:
    """Whether all mentions of an entity stand inside the ``of`` complement of the other's best phrase."""
    if entity.role not in {"PerpInd", "Target", "HumDesc"}:
        return False
    whole = with_complement(other.best)
    return " OF " in whole and all(
        m.sentence.index == other.best.sentence.index and f" {phrase_text(m)}" in whole
        for m in entity.mentions
    )


def description_of(entity: Entity) -> str:
    """What a named person is: the longest title before the name, or else a phrase beside it."""
    titles = [name_and_title(m)[1] for m in entity.mentions]
    return max((t for t in titles if t), key=len, default=max(entity.descriptions, key=len, default=""))


def _actor_id(context: Context, phrase: Phrase) -> str | None:
    actor = context.actors.get(phrase.head.span.start)
    return actor.actor.id if actor is not None and actor.actor is not None else None


def _same(entity: Entity, phrase: Phrase, acronyms: Mapping[str, str], context: Context) -> bool:
    words = phrase.words
    for other in entity.mentions:
        if entity.role == "PerpOrg":
            known = _actor_id(context, phrase)
            if known is not None and known == _actor_id(context, other):
                return True
        if entity.role == "PerpOrg":
            if _juxtaposed(phrase, other):
                return True
            names = {_short(organisation_text(p).lower(), acronyms) for p in (phrase, other)}
            if len(names) == 1:
                return True
        if entity.role == "HumName":
            if set(_name_words(phrase)) & set(_name_words(other)):
                return True
        elif words == other.words or (words[-1] == other.words[-1] and _nested(words, other.words)):
            return True
        elif _short(" ".join(words), acronyms) == _short(" ".join(other.words), acronyms):
            return True
    return False


def _short(words: str, acronyms: Mapping[str, str]) -> str:
    other = acronyms.get(words)
    return min(words, other, key=len) if other else words


def _nested(one: Sequence[str], other: Sequence[str]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


def _name_words(phrase: Phrase) -> list[str]:
    return [
        w for w in name_and_title(phrase)[0].lower().split() if len(w) > 2 and w not in {"the", "del", "las"}
    ]


def filler_text(entity: Entity) -> str:
    """The words of a filler as keys write them."""
    if entity.role == "HumName":
        return max((name_and_title(m)[0] for m in entity.mentions), key=len)
    if entity.role in {"PerpInd", "Target", "HumDesc"}:
        return with_complement(entity.best)
    if entity.role == "PerpOrg":
        return organisation_text(entity.best)
    return phrase_text(entity.best)
