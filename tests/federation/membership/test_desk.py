import pytest

from .factories import RepresentativeFactory

pytestmark = pytest.mark.django_db


def test_rail_names_the_association_one_speaks_for_in_the_readers_language(client):
    representative = RepresentativeFactory(
        organisation__name_kk="Үлгі қауымдастық", organisation__name_en="Example Association"
    )
    client.force_login(representative.person.user)
    assert client.get("/en/desk/").context["desk"].subtitle == "Example Association"
    assert client.get("/kk/desk/").context["desk"].subtitle == "Үлгі қауымдастық"
