"""Whose doing a verb or a noun is: subjects, inherited ones included, conjuncts and antecedents."""

from __future__ import annotations

from reportedly.events.line import NOMINAL, Line, Phrase

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


def subjects(line: Line, i: int) -> list[Phrase]:
    """The subjects of verb ``i``, its own or inherited."""
    for child in line.sentence.children[i]:
        if line.tokens[child].dep in _SUBJECTS and line.tokens[child].pos in NOMINAL | {"DET", "ADJ"}:
            return conjuncts(line, child)
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
            return conjuncts(line, objects[0])
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
        return owner(line, token.head)
    if token.dep == "pcomp":
        return _through_preposition(line, token.head, depth)
    return []


def _through_preposition(line: Line, prep: int, depth: int) -> list[Phrase]:
    above = line.tokens[prep].head
    token = line.tokens[above]
    if token.pos in ("VERB", "AUX"):
        objects = [c for c in line.sentence.children[above] if line.tokens[c].dep == "dobj"]
        if objects and token.lemma in OBJECT_PREPOSITION:
            return conjuncts(line, objects[0])
        return _subjects_from(line, above, depth)
    if token.pos not in NOMINAL:
        return []
    if token.dep == "dobj" and line.tokens[token.head].lemma in OBJECT_PREPOSITION:
        return conjuncts(line, above)
    return owner(line, above)


def _subjects_from(line: Line, verb: int, depth: int) -> list[Phrase]:
    for child in line.sentence.children[verb]:
        if line.tokens[child].dep in _SUBJECTS and line.tokens[child].pos in NOMINAL | {"DET", "ADJ"}:
            return conjuncts(line, child)
    token = line.tokens[verb]
    if token.dep in ("acl", "relcl") and line.tokens[token.head].pos in NOMINAL:
        return conjuncts(line, token.head) if token.tag != "VB" else owner(line, token.head)
    return inherited_subjects(line, verb, depth + 1)


def owner(line: Line, noun: int) -> list[Phrase]:
    """Whose plan or threat a noun is: its possessor, or the subject of its verb."""
    for child in line.sentence.children[noun]:
        if line.tokens[child].dep == "poss":
            return conjuncts(line, child)
    verb = line.tokens[noun].head
    if line.tokens[noun].dep == "dobj" and verb != noun:
        return subjects(line, verb)
    return []


def conjuncts(line: Line, i: int) -> list[Phrase]:
    """The phrase of noun ``i`` and of those joined to it; a relative pronoun gives its antecedent."""
    if line.lower[i] in RELATIVE:
        verb = line.tokens[i].head
        for _ in range(MAX_CLIMB):
            if line.tokens[verb].dep == "relcl":
                return conjuncts(line, line.tokens[verb].head)
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
