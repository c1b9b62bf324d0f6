"""Demonstration workshops, and synthetic ones for measuring."""

from .loading import load
from .scale import scale

__all__ = ["load", "scale"]
