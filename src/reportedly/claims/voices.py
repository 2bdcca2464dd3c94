"""Who tells a telling: the chain of speakers, the claimant and the stance."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportedly.claims.continued import speaker_before
from reportedly.claims.index import FindingsIndex
from reportedly.claims.parties import acts_for, party_of_actor, party_of_mention, party_of_outlet
from reportedly.claims.pledges import pledge_of
from reportedly.claims.telling import Telling
from reportedly.claims.timing import event_time
from reportedly.knowledge.ontology import event_types
from reportedly.records import (
    ActorMention,
    Attribution,
    EventTime,
    Link,
    Origin,
    Party,
    Realis,
    Sentence,
    Span,
    Stance,
)

RESPONSIBLE_FAMILIES = frozenset(
    {"remote", "armed", "harm", "custody", "territory", "disrupted", "property", "displacement"}
)
NO_PART = re.compile(
    r"\b(?:nothing to do with|not (?:been |be )?(?:involved in|behind|responsible for|part of)"
    r"|no (?:role|part|involvement|hand|link|links|connection|responsibility) (?:in|to|with|for)"
    r"|neither .{0,40} nor .{0,20}behind)\b",
    re.IGNORECASE,
)
FIRST_PERSON = frozenset({"we", "us", "our", "i", "my"})
THIRD_PERSON = frozenset({"it", "they", "he", "she", "its", "their"})
NAME_AT_END = re.compile(r",\s+((?:[A-Z][\w'’-]+\s+){1,3}[A-Z][\w'’-]+)(?=\W|$)")
RELATIVES = frozenset({"who", "which", "that", "whom"})
NEAR_CHARACTERS = 15  # "its continuation | in striking": a content cut short before the trigger
AHEAD = frozenset({Realis.THREATENED, Realis.PLANNED})


@dataclass(frozen=True, slots=True)
class Voice:
    """The road by which one telling reached us."""

    claimant: Party
    chain: tuple[Link, ...]
    stance: Stance
    certainty: str
    quoted: bool
    attributions: tuple[Attribution, ...]


def voiced(index: FindingsIndex, telling: Telling) -> tuple[Telling, Voice]:
    """The telling with the roles that its speaker fills, and its voice."""
    voice = _find_voice(index, telling)
    told = _by_speaker(voice, telling)
    if told is not telling:
        voice = _find_voice(index, told)
    return _accused(index, voice, _claim_actor(voice, told)), voice


def _find_voice(index: FindingsIndex, telling: Telling) -> Voice:
    """The chain, claimant and stance of ``telling``; the outlet itself where nobody is quoted."""
    return _voice(index, telling, _attributions_around(index, telling))


def voice_of(index: FindingsIndex, telling: Telling, attribution: Attribution) -> Voice:
    """The voice of ``attribution`` about an event that it does not name, with what stands around it."""
    outer = [
        a
        for a in index.findings.attributions
        if a.source is not None and any(c.contains(attribution.cue) for c in a.contents)
    ]
    outer.sort(key=lambda a: (-max(c.end - c.start for c in a.contents), a.cue))
    voice = _voice(index, telling, (*outer, attribution))
    return replace(voice, stance=attribution.stance)


def _voice(index: FindingsIndex, telling: Telling, around: tuple[Attribution, ...]) -> Voice:
    outlet = party_of_outlet(index.parsed.report.outlet)
    links = [Link(speaker=outlet, role="outlet")]
    for attribution in around:
        links.extend(_links(index, attribution))
    claimant = links[-1].speaker
    stance = _stance(around, claimant, telling, index)
    certainty = _certainty(around, telling)
    return Voice(
        claimant=claimant,
        chain=tuple(links),
        stance=stance,
        certainty=certainty,
        quoted=any(a.quoted for a in around),
        attributions=around,
    )


def _attributions_around(index: FindingsIndex, telling: Telling) -> tuple[Attribution, ...]:
    """Attributions whose content holds the trigger, outermost first; no content holds its own cue."""
    trigger = telling.mention.trigger
    found: list[tuple[int, Attribution]] = []
    for attribution in index.findings.attributions:
        if attribution.cue.overlaps(trigger):
            continue
        sizes = [c.end - c.start for c in attribution.contents if c.contains(trigger)]
        if sizes:
            found.append((max(sizes), attribution))
    if not found:
        found = _of_the_cause(index, telling)
    found.sort(key=lambda pair: (-pair[0], pair[1].cue))
    kept: list[Attribution] = []
    for _, attribution in found:
        if all(a.cue != attribution.cue for a in kept):
            kept.append(attribution)
    named = [a for a in kept if a.source is not None]
    return tuple(named or kept)  # "denied the allegation that": the noun's unnamed source says nothing more


def _of_the_cause(index: FindingsIndex, telling: Telling) -> list[tuple[int, Attribution]]:
    """ "accused X of shelling a market, killing seven": the harm has the voice of what caused it."""
    mention = telling.mention
    if event_types()[mention.type].family != "harm":
        return []
    sentence = index.sentence(mention.sentence)
    token = sentence.token_at(mention.trigger.start)
    if token is None or token.tag != "VBG" or token.text[:1].isupper():
        return []
    before = [e for e in index.events_in(mention.sentence) if e.trigger.end <= mention.trigger.start]
    if not before:
        return []
    cause = max(before, key=lambda e: e.trigger)
    return [
        (content.end - content.start, attribution)
        for attribution in index.findings.attributions
        for content in attribution.contents
        if content.contains(cause.trigger)
    ]


def _links(index: FindingsIndex, attribution: Attribution) -> list[Link]:
    """The link of one attribution; a spokesperson gives two, the body spoken for being the claimant."""
    sentence = index.parsed.sentence_at(attribution.cue.start)
    time = _said_at(index, attribution)
    if attribution.source is None:
        return []  # "were reported", "it will be recalled": told by the outlet, at its own distance
    if index.words(attribution.source).lower() in FIRST_PERSON and not attribution.quoted:
        return []  # "I think", "we know": the writer's own voice
    before = speaker_before(index, attribution)
    if before is not None:
        return [_taken_up(link, attribution, time) for link in _links(index, before)]
    mention = _source_mention(index, attribution)
    if mention is None:
        text = index.words(attribution.source)
        speaker = Party(
            name=_name_before_comma(text),
            text=text,
            span=attribution.source,
            kind="worded",
            origin=attribution.origin,
        )
        return [_link(speaker, "speaker", attribution, time)]
    speaker = _with_name(index, attribution.source, mention, party_of_mention(index, mention))
    if mention.represents is not None and sentence is not None:
        body = party_of_actor(mention.represents, speaker.text, mention.span, mention.origin)
        return [
            _link(speaker, "spokesperson", attribution, time),
            _link(body, "speaker", attribution, time),
        ]
    role = "medium" if speaker.sector == "JRN" and speaker.kind not in {"person", "generic"} else "speaker"
    return [_link(speaker, role, attribution, time)]


def _taken_up(link: Link, attribution: Attribution, time: EventTime | None) -> Link:
    """The link of the speaker before, whom a pronoun takes up here; in the words that named it there."""
    origin = Origin("claims.speaks_on", score=0.7, entry=link.speaker.origin.entry)
    return _link(replace(link.speaker, origin=origin), link.role, attribution, time)


def speaker_of(index: FindingsIndex, attribution: Attribution) -> Party:
    """The innermost speaker of one attribution: the body spoken for, where one is."""
    return _links(index, attribution)[-1].speaker


def _link(speaker: Party, role: str, attribution: Attribution, time: EventTime | None) -> Link:
    return Link(
        speaker=speaker,
        role=role,
        channel=attribution.channel,
        cue=attribution.cue,
        quoted=attribution.quoted,
        time=time,
    )


def _source_mention(index: FindingsIndex, attribution: Attribution) -> ActorMention | None:
    source = attribution.source
    if source is None:
        return None
    sentence = index.parsed.sentence_at(source.start)
    if sentence is None:
        return None
    head = attribution.source_head
    if head is None:
        token = sentence.head_of(source)
        head = token.span if token else source
    if index.words(source).lower() in RELATIVES:
        return _antecedent(index, sentence, source)
    mention = index.actor_at(sentence.index, source, head)
    inside = index.actors_in(sentence.index, source)
    if mention is not None:
        return _apposed_name(mention, inside) or mention
    token = sentence.token_at(head.start)
    if token is not None and token.tag == "NNP":
        inside = [m for m in inside if m.span.start <= head.start]  # "Eva, a student": not the student
    return inside[0] if inside else None


def _antecedent(index: FindingsIndex, sentence: Sentence, source: Span) -> ActorMention | None:
    """ "activists, who said …": whom the relative pronoun stands for, by the tree or else the nearest."""
    token = sentence.token_at(source.start)
    verb = sentence.tokens[token.head] if token is not None else None
    if verb is not None and verb.dep == "relcl":
        noun = sentence.tokens[verb.head]
        found = index.actor_at(sentence.index, noun.span, noun.span)
        if found is not None:
            return found
    before = index.actors_in(sentence.index, Span(sentence.span.start, source.start))
    return before[-1] if before else None


def _name_before_comma(text: str) -> str:
    """ "Eva, a student who saw it": the name, where what stands before the comma is one."""
    name, comma, _ = text.partition(",")
    return name if comma and all(word[:1].isupper() for word in name.split()) else text


def _with_name(index: FindingsIndex, source: Span, mention: ActorMention, speaker: Party) -> Party:
    """ "a community leader, Isa Dange": the name that the report gives, where nothing else is known."""
    if speaker.kind != "generic" or speaker.id is not None or mention.represents is not None:
        return speaker
    found = NAME_AT_END.search(index.parsed.text, mention.span.end, source.end)
    if found is None or found.end() != source.end:
        return speaker
    span = Span(found.start(1), found.end(1))
    if any(p.span.overlaps(span) for p in index.findings.places):
        return speaker
    return replace(speaker, name=index.words(span), text=index.words(span), span=span, kind="person")


def _apposed_name(mention: ActorMention, inside: list[ActorMention]) -> ActorMention | None:
    """The person named after a mere description: "a community leader, Isa Dange"."""
    actor = mention.actor
    if mention.represents is not None or (actor is not None and actor.id is not None):
        return None
    if actor is not None and actor.kind not in {"generic", "office"}:
        return None
    return next(
        (m for m in inside if m.span > mention.span and m.actor is not None and m.actor.kind == "person"),
        None,
    )


def _said_at(index: FindingsIndex, attribution: Attribution) -> EventTime | None:
    """When it was said: a time expression that the cue governs and that is not part of what was said."""
    sentence = index.parsed.sentence_at(attribution.cue.start)
    if sentence is None:
        return None
    for time in index.times_in(sentence.index):
        if time.kind not in {"DATE", "TIME"} or any(c.contains(time.span) for c in attribution.contents):
            continue
        if index.governor(sentence, time.span) is attribution:
            return event_time(index, time, "claims.said_at")
    return None


def _stance(
    around: tuple[Attribution, ...], claimant: Party, telling: Telling, index: FindingsIndex
) -> Stance:
    """The innermost cue's stance, sharpened by who acted and by whether it happened."""
    stance = around[-1].stance if around else Stance.ASSERTS
    if stance in {Stance.ASSERTS, Stance.CONFIRMS} and around and _denies_part(index, around[-1], telling):
        return Stance.DENIES_RESPONSIBILITY
    acts_itself = any(acts_for(claimant, actor) for actor in telling.actors)
    if stance is Stance.DENIES:
        return Stance.DENIES  # the act itself; a part in what happened is denied by words of its own
    if not around:
        return Stance.ASSERTS
    pledge = pledge_of(index, around[-1], claimant, telling)
    if pledge is not None:
        return pledge
    if acts_itself and _is_commitment(index, around, telling):
        return Stance.VOWS
    if acts_itself:
        stance = _of_own_act(stance, telling)
    if stance is Stance.CLAIMS_RESPONSIBILITY and telling.actors and not acts_itself:
        return Stance.ASSERTS
    if stance in {Stance.THREATENS, Stance.VOWS} and telling.realis in {Realis.ACTUAL, Realis.ATTEMPTED}:
        return Stance.ASSERTS
    return stance


