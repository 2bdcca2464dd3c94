"""Names: entries of the knowledge base, and capitalised names that it does not know."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.records import Actor, Alternative
from reportedly.who.draft import STATE_KINDS, Mark, Memory, types_of
from reportedly.who.lexicon import NameWord
from reportedly.who.view import View

MAX_NAME_WORDS = 12
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "EVENT", "DATE", "TIME", "WORK_OF_ART", "LAW", "LANGUAGE", "PRODUCT"})
_OPEN = frozenset({"(", "["})
_CLOSE = frozenset({")", "]"})


def find_names(view: View, memory: Memory) -> list[Mark]:
    """All names of a sentence, in order and without overlap; countries and demonyms included."""
    marks: list[Mark] = []
    i = 0
    n = len(view.words)
    while i < n:
        mark = _name_at(view, i, memory)
        if mark is None:
            i += 1
            continue
        marks.append(mark)
        memory.saw(mark.country)
        i = max(mark.end, _define_acronym(view, mark, memory))
    return marks


def _name_at(view: View, i: int, memory: Memory) -> Mark | None:
    word = view.words[i]
    if not word[0].isalnum() or view.lowered[i] in memory.lexicon.words["stop_titles"]:
        return None
    known = _known(view, i, memory)
    if known is not None and (known.kind != "generic"):
        longer = _unknown(view, i, memory, known.end) if word[0].isupper() else None
        return longer or known
    if word[0].isupper():
        if (acronym := memory.acronyms.get(word)) is not None:
            return Mark(i, i + 1, "actor", acronym, "who.acronym", types_of(acronym, memory.lexicon))
        country = memory.base.demonym(word)
        if country:
            actor = memory.base.get(f"state:{country}")
            longer = _unknown(view, i, memory, i + 1)
            return longer or Mark(i, i + 1, "demonym", actor, "who.demonym")
        capital = _capital(view, i, memory)
        return capital or _unknown(view, i, memory, i)
    return known


def _known(view: View, i: int, memory: Memory, stop: int | None = None) -> Mark | None:
    """The longest name of the knowledge base that begins at ``i`` and ends before ``stop``."""
    words = view.words if stop is None else view.words[:stop]
    match = memory.base.longest_match(words, i, view.all_caps)
    if match is None:
        return None
    length, ids = match
    if length > 1 and _names_holder(view, i + length - 1, memory):
        return _known(view, i, memory, stop=i + length - 1)
    actors = [a for a in (memory.base.get(id) for id in ids) if a is not None and not id_is_template(a)]
    if not actors:
        return None
    ranked = sorted(actors, key=lambda a: -_fit(a, memory))
    best = ranked[0]
    tied = tuple(
        Alternative(a.id or a.name, round(0.5 ** (1 + k), 3), "same name") for k, a in enumerate(ranked[1:4])
    )
    kind = _mark_kind(best)
    if kind == "generic" and _is_platform(view, i + length - 1, memory):
        return None
    text = " ".join(view.words[i : i + length])
    score = 0.95 if not tied else 0.7
    if view.lowered[i + length - 1] == "regime":
        types = types_of(best, memory.lexicon)
        return Mark(i, i + length, "framed", best, "who.framed", types, tied, score, framing=best.name)
    return Mark(i, i + length, kind, best, "who.named", types_of(best, memory.lexicon, text), tied, score)


def _names_holder(view: View, last: int, memory: Memory) -> bool:
    """Whether a match ends in the holder of an office ("US officials"): the body before it is the name."""
    head = memory.lexicon.head(view.lowered, last)
    return head is not None and head.cls == "office"


def _is_platform(view: View, last: int, memory: Memory) -> bool:
    head = memory.lexicon.head(view.lowered, last)
    return head is not None and head.cls == "platform"


def id_is_template(actor: Actor) -> bool:
    """Whether an entry is only the pattern of an office that every state has."""
    return bool(actor.id and actor.id.endswith(":*"))


def _mark_kind(actor: Actor) -> str:
    if actor.kind in STATE_KINDS:
        return "country"
    return actor.kind if actor.kind in ("person", "generic") else "actor"


def _fit(actor: Actor, memory: Memory) -> float:
    """How well an ambiguous name's reading fits the report: its countries, then the outlet's."""
    if actor.country is None:
        return 0.5
    times = memory.countries.get(actor.country, 0)
    return min(times, 5) + (1.5 if actor.country == memory.outlet_country else 0.0)


def _capital(view: View, i: int, memory: Memory) -> Mark | None:
    for length in (3, 2, 1):
        name = " ".join(view.lowered[i : i + length])
        capital = memory.lexicon.capitals.get(name)
        if capital and i + length <= len(view.words):
            actor = memory.base.get(f"gov:{capital.country}") or memory.base.get(f"state:{capital.country}")
            rule = "who.metonym.strong" if capital.strong else "who.metonym"
            return Mark(i, i + length, "capital", actor, rule)
    return None


def _unknown(view: View, start: int, memory: Memory, covered: int) -> Mark | None:
    """A capitalised name from ``start``, longer than the ``covered`` tokens that are known already."""
    end = _run_end(view, start, memory)
    if end <= max(covered, start):
        return None
    for stop in _ends(view, start, end, covered):
        mark = _classify(view, start, stop, memory, covered > start)
        if mark is not None:
            return mark
    return None


def _ends(view: View, start: int, end: int, covered: int) -> Sequence[int]:
    """The whole run first, then the run up to its first linking word."""
    ends = [end]
    for k in range(start + 1, end):
        if view.lowered[k] in ("of", "for", "and", "in", "to") and k > covered:
            ends.append(k)
            break
    return ends


def _run_end(view: View, start: int, memory: Memory) -> int:
    """Where the capitalised run from ``start`` ends; linking words count only between capitals."""
    words, lowered = view.words, view.lowered
    sets = memory.lexicon.words
    end = i = start
    while i < len(words) and i < start + MAX_NAME_WORDS:
        word = words[i]
        if view.all_caps and lowered[i] in sets["caps_function"] and lowered[i] not in ("of", "for", "the"):
            break
        if word[0].isupper() and lowered[i] not in sets["stop_titles"] and view.tokens[i].pos not in (
            ("PRON", "DET", "AUX", "ADP") if not view.all_caps else ("PUNCT",)
        ):
            end = i = i + 1
        elif i > start and (lowered[i] in sets["particles"] or word in ("-", "–", "'", "’")):
            i += 1
        elif i > start and lowered[i] in sets["linkers"] and _links(view, start, i, memory):
            i += 1
        else:
            break
    return end


def _links(view: View, start: int, i: int, memory: Memory) -> bool:
    """Whether "of", "for", "and" at ``i`` can stand inside the name that began at ``start``."""
    if view.lowered[i] == "the":
        return view.before(i) in ("of", "for")
    if view.lowered[i] == "and":
        return any(w in ("of", "for") for w in view.lowered[start:i])
    k = i - 1
    return view.lowered[k] in memory.lexicon.name_of


def _classify(view: View, start: int, end: int, memory: Memory, extends: bool) -> Mark | None:
    """What the run start…end names, if there is evidence enough."""
    lexicon = memory.lexicon
    last = view.lowered[end - 1]
    text = view.sentence and " ".join(view.words[start:end])
    known = memory.named.get(text.lower())
    if known is not None:
        return Mark(start, end, "actor", known, "who.name_again", types_of(known, lexicon))
    if last in lexicon.place_words:
        return None
    clue = _clue(view, start, end, memory)
    if clue is not None:
        return _body(view, start, end, clue, memory)
    if extends or view.title_case:
        return None
    return _person(view, start, end, memory)


def _clue(view: View, start: int, end: int, memory: Memory) -> NameWord | None:
    """The word inside the name that tells what it is."""
    lexicon = memory.lexicon
    if end - start < 2:
        return None
    for k in range(start + 1, end - 1):
        if view.lowered[k] in ("of", "for") and view.lowered[k - 1] in lexicon.name_of:
            return lexicon.name_of[view.lowered[k - 1]]
    if view.lowered[start] in lexicon.name_first:
        return lexicon.name_first[view.lowered[start]]
    return lexicon.name_at.get(view.lowered[end - 1])


def _body(view: View, start: int, end: int, clue: NameWord, memory: Memory) -> Mark:
    """A body that the knowledge base does not list: its kind comes from a word of its name."""
    name = _worded(view, start, end)
    country = None
    for k in range(start, end):
        country = country or memory.base.demonym(view.words[k]) or _country_word(view, k, memory)
    actor = Actor(name=name, kind=clue.kind, country=country, sector=clue.sector)
    memory.named.setdefault(" ".join(view.words[start:end]).lower(), actor)
    types = types_of(actor, memory.lexicon) | clue.types
    return Mark(start, end, "actor", actor, "who.name_pattern", types, score=0.7)


def _country_word(view: View, k: int, memory: Memory) -> str | None:
    word = view.words[k]
    return memory.base.country(word) if word[0].isupper() and len(word) > 3 else None


def _worded(view: View, start: int, end: int) -> str:
    """The words of the name as they stand, with their own spacing."""
    offset = view.tokens[start].span.start
    parts: list[str] = []
    position = offset
    for token in view.tokens[start:end]:
        parts.append(" " * min(1, token.span.start - position) + token.text)
        position = token.span.end
    return "".join(parts)


def _person(view: View, start: int, end: int, memory: Memory) -> Mark | None:
    """A person's name: after a title, as the parser says, before an apposition, or seen before."""
    lexicon = memory.lexicon
    first = start
    while first < end - 1 and _is_title(view, first, memory):
        first += 1
    titled = first > start or (start > 0 and _is_title(view, start - 1, memory))
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
    actor = Actor(name=_worded(view, first, end), kind="person")
    memory.persons.setdefault(last, (actor, gender))
    return Mark(first, end, "person", actor, "who.person", gender=gender, score=0.8 if titled else 0.65)


