import pytest

from .factories import RepresentativeFactory

pytestmark = pytest.mark.django_db


def test_rail_names_the_association_one_speaks_for_in_the_readers_language(client):
    representative = RepresentativeFactory(
        organisation__name_kk="Үлгі қауымдастық", organisation__name_en="Example Association"
    )
    client.force_login(representative.person.user)
    for language, name in (("en", "Example Association"), ("kk", "Үлгі қауымдастық")):
        desk = client.get(f"/{language}/desk/").context["desk"]
        assert ([words.text for words in desk.represented], desk.choices) == ([name], [])
