"""The scheduler: jobs that packages register, run every minute by `manage.py tick`."""
