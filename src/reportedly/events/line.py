"""One sentence as the events station looks at it: lower-case words, own lemmas, word classes, phrases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reportedly.events.lexicon import MAX_PHRASE, Lexicon
from reportedly.records import Sentence, Span, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
TIME_LABELS = frozenset({"DATE", "TIME"})
TIME_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december today yesterday tonight tomorrow morning afternoon "
    "evening night noon midnight dawn dusk day days week weeks month months year years hour hours "
    "minute minutes weekend recent".split()
)
QUOTES = frozenset("\"“”‘’'`«»") | {"``", "''"}
PREPOSITIONS = frozenset(
    "in at on near to into from against toward towards by with of over outside inside across upon "
    "between among along around under during after before since until for within off beside behind "
    "through throughout amid using targeting above below beyond onto because".split()
)
AUXILIARIES = frozenset(
    "is are was were be been being has have had having do does did will would can could may might shall "
    "should must to not n't n’t 's ’s 'll ’ll get gets got".split()
)
_ARMED_MODIFIERS = frozenset({"armed", "masked", "hooded"})
_DISTANCES = frozenset("miles kilometers kilometres km metres meters yards mile kilometer kilometre".split())
_PROJECTILES = frozenset({"drone", "missile", "rocket", "artillery", "aerial_bomb"})
_VERB_PREPOSITIONS = frozenset("on at into over near in with down up".split())
_BOUNDARY = frozenset(", ; : . ! ? — – ( ) [ ] -- ...".split())
_CLAUSE_WORDS = frozenset("that which who whom when where while as if because although but".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``lo`` to ``hi`` (half-open) with their head word ``head``; ``via`` says how it was found."""

    head: int
    lo: int
    hi: int
    via: str = "tree"


