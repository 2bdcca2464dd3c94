"""Finds the words that say what happened to people, and whether their people stand before or after them."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.how_many.lexicon import TriggerWord, triggers
from reportedly.how_many.phrase import QUOTES, Words
from reportedly.how_many.quantity import read_quantity

BE = frozenset(("was were been being be is are am 're 's got get getting gets").split())
HAVE = frozenset({"has", "have", "had", "having", "'ve", "'d"})
MODALS = frozenset(("could would might may will can should must wo ca 'll shall").split())
NEGATIONS = frozenset({"not", "n't", "never"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
CHAIN_WORDS = frozenset(
    (
        "also to all each feared believed thought reported confirmed reportedly and or said known "
        "left found still later then both either instantly it as presumed listed now leaving leaves "
        "laying lying lay remain remained remains himself herself"
    ).split()
)
_FIGURATIVE_AFTER = {
    "dead": frozenset(("heat end sea line weight calm set on body bodies zone ringer").split()),
    "missing": frozenset({"link", "the", "from", "persons", "person"}),
}
_CLAUSE_ENDS = frozenset({"and", "but", ",", ".", ";", "by", "from", "while", "during", "several", "after"})
_SENDS = frozenset({"send", "sends", "sent", "sending"})
_TREATS = frozenset({"treat", "treats", "treated", "treating"})
MAX_CHAIN = 9


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger word over tokens ``start``…``end``; ``chain`` is where its auxiliaries begin."""

    start: int
    end: int
    word: TriggerWord
    side: str  # left | right | own (the figure before the noun) | of | toll
    chain: int
    negated: bool = False
    perfect: bool = False


def find_triggers(words: Words) -> tuple[Trigger, ...]:
    """The triggers of a sentence in text order; hypothetical, planned and figurative ones are left out."""
    lexicon, at = triggers(), 0
    found: list[Trigger] = []
    low = words.low
    while at < len(low):
        end, word = at + 1, lexicon.words.get(low[at])
        for phrase, entry in lexicon.phrases.get(low[at], ()):
            if low[at : at + len(phrase)] == phrase:
                end, word = at + len(phrase), entry
                break
        if low[at : at + 2] == ("number", "of"):
            end, word = _counted_word(words, at)
        word = word or _by_context(words, at)
        if word is not None and not _is_something_else(words, at, end, word):
            before = found[-1] if found else None
            trigger = _placed(words, at, end, word, before)
            if trigger is not None:
                found.append(trigger)
        at = end
    return tuple(found)


def _by_context(words: Words, at: int) -> TriggerWord | None:
    """Words that say it only in company: "a bullet struck him", "taken to Mercy Medical Center"."""
    low, lexicon = words.low, triggers()
    if low[at] in lexicon.transports and low[at + 1 : at + 2] == ("to",):
        if lexicon.hospitals.intersection(low[at + 2 : at + 10]):
            return TriggerWord("injured", "passive", "participle")
    elif low[at] in lexicon.bears:
        return _borne(low[at + 1 : at + 9])
    elif low[at] in _SENDS | _TREATS:
        return _cared_for(low, at)
    elif low[at] in lexicon.strikes:
        if lexicon.missiles.intersection(low[max(0, at - 4) : at]):
            return TriggerWord("injured", "verb", "third", shot=True)
        if BE.intersection(low[max(0, at - 1) : at]) and low[at + 1 : at + 2] != ("by",):
            return TriggerWord("injured", "passive", "participle", shot=True)
    return None


def _cared_for(low: tuple[str, ...], at: int) -> TriggerWord | None:
    """ "sending two people to the hospital", "treated nine people for burns"."""
    joint, told = ("to", triggers().hospitals) if low[at] in _SENDS else ("for", triggers().harms)
    after = low[at + 1 : at + 9]
    if joint not in after[1:] or BE.intersection(low[max(0, at - 2) : at]):
        return None
    goal = after.index(joint)
    return TriggerWord("injured", "object") if told.intersection(after[goal + 1 : goal + 5]) else None


