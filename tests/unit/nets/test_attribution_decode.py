"""Legal label sequences, spans and links from made-up numbers."""

from __future__ import annotations

import numpy as np

from reportedly.nets.attribution_decode import LABELS, best_labels, label_spans, link_spans

LOW = -1e4


def _transitions() -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    steps = np.zeros((7, 7), dtype=np.float32)
    for i, before in enumerate(LABELS):
        for j, after in enumerate(LABELS):
            if after.startswith("I-") and before[2:] != after[2:]:
                steps[i, j] = LOW
    begin = np.array([LOW if label.startswith("I-") else 0 for label in LABELS], dtype=np.float32)
    return steps, begin, np.zeros(7, dtype=np.float32)


def _emissions(*labels: str) -> np.ndarray:  # type: ignore[type-arg]
    scores = np.zeros((len(labels), 7), dtype=np.float32)
    for i, label in enumerate(labels):
        scores[i, LABELS.index(label)] = 3
    return scores


def test_an_illegal_label_is_mended() -> None:
    labels = best_labels(_emissions("B-source", "I-cue", "O"), *_transitions())
    assert "I-cue" not in [LABELS[i] for i in labels]


def test_no_words_give_no_labels() -> None:
    assert best_labels(np.zeros((0, 7), dtype=np.float32), *_transitions()) == []


def test_spans_of_one_role_may_touch() -> None:
    scores = _emissions("B-content", "I-content", "B-content", "O", "B-cue")
    spans = label_spans(best_labels(scores, *_transitions()), scores)
    assert [(s.role, s.start, s.end) for s in spans] == [("content", 0, 2), ("content", 2, 3), ("cue", 4, 5)]
    assert all(0.5 < s.score <= 1 for s in spans)


def test_links_join_each_content_to_the_cue_it_picks() -> None:
    scores = _emissions("B-source", "B-cue", "B-content", "B-cue", "B-content")
    spans = label_spans(best_labels(scores, *_transitions()), scores)
    first = (1, 2, 3, 4, 5)
    links = np.zeros((6, 4, 2), dtype=np.float32)
    links[2, 0] = (1, 0)  # the first cue picks the source
    links[1, 1] = (1, 0)
    links[0, 1] = (0, 1)  # the second cue picks none
    links[4, 0] = (0, 1)
    links[3, 2] = (1, 0)  # each content picks the cue before it
    links[2, 3] = (1, 0)
    links[5, 2] = (0, 1)
    links[4, 3] = (0, 1)
    made = link_spans(spans, first, links)
    assert [(m.cue, m.source, m.contents) for m in made] == [(1, 0, (2,)), (3, None, (4,))]
