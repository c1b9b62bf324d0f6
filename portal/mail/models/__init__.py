from .letter import Letter
from .pause import Pause

__all__ = ["Letter", "Pause"]
