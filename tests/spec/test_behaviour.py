"""What must change, and what must not, when a report is changed in one way.

Pairs of reports are generated from small invented stories and actors of many conflicts: swap the
actors, swap the outlet, negate, move into the future, add background, reorder sentences.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from reportedly.coder import Coder
from reportedly.records import Claim, CodedReport

PUBLISHED = "2024-08-25"
SIDES = (
    ("the Israeli army", "Hamas"),
    ("the Russian army", "the Ukrainian army"),
    ("the Sudanese army", "the Rapid Support Forces"),
    ("Hezbollah", "the Israeli army"),
    ("the Somali army", "al-Shabaab"),
    ("M23", "the Congolese army"),
    ("the Arakan Army", "the Myanmar army"),
    ("the Turkish army", "the PKK"),
    ("the Pakistani army", "the Indian army"),
    ("Boko Haram", "the Nigerian army"),
    ("the Houthis", "the Saudi army"),
    ("the Colombian army", "the ELN"),
    ("the Ethiopian army", "the Oromo Liberation Army"),
    ("the Islamic State", "the Syrian army"),
    ("the Azerbaijani army", "the Armenian army"),
)
STORIES = (
    "{A} shelled positions of {B} near Kassala on Friday, killing three soldiers.",
    "{A} said it attacked {B} in Kassala on Friday. Two fighters were killed.",
    "{A} accused {B} of shelling a market in Kassala on Friday, killing seven civilians.",
    "{A} denied that it had attacked {B} in Kassala on Friday.",
    "Fighters of {A} ambushed a convoy of {B} outside Kassala on Friday.",
)
OUTLETS = ("presstv.ir", "reuters.com", "timesofisrael.com", "tass.com", "aljazeera.com", "bbc.com")
FACTS = (
    ("{A} shelled {B} near Kassala on Friday.", "{A} did not shell {B} near Kassala on Friday."),
    ("{A} attacked a base of {B} on Friday.", "{A} did not attack a base of {B} on Friday."),
)
AHEAD = (
    ("{A} attacked {B} in Kassala.", "{A} will attack {B} in Kassala."),
    ("{A} bombed a base of {B}.", "{A} will bomb a base of {B}."),
)
BACKGROUND = (
    "The conflict has displaced thousands of people since it began in 2021.",
    "In 2019, more than 200 people were killed in fighting in the region.",
)


@pytest.fixture(scope="module")
def code() -> Callable[..., CodedReport]:
    coder = Coder()
    seen: dict[tuple[str, str], CodedReport] = {}

    def _code(text: str, outlet: str = "reuters.com") -> CodedReport:
        key = (text, outlet)
        if key not in seen:
            seen[key] = coder.code(text, published=PUBLISHED, outlet=outlet)
        return seen[key]

    return _code


def _fill(story: str, a: str, b: str) -> str:
    text = story.format(A=a, B=b)
    return text[0].upper() + text[1:]


def _parties(parties: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(p.id or p.name for p in parties)


def facts(claim: Claim, voice: bool = True) -> tuple[object, ...]:
    """All that a claim says, without offsets, ids and confidence."""
    event = claim.event
    return (
        (claim.claimant.id or claim.claimant.name) if voice else None,
        claim.stance,
        claim.about,
        claim.certainty,
        event.type,
        event.realis,
        event.ground,
        _parties(event.actors),
        _parties(event.targets),
        _parties(event.victims),
        tuple(w.kind for w in event.weapons),
        event.place.place.name if event.place else None,
        (event.time.start, event.time.end) if event.time else None,
        tuple((t.kind, t.low, t.high, t.bound, t.scope) for t in event.tolls),
    )


def _swapped(value: object, swap: dict[str, str]) -> object:
    if isinstance(value, tuple):
        return tuple(_swapped(v, swap) for v in value)
    return swap.get(value, value) if isinstance(value, str) else value


def _sides() -> Iterator[tuple[str, str, str]]:
    for story, (a, b) in itertools.product(STORIES, SIDES):
        yield story, a, b


@pytest.mark.parametrize(("story", "a", "b"), list(_sides()))
def test_swapping_two_actors_swaps_their_roles_and_nothing_else(
    code: Callable[..., CodedReport], story: str, a: str, b: str
) -> None:
    one, other = code(_fill(story, a, b)), code(_fill(story, b, a))
    names = _names_of(code, a, b)
    swap = {names[0]: names[1], names[1]: names[0]}
    assert one.claims
    assert sorted(map(str, (_swapped(facts(c), swap) for c in one.claims))) == sorted(
        str(facts(c)) for c in other.claims
    )


def _names_of(code: Callable[..., CodedReport], a: str, b: str) -> tuple[str, str]:
    """The ids that the two wordings resolve to in a plain sentence."""
    claims = code(_fill("{A} shelled {B} on Friday.", a, b)).claims
    event = claims[0].event
    assert event.actors and event.targets + event.victims
    target = (event.targets + event.victims)[0]
    return event.actors[0].id or event.actors[0].name, target.id or target.name


@pytest.mark.parametrize(("story", "outlet"), [(s, o) for s in STORIES for o in OUTLETS[1:]])
def test_swapping_the_outlet_changes_only_the_outlet(
    code: Callable[..., CodedReport], story: str, outlet: str
) -> None:
    text = _fill(story, *SIDES[2])
    one, other = code(text, OUTLETS[0]), code(text, outlet)
    for x, y in zip(one.claims, other.claims, strict=True):
        own = x.claimant.kind == "outlet"
        assert facts(x, voice=not own) == facts(y, voice=not own)
        assert (y.claimant.kind == "outlet") == own
        assert x.evidence == y.evidence
        assert x.confidence == y.confidence
        assert x.chain[0].speaker.id != y.chain[0].speaker.id


@pytest.mark.parametrize(("said", "negated", "a", "b"), [(*pair, a, b) for pair in FACTS for a, b in SIDES])
def test_negating_negates(code: Callable[..., CodedReport], said: str, negated: str, a: str, b: str) -> None:
    assert {c.event.realis for c in code(_fill(said, a, b)).claims} == {"actual"}
    assert {c.event.realis for c in code(_fill(negated, a, b)).claims} == {"negated"}


@pytest.mark.parametrize(("did", "will", "a", "b"), [(*pair, a, b) for pair in AHEAD for a, b in SIDES])
def test_will_is_not_did(code: Callable[..., CodedReport], did: str, will: str, a: str, b: str) -> None:
    assert {c.event.realis for c in code(_fill(did, a, b)).claims} == {"actual"}
    assert {c.event.realis for c in code(_fill(will, a, b)).claims} <= {"planned", "threatened"}


@pytest.mark.parametrize(("background", "a", "b"), [(text, a, b) for text in BACKGROUND for a, b in SIDES])
def test_a_background_paragraph_does_not_change_foreground_claims(
    code: Callable[..., CodedReport], background: str, a: str, b: str
) -> None:
    text = _fill(STORIES[0], a, b)
    alone = [facts(c) for c in code(text).claims]
    filler = "Officials gave no further details about the fighting."
    longer = code(f"{text}\n\n{filler}\n\n{filler}\n\n{background}")
    assert alone == [facts(c) for c in longer.claims][: len(alone)]
    assert all(c.event.ground == "background" for c in longer.claims[len(alone) :])


@pytest.mark.parametrize(("a", "b"), SIDES)
def test_reordering_sentences_keeps_tolls(code: Callable[..., CodedReport], a: str, b: str) -> None:
    sentences = [
        _fill("{A} shelled a village held by {B} on Friday, killing four civilians.", a, b),
        "A doctor said eleven people were wounded in the shelling.",
        "Two soldiers were killed in a separate ambush on Thursday.",
    ]
    tolls = {
        order: sorted(
            {
                (t.kind, t.low, t.scope)
                for c in code(" ".join(sentences[i] for i in order)).claims
                for t in c.event.tolls
            }
        )
        for order in itertools.permutations(range(3))
    }
    assert tolls[(0, 1, 2)] == [
        ("injured", 11, "incident"),
        ("killed", 2, "incident"),
        ("killed", 4, "incident"),
    ]
    assert len({str(t) for t in tolls.values()}) == 1
