"""Demonstration: a page with the blocks that no other text has."""

from .loading import load

__all__ = ["load"]
