"""Names: entries of the knowledge base, and capitalised names that it does not know."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.records import Actor, Alternative
from reportedly.who.draft import STATE_KINDS, Mark, Memory, types_of
from reportedly.who.lexicon import NameWord
from reportedly.who.persons import find_person, is_title, worded
from reportedly.who.view import View

MAX_NAME_WORDS = 12
_OPEN = frozenset({"(", "["})
_CLOSE = frozenset({")", "]"})


def find_names(view: View, memory: Memory) -> list[Mark]:
    """All names of a sentence, in order and without overlap; countries and demonyms included."""
    marks: list[Mark] = []
    i = 0
    n = len(view.words)
    _define_across(view, memory)
    while i < n:
        joined = _joins_unnamed(view, i, memory, marks[-1].end if marks else 0)
        mark = _name_at(view, i, memory, joined)
        if mark is None:
            i += 1
            continue
        marks.append(mark)
        memory.saw(mark.country)
        _define_acronym(view, mark, memory)
        i = mark.end
    memory.last = marks[-1].actor if marks and marks[-1].end == n and marks[-1].kind == "actor" else None
    return marks


def _joins_unnamed(view: View, i: int, memory: Memory, named_until: int) -> bool:
    """Whether the word is the later part of a capitalised name that was not understood as a whole."""
    if i == 0 or i == named_until or view.tokens[i - 1].pos != "PROPN" or view.all_caps:
        return False
    return view.words[i - 1][0].isupper() and not is_title(view, i - 1, memory)


def _name_at(view: View, i: int, memory: Memory, joined: bool) -> Mark | None:
    word = view.words[i]
    if not _may_begin(view, i, memory):
        return None
    known = _known(view, i, memory)
    if known is not None and (known.kind != "generic"):
        stays = view.all_caps and known.kind != "country"  # "ELN SQUAD" is a phrase, not a longer name
        longer = _unknown(view, i, memory, known.end) if word[0].isupper() and not stays else None
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
        if capital is not None:
            return _unknown(view, i, memory, capital.end) or capital
        return None if joined else _unknown(view, i, memory, i)
    return known


def _may_begin(view: View, i: int, memory: Memory) -> bool:
    """Whether a name can begin here: a capital, or a particle before one ("al-Shabab")."""
    word = view.words[i]
    sets = memory.lexicon.words
    if not word[0].isalnum() or view.lowered[i] in sets["stop_titles"]:
        return False
    if view.all_caps:
        return view.lowered[i] not in sets["caps_function"]
    if word[0].islower():
        nearby = view.words[i + 1 : i + 3]
        return view.lowered[i] in sets["particles"] and any(w[0].isupper() for w in nearby)
    return word[0].isupper() or word[0].isdigit()


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
    if start == 0 and _is_people(view, 0, memory):
        return None  # "Fighters of …", "Residents of …" at the start of a sentence
    end = _run_end(view, start, memory)
    if _is_plain_noun(view, start, end, memory):
        return None
    if end <= max(covered, start):
        return None
    for stop in _ends(view, start, end, covered, memory):
        mark = _classify(view, start, stop, memory, covered > start)
        if mark is not None:
            return mark
    return None


def _closes_name(view: View, k: int, memory: Memory) -> bool:
    """Whether the name of a body ends before token ``k`` and no "of" or "for" carries it on."""
    return view.lowered[k - 1] in memory.lexicon.name_at and view.lowered[k] not in ("of", "for")


def _is_plain_noun(view: View, start: int, end: int, memory: Memory) -> bool:
    """Whether the run is only a noun of the lexicon with capitals ("Defence Ministry"), so no name."""
    if end <= start:
        return False
    head = memory.lexicon.head(view.lowered, end - 1)
    if head is None or head.cls not in ("body", "group", "force"):
        return False
    adjective = view.all_caps and end - start <= len(head.words) + 1
    return end - start <= len(head.words) or adjective


def _ends(view: View, start: int, end: int, covered: int, memory: Memory) -> Sequence[int]:
    """The whole run, the run up to a word that ends names of bodies, the run up to its first linking word."""
    ends = [end]
    if view.lowered[end - 1] not in memory.lexicon.name_at:
        inner = [k for k in range(start + 2, end) if k > covered and _closes_name(view, k, memory)]
        ends = [*inner[-1:], end] if inner else ends
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
    if lowered[start] in sets["caps_function"] or lowered[start] in sets["locative"]:
        return start
    while i < len(words) and i < start + MAX_NAME_WORDS:
        word = words[i]
        if view.all_caps and _stops_capitals(view, i, start, memory):
            break
        if (
            word[0].isupper()
            and (lowered[i] not in sets["stop_titles"] or view.tokens[i].entity == "PERSON")
            and not (view.all_caps and lowered[i] in sets["caps_function"])
            and view.tokens[i].pos not in (("PRON", "DET", "AUX", "ADP") if not view.all_caps else ("PUNCT",))
        ):
            end = i = i + 1
        elif i > start and (lowered[i] in sets["particles"] or word in ("-", "–", "'", "’")):
            i += 1
        elif i > start and lowered[i] in sets["linkers"] and _links(view, start, i, memory):
            i += 1
        else:
            break
    return end


def _stops_capitals(view: View, i: int, start: int, memory: Memory) -> bool:
    """In text without lower case: whether the word is a verb, a function word or a plural people noun."""
    word = view.lowered[i]
    if word in memory.lexicon.words["caps_function"]:
        return word not in memory.lexicon.words["linkers"] or i == start
    if view.tokens[i].pos in ("VERB", "AUX", "ADP"):
        return True
    if memory.lexicon.is_past_verb(word):
        return True
    return _is_people(view, i, memory)


def _is_people(view: View, i: int, memory: Memory) -> bool:
    """Whether the word is a plural noun for people ("fighters", "residents")."""
    head = memory.lexicon.head(view.lowered, i)
    return head is not None and head.plural and head.cls in ("force", "people", "label", "office")


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
    text = " ".join(view.words[start:end])
    known = memory.named.get(text.lower())
    if known is not None:
        return Mark(start, end, "actor", known, "who.name_again", types_of(known, lexicon))
    clue = _clue(view, start, end, memory)
    if last in lexicon.place_words and (clue is None or clue is lexicon.name_at.get(last)):
        return None
    if clue is not None:
        return _body(view, start, end, clue, memory)
    if extends or view.title_case:
        return None
    return find_person(view, start, end, memory) or _bare_acronym(view, start, end, memory)


def _bare_acronym(view: View, start: int, end: int, memory: Memory) -> Mark | None:
    """A body known by capitals only ("NAVCENT said"): the parser must call it one, in an actor's position."""
    token = view.tokens[start]
    if (
        end - start != 1
        or view.all_caps
        or len(token.text) < 3
        or not token.text.isupper()
        or not token.text.isalpha()
    ):
        return None
    if token.entity != "ORG" or view.before(start) in memory.lexicon.words["locative"]:
        return None
    if token.dep not in ("nsubj", "nsubjpass", "poss", "agent", "dobj", "pobj"):
        return None
    return Mark(start, end, "actor", Actor(token.text), "who.bare_acronym", score=0.5)


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
    name = worded(view, start, end)
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


def _define_across(view: View, memory: Memory) -> None:
    """Learns "[PRF]" at the start of a sentence, where the parser cut between the name and its bracket."""
    words = view.words
    if (
        memory.last is not None
        and len(words) > 2
        and words[0] in _OPEN
        and words[2] in _CLOSE
        and words[1].isupper()
    ):
        memory.acronyms[words[1]] = memory.last


def _define_acronym(view: View, mark: Mark, memory: Memory) -> None:
    """Learns "(PRF)" after a name."""
    i = mark.end
    if mark.actor is None or mark.kind in ("demonym", "person") or i + 2 >= len(view.words):
        return
    word = view.words[i + 1]
    if view.words[i] in _OPEN and view.words[i + 2] in _CLOSE and 2 <= len(word) <= 8 and word.isupper():
        initials = "".join(w[0] for w in view.words[mark.start : mark.end] if w[0].isalpha()).upper()
        if view.all_caps or word[0] in initials or mark.actor.id:
            memory.acronyms[word] = mark.actor
