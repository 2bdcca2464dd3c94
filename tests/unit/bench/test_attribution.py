"""The scorer of the attribution benchmark on cases worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.attribution.standoff import GoldAttribution, GoldDocument, read_annotations, read_documents
from reportedly.bench.attribution import Score, nearest_verb, report_of, run
from reportedly.parse import SpacyParser
from reportedly.records import BlockKind, Span


def attribution(
    source: tuple[int, int] | None, cue: tuple[int, int], *content: tuple[int, int]
) -> GoldAttribution:
    return GoldAttribution(
        (Span(*source),) if source else (), (Span(*cue),), tuple(Span(*c) for c in content)
    )


def score(gold: list[GoldAttribution], found: list[GoldAttribution]) -> dict[str, float]:
    result = Score()
    result.add(GoldDocument("d", "a", "", ()), tuple(gold), tuple(found))
    return result.metrics()


GOLD = [attribution((0, 5), (6, 10), (11, 30)), attribution(None, (40, 44), (45, 60), (70, 80))]


def test_the_key_against_itself_is_perfect() -> None:
    assert set(score(GOLD, GOLD).values()) == {1.0}


def test_nothing_found_scores_nothing() -> None:
    assert set(score(GOLD, []).values()) == {0.0}


def test_a_shifted_content_counts_as_overlap_only() -> None:
    figures = score(GOLD, [attribution((0, 5), (6, 10), (12, 30)), GOLD[1]])
    assert figures["content_exact_f1"] == pytest.approx(2 / 3)
    assert figures["content_overlap_f1"] == 1.0
    assert figures["whole_exact_f1"] == 0.5
    assert figures["whole_overlap_f1"] == 1.0


def test_a_piece_missed_costs_recall_of_spans_and_the_whole() -> None:
    figures = score(GOLD, [GOLD[0], attribution(None, (40, 44), (45, 60))])
    assert figures["content_exact_f1"] == pytest.approx(0.8)  # precision 2/2, recall 2/3
    assert figures["whole_exact_f1"] == 0.5


def test_a_source_where_there_is_none_spoils_the_whole() -> None:
    figures = score(GOLD, [GOLD[0], attribution((34, 39), (40, 44), (45, 60), (70, 80))])
    assert figures["source_exact_f1"] == pytest.approx(2 / 3)
    assert figures["whole_overlap_f1"] == 0.5


def test_one_long_span_over_two_gold_ones_overlaps_both() -> None:
    figures = score(GOLD, [attribution((0, 5), (6, 10), (11, 30)), attribution(None, (40, 44), (45, 80))])
    assert figures["content_overlap_f1"] == 1.0
    assert figures["content_exact_f1"] == pytest.approx(0.4)  # one right of two found and three gold


def test_standoff_with_pieces_and_running_lines_is_read(tmp_path: Path) -> None:
    text = "“A b,” he said.\n\n“C d.”"
    path = tmp_path / "x_1a.ann"
    path.write_text(
        "T1\tSource 7 9\the\nT2\tCue 10 14\tsaid\nT3\tContent 0 6;17 23\t“A b,”\n“C d.”\n"
        "T4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n",
        encoding="utf-8",
    )
    [found] = read_annotations(path, text)
    assert [s.of(text) for s in (*found.source, *found.cue, *found.content)] == [
        "he",
        "said",
        "“A b,”",
        "“C d.”",
    ]


def test_the_first_line_is_the_title() -> None:
    report = report_of(GoldDocument("d", "a", "Title\n\n A line.\n", ()))
    assert [(b.kind, b.span.of(report.text)) for b in report.blocks] == [
        (BlockKind.TITLE, "Title"),
        (BlockKind.PARAGRAPH, "A line."),
    ]


def test_the_baseline_takes_the_nearest_noun(parser: SpacyParser) -> None:
    document = GoldDocument("d", "a", "The army said the bridge was hit.", ())
    [found] = nearest_verb(parser.parse(report_of(document)))
    assert found.source[0].of(document.text) == "The army"
    assert found.cue[0].of(document.text) == "said"
    assert found.content[0].of(document.text) == "the bridge was hit"


def test_the_rules_beat_the_baseline_on_polnear(shared_data: Path) -> None:
    folder = shared_data / "polnear"
    if not folder.is_dir():
        pytest.skip("no PolNeAR beside the project")
    result = run(folder, "dev", limit=4, net=False)
    header, *rows = result.tables["systems"]
    figures = {row[0]: dict(zip(header[1:], row[1:], strict=True)) for row in rows}
    for metric in ("source_exact", "cue_exact", "content_exact", "whole_overlap"):
        assert float(figures["rules"][metric]) > float(figures["nearest verb"][metric])


def test_every_document_of_polnear_dev_is_read(shared_data: Path) -> None:
    folder = shared_data / "polnear" / "dev"
    if not folder.is_dir():
        pytest.skip("no PolNeAR beside the project")
    documents = read_documents(folder)
    assert len(documents) == 84
    assert sum(len(versions) for versions in documents) == 94
