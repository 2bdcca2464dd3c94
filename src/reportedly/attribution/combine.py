"""The net's spans with what the rules know: stance words, negation, nested and must-have attributions."""

from __future__ import annotations

import re
from dataclasses import replace

from reportedly.attribution.draft import OPENING, Draft, trim
from reportedly.attribution.lexicon import CueLexicon
from reportedly.attribution.rules import cut_at_next_cue
from reportedly.attribution.stance import NET
from reportedly.nets.attribution import NetAttribution
from reportedly.records import ParsedReport, Span

# Rules that stand on their own where the net sees nothing, chosen on PolNeAR dev and on conflict reports.
SURE_RULES = frozenset(
    {
        "attribution.responsibility",
        "attribution.responsibility_noun",
        "attribution.according_to",
        "attribution.quoted_as_saying",
        "attribution.citing",
        "attribution.adverb",
        "attribution.introduced",
        "attribution.label",
        "attribution.noun",
    }
)
SECOND_HAND = frozenset({"attribution.quoted_as_saying", "attribution.citing"})
# Those that may hold a cue of the net in their content: "State media quoted … as saying".
OUTER_RULES = frozenset(
    {
        "attribution.quoted_as_saying",
        "attribution.citing",
        "attribution.responsibility",
        "attribution.label",
    }
)
SURE_WITHOUT_SOURCE = 0.45  # below, a cue that only the net sees and that has no source is most often none
CONDITION = re.compile(r"(?:that\s+)?(?:if|unless|should|in case)\b", re.IGNORECASE)
# Speakers of the sentence itself, not of the report: "I think", "you know".
TALKING = frozenset({"i", "you", "we", "it", "one"})


def combine(
    parsed: ParsedReport, found: tuple[NetAttribution, ...], rules: list[Draft], lexicon: CueLexicon
) -> list[Draft]:
    """The net's attributions, filled from the rules, and the rules' own where the net has none."""
    drafts: list[Draft] = []
    used: set[int] = set()
    for net in found:
        matches = [i for i, rule in enumerate(rules) if rule.cue.overlaps(net.cue)]
        matches.sort(key=lambda i: (not rules[i].responsibility, rules[i].rule == "attribution.noun"))
        draft = _merged(parsed, net, rules[matches[0]] if matches else None, lexicon)
        if draft is not None:
            # of "was quoted as saying by Y" the net sees one cue, and both speakers stay
            used.update(i for i in matches if i == matches[0] or rules[i].rule not in SECOND_HAND)
            drafts.append(draft)
    spare = [rule for i, rule in enumerate(rules) if i not in used]
    drafts += [rule for rule in spare if _stands_alone(parsed, rule, lexicon, drafts)]
    return cut_at_next_cue(drafts, parsed.text)


def _merged(
    parsed: ParsedReport, net: NetAttribution, rule: Draft | None, lexicon: CueLexicon
) -> Draft | None:
    source = _source(parsed, net, rule)
    if rule is not None and rule.responsibility:
        # The words "responsibility for …" are content to the claims station; the net may cut them off.
        return replace(rule, source=source, source_head=_head(parsed, source))
    if rule is not None and rule.rule in SECOND_HAND:
        # The net knows one speaker only; here two must keep apart.
        same = net.source is not None and rule.source is not None and net.source.overlaps(rule.source)
        return replace(rule, source=net.source, source_head=_head(parsed, net.source)) if same else rule
    contents = tuple(c for c in net.contents if _can_reach(parsed, c, net.cue))
    contents = contents or (rule.contents if rule else ())
    if not contents:
        return None
    contents = _without_circumstance(parsed, net.cue, contents)
    if rule is None:
        if source is None and net.score < SURE_WITHOUT_SOURCE:
            return None
        lemma = cue_lemma(parsed, net.cue, lexicon) or ""
        if _is_other_object(parsed, net.cue, contents, lemma, lexicon):
            lemma = ""
        return Draft(source, _head(parsed, source), net.cue, contents, lemma, NET, score=net.score)
    cue, contents = _cue_without_content(net.cue, contents, rule)
    contents = tuple(_with_main_clause(parsed.text, content, rule) for content in contents)
    return replace(
        rule,
        source=source,
        source_head=_head(parsed, source),
        cue=cue,
        contents=contents,
        rule=f"{NET}+{rule.rule.removeprefix('attribution.')}",
        score=net.score,
    )


