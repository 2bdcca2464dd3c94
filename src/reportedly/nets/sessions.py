"""Opens the ONNX files of a net, one thread each, on the processor."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from reportedly.errors import ModelError


def net_folder(name: str) -> Path:
    """The shipped folder of a net: ``attribution``, ``events``, ``relations`` or ``trunk``."""
    return Path(str(resources.files("reportedly.nets").joinpath(f"data/{name}")))


def read_card(folder: Path) -> dict[str, Any]:
    """The card of the net in ``folder``; raises ModelError where a file of the net is missing."""
    for name in ("net.onnx", "card.json"):
        if not (folder / name).is_file():
            raise ModelError(
                f"the {folder.name} net's {name} is missing; reinstall the package or use --fast"
            )
    card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    return card


def open_session(folder: Path) -> Any:
    """A session of ``folder/net.onnx``; raises ModelError where it is missing."""
    import onnxruntime

    path = folder / "net.onnx"
    if not path.is_file():
        raise ModelError(f"the {folder.name} net's net.onnx is missing; reinstall the package or use --fast")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
