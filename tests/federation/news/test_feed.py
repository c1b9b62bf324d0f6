"""The Atom feed (RFC 4287) of each language."""

import re
from xml.etree import ElementTree

import pytest

from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.credits import agree
from tests.federation.people.factories import PersonFactory

from .factories import NewsPageFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, language: str) -> ElementTree.Element:
    response = client.get(f"/{language}/news/feed.atom")
    assert response["Content-Type"].split(";")[0] == "application/atom+xml"
    return ElementTree.fromstring(response.content)


def entry_titles(client, language: str) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in feed(client, language).iter(f"{ATOM}entry")]


def test_feed_holds_the_items_of_its_language(client, language):
    for code in ("kk", "ru", "en"):
        NewsPageFactory(title=f"only {code}", language=code)
    found = feed(client, language)
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert entry_titles(client, language) == [f"only {language}"]


def test_feed_has_what_atom_requires(client):
    person = PersonFactory(full_name="Үлгі Адам")
    agree(person)
    page = NewsPageFactory(slug="item", author="Хатшылық", authors=[{"person": person}])
    found = feed(client, "kk")
    entry = found.find(f"{ATOM}entry")
    assert found.findtext(f"{ATOM}id") == "tag:testserver,2026:news:kk"
    assert entry.findtext(f"{ATOM}id") == f"tag:testserver,2026:news:kk:{page.translation_key}"
    assert [name.text for name in entry.findall(f"{ATOM}author/{ATOM}name")] == ["Хатшылық", "Үлгі Адам"]
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/kk/news/item/"
    assert entry.findtext(f"{ATOM}updated") == found.findtext(f"{ATOM}updated")
    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/kk/news/",
        "self": "http://testserver/kk/news/feed.atom",
    }


def test_identity_survives_a_change_of_address(client):
    page = NewsPageFactory(slug="before")
    before = feed(client, "kk").findtext(f"{ATOM}entry/{ATOM}id")
    page.slug = "after"
    page.save_revision().publish()
    assert feed(client, "kk").findtext(f"{ATOM}entry/{ATOM}id") == before


def test_hidden_items_are_not_in_the_feed(client, hidden):
    assert set(entry_titles(client, "kk")) & {page.title for page in hidden.values()} == set()


def test_what_was_invented_says_so_and_comes_after_what_happened(client):
    NewsPageFactory(title="Invented", summary="Words.", is_demo=True, language="en", date="2026-03-02")
    NewsPageFactory(title="Real", summary="Words.", language="en", date="2026-03-01")
    entries = feed(client, "en").iter(f"{ATOM}entry")
    assert [(entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) for entry in entries] == [
        ("Real", "Words."),
        ("Invented", "[demo] Words."),
    ]


@pytest.mark.parametrize("address", ["/kk/", "/kk/news/", "/kk/news/item/"])
def test_pages_lead_to_the_feed(client, address):
    NewsPageFactory(slug="item")
    html = client.get(address).content.decode()
    found = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"', html)
    assert found == ["/kk/news/feed.atom"]


@pytest.mark.parametrize("count", [1, 3])
def test_feed_needs_three_queries(client, django_assert_num_queries, count):
    for _number in range(count):
        NewsPageFactory(
            authors=[
                {"person": PersonFactory()},
                {"organisation": OrganisationFactory()},
                {"name": "Хатшылық"},
            ]
        )
    client.get("/kk/news/feed.atom")
    with django_assert_num_queries(3):
        client.get("/kk/news/feed.atom")
