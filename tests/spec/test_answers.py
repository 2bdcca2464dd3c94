"""A denial that only points at what was told ("it", "the charge") is about what was told last."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.coder import Coder
from reportedly.records import Claim, CodedReport

PAIRS = (
    ("Hamas", "the Israeli army"),
    ("the Rapid Support Forces", "the Sudanese army"),
    ("M23", "the Congolese army"),
    ("the Russian army", "the Ukrainian army"),
)
DENIALS = (
    "{A} said {B} shelled a school in {P} on Monday. {B} denied it.",
    "{A} accused {B} of shelling a school in {P} on Monday. {B} rejected the accusation.",
    "{A} accused {B} of shelling a school in {P} on Monday, a charge that {B} denied.",
    "{A} said {B} shelled a school in {P} on Monday. Two died. {B} dismissed the report as false.",
)


@pytest.fixture(scope="module")
def code() -> Callable[[str], CodedReport]:
    coder = Coder()
    return lambda text: coder.code(text, published="2025-06-17")


def denials(coded: CodedReport) -> list[Claim]:
    return [c for c in coded.claims if c.stance in ("denies", "denies_responsibility")]


@pytest.mark.parametrize("text", DENIALS)
@pytest.mark.parametrize(("a", "b"), [*PAIRS, *(pair[::-1] for pair in PAIRS)])
def test_a_denial_that_only_points_back_is_a_claim(
    code: Callable[[str], CodedReport], text: str, a: str, b: str
) -> None:
    filled = text.format(A=a, B=b, P="Goma").replace(". the ", ". The ")
    coded = code(filled[0].upper() + filled[1:])
    (denial,) = denials(coded)
    told = next(c for c in coded.claims if c is not denial)
    assert denial.event.type == told.event.type == "shelling"
    assert denial.claimant.id == told.event.actors[0].id
    assert denial.event.place is not None and denial.event.place.place.name == "Goma"


def test_a_denial_of_something_else_is_not_about_the_attack(code: Callable[[str], CodedReport]) -> None:
    coded = code(
        "Hamas said the Israeli army shelled a school in Rafah. The Israeli army denied that talks had ended."
    )
    assert denials(coded) == []


def test_a_pointing_denial_without_anything_told_before_is_no_claim(
    code: Callable[[str], CodedReport],
) -> None:
    assert code("The Israeli army denied it.").claims == ()
