"""The data of every kind of page, read by another's JSON-LD reader (rdflib) and held against schema.org's vocabulary.

`schema_org.json` has the properties that the vocabulary gives the types we use, those of their parents included
(taken from msgspec-schemaorg 0.2.1, which is made from schema.org's own file).
"""

import json
from pathlib import Path

import pytest
from lxml import etree
from rdflib import RDF, Graph, Literal, URIRef

from tests.federation.directory.factories import OrganisationDescriptionFactory, OrganisationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.resources.factories import FileFactory, MaterialFactory

pytestmark = pytest.mark.django_db
SCHEMA = "https://schema.org/"
VOCABULARY = json.loads((Path(__file__).parent / "schema_org.json").read_text(encoding="utf-8"))
# Searching a site is described with a property of its own, which is no part of the vocabulary:
# https://schema.org/docs/actions.html, "-input".
VOCABULARY["SearchAction"].append("query-input")
# What programs need to show a thing at all (Google's list of required properties; for a breadcrumb schema.org's
# example).
REQUIRED = {
    "WebSite": {"name", "url", "publisher", "potentialAction"},
    "Library": {"name", "address"},
    "Organization": {"name"},
    "Event": {"name", "startDate", "endDate", "location", "eventStatus", "eventAttendanceMode", "organizer", "image",
              "maximumAttendeeCapacity", "offers"},
    "LearningResource": {"name", "description", "license", "inLanguage", "learningResourceType", "encoding"},
    "NewsArticle": {"headline", "datePublished", "dateModified", "author", "publisher", "image"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Dataset": {"name", "description", "license", "distribution", "creator"},
    "DataDownload": {"contentUrl", "encodingFormat"},
    "Offer": {"availability", "validFrom", "validThrough", "url"},
}  # fmt: skip
PAGES = {
    "": "WebSite",
    "directory/": "CollectionPage",
    "directory/lib/": "Library",
    "directory/union/": "Organization",
    "directory/data/": "Dataset",
    "library/m/": "LearningResource",
    "news/n/": "NewsArticle",
    "workshops/w/": "Event",
    "workshops/online/": "Event",
    "workshops/project-2010/": "Project",
    "about/": "WebPage",
}


@pytest.fixture(scope="module")
def things(taken_back) -> None:
    """One of each, made once and taken back."""
    make_things()


def make_things() -> None:
    library = OrganisationFactory(slug="lib", city_kk="Павлодар", region_id="KZ-55", founded_year=1934)
    OrganisationDescriptionFactory(record=library)
    OrganisationFactory(slug="union", type="association", parent=library)
    FileFactory(material=MaterialFactory(slug="m", titles={"kk": "Жарғы"}))
    for language in ("kk", "ru", "en"):
        NewsPageFactory(slug="n", language=language, author="Редакция")
    WorkshopFactory(slug="w", region_id="KZ-55")
    WorkshopFactory(slug="online", attendance_mode="online", region=None)


def graph_of(client, address: str) -> tuple[Graph, list[dict]]:
    html = etree.HTML(client.get(address).content.decode())
    (text,) = html.xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(text)
    assert data.pop("@context") == "https://schema.org"
    # The context of schema.org lies on its own server; this says as much of it as a reader needs.
    links = {
        name: {"@type": "@id"}
        for name in ("url", "image", "license", "item", "contentUrl", "mainEntityOfPage")
    }
    context = {"@vocab": SCHEMA, **links, "eventStatus": {"@type": "@id"}, "eventAttendanceMode": {"@type": "@id"},
               "availability": {"@type": "@id"}}  # fmt: skip
    return Graph().parse(data=json.dumps({"@context": context, **data}), format="json-ld"), data["@graph"]


@pytest.mark.parametrize("address", PAGES)
def test_types_and_properties_are_those_of_the_vocabulary_and_none_that_is_needed_is_missing(
    client, things, address, language
):
    graph, said = graph_of(client, f"/{language}/{address}")
    assert said[0]["@type"] == PAGES[address]
    found = {node: str(kind).removeprefix(SCHEMA) for node, kind in graph.subject_objects(RDF.type)}
    unknown, missing = [], []
    for node, kind in found.items():
        names = {str(name).removeprefix(SCHEMA) for name in graph.predicates(node) if name != RDF.type}
        unknown += [(kind, name) for name in sorted(names - set(VOCABULARY[kind]))]
        missing += [(kind, name) for name in sorted(REQUIRED.get(kind, set()) - names)]
    assert (unknown, missing) == ([], [])
    assert {node for node in graph.subjects() if node not in found} == set()
    # Every value says something, every address is whole.
    assert [value for value in graph.objects() if isinstance(value, Literal) and not str(value).strip()] == []
    assert [
        url for url in graph.objects() if isinstance(url, URIRef) and not str(url).startswith("http")
    ] == []


@pytest.mark.parametrize("address", ["", "directory/", "directory/data/", "news/n/", "about/"])
def test_what_is_written_says_in_which_language(client, things, address, language):
    assert graph_of(client, f"/{language}/{address}")[1][0]["inLanguage"] == language


def test_the_federation_is_one_and_the_same_on_every_page(client, things, language):
    graph = graph_of(client, f"/{language}/")[0] + graph_of(client, f"/{language}/news/n/")[0]
    publishers = set(graph.objects(predicate=URIRef(f"{SCHEMA}publisher")))
    assert publishers == {URIRef("http://testserver/#federation")}
