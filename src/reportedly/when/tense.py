"""Whether the words about a time expression look back or ahead."""

from __future__ import annotations

from reportedly.records import ParsedReport, Sentence, Span, Token

_FUTURE_AUX = frozenset({"will", "shall", "'ll", "’ll", "wo", "would"})
_OPEN_AUX = frozenset({"must", "should", "may", "might", "can", "could"})
# Verbs and adjectives whose infinitive complement is still to come.
_PLANS = frozenset(
    "plan expect schedule set due intend want agree decide vow pledge threaten prepare go aim hope begin "
    "start slate announce order propose seek ask urge call try refuse likely able ready".split()
)
# Verbs whose time is that of what is planned: "planned a march on Saturday", "plans on Monday to leave".
_OF_THE_PLAN = frozenset("plan schedule slate".split())
_AHEAD_PARTICIPLES = frozenset("schedule set due slate expect plan".split())
_AHEAD_WORDS = frozenset(
    {"scheduled", "due", "slated", "planned", "expected", "upcoming", "tomorrow", "next"}
)
_BEHIND = 6


def tense_of(parsed: ParsedReport, span: Span) -> str:
    """The tense of the clause that governs ``span``.

    One of "past", "past, loosely" (a noun or an adjective stands between the verb and the time, as in
    "declared a dividend payable …"), "future", "present", "open" ("must", "may", "to …") and "".
    """
    sentence = _sentence_at(parsed, span.start)
    if sentence is None:
        return ""
    inside = sentence.tokens_in(span)
    if not inside:
        return ""
    token = sentence.head_of(span) or inside[0]
    before = [t.text.lower() for t in sentence.tokens[max(0, inside[0].i - 3) : inside[0].i]]
    if before in (["as", "early", "as"], ["as", "soon", "as"]):
        return "future"
    verb, direct = _governor(sentence, token)
    if before[-1:] == ["until"]:
        return "past" if verb and _is_past_perfect(sentence, verb) else "future"
    after = sentence.tokens[inside[-1].i + 1 : inside[-1].i + 2]
    if after and after[0].text in ("'s", "’s") and not any(t in _FUTURE_AUX for t in before):
        return ""
    found = _tense_of_verb(sentence, verb) if verb else ""
    if found in ("past", "future"):
        return found if direct or found == "future" else "past, loosely"
    near = sentence.tokens[max(0, token.i - _BEHIND) : token.i]
    if any(t.text.lower() in _AHEAD_WORDS or t.text.lower() in _FUTURE_AUX for t in near):
        return "future"
    return found


def _sentence_at(parsed: ParsedReport, offset: int) -> Sentence | None:
    low, high = 0, len(parsed.sentences)
    while low < high:
        middle = (low + high) // 2
        span = parsed.sentences[middle].span
        if span.end <= offset:
            low = middle + 1
        elif span.start > offset:
            high = middle
        else:
            return parsed.sentences[middle]
    return None


def _governor(sentence: Sentence, token: Token) -> tuple[Token | None, bool]:
    """The nearest verb above a token, and whether no noun or adjective stands between."""
    direct = True
    for step in range(10):
        if token.pos in ("VERB", "AUX"):
            return token, direct
        if token.head == token.i:
            break
        direct = direct and (step == 0 or token.pos in ("ADP", "ADV", "SCONJ", "PART"))
        token = sentence.tokens[token.head]
    return None, False


def _is_to(head: Token) -> bool:
    """ "is to meet", "are to resume": a form of "be" in the present over an infinitive is a plan."""
    return head.lemma == "be" and head.tag in ("VBZ", "VBP")


def _plans_anew(sentence: Sentence, verb: Token) -> bool:
    """Whether what is planned is new to the report; in "planned the attack on Monday" it has happened."""
    if verb.tag not in ("VBD", "VBZ", "VBP"):
        return False
    things = [c for c in sentence.children[verb.i] if sentence.tokens[c].dep == "dobj"]
    return not any(sentence.tokens[w].text.lower() == "the" for c in things for w in sentence.children[c])


def _is_past_perfect(sentence: Sentence, verb: Token) -> bool:
    helpers = (sentence.tokens[c] for c in sentence.children[verb.i])
    return any(t.dep == "aux" and t.lemma == "have" and t.tag == "VBD" for t in helpers)


def _tense_of_verb(sentence: Sentence, verb: Token) -> str:
    for _ in range(4):
        words = [sentence.tokens[c] for c in sentence.children[verb.i]]
        helpers = [t for t in words if t.dep in ("aux", "auxpass")]
        if any(t.text.lower() in _FUTURE_AUX for t in helpers):
            return "future"
        if any(t.text.lower() in _OPEN_AUX for t in helpers):
            return "open"
        if verb.lemma in _AHEAD_PARTICIPLES and verb.tag == "VBN":
            return "future"
        if verb.lemma in _OF_THE_PLAN and _plans_anew(sentence, verb):
            return "future"
        if any(t.tag == "VBD" or t.lemma == "have" for t in helpers) or verb.tag == "VBD":
            return "past"
        head = sentence.tokens[verb.head]
        if any(t.text.lower() == "to" for t in helpers):
            return "future" if head.lemma in _PLANS or _is_to(head) else "open"
        if verb.tag == "VBN" and not helpers:
            return "past"
        if verb.tag in ("VBZ", "VBP") or any(t.tag in ("VBZ", "VBP") for t in helpers):
            return "present"
        if head.i == verb.i or head.pos not in ("VERB", "AUX"):
            return ""
        verb = head
    return ""
