"""Documents of conflict sentences for training, from our own templates (train/data).

PolNeAR is news of one country's politics; these documents show the net claims of responsibility,
denials, state media and headlines of conflict news. Each template is used with the sides in
both roles.
"""

from __future__ import annotations

import random
import re
from importlib import resources

import yaml

from reportedly.attribution.standoff import GoldAttribution, GoldDocument
from reportedly.records import Span

MARK = re.compile(r"<(/?)([scn])(\d?)>")
ROLE = {"s": "source", "c": "cue", "n": "content"}
SLOT = re.compile(r"\{(\w)\}")
LISTS = {
    "P": "persons", "Q": "persons", "O": "officials", "X": "places", "Y": "places", "W": "weapons",
    "N": "numbers", "M": "numbers", "D": "days", "G": "agencies", "T": "targets", "V": "acts",
}  # fmt: skip
PARAGRAPHS = (3, 7)


def conflict_documents(count: int, seed: int) -> list[GoldDocument]:
    """``count`` documents, each with a title and a few paragraphs; the same seed gives the same ones."""
    rng = random.Random(seed)
    folder = resources.files("reportedly.train").joinpath("data")
    lines = [
        line for line in folder.joinpath("attribution_templates.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]  # fmt: skip
    slots = yaml.safe_load(folder.joinpath("attribution_slots.yaml").read_text("utf-8"))
    titles = [line.removeprefix("title:").strip() for line in lines if line.startswith("title:")]
    plain = [line.removeprefix("plain:").strip() for line in lines if line.startswith("plain:")]
    told = [line for line in lines if not line.startswith(("title:", "plain:"))]
    deck: list[str] = []
    documents = []
    for i in range(count):
        chosen = [rng.choice(titles)]
        for _ in range(rng.randint(*PARAGRAPHS)):
            if not deck:
                deck = rng.sample(told, len(told))
            sentences = [deck.pop()]
            if rng.random() < 0.35:
                sentences.insert(rng.randint(0, 1), rng.choice(plain))
            chosen.append("\n".join(sentences))
        sides = rng.sample(slots["sides"], 2)
        # The next document has the same sides in the other roles.
        for swap, pair in enumerate((sides, sides[::-1])):
            documents.append(_document(f"{i}-{swap}", chosen, pair, slots, random.Random(f"{seed}-{i}")))
    return documents[:count]


def _document(
    name: str, chosen: list[str], sides: list[str], slots: dict[str, list[str]], rng: random.Random
) -> GoldDocument:
    text, attributions = "", []
    for paragraph in chosen:
        if text:
            text += "\n\n"
        for i, sentence in enumerate(paragraph.split("\n")):
            if i:
                text += " "
            words, found = _marked(_capital(_filled(sentence, sides, slots, rng)), len(text))
            text += words
            attributions += found
    return GoldDocument(f"conflict-{name}", "own", text, tuple(attributions))


def _filled(template: str, sides: list[str], slots: dict[str, list[str]], rng: random.Random) -> str:
    values = {"A": sides[0], "B": sides[1]}

    def fill(match: re.Match[str]) -> str:
        key = match[1].upper()
        if key not in values:
            values[key] = SLOT.sub(fill, rng.choice(slots[LISTS[key]]))
        return values[key]

    return SLOT.sub(fill, template)


def _capital(sentence: str) -> str:
    """The sentence with its first letter large."""
    for match in re.finditer(r"<[^>]*>|(\w)", sentence):
        if match[1]:
            at = match.start(1)
            return sentence[:at] + match[1].upper() + sentence[at + 1 :]
    return sentence


def _marked(sentence: str, offset: int) -> tuple[str, list[GoldAttribution]]:
    """The words without marks, and their attributions; marks of one number belong together."""
    words, opened, last = "", 0, 0
    spans: dict[str, dict[str, list[Span]]] = {}
    for match in MARK.finditer(sentence):
        words += sentence[last : match.start()]
        last = match.end()
        if match[1]:
            group = spans.setdefault(match[3], {"source": [], "cue": [], "content": []})
            group[ROLE[match[2]]].append(_trimmed(words, Span(opened, len(words)), offset))
        else:
            opened = len(words)
    words += sentence[last:]
    return words, [
        GoldAttribution(tuple(g["source"]), tuple(g["cue"]), tuple(g["content"]))
        for g in spans.values()
        if g["cue"]
    ]


def _trimmed(words: str, span: Span, offset: int) -> Span:
    end = span.end - 1 if words[span.end - 1] == "," else span.end
    return Span(span.start + offset, end + offset)
