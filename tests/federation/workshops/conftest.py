"""Who is there in the tests of workshops."""

import pytest

from portal.accounts.enums import Role
from portal.mail.models import Letter
from tests.federation.membership.factories import MembershipFactory, RepresentativeFactory
from tests.portal.accounts.factories import UserFactory


@pytest.fixture
def manager(db):
    """Speaks for an association, and reads Russian."""
    return RepresentativeFactory(
        user__preferred_language="ru", user__email="manager@test.example"
    ).person.user


@pytest.fixture
def association(manager):
    """A member of the federation."""
    organisation = manager.person.representations.get().organisation
    MembershipFactory(organisation=organisation)
    return organisation


@pytest.fixture
def secretary(db):
    """Of the secretariat, and reads Kazakh."""
    return UserFactory(role=Role.SECRETARIAT, email="secretary@test.example", preferred_language="kk")


@pytest.fixture
def librarian(db):
    """Somebody with an account and a name, who reads English."""
    return UserFactory(
        email="librarian@test.example", first_name="Example", last_name="Librarian", preferred_language="en"
    )


@pytest.fixture
def letters(db):
    """What was written since: kind, address and language of each letter, in a fixed order."""

    def written() -> list[tuple[str, str, str]]:
        rows = Letter.objects.filter(key__startswith="workshops:").values_list("key", "address", "language")
        return sorted((key.split(":")[1], address, language) for key, address, language in rows)

    return written