def _of_own_act(stance: Stance, telling: Telling) -> Stance:
    """The stance of words about what the speaker itself did, does not do, or has in mind."""
    if stance not in {Stance.ASSERTS, Stance.CONFIRMS, Stance.CLAIMS_RESPONSIBILITY}:
        return stance
    if telling.realis is Realis.THREATENED:
        return Stance.THREATENS
    if telling.realis in AHEAD:
        return Stance.VOWS if stance is Stance.ASSERTS else stance
    if event_types()[telling.type].family not in RESPONSIBLE_FAMILIES:
        return stance
    if telling.realis is Realis.NEGATED:  # "said its forces had carried out no strike"
        return Stance.DENIES if stance is Stance.ASSERTS else stance
    if telling.realis in {Realis.ACTUAL, Realis.ATTEMPTED, Realis.RECURRING}:
        return Stance.CLAIMS_RESPONSIBILITY
    return stance


def _denies_part(index: FindingsIndex, attribution: Attribution, telling: Telling) -> bool:
    """ "said it had nothing to do with the bombing": a denial without a verb of denying."""
    trigger = telling.mention.trigger
    return any(
        NO_PART.search(index.words(Span(content.start, trigger.start)))
        for content in attribution.contents
        if content.contains(trigger)
    )


def _is_commitment(index: FindingsIndex, around: tuple[Attribution, ...], telling: Telling) -> bool:
    """ "confirms its continuation in striking": going on with it is what is promised."""
    if telling.mention.phase != "continues" or telling.realis is not Realis.RECURRING:
        return False
    trigger = telling.mention.trigger
    near = [
        a
        for a in index.findings.attributions
        if any(0 <= trigger.start - c.end < NEAR_CHARACTERS for c in a.contents)
    ]
    return any(a.stance in {Stance.CONFIRMS, Stance.VOWS} for a in (*around[-1:], *near))


