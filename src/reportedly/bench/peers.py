"""Widely used tools on the same documents as ours, measured in the same run: the tables ``peers``.

- places: the named entities of the parser itself (spaCy), read from the parse that our stations read;
- times: ``search_dates`` of dateparser, told the language and the date of the document.

Neither is used as a finder by our stations. Each peer is read in the way that suits it best: "the" and
"'s" at the edges of a name are dropped, since no corpus annotates them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from reportedly.records import ParsedReport, Sentence, Span

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
DEMONYM_LABEL = "NORP"
_EDGES = frozenset({"the", "'s", "’s"})
Table = tuple[tuple[str, ...], ...]


def peer_table(ours: str, peer: str, figures: Sequence[tuple[str, float, float]]) -> Table:
    """Rows of (metric, our figure, the peer's, ours over the peer's), a header first."""
    rows = [(name, f"{a:.3f}", f"{b:.3f}", f"{a / b:.2f}" if b else "–") for name, a, b in figures]
    return (("metric", ours, peer, "ratio"), *rows)


def entity_spans(parsed: ParsedReport, labels: Collection[str]) -> frozenset[Span]:
    """The parser's own entities of some labels: runs of tokens under one label."""
    return frozenset(span for sentence in parsed.sentences for span in _runs(sentence, labels))


def _runs(sentence: Sentence, labels: Collection[str]) -> Iterator[Span]:
    for label, run in groupby(sentence.tokens, key=lambda token: token.entity):
        if label not in labels:
            continue
        tokens = list(run)
        while tokens and tokens[0].text.lower() in _EDGES:
            del tokens[0]
        while tokens and tokens[-1].text.lower() in _EDGES:
            del tokens[-1]
        if tokens:
            yield Span(tokens[0].span.start, tokens[-1].span.end)


def dateparser_days(text: str, created: dt.date | None) -> list[tuple[Span, str]]:
    """What dateparser finds in a text: extents, each with its day as YYYY-MM-DD, in text order."""
    # a package of htmldate's, heavy to load; only this comparison needs it
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": dt.datetime.combine(created, dt.time())} if created else {}
    found = []
    after = 0
    for words, moment in search_dates(text, languages=["en"], settings=settings) or ():
        start = text.find(words, after)  # it gives the words, in text order, without their offsets
        if start >= 0:
            after = start + len(words)
            found.append((Span(start, after), moment.date().isoformat()))
    return found
