"""Names of persons: after a title or an office, as the parser says, or before an apposition."""

from __future__ import annotations

from reportedly.records import Actor
from reportedly.who.draft import Mark, Memory
from reportedly.who.view import View

PLACE_LABELS = frozenset(
    {"GPE", "LOC", "FAC", "EVENT", "DATE", "TIME", "WORK_OF_ART", "LAW", "LANGUAGE", "PRODUCT"}
)
_HUMAN_VERBS = frozenset("order meet visit travel resign die arrive marry fly speak walk sign vow".split())
_PLACE_VERBS = frozenset(
    "hit strike shell bomb target capture seize enter leave reach control retake liberate storm besiege "
    "take".split()
)


def find_person(view: View, start: int, end: int, memory: Memory) -> Mark | None:
    """A person's name: after a title, as the parser says, before an apposition, or seen before."""
    lexicon = memory.lexicon
    first = 1 + max((k for k in range(start, end - 1) if is_title(view, k, memory)), default=start - 1)
    if _is_role(view, end - 1, memory) or (end < len(view.words) and _names_thing(view, end, memory)):
        return None
    titled = first > start or (
        start > 0 and (is_title(view, start - 1, memory) or _follows_role(view, start, memory))
    )
    while first < end and view.words[first] in ("-", "–", ".", "'"):
        first += 1
    if first >= end or view.lowered[first] in lexicon.words["titles"]:
        return None
    last = view.lowered[end - 1]
    if end - first == 1 and last in memory.persons:
        actor, gender = memory.persons[last]
        return Mark(first, end, "person", actor, "who.surname", gender=gender, score=0.85)
    if not (titled or _looks_personal(view, first, end, memory)):
        return None
    gender = _title_gender(view, start if first > start else max(0, start - 1), first, memory)
    actor = Actor(name=worded(view, first, end), kind="person")
    memory.persons.setdefault(last, (actor, gender))
    return Mark(first, end, "person", actor, "who.person", gender=gender, score=0.8 if titled else 0.65)


def _is_role(view: View, i: int, memory: Memory) -> bool:
    """Whether the word is a noun for one person ("Minister", "journalist", "fighter")."""
    head = memory.lexicon.head(view.lowered, i)
    return head is not None and not head.plural and head.cls in ("office", "people", "force", "label")


def _follows_role(view: View, start: int, memory: Memory) -> bool:
    """ "journalist X": in text without lower case only offices count, as adjectives look like nouns there."""
    head = memory.lexicon.head(view.lowered, start - 1)
    return _is_role(view, start - 1, memory) and not (
        view.all_caps and head is not None and head.cls != "office"
    )


def _names_thing(view: View, i: int, memory: Memory) -> bool:
    """Whether the word after a name shows it to be no person's ("Tora Bora caves", "Hira Nagar prison")."""
    word = view.lowered[i]
    return view.tokens[i].pos == "NOUN" and (
        word in memory.lexicon.place_words or word in memory.lexicon.name_at
    )


def is_title(view: View, i: int, memory: Memory) -> bool:
    head = memory.lexicon.head(view.lowered, i)
    return view.lowered[i] in memory.lexicon.words["titles"] or (
        head is not None and head.cls == "office" and not head.plural
    )


def _title_gender(view: View, start: int, end: int, memory: Memory) -> str | None:
    words = set(view.lowered[start:end])
    if words & memory.lexicon.words["male"]:
        return "m"
    return "f" if words & memory.lexicon.words["female"] else None


def _looks_personal(view: View, start: int, end: int, memory: Memory) -> bool:
    tokens = view.tokens[start:end]
    labels = [t.entity for t in tokens]
    solid = [t for t in tokens if t.text[0].isalpha()]
    if view.before(start) in memory.lexicon.words["locative"] or len(solid) > 5:
        return False
    if any(t.text.isupper() and len(t.text) > 1 for t in solid) and not view.all_caps:
        return False
    if memory.base.country(tokens[-1].text) or tokens[-1].text[0].isdigit():
        return False
    if tokens[-1].dep == "dobj" and view.tokens[tokens[-1].head].lemma in _PLACE_VERBS:
        return False
    if labels[-1] == "PERSON" and (len(solid) > 1 or _acts(view, end - 1, memory)):
        return not any(label in PLACE_LABELS for label in labels)
    if len(solid) < 2 or labels[-1] in PLACE_LABELS:
        return False
    return _has_apposition(view, end, memory) or (not view.all_caps and _speaks(view, end - 1, memory))


def _speaks(view: View, i: int, memory: Memory) -> bool:
    token = view.tokens[i]
    head = view.tokens[token.head]
    return token.dep == "nsubj" and head.lemma in memory.lexicon.words["saying"]


def _acts(view: View, i: int, memory: Memory) -> bool:
    """Whether the name says or does something, or possesses what actors possess."""
    token = view.tokens[i]
    head = view.tokens[token.head].lemma
    words = memory.lexicon.words
    if token.dep == "poss":
        return head in words["acts"]
    return token.dep == "nsubj" and (head in words["saying"] or head in _HUMAN_VERBS)


def _has_apposition(view: View, end: int, memory: Memory) -> bool:
    """Words such as ", a member of", ", the governor of" right after the name; ", 34," counts as well."""
    if end + 1 >= len(view.words) or view.words[end] != ",":
        return False
    if view.words[end + 1].isdigit() and int(view.words[end + 1][:4]) < 110:
        return end + 2 < len(view.words) and view.words[end + 2] == ","
    for k in range(end + 1, min(end + 6, len(view.words))):
        head = memory.lexicon.head(view.lowered, k)
        if head is not None:
            return head.cls in ("office", "people", "force")
        if view.tokens[k].pos in ("VERB", "PUNCT", "ADP"):
            return False
    return False


def worded(view: View, start: int, end: int) -> str:
    """The words of the name as they stand, with their own spacing."""
    offset = view.tokens[start].span.start
    parts: list[str] = []
    position = offset
    for token in view.tokens[start:end]:
        parts.append(" " * min(1, token.span.start - position) + token.text)
        position = token.span.end
    return "".join(parts)
