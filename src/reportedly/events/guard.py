"""Keeps words of fighting in sport, business, film and crime reports from being read as armed conflict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from reportedly.events.carriers import Carrier
from reportedly.events.line import Line
from reportedly.events.triggers import Trigger
from reportedly.records import BlockKind, Report

# A report is about something else where words of another domain outnumber words of conflict this much;
# chosen on local and political news against conflict news.
OTHER_PER_CONFLICT = 1.5
MIN_OTHER = 2
# A report with this many different words of one other domain, so densely, is a match report or a review.
MIN_KINDS = 4
KINDS_PER_WORD = 0.02
_NEEDED_ELSEWHERE = {"sure": 1, "likely": 2, "weak": 3, "threat": 4}
_NEEDED_WHERE_FILED = {"sure": 3, "likely": 4, "weak": 5, "light": 5, "threat": 6}
_FILED_DOMAINS = frozenset({"sport", "culture", "business", "weather"})
_OTHER_SECTIONS = frozenset(
    "sport sports football soccer cricket rugby tennis golf boxing racing film films movies cinema culture "
    "arts books music theatre television tv games gaming food recipes lifestyle travel fashion science "
    "technology weather history obituaries entertainment reviews review".split()
)
DENSE = 0.02  # conflict words per word of a report that is plainly about conflict
# What ordinary criminals and drivers do too.
_CRIMES = frozenset(
    "killing injury shooting stabbing arrest attack beating sexual_violence abduction raid capture arson "
    "torture strike looting".split()
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a report is about, as far as the guard needs it."""

    conflict: int
    other: int
    words: int
    crime: int = 0
    section: bool = False  # the outlet itself filed the report under sport, film, food …
    kinds: int = 0  # how many different words of the fullest other domain it uses

    @property
    def filed_elsewhere(self) -> bool:
        """Whether the outlet's section, or the variety of its words, says that it is about something else."""
        return self.section or (self.kinds >= MIN_KINDS and self.kinds >= KINDS_PER_WORD * self.words)

    @property
    def police_blotter(self) -> bool:
        """Whether the report is about ordinary crime or traffic."""
        return self.crime >= 1 and self.crime > self.conflict

    @property
    def elsewhere(self) -> bool:
        """Whether the report is plainly about something other than conflict."""
        return (
            self.other >= (MIN_OTHER if self.words > 40 else 1)
            and self.other > self.conflict * OTHER_PER_CONFLICT
        )

    @property
    def dense(self) -> bool:
        """Whether the report is plainly about conflict."""
        return self.conflict >= 3 and self.conflict >= DENSE * self.words and not self.elsewhere


def filed_elsewhere(report: Report) -> bool:
    """Whether a section line or the path of the URL names a section that tells of no conflict."""
    named = " ".join(block.span.of(report.text) for block in report.blocks if block.kind is BlockKind.SECTION)
    path = urlsplit(report.url).path if report.url else ""
    return not _OTHER_SECTIONS.isdisjoint(re.findall(r"[a-z]+", f"{named} {path.rpartition('/')[0]}".lower()))


def topic_of(lines: Iterable[Line], section: bool = False) -> Topic:
    """Counts the words of conflict and of other domains in a report."""
    counts: Counter[str] = Counter()
    kinds: dict[str, set[str]] = {}
    words = 0
    for line in lines:
        conflict = line.lexicon.classes["CONFLICT"]
        domains = line.lexicon.domains
        for word in line.lower:
            if word in conflict:
                counts["conflict"] += 1
            elif word in domains:
                counts["other"] += 1
                counts[domains[word]] += 1
                kinds.setdefault(domains[word], set()).add(word)
        words += len(line.lower)
    fullest = max((len(k) for domain, k in kinds.items() if domain in _FILED_DOMAINS), default=0)
    return Topic(counts["conflict"], counts["other"], words, counts["crime"], section, fullest)


def is_believable(trigger: Trigger, carrier: Carrier | None, topic: Topic) -> bool:
    """Whether the trigger tells of an armed or political event in a report on this topic."""
    line, strength = trigger.line, trigger.sense.strength
    if _has_harmless_subject(trigger):
        return False
    near = _evidence(line, trigger.own)
    if strength == "light" and not topic.filed_elsewhere:
        return carrier is not None and carrier.light is not None and (near > 0 or topic.dense)
    if topic.filed_elsewhere:
        return near >= _NEEDED_WHERE_FILED[strength]
    if topic.elsewhere:
        return near >= _NEEDED_ELSEWHERE[strength]
    if topic.police_blotter and trigger.sense.type in _CRIMES:
        return near >= 1
    if strength in ("weak", "threat"):
        return near > 0 or topic.dense
    return True


def _has_harmless_subject(trigger: Trigger) -> bool:
    doers = [*trigger.slots.subj, *trigger.slots.by]
    return any("HARMLESS_SUBJECT" in trigger.line.classes(p.head) for p in doers) or any(
        "HARMLESS_SUBJECT" in trigger.line.classes(p.head)
        for word, p in trigger.slots.preps
        if word in ("in", "of", "from") and trigger.sense.type in ("killing", "injury")
    )


def _evidence(line: Line, own: frozenset[int]) -> int:
    return sum(
        1 for i, word in enumerate(line.lower) if i not in own and word in line.lexicon.classes["CONFLICT"]
    )
