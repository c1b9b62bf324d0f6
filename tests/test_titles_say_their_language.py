"""The title and the summary of a page, in its head, are in one language, and say which when it is not the reader's."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from federation.workshops.letters import facts
from tests.markup import plain

from .federation.directory.factories import OrganisationFactory
from .federation.workshops.factories import WorkshopFactory
from .resources.factories import MaterialFactory

pytestmark = pytest.mark.django_db

THINGS = {
    "organisation": lambda: OrganisationFactory(name_kk="Бөкей кітапханасы"),
    "workshop": lambda: WorkshopFactory(),
    "material": lambda: MaterialFactory(titles={"kk": "Жарғыны бірге оқимыз"}),
}


@pytest.mark.parametrize("kind", THINGS)
def test_title_in_another_language_says_so(client, kind):
    page = client.get(THINGS[kind]().url.replace("/kk/", "/ru/")).content.decode()
    assert re.search(r'<title lang="kk">[^<]+Кітапханалар федерациясы</title>', page)


@pytest.mark.parametrize("kind", ["workshop", "material"])
def test_summary_in_another_language_says_so(client, kind):
    page = plain(client.get(THINGS[kind]().url.replace("/kk/", "/ru/")).content.decode())
    assert '<meta name="description" lang="kk" content="' in page


@pytest.mark.parametrize("kind", THINGS)
def test_title_in_the_language_of_the_reader_needs_no_mark(client, kind):
    page = client.get(THINGS[kind]().url).content.decode()
    assert re.search("<title>[^<]+Кітапханалар федерациясы</title>", page)


def test_facts_of_a_letter_in_another_language_say_so():
    workshop = WorkshopFactory()
    with override("ru"):
        html = render_to_string("mail/facts.html", {"facts": facts.facts_of(workshop)})
    assert f'<span lang="kk">{workshop.title.text}</span>' in html
