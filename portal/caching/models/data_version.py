"""Changes of scopes, whose sum is a scope's version."""

from django.db import models


class DataVersion(models.Model):
    """One change of a scope's rows; the scope's version is the sum of its changes. `room` is the scope's name.

    Each adds a random number, so that what a transaction worked out before it was rolled back can never be taken for a
    later state. Changes are only added, so that two transactions never wait for each other, in whatever order they
    change scopes; `cache.compact` makes one row of them again.
    """

    room = models.CharField(max_length=50, db_index=True)
    number = models.PositiveBigIntegerField()

    class Meta:
        app_label = "content"

    def __str__(self) -> str:
        return f"{self.room} {self.number}"
