from .job_run import JobRun
from .process import Process

__all__ = ["JobRun", "Process"]
