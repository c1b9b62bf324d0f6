"""Actions on people."""

from portal.accounts.models import User

from .models.person import Person


def person_for(user: User) -> Person:
    """The person behind an account, made at the first call; safe to call twice and at once."""
    person, _created = Person.objects.get_or_create(
        user=user,
        defaults={"full_name": user.get_full_name(), "preferred_language": user.preferred_language},
    )
    person.user = user  # Known: whoever asks for the person's address need not read it again.
    return person
