"""Grammatical slots of a trigger: subject, object, agent, possessor, modifiers, prepositional phrases.

The tree comes first; where it is plainly wrong, the words beside the trigger.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.events.ellipsis import counted_before
from reportedly.events.line import AUXILIARIES, NOMINAL, PREPOSITIONS, Line, Phrase
from reportedly.events.subjects import SAYING, conjuncts, inherited_subjects, owner, subjects


@dataclass
class Slots:
    """What stands around a trigger; a slot may hold several phrases (conjuncts)."""

    subj: list[Phrase] = field(default_factory=list)
    obj: list[Phrase] = field(default_factory=list)
    by: list[Phrase] = field(default_factory=list)
    poss: list[Phrase] = field(default_factory=list)
    mod: list[Phrase] = field(default_factory=list)
    preps: list[tuple[str, Phrase]] = field(default_factory=list)
    passive: bool = False

    def get(self, name: str) -> list[Phrase]:
        """The phrases of a slot: one of the named ones, or a preposition."""
        if name in ("subj", "obj", "by", "poss", "mod"):
            return list(getattr(self, name))
        return [phrase for word, phrase in self.preps if word == name]


def verb_slots(line: Line, i: int, own: frozenset[int] = frozenset()) -> Slots:
    """Slots of verb ``i``; tokens of its own pattern (``own``) fill none."""
    slots = Slots()
    token = line.tokens[i]
    counted = counted_before(line, i)
    if counted is not None:
        return _elliptic_slots(line, i, own, counted)
    if token.pos not in ("VERB", "AUX") and not (token.pos == "ADJ" and token.dep in ("acl", "ROOT")):
        return _window_slots(line, i, own)
    slots.passive = is_passive(line, i)
    _own_children(line, i, own, slots)
    _antecedent(line, i, slots)
    if not slots.subj and not (slots.passive and (slots.obj or token.dep in ("acl", "amod"))):
        subjects = inherited_subjects(line, i)
        if slots.passive:
            slots.obj.extend(p for p in subjects if p not in slots.obj)
        else:
            slots.subj.extend(subjects)
    if not slots.obj and not slots.passive:
        slots.obj.extend(_shared_object(line, i))
    _mend(line, i, own, slots)
    if token.dep in ("xcomp", "advcl") and line.tokens[token.head].lemma in ("use", "employ"):
        for child in line.sentence.children[token.head]:  # "used drones to attack"
            if line.tokens[child].dep == "dobj":
                slots.preps.extend(("using", phrase) for phrase in conjuncts(line, child))
    return slots


def _elliptic_slots(line: Line, i: int, own: frozenset[int], counted: Phrase) -> Slots:
    slots = Slots(obj=[counted], passive=True)
    for child in line.sentence.children[i]:
        if child > i and line.tokens[child].dep in ("prep", "agent"):
            _add_preposition(line, child, slots, own)
    if not slots.preps and not slots.by:
        for word, phrase in line.window_preps(i):
            _add(slots, word, phrase)
    return slots


def noun_slots(line: Line, i: int) -> Slots:
    """Slots of event noun ``i``: possessor, modifiers, its own prepositional phrases and participles."""
    slots = Slots()
    if line.tokens[i].pos == "ADJ":
        slots.subj.extend(_bearer_of_state(line, i))
    for child in line.sentence.children[i]:
        token = line.tokens[child]
        if token.dep == "poss":
            slots.poss.extend(conjuncts(line, child))
        elif token.dep in ("amod", "compound", "nmod", "npadvmod"):
            slots.mod.append(Phrase(child, _left_edge(line, child), child + 1))
        elif token.dep in ("prep", "agent"):
            _add_preposition(line, child, slots, frozenset())
        elif token.dep == "acl" and token.tag in ("VBG", "VBN"):
            _participle(line, child, slots)
    if line.tokens[i].pos not in ("NOUN", "PROPN") or not (slots.mod or slots.preps or slots.poss):
        slots.preps.extend(
            (word, phrase)
            for word, phrase in line.window_preps(i)[:3]
            if not slots.get(word) and phrase.lo == _gap_end(line, i)
        )
    if not slots.preps and i + 1 < len(line.tokens) and line.lower[i + 1] in PREPOSITIONS:
        word = line.lower[i + 1]
        beside = line.window_right(i + 2)
        if beside is not None and line.tokens[i + 1].head != i and word in ("on", "against", "by", "of"):
            _add(slots, word, beside)
    return slots


def _bearer_of_state(line: Line, i: int) -> list[Phrase]:
    """Who is dead: the noun beside the adjective, or the subject of its verb."""
    token = line.tokens[i]
    if token.dep == "amod" and line.tokens[token.head].pos in NOMINAL:
        return conjuncts(line, token.head)
    if token.dep in ("acomp", "oprd", "advcl", "ccomp") and line.tokens[token.head].pos in ("VERB", "AUX"):
        return verb_slots(line, token.head).obj or subjects(line, token.head)
    if i and line.tokens[i - 1].pos in ("NUM", "NOUN", "PROPN"):
        left = line.window_left(i)
        return [left] if left is not None else []
    return []


def _gap_end(line: Line, i: int) -> int:
    return i + 2 if i + 2 < len(line.tokens) else i + 1


def _participle(line: Line, child: int, slots: Slots) -> None:
    """ "massacres committed by X against Y", "an attack targeting Z"."""
    lower = verb_slots(line, child)
    slots.by.extend(lower.by)
    if line.tokens[child].tag == "VBG":
        slots.preps.extend(("targeting", p) for p in lower.obj if line.lower[child] in _AIMING)
        if line.lower[child] == "using":
            slots.preps.extend(("using", p) for p in lower.obj)
    slots.preps.extend(lower.preps)


_AIMING = frozenset({"targeting", "hitting", "striking", "against"})


def _left_edge(line: Line, i: int) -> int:
    lo = i
    for child in line.sentence.children[i]:
        if child < lo and line.tokens[child].dep in (
            "compound",
            "amod",
            "nmod",
            "npadvmod",
            "punct",
            "nummod",
        ):
            lo = child
    return lo


def is_passive(line: Line, i: int) -> bool:
    """Whether verb ``i`` is a passive, a reduced one included."""
    token = line.tokens[i]
    children = [line.tokens[child] for child in line.sentence.children[i]]
    if any(child.dep in ("nsubjpass", "auxpass") for child in children):
        return True
    if any(child.dep == "nsubj" or (child.dep == "aux" and child.lemma == "have") for child in children):
        return False
    if token.tag != "VBN" and token.tag != "VBD":
        return False
    if token.dep in ("acl", "amod") and token.tag == "VBN":
        return True
    if token.dep == "conj" and token.tag == "VBN":
        own_subject = any(line.tokens[c].dep in ("nsubj", "aux") for c in line.sentence.children[i])
        return not own_subject and is_passive(line, token.head)
    before = line.lower[i - 1] if i else ""
    if token.tag == "VBN" and before in ("be", "been", "being", "was", "were", "is", "are"):
        return True
    # A headline's participle: "10 killed in …", "Minister shot by …".
    after = line.lower[i + 1] if i + 1 < len(line.tokens) else ""
    return after == "by" or (
        token.tag == "VBN"
        and not any(line.tokens[c].dep == "aux" for c in line.sentence.children[i])
        and token.dep in ("ROOT", "advcl", "ccomp", "xcomp", "dep")
    )


def _own_children(line: Line, i: int, own: frozenset[int], slots: Slots) -> None:
    for child in line.sentence.children[i]:
        token = line.tokens[child]
        if token.dep == "prep" and 0 < child < i and line.tokens[child - 1].lemma in SAYING:
            continue  # "said on Wednesday it had struck": that is when it was said
        if token.dep in ("prep", "agent", "prt", "advmod", "dative"):
            _add_preposition(line, child, slots, own)
        elif child in own:
            for below in line.sentence.children[child]:
                if line.tokens[below].dep in ("prep", "agent"):
                    _add_preposition(line, below, slots, own)
        elif token.dep in ("nsubj", "csubj") and not _is_object_before(line, i, child):
            (slots.obj if slots.passive else slots.subj).extend(conjuncts(line, child))
        elif token.dep == "nsubjpass":
            slots.obj.extend(conjuncts(line, child))
        elif token.dep in ("dobj", "oprd", "obj", "attr") and token.pos in NOMINAL | {"ADJ", "DET"}:
            slots.obj.extend(conjuncts(line, child))
            _object_prepositions(line, child, slots, own)
        elif token.dep == "ccomp" and line.tokens[i].tag != "VBN":
            # A small clause taken for a complement: "hold ten tourists hostage".
            slots.obj.extend(
                p
                for c in line.sentence.children[child]
                if line.tokens[c].dep == "nsubj" and token.pos in NOMINAL
                for p in conjuncts(line, c)
            )


def _is_object_before(line: Line, i: int, child: int) -> bool:
    """ "raided a compound and seized …": the object of the verb before, taken for a subject."""
    if line.tokens[i].dep != "conj" or line.tokens[child].dep != "nsubj":
        return False
    joined = any(line.tokens[c].dep == "conj" for c in line.sentence.children[child])
    return not joined and any(line.tokens[k].pos == "CCONJ" for k in range(child + 1, i))


def _object_prepositions(line: Line, obj: int, slots: Slots, own: frozenset[int]) -> None:
    """Phrases that the parser hung on the object: "fired a rocket at the base"."""
    for child in line.sentence.children[obj]:
        if line.tokens[child].dep == "prep" and line.lower[child] != "of":
            _add_preposition(line, child, slots, own)
        elif line.tokens[child].dep == "conj":
            _object_prepositions(line, child, slots, own)


def _add_preposition(line: Line, child: int, slots: Slots, own: frozenset[int]) -> None:
    word = line.lower[child]
    agent = line.tokens[child].dep == "agent" or (word == "by" and slots.passive)
    for below in line.sentence.children[child]:
        token = line.tokens[below]
        if token.dep in ("pobj", "dobj") or (token.dep == "pcomp" and token.pos in NOMINAL):
            for phrase in conjuncts(line, below):
                _add(slots, "by" if agent else word, phrase)
            if _is_closed(line, below):
                continue
            for nested in line.sentence.children[below]:
                inner = line.tokens[nested]
                if inner.dep == "prep" and line.lower[nested] not in ("of", "for"):
                    _add_preposition(line, nested, slots, own)
                elif inner.dep == "acl" and line.lower[nested] in _LYING:
                    for deeper in line.sentence.children[nested]:
                        if line.tokens[deeper].dep == "prep":
                            _add_preposition(line, deeper, slots, own)
        elif token.dep in ("prep", "pcomp") and token.pos == "ADP":
            _add_preposition(line, below, slots, own)


def _is_closed(line: Line, noun: int) -> bool:
    """Whether what hangs on a noun is its own: another event, or the reason for this one."""
    if "REASON" in line.classes(noun):
        return True
    return any(sense.pos != "v" for sense in line.lexicon.senses.get(line.lower[noun], ()))


_LYING = frozenset("lying located situated based stationed positioned standing".split())


def _add(slots: Slots, word: str, phrase: Phrase) -> None:
    if word == "by":
        slots.by.append(phrase)
    else:
        slots.preps.append((word, phrase))


def _antecedent(line: Line, i: int, slots: Slots) -> None:
    """The noun that a participle or a relative clause stands beside."""
    token = line.tokens[i]
    if token.dep not in ("acl", "relcl", "amod") or token.head == i:
        return
    noun = line.noun_phrase(token.head)
    if line.tokens[token.head].pos not in NOMINAL:
        return
    if token.dep == "relcl":
        if not slots.subj and not slots.passive:
            slots.subj.append(noun)
        elif not slots.obj:
            slots.obj.append(noun)
    elif token.tag == "VBG" and not slots.subj:
        slots.subj.append(noun)
    elif token.tag in ("VBN", "VBD") and slots.passive and not slots.obj:
        slots.obj.extend(conjuncts(line, token.head) if token.dep == "acl" else [noun])
    elif token.dep == "acl" and token.tag == "VB" and not slots.subj:
        slots.subj.extend(owner(line, token.head))


def _shared_object(line: Line, i: int) -> list[Phrase]:
    """ "attacked and burned the village": the object stands after the last verb."""
    for child in line.sentence.children[i]:
        token = line.tokens[child]
        if token.dep == "conj" and token.pos == "VERB" and child - i <= 2:
            for below in line.sentence.children[child]:
                if line.tokens[below].dep == "dobj":
                    return conjuncts(line, below)
    return []


def _mend(line: Line, i: int, own: frozenset[int], slots: Slots) -> None:
    """Adds from the words beside the verb what the tree plainly missed."""
    token = line.tokens[i]
    finite = token.tag in ("VBD", "VBZ", "VBP") or (line.headline and token.tag in ("VB", "VBN"))
    if not slots.subj and not slots.passive and finite and token.dep != "relcl":
        left = line.window_left(i)
        if left is not None:
            slots.subj.append(left)
    if slots.passive and not slots.obj:
        slots.obj.extend(_of_clause_before(line, i))
    if slots.passive and not slots.obj and token.dep not in ("acl", "amod"):
        before = line.window_left(i)
        if before is not None:
            slots.obj.append(before)
    end = max([i, *own])
    if slots.passive and not slots.by and end + 1 < len(line.tokens) and line.lower[end + 1] == "by":
        agent = line.window_right(end + 2)
        if agent is not None:
            slots.by.append(agent)
    if not slots.obj and not slots.passive:
        slots.obj.extend(_object_nearby(line, i, own))


def _of_clause_before(line: Line, i: int) -> list[Phrase]:
    """ "Two doctors abducted in May were freed": the subject that the parser gave to the participle."""
    for child in line.sentence.children[i]:
        token = line.tokens[child]
        if (
            token.dep in ("advcl", "ccomp", "csubj", "csubjpass")
            and token.tag in ("VBN", "VBD")
            and child < i
        ):
            if not any(line.tokens[k].pos == "PUNCT" for k in range(child, i)):
                return subjects(line, child)
    return []


def _object_nearby(line: Line, i: int, own: frozenset[int]) -> list[Phrase]:
    """The object by position: inside the pattern ("took ten tourists hostage") or right after it."""
    behind = [k for k in own if k > i + 1]
    if behind and i + 1 not in own:
        inside = line.window_right(i + 1)
        if inside is not None and min(inside.hi, *behind, inside.hi) > inside.lo:
            hi = min(inside.hi, *behind, inside.hi)
            while hi - 1 > inside.lo and line.tokens[hi - 1].pos in ("DET", "ADJ", "ADP"):
                hi -= 1  # "teach the rebels a lesson"
            return [Phrase(hi - 1, inside.lo, hi, "window")]
    start = max([i, *own]) + 1
    if start >= len(line.tokens) or line.tokens[start].pos in ("CCONJ", "PUNCT", "SCONJ"):
        return []
    if line.lower[start] in PREPOSITIONS | AUXILIARIES:
        return []
    right = line.window_right(start)
    return [right] if right is not None else []


def _verb_before(line: Line, i: int) -> int | None:
    """The verb that a misread verb after "and" is joined to."""
    for j in range(i - 1, max(-1, i - 14), -1):
        if line.tokens[j].pos == "VERB" or j in line.headline_verbs:
            return j
        if line.lower[j] in (";", ".", ":"):
            return None
    return None


def _window_slots(line: Line, i: int, own: frozenset[int]) -> Slots:
    """Slots by position, for a verb that the parser took for something else."""
    slots = Slots()
    form = line.lower[i]
    after = line.lower[i + 1] if i + 1 < len(line.tokens) else ""
    before = line.lower[i - 1] if i else ""
    participle = form.endswith(("ed", "en", "n", "ot", "it", "ck"))
    slots.passive = participle and (
        after == "by"
        or before in ("was", "were", "been", "being", "are", "is", "be")
        or (line.headline and after in PREPOSITIONS)
    )
    left = line.window_left(i)
    start = max([i, *own]) + 1
    right = line.window_right(start) if start < len(line.tokens) and after not in PREPOSITIONS else None
    joined = _verb_before(line, i) if before in ("and", "or", ",") else None
    if joined is not None:
        slots.subj.extend(subjects(line, joined))
    elif left is not None:
        (slots.obj if slots.passive else slots.subj).append(left)
    if right is not None and not slots.passive:
        slots.obj.append(right)
    for word, phrase in line.window_preps(i):
        _add(slots, word if word != "by" or slots.passive else "near", phrase)
    return slots
