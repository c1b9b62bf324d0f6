"""What a question before a deletion says of links that Wagtail's index does not know."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    SegmentOverride,
    Translation,
    TranslationContext,
    TranslationSource,
)

from federation.directory.models import OrganisationDescription, OrganisationSource
from federation.workshops.models import Workshop
from home.models import StandardPage
from portal.accounts.enums import Role
from portal.content.models import Record
from portal.editing.linking import links_to, searched_models, text_columns
from portal.language import LANGUAGES
from portal.media.models import PortalDocument
from portal.navigation.models import Menu, MenuEntry, Notice
from tests.admin.rows import make
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.news.factories import PictureFactory
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import PDF

pytestmark = pytest.mark.django_db
SHORT = 60  # Nobody types an address into a column of fewer letters.
# Kept by the machine, worked out from other rows, or kept as it was once said.
NOT_SEARCHED = {
    "accounts.PrivacyTerms",
    "clock.JobRun",
    "clock.Process",
    "mail.Letter",
    "mail.LetterAttachment",
    "mail.Unsubscription",
    "content.DataVersion",
    "media.Rendition",
    "directory.OrganisationImport",
    "journal.Step",
    "journal.WishedChange",
    "people.LikelyDuplicate",
    "people.Merge",
    "resources.FileText",
    "workshops.MoneySource",
    "workshops.WorkshopLetter",
}


WAGTAILS_OWN = {"wagtailcore.Collection", "wagtailcore.Task", "wagtailcore.Workflow"}


def found(thing) -> list[models.Model]:
    (links,) = links_to([thing])
    assert links.count == len(links.rows())
    return links.rows()


def type_in(row, column, address: str) -> None:
    """Writes an address into one column, as a form would store it."""
    value: object = address
    if column.get_internal_type() == "JSONField":
        blocks = getattr(column, "stream_block", None)
        value = (
            [{"type": "x", "value": address}]
            if blocks is None
            else json.dumps([{"type": next(iter(blocks.child_blocks)), "value": address, "id": "1"}])
        )
    elif isinstance(column, models.TextField):
        value = f'<p>See <a href="{address}">it</a>.</p>'
    type(row)._base_manager.filter(pk=row.pk).update(**{column.name: value})


def roomy_columns(model) -> list[models.Field]:
    return [column for column in text_columns(model) if (column.max_length or SHORT) >= SHORT]


def typed_into() -> list[type[models.Model]]:
    """Every searched model that has a column with room for an address."""
    return [
        model for model in searched_models() if model._meta.label not in WAGTAILS_OWN and roomy_columns(model)
    ]


def test_what_somebody_types_is_searched_in_every_model():
    """A model that is added is found: it has a form of its own or stands in that of another, or is listed here."""
    ours = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path} - {
        "search"
    }
    typed = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in ours and text_columns(model)
    }
    assert typed - {model._meta.label for model in searched_models()} - NOT_SEARCHED == set()
    assert NOT_SEARCHED & {model._meta.label for model in searched_models()} == set()


@pytest.mark.parametrize("model", typed_into(), ids=lambda model: model._meta.label)
def test_an_address_is_found_in_whatever_column_it_is_typed(model):
    thing = OrganisationFactory(slug="sought")
    given = {"organisation": OrganisationFactory()} if model is OrganisationSource else {}
    row = make(StandardPage).page_ptr if model is Page else make(model, **given)
    for number, column in enumerate(roomy_columns(model)):
        before = model._base_manager.values(column.name).get(pk=row.pk)
        type_in(row, column, thing.url_in(LANGUAGES[number % 3]))
        assert links_to([thing])[0].count == 1, column
        type_in(row, column, "/kk/directory/sought-after/")
        assert found(thing) == [], column
        model._base_manager.filter(pk=row.pk).update(**before)


@pytest.mark.parametrize("model", [model for model in apps.get_models() if issubclass(model, Record)])
def test_every_record_has_its_three_addresses(model):
    thing = make(model)
    notice = make(Notice, address="/desk/")
    for address in (*(thing.url_in(language) for language in LANGUAGES), f"/{thing.section}/{thing.slug}/"):
        Notice.objects.update(address=address)
        assert found(thing) == [notice], address


@pytest.mark.parametrize(
    ("address", "is_found"),
    [
        ("/kk/directory/sought/", True),
        ("/ru/directory/sought", True),
        ("/directory/sought/", True),
        ("https://testserver/en/directory/sought/?page=2#top", True),
        ("http://testserver:8000/en/directory/sought/card.vcf", True),
        ("https://elsewhere.example/kk/directory/sought/", False),
        ("https://elsewhere.example/testserver/kk/directory/sought/", False),
        ("/kk/directory/sought-2/", False),
        ("/kk/directory/sought.html", False),
        ("/kk/library/sought/", False),
        ("/de/directory/sought/", False),
    ],
)
def test_an_address_is_that_of_the_thing_and_of_this_site(address, is_found):
    thing, notice = OrganisationFactory(slug="sought"), make(Notice)
    Notice.objects.update(address=address)
    assert found(thing) == ([notice] if is_found else [])


def test_a_page_has_the_address_of_its_own_language_and_of_what_stands_below_it():
    page = make(StandardPage, slug="sought")
    below = make(StandardPage, slug="below", parent=page)
    notice = make(Notice)
    for address, is_found in (
        ("/kk/sought/", True),
        ("/sought/", True),
        ("/kk/sought/below/", True),
        ("/ru/sought/", False),
        ("/kk/about/sought/", False),
    ):
        Notice.objects.update(address=address)
        assert found(page) == ([notice] if is_found else []), address
        assert found(below) == ([notice] if address.endswith("below/") else [])


def test_who_chooses_a_page_below_is_told_and_who_is_deleted_along_is_not():
    page = make(StandardPage, slug="sought")
    below = make(StandardPage, slug="below", parent=page)
    menu = MenuEntry.objects.create(page=below, menu=Menu.objects.first()).menu
    MenuEntry.objects.create(page=page, menu=Menu.objects.last())  # Wagtail counts it.
    StandardPage.objects.filter(pk=below.pk).update(summary="/kk/sought/")
    assert found(page) == [menu]


def test_files_have_addresses_too():
    document = PortalDocument.objects.create(title="Құжат", file=ContentFile(PDF, name="charter.pdf"))
    picture, notice = PictureFactory(), make(Notice)
    rendition = picture.get_rendition("max-20x20")
    for thing, address in (
        (document, document.url),
        (document, f"https://testserver{document.url}"),
        (picture, picture.file.url),
        (picture, rendition.file.url),
    ):
        Notice.objects.update(address=address)
        assert found(thing) == [notice], address


def test_a_draft_counts_by_address_and_by_key_until_it_is_published_without():
    library, page = OrganisationFactory(slug="sought"), make(StandardPage, slug="target")
    text = make(OrganisationDescription, record=OrganisationFactory())
    text.intro = '<p><a href="/ru/directory/sought/">x</a></p>'
    text.save_revision()
    assert found(library) == [text]
    writing = make(StandardPage)
    writing.body = [("text", f'<p><a linktype="page" id="{page.pk}">x</a></p>')]
    writing.save_revision()
    assert found(page) == [Page.objects.get(pk=writing.pk)]
    writing.body = [("text", "<p>x</p>")]
    writing.save_revision()
    assert found(page) == []


def test_what_a_translator_has_chosen_and_not_saved_counts():
    page = make(StandardPage)
    about = StandardPage.objects.get(slug="about", locale__language_code="kk")
    about.body = [
        (
            "call_to_action",
            {"title": "t", "text": "", "link": {"text": "l", "page": None, "address": "/kk/x/"}},
        )
    ]
    about.save_revision().publish()
    source, _is_new = TranslationSource.update_or_create_from_instance(about)
    russian = Locale.objects.get(language_code="ru")
    Translation.objects.update_or_create(source=source, target_locale=russian, defaults={"enabled": True})
    context = TranslationContext.objects.get(object=source.object, path__endswith="link.address")
    target = about.get_translation(russian)
    assert found(page) == []
    SegmentOverride.objects.create(
        locale=russian, context=context, data_json=json.dumps(f"/kk/{page.slug}/"), has_error=False
    )
    assert found(page) == [Page.objects.get(pk=target.pk)]


def test_the_question_says_how_many_and_the_list_has_as_many(client):
    thing = OrganisationFactory(slug="sought")
    workshop = make(Workshop)
    Workshop.objects.filter(pk=workshop.pk).update(venue_kk="/kk/directory/sought/", state="draft")
    for number in range(7):
        make(
            Notice,
            address="/kk/directory/sought/",
            text_kk=f"N{number}",
            ends_at=timezone.now() + timedelta(days=1),
        )
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    question = client.get(f"/admin/snippets/directory/organisation/delete/{thing.pk}/")
    shown = client.get(f"/admin/links/directory/organisation/{thing.pk}/")
    assert shown.context["items"].paginator.count == links_to([thing])[0].count == 8
    assert f'href="/admin/links/directory/organisation/{thing.pk}/"' in question.text
    assert ": 8</a>" in question.text and "N0" in question.text
    assert str(workshop) not in question.text + shown.text  # A draft that the secretariat does not see.


def test_pages_pictures_and_documents_say_it_too(client):
    document = PortalDocument.objects.create(title="Құжат", file=ContentFile(PDF, name="charter.pdf"))
    picture, page = PictureFactory(), make(StandardPage)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    for thing, door in (
        (document, f"/admin/documents/delete/{document.pk}/"),
        (picture, f"/admin/images/{picture.pk}/delete/"),
        (page, f"/admin/pages/{page.pk}/delete/"),
        (page, f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}"),
    ):
        meta = thing._meta
        address = f"/admin/links/{meta.app_label}/{meta.model_name}/{thing.pk}/"
        assert address not in client.get(door).text
        typed = make(Notice, address=getattr(thing, "url", "") or thing.file.url)
        assert address in client.get(door).text, door
        assert client.get(address).context["items"].paginator.count == 1
        typed.delete()


def test_the_list_is_for_those_who_may_change_the_thing(client):
    thing = OrganisationFactory(slug="sought")
    client.force_login(UserFactory(role=Role.TRANSLATOR))
    assert client.get(f"/admin/links/directory/organisation/{thing.pk}/").status_code == 302
    client.force_login(UserFactory(role=Role.EDITOR))
    for address in ("directory/organisation/99999", "directory/none/1", "sessions/session/x", "none/none/1"):
        assert client.get(f"/admin/links/{address}/", follow=True).status_code == 404, address


def test_many_things_are_looked_for_at_once(django_assert_max_num_queries):
    things = [OrganisationFactory() for _number in range(12)]
    notice = make(Notice, address=things[4].url_in("ru"))
    with django_assert_max_num_queries(95):  # More by one with each model that has text.
        found_for = links_to(things)
    assert [links.rows() for links in found_for] == [[notice] if place == 4 else [] for place in range(12)]
