"""The reference without a net: every rule over every sentence, then double finds are merged."""

from __future__ import annotations

from dataclasses import replace

from reportedly.attribution.continued import continue_quotations
from reportedly.attribution.cue import Context
from reportedly.attribution.draft import Draft, trim
from reportedly.attribution.introduced import introduced_drafts
from reportedly.attribution.lexicon import CueLexicon
from reportedly.attribution.phrases import phrase_drafts
from reportedly.attribution.quotes import Quotations
from reportedly.attribution.quoting import quoting_drafts
from reportedly.attribution.responsibility import responsibility_drafts
from reportedly.attribution.verbs import verb_drafts
from reportedly.nets.attribution_input import is_caseless
from reportedly.records import BlockKind, ParsedReport, Sentence, Span

MAX_CHANNEL_GAP = 4  # words between "said" and the noun in "said in a brief statement"
TURNING = frozenset(
    {
        "deny",
        "reject",
        "dismiss",
        "accuse",
        "blame",
        "threaten",
        "vow",
        "pledge",
        "confirm",
        "acknowledge",
        "admit",
    }
)  # cues of another stance: what follows them is no part of what was said before
SPEAKING = frozenset({"say", "announce", "confirm", "add", "state", "declare", "write", "report", "claim"})


def rule_drafts(parsed: ParsedReport, lexicon: CueLexicon, quotations: Quotations) -> list[Draft]:
    """All drafts of the rules, in the order of their cues."""
    drafts: list[Draft] = []
    caseless = is_caseless(parsed.text)
    for sentence in parsed.sentences:
        title = parsed.block_kind(sentence) == BlockKind.TITLE
        drafts += _sentence_drafts(sentence, Context(parsed.text, lexicon, quotations, title, caseless))
    drafts += introduced_drafts(parsed, drafts, lexicon, quotations)
    drafts.sort(key=lambda d: (d.cue, d.rule))
    return continue_quotations(parsed, drafts, quotations)


def _sentence_drafts(sentence: Sentence, context: Context) -> list[Draft]:
    sure = responsibility_drafts(sentence, context)
    found = verb_drafts(sentence, context) + phrase_drafts(sentence, context)
    merged = list(sure)
    for draft in found:
        if not any(draft.cue.overlaps(other.cue) for other in merged):
            merged.append(draft)
    merged = _one_cue_for_each_quotation(_without_channel_nouns(merged, context))
    quoting = quoting_drafts(sentence, context, merged)
    merged = [d for d in merged if not any(d.cue.overlaps(q.cue) for q in quoting)] + quoting
    return cut_at_next_cue([_without_own_words(d) for d in merged], context.text)


def cut_at_next_cue(drafts: list[Draft], text: str) -> list[Draft]:
    """ "X said that … and denied that …": what X denied is no part of what X said."""
    result = []
    for draft in drafts:
        contents = draft.contents
        for other in drafts:
            if other.source is None or draft.source is None or other.cue == draft.cue:
                continue
            turns = other.lemma in TURNING and other.lemma != draft.lemma
            if not turns or not other.source.overlaps(draft.source):
                continue
            contents = tuple(_before(c, other.cue, text) if c.contains(other.cue) else c for c in contents)
        result.append(replace(draft, contents=contents))
    return result


def _before(content: Span, cue: Span, text: str) -> Span:
    words = text[content.start : cue.start].rstrip()
    for joint in (" and", " but", ","):
        words = words.removesuffix(joint).rstrip()
    return trim(text, Span(content.start, content.start + len(words))) or content


def _without_own_words(draft: Draft) -> Draft:
    """A content never holds the cue or the source that it belongs to."""
    contents = tuple(c for c in draft.contents if not c.overlaps(draft.cue))
    return replace(draft, contents=contents or draft.contents)


def _without_channel_nouns(drafts: list[Draft], context: Context) -> list[Draft]:
    """ "said in a statement that …": the noun is the channel of the verb's cue, which gets the clause."""
    result: list[Draft] = []
    verbs = [d for d in drafts if d.rule.startswith("attribution.verb")]
    for draft in drafts:
        if draft.rule == "attribution.noun" and draft.source is None:
            carrier = next((v for v in verbs if _carries(v, draft, context)), None)
            if carrier is not None:
                result = [replace(d, contents=draft.contents) if d is carrier else d for d in result]
                continue
        result.append(draft)
    return result


def _carries(verb: Draft, noun: Draft, context: Context) -> bool:
    between = context.text[verb.cue.end : noun.cue.start].split()
    return verb.cue.end < noun.cue.start and len(between) <= MAX_CHANNEL_GAP and verb.lemma in SPEAKING


def _one_cue_for_each_quotation(drafts: list[Draft]) -> list[Draft]:
    """Of drafts that share a quotation only because it stands in their sentence, the nearest cue keeps it."""
    kept = []
    for draft in drafts:
        if draft.rule == "attribution.verb.quote":
            contents = tuple(c for c in draft.contents if not _nearer(c, draft, drafts))
            if not contents:
                continue
            draft = replace(draft, contents=contents)
        kept.append(draft)
    return kept


def _nearer(content: Span, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether another draft has the content by its tree, or is a cue nearer to it."""
    for other in drafts:
        if other is draft or not any(c.overlaps(content) for c in other.contents):
            continue
        if other.rule != "attribution.verb.quote" or _distance(content, other.cue) < _distance(
            content, draft.cue
        ):
            return True
    return False


def _distance(content: Span, cue: Span) -> int:
    return max(content.start - cue.end, cue.start - content.end)
