from .versions import DataVersion

__all__ = ["DataVersion"]
