from .records import JobRun

__all__ = ["JobRun"]
