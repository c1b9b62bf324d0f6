"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Letters through the outbox, addresses under /<language>/account/."""


class MFAAdapter(DefaultMFAAdapter):
    """Second factors."""
