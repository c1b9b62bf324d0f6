"""Membership on first screens: the organisations that somebody represents."""

from collections.abc import Iterator

from portal.accounts.models import User
from portal.navigation import registry

from .rules import organisations_of


@registry.representations
def associations(user: User) -> Iterator[registry.Representation]:
    """The organisations that the user represents, by name."""
    for organisation in organisations_of(user).by_name():
        yield registry.Representation(organisation, organisation.name, organisation.slug)
