"""The scheduler: jobs that packages register, run or queued by `manage.py tick`; and the processes that do such work.

- `scheduler`, `running`: which jobs are due, and running one
- `worker`, `processes`, `heartbeat`: the background worker, which processes live, and showing that one does
- `shutdown`, `backoff`: ending a process that stays, and waiting while something is broken
- `batches`: work on many rows in short transactions
- `working_days`: the days by which the office counts
- `publishing`: what editors have scheduled
"""