@dataclass(frozen=True)
class Line:
    """A sentence with what is asked of it again and again."""

    sentence: Sentence
    lexicon: Lexicon
    title: bool

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens

    @cached_property
    def lower(self) -> tuple[str, ...]:
        return tuple(t.text.lower() for t in self.sentence.tokens)

    @cached_property
    def shouting(self) -> bool:
        """Whether the sentence is written in capitals, so that case says nothing and tags err."""
        letters = [t.text for t in self.tokens if len(t.text) > 1 and t.text.isalpha()]
        return len(letters) > 3 and all(word.isupper() for word in letters)

    @cached_property
    def headline(self) -> bool:
        """Whether headline grammar is likely: a title, or a short line without a full stop."""
        last = self.tokens[-1].text
        return self.title or (len(self.tokens) <= 18 and last not in (".", "!", "?", "”", '"', "’", "..."))

    @cached_property
    def weapons(self) -> tuple[tuple[int, int, str, str], ...]:
        """(first token, end, kind, event type) of each weapon phrase, longest first at each place."""
        found = []
        i, n = 0, len(self.lower)
        table = self.lexicon.weapons
        while i < n:
            step = 1
            for size in range(MAX_PHRASE, 0, -1):
                words = tuple(w for w in self.lower[i : i + size + 1] if w != "-")[:size]
                hit = table.get(words) if len(words) == size else None
                if hit is not None and self.lower[i] != "-":
                    step = size + ("-" in self.lower[i : i + size])
                    found.append((i, min(n, i + step), *hit))
                    break
            i += step
        return tuple(found)

    @cached_property
    def words_classes(self) -> frozenset[str]:
        """All classes of which the sentence has a word."""
        found: set[str] = set()
        for i in range(len(self.tokens)):
            found |= self.classes(i)
        return frozenset(found)

    def classes(self, i: int) -> frozenset[str]:
        """The word classes of token ``i``, with those that its entity label gives."""
        classes = self.lexicon.class_of.get(self.lower[i], frozenset())
        token = self.tokens[i]
        if "DEMONYM" in classes:
            # The same for every side, whatever the parser labels the word.
            return classes | ({"STATE", "PEOPLE"} if token.tag.startswith("NN") else {"STATE"})
        if token.entity in PLACE_LABELS:
            classes |= {"PROPER_PLACE"} if token.pos == "PROPN" else frozenset()
            if token.entity == "GPE":
                classes |= {"GPE"}
        elif token.entity == "NORP":
            classes |= {"DEMONYM", "STATE", "PEOPLE"} if token.tag.startswith("NN") else {"DEMONYM", "STATE"}
        elif token.entity == "PERSON":
            classes |= {"PEOPLE"}
        elif token.tag == "CD":
            classes |= {"NUMBER", "PEOPLE"}
        if token.pos == "PROPN":
            classes |= {"NAME"}
        return classes

    def phrase_classes(self, phrase: Phrase) -> frozenset[str]:
        """Classes of the head, and weapon, armed or state words among its modifiers."""
        classes = set(self.classes(phrase.head))
        for i in range(phrase.lo, phrase.head):
            if self.tokens[i].head == phrase.head:
                classes |= self.classes(i) & {
                    "PROJECTILE",
                    "BOMB",
                    "AIRCRAFT",
                    "STATE",
                    "DEMONYM",
                    "CROWD_WEAPON",
                }
                if self.lower[i] in _ARMED_MODIFIERS:
                    classes |= self.classes(i)
        if self.is_measure(phrase.head):
            for i in range(phrase.head + 1, phrase.hi):
                classes |= self.classes(i) - {"PROPER_PLACE", "GPE"}
        for lo, hi, kind, _ in self.weapons:
            if phrase.lo <= lo and hi - 1 == phrase.head and kind in ("bomb", "vehicle_bomb"):
                classes.add("BOMB")
            elif phrase.lo <= lo and hi - 1 == phrase.head and kind in _PROJECTILES:
                classes.add("PROJECTILE")
        return frozenset(classes)

    def is_measure(self, i: int) -> bool:
        """Whether a word only counts what its "of" phrase names: "a barrage of rockets"."""
        return self.tokens[i].tag == "CD" or self.lower[i] in self.lexicon.classes["MEASURE"]

    def span(self, phrase: Phrase) -> Span:
        """The offsets of a phrase, without quotation marks and commas at its ends."""
        lo, hi = phrase.lo, phrase.hi
        while lo < phrase.head and (self.lower[lo] in QUOTES or self.lower[lo] in _BOUNDARY):
            lo += 1
        while hi - 1 > phrase.head and (
            self.lower[hi - 1] in QUOTES or self.lower[hi - 1] in (",", ";", ":", ".", "—", "–")
        ):
            hi -= 1
        if hi - 1 > phrase.head and self.lower[hi - 1] in ("'s", "’s", "'", "’"):
            hi -= 1
        if (
            hi < len(self.tokens)
            and self.lower[hi] in QUOTES
            and any(self.lower[k] in QUOTES for k in range(lo, hi))
        ):
            hi += 1  # the closing mark of a quotation opened inside
        return Span(self.tokens[lo].span.start, self.tokens[hi - 1].span.end)

    @cached_property
    def headline_verbs(self) -> frozenset[int]:
        """Present-tense triggers that the parser took for nouns: "Rebels attack army base"."""
        senses = self.lexicon.senses
        loose = self.headline or self.shouting
        return frozenset(
            i
            for i, word in enumerate(self.lower)
            if word in senses
            and any(s.pos == "v" for s in senses[word])
            and ((loose and self._headline_verb(i)) or self._joined_participle(i))
        )

    def _joined_participle(self, i: int) -> bool:
        """ "raided a compound and seized weapons" with "seized" taken for an adjective."""
        token = self.tokens[i]
        return (
            token.pos in ("ADJ", "NOUN", "PROPN")
            and token.dep in ("conj", "amod")
            and i > 1
            and self.tokens[i - 1].pos == "CCONJ"
            and self.tokens[i - 2].pos in ("NOUN", "PROPN")
            and self.lower[i].endswith("ed")
        )

    def _headline_verb(self, i: int) -> bool:
        token = self.tokens[i]
        if token.pos not in ("NOUN", "PROPN", "ADJ") or i == 0 or i + 1 >= len(self.tokens):
            return False
        word, before, after = self.lower[i], self.tokens[i - 1], self.tokens[i + 1]
        if before.pos in ("DET", "ADP", "PRON", "PART") or before.lemma in ("'s", "’s"):
            return False
        plural = before.tag in ("NNS", "NNPS") or before.lemma in ("police", "gunmen")
        if word.endswith("s") == plural and not word.endswith("ss"):
            return False
        if any(self._finite(t.i) for t in self.tokens[max(0, i - 6) : i + 7] if t.i != i):
            return False
        if after.pos == "ADP":
            return word.endswith("s") and not plural and self.lower[i + 1] in _VERB_PREPOSITIONS
        return after.pos in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON") or not self._finite_word(i + 1)

    def _finite_word(self, i: int) -> bool:
        """Whether a word tagged as a verb is none that the tagger often mistakes for one."""
        return not (self._is_weapon(i) or "ARMED" in self.lexicon.class_of.get(self.lower[i], ()))

    def _finite(self, i: int) -> bool:
        return self.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") and self._finite_word(i)

    def _is_weapon(self, i: int) -> bool:
        return any(lo <= i < hi for lo, hi, _, _ in self.weapons)

    def noun_phrase(self, head: int) -> Phrase:
        """The phrase of noun ``head``: what stands before it, and its "of" phrases; clauses are cut off."""
        head = self._before_distance(head)
        if self.tokens[head].dep == "dobj":
            for verb in self.headline_verbs:
                if self.tokens[head].head < verb < head:
                    return self._uncrossed(head, verb, verb + 1, head + 1)
        kept = {head}
        stack = [head]
        while stack:
            i = stack.pop()
            for child in self.sentence.children[i]:
                if self._belongs(i, child, head):
                    kept.add(child)
                    stack.append(child)
        lo = hi = head
        while lo - 1 in kept or (lo - 2 in kept and self.lower[lo - 1] in QUOTES and lo >= 2):
            lo -= 1
        while hi + 1 in kept or (hi + 2 in kept and self.lower[hi + 1] in QUOTES):
            hi += 1
        while hi > head and self.tokens[hi].pos in ("ADP", "CCONJ", "PUNCT"):
            hi -= 1
        for verb in self.headline_verbs:
            if lo < verb <= hi:
                return self._uncrossed(head, verb, lo, hi + 1)
        return Phrase(head, lo, hi + 1)

    def _before_distance(self, head: int) -> int:
        """ "a ship 60 nautical miles off the coast": the ship, not the miles."""
        if self.lower[head] not in _DISTANCES:
            return head
        i = head - 1
        while i > 0 and self.tokens[i].pos in ("ADJ", "NOUN") and self.tokens[i].tag != "CD":
            i -= 1
        is_noun = i > 0 and self.tokens[i].tag == "CD" and self.tokens[i - 1].pos in ("NOUN", "PROPN")
        return i - 1 if is_noun else head

    def _uncrossed(self, head: int, verb: int, lo: int, hi: int) -> Phrase:
        """A phrase that swallowed a headline's verb, cut at the verb; the subject where it was one."""
        if head == verb:
            return Phrase(verb - 1, lo, verb)
        if head > verb and self.tokens[head].dep in ("nsubj", "nsubjpass", "dobj"):
            left = self.window_left(verb - (self.tokens[verb - 1].pos == "CCONJ"))
            if left is not None:
                return left
        return Phrase(head, lo, verb) if head < verb else Phrase(head, verb + 1, hi)

    def _belongs(self, parent: int, child: int, head: int) -> bool:
        token = self.tokens[child]
        if token.dep in ("relcl", "appos", "conj", "cc", "advcl", "parataxis", "ccomp", "ROOT"):
            # "Farabundo Marti and …": a conjunct belongs only inside an "of" phrase.
            return token.dep in ("conj", "cc") and self.tokens[parent].dep == "pobj" and parent != head
        if token.dep == "acl":
            return False
        if token.dep in ("prep", "agent"):
            below = self.sentence.children[child]
            clause = any(self.tokens[c].dep == "pcomp" and self.tokens[c].pos == "VERB" for c in below)
            return self.lower[child] == "of" and child > parent and not clause
        if token.pos == "PUNCT":
            return self.lower[child] not in _BOUNDARY
        return True

    def window_left(self, i: int) -> Phrase | None:
        """The noun phrase that ends just before token ``i``, for sentences whose tree is wrong."""
        hi = i
        while hi > 0 and (
            self.lower[hi - 1] in AUXILIARIES or self.tokens[hi - 1].pos in ("ADV", "AUX", "PART")
        ):
            hi -= 1
        lo = hi
        while lo > 0 and not self._stops(lo - 1) and hi - lo < 14:
            lo -= 1
        return self._window(lo, hi)

    def window_right(self, i: int) -> Phrase | None:
        """The noun phrase that opens at token ``i``."""
        hi = i
        n = len(self.tokens)
        while hi < n and not self._stops(hi) and hi - i < 10:
            if self.lower[hi] in PREPOSITIONS and self.lower[hi] != "of":
                break
            hi += 1
        return self._window(i, hi)

    def window_preps(self, i: int) -> list[tuple[str, Phrase]]:
        """(preposition, its noun phrase) pairs in the clause right of token ``i``."""
        found = []
        for j in range(i + 1, min(len(self.tokens), i + 22)):
            if self.lower[j] in (";", ".", ":") or self.lower[j] in _CLAUSE_WORDS:
                break
            if self.lower[j] in PREPOSITIONS and self.lower[j] != "of":
                phrase = self.window_right(j + 1)
                if phrase is not None:
                    found.append((self.lower[j], phrase))
        return found

    def _stops(self, i: int) -> bool:
        word, token = self.lower[i], self.tokens[i]
        if word in _BOUNDARY or word in _CLAUSE_WORDS:
            return True
        if i in self.headline_verbs:
            return True
        return token.pos in ("VERB", "AUX", "SCONJ") and token.dep != "amod" and self._finite_word(i)

    def _window(self, lo: int, hi: int) -> Phrase | None:
        while lo < hi and (self.tokens[lo].pos in ("CCONJ", "ADV", "PUNCT") or self.lower[lo] in QUOTES):
            lo += 1
        while hi > lo and (
            self.tokens[hi - 1].pos in ("PUNCT", "CCONJ", "ADV") or self.lower[hi - 1] in QUOTES
        ):
            hi -= 1
        if lo >= hi:
            return None
        head = hi - 1
        for j in range(lo, hi):
            if self.lower[j] in PREPOSITIONS and j > lo:
                head = j - 1
                break
        if self.tokens[head].pos in ("DET", "ADP", "PART") or self.lower[lo] in PREPOSITIONS:
            return None
        if self.lower[head] in TIME_WORDS:
            return None
        return Phrase(head, lo, hi, "window")
