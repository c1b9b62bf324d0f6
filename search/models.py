from .records import SearchDocument

__all__ = ["SearchDocument"]
