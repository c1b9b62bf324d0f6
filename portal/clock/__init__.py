"""The scheduler: jobs that packages register, run or queued by `manage.py tick`; and the processes that do such work, worker and clock."""
