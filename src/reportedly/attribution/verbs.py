"""Cue verbs and what they govern: "X said that …", "…, X said", "X denied …", "X accused Y of …"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportedly.attribution.draft import Draft, children, runs, trim
from reportedly.attribution.lexicon import CueLexicon, VerbCue
from reportedly.attribution.quotes import Quotations
from reportedly.attribution.sources import Source, find_source, is_passive, phrase
from reportedly.records import Sentence, Span, Token

AUXILIARIES = ("aux", "auxpass", "neg")
OUTSIDE = ("npadvmod", "advmod", "punct", "prep", "agent", "dative", "aux", "auxpass", "neg", "prt", "cc", "conj", "mark")
FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "VBN", "VBG"})
LIVES = frozenset({"life", "lives", "victim", "victims", "title", "seat", "prize", "asylum", "attention"})


@dataclass(frozen=True, slots=True)
class Context:
    """What every rule needs: the text, the lexicon and the quotations."""

    text: str
    lexicon: CueLexicon
    quotations: Quotations
    title: bool  # the sentence stands in the title


def verb_drafts(sentence: Sentence, context: Context) -> list[Draft]:
    """The attributions whose cue is a verb of ``sentence``."""
    drafts = []
    for token in sentence.tokens:
        cue = cue_verb(token, context.lexicon)
        if cue is None:
            continue
        draft = _draft(sentence, token, cue, context)
        if draft is not None:
            drafts.append(draft)
    return drafts


def cue_verb(token: Token, lexicon: CueLexicon) -> VerbCue | None:
    """The lexicon's entry, where ``token`` is a verb that it has."""
    lemma = lexicon.forms.get(token.text.lower()) or (token.lemma if token.lemma in lexicon.verbs else None)
    if lemma is None:
        return None
    sure = token.text.lower() in ("said", "says", "told", "denied", "accused", "vowed", "claimed", "threatened")
    if token.pos not in ("VERB", "AUX") and not sure:
        return None
    if token.dep in ("amod", "compound", "poss"):
        return None
    return lexicon.verbs[lemma]


def _draft(sentence: Sentence, verb: Token, cue: VerbCue, context: Context) -> Draft | None:
    negated = is_negated(sentence, verb, context.lexicon)
    if is_passive(sentence, verb):
        if verb.lemma not in context.lexicon.passive and not children(sentence, verb, "agent"):
            return None
        draft = _passive(sentence, verb, cue, context)
    elif "person_of" in cue.takes or "person_for" in cue.takes:
        draft = _person(sentence, verb, cue, context)
    else:
        draft = _active(sentence, verb, cue, context)
    if draft is None:
        return None
    nobody = draft.source is not None and is_nobody(draft.source.of(context.text), context.lexicon)
    return replace(draft, negated=negated or nobody)


# ---------------------------------------------------------------- cue and negation


def cue_span(sentence: Sentence, verb: Token) -> Span:
    """The verb with the auxiliaries, negation and particle that stand beside it."""
    first = last = verb.i
    kids = {i for i in sentence.children[verb.i]}
    reach = verb.i - 1
    while reach in kids and sentence.tokens[reach].dep in (*AUXILIARIES, "advmod"):
        if sentence.tokens[reach].dep in AUXILIARIES:
            first = reach
        reach -= 1
    if last + 1 in kids and sentence.tokens[last + 1].dep == "prt":
        last += 1
    return Span(sentence.tokens[first].span.start, sentence.tokens[last].span.end)


def is_negated(sentence: Sentence, verb: Token, lexicon: CueLexicon) -> bool:
    """"did not confirm", "refused to confirm", "could not be confirmed"."""
    for token in (sentence.tokens[i] for i in sentence.children[verb.i]):
        if token.dep == "neg" or (token.dep in ("aux", "advmod", "preconj") and token.text.lower() in lexicon.negators):
            return True
    head = sentence.tokens[verb.head]
    if head.i != verb.i and verb.dep in ("xcomp", "pcomp", "advcl"):
        if head.lemma in lexicon.negative_verbs and verb.dep == "xcomp":
            return True
        if head.text.lower() == "without":
            return True
        if verb.dep == "xcomp" and any(t.dep == "neg" for t in children(sentence, head, "neg")):
            return True
    return False


def is_nobody(source: str, lexicon: CueLexicon) -> bool:
    """"no group", "nobody", "none of them"."""
    first = source.lower().split()[:1]
    return bool(first) and (first[0] == "no" or first[0] in lexicon.negative_sources)


# ---------------------------------------------------------------- active


