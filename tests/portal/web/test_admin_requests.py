"""Forms of the admin with something missing or made up are refused; nothing fails, nobody is led away."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import etree
from wagtail.models import Page, Site
from wagtail.snippets.models import get_snippet_models

from home.models import HomePage, StandardPage
from portal.content.pages import BasePage, IndexPage
from portal.media.models import PortalDocument, PortalImage
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.media.test_pictures import jpeg
from tests.resources.factories import PDF, MaterialFactory
from tests.sampling import sample

pytestmark = pytest.mark.django_db
URL_ENCODED = "application/x-www-form-urlencoded"
JUNK = [
    "' OR 1=1 --",
    '"',
    "",
    "zz",
    "-1",
    "0",
    "9" * 30,
    "٣",
    "1,5",
    "\ud800",
    "a\x00b",
    "[]",
    "null",
    "2026-02-30",
    "'",
    "//[::1",
]


@pytest.fixture
def admin(db) -> Client:
    """A superuser's browser, and a row of most kinds."""
    OrganisationFactory()
    MaterialFactory(titles={"en": "Material"})
    WorkshopFactory()
    NewsPageFactory(language="en")
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(instance=StandardPage(title="Words", slug="words"))
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_superuser("root@test.example"))
    return client


def form_addresses() -> Iterator[str]:
    """Where the admin shows a form of a row or of a page: of every registered kind, also of one to come."""
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        yield reverse(viewset.get_url_name("list"))
        yield reverse(viewset.get_url_name("add"))
        for row in model._default_manager.all()[:1]:
            yield reverse(viewset.get_url_name("edit"), args=[row.pk])
    home = HomePage.objects.get(locale__language_code="en")
    for model in apps.get_models():
        if issubclass(model, BasePage) and not issubclass(model, IndexPage | HomePage):
            parents = [
                page for page in Page.objects.filter(locale=home.locale) if model.can_create_at(page.specific)
            ]
            if parents:
                names = [model._meta.app_label, model._meta.model_name]
                yield reverse("wagtailadmin_pages:add", args=[*names, parents[0].pk])
    page = StandardPage.objects.get(slug="words")
    for name in ("edit", "copy", "move", "delete", "unpublish", "set_privacy", "history", "view_draft"):
        yield reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
    yield reverse("wagtailsites:add")
    yield reverse("wagtailsites:edit", args=[Site.objects.get().pk])
    yield reverse("wagtailusers_users:add")
    yield reverse("wagtailimages:add")
    image = PortalImage.objects.create(title="Photo", file=jpeg())
    yield reverse("wagtailimages:edit", args=[image.pk])
    document = PortalDocument.objects.create(title="Paper", file=ContentFile(PDF, name="file.pdf"))
    yield reverse("wagtaildocs:edit", args=[document.pk])


def fields_of(response) -> dict[str, str]:
    """The fields of the answer's forms that are sent by POST, with what stands in them."""
    if not response.get("Content-Type", "").startswith("text/html") or not response.content:
        return {}
    page = etree.HTML(response.content.decode())
    fields = page.xpath("//form[translate(@method, 'POST', 'post')='post']//*[@name][not(@type='file')]")
    return {field.get("name"): field.get("value") or "" for field in fields}


def send(client: Client, address: str, data: dict[str, str]) -> int:
    """The status of what is sent; what it wrote is taken back."""
    with transaction.atomic():
        body = urlencode(data, errors="surrogatepass")  # Django's own encoder refuses lone surrogates.
        response = client.post(address, body, URL_ENCODED, headers={"sec-fetch-site": "same-origin"})
        transaction.set_rollback(True)
    return response.status_code


def test_form_that_lacks_or_makes_up_fields_is_refused_and_never_a_failure(admin):
    wrong = {}
    tried = 0
    for address in sample(form_addresses(), "DOORS"):
        fields = fields_of(admin.get(address))
        attempts = [{}, *(dict.fromkeys(fields, junk) for junk in JUNK[1::5])]
        attempts += [
            {
                name: JUNK[(number + step) % len(JUNK)] if number % 3 == step else value
                for number, (name, value) in enumerate(fields.items())
            }
            for step in range(3)
        ]
        for data in attempts:
            tried += 1
            if (status := send(admin, address, data)) >= 500:
                wrong[address] = (status, {name: value for name, value in data.items() if value in JUNK})
    assert tried > 60
    assert wrong == {}


@pytest.mark.parametrize(
    "wanted", ["\\", "9" * 20, "' OR 1=1 --", "//example.org/", "javascript:1", "https://example.org/"]
)
def test_made_up_way_back_is_forgotten_and_what_was_sent_is_done(admin, wanted):
    page = StandardPage.objects.get(slug="words")
    response = admin.post(
        f"{reverse('wagtailadmin_pages:unpublish', args=[page.pk])}",
        {"next": wanted},
        headers={"sec-fetch-site": "same-origin"},
    )
    page.refresh_from_db()
    assert (response.status_code, page.live) == (302, False)
    assert response["Location"].startswith("/admin/pages/")


def test_own_way_back_is_taken(admin):
    page = StandardPage.objects.get(slug="words")
    response = admin.post(
        reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        {"next": "/admin/reports/"},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert (response.status_code, response["Location"]) == (302, "/admin/reports/")


def test_picture_that_only_begins_like_one_is_refused_beside_its_field(admin):
    file = SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image/png")
    response = admin.post(
        reverse("wagtailimages:add"),
        {"title": "Picture", "file": file},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert response.status_code == 200
    assert response.context["form"].errors["file"]


@pytest.mark.parametrize(
    "filters", ["has_child_pages=false", "has_child_pages=true&locale=en", "ordering=-title"]
)
def test_list_of_pages_is_searched_and_filtered_at_once(admin, filters):
    home = HomePage.objects.get(locale__language_code="en")
    response = admin.get(f"/admin/pages/{home.pk}/results/?q=words&{filters}")
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["wagtaildocs:index_results", "wagtailimages:index_results"])
@pytest.mark.parametrize("query", ["paper", '"', "a AND ( OR", "'"])
def test_files_are_searched_by_words_and_filtered_by_use_at_once(admin, name, query):
    response = admin.get(reverse(name), {"q": query, "usage_count_min": "0", "usage_count_max": "3"})
    assert response.status_code == 200


@pytest.mark.parametrize("key", ["x", "' OR 1=1 --", '"', "'\"", "\\", "²", "1.5", "9" * 30, "-"])
def test_page_is_copied_below_no_made_up_page(admin, key):
    page = StandardPage.objects.get(slug="words")
    typed = {"new_title": "T", "new_slug": "t", "new_parent_page": key}
    assert send(admin, reverse("wagtailadmin_pages:copy", args=[page.pk]), typed) < 500
