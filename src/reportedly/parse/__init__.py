"""Station 2, parse: a report in, its sentences with tokens and dependency trees out."""

from reportedly.parse.spacy_parser import SpacyParser

__all__ = ["SpacyParser"]
