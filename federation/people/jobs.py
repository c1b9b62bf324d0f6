"""Scheduled jobs of people."""

from datetime import timedelta

from portal.clock.registry import every

from . import actions


@every(timedelta(hours=6))
def find_likely_duplicates() -> int:
    """Lists pairs of people who may be one, for the secretariat. Returns how many are new."""
    return actions.find_likely_duplicates()


@every(timedelta(days=1))
def empty_old_merges() -> int:
    """Forgets what the undo of merges needed, thirty days after. Returns how many."""
    return actions.empty_old_merges()


@every(timedelta(days=1))
def end_old_questions() -> int:
    """Asks nobody any more who has not said for thirty days whether two accounts are theirs. Returns how many rows it
    changed.
    """
    return actions.end_old_questions()


@every(timedelta(days=1))
def empty_old_consents() -> int:
    """Leaves of consents that were withdrawn three years ago that they were. Returns how many."""
    return actions.empty_old_consents()


@every(timedelta(days=1))
def erase_unneeded_people() -> int:
    """Erases people without an account with whom nobody has had to do for five years. Returns how many."""
    return actions.forget_unneeded_people()