def _without_circumstance(parsed: ParsedReport, cue: Span, contents: tuple[Span, ...]) -> tuple[Span, ...]:
    """ "condemned the raid as troops massed …": a clause on the cue after its object is not content."""
    sentence = parsed.sentence_at(cue.start)
    if sentence is None or len(contents) != 1 or contents[0].start < cue.end:
        return contents
    cues = {t.i for t in sentence.tokens_in(cue)}
    inside = sentence.tokens_in(contents[0])
    if any(t.dep == "ccomp" and t.head in cues for t in inside):
        return contents  # "said it would answer if attacked": the clause may well belong to what was said
    for token in inside:
        if token.dep != "advcl" or token.head not in cues:
            continue
        first = max(min(sentence.subtree(token.i)), inside[0].i)
        if first > inside[0].i:
            end = sentence.tokens[first - 1].span.end
            return (trim(parsed.text, Span(contents[0].start, end)) or contents[0],)
    return contents


def _is_other_object(
    parsed: ParsedReport, cue: Span, contents: tuple[Span, ...], lemma: str, lexicon: CueLexicon
) -> bool:
    """ "observed a shutdown": a verb that is a cue with a clause only, here with an object."""
    verb = lexicon.verbs.get(lemma)
    sentence = parsed.sentence_at(cue.start)
    if verb is None or sentence is None or "object" in verb.takes:
        return False
    inside = {t.i for t in sentence.tokens_in(cue)}
    objects = [t for t in sentence.tokens if t.dep == "dobj" and t.head in inside]
    return any(c.contains(t.span) for t in objects for c in contents)


def _source(parsed: ParsedReport, net: NetAttribution, rule: Draft | None) -> Span | None:
    """The net's source, unless it stands in another sentence and the rules have one in the cue's own."""
    here = parsed.sentence_at(net.cue.start)
    if net.source is None or here is None or here.span.contains(net.source):
        return net.source or (rule.source if rule else None)
    if rule is not None and rule.source is not None:
        return rule.source
    there = parsed.sentence_at(net.source.start)
    return net.source if there is not None and there.block == here.block else None


def _can_reach(parsed: ParsedReport, content: Span, cue: Span) -> bool:
    """Whether a content may belong to a cue: outside its sentence only if it is a quotation."""
    here = parsed.sentence_at(cue.start)
    if here is None or here.span.overlaps(content):
        return True
    return parsed.text[content.start] in OPENING


def _cue_without_content(cue: Span, contents: tuple[Span, ...], rule: Draft) -> tuple[Span, tuple[Span, ...]]:
    """The net takes "announced firing" for a cue; what the rules hold for content stays content."""
    taken = [c for c in rule.contents if rule.cue.end <= c.start < cue.end]
    if not taken:
        return cue, contents
    start = taken[0].start
    grown = tuple(Span(start, c.end) if c.start in range(cue.end, cue.end + 2) else c for c in contents)
    return Span(cue.start, rule.cue.end), grown


def _with_main_clause(text: str, content: Span, rule: Draft) -> Span:
    """ "warned that if they attacked again, it would answer": a condition is half of what was said."""
    if CONDITION.match(content.of(text)) is None or not text[content.end :].startswith(","):
        return content
    return next((c for c in rule.contents if c.contains(content)), content)


def _head(parsed: ParsedReport, span: Span | None) -> Span | None:
    if span is None:
        return None
    sentence = parsed.sentence_at(span.start)
    head = sentence.head_of(span) if sentence else None
    return head.span if head else None


def cue_lemma(parsed: ParsedReport, cue: Span, lexicon: CueLexicon) -> str | None:
    """The word of the cue that the lexicon knows; verbs before nouns, the last verb first."""
    words = [word.strip(".,:;'\"“”’").lower() for word in cue.of(parsed.text).split()]
    for word in reversed(words):
        if word in lexicon.forms:
            return lexicon.forms[word]
    for word in reversed(words):
        for noun in (word, word.removesuffix("s")):
            if noun in lexicon.nouns:
                return noun
    return "according" if "according" in words else None


def _stands_alone(parsed: ParsedReport, rule: Draft, lexicon: CueLexicon, drafts: list[Draft]) -> bool:
    """Whether a draft of the rules counts although the net has no cue there."""
    holds_another = any(c.contains(d.cue) for d in drafts for c in rule.contents)
    if holds_another and rule.rule not in OUTER_RULES:
        return False  # most often a clause that the parser drew too wide
    if rule.rule in SURE_RULES:
        return True
    verb = lexicon.verbs.get(rule.lemma)
    nested = any(c.contains(rule.cue) for d in drafts for c in d.contents)
    if nested and verb is not None and verb.kind == "speech" and rule.source is not None:
        return True  # the net marks one layer only
    source = rule.source.of(parsed.text).lower() if rule.source else ""
    return rule.lemma in lexicon.sure and source not in TALKING | {""}
