"""From claims to MUC-4 templates: conventions of the task, on invented reports."""

from collections.abc import Callable

import pytest

from reportedly.bench.muc4_adapter import gtt_templates_of, templates_of
from reportedly.bench.muc4_adapter_fills import human_type, instrument_type, physical_type
from reportedly.bench.muc4_adapter_model import fit
from reportedly.bench.muc4_format import Template
from reportedly.coder import Coder
from reportedly.records import CodedReport

BOMB = """LIMA, 14 MAR 90 (RADIO) -- [TEXT] SHINING PATH GUERRILLAS YESTERDAY BLEW UP A BUS WITH
DYNAMITE IN AYACUCHO. THREE PEASANTS WERE KILLED."""
KIDNAP = """BOGOTA, 2 JUN 90 (RADIO) -- [TEXT] THE ARMY OF NATIONAL LIBERATION [ELN] TODAY KIDNAPPED MAYOR
PEDRO RAMIREZ ARANGO IN ARAUCA."""
PEACE = (
    "QUITO, 5 MAY 90 (RADIO) -- [TEXT] THE TWO MINISTERS SIGNED A TRADE AGREEMENT ON COFFEE IN QUITO TODAY."
)


@pytest.fixture(scope="module")
def code() -> Callable[[str, str], CodedReport]:
    coder = Coder(fast=True).load()
    return lambda text, published: coder.code(text, published=published)


def values(template: Template, slot: str) -> list[str]:
    return [fill.alternatives[0] for fill in template[slot]]


@pytest.mark.parametrize("learned", [True, False])
def test_slots_of_a_bombing(code: Callable[[str, str], CodedReport], learned: bool) -> None:
    found = templates_of(code(BOMB, "1990-03-14"), "DEV-MUC3-9001", learned=learned)
    assert values(found[0], "inc-type") == ["BOMBING"]
    template = found[0]
    assert template.message == "DEV-MUC3-9001" and template.number == 1
    assert values(template, "inc-date") == ["13 MAR 90"]
    assert values(template, "inc-loc")[0].startswith("PERU: AYACUCHO")
    assert values(template, "phys-tgt-id") == ["BUS"]
    assert values(template, "phys-tgt-type") == ["TRANSPORT VEHICLE"]
    assert "DYNAMITE" in values(template, "inc-instr-type")
    assert values(template, "perp-inc-cat") == ["TERRORIST ACT"]


def test_strings_of_a_kidnapping(code: Callable[[str, str], CodedReport]) -> None:
    coded = code(KIDNAP, "1990-06-02")
    (template,) = templates_of(coded, "DEV-MUC3-9002")
    assert values(template, "inc-type") == ["KIDNAPPING"]
    assert values(template, "hum-tgt-name") == ["PEDRO RAMIREZ ARANGO"]
    assert values(template, "hum-tgt-desc") == ["MAYOR"]
    assert values(template, "hum-tgt-type") == ["GOVERNMENT OFFICIAL"]
    assert template["phys-tgt-id"] == ()
    (gtt,) = gtt_templates_of(coded)
    assert gtt["incident_type"] == "kidnapping"
    assert gtt["Victim"] == ("pedro ramirez arango",)
    assert gtt["PerpOrg"] in {("army of national liberation",), ("eln",)}


def test_a_report_without_incident_has_one_empty_template(code: Callable[[str, str], CodedReport]) -> None:
    coded = code(PEACE, "1990-05-05")
    (template,) = templates_of(coded, "DEV-MUC3-9003")
    assert template.number is None
    assert gtt_templates_of(coded) == ()


@pytest.mark.parametrize("text", ["", "\u200b", "BOMB", "BOMB BOMB BOMB BOMB BOMB (" * 5, "A" * 4000])
def test_odd_texts_do_no_harm(code: Callable[[str, str], CodedReport], text: str) -> None:
    assert templates_of(code(text, "1990-05-05"), "DEV-MUC3-9004")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PRESIDENTIAL RESIDENCE", "GOVERNMENT OFFICE OR RESIDENCE"),
        ("POWER TOWERS", "ENERGY"),
        ("RESIDENCE OF THE AMBASSADOR", "DIPLOMAT OFFICE OR RESIDENCE"),
        ("SCHOOL", "OTHER"),
    ],
)
def test_kinds_of_physical_targets(text: str, kind: str) -> None:
    assert physical_type(text) == kind


def test_kinds_of_people_and_means() -> None:
    assert human_type("FORMER MINISTER") == "FORMER GOVERNMENT OFFICIAL"
    assert human_type("POLICE LIEUTENANT") == "LAW ENFORCEMENT"
    assert human_type("COFFEE GROWER") == "CIVILIAN"
    assert instrument_type("CAR BOMB") == "VEHICLE BOMB"
    assert instrument_type("MACHINE GUN") == "MACHINE GUN"
    assert instrument_type("SUITCASE") is None


def test_the_classifier_learns_and_is_the_same_each_time() -> None:
    rows = [["bias", "a"], ["bias", "b"]] * 400
    labels = [0, 1] * 400
    model = fit(rows, labels, ("x", "y"))
    assert model.weights == fit(rows, labels, ("x", "y")).weights
    assert model.probabilities(["bias", "a"])[0] > 0.8 > 0.2 > model.probabilities(["bias", "b"])[0]


def test_slots_that_the_words_tell(code: Callable[[str, str], CodedReport]) -> None:
    text = (
        "LIMA, 14 MAR 90 (RADIO) -- [TEXT] LAST NIGHT TWO SPANISH PRIESTS WERE KILLED IN AYACUCHO. "
        "THE POLICE BLAMED THE SHINING PATH FOR THE KILLING OF THE PRIESTS."
    )
    (template,) = templates_of(code(text, "1990-03-14"), "DEV-MUC3-9005")
    assert values(template, "inc-date") == ["13 MAR 90"]
    assert values(template, "hum-tgt-nation") == ["SPAIN"]
    assert values(template, "perp-org-conf") == ["SUSPECTED OR ACCUSED BY AUTHORITIES"]
