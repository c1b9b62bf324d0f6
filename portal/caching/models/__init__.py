from .data_version import DataVersion

__all__ = ["DataVersion"]