def _active(sentence: Sentence, verb: Token, cue: VerbCue, context: Context) -> Draft | None:
    source = find_source(sentence, verb, context.text)
    found = _clause(sentence, verb, cue, source, context)
    rule = "clause"
    if not found:
        found, rule = _quoted(sentence, verb, cue, source, context), "quote"
    if not found and "clause" in cue.takes and cue.kind == "speech":
        found, rule = _trailing_cue(sentence, verb, source, context), "trailing"
    if not found:
        found, rule = _object(sentence, verb, cue, context), "object"
    if not found:
        return None
    if source is None and cue.kind != "speech":
        return None
    return _make(sentence, verb, cue, source, found, f"verb.{rule}")


def _make(
    sentence: Sentence, verb: Token, cue: VerbCue, source: Source | None, contents: Iterable[Span], rule: str
) -> Draft:
    return Draft(
        source=source.span if source else None,
        source_head=source.head if source else None,
        cue=cue_span(sentence, verb),
        contents=tuple(contents),
        lemma=cue.lemma,
        rule=f"attribution.{rule}",
    )


def _clause(
    sentence: Sentence, verb: Token, cue: VerbCue, source: Source | None, context: Context
) -> list[Span]:
    """The complement clause, without the cue and the source that may stand inside it."""
    for token in children(sentence, verb, "ccomp", "xcomp", "parataxis"):
        infinitive = any(t.tag == "TO" for t in children(sentence, token, "aux")) and token.dep == "xcomp"
        if infinitive and "infinitive" not in cue.takes and "person_clause" not in cue.takes:
            if cue.lemma not in ("tell", "warn", "advise"):
                continue
        if not infinitive and "clause" not in cue.takes:
            continue
        inside = set(sentence.subtree(token.i)) - _group(sentence, verb, source)
        if verb.i in set(sentence.subtree(token.i)):
            continue
        found = runs(sentence, inside, context.text)
        if found:
            return widen(found, cue_span(sentence, verb), context.quotations)
    return []


def _group(sentence: Sentence, verb: Token, source: Source | None) -> set[int]:
    """Token indices that belong to the act of saying, not to what is said."""
    group = {verb.i} | (set(source.indices) if source else set())
    for child in children(sentence, verb, *AUXILIARIES):
        group.add(child.i)
    return group


def widen(spans: list[Span], cue: Span, quotations: Quotations) -> list[Span]:
    """Each span with the whole of the quotations that it cuts, unless the cue stands in them."""
    widened: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        for quotation in quotations.overlapping(span):
            if quotation.span.contains(span) and quotation.span.overlaps(cue):
                continue
            if not quotation.span.overlaps(cue):
                start, end = min(start, quotation.span.start), max(end, quotation.span.end)
        if widened and widened[-1].end > start:
            start = min(start, widened.pop().start)
        widened.append(Span(start, end))
    return widened


def _quoted(
    sentence: Sentence, verb: Token, cue: VerbCue, source: Source | None, context: Context
) -> list[Span]:
    """The quotations of the sentence, where the verb takes any and stands outside them."""
    if "quote" not in cue.takes or context.quotations.at(verb.span.start):
        return []
    found = [
        quotation.span
        for quotation in context.quotations.overlapping(sentence.span)
        if not (source and quotation.span.overlaps(source.span)) and _is_speech(quotation.span, context.text)
    ]
    return found


def _is_speech(span: Span, text: str) -> bool:
    """More than a word or two: not just a name in quotation marks."""
    return span.of(text).count(" ") >= 2


def _trailing_cue(sentence: Sentence, verb: Token, source: Source | None, context: Context) -> list[Span]:
    """"<clause>, X said [on Sunday]." where the tree does not show the clause as the complement."""
    if source is None:
        return []
    first = min(*source.indices, cue_first(sentence, verb))
    while first > 0 and sentence.tokens[first - 1].dep in AUXILIARIES:
        first -= 1
    if first < 4 or sentence.tokens[first - 1].text not in (",", ",”", ",\"", "”", '"', "-", "–", "—"):
        return []
    after = sentence.tokens[max(*source.indices, verb.i) + 1 :]
    if any(t.tag in FINITE and t.dep in ("ROOT", "ccomp") for t in after):
        return []
    words = Span(sentence.tokens[0].span.start, sentence.tokens[first - 1].span.end)
    span = trim(context.text, words)
    return widen([span], cue_span(sentence, verb), context.quotations) if span else []


def cue_first(sentence: Sentence, verb: Token) -> int:
    """Index of the first token of the cue."""
    start = cue_span(sentence, verb).start
    token = sentence.token_at(start)
    return token.i if token else verb.i


