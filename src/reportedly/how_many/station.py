"""The how_many station: every count of people killed, injured, missing, captured, displaced or affected."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportedly.how_many.group import Group, find_groups
from reportedly.how_many.link import link_groups
from reportedly.how_many.phrase import Words, words_of
from reportedly.how_many.scene import Link
from reportedly.how_many.scope import scope_of
from reportedly.how_many.trigger import Trigger, find_triggers
from reportedly.records import Origin, ParsedReport, Sentence, Span, TollMention

# How sure each way of reading is: figures with a noun are read well, a lone shot says little of its outcome.
SCORES = {"count": 0.9, "bare": 0.8, "one": 0.75, "name": 0.7, "pronoun": 0.6, "none": 0.9, "shot": 0.6}
ANOTHER = "another "
UNHARMED = frozenset({"uninjured", "unharmed", "unhurt", "unscathed"})


@dataclass(frozen=True, slots=True)
class _Read:
    text: str
    words: Words
    found: tuple[Trigger, ...]


def find_tolls(parsed: ParsedReport) -> tuple[TollMention, ...]:
    """All tolls of the report in text order, each as its own words give it.

    A figure given twice or by two sources is two mentions. ``low`` and ``high`` carry the figure as
    worded ("more than 40" is 40 with bound ``at_least``) and are None for vague words. "No casualties"
    gives a killed and an injured zero. "Casualties" without more, and "killed or wounded" of one figure,
    are ``affected``. ``origin.rule`` is ``how_many.<group>``, or ``how_many.shot`` for people said to be
    shot or stabbed with nothing on whether they lived (``kind`` is then injured).
    """
    mentions: list[TollMention] = []
    before: list[TollMention] = []
    block = -1
    for sentence in parsed.sentences:
        here = _of_sentence(parsed.text, sentence)
        if before and sentence.block == block:
            here = [_carried_on(parsed.text, mention, before[-1]) for mention in here]
        mentions.extend(here)
        before, block = here, sentence.block
    return tuple(mentions)


def _carried_on(text: str, mention: TollMention, before: TollMention) -> TollMention:
    """ "… to 96 this year. Another 141 have been injured.": the total goes on in the next sentence."""
    led = text[max(0, mention.span.start - len(ANOTHER)) : mention.span.end].lower()
    goes_on = ANOTHER in led and (mention.low or 0) > 1
    if not goes_on or before.scope != "cumulative" or mention.scope == "cumulative":
        return mention
    return replace(mention, scope="cumulative", since=before.since, until=before.until)


def _of_sentence(text: str, sentence: Sentence) -> list[TollMention]:
    words = words_of(sentence)
    found = find_triggers(words)
    unharmed = [i for i, w in enumerate(words.low) if w in UNHARMED]
    if not found and not unharmed:
        return []
    read = _Read(text, words, found)
    mentions = []
    if found:
        links = link_groups(words, find_groups(words), found)
        for link in links:
            if not link.same or link.group.kind == "count":
                mentions.extend(_mentions(read, link))
    mentions.extend(_unharmed(words, i) for i in unharmed)
    mentions.sort(key=lambda m: (m.span, m.kind))
    return mentions


def _unharmed(words: Words, at: int) -> TollMention:
    span = words.tokens[at].span
    return TollMention(
        span,
        "injured",
        0,
        0,
        "exact",
        "incident",
        (),
        None,
        Origin("how_many.unharmed", score=0.7),
        trigger=span,
        negated=True,
    )


def _mentions(read: _Read, link: Link) -> list[TollMention]:
    """The mention of a link; two where "no casualties" says both that none died and none was hurt."""
    group, trigger = link.group, link.trigger
    nobody = group.kind == "none" or trigger.negated
    if trigger.negated and (
        trigger.word.kind == "killed" and group.kind != "none" or group.low != 1 and group.kind != "none"
    ):
        return []
    if trigger.negated and group.kind == "none":
        return []
    if trigger.word.kind == "displaced" and group.kind in {"one", "name", "pronoun"}:
        return []  # one person who fled or was evacuated is no displacement
    kinds = ["killed", "injured"] if nobody and trigger.word.kind == "affected" else [trigger.word.kind]
    return [_mention(read, link, kind, nobody) for kind in kinds]


def _mention(read: _Read, link: Link, kind: str, nobody: bool) -> TollMention:
    group, trigger, tokens = link.group, link.trigger, read.words.tokens
    scope, since, until = scope_of(read.words, read.text, trigger, read.found)
    rule = "shot" if trigger.word.shot else "bare" if group.bare else group.kind
    return TollMention(
        span=_span(read.words, group),
        kind=kind,
        low=0 if nobody else group.low,
        high=0 if nobody else group.high,
        bound="exact" if nobody else group.bound,
        scope=scope,
        who=group.who,
        whose=group.whose,
        origin=Origin(f"how_many.{rule}", score=SCORES[rule]),
        trigger=Span(tokens[trigger.start].span.start, tokens[trigger.end - 1].span.end),
        part_of=_span(read.words, link.whole) if link.whole is not None else None,
        vague=group.vague if group.low is None else None,
        since=since,
        until=until,
        negated=nobody,
    )


def _span(words: Words, group: Group) -> Span:
    return Span(words.tokens[group.start].span.start, words.tokens[group.end - 1].span.end)
