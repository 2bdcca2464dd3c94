"""Press texts for the events net that nobody labelled: ordinary news, and violence labelled by the rules.

The passages that people labelled were written for this project; ordinary news teaches what is no event. With
those two alone a net learns to tell invented text from press text. So real reports of violence stand beside
them. They have no labels; the rules (the coder with ``--fast``) label the words of the events whose claims
they make, and the sentences without any word that may tell of an event. All other words stay unlabelled.

Sources: MUC-4 dev (in the case of today's newspapers), CIS530 train, and the training half of a folder of
news in tokens, each where the report is dense with words of conflict or crime.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reportedly.bench.muc4_texts import published, read_texts
from reportedly.bench.ordinary import beginning, is_ordinary, read_news
from reportedly.coder import Coder
from reportedly.parse.truecase import truecased
from reportedly.read import make_report
from reportedly.records import CodedReport, Report, Span

CIS530_DOCUMENTS = 400
MUC4_DOCUMENTS = 650
LEAST_SCORE = 0.8  # of the lexicon: "operations", "fighting" and other vague words teach nothing
LEAST_CLAIMS = 2  # fewer say little of what a report is about
# A sentence of ordinary news with one of these may tell of an arrest, a murder, a strike or an accord.
MAY_TELL = re.compile(
    r"\b(?:kill|murder|slain|slay|assassinat|arrest|detain|detention|jail|imprison|custody|captur|abduct"
    r"|kidnap|hostage|releas|freed|attack|assault|raid|storm|shot|shoot|gun|stab|beat|rape|tortur|harass"
    r"|execut|lynch|injur|wound|died|dead|death|bodies|explo|blast|bomb|blew|burn|arson|torch|set fire"
    r"|protest|demonstrat|rall|march|strike|striking|riot|clash|fight|fought|violen|unrest|loot|vandal|destr"
    r"|demolish|seiz|confiscat|evict|displac|fled|flee|refugee|deport|expel|exil|missing|disappear"
    r"|troop|soldier|militar|army|navy|weapon|missile|drone|war|terror|rebel|militant|ceasefire|truce"
    r"|agreement|accord|treaty|pact|peace|sanction|threat|vow|occup|invad|invasion|crackdown|curfew)",
    re.IGNORECASE,
)
LEAST_SENTENCES = 4  # of a document of ordinary news, for it to be worth reading


def write_news(data: Path, out: Path) -> None:
    """Adds the sentences of ordinary news (its training half) that tell of no event, a document a line."""
    with out.open("a", encoding="utf-8") as file:
        for document in read_news(data, "train"):
            kept = [s for s in document.sentences if not MAY_TELL.search(s)]
            if is_ordinary(document) and len(kept) >= LEAST_SENTENCES:
                row = {"id": document.name, "text": "\n\n".join(kept), "ordinary": True}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_silver(out: Path, muc4: Path | None, cis530: Path | None, news: Path | None) -> None:
    """Adds a JSON line for each report: its text, the words told of with their types, the quiet sentences."""
    coder = Coder(fast=True)
    with out.open("a", encoding="utf-8") as file:
        for report in _reports(muc4, cis530, news):
            parsed = coder.parser.parse(report)
            row = silver_row(coder.code_parsed(parsed), [s.span for s in parsed.sentences])
            if row is not None:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def silver_row(coded: CodedReport, sentences: Iterable[Span]) -> dict[str, Any] | None:
    """The labels of one report; None where the rules tell too little of it."""
    if len(coded.claims) < LEAST_CLAIMS:
        return None
    found = coded.findings.events if coded.findings is not None else ()
    claimed = {claim.event.trigger for claim in coded.claims}
    told = {
        (e.trigger.start, e.trigger.end): e.type
        for e in found
        if e.trigger in claimed and (e.origin.score or 0.0) >= LEAST_SCORE
    }
    quiet = [s for s in sentences if _is_quiet(coded.report.text, s, told)]
    return {
        "id": coded.report.id,
        "text": coded.report.text,
        "told": [[start, end, name] for (start, end), name in sorted(told.items())],
        "quiet": [[s.start, s.end] for s in quiet],
    }


def _is_quiet(text: str, sentence: Span, told: dict[tuple[int, int], str]) -> bool:
    if MAY_TELL.search(sentence.of(text)):
        return False
    return not any(start < sentence.end and sentence.start < end for start, end in told)


def _reports(muc4: Path | None, cis530: Path | None, news: Path | None) -> Iterator[Report]:
    if muc4 is not None:
        for text in list(read_texts(muc4 / "dev").values())[:: 1300 // MUC4_DOCUMENTS]:
            yield make_report(re.sub(r"[ \t]+", " ", truecased(text)), published=published(text))
    if cis530 is not None:
        rows = json.loads((cis530 / "data-train" / "X_train.json").read_text("utf-8"))
        for row in rows[:CIS530_DOCUMENTS]:
            yield make_report(row["text"])
    if news is not None:
        for document in read_news(news, "train"):
            if not is_ordinary(document):
                title, *sentences = beginning(document)
                yield make_report("\n\n".join(sentences), title=title)
