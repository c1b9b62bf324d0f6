from .records import Letter

__all__ = ["Letter"]
