"""Finds the attributions of a report: by rules alone, or by the net with the rules beside it."""

from __future__ import annotations

import re
from dataclasses import replace

from reportedly.attribution.combine import combine
from reportedly.attribution.draft import Draft
from reportedly.attribution.lexicon import CueLexicon, cue_lexicon
from reportedly.attribution.quotes import Quotations, find_quotations
from reportedly.attribution.rules import rule_drafts
from reportedly.attribution.stance import to_attribution
from reportedly.nets import AttributionNet
from reportedly.nets.attribution_input import coded_blocks
from reportedly.records import Attribution, ParsedReport, Span

CITING = "attribution.citing"
SPEAKS = "(?:said|says|told|announced|claimed|claims|added|denied|confirmed|warned)"


def find_attributions(parsed: ParsedReport, net: AttributionNet | None = None) -> tuple[Attribution, ...]:
    """Who said what in a report, in the order of the cues.

    Without ``net`` the rules work alone. Cues that take no stance towards what they introduce
    ("did not confirm", "wants to") give no attribution.
    """
    lexicon = cue_lexicon()
    quotations = find_quotations(parsed.report)
    drafts = [d for d in find_drafts(parsed, net) if not _is_mere_label(parsed, d, lexicon, quotations)]
    found = (to_attribution(parsed, draft, lexicon, quotations) for draft in drafts)
    return _cited_inside(parsed.text, [attribution for attribution in found if attribution is not None])


def _cited_inside(text: str, attributions: list[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, where "X, citing Y, said …" gives X the wider content.

    Nesting follows from containment, and of two like contents the earlier cue counts as the outer
    one; here the inner cue stands first, so that the outer content takes the full stop in as well.
    """
    result = []
    for a in attributions:
        inner = [
            b for b in attributions if b.origin.rule == CITING and b.cue < a.cue and b.contents == a.contents
        ]
        end = a.contents[-1].end
        if inner and a.origin.rule != CITING and not text[end : end + 1].isspace() and end < len(text):
            a = replace(a, contents=(*a.contents[:-1], Span(a.contents[-1].start, end + 1)))
        result.append(a)
    return tuple(result)


def _is_mere_label(parsed: ParsedReport, draft: Draft, lexicon: CueLexicon, quotations: Quotations) -> bool:
    """ "Nord-Odran : rebels take town": a colon or dash after words that need not speak.

    A label speaks if it has a word for speakers, or names one who speaks elsewhere in the report,
    or what follows is quoted.
    """
    if any(c.isalnum() for c in draft.cue.of(parsed.text)) or draft.source is None:
        return False
    words = draft.source.of(parsed.text)
    if any(word.lower() in lexicon.headline_speakers for word in words.split()):
        return False
    if any(quotations.overlapping(content) for content in draft.contents):
        return False
    spoken = re.compile(rf"\b{re.escape(words)}\b(?:\W+\w+)?\W+{SPEAKS}\b", re.IGNORECASE)
    return spoken.search(parsed.text) is None


def find_drafts(parsed: ParsedReport, net: AttributionNet | None = None) -> tuple[Draft, ...]:
    """Every attribution with its spans, negated cues and mere aims included (the benchmark counts them)."""
    lexicon = cue_lexicon()
    quotations = find_quotations(parsed.report)
    drafts = rule_drafts(parsed, lexicon, quotations)
    if net is not None:
        drafts = combine(parsed, net.predict(parsed.text, coded_blocks(parsed)), drafts, lexicon)
    return tuple(sorted(drafts, key=lambda d: (d.cue, d.rule)))
