"""The sitemap, read back with lxml."""

from datetime import datetime

import pytest
from django.test import Client
from lxml import etree
from wagtail.models import Page, PageViewRestriction

from federation.directory.models import Organisation
from federation.workshops.models import Project, Workshop
from portal.content.pages import BasePage
from portal.discovery import sitemap
from resources.models import Material
from tests.federation.directory.factories import OrganisationDescriptionFactory, OrganisationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.resources.factories import MaterialFactory

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
LANGUAGES = ("kk", "ru", "en")


def parsed(client: Client, address: str) -> etree._Element:
    response = client.get(address)
    assert response.status_code == 200
    return etree.fromstring(response.getvalue())


def entries(client: Client) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Of every address in all parts: when it changed, and its sisters by language."""
    found = {}
    for part in parsed(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=NAMES):
        for url in parsed(client, part.removeprefix(HOST)).xpath("//s:url", namespaces=NAMES):
            links = {link.get("hreflang"): link.get("href") for link in url.xpath("x:link", namespaces=NAMES)}
            address = url.findtext("s:loc", namespaces=NAMES)
            assert address not in found
            found[address] = (url.findtext("s:lastmod", namespaces=NAMES), links)
    return found


def test_it_holds_what_is_public_and_nothing_else(client):
    OrganisationFactory(slug="open")
    OrganisationFactory(slug="hidden", state="draft")
    WorkshopFactory(slug="approved", state="approved")
    WorkshopFactory(slug="submitted", state="submitted")
    MaterialFactory(slug="manual")
    MaterialFactory(slug="unready", state="draft")
    NewsPageFactory(slug="told", language="ru")
    NewsPageFactory(slug="untold", live=False)
    private = NewsPageFactory(slug="private", language="ru")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    alias = NewsPageFactory(slug="alias", language="ru")
    Page.objects.filter(pk=alias.pk).update(alias_of=Page.objects.get(slug="told"))
    records = [
        record.url_in(language)
        for model in (Organisation, Workshop, Material, Project)
        for record in model.objects.public()
        for language in LANGUAGES
    ]
    pages = Page.objects.live().public().filter(alias_of=None).specific()
    ours = [page.get_url() for page in pages if isinstance(page, BasePage)]
    below = [
        f"/{language}/{address}/"
        for language in LANGUAGES
        for address in ("library/curriculum", "directory/data")
    ]
    assert sorted(entries(client)) == sorted(f"{HOST}{address}" for address in [*records, *ours, *below])


def test_every_address_in_it_answers(client):
    OrganisationFactory()
    for address in entries(client):
        assert client.get(address.removeprefix(HOST)).status_code == 200, address


def test_links_lead_to_the_languages_that_exist_and_agree_with_the_page_itself(client):
    NewsPageFactory(slug="only", language="ru")
    OrganisationFactory(slug="lib")
    found = entries(client)
    only = f"{HOST}/ru/news/only/"
    assert found[only][1] == {"ru": only, "x-default": only}
    lib = {language: f"{HOST}/{language}/directory/lib/" for language in LANGUAGES}
    assert {address: found[address][1] for address in lib.values()} == dict.fromkeys(
        lib.values(), {**lib, "x-default": lib["kk"]}
    )
    for address in (only, lib["en"], f"{HOST}/en/library/curriculum/", f"{HOST}/kk/"):
        html = etree.HTML(client.get(address.removeprefix(HOST)).content.decode())
        said = {link.get("hreflang"): link.get("href") for link in html.xpath("//link[@hreflang]")}
        assert (html.xpath("//link[@rel='canonical']/@href"), said) == ([address], found[address][1])


def test_it_keeps_the_rules_of_the_schema_and_its_links_lead_back(client):
    """https://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd and Google's rule that alternates name each other."""
    NewsPageFactory(slug="only", language="ru")
    OrganisationFactory(slug="lib")
    for part in parsed(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=NAMES):
        response = client.get(part.removeprefix(HOST))
        content = response.getvalue()
        urls = etree.fromstring(content).findall("s:url", NAMES)
        assert (len(content) < 50 * 2**20, 0 < len(urls) <= 50_000) == (True, True)
        for url in urls:
            order = [etree.QName(child).localname for child in url]
            assert order[0] == "loc" and order == sorted(order, key=["loc", "lastmod", "link"].index)
        again = client.get(part.removeprefix(HOST), headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    found = entries(client)
    for address, (changed, links) in found.items():
        assert len(address) < 2048 and address in links.values()
        assert changed is None or datetime.fromisoformat(changed).tzinfo
        assert {other: found[other][1] for other in links.values()} == dict.fromkeys(links.values(), links)


def test_it_says_when_facts_or_words_last_changed(client):
    organisation = OrganisationFactory(slug="lib")
    facts = organisation.updated_at
    assert entries(client)[f"{HOST}/kk/directory/lib/"][0] == f"{facts:%Y-%m-%dT%H:%M:%SZ}"
    words = datetime.fromisoformat("2031-05-06T07:08:09+00:00")
    OrganisationDescriptionFactory(record=organisation, last_published_at=words)
    assert entries(client)[f"{HOST}/ru/directory/lib/"][0] == "2031-05-06T07:08:09Z"


def test_many_things_come_in_parts_that_hold_each_of_them_once(client, monkeypatch):
    monkeypatch.setattr(sitemap, "THINGS_PER_PART", 2)
    for number in range(5):
        OrganisationFactory(slug=f"lib-{number}")
    parts = parsed(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=NAMES)
    assert [part for part in parts if "organisation" in part] == [
        f"{HOST}/sitemap-organisation-{number}.xml" for number in (1, 2, 3)
    ]
    assert sum("/kk/directory/lib-" in address for address in entries(client)) == 5


def test_part_of_thousands_needs_three_queries_and_is_read_as_a_stream(client, django_assert_max_num_queries):
    blank = OrganisationFactory.build(city_key="", folded="", sort_kk="", sort_ru="", sort_en="", name_kk="К")
    fields = {
        f.attname: getattr(blank, f.attname) for f in Organisation._meta.concrete_fields if f.name != "id"
    }
    Organisation.objects.bulk_create(
        Organisation(**{**fields, "slug": f"o-{number}"}) for number in range(sitemap.THINGS_PER_PART + 1)
    )
    with django_assert_max_num_queries(3):  # The versions, how many there are, the rows.
        response = client.get("/sitemap-organisation-1.xml")
        urls = etree.fromstring(response.getvalue()).xpath("count(//s:url)", namespaces=NAMES)
    assert (response.streaming, urls) == (True, sitemap.THINGS_PER_PART * 3)


@pytest.mark.parametrize(
    "address", ["/sitemap-organisation-2.xml", "/sitemap-organisation-0.xml", "/sitemap-nothing-1.xml"]
)
def test_part_that_does_not_exist_is_not_found(client, address):
    OrganisationFactory()
    assert client.get(address).status_code == 404


def test_robots_are_kept_off_what_is_personal_and_told_of_the_sitemap(client):
    from urllib.robotparser import RobotFileParser

    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").content.decode().splitlines())
    closed = [
        "/admin/",
        *(f"/{code}/{place}/" for code in LANGUAGES for place in ("account", "desk", "search")),
    ]
    assert [rules.can_fetch("Robot", f"{HOST}{address}x") for address in closed] == [False] * 10
    assert [
        rules.can_fetch("Robot", f"{HOST}{a}") for a in ("/", "/kk/", "/ru/directory/lib/", "/share/x")
    ] == [True] * 4
    assert rules.site_maps() == [f"{HOST}/sitemap.xml"]


def test_security_txt_names_whom_the_installation_names_for_less_than_a_year(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    lines = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )
    expires = datetime.fromisoformat(lines.pop("Expires"))
    assert 0 < (expires - datetime.now(expires.tzinfo)).days < 365
    assert lines == {
        "Contact": "mailto:security@example.org",
        "Preferred-Languages": "kk, ru, en",
        "Canonical": f"{HOST}/.well-known/security.txt",
    }
