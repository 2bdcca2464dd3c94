"""When the name of a country, a capital or a people stands for an actor, and when it is only a place."""

from __future__ import annotations

from dataclasses import replace

from reportedly.records import Actor, Alternative, Token
from reportedly.who.draft import Draft, Mark, Memory, state_actor
from reportedly.who.view import View

COUNTRY_TYPES = frozenset({"country", "government", "state"})
_CLIMB = frozenset({"conj", "compound", "nmod", "appos"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PARTNERS = frozenset(
    {"against", "by", "with", "between", "for", "on", "of", "to", "toward", "towards", "as", "than"}
)
_METONYM_PARTNERS = frozenset({"against", "by", "with", "between"})
_MOTION = frozenset(
    "go travel flee return fly move come arrive enter drive sail send bring take transport cross head "
    "trip visit leave reach tour storm journey flight road way route border flow export import deport".split()
)
_FALLS_ON = frozenset(
    "attack strike war sanction raid pressure fire missile rocket blame impose launch assault invasion "
    "declare rain bombing bombardment airstrike aggression embargo call depend rely offensive siege "
    "blockade drone wage".split()
)
_PLACE_OF = frozenset(
    "gulf sea strait straits shores capital city town village province region north south east west "
    "border part coast centre center area map outskirts outside inside suburb district northern "
    "southern state republic territory airspace soil heart rest parts cities areas regions provinces "
    "borders university bank people population citizen flag".split()
)


def find_states(view: View, marks: list[Mark], memory: Memory) -> list[Draft]:
    """Drafts for the countries, capitals and demonyms among ``marks`` that stand for an actor."""
    drafts = []
    starts = {mark.start for mark in marks}
    listed: tuple[int, bool] = (-9, False)  # where the last country ended, and whether it acted
    for mark in marks:
        if mark.kind == "country":
            acts = (
                listed[1]
                if _continues_list(view, mark, listed[0])
                else _country_acts(view, mark, memory, starts)
            )
            listed = (mark.end, acts)
            if acts:
                drafts.append(_country_draft(view, mark))
        elif mark.kind == "capital" and _capital_acts(view, mark, memory):
            drafts.append(_capital_draft(view, mark, memory))
        elif mark.kind == "demonym":
            draft = _demonym_draft(view, mark, memory)
            if draft is not None:
                drafts.append(draft)
    return drafts


def _country_draft(view: View, mark: Mark) -> Draft:
    start = mark.start
    if view.before(start) == "the":
        start -= 1
    return Draft(
        view.sentence.index,
        start,
        mark.end,
        mark.end - 1,
        "named",
        mark.actor,
        "who.country",
        types=COUNTRY_TYPES,
        country=mark.country,
        score=0.85,
        alternatives=mark.alternatives,
    )


def _country_acts(view: View, mark: Mark, memory: Memory, starts: set[int]) -> bool:
    last = mark.end - 1
    if view.after(last) in ("$", "dollar", "dollars"):
        return False
    if _modifies_noun(view, mark.end):
        return _acts_on(view, mark.end, memory)
    if _is_possessive(view, mark.end):
        if mark.end + 1 in starts:  # "Syria's National Defence Forces": the body is named itself
            return False
        return _acts_on(view, mark.end + 1, memory) or _possesses_act(view, last, memory)
    if _in_place_list(view, mark.start):
        return False
    token = _climbed(view, last)
    if token.dep in _SUBJECTS:
        return True
    preposition = _preposition(view, token, mark.start)
    if preposition == "to":
        return not _governor_words(view, token) & _MOTION
    if preposition == "on":
        return bool(_governor_words(view, token) & _FALLS_ON)
    if token.dep == "dobj" and view.tokens[token.head].lemma in _MOTION:
        return False
    if preposition == "of":
        return not _governor_words(view, token) & _PLACE_OF and view.before(mark.start - 1) not in _PLACE_OF
    if preposition in memory.lexicon.words["locative"]:
        return False
    return preposition in _PARTNERS or token.dep in ("dobj", "dative", "agent") or _names_speaker(view, mark)


def _continues_list(view: View, mark: Mark, end: int) -> bool:
    """Whether only commas, "and" and "the" stand between the last country and this one."""
    if end < 0 or mark.start - end > 3 or mark.start == end or _is_possessive(view, mark.end):
        return False
    if _modifies_noun(view, mark.end):
        return False
    return all(word in (",", "and", "or", "the", "as", "&") for word in view.lowered[end : mark.start])


def _names_speaker(view: View, mark: Mark) -> bool:
    """Of "Iran: we will respond": a headline's speaker before a colon."""
    return mark.start == 0 and mark.end < len(view.words) and view.words[mark.end] == ":"


def _is_possessive(view: View, i: int) -> bool:
    return i < len(view.tokens) and view.tokens[i].tag == "POS"


def _modifies_noun(view: View, i: int) -> bool:
    """Whether the word at ``i`` continues the phrase, so that the name is its modifier."""
    if i >= len(view.tokens):
        return False
    chunk = view.chunk_of[i]
    return chunk >= 0 and chunk == view.chunk_of[i - 1] and view.tokens[i].pos != "NUM"


def _acts_on(view: View, start: int, memory: Memory) -> bool:
    """Whether the noun that the name modifies is something only an actor does, holds or uses."""
    if start >= len(view.tokens) or (chunk := view.chunk_of[start]) < 0:
        return False
    acts = memory.lexicon.words["acts"]
    for k in range(view.chunks[chunk].end - 1, start - 1, -1):
        if view.tokens[k].pos in ("NOUN", "PROPN"):
            return (
                view.lowered[k] in acts or view.tokens[k].lemma in acts or view.lowered[k].rstrip("s") in acts
            )
    return False


def _possesses_act(view: View, i: int, memory: Memory) -> bool:
    """The same further on, for "Washington's political, military and intelligence support"."""
    acts = memory.lexicon.words["acts"]
    token = view.tokens[i]
    if token.dep == "poss" and view.tokens[token.head].lemma in acts:
        return True
    for later in view.tokens[i + 2 : i + 10]:
        if later.pos in ("AUX", "ADP", "PRON") or (later.pos == "VERB" and later.dep != "amod"):
            return False
        if later.pos == "NOUN" and later.lemma in acts:
            return True
    return False


def _climbed(view: View, i: int) -> Token:
    """The token of the phrase that ``i`` is coordinated with or part of."""
    token = view.tokens[i]
    for _ in range(6):
        if token.dep not in _CLIMB or token.head == token.i:
            break
        token = view.tokens[token.head]
    return token


def _preposition(view: View, token: Token, start: int) -> str:
    """The preposition in front: by the words before the name first, then by the tree."""
    k = start - 1
    while k >= 0 and view.tokens[k].pos in ("DET", "ADJ") and view.lowered[k] not in ("and", "or"):
        k -= 1
    if k >= 0 and view.tokens[k].pos in ("ADP", "SCONJ") or (k >= 0 and view.lowered[k] in _PARTNERS):
        return view.lowered[k]
    head = view.tokens[token.head]
    return head.lemma if token.dep == "pobj" else ""


def _governor_words(view: View, token: Token) -> frozenset[str]:
    """Lemmas of the two words above the preposition that governs ``token``."""
    preposition = view.tokens[token.head]
    governor = view.tokens[preposition.head]
    return frozenset({governor.lemma, view.before(preposition.i)})


def _in_place_list(view: View, start: int) -> bool:
    """Of "Mosul, Iraq": a country that only says where the place before the comma is."""
    if start < 2 or view.lowered[start - 1] != ",":
        return False
    token = view.tokens[start]
    before = view.tokens[start - 2]
    return (
        before.text[:1].isupper()
        and token.dep in ("appos", "npadvmod", "conj", "")
        and not any(t.text in ("and", "or") for t in view.tokens[start : start + 6])
    )


def _capital_draft(view: View, mark: Mark, memory: Memory) -> Draft:
    start = mark.start - 1 if view.before(mark.start) == "the" else mark.start
    country = mark.country or ""
    actor = state_actor(memory.base, country, "gov") if country else None
    place = Alternative(" ".join(view.words[mark.start : mark.end]), 0.3, "the place itself")
    return Draft(
        view.sentence.index,
        start,
        mark.end,
        mark.end - 1,
        "named",
        actor,
        mark.rule,
        types=COUNTRY_TYPES,
        country=mark.country,
        score=0.75,
        alternatives=(place,),
    )


def _capital_acts(view: View, mark: Mark, memory: Memory) -> bool:
    strong = mark.rule.endswith("strong")
    lexicon = memory.lexicon
    if _is_possessive(view, mark.end):
        return _acts_on(view, mark.end + 1, memory) or _possesses_act(view, mark.end - 1, memory)
    if _modifies_noun(view, mark.end):
        return False
    token = _climbed(view, mark.end - 1)
    preposition = _preposition(view, token, mark.start)
    if preposition in lexicon.words["locative"]:
        return False
    if token.dep == "nsubj":
        verb = view.tokens[token.head].lemma
        return strong or verb in lexicon.words["saying"] or verb in lexicon.words["acting"]
    return strong or preposition in _METONYM_PARTNERS


def _demonym_draft(view: View, mark: Mark, memory: Memory) -> Draft | None:
    """Of "Palestinians" (a people), or the adjective of something a state does ("Israeli strikes")."""
    if mark.country is None:
        return None
    word = view.lowered[mark.start]
    last = mark.end - 1
    if _modifies_noun(view, mark.end) or (mark.end < len(view.words) and view.words[mark.end] in ("-", "–")):
        if not _acts_on(view, mark.end, memory):
            return None
        return replace(_country_draft(view, mark), start=mark.start, kind="demonym", rule="who.demonym")
    noun = view.tokens[last].pos in ("NOUN", "PROPN") or word.endswith("s")
    chunk = view.chunk_of[last]
    if chunk < 0 or not (noun or view.tokens[last].dep in (*_SUBJECTS, "dobj", "pobj", "agent", "conj")):
        return None
    start = view.chunks[chunk].start
    plural = word.endswith("s") or view.lowered[start] != "a"
    name = memory.base.country_name(mark.country) or mark.country
    people = memory.base.get(f"people:{mark.country}") or Actor(
        f"people of {name}", None, "people", mark.country, "CVL"
    )
    return Draft(
        view.sentence.index,
        start,
        mark.end,
        last,
        "demonym",
        people,
        "who.people",
        lemma=word,
        types=frozenset({"people", word}),
        plural=plural,
        person=not plural,
        country=mark.country,
        score=0.8,
    )
