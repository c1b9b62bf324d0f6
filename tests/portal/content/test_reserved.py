"""Addresses that something other than a page or a record answers are refused, whatever asks for them."""

import re
from types import ModuleType

import pytest
from django.apps import apps
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.utils.translation import override
from wagtail.models import Page

import portal.urls
from federation.directory.models import Organisation
from federation.workshops.models import Project, Workshop
from home.models import HomePage, StandardPage
from portal.accounts.enums import Role
from portal.content.models import Record
from portal.content.reserved import is_reserved_page, reserved_words
from resources.models import Material
from tests.admin.forms import as_sent, biggest_form
from tests.admin.rows import make
from tests.federation.directory.factories import OrganisationFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]


def routes(resolver=None, above: str = "") -> list[str]:
    """The address of every route, without its language: "^desk/workshops/<slug:slug>/"."""
    found = []
    for each in (resolver or get_resolver()).url_patterns:
        address = above + ("" if "LocalePrefix" in type(each.pattern).__name__ else str(each.pattern))
        found += routes(each, address) if isinstance(each, URLResolver) else [address]
        assert isinstance(each, URLPattern | URLResolver)
    return found


def first_folders() -> list[str]:
    """What stands first in the addresses of views below a language."""
    (languages,) = [each for each in portal.urls.urlpatterns if "LocalePrefix" in type(each.pattern).__name__]
    found = {route.split("/")[0] for route in routes(languages)}
    return sorted(name for name in found if re.fullmatch(r"[\w-]+", name))


def home() -> HomePage:
    return HomePage.objects.get(locale__language_code="kk")


def page_at(slug: str, parent: Page | None = None) -> StandardPage:
    page = StandardPage(title="Бет", slug=slug)
    (parent or home()).add_child(instance=page)
    return page


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(role=Role.EDITOR))
    return client


@pytest.mark.parametrize("slug", first_folders())
def test_a_page_has_no_address_that_a_view_answers(client, slug):
    """Asked of a reader: what answers there now is no page of Wagtail's, or there is nothing."""
    with override("kk"):
        match = get_resolver().resolve(f"/kk/{slug}/")
    is_answered = match.url_name != "wagtail_serve"
    assert is_reserved_page(slug, home()) == is_answered
    if is_answered:
        with pytest.raises(ValidationError) as caught:
            page_at(slug)
        assert caught.value.message_dict == {"slug": [reserved_words()]}


def test_these_are_reserved_now():
    assert [slug for slug in first_folders() if is_reserved_page(slug, home())] == [
        "account",
        "desk",
        "search",
    ]


def test_a_route_of_next_year_is_reserved_by_itself(settings, monkeypatch):
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    module = ModuleType("tests.next_year")
    module.urlpatterns = [*i18n_patterns(path("next-year/", view)), *portal.urls.urlpatterns]
    monkeypatch.setitem(__import__("sys").modules, module.__name__, module)
    page_at("next-year").delete()
    settings.ROOT_URLCONF = module.__name__
    with pytest.raises(ValidationError):
        page_at("next-year")


def test_a_routable_page_keeps_its_own_addresses():
    index = home().get_children().get(slug="directory")
    assert [slug for slug in ("data", "other") if is_reserved_page(slug, index)] == ["data", "other"]
    news = home().get_children().get(slug="news")
    assert not is_reserved_page("data", news)


def test_what_stands_already_is_left_until_its_address_changes():
    page = page_at("was-free")
    Page.objects.filter(pk=page.pk).update(slug="desk")
    page = StandardPage.objects.get(pk=page.pk)
    page.title = "Басқа"
    page.save_revision().publish()
    page.refresh_from_db()
    assert (page.title, page.slug) == ("Басқа", "desk")
    page.slug = "search"
    with pytest.raises(ValidationError):
        page.save()


