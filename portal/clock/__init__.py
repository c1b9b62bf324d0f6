"""What happens by time: jobs that rooms register and `manage.py tick` runs every minute."""
