from .records import JobRun, Process

__all__ = ["JobRun", "Process"]
