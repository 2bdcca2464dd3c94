"""Reportedly: who claims what in reports of armed conflict and political violence."""

__version__ = "0.1.0"
