"""Telling those who represent an organisation what the office has done to its entry, its membership or its
representatives. `membership.letters` has the words.
"""

from typing import Any

from django.utils import timezone

from federation.directory.models import Organisation
from portal.journal.enums import OfficeVerb
from portal.journal.registry import OfficeChange
from portal.language import LANGUAGES

from ..letters import OFFICE_CHANGE
from ..models.representative import Representative
from ..rules import readers_of
from .telling import tell, write


def tell_of_entry(change: OfficeChange) -> None:
    """Writes to those who represent an organisation that its entry in the directory says something else, or is gone."""
    called = {language: change.row.name_in(language).text for language in LANGUAGES}
    _tell(change, change.row, "entry", {"called": called})


def tell_of_membership(change: OfficeChange) -> None:
    """Writes to those who represent an organisation that its membership was entered, changed or deleted."""
    is_ended = "until" in change.changed and change.row.until is not None
    _tell(change, change.row.organisation, "membership", {"is_ended": is_ended})


def _tell(change: OfficeChange, organisation: Organisation, kind: str, told: dict[str, Any]) -> None:
    users = [reader.user for reader in readers_of(organisation) if reader.user and reader.user != change.by]
    facts = {
        "kind": kind,
        "verb": change.verb,
        "organisation": organisation.pk,
        "model": change.row._meta.label_lower,
        "step": change.step.pk,
        **told,
    }
    write(f"{kind}:{change.step.pk}:{organisation.pk}", users, facts, OFFICE_CHANGE)


def tell_of_term(change: OfficeChange) -> None:
    """Writes to an organisation's managers, and to whose term it is, what the office has changed of it: that it
    began, in which role it is, or from which day to which.
    """
    term = change.row
    if change.verb == OfficeVerb.ADDED:
        _tell_of(term, "appointed", change)
    elif change.verb == OfficeVerb.DELETED or (term.until and term.until <= timezone.localdate()):
        _tell_of(term, "ended", change)
    else:
        _tell_of(term, "role_changed" if "role" in change.changed else "term_changed", change)


def _tell_of(term: Representative, kind: str, change: OfficeChange) -> None:
    tell(term, kind, change.by_person, is_by_office=True)
