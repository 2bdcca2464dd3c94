"""The reference without a net: every rule over every sentence, then double finds are merged."""

from __future__ import annotations

from dataclasses import replace

from reportedly.attribution.continued import continue_quotations
from reportedly.attribution.draft import Draft
from reportedly.attribution.lexicon import CueLexicon
from reportedly.attribution.phrases import phrase_drafts
from reportedly.attribution.quotes import Quotations
from reportedly.attribution.quoting import quoting_drafts
from reportedly.attribution.responsibility import responsibility_drafts
from reportedly.attribution.verbs import Context, verb_drafts
from reportedly.records import BlockKind, ParsedReport, Sentence


def rule_drafts(parsed: ParsedReport, lexicon: CueLexicon, quotations: Quotations) -> list[Draft]:
    """All drafts of the rules, in the order of their cues."""
    drafts: list[Draft] = []
    for sentence in parsed.sentences:
        title = parsed.block_kind(sentence) == BlockKind.TITLE
        drafts += _sentence_drafts(sentence, Context(parsed.text, lexicon, quotations, title))
    drafts.sort(key=lambda d: (d.cue, d.rule))
    return continue_quotations(parsed, drafts, quotations)


def _sentence_drafts(sentence: Sentence, context: Context) -> list[Draft]:
    sure = responsibility_drafts(sentence, context)
    found = verb_drafts(sentence, context) + phrase_drafts(sentence, context)
    merged = list(sure)
    for draft in found:
        if not any(draft.cue.overlaps(other.cue) for other in merged):
            merged.append(draft)
    quoting = quoting_drafts(sentence, context, merged)
    merged = [d for d in merged if not any(d.cue.overlaps(q.cue) for q in quoting)] + quoting
    return [_without_own_words(d) for d in merged]


def _without_own_words(draft: Draft) -> Draft:
    """A content never holds the cue or the source that it belongs to."""
    contents = tuple(c for c in draft.contents if not c.overlaps(draft.cue))
    return replace(draft, contents=contents or draft.contents)
