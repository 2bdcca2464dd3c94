"""The relations station: lexicon, trees, the linear model and the public function."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from reportedly.errors import InputError
from reportedly.nets.relation_input import MAX_PIECES, ROOTS, marked_pieces
from reportedly.nets.relations import RelationNet
from reportedly.records import ParsedReport, Span
from reportedly.relations import Relation, find_relation
from reportedly.relations.examples import fold_numbers, read_marked, unmark
from reportedly.relations.linear import LinearModel, fit
from reportedly.relations.station import read_pair

Parse = Callable[..., ParsedReport]


@pytest.fixture(scope="module")
def net() -> RelationNet:
    return RelationNet.load()


def relation(parse: Parse, marked: str, net: RelationNet | None = None) -> Relation:
    text, spans = unmark(marked)
    return find_relation(parse(text), spans.get("s"), spans.get("t"), net)


def rule_root(parse: Parse, marked: str) -> str:
    text, spans = unmark(marked)
    return read_pair(parse(text), spans.get("s"), spans.get("t")).rule_root


CLEAR = [
    ("<s>Norland</s> refused to release <t>the Sudrian pilots</t>.", "REJECT"),
    ("<s>Norland</s> threatened to attack <t>Sudria</t> if the talks fail.", "THREATEN"),
    ("<s>Norland</s> urged <t>Sudria</t> to open the crossing.", "REQUEST"),
    ("<s>Norland</s> condemned <t>the Sudrian raid</t>.", "ACCUSE"),
    ("<s>Norland's president</s> met with <t>the Sudrian envoy</t> in Geneva.", "CONSULT"),
    ("<s>Norland</s> agreed to share the river with <t>Sudria</t>.", "AGREE"),
    ("<s>The army</s> shelled <t>the rebels' positions</t> overnight.", "ASSAULT"),
    ("<s>The police</s> arrested <t>the editor</t> on Monday.", "COERCE"),
    ("<s>The court</s> released <t>the editor</t> on bail.", "YIELD"),
]


@pytest.mark.parametrize(("marked", "root"), CLEAR)
def test_rules_read_clear_sentences(parse: Parse, marked: str, root: str) -> None:
    assert rule_root(parse, marked) == root


def test_rules_read_particles(parse: Parse) -> None:
    assert rule_root(parse, "<s>Norland</s> called on <t>Sudria</t> to open the crossing.") == "REQUEST"


@pytest.mark.parametrize(("marked", "root"), CLEAR)
def test_models_read_clear_sentences(parse: Parse, net: RelationNet, marked: str, root: str) -> None:
    found = relation(parse, marked, net)
    assert found.root == root
    assert 0 < found.score <= 1
    assert root not in {a.value for a in found.alternatives}


def test_cue_is_the_words_that_say_so(parse: Parse) -> None:
    marked = "<s>The police</s> arrested <t>the editor</t> on Monday."
    found = relation(parse, marked)
    assert found.cue is not None
    assert found.cue.of(unmark(marked)[0]) == "arrested"
    assert found.mode == "arrest"


def test_swapped_sides_give_the_same_root(parse: Parse, net: RelationNet) -> None:
    one = relation(parse, "<s>Israel</s> shelled positions of <t>Hezbollah</t> on Monday.", net)
    other = relation(parse, "<s>Hezbollah</s> shelled positions of <t>Israel</t> on Monday.", net)
    assert one.root == other.root == "ASSAULT"


def test_passive_voice_keeps_the_root(parse: Parse, net: RelationNet) -> None:
    assert relation(parse, "<t>The two sailors</t> were released by <s>the navy</s>.", net).root == "YIELD"


def test_one_side_may_be_unnamed(parse: Parse, net: RelationNet) -> None:
    assert relation(parse, "<t>Two newspapers</t> were banned on Monday.", net).root == "COERCE"


def test_without_either_side_there_is_no_relation(parse: Parse) -> None:
    with pytest.raises(ValueError, match="source or a target"):
        find_relation(parse("Nothing happened."), None, None)


def test_spans_outside_the_text_are_refused(parse: Parse) -> None:
    with pytest.raises(ValueError, match="no sentence"):
        find_relation(parse("Nothing happened."), Span(900, 910), None)


def test_source_and_target_in_two_sentences(parse: Parse) -> None:
    assert relation(parse, "<s>Norland</s> spoke first. It condemned <t>Sudria</t>.").root in ROOTS


def test_unmark_trims_and_keeps_the_first_span() -> None:
    text, spans = unmark("<s>The army </s>met <t>Ann</t> and <t>Bob</t>")
    assert text == "The army met Ann and Bob"
    assert {k: v.of(text) for k, v in spans.items()} == {"s": "The army", "t": "Ann"}


def test_folds_are_balanced_and_never_split_a_sentence(tmp_path: Path) -> None:
    rows = [f"{i}\t<s>A{i // 2}</s> met <t>B</t>\tCONSULT" for i in range(40)]
    path = tmp_path / "PLV_x.tsv"
    path.write_text("sentence_id\tmarked_sentence\tgold_root\n" + "\n".join(rows), encoding="utf-8")
    folds = fold_numbers(read_marked(path))
    assert [folds.count(f) for f in range(5)] == [8] * 5
    assert all(folds[i] == folds[i + 1] for i in range(0, 40, 2))


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "PLV_x.tsv"
    path.write_text("sentence_id\tsentence\n1\tA met B\n", encoding="utf-8")
    with pytest.raises(InputError, match="marked_sentence, gold_root"):
        read_marked(path)


def test_linear_model_learns_saves_and_loads(tmp_path: Path) -> None:
    rows = [{"meet": 1.0, "x": 0.2}, {"hit": 1.0, "x": 0.2}] * 10
    model = fit(rows, ["CONSULT", "ASSAULT"] * 10, ("ASSAULT", "CONSULT"))
    model.save(tmp_path / "m.json")
    again = LinearModel.load((tmp_path / "m.json").read_text("utf-8"))
    for one in (model, again):
        scores = one.log_probabilities({"hit": 1.0, "never seen": 1.0})
        assert scores.argmax() == 0
        assert np.exp(scores).sum() == pytest.approx(1.0)


def test_long_sentences_are_cut_around_the_marks(net: RelationNet) -> None:
    text = "word " * 400 + "Norland struck Sudria " + "word " * 400
    at = text.index("Norland")
    pieces = marked_pieces(text, Span(at, at + 7), Span(at + 15, at + 21), net.trunk.pieces.tokenizer)
    assert len(pieces) <= MAX_PIECES
    assert [p for p in pieces if p in {1, 2, 3, 4}] == [1, 2, 3, 4]


def test_the_card_fits_the_files() -> None:
    import hashlib
    from importlib import resources

    folder = Path(str(resources.files("reportedly.nets").joinpath("data/relations")))
    card = json.loads((folder / "card.json").read_text("utf-8"))
    assert card["sha256"] == hashlib.sha256((folder / "net.onnx").read_bytes()).hexdigest()
