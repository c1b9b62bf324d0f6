"""Data that every installation has for this room: the table of the database cache, which also stands in for Redis."""

from django.core.management import call_command


def install() -> None:
    """Makes the table where it is missing, as in a database that was made while every cache was in Redis."""
    call_command("createcachetable", verbosity=0)
