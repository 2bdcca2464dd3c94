"""Canonical text: what is changed, what is kept, and that doing it twice changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.read.canonical import canonical_text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("Ha\u200bmas \u202eand\u202c \ufeffHezbollah", "Hamas and Hezbollah"),
        ("so\xadldiers\x00\x07", "soldiers"),
        ("HERAT \x97 \x93No deal\x94, he\x92d say\x85", "HERAT — “No deal”, he’d say…"),
        ("first\x85second", "first\nsecond"),
        ("40\xa0killed\tand\u2009more", "40 killed and more"),
        ("“vital target”, the group’s — words…", "“vital target”, the group’s — words…"),
        ("Jose\u0301 in Bogota\u0301", "José in Bogotá"),
        ("x\ud800y", "x\ufffdy"),
        ("  two  spaces \n\n\n kept ", "  two  spaces \n\n\n kept "),
    ],
)
def test_canonical_text(raw: str, expected: str) -> None:
    assert canonical_text(raw) == expected


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=40))
def test_canonical_text_is_idempotent(raw: str) -> None:
    once = canonical_text(raw)
    assert canonical_text(once) == once


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ae\u0301\u0316\u0344\u0345\u200b\r\n\u05c4x\u0308", max_size=30))
def test_canonical_text_is_idempotent_on_marks(raw: str) -> None:
    once = canonical_text(raw)
    assert canonical_text(once) == once
