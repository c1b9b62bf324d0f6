"""What public pages tell programs, read back from the page and held against the database."""

import io
import json
from datetime import date

import pytest
from django.core.files.storage import default_storage
from lxml import etree
from PIL import Image

from federation.news.models import NewsPage
from home.models import StandardPage
from portal.content.linked_data import as_script
from tests.federation.directory.factories import OrganisationDescriptionFactory, OrganisationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.resources.factories import FileFactory, MaterialFactory

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def read(client, address: str) -> etree._Element:
    response = client.get(address)
    assert response.status_code == 200
    return etree.HTML(response.content.decode())


def graph(client, address: str) -> dict[str, dict]:
    """The things that a page tells of, by type."""
    (text,) = read(client, address).xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


def open_graph(client, address: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in read(client, address).xpath("//meta[starts-with(@property, 'og:')]"):
        found.setdefault(meta.get("property"), []).append(meta.get("content"))
    return found


def test_first_page_is_a_site_that_can_be_searched(client, language):
    site = graph(client, f"/{language}/")["WebSite"]
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{HOST}/{language}/search/?q={{words}}"
    assert site["potentialAction"]["query-input"] == "required name=words"
    assert (site["url"], site["inLanguage"]) == (f"{HOST}/{language}/", language)


def test_library_is_told_with_what_is_known_and_no_more(client):
    OrganisationFactory(slug="lib", name_kk="Атау", name_ru="Имя", city_kk="Қарағанды", founded_year=1934)
    assert graph(client, "/kk/directory/lib/")["Library"] == {
        "@type": "Library",
        "@id": f"{HOST}/kk/directory/lib/",
        "name": "Атау",
        "alternateName": ["Имя"],
        "description": "Қалалық кітапхана, Қарағанды",
        "mainEntityOfPage": f"{HOST}/kk/directory/lib/",
        "foundingDate": "1934",
        "address": {"@type": "PostalAddress", "addressLocality": "Қарағанды", "addressCountry": "KZ"},
    }


def test_association_is_an_organisation_and_not_a_library(client):
    OrganisationFactory(slug="union", type="association")
    assert sorted(graph(client, "/en/directory/union/")) == ["BreadcrumbList", "Organization"]


def test_draft_is_told_to_no_program(admin_client):
    OrganisationFactory(slug="lib", state="draft", name_kk="Жасырын")
    data = graph(admin_client, "/kk/directory/lib/")
    assert list(data) == ["BreadcrumbList"]


def test_workshop_is_an_event_with_its_days_and_places(client):
    workshop = WorkshopFactory(slug="w", state="approved")
    event = graph(client, "/ru/workshops/w/")["Event"]
    assert (event["startDate"], event["endDate"]) == (
        workshop.starts_on.isoformat(),
        workshop.ends_on.isoformat(),
    )
    assert event["name"] == workshop.title_in("ru").text
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["remainingAttendeeCapacity"] == workshop.capacity - workshop.places_taken
    assert event["url"] == f"{HOST}/ru/workshops/w/"


def test_cancelled_workshop_says_so(client):
    WorkshopFactory(slug="w", state="cancelled")
    assert graph(client, "/ru/workshops/w/")["Event"]["eventStatus"] == "https://schema.org/EventCancelled"


def test_material_is_a_learning_resource_whose_files_can_be_fetched(client):
    material = MaterialFactory(slug="m", titles={"kk": "Жарғы"})
    file = FileFactory(material=material)
    resource = graph(client, "/kk/library/m/")["LearningResource"]
    assert (resource["name"], resource["datePublished"], resource["license"]) == (
        "Жарғы", material.published_on.isoformat(), material.licence_address,
    )  # fmt: skip
    (encoding,) = resource["encoding"]
    assert encoding["encodingFormat"] == "application/pdf"
    assert client.get(encoding["contentUrl"].removeprefix(HOST)).getvalue() == file.file.read()


def test_news_item_is_an_article(client):
    page = NewsPageFactory(
        slug="n", language="ru", title="Портал открыт", date=date(2026, 11, 5), author="Редакция"
    )
    article = graph(client, "/ru/news/n/")["NewsArticle"]
    assert (article["headline"], article["datePublished"]) == ("Портал открыт", "2026-11-05")
    assert (article["author"], article["description"]) == (["Редакция"], page.summary)
    assert article["dateModified"] == NewsPage.objects.get(pk=page.pk).last_published_at.isoformat()
    assert open_graph(client, "/ru/news/n/")["og:type"] == ["article"]


@pytest.mark.parametrize(
    "address",
    ["directory/", "directory/lib/", "directory/data/", "library/", "library/curriculum/", "library/m/", "news/",
     "news/n/", "workshops/", "workshops/w/", "workshops/project-2010/", "about/", "about/below/"],
)  # fmt: skip
def test_breadcrumb_for_people_and_for_programs_is_the_same(client, address):
    OrganisationFactory(slug="lib")
    MaterialFactory(slug="m", titles={"kk": "Жарғы"})
    NewsPageFactory(slug="n")
    WorkshopFactory(slug="w", state="approved")
    about = StandardPage.objects.get(slug="about", locale__language_code="kk")
    about.add_child(instance=StandardPage(title="Төменде", slug="below", locale=about.locale))
    html = read(client, f"/kk/{address}")
    (shown,) = html.xpath("//nav[@class='breadcrumb']")
    people = [
        ("".join(item.itertext()).strip(), next(iter(item.xpath("a/@href")), f"/kk/{address}"))
        for item in shown.xpath(".//li")
    ]
    told = graph(client, f"/kk/{address}")["BreadcrumbList"]["itemListElement"]
    assert [(step["name"], step["item"]) for step in told] == [(name, f"{HOST}{url}") for name, url in people]
    assert people[0] == ("Басты бет", "/kk/")
    assert len(people) == 1 + address.count("/")
    for _name, url in people:
        assert client.get(url).status_code == 200


def test_words_cannot_leave_the_data_block(client):
    NewsPageFactory(slug="n", title='</script><script>alert("1")</script>&amp;<!--')
    assert (
        graph(client, "/kk/news/n/")["NewsArticle"]["headline"]
        == '</script><script>alert("1")</script>&amp;<!--'
    )


def test_nothing_to_say_leaves_no_block():
    assert as_script([{}, {"@type": "Thing", "name": "", "address": {"@type": "PostalAddress"}}]) == ""


def test_link_sent_to_others_shows_title_words_picture_and_other_languages(client):
    organisation = OrganisationFactory(slug="lib", name_kk="Атау")
    OrganisationDescriptionFactory(record=organisation, language="kk", intro="<p>Бір</p><p>екі</p>")
    said = open_graph(client, "/kk/directory/lib/")
    assert (said["og:title"], said["og:description"], said["og:url"]) == (
        ["Атау"], ["Бір екі"], [f"{HOST}/kk/directory/lib/"],
    )  # fmt: skip
    assert (said["og:locale"], said["og:locale:alternate"]) == (["kk_KZ"], ["ru_RU", "en_GB"])
    assert said["og:image"] == [f"{HOST}/share/directory.organisation/{organisation.pk}/kk.png"]


@pytest.mark.parametrize("kind", ["organisation", "material", "workshop", "news"])
def test_picture_is_drawn_for_each_kind_and_kept(client, kind, settings, tmp_path):
    thing = {
        "organisation": lambda: OrganisationFactory(),
        "material": lambda: MaterialFactory(titles={"kk": "Жарғы"}),
        "workshop": lambda: WorkshopFactory(state="approved"),
        "news": lambda: NewsPageFactory(),
    }[kind]()
    address = f"/share/{thing._meta.label_lower}/{thing.pk}/kk.png"
    response = client.get(address)
    picture = Image.open(io.BytesIO(response.content))
    assert (response["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1200, 630))
    assert len(response.content) < 100_000
    before = default_storage.listdir("share")[1]
    assert client.get(address).content == response.content
    assert default_storage.listdir("share")[1] == before


def test_picture_of_what_is_not_public_is_not_found(client):
    hidden = OrganisationFactory(state="draft")
    page = NewsPageFactory(live=False)
    addresses = [
        f"/share/directory.organisation/{hidden.pk}/kk.png",
        f"/share/news.newspage/{page.pk}/kk.png",
        "/share/accounts.user/1/kk.png",
        "/share/no.model/1/kk.png",
        "/share/directory.organisation/999999999999999999/kk.png",
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 5