def _borne(after: tuple[str, ...]) -> TriggerWord | None:
    """ "suffered serious burns", "with several gunshot wounds": the words from the verb to the harm."""
    for at, word in enumerate(after):
        if word in triggers().harms:
            if {"no", "not", "any", "n't"} & set(after[:at]):
                return None
            return TriggerWord("killed" if "fatal" in after[:at] else "injured", "passive", "participle")
        if word in {",", ".", ";", "who", "that", "when", "to", "and", "in"} or word in BE:
            return None
    return None


def _counted_word(words: Words, at: int) -> tuple[int, TriggerWord | None]:
    """ "the number of dead", "the number of people killed": a toll of what the trigger word says."""
    for end in range(at + 2, min(at + 6, len(words.low))):
        word = triggers().words.get(words.low[end])
        if word is not None:
            return end + 1, TriggerWord(word.kind, "toll")
    return at + 1, None


def _is_something_else(words: Words, at: int, end: int, word: TriggerWord) -> bool:
    """Whether the word is a noun ("a gunshot wound"), part of a compound, or figurative."""
    low, tokens = words.low, words.tokens
    before, after = low[at - 1] if at else "", low[end] if end < len(low) else ""
    if after in _FIGURATIVE_AFTER.get(low[at], ()) and end == at + 1:
        return True
    if low[at] == "gun" and before in {"the", "his", "her", "a", "their"}:
        return True
    if low[at] in {"shot", "shoots", "shooting"} and end == at + 1 and after == "at":
        following = low[end + 1] if end + 1 < len(low) else "."
        if before not in BE or following in _CLAUSE_ENDS:
            return True  # shot at, not hit
    if word.mode == "verb" and end == at + 1:
        if low[at] in {
            "shot",
            "wound",
            "wounds",
            "martyr",
            "martyrs",
            "hurt",
            "capture",
            "arrest",
            "murder",
            "murders",
            "massacre",
            "execute",
            "kidnap",
        } and (
            before
            in {
                "a",
                "an",
                "the",
                "of",
                "gunshot",
                "this",
                "single",
                "under",
                "each",
                "warning",
                "fatal",
                "first",
                "one",
                "for",
                "his",
                "her",
                "other",
            }
            or (
                tokens[at].tag in {"NN", "NNS"}
                and low[at] not in {"hurt", "shot"}
                and not after[:1].isdigit()
                and not at == 0
            )
        ):
            return True
        if word.form == "gerund" and before in {"the", "a", "this"} and after != "of":
            return True
    if word.mode == "toll":
        return low[at] in {"tally", "count"} and before != "death"
    return (
        before in {"-", "pre", "post"}
        and at > 1
        and not low[at - 2][0].isdigit()
        or after == "-"
        and word.mode != "noun"
    )


def _placed(words: Words, at: int, end: int, word: TriggerWord, before: Trigger | None) -> Trigger | None:
    """The trigger with the side on which its people stand; None where nothing is said to have happened."""
    chain = _chain_start(words, at)
    links = words.low[chain:at]
    if _is_unreal(words, chain, at, word):
        return None
    negated = bool(NEGATIONS.intersection(links)) or "neither" in words.low[max(0, chain - 8) : chain]
    perfect = bool(HAVE.intersection(links))
    side = _side(words, at, end, word, links, before)
    return Trigger(at, end, word, side, chain, negated, perfect)


