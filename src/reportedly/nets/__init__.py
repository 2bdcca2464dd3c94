"""Small nets that run on one CPU core; the only package that imports onnxruntime and tokenizers."""

from reportedly.nets.attribution import AttributionNet
from reportedly.nets.events import EventNet, EventReadings

__all__ = ["AttributionNet", "EventNet", "EventReadings"]