def test_a_title_makes_an_address_with_a_number():
    page = StandardPage(title="Desk")
    home().add_child(instance=page)
    assert page.slug == "desk-2"
    other = StandardPage(title="Desk")
    home().add_child(instance=other)
    assert other.slug == "desk-3"


def test_the_form_says_what_to_do_and_numbers_what_the_title_made(editor):
    door = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home().pk])
    form = as_sent(biggest_form(editor.get(door).text)) | {"body-count": "0"}
    answer = editor.post(door, form | {"title": "Бет", "slug": "desk"})
    assert len(answer.context["form"].errors["slug"]) == 1
    assert editor.post(door, form | {"title": "Desk", "slug": "desk"}).status_code == 302
    page = StandardPage.objects.get(title="Desk")
    assert page.slug == "desk-2"
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = as_sent(biggest_form(editor.get(edit).text)) | {"body-count": "0", "slug": "search"}
    assert len(editor.post(edit, form).context["form"].errors["slug"]) == 1


def test_a_page_is_neither_moved_nor_copied_to_such_an_address(editor):
    above = page_at("above")
    page = page_at("desk", above)
    move = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home().pk])
    answer = editor.post(move, follow=True)
    assert reserved_words_in_answer(answer)
    page.refresh_from_db()
    assert page.get_parent(update=True).pk == above.pk
    with pytest.raises(ValidationError):
        page.move(home(), pos="last-child")
    form = {"new_title": "Көшірме", "new_slug": "desk", "new_parent_page": home().pk}
    answer = editor.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)
    assert len(answer.context["form"].errors["new_slug"]) == 1
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    editor.post(f"{many}?id={page.pk}", {"chooser": home().pk})
    assert StandardPage.objects.child_of(above).get().pk == page.pk
    assert not home().get_children().filter(slug="desk").exists()


def reserved_words_in_answer(answer) -> bool:
    for language in ("kk", "ru", "en"):
        with override(language):
            if reserved_words() in answer.text:
                return True
    return False


# --- Records ----------------------------------------------------------------------------------------------------------

TAKEN = {Organisation: ["data"], Material: ["curriculum"], Workshop: ["new", "review"], Project: []}


@pytest.mark.parametrize("model", RECORDS)
def test_a_record_has_no_address_that_a_view_answers(model):
    row = make(model)
    assert TAKEN[model] == [
        slug for slug in ("data", "curriculum", "new", "review") if model.is_reserved(slug)
    ]
    for slug in TAKEN[model]:
        row.slug = slug
        with pytest.raises(ValidationError) as caught:
            row.full_clean()
        assert caught.value.message_dict["slug"] == [reserved_words()]
        assert model.free_slug(slug) == f"{slug}-2"


def test_a_record_has_no_address_of_another_kind_in_its_section():
    project = make(Project)
    assert Workshop.is_reserved(project.slug) and not Organisation.is_reserved(project.slug)


def test_a_record_that_stands_already_is_left():
    row = OrganisationFactory()
    Organisation.objects.filter(pk=row.pk).update(slug="data")
    Organisation.objects.get(pk=row.pk).full_clean()


def test_every_folder_of_records_is_asked():
    """A route with a record's slug in a folder that nobody knows would be one where it may be hidden."""
    (languages,) = [each for each in portal.urls.urlpatterns if "LocalePrefix" in type(each.pattern).__name__]
    folders = {route.split("<slug:slug>")[0] for route in routes(languages) if "<slug:slug>" in route}
    known = {folder for model in RECORDS for folder in (f"{model.section}/", *model.also_below)}
    assert folders - known == set()


def test_where_every_address_is_taken_a_page_of_a_program_is_refused_and_no_number_is_sought_for_ever():
    """Below the directory each address is a record's."""
    directory = Page.objects.get(slug="directory", locale__language_code="kk").specific
    with pytest.raises(ValidationError) as refused:
        directory.add_child(instance=StandardPage(title="Кітапхана", locale=directory.locale))
    assert refused.value.message_dict == {"slug": [str(reserved_words())]}