def _chain_start(words: Words, at: int) -> int:
    """Where the auxiliaries, adverbs and carriers before the trigger begin."""
    start, carriers = at, triggers().carriers
    while start > 0 and at - start < MAX_CHAIN:
        token, word = words.tokens[start - 1], words.low[start - 1]
        if (
            word in carriers
            or word in CHAIN_WORDS
            or word in NEGATIONS
            or (word in QUOTES and start == at)
            or word in HAVE
            or word in MODALS
            or (
                token.pos in {"AUX", "ADV"}
                and word not in {"when", "where", "more", "once"}
                and not word[0].isdigit()
            )
        ):
            start -= 1
        elif word in triggers().words and words.low[start : start + 1] in (("and",), ("or",), (",",)):
            start -= 1
        else:
            break
    while start < at and words.low[start] in {
        "and",
        "or",
        "both",
        "all",
        "later",
        "then",
        "said",
        "as",
        "it",
    }:
        start += 1
    return start


def _is_unreal(words: Words, chain: int, at: int, word: TriggerWord) -> bool:
    """Modal without "have", infinitive, or condition: not said to have happened."""
    links = words.low[chain:at]
    if word.mode == "toll" and MODALS.intersection(words.low[max(0, at - 4) : at]):
        return True
    if MODALS.intersection(links) and not HAVE.intersection(links):
        return True
    if "to" in links and not HAVE.intersection(links) and word.mode != "noun":
        following = links[links.index("to") + 1 :]
        reported = {"reported", "believed", "said", "known", "thought"}
        return not (reported.intersection(links) and following) and words.low[max(0, chain - 1)] not in {
            "managed",
            "continued",
            "continues",
        }
    window = words.low[max(0, chain - 10) : chain]
    for offset in range(len(window) - 1, -1, -1):
        if window[offset] in {",", ";", "that", '"'}:
            return False
        if window[offset] in CONDITIONS:
            return window[offset] != "whether" or word.kind != "missing"
    return False


def _side(
    words: Words, at: int, end: int, word: TriggerWord, links: tuple[str, ...], before: Trigger | None
) -> str:
    if end < len(words.low) and words.low[end] in QUOTES:
        end += 1
    after = words.low[end] if end < len(words.low) else ""
    if word.mode == "toll":
        return "toll"
    if word.mode == "noun":
        return "of" if after == "of" else "own"
    if word.mode == "object":
        return "right"
    if word.mode in {"passive", "subject", "predicate"}:
        left_verb = words.low[at - 1 : at] if at else ()
        return (
            "right"
            if left_verb in (("leaving",), ("left",), ("leaves",)) and _starts_people(words, end)
            else "left"
        )
    if word.form == "gerund":
        return "of" if after == "of" else "right" if "being" not in links else "left"
    if word.form in {"base", "third"}:
        return "right"
    return _participle_side(words, at, end, links, before)


def _participle_side(words: Words, at: int, end: int, links: tuple[str, ...], before: Trigger | None) -> str:
    """Voice of an -ed form: auxiliaries first, then the verb it is joined to, then what follows it."""
    if BE.intersection(links):
        return "left"
    if HAVE.intersection(links):
        return "right"
    follows = (
        end < len(words.low)
        and words.tokens[end].entity not in {"DATE", "TIME"}
        and (
            _starts_people(words, end)
            or words.tokens[end].pos in {"DET", "PRON", "PROPN", "NOUN", "ADJ"}
            and words.tokens[end].tag not in {"WDT", "WP", "WRB"}
        )
    )
    if follows and not (
        words.low[at - 1 : at] and words.low[at - 1][0].isdigit() and words.tokens[end].pos in {"NOUN", "ADJ"}
    ):
        return "right"
    joined = before is not None and set(words.low[before.end : at]) <= {"and", "or", ",", "then"}
    if joined and before is not None and before.side in {"left", "right"}:
        return before.side
    return "left"


def _starts_people(words: Words, at: int) -> bool:
    low = words.low
    if at >= len(low):
        return False
    quantity = read_quantity(low, at)
    if quantity is not None:
        return low[quantity.end : quantity.end + 1] not in (("p.m.",), ("a.m.",), ("times",))
    return low[at] in {"a", "an", "his", "her", "him", "another", "himself", "herself", "up"}