def _by_speaker(voice: Voice, telling: Telling) -> Telling:
    """The telling with its open pronouns as the speaker."""
    if voice.attributions and any(_is_open_pronoun(a, voice.quoted) for a in telling.actors):
        origin = Origin("claims.pronoun_of_speaker", score=0.7)
        actors = tuple(
            replace(voice.claimant, text=a.text, span=a.span, represents=None, origin=origin)
            if _is_open_pronoun(a, voice.quoted)
            else a
            for a in telling.actors
        )
        return replace(telling, actors=actors)
    return telling


def _claim_actor(voice: Voice, telling: Telling) -> Telling:
    """The telling with its claimant as actor, where responsibility is claimed and no actor is named."""
    if voice.stance in {Stance.CLAIMS_RESPONSIBILITY, Stance.DENIES_RESPONSIBILITY} and not telling.actors:
        return replace(telling, actors=(voice.claimant,))
    if voice.stance is Stance.VOWS and telling.realis is Realis.RECURRING:
        return replace(telling, realis=Realis.PLANNED)
    if voice.stance in {Stance.THREATENS, Stance.VOWS} and not telling.actors and telling.realis in AHEAD:
        return replace(telling, actors=(voice.claimant,))
    return telling


def _is_open_pronoun(party: Party, quoted: bool) -> bool:
    """ "it said it had …", "we did": a pronoun that nothing resolved and that can stand for the speaker.

    Inside quotation marks only the first person is the speaker, outside only the third.
    """
    return party.id is None and party.name.lower() in (FIRST_PERSON if quoted else THIRD_PERSON)


