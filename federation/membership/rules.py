"""Who may do what for an organisation."""

import rules

from federation.directory.models import Organisation

from .queries import representations_of


@rules.predicate
def is_representative(user, organisation: Organisation | None) -> bool:
    """True when the user speaks for the organisation today, in whatever role."""
    return organisation is not None and representations_of(user).filter(organisation=organisation).exists()


@rules.predicate
def is_manager(user, organisation: Organisation | None) -> bool:
    """True when the user is a manager of the organisation today."""
    return (
        organisation is not None
        and representations_of(user).managers().filter(organisation=organisation).exists()
    )
