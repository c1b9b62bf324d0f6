"""Demo news: of the fictional association and its fictional hosts, never of the portal or of anybody real."""

from .loading import load

__all__ = ["load"]
