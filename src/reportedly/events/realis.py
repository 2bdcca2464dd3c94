"""Whether a mentioned event is said to have happened, with hedge and phase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.events.lexicon import RealisCue
from reportedly.events.line import QUOTES, Line
from reportedly.events.triggers import Trigger
from reportedly.records import Realis

MAX_CLIMB = 5
# Verbs of saying end the climb: what stands above them says nothing about the event.
SAYING = frozenset(
    "say tell report announce state claim add note declare confirm argue explain write insist "
    "acknowledge deny reveal show indicate mean recall remember know learn find hear see describe "
    "mention allege".split()
)
_NAMING = frozenset("call label dub term brand deem".split())
_PHASES = {
    "begin": "begins", "start": "begins", "commence": "begins", "continue": "continues",
    "resume": "continues", "keep": "continues", "continuation": "continues", "persist": "continues",
    "stop": "ends", "end": "ends",
    "halt": "ends", "cease": "ends", "suspend": "ends",
}  # fmt: skip
_REACTIONS = frozenset("response reply answer reaction retaliation reprisal punishment revenge".split())
_REACTING = frozenset("respond react retaliate answer reply".split())
_STRONGEST = (
    Realis.NEGATED, Realis.HYPOTHETICAL, Realis.THREATENED, Realis.ATTEMPTED, Realis.PLANNED,
    Realis.RECURRING,
)  # fmt: skip
_VIOLENT = frozenset(
    "air_strike drone_strike missile_strike shelling strike bombing vehicle_bombing landmine "
    "suicide_bombing grenade chemical_attack attack offensive ambush shooting assassination execution "
    "massacre killing raid territory_taken abduction siege".split()
)


@dataclass(frozen=True, slots=True)
class Status:
    """Realis with its hedge and phase."""

    realis: Realis
    hedge: str | None
    phase: str | None


@dataclass
class _Votes:
    realis: set[Realis]
    hedge: str | None = None
    phase: str | None = None
    would: bool = False
    will: bool = False

    def add(self, cue: RealisCue) -> None:
        if cue.hedge and self.hedge is None:
            self.hedge = cue.hedge
        if cue.realis == "conditional":
            self.would = True
        elif cue.realis == "planned" and cue.kind == "modal":
            self.will = True
        elif cue.realis and not cue.realis.endswith("?"):
            self.realis.add(Realis(cue.realis))


def status_of(trigger: Trigger, event_type: str) -> Status:
    """The realis of a trigger from its auxiliaries, modifiers and what governs it."""
    line, i = trigger.line, trigger.at
    votes = _Votes(set())
    if trigger.nominal:
        _noun(line, i, votes, event_type)
    else:
        _verb(line, i, votes)
    _climb(line, i, trigger.nominal, votes)
    if trigger.nominal and _may_come(line, i):
        votes.realis.add(Realis.HYPOTHETICAL)
    return Status(_decide(votes, line, i, event_type), votes.hedge, votes.phase)


def _cues(line: Line, i: int, kind: str) -> Iterator[RealisCue]:
    for cue in line.lexicon.realis.get(line.lower[i], ()):
        if cue.kind == kind:
            yield cue


def _verb(line: Line, i: int, votes: _Votes) -> None:
    """Auxiliaries, adverbs and clause openers of the verb itself, and of verbs that it is joined to."""
    seen = 0
    while seen < 3:
        own_aux = _children(line, i, votes)
        _loose(line, i, votes)
        if line.lower[max(0, i - 2) : i] == ("to", "be") and line.tokens[i].dep != "xcomp":
            votes.realis.add(Realis.PLANNED)
        if i > 1 and line.lower[i - 1] == "to" and line.lower[i - 2] in ("is", "are", "were"):
            votes.realis.add(Realis.PLANNED)  # "both are to withdraw"
        token = line.tokens[i]
        head = line.tokens[token.head]
        if token.dep != "conj" or own_aux or head.pos not in ("VERB", "AUX") or token.head == i:
            return
        if not _same_form(token.tag, head.tag):
            return
        i = token.head
        seen += 1


def _children(line: Line, i: int, votes: _Votes) -> bool:
    """Reads the words that hang on verb ``i``; whether it has an auxiliary of its own."""
    own_aux = False
    for child in line.sentence.children[i]:
        dep = line.tokens[child].dep
        if dep in ("aux", "neg"):
            own_aux = own_aux or (dep == "aux" and line.lower[child] != "to")
            _vote(line, child, ("modal", "adv"), votes)
        elif dep in ("advmod", "npadvmod"):
            _vote(line, child, ("adv",), votes)
        elif dep in ("nsubj", "nsubjpass", "dobj") and _no_determiner(line, child):
            votes.realis.add(Realis.NEGATED)
        if (dep == "mark" or (dep == "advmod" and child < i)) and line.lower[child] not in ("whether", "as"):
            _vote(line, child, ("mark",), votes)
    return own_aux


def _vote(line: Line, i: int, kinds: tuple[str, ...], votes: _Votes) -> None:
    for cue in line.lexicon.realis.get(line.lower[i], ()):
        if cue.kind in kinds:
            votes.add(cue)


def _same_form(tag: str, other: str) -> bool:
    return tag == other or {tag, other} <= {"VBD", "VBN"} or {tag, other} <= {"VB", "VBP"}


def _loose(line: Line, i: int, votes: _Votes) -> None:
    """Cues just before a verb that the tree may have hung elsewhere."""
    for j in range(max(0, i - 3), i):
        if line.lower[j] in ("not", "n't", "n’t", "never") and line.tokens[j].head == i:
            votes.realis.add(Realis.NEGATED)
        if line.lower[j] in ("allegedly", "reportedly") and votes.hedge is None:
            votes.hedge = "probable"
    for phrase in ("every day", "every week", "every night", "on a daily basis", "almost every"):
        words = phrase.split()
        for j in range(i, min(len(line.lower) - len(words), i + 12) + 1):
            if line.lower[j : j + len(words)] == tuple(words):
                votes.realis.add(Realis.RECURRING)


def _no_determiner(line: Line, noun: int) -> bool:
    if line.lower[noun] in ("none", "nobody", "noone"):
        return True
    return any(
        line.lower[c] in ("no", "neither") and line.tokens[c].dep in ("det", "neg", "cc", "preconj")
        for c in line.sentence.children[noun]
    )


def _noun(line: Line, i: int, votes: _Votes, event_type: str) -> None:
    plural = line.tokens[i].tag in ("NNS", "NNPS")
    for child in line.sentence.children[i]:
        if line.tokens[child].dep in ("amod", "compound", "advmod", "nmod"):
            for cue in _cues(line, child, "mod"):
                if (
                    cue.realis == "recurring"
                    and not plural
                    and line.tokens[i].lemma not in ("shelling", "bombardment")
                ):
                    continue
                votes.add(cue)
        elif line.lower[child] in ("no", "neither", "without") and child < i:
            votes.realis.add(Realis.NEGATED)
    for j in range(max(0, i - 3), i):
        if line.lower[j] in ("no", "without") and line.tokens[j].dep in ("det", "prep", "neg", "ROOT"):
            if all(line.tokens[k].pos in ("ADJ", "NOUN", "DET", "ADV") for k in range(j + 1, i)):
                votes.realis.add(Realis.NEGATED)
        if line.tokens[j].pos in ("ADJ", "VERB") and line.lower[j] not in QUOTES:
            for cue in _cues(line, j, "mod"):
                if line.tokens[j].head in (i, line.tokens[i].head) and (cue.realis != "recurring" or plural):
                    votes.add(cue)


def _climb(line: Line, i: int, nominal: bool, votes: _Votes) -> None:
    """Follows the tree upwards while what stands above still decides whether the event happened."""
    at_noun = nominal
    node, plural = i, line.tokens[i].tag in ("NNS", "NNPS")
    for _ in range(MAX_CLIMB):
        token = line.tokens[node]
        if token.head == node:
            return
        head = line.tokens[token.head]
        if token.dep == "amod":
            return  # "the work of the assassinated minister": a participle says what has been done
        if head.pos == "ADP" and token.dep in ("pcomp", "pobj") and token.head:
            _beside(line, token.head, votes)
        if not _governs(line, node, token.dep, head.pos):
            return
        if head.lemma in SAYING and token.dep in ("ccomp", "dobj", "parataxis"):
            return
        if _is_named(line, node, token.head):
            return
        _governor(line, token.head, node, nominal and node == i, plural, votes)
        if (
            at_noun
            and token.dep == "prep"
            and head.pos == "VERB"
            and line.lower[token.head] not in line.lexicon.light
        ):
            return  # "will respond to the killing": the killing is done
        at_noun = at_noun and head.pos == "ADP"
        if head.pos in ("VERB", "AUX") and token.dep not in ("conj",):
            _own_and_support(line, token.head, token.dep, nominal, votes)
            nominal = False
        node = token.head


def _is_named(line: Line, node: int, verb: int) -> bool:
    """ "called the raid a crime", "in what he called an attack": what is given a name has happened."""
    if line.tokens[verb].lemma not in _NAMING or line.tokens[verb].pos != "VERB":
        return False
    if line.tokens[node].dep in ("oprd", "ccomp"):
        return True
    if line.tokens[node].dep != "dobj":
        return False
    if any(line.tokens[child].dep in ("oprd", "ccomp") for child in line.sentence.children[verb]):
        return True
    # The parser likes to take the name for an apposition.
    return any(line.tokens[i].dep == "appos" for i in line.sentence.subtree(node))


def _beside(line: Line, preposition: int, votes: _Votes) -> None:
    """The noun just before a preposition that the parser hung on the verb: "its continuation in striking"."""
    before = preposition - 1
    if line.tokens[before].pos != "NOUN" or line.tokens[preposition].head == before:
        return
    votes.phase = votes.phase or _PHASES.get(line.tokens[before].lemma)
    for cue in _cues(line, before, "gov"):
        if not cue.hedge:
            votes.add(cue)


def _is_reaction(line: Line, preposition: int) -> bool:
    """ "promised a harsh response to the attack": the promise is not of the attack."""
    head = line.tokens[line.tokens[preposition].head]
    return line.lower[preposition] == "to" and head.lemma in _REACTIONS


def _may_come(line: Line, i: int) -> bool:
    """ "a response to any attack", "any attack will be met": an attack that may or may not come."""
    if not any(line.lower[child] == "any" for child in line.sentence.children[i]):
        return False
    token = line.tokens[i]
    above = line.tokens[token.head]
    if token.dep == "pobj":
        return _is_reaction(line, token.head) or line.tokens[above.head].lemma in _REACTING
    verbs = line.sentence.children[token.head]
    return token.dep in ("nsubj", "nsubjpass") and any(line.lower[c] in ("will", "would") for c in verbs)


def _governs(line: Line, node: int, dep: str, head_pos: str) -> bool:
    if dep in ("relcl", "parataxis", "appos", "punct"):
        return False
    if dep == "advcl":
        return line.tokens[node].tag == "VB"
    if dep == "prep":
        if _is_reaction(line, node):
            return False
        return line.lower[node] in (
            "of",
            "in",
            "to",
            "from",
            "for",
            "at",
            "with",
            "about",
            "on",
            "against",
            "into",
        )
    if dep == "acl":
        return line.tokens[node].tag == "VB"
    return True


def _governor(line: Line, head: int, node: int, nominal: bool, plural: bool, votes: _Votes) -> None:
    token, dep = line.tokens[head], line.tokens[node].dep
    if dep in ("nsubj", "poss", "npadvmod") and not (dep == "nsubj" and token.lemma in ("threaten",)):
        return
    lemma = line.lexicon.lemmas.get(line.lower[head], token.lemma)
    if lemma in _PHASES and dep in ("xcomp", "dobj", "nsubj", "pcomp", "prep"):
        votes.phase = votes.phase or _PHASES[lemma]
    for cue in _cues(line, head, "gov"):
        if dep == "conj" or (dep == "prep" and not _linked(line, node, token.pos)):
            continue
        if cue.realis == "recurring?":
            if (plural and dep == "dobj") or dep in ("xcomp", "pcomp", "prep"):
                votes.realis.add(Realis.RECURRING)
            continue
        if cue.hedge and dep not in ("xcomp", "ccomp", "prep", "dobj"):
            continue
        if token.pos in ("NOUN", "PROPN") and cue.realis == "planned" and dep == "dobj":
            continue
        if cue.realis in ("planned", "threatened") and nominal and dep == "prep" and token.pos == "VERB":
            if line.lower[node] not in ("for", "on", "of", "with", "against"):
                continue
        votes.add(cue)


def _linked(line: Line, prep: int, head_pos: str) -> bool:
    if head_pos in ("NOUN", "PROPN"):
        return line.lower[prep] in ("of", "in", "for", "to", "on", "against", "at")
    return line.lower[prep] in ("from", "of", "for", "with", "in", "to", "at", "on")


def _own_and_support(line: Line, verb: int, dep: str, nominal: bool, votes: _Votes) -> None:
    """Modals and negation of the verb that carries the event noun or governs the event verb."""
    if dep in ("prep", "agent") and nominal:
        return
    if dep == "prep" and not nominal:
        return
    if dep in ("nsubj", "nsubjpass", "dobj", "xcomp", "pobj", "ccomp", "attr", "acomp", "oprd"):
        for child in line.sentence.children[verb]:
            if line.tokens[child].dep in ("aux", "neg", "advmod", "mark"):
                for kind in ("modal", "adv", "mark"):
                    if kind == "mark" and line.lower[child] != "if" and line.lower[child] != "unless":
                        continue
                    for cue in _cues(line, child, kind):
                        votes.add(cue)


def _decide(votes: _Votes, line: Line, i: int, event_type: str) -> Realis:
    if Realis.NEGATED in votes.realis and Realis.ATTEMPTED in votes.realis:
        # "did not try to", "failed to" + negation: nothing was done.
        return Realis.NEGATED
    if votes.would or votes.will:
        if Realis.NEGATED in votes.realis or Realis.HYPOTHETICAL in votes.realis:
            return Realis.NEGATED if Realis.NEGATED in votes.realis else Realis.HYPOTHETICAL
        if Realis.THREATENED in votes.realis:
            return Realis.THREATENED
        if votes.would and _conditional(line):
            return Realis.HYPOTHETICAL
        return Realis.THREATENED if event_type in _VIOLENT and _own_words(line, i) else Realis.PLANNED
    for realis in _STRONGEST:
        if realis in votes.realis:
            return realis
    return Realis.ACTUAL


def _conditional(line: Line) -> bool:
    return "if" in line.lower or "unless" in line.lower


def _own_words(line: Line, i: int) -> bool:
    """Whether the sentence is the actor's own announcement: "we will strike", "it said it would strike"."""
    for j in range(max(0, i - 9), i):
        if line.lower[j] in ("we", "i", "it", "they", "he", "she", "our") and line.tokens[j].dep.startswith(
            "nsubj"
        ):
            return True
    return any(word in line.lower for word in ("“", '"')) and any(w in line.lower for w in ("we", "our"))
