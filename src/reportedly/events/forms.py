"""Inflected forms of the verbs and nouns of the lexicon, so that a wrong tag does not hide a trigger."""

from __future__ import annotations

from collections.abc import Iterator

# base: past, past participle; only those that the rules below get wrong.
IRREGULAR: dict[str, tuple[str, ...]] = {
    "shoot": ("shot", "shot"),
    "strike": ("struck", "struck", "stricken"),
    "hit": ("hit", "hit"),
    "blow": ("blew", "blown"),
    "fight": ("fought", "fought"),
    "take": ("took", "taken"),
    "retake": ("retook", "retaken"),
    "set": ("set", "set"),
    "come": ("came", "come"),
    "go": ("went", "gone"),
    "fall": ("fell", "fallen"),
    "overrun": ("overran", "overrun"),
    "withdraw": ("withdrew", "withdrawn"),
    "beat": ("beat", "beaten"),
    "throw": ("threw", "thrown"),
    "break": ("broke", "broken"),
    "lose": ("lost", "lost"),
    "find": ("found", "found"),
    "hold": ("held", "held"),
    "send": ("sent", "sent"),
    "burn": ("burned", "burnt", "burned"),
    "slay": ("slew", "slain"),
    "hang": ("hanged", "hung"),
    "leave": ("left", "left"),
    "lay": ("laid", "laid"),
    "build": ("built", "built"),
    "shake": ("shook", "shaken"),
    "slit": ("slit", "slit"),
    "hurt": ("hurt", "hurt"),
    "flee": ("fled", "fled"),
    "gas": ("gassed", "gassed", "gassing"),
    "make": ("made", "made"),
    "lead": ("led", "led"),
    "begin": ("began", "begun"),
    "wage": ("waged", "waged"),
    "keep": ("kept", "kept"),
    "seek": ("sought", "sought"),
    "think": ("thought", "thought"),
    "swear": ("swore", "sworn"),
    "forbid": ("forbade", "forbidden"),
    "undertake": ("undertook", "undertaken"),
    "rob": ("robbed", "robbed"),
    "die": ("died", "died", "dying"),
    "steal": ("stole", "stolen"),
    "bid": ("bid", "bid"),
    "plot": ("plotted", "plotted"),
    "plan": ("planned", "planned"),
    "free": ("freed", "freed"),
    "knife": ("knifed", "knifed", "knifing"),
    "drive": ("drove", "driven"),
    "bring": ("brought", "brought"),
    "hear": ("heard", "heard"),
    "ring": ("rang", "rung"),
    "pay": ("paid", "paid"),
    "teach": ("taught", "taught"),
    "let": ("let", "let"),
    "cut": ("cut", "cut"),
}
_DOUBLING = frozenset(
    "stab step expel repel compel bar trap dispel transfer kidnap drop ship rig pin rob stop plot plan "
    "abet lob swap gun".split()
)
_IRREGULAR_PLURALS = {"man": "men", "woman": "women", "child": "children"}
_VOWELS = "aeiou"


def verb_forms(base: str) -> Iterator[tuple[str, str]]:
    """(form, Penn tag) of a verb: base, third person, past, participle and gerund."""
    yield base, "VB"
    yield _add_s(base), "VBZ"
    if base.endswith("e") and not base.endswith(("ee", "ye", "oe")):
        gerund = base[:-2] + "ying" if base.endswith("ie") else base[:-1] + "ing"
    elif base in _DOUBLING or base in ("set", "hit", "let", "cut", "slit", "bid", "run", "overrun", "rid"):
        gerund = base + base[-1] + "ing"
    else:
        gerund = base + "ing"
    yield gerund, "VBG"
    yield base + "ing", "VBG"
    for form in IRREGULAR.get(base, (_past(base),)):
        yield form, "VBG" if form.endswith("ing") else "VBD"


def noun_forms(base: str) -> Iterator[tuple[str, str]]:
    """(form, Penn tag) of a noun: singular and plural."""
    yield base, "NN"
    yield _IRREGULAR_PLURALS.get(base, _add_s(base)), "NNS"


def _add_s(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return "goes" if base == "go" else base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    if base in _DOUBLING:
        return base + base[-1] + "ed"
    return base + "ed"