def _is_title(view: View, i: int, memory: Memory) -> bool:
    head = memory.lexicon.head(view.lowered, i)
    return view.lowered[i] in memory.lexicon.words["titles"] or (head is not None and head.cls == "office"
                                                                and not head.plural)


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
    if labels[-1] == "PERSON" and (len(solid) > 1 or _speaks(view, end - 1, memory)):
        return not any(label in PLACE_LABELS for label in labels)
    return len(solid) > 1 and labels[-1] not in PLACE_LABELS and not view.all_caps and (
        _speaks(view, end - 1, memory) or _has_apposition(view, end, memory)
    )


def _speaks(view: View, i: int, memory: Memory) -> bool:
    token = view.tokens[i]
    head = view.tokens[token.head]
    return token.dep == "nsubj" and head.lemma in memory.lexicon.words["saying"]


def _has_apposition(view: View, end: int, memory: Memory) -> bool:
    """", a member of", ", the governor of" right after the name; ", 34," counts as well."""
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


def _define_acronym(view: View, mark: Mark, memory: Memory) -> int:
    """Learns "(PRF)" after a name; gives the token after the closing bracket, or the name's end."""
    i = mark.end
    if mark.actor is None or mark.kind in ("demonym", "person") or i + 2 >= len(view.words):
        return mark.end
    word = view.words[i + 1]
    if view.words[i] in _OPEN and view.words[i + 2] in _CLOSE and 2 <= len(word) <= 8 and word.isupper():
        initials = "".join(w[0] for w in view.words[mark.start : mark.end] if w[0].isalpha()).upper()
        if view.all_caps or word[0] in initials or mark.actor.id:
            memory.acronyms[word] = mark.actor
    return mark.end
