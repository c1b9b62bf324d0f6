"""The demo library: training materials as Markdown texts, the builder that makes their files, and the loader."""

from portal.demo.registry import Demo

from .loading import load_library
from .scaling import scale_library


def load(demo: Demo) -> None:
    """Adds the demo materials that are missing and builds the files whose texts have changed."""
    load_library(demo)


def scale(demo: Demo, count: int) -> None:
    """Adds plainly synthetic materials until there are `count` of them, for measuring."""
    scale_library(demo, count)
