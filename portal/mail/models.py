from .records import Letter, Pause

__all__ = ["Letter", "Pause"]
