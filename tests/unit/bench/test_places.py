"""The places benchmark: reading both corpora's forms, and counting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly.bench.places import annotates_demonyms, load_documents, run
from reportedly.errors import InputError
from reportedly.knowledge.gazetteer import Gazetteer
from reportedly.records import ParsedReport

LGL = """<articles><article docid="1"><text>Israeli jets hit Haifa near Atlantis.</text><toponyms>
<toponym><start>0</start><end>7</end><phrase>Israeli</phrase>
<gaztag geonameid="294640"><lat>31.5</lat><lon>34.75</lon></gaztag></toponym>
<toponym><start>17</start><end>22</end><phrase>Haifa</phrase>
<gaztag geonameid="294801"><lat>32.8</lat><lon>35.0</lon></gaztag></toponym>
<toponym><start>28</start><end>36</end><phrase>Atlantis</phrase></toponym>
</toponyms></article></articles>"""
GEOVIRUS = """<articles><article><source>x</source><text>Cases rose in Kenya.</text><locations>
<location><name>Kenya</name><start>15</start><end>20</end><lat>1</lat><lon>38</lon></location>
</locations></article></articles>"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "lgl.xml").write_text(LGL, "utf-8")
    (tmp_path / "GeoVirus.xml").write_text(GEOVIRUS, "utf-8")
    return tmp_path


def test_both_offset_conventions_are_read(data: Path) -> None:
    for split in ("lgl", "GeoVirus"):
        for document in load_documents(data, split):
            assert all(p.span.of(document.text) == p.words for p in document.places)


def test_offsets_are_those_of_the_canonical_text(tmp_path: Path) -> None:
    hidden = LGL.replace("Israeli jets", "Israeli\u200b\u200b jets")
    for offset in (17, 22, 28, 36):
        hidden = hidden.replace(f">{offset}<", f">{offset + 2}<")
    (tmp_path / "lgl.xml").write_text(hidden, "utf-8")
    (document,) = load_documents(tmp_path, "lgl")
    assert "\u200b" not in document.text
    assert [p.span.of(document.text) for p in document.places] == ["Israeli", "Haifa", "Atlantis"]


def test_demonyms_count_only_where_annotated(data: Path) -> None:
    assert annotates_demonyms(load_documents(data, "lgl"))
    assert not annotates_demonyms(load_documents(data, "GeoVirus"))


def test_both_is_found_and_close_over_all_located_gold(
    data: Path, parse: Callable[..., ParsedReport]
) -> None:
    result = run(data, "lgl", parse=parse, gazetteer=Gazetteer.open())
    assert result.counts["both"]["gold"] == 2
    assert result.metrics["both"] == result.counts["both"]["correct"] / 2 == 1.0
    assert result.metrics["gold_spans_exact_id"] == 1.0
    assert {"found_f1", "within_161km", "both", "gold_spans_161km", "gold_spans_exact_id"} <= set(
        result.metrics
    )


@pytest.mark.parametrize("content", [None, "<articles></articles>", "no xml"])
def test_missing_or_wrong_shaped_data_is_an_input_error(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "lgl.xml").write_text(content, "utf-8")
    with pytest.raises(InputError, match="lgl.xml"):
        run(tmp_path, "lgl")
