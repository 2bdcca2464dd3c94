"""From drafts to attributions: stance, certainty, channel, and whether words are quoted."""

from __future__ import annotations

import re

from reportedly.attribution.draft import Draft, trim
from reportedly.attribution.lexicon import CueLexicon
from reportedly.attribution.quotes import Quotations
from reportedly.records import Attribution, Origin, ParsedReport, Span, Stance

ADVERB = "attribution.adverb"
NET = "net.attribution"  # the rule of a draft that only the net found
OWN_DEED = re.compile(
    r"^(?:that\s+)?(?:it|he|she|they|we|i|its|their|our|his|her|the group)\b.{0,60}?"
    r"\b(?:was|were|is|are|had been)\s+(?:behind|responsible)\b",
    re.IGNORECASE,
)
OWN_ACT = re.compile(
    r"^(?:that\s+)?(?:it|he|she|they|we|i|its \w+|their \w+|our \w+)\s+"
    r"(?:would|will|'ll|’ll|could|may)\b(?! not\b)",
    re.IGNORECASE,
)
# "KYIV, June 11 (AFP) — …", "QUETTA: …"
DATELINE = re.compile(
    r"[A-Z][A-Z]+[^.!?;\n]{0,60}?(?:\([^)\n]{2,30}\)\s*(?:[—–:]|--?)|\s(?:[—–]|--))\s*|[A-Z][A-Z/ ]{3,30}:\s+"
)
STATE = re.compile(r"\bstate\b", re.IGNORECASE)
CALLS_FOR = re.compile(r"\W*(?:for|on|upon)\b", re.IGNORECASE)
CHANNEL_REACH = 90  # characters after the cue in which "in a statement" and the like may stand


def to_attribution(
    parsed: ParsedReport, draft: Draft, lexicon: CueLexicon, quotations: Quotations
) -> Attribution | None:
    """The attribution of ``draft``; None where it carries no stance (negated cues, mere intentions)."""
    if draft.negated or not _says_something(parsed.text, draft, lexicon, quotations):
        return None
    stance, certainty = stance_of(parsed.text, draft, lexicon)
    if stance is None:
        return None
    return Attribution(
        source=trim(parsed.text, draft.source) if draft.source else None,
        source_head=draft.source_head,
        cue=trim(parsed.text, draft.cue) or draft.cue,
        contents=tuple(_bare(parsed, content) for content in draft.contents),
        stance=stance,
        quoted=any(_is_quoted(content, quotations) for content in draft.contents),
        origin=Origin(draft.rule, entry=f"cues:{draft.lemma}", score=round(draft.score, 3)),
        channel=channel_of(parsed, draft, lexicon),
        certainty=certainty,
        addressee=draft.addressee,
    )


def _bare(parsed: ParsedReport, content: Span) -> Span:
    """``content`` without punctuation at its ends and without the dateline of its paragraph."""
    bare = trim(parsed.text, content) or content
    dateline = DATELINE.match(parsed.text, bare.start, bare.end)
    if dateline is None or dateline.end() >= bare.end:
        return bare
    return Span(dateline.end(), bare.end)


def stance_of(text: str, draft: Draft, lexicon: CueLexicon) -> tuple[Stance | None, str | None]:
    """The stance and certainty that the cue gives; (None, None) where it tells only of aims."""
    if draft.responsibility:
        denied = draft.lemma == "deny"
        return (Stance.DENIES_RESPONSIBILITY if denied else Stance.CLAIMS_RESPONSIBILITY), None
    if draft.rule == ADVERB:
        return Stance.ASSERTS, lexicon.adverbs.get(draft.lemma, "possible")
    if any(OWN_DEED.match(content.of(text)) for content in draft.contents[:1]) and _asserts(draft, lexicon):
        return Stance.CLAIMS_RESPONSIBILITY, None
    verb = lexicon.verbs.get(draft.lemma)
    noun = lexicon.nouns.get(draft.lemma)
    if noun is not None and (verb is None or draft.rule == "attribution.noun"):
        return noun.stance, noun.certainty
    if verb is None:
        return Stance.ASSERTS, None
    if verb.lemma == "warn" and any(
        OWN_ACT.match(content.of(text).lstrip("\"“‘'")) for content in draft.contents
    ):
        return Stance.THREATENS, None
    if verb.lemma == "call" and not CALLS_FOR.match(text[draft.cue.end :]):
        return Stance.ASSERTS, None
    if verb.kind in ("intent", "request"):
        return None, None
    return verb.stance, verb.certainty


def _says_something(text: str, draft: Draft, lexicon: CueLexicon, quotations: Quotations) -> bool:
    """Whether a cue that only the net sees introduces words: "slammed", "backed" and the like do not."""
    if draft.rule != NET or draft.lemma in lexicon.verbs or draft.lemma in lexicon.nouns:
        return True
    if draft.lemma == "according":
        return True
    return any(c.of(text)[:5].lower() == "that " or _is_quoted(c, quotations) for c in draft.contents)


def _asserts(draft: Draft, lexicon: CueLexicon) -> bool:
    verb = lexicon.verbs.get(draft.lemma)
    return (
        draft.source is not None
        and (verb is None or verb.stance in (Stance.ASSERTS, Stance.CONFIRMS))
        and (verb is None or verb.kind == "speech")
    )


def _is_quoted(content: Span, quotations: Quotations) -> bool:
    return bool(quotations.overlapping(content))


def channel_of(parsed: ParsedReport, draft: Draft, lexicon: CueLexicon) -> str | None:
    """By what means it was said, from the words of the cue's clause outside the content, and the source."""
    if draft.source is not None:
        found = _channel(draft.source.of(parsed.text), lexicon)
        if found:
            return found
        if lexicon.media_words.search(draft.source.of(parsed.text)):
            return "state media" if STATE.search(draft.source.of(parsed.text)) else "media"
    return _channel(_around(parsed, draft), lexicon)


def _channel(words: str, lexicon: CueLexicon) -> str | None:
    best: tuple[int, str] | None = None
    for name, pattern in lexicon.channels:
        match = pattern.search(words)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), name)
    return best[1] if best else None


def _around(parsed: ParsedReport, draft: Draft) -> str:
    """The words of the cue's sentence near the cue that are neither content nor source."""
    sentence = parsed.sentence_at(draft.cue.start)
    if sentence is None:
        return ""
    start = max(sentence.span.start, draft.cue.start - CHANNEL_REACH)
    end = min(sentence.span.end, draft.cue.end + CHANNEL_REACH)
    words = list(parsed.text[start:end])
    for span in (*draft.contents, *((draft.source,) if draft.source else ())):
        for i in range(max(span.start, start), min(span.end, end)):
            words[i - start] = "\n"
    return "".join(words)
