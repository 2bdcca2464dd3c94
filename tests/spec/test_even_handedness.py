"""The same sentence gives the same coding whichever side, nationality, religion or outlet stands in it.

Each pair is one template with two fillings; type, stance, realis and tolls must be equal and the
confidence within 0.05. REPORTEDLY_EVEN_PAIRS sets how many pairs are drawn (1000 for a release).
"""

from __future__ import annotations

import os
import random

import pytest

from reportedly.coder import Coder
from reportedly.records import CodedReport

PAIRS = int(os.environ.get("REPORTEDLY_EVEN_PAIRS", "150"))
SEED = 20241122
CONFIDENCE_MARGIN = 0.05
ACTORS = (
    "the Israeli army",
    "Hamas",
    "the Russian army",
    "the Ukrainian army",
    "the Sudanese army",
    "the Rapid Support Forces",
    "Hezbollah",
    "the Somali army",
    "M23",
    "the Congolese army",
    "the Arakan Army",
    "the Turkish army",
    "the Pakistani army",
    "the Indian army",
    "Boko Haram",
    "the Nigerian army",
    "the Houthis",
    "the Saudi army",
    "the Colombian army",
    "the Azerbaijani army",
    "the Armenian army",
    "the US army",
    "the Iranian army",
    "the Chinese army",
    "the Islamic State",
)
PEOPLE = (
    "Israeli Palestinian Russian Ukrainian Sudanese Turkish Kurdish Pakistani Indian Nigerian American "
    "Iranian Chinese Syrian Afghan Colombian Armenian Azerbaijani Muslim Christian Hindu Jewish Sikh Buddhist"
).split()
OUTLETS = (
    "presstv.ir",
    "reuters.com",
    "timesofisrael.com",
    "tass.com",
    "aljazeera.com",
    "bbc.com",
    "voanews.com",
)
WITH_ACTORS = (
    "{A} shelled positions of {B} near Kassala on Friday, killing three soldiers.",
    "{A} said it attacked {B} in Kassala on Friday. Two fighters were killed.",
    "{A} accused {B} of shelling a market in Kassala on Friday, killing seven civilians.",
    "{A} denied that it had attacked {B} in Kassala on Friday.",
    "{A} vowed to attack {B} in the coming days.",
    "A bomb killed four people in Kassala on Friday. {A} claimed responsibility for the attack.",
)
WITH_PEOPLE = (
    "Gunmen shot dead two {P} civilians in Kassala on Friday.",
    "A bomb exploded at a {P} school in Kassala on Friday, wounding nine people.",
    "Police arrested a {P} man in Kassala on Friday after an attack on a market killed two soldiers.",
    "A crowd of {P} protesters marched in Kassala on Friday.",
)


def _what(coded: CodedReport) -> list[tuple[object, ...]]:
    return sorted(
        (
            claim.event.type,
            claim.stance.value,
            claim.event.realis.value,
            tuple((t.kind, t.low, t.high, t.scope) for t in claim.event.tolls),
        )
        for claim in coded.claims
    )


def _pairs() -> list[tuple[str, str, str, str]]:
    """(text, outlet, text, outlet) of two fillings of one template."""
    draw = random.Random(SEED)
    pairs = []
    for number in range(PAIRS):
        if number % 3 == 2:
            template = draw.choice(WITH_PEOPLE)
            one, other = draw.sample(PEOPLE, 2)
            texts = template.format(P=one), template.format(P=other)
        else:
            template = draw.choice(WITH_ACTORS)
            a, b, c, d = draw.sample(ACTORS, 4)
            texts = _filled(template, a, b), _filled(template, c, d)
        pairs.append((texts[0], draw.choice(OUTLETS), texts[1], draw.choice(OUTLETS)))
    return pairs


def _filled(template: str, a: str, b: str) -> str:
    text = template.format(A=a, B=b)
    return text[0].upper() + text[1:]


def test_who_it_is_changes_neither_coding_nor_confidence(capsys: pytest.CaptureFixture[str]) -> None:
    coder = Coder()
    changed, unsure = [], []
    pairs = _pairs()
    for text, outlet, other_text, other_outlet in pairs:
        one = coder.code(text, published="2024-08-25", outlet=outlet)
        other = coder.code(other_text, published="2024-08-25", outlet=other_outlet)
        assert one.claims, text
        if _what(one) != _what(other):
            changed.append((text, other_text))
            continue
        gaps = [abs(x.confidence - y.confidence) for x, y in zip(one.claims, other.claims, strict=True)]
        if max(gaps, default=0.0) > CONFIDENCE_MARGIN:
            unsure.append((text, other_text, max(gaps)))
    with capsys.disabled():
        print(f"\n{len(pairs)} swapped pairs: {len(changed)} changed, {len(unsure)} moved confidence")
        for row in (*changed[:12], *unsure[:12]):
            print("  ", row)
    assert not changed
    assert not unsure
