"""Grammatical slots of a trigger: subject, object, agent, possessor, modifiers, prepositional phrases.

The tree comes first; where it is plainly wrong, the words beside the trigger.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.events.line import AUXILIARIES, NOMINAL, PREPOSITIONS, Line, Phrase

# In "urged troops to attack" the object of the governing verb is the subject of the lower one.
OBJECT_CONTROL = frozenset(
    "ask order force urge tell allow enable persuade encourage command instruct direct want expect require "
    "help lead prompt see hear watch call invite permit pay train warn".split()
)
# In "accused the army of killing" and "prevented rebels from attacking" likewise.
OBJECT_PREPOSITION = frozenset(
    "accuse suspect convict blame stop prevent prohibit bar keep deter charge acquit condemn dissuade".split()
)
SAYING = frozenset("say tell report announce state add note declare confirm".split())
RELATIVE = frozenset("who which that whom whose".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
MAX_CLIMB = 4


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
    if token.pos not in ("VERB", "AUX") and not (token.pos == "ADJ" and token.dep in ("acl", "ROOT")):
        return _window_slots(line, i, own)
    slots.passive = is_passive(line, i)
    _own_children(line, i, own, slots)
    _antecedent(line, i, slots)
    if not slots.subj and not (slots.passive and token.dep in ("acl", "amod")):
        subjects = inherited_subjects(line, i)
        if slots.passive:
            slots.obj.extend(p for p in subjects if p not in slots.obj)
        else:
            slots.subj.extend(subjects)
    if not slots.obj and not slots.passive:
        slots.obj.extend(_shared_object(line, i))
    _mend(line, i, own, slots)
    return slots


def noun_slots(line: Line, i: int) -> Slots:
    """Slots of event noun ``i``: possessor, modifiers, its own prepositional phrases and participles."""
    slots = Slots()
    if line.tokens[i].pos == "ADJ":
        slots.subj.extend(_bearer_of_state(line, i))
    for child in line.sentence.children[i]:
        token = line.tokens[child]
        if token.dep == "poss":
            slots.poss.extend(_conjuncts(line, child))
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
        return _conjuncts(line, token.head)
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
        if token.dep in ("prep", "agent", "prt", "advmod", "dative"):
            _add_preposition(line, child, slots, own)
        elif child in own:
            for below in line.sentence.children[child]:
                if line.tokens[below].dep in ("prep", "agent"):
                    _add_preposition(line, below, slots, own)
        elif token.dep in ("nsubj", "csubj"):
            if (
                child < i
                and any(line.tokens[k].pos == "CCONJ" for k in range(child + 1, i))
                and token.dep == "nsubj"
            ):
                if line.tokens[i].dep == "conj" and not any(
                    line.tokens[c].dep == "conj" for c in line.sentence.children[child]
                ):
                    continue  # "raided a compound and seized …": the object of the verb before
            (slots.obj if slots.passive else slots.subj).extend(_conjuncts(line, child))
        elif token.dep == "nsubjpass":
            slots.obj.extend(_conjuncts(line, child))
        elif token.dep in ("dobj", "oprd", "obj", "attr") and token.pos in NOMINAL | {"ADJ", "DET"}:
            slots.obj.extend(_conjuncts(line, child))
            _object_prepositions(line, child, slots, own)
        elif token.dep == "ccomp" and line.tokens[i].tag != "VBN":
            # A small clause taken for a complement: "hold ten tourists hostage".
            slots.obj.extend(
                p
                for c in line.sentence.children[child]
                if line.tokens[c].dep == "nsubj" and token.pos in NOMINAL
                for p in _conjuncts(line, c)
            )


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
            for phrase in _conjuncts(line, below):
                _add(slots, "by" if agent else word, phrase)
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


_LYING = frozenset("lying located situated based stationed positioned standing".split())


def _add(slots: Slots, word: str, phrase: Phrase) -> None:
    if word == "by":
        slots.by.append(phrase)
    else:
        slots.preps.append((word, phrase))


def _conjuncts(line: Line, i: int) -> list[Phrase]:
    """The phrase of noun ``i`` and of those joined to it; a relative pronoun gives its antecedent."""
    if line.lower[i] in RELATIVE and line.tokens[i].tag in ("WDT", "WP", "WP$", "IN", "DT"):
        verb = line.tokens[i].head
        for _ in range(MAX_CLIMB):
            if line.tokens[verb].dep == "relcl":
                return _conjuncts(line, line.tokens[verb].head)
            verb = line.tokens[verb].head
    found = [line.noun_phrase(i)]
    queue = [i]
    while queue and len(found) < 8:
        for child in line.sentence.children[queue.pop()]:
            if line.tokens[child].dep == "conj" and line.tokens[child].pos in NOMINAL | {"ADJ"}:
                if any(line.tokens[c].dep == "nsubj" for c in line.sentence.children[child]):
                    continue  # ", most of them women": a remark, not another party
                found.append(line.noun_phrase(child))
                queue.append(child)
    return found


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
        slots.obj.extend(_conjuncts(line, token.head) if token.dep == "acl" else [noun])
    elif token.dep == "acl" and token.tag == "VB" and not slots.subj:
        slots.subj.extend(_owner(line, token.head))


def _owner(line: Line, noun: int) -> list[Phrase]:
    """Whose plan or threat a noun is: its possessor, or the subject of its verb."""
    for child in line.sentence.children[noun]:
        if line.tokens[child].dep == "poss":
            return _conjuncts(line, child)
    verb = line.tokens[noun].head
    if line.tokens[noun].dep == "dobj" and verb != noun:
        return subjects(line, verb)
    return []


def subjects(line: Line, i: int) -> list[Phrase]:
    """The subjects of verb ``i``, its own or inherited."""
    for child in line.sentence.children[i]:
        if line.tokens[child].dep in _SUBJECTS and line.tokens[child].pos in NOMINAL | {"DET", "ADJ"}:
            return _conjuncts(line, child)
    return inherited_subjects(line, i)


def inherited_subjects(line: Line, i: int, depth: int = 0) -> list[Phrase]:
    """The subject that verb ``i`` gets from the verb or noun above it."""
    token = line.tokens[i]
    if token.head == i or depth > MAX_CLIMB:
        return []
    head = line.tokens[token.head]
    if token.dep == "conj" and head.pos in ("VERB", "AUX"):
        return _subjects_from(line, token.head, depth)
    if token.dep in ("xcomp", "ccomp") and head.pos in ("VERB", "AUX", "ADJ"):
        objects = [c for c in line.sentence.children[token.head] if line.tokens[c].dep == "dobj"]
        if objects and head.lemma in OBJECT_CONTROL and objects[0] < i:
            return _conjuncts(line, objects[0])
        return _subjects_from(line, token.head, depth) if token.dep == "xcomp" or token.tag == "VBG" else []
    if token.dep == "advcl" and head.lemma in SAYING and token.head > i:
        # ", killing two, the army reported": the clause belongs to what was reported.
        said = [c for c in line.sentence.children[token.head] if line.tokens[c].dep == "ccomp" and c < i]
        if said:
            return _subjects_from(line, said[-1], depth)
    if token.dep in ("advcl", "acomp") and token.tag in ("VBG", "VB", "VBN"):
        return _subjects_from(line, token.head, depth)
    if token.dep == "acl" and head.pos in NOMINAL:
        if token.tag == "VBG":
            return [line.noun_phrase(token.head)]
        return _owner(line, token.head)
    if token.dep == "pcomp":
        return _through_preposition(line, token.head, depth)
    return []


def _through_preposition(line: Line, prep: int, depth: int) -> list[Phrase]:
    above = line.tokens[prep].head
    token = line.tokens[above]
    if token.pos in ("VERB", "AUX"):
        objects = [c for c in line.sentence.children[above] if line.tokens[c].dep == "dobj"]
        if objects and token.lemma in OBJECT_PREPOSITION:
            return _conjuncts(line, objects[0])
        return _subjects_from(line, above, depth)
    if token.pos not in NOMINAL:
        return []
    if token.dep == "dobj" and line.tokens[token.head].lemma in OBJECT_PREPOSITION:
        return _conjuncts(line, above)
    return _owner(line, above)


def _subjects_from(line: Line, verb: int, depth: int) -> list[Phrase]:
    for child in line.sentence.children[verb]:
        if line.tokens[child].dep in _SUBJECTS and line.tokens[child].pos in NOMINAL | {"DET", "ADJ"}:
            return _conjuncts(line, child)
    token = line.tokens[verb]
    if token.dep in ("acl", "relcl") and line.tokens[token.head].pos in NOMINAL:
        return _conjuncts(line, token.head) if token.tag != "VB" else _owner(line, token.head)
    return inherited_subjects(line, verb, depth + 1)


def _shared_object(line: Line, i: int) -> list[Phrase]:
    """ "attacked and burned the village": the object stands after the last verb."""
    for child in line.sentence.children[i]:
        token = line.tokens[child]
        if token.dep == "conj" and token.pos == "VERB" and child - i <= 2:
            for below in line.sentence.children[child]:
                if line.tokens[below].dep == "dobj":
                    return _conjuncts(line, below)
    return []


def _mend(line: Line, i: int, own: frozenset[int], slots: Slots) -> None:
    """Adds from the words beside the verb what the tree plainly missed."""
    token = line.tokens[i]
    finite = token.tag in ("VBD", "VBZ", "VBP") or (line.headline and token.tag in ("VB", "VBN"))
    if not slots.subj and not slots.passive and finite and token.dep != "relcl":
        left = line.window_left(i)
        if left is not None:
            slots.subj.append(left)
    if slots.passive and not slots.obj and token.dep not in ("acl", "amod"):
        before = line.window_left(i)
        if before is not None:
            slots.obj.append(before)
    end = max([i, *own])
    if slots.passive and not slots.by and end + 1 < len(line.tokens) and line.lower[end + 1] == "by":
        agent = line.window_right(end + 2)
        if agent is not None:
            slots.by.append(agent)
    behind = [k for k in own if k > i + 1]
    if not slots.obj and not slots.passive and behind:
        inside = line.window_right(i + 1)  # "took ten tourists hostage"
        if inside is not None and i + 1 not in own:
            hi = min(inside.hi, *behind) if len(behind) > 1 else min(inside.hi, behind[0])
            if hi > inside.lo:
                slots.obj.append(Phrase(hi - 1, inside.lo, hi, "window"))
    if not slots.obj and not slots.passive:
        start = max([i, *own]) + 1
        right = line.window_right(start) if start < len(line.tokens) else None
        if right is not None and line.lower[start] not in PREPOSITIONS | AUXILIARIES:
            slots.obj.append(right)


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
