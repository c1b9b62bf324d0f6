"""What somebody of the office does to rows, as the admin's forms do it."""

from typing import Any

from django.db import models

from portal.accounts.models import User
from portal.journal.actions import by_office
from portal.journal.enums import OfficeVerb


def keep(row: models.Model, by: User | None = None, **facts: Any) -> models.Model:
    """Saves a row, new or not, with other facts."""
    with by_office(row, by):
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()
    return row


def delete(row: models.Model, by: User | None = None) -> None:
    """Deletes a row."""
    with by_office(row, by, OfficeVerb.DELETED):
        row.delete()