def _object(sentence: Sentence, verb: Token, cue: VerbCue, context: Context) -> list[Span]:
    """The object noun phrase of verbs such as confirm, deny, report."""
    if "object" not in cue.takes:
        return []
    for token in children(sentence, verb, "dobj", "oprd", "attr"):
        if token.pos == "PRON" or token.text.lower() in LIVES or token.lemma in LIVES:
            continue
        inside = [i for i in sentence.subtree(token.i) if i > verb.i or token.i < verb.i]
        for prep in children(sentence, verb, "prep"):
            # "blamed the attack on X", "denied involvement in Y": the tree often hangs the phrase on the verb.
            if prep.i > token.i and cue.lemma in ("deny", "put", "blame", "claim"):
                inside.extend(sentence.subtree(prep.i))
        return runs(sentence, [i for i in inside if i != verb.i], context.text)[:1]
    return []


# ---------------------------------------------------------------- passive


def _passive(sentence: Sentence, verb: Token, cue: VerbCue, context: Context) -> Draft | None:
    """"was reported by X", "is said to have …", "was accused of …"."""
    source = find_source(sentence, verb, context.text)
    subject = _passive_subject(sentence, verb, context)
    if verb.lemma in ("quote", "cite"):
        return None  # quoting.py
    contents: list[Span] = []
    addressee = None
    complement = children(sentence, verb, "ccomp", "xcomp", "oprd")
    if "person_of" in cue.takes:
        charge = [t for t in children(sentence, verb, "prep") if t.text.lower() in ("of", "for")]
        if not charge:
            return None
        addressee = subject.span if subject else None
        contents = runs(sentence, sentence.subtree(charge[0].i), context.text)
        contents = ([subject.span] if subject else []) + contents
    elif complement:
        inside = set(sentence.subtree(complement[0].i)) - {verb.i}
        contents = runs(sentence, inside, context.text)
        if subject and complement[0].dep != "ccomp" and cue.lemma not in ("tell", "ask", "warn", "order"):
            contents = [subject.span, *contents]
        contents = widen(contents, cue_span(sentence, verb), context.quotations)
    elif subject and (source is not None or "object" in cue.takes) and cue.lemma != "tell":
        contents = [subject.span]
    if not contents:
        return None
    draft = _make(sentence, verb, cue, source, contents, "verb.passive")
    return replace(draft, addressee=addressee)


def _passive_subject(sentence: Sentence, verb: Token, context: Context) -> Source | None:
    for token in children(sentence, verb, "nsubjpass"):
        if token.text.lower() not in ("it", "which", "that", "who"):
            return phrase(sentence, token, verb, context.text)
    head = sentence.tokens[verb.head]
    if verb.dep in ("acl", "relcl") and head.i != verb.i:
        return phrase(sentence, head, verb, context.text)
    return None


# ---------------------------------------------------------------- accuse, blame


def _person(sentence: Sentence, verb: Token, cue: VerbCue, context: Context) -> Draft | None:
    """"X accused Y of …", "X blamed Y for …", "X blamed … on Y", "X blamed Y"."""
    source = find_source(sentence, verb, context.text)
    objects = children(sentence, verb, "dobj")
    if not objects:
        found = _clause(sentence, verb, replace(cue, takes=frozenset({"clause"})), source, context)
        return _make(sentence, verb, cue, source, found, "verb.person") if found and source else None
    target = phrase(sentence, objects[0], verb, context.text)
    if target is None or source is None:
        return None
    # The charge may hang on the verb or, by the parser's error, on the accused.
    charges = [t for t in children(sentence, verb, "prep") if t.i > objects[0].i]
    inside = set(sentence.subtree(objects[0].i))
    addressee: Span | None = target.span
    for charge in charges:
        word = charge.text.lower()
        if word in ("of", "for", "on", "over"):
            inside |= set(sentence.subtree(charge.i))
        if word == "on" and cue.lemma == "blame":
            blamed = children(sentence, charge, "pobj")
            found = phrase(sentence, blamed[0], verb, context.text) if blamed else None
            addressee = found.span if found else addressee
    if "person_of" not in cue.takes and not charges:
        return None
    addressee = _before_charge(addressee, context.text)
    contents = runs(sentence, {i for i in inside if i > verb.i}, context.text)
    if not contents:
        return None
    whole = Span(contents[0].start, contents[-1].end)
    contents = widen([whole], cue_span(sentence, verb), context.quotations)
    return replace(_make(sentence, verb, cue, source, contents, "verb.person"), addressee=addressee)


def _before_charge(addressee: Span | None, text: str) -> Span | None:
    """The accused alone, where the tree hangs "of firing …" on them."""
    if addressee is None:
        return None
    words = addressee.of(text)
    for mark in (" of ", " for "):
        at = words.find(mark)
        rest = words[at + len(mark) :].split()
        if at > 0 and rest and rest[0].lower().endswith("ing"):
            return Span(addressee.start, addressee.start + at)
    return addressee
