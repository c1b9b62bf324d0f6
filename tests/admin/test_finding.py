"""Lists of the admin find people and organisations by their names, as anybody spells them."""

from functools import reduce

import pytest

from federation.directory.models import Organisation
from federation.people.models import Person
from resources.models import Material
from tests.federation.people.factories import PersonFactory

from .registry import VIEWSETS, named
from .rows import FACTORIES

NAME = "Тіркелгісізұлы Ғалымжан"
FOLDED = {
    f"{named(viewset)}: {field}": (viewset, field)
    for viewset in VIEWSETS
    for field in vars(type(viewset)).get("search_fields", ())
    if field.rpartition("__")[2] == "folded"
}


def call(holder: Person | Organisation | Material) -> None:
    """Gives whatever has folded names this one."""
    if isinstance(holder, Material):
        text = holder.descriptions.get(language="kk")
        text.title = NAME
        text.save()
    else:
        setattr(holder, "full_name" if isinstance(holder, Person) else "name_kk", NAME)
        holder.save()


def test_people_and_what_is_said_of_them_are_found_by_folded_names():
    assert {"people.Person: folded", "membership.Representative: person__folded"} <= set(FOLDED)


@pytest.mark.django_db
@pytest.mark.parametrize("where", FOLDED)
def test_folded_names_are_found_in_any_spelling(admin_client, where):
    viewset, field = FOLDED[where]
    given = {"person": PersonFactory()} if field.startswith("person__") else {}
    row = FACTORIES[viewset.model](**given)
    call(reduce(getattr, field.split("__")[:-1], row))
    for words, is_found in {
        "Тіркелгісізұлы": True,
        "ғалымжан тиркелги": True,
        "Galymzhan": True,
        "Тіркелгісізқызы": False,
    }.items():
        found = admin_client.get(f"/admin/{viewset.url_prefix}/", {"q": words}).context["object_list"]
        assert (row in found) is is_found, words
