"""Fits the linear part of the relations station: ``python -m reportedly.train.relations_linear``.

``--data`` is PLV_train.tsv, ``--out`` the JSON of the weights. Deterministic; a few seconds after parsing.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from reportedly.nets.relation_input import ROOTS
from reportedly.parse import SpacyParser
from reportedly.read import make_report
from reportedly.relations.examples import read_marked, spans_in
from reportedly.relations.linear import fit
from reportedly.relations.station import read_pair


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    examples = read_marked(options.data)
    spacy_parser = SpacyParser()
    rows = []
    for example in examples:
        parsed = spacy_parser.parse(make_report(example.text))
        rows.append(read_pair(parsed, *spans_in(parsed.text, example)).features)
    fit(rows, [e.root for e in examples], ROOTS).save(options.out)


if __name__ == "__main__":
    main()
