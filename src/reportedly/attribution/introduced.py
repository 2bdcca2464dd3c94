"""A cue at the end of a paragraph ("The spokesman said:") that introduces the paragraphs after it."""

from __future__ import annotations

from reportedly.attribution.cue import Context, cue_verb
from reportedly.attribution.draft import Draft, blocks_with_sentences
from reportedly.attribution.lexicon import CueLexicon
from reportedly.attribution.quotes import Quotations
from reportedly.attribution.sources import find_source
from reportedly.records import BlockKind, ParsedReport, Sentence, Span

MAX_BLOCKS = 3
TAKES_OVER = 0.4  # the share of a paragraph's characters that are another speaker's words


def introduced_drafts(
    parsed: ParsedReport, drafts: list[Draft], lexicon: CueLexicon, quotations: Quotations
) -> list[Draft]:
    """One draft for each such cue; its contents end where the next speaker comes."""
    context = Context(parsed.text, lexicon, quotations, title=False)
    blocks = blocks_with_sentences(parsed)
    found = []
    for i, sentences in enumerate(blocks[:-1]):
        last = sentences[-1]
        if len(last.tokens) < 3 or last.tokens[-1].text != ":" or _is_title(parsed, last):
            continue
        contents = _contents(parsed, blocks[i + 1 :], drafts)
        draft = _draft(last, contents, context)
        if draft is not None and not any(d.cue.overlaps(draft.cue) for d in drafts):
            found.append(draft)
    return found


def _is_title(parsed: ParsedReport, sentence: Sentence) -> bool:
    return parsed.block_kind(sentence) == BlockKind.TITLE


def _contents(parsed: ParsedReport, blocks: list[list[Sentence]], drafts: list[Draft]) -> tuple[Span, ...]:
    contents = []
    for sentences in blocks[:MAX_BLOCKS]:
        span = Span(sentences[0].span.start, sentences[-1].span.end)
        kind = parsed.block_kind(sentences[0])
        if kind != BlockKind.PARAGRAPH or any(_takes_over(d, span) for d in drafts):
            break
        contents.append(span)
    return tuple(contents)


def _takes_over(draft: Draft, block: Span) -> bool:
    """Whether ``draft`` is another speaker's paragraph rather than a remark inside this speaker's."""
    if draft.source is None or not block.contains(draft.cue):
        return False
    covered = sum(c.end - c.start for c in draft.contents if block.contains(c))
    return covered >= TAKES_OVER * (block.end - block.start)


def _draft(sentence: Sentence, contents: tuple[Span, ...], context: Context) -> Draft | None:
    """The last cue verb of the sentence, with its source."""
    if not contents:
        return None
    for token in reversed(sentence.tokens):
        cue = cue_verb(token, context.lexicon)
        if cue is None or cue.kind != "speech":
            continue
        source = find_source(sentence, token, context.text)
        if source is None:
            return None
        return Draft(source.span, source.head, token.span, contents, cue.lemma, "attribution.introduced")
    return None
