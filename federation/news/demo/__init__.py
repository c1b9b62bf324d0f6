"""Demo news: true about the portal and the project of 2010, plainly made up about hosts and people."""

from .loading import load

__all__ = ["load"]
