import pytest

from portal.accounts.models import User

from .walking import Walker


@pytest.fixture
def walker(client) -> Walker:
    """A superuser in the admin."""
    client.force_login(User.objects.create_superuser(email="root@example.org", password="x"))
    return Walker(client)