def _accused(index: FindingsIndex, voice: Voice, telling: Telling) -> Telling:
    """The telling with the accused as actor, where an accusation names one and the clause does not."""
    if not voice.attributions or voice.attributions[-1].stance is not Stance.ACCUSES:
        return telling
    if event_types()[telling.type].family == "harm":
        own = tuple(a for a in telling.actors if not acts_for(voice.claimant, a))
        telling = replace(telling, actors=own)  # the accuser is not the doer
    attribution = voice.attributions[-1]
    if telling.actors or attribution.addressee is None:
        return telling
    sentence = index.parsed.sentence_at(attribution.addressee.start)
    if sentence is None:
        return telling
    inside = index.actors_in(sentence.index, attribution.addressee)
    if inside:
        return replace(telling, actors=(party_of_mention(index, inside[0]),))
    text = index.words(attribution.addressee)
    party = Party(
        name=text, text=text, span=attribution.addressee, kind="worded", origin=Origin("claims.accused")
    )
    return replace(telling, actors=(party,))


def _certainty(around: tuple[Attribution, ...], telling: Telling) -> str:
    """The weakest of the claimant's own hedges."""
    order = ("doubted", "possible", "probable")
    said = {telling.mention.hedge, *(a.certainty for a in around)}
    return next((level for level in order if level in said), "certain")
