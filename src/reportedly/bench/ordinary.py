"""The ``ordinary`` benchmark: how many claims are made of news that tells of no conflict.

Data: a folder of news in tokens, ``<name>.tsv`` (one token and its tag a line, a blank line after each
sentence; the first sentence is the title), such as the English Worldwide Newswire. A document counts as
ordinary where at most six of a thousand words belong to the lexicon's words of conflict. It may still tell
of an arrest, a murder or a protest, so the goal is not none; figures are to be compared with one another.

The sorted files are parted in two: every second one (split ``train``) may teach the nets what is no event,
the others (split ``test``) are for measuring.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.bench.base import BenchResult
from reportedly.bench.progress import with_progress
from reportedly.coder import Coder
from reportedly.errors import InputError
from reportedly.events.lexicon import lexicon
from reportedly.read import make_report

SPLITS = ("train", "test")
MAX_SHARE = 0.006  # of words of conflict
MAX_WORDS = 450  # what is read of a document
MAX_ERRORS = 50
_CLOSED = re.compile(r"[.,;:!?%)\]}”…-]|\.\.\.|['’](?:s|re|ve|ll|d|m|t)?|n['’]t", re.I)
_OPEN = frozenset("([{“‘$£€-")
_ENDINGS = frozenset("s t re ve ll d m".split())


@dataclass(frozen=True, slots=True)
class NewsText:
    """A document put together from its tokens; the first sentence is the title."""

    name: str
    sentences: tuple[str, ...]


def run(data: Path, split: str, limit: int | None = None, coder: Coder | None = None) -> BenchResult:
    """Codes the ordinary documents of a split; raises InputError where there are none."""
    start = time.perf_counter()
    coder = coder or Coder()
    documents = [d for d in read_news(data, split) if is_ordinary(d)][:limit]
    if not documents:
        raise InputError(f"--data {data} holds no news in tokens (*.tsv) for split {split}")
    words = claims = telling = 0
    errors = []
    for document in with_progress(documents, "ordinary"):
        sentences = beginning(document)
        coded = coder.code(make_report("\n\n".join(sentences[1:]), title=sentences[0]))
        words += sum(len(s.split()) for s in sentences)
        claims += len(coded.claims)
        telling += bool(coded.claims)
        errors += [
            {"id": document.name, "type": c.event.type, "trigger": c.event.trigger.of(coded.report.text)}
            for c in coded.claims
        ]
    return BenchResult(
        benchmark="ordinary",
        split=split,
        n_documents=len(documents),
        metrics={
            "claims_per_10000_words": 10_000 * claims / words,
            "documents_with_claims": telling / len(documents),
        },
        seconds=time.perf_counter() - start,
        counts={"claims_per_10000_words": {"claims": claims, "words": words}},
        errors=tuple(errors[:MAX_ERRORS]),
    )


def read_news(data: Path, split: str) -> Iterator[NewsText]:
    """The documents of one half of the folder, in order of their names."""
    if split not in SPLITS:
        raise InputError(f"{split!r} is no split of ordinary news: {', '.join(SPLITS)}")
    for path in sorted(data.glob("*.tsv"))[SPLITS.index(split) :: 2]:
        blocks = path.read_text("utf-8", errors="replace").split("\n\n")
        found = [[line.split("\t")[0] for line in block.splitlines() if line.strip()] for block in blocks]
        sentences = [joined(tokens) for tokens in found if tokens and not _is_address(tokens)]
        if len(sentences) > 1:
            yield NewsText(path.stem, tuple(sentences))


def _is_address(tokens: Sequence[str]) -> bool:
    return tokens[0].startswith("http")


def joined(tokens: Sequence[str]) -> str:
    """A sentence from its tokens, with the spaces that English sets between them."""
    text, glued, quoted = "", True, False
    for token in tokens:
        closes = bool(_CLOSED.fullmatch(token)) or (token == '"' and quoted)
        ends_word = token.lower() in _ENDINGS and text.endswith(("'", "’"))
        text += token if glued or closes or ends_word else f" {token}"
        if token == '"':
            quoted = not quoted
        glued = token in _OPEN or (token == '"' and quoted)
    return text


def is_ordinary(document: NewsText) -> bool:
    """Whether hardly any word of the document is one of conflict."""
    conflict = lexicon().classes["CONFLICT"]
    words = [word for sentence in document.sentences for word in re.findall(r"[a-z]+", sentence.lower())]
    return bool(words) and sum(word in conflict for word in words) <= MAX_SHARE * len(words)


def beginning(document: NewsText, limit: int = MAX_WORDS) -> tuple[str, ...]:
    """The title and the first sentences, some ``limit`` words in all."""
    kept, words = [document.sentences[0]], 0
    for sentence in document.sentences[1:]:
        if words > limit:
            break
        kept.append(sentence)
        words += len(sentence.split())
    return tuple(kept)
