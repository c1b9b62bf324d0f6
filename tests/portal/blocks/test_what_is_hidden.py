"""Texts lead to nothing, and name nothing, that not everybody may open."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.rich_text import expand_db_html

from portal.blocks import BodyBlock, plain_text, with_pictures
from portal.blocks.links import LinkBlock
from portal.media.models import PortalDocument
from tests.federation.news.factories import NewsPageFactory
from tests.resources.factories import PDF

pytestmark = pytest.mark.django_db
BLOCK = BodyBlock()


def private(collection: Collection) -> Collection:
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return collection


def document(collection: Collection | None = None) -> PortalDocument:
    collection = collection or Collection.get_first_root_node()
    return PortalDocument.objects.create(
        title="Құпия",
        file=ContentFile(PDF, name="secret.pdf"),
        file_size=len(PDF),
        collection=collection,
    )


def files(*documents: PortalDocument):
    rows = [{"type": "file", "value": {"document": row.pk, "title": "Тізбе"}} for row in documents]
    return BLOCK.to_python(rows)


def ways_to(page) -> tuple[str, str]:
    """A link in running text and a button."""
    button = LinkBlock().to_python({"text": "Ашу", "page": page.pk, "address": ""})
    return expand_db_html(f'<p><a linktype="page" id="{page.pk}">Words</a></p>'), button.url


def test_link_to_a_public_page_leads_there():
    page = NewsPageFactory(slug="open")
    assert ways_to(page) == ('<p><a href="/kk/news/open/">Words</a></p>', "/kk/news/open/")


@pytest.mark.parametrize("is_live", [True, False])
def test_link_to_a_draft_or_a_private_page_is_plain_text(is_live):
    page = NewsPageFactory(slug="secret", live=is_live)
    if is_live:
        PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert ways_to(page) == ("<p><a>Words</a></p>", "")


def test_link_to_a_document_of_a_private_collection_is_plain_text():
    inner = private(Collection.get_first_root_node().add_child(name="Staff")).add_child(name="Inner")
    texts = [
        expand_db_html(f'<a linktype="document" id="{row.pk}">W</a>') for row in (document(), document(inner))
    ]
    assert ["secret" in text for text in texts] == [True, False]
    assert texts[1] == "<a>W</a>"


def test_file_of_a_private_collection_is_neither_shown_nor_searched():
    hidden = private(Collection.get_first_root_node().add_child(name="Staff"))
    body = files(document(hidden))
    assert BLOCK.render(body).strip() == ""
    assert plain_text(files(document(hidden))) == ""
    assert "Тізбе" in BLOCK.render(files(document()))
    assert plain_text(files(document())) == "Тізбе"


@pytest.mark.parametrize("count", [1, 3])
def test_files_of_a_text_need_the_same_queries_however_many(count):
    private(Collection.get_first_root_node().add_child(name="Staff"))
    body = files(*(document() for _number in range(count)))
    with CaptureQueriesContext(connection) as queries:
        BLOCK.render(with_pictures(body))
    assert len(queries) == 3
