"""A form takes and shows only rows that its user may see, whatever key is sent."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.images.blocks import ImageBlock
from wagtail.models import GroupPagePermission, ModelLogEntry, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from federation.news.models import NewsIndexPage, NewsPage
from federation.workshops.models import WorkshopDescription
from home.models import HomePage, StandardPage
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.blocks.tables import CellsBlock
from portal.editing.pointing import forms_of_the_admin, inner_blocks
from portal.media.models import PortalDocument
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.news.factories import NewsPageFactory, PictureFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import PDF, MaterialFactory

pytestmark = pytest.mark.django_db
FORMSETS = ["authors", "about_organisations", "about_workshops", "about_materials", "comments"]
TITLE = "Qupiya attau"  # Nobody else's page has it.
ADD = "/admin/snippets/workshops/workshopdescription/add/"


@pytest.fixture
def hidden():
    """A workshop that its association has never submitted."""
    return WorkshopFactory(state="draft", words__title=TITLE)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.SECRETARIAT])
def test_address_of_a_new_text_names_no_hidden_record(client, hidden, role):
    client.force_login(UserFactory(role=role))
    assert TITLE not in client.get(f"{ADD}?record={hidden.pk}&language=ru").text
    hidden.state = "approved"
    hidden.save()
    assert TITLE in client.get(f"{ADD}?record={hidden.pk}&language=ru").text


def test_no_text_is_hung_on_a_hidden_record(client, hidden):
    client.force_login(UserFactory(role=Role.EDITOR))
    form = {"record": hidden.pk, "language": "ru", "title": "Чужое", "action-publish": "1"}
    response = client.post(ADD, form)
    assert response.context["form"].errors.keys() >= {"record"}
    assert TITLE not in response.text
    assert WorkshopDescription.objects.filter(record=hidden, language="ru").count() == 0


def test_form_with_an_error_elsewhere_names_no_hidden_row(client, hidden):
    client.force_login(UserFactory(role=Role.EDITOR))
    index = NewsIndexPage.objects.get(locale__language_code="kk")
    address = reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])
    formset = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    form = {f"about_workshops-{name}": value for name, value in formset.items()}
    form |= {f"about_workshops-0-{name}": "" for name in ("id", "ORDER", "DELETE")}
    for name in client.get(address).context["form"].formsets:
        form |= {f"{name}-{key}": value for key, value in {**formset, "TOTAL_FORMS": 0}.items()}
    form |= {"about_workshops-TOTAL_FORMS": 1, "about_workshops-0-workshop": hidden.pk, "body-count": 0}
    response = client.post(address, {**form, "title": ""})
    assert response.status_code == 200
    assert TITLE not in response.text


@pytest.mark.parametrize(("role", "is_told"), [(Role.SECRETARIAT, True), (Role.TRANSLATOR, False)])
def test_history_tells_of_what_was_deleted_to_those_who_may_delete_it(client, role, is_told):
    organisation = OrganisationFactory(name_kk=TITLE)
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    client.post(reverse("wagtailsnippets_directory_organisation:delete", args=[organisation.pk]))
    assert ModelLogEntry.objects.filter(deleted=True, label=TITLE).exists()
    client = Client()  # The words of the deletion are still to be read in the first one.
    client.force_login(UserFactory(role=role))
    assert (TITLE in client.get("/admin/reports/site-history/").text) == is_told


@pytest.mark.parametrize("role", [Role.EDITOR])
def test_second_draft_without_a_language_is_asked_for_one(client, role):
    workshop = WorkshopFactory()
    client.force_login(UserFactory(role=role))
    for _time in range(2):
        response = client.post(ADD, {"record": workshop.pk, "language": "", "title": "Мәтін"})
        assert response.context["form"].errors.keys() == {"language"}


# --- Rows named in bodies -------------------------------------------------------------------------------------------


@pytest.fixture
def newcomer(client) -> User:
    """Somebody who works with the Kazakh news alone."""
    user = UserFactory()
    group = Group.objects.create(name="Kazakh news")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    index = NewsIndexPage.objects.get(locale__language_code="kk")
    for name in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=group, page=index, permission=Permission.objects.get(codename=name)
        )
    user.groups.add(group)
    client.force_login(user)
    return user


def make_page() -> StandardPage:
    home = HomePage.objects.get(locale__language_code="kk")
    return home.add_child(instance=StandardPage(title=TITLE, slug="qupiya", locale=home.locale))


def hide(row: Model) -> None:
    if isinstance(row, Page):
        row.live = False
    else:
        row.state = "draft"
    row.save()


def post_body(client, page: NewsPage, parts: list[tuple], title: str = "Тақырып") -> HttpResponse:
    typed = {
        "title": title, "slug": page.slug, "summary": "С", "date": "2026-11-28", "category": page.category_id,
        "image": "", "body": streamfield(parts),
        **dict.fromkeys(FORMSETS, inline_formset([])),
    }  # fmt: skip
    return client.post(f"/admin/pages/{page.pk}/edit/", nested_form_data(typed))


def button(page: Page) -> tuple:
    return ("call_to_action", {"title": "Т", "text": "", "link": {"text": "С", "page": page.pk, "address": "/kk/"}})  # fmt: skip


def link(page: Page) -> tuple:
    return ("text", rich_text(f'<p><a linktype="page" id="{page.pk}">Сөз</a></p>'))


def chosen(row: Model) -> tuple:
    name = f"{row._meta.model_name}s"
    key = {"count": "1", "0": {"deleted": "", "order": "0", "id": "", "value": row.pk}}
    return (name, {"heading": "Б", "region": "", "module": "", "type": "", "number": 3, name: key})


# How a body names something, and what.
NAMED_IN_BODIES = {
    "workshop": (chosen, lambda: WorkshopFactory(words__title=TITLE)),
    "organisation": (chosen, lambda: OrganisationFactory(name_kk=TITLE)),
    "material": (chosen, lambda: MaterialFactory(titles={"kk": TITLE})),
    "button": (button, make_page),
    "link": (link, make_page),
}


def named_in(page: NewsPage) -> set[str]:
    body = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object().body
    return {key for _model, key, *_path in body.stream_block.extract_references(body)}


@pytest.mark.parametrize("kind", NAMED_IN_BODIES)
def test_body_names_what_its_editor_may_see_and_keeps_it(client, newcomer, kind):
    (part, make), page = NAMED_IN_BODIES[kind], NewsPageFactory()
    row = make()
    for _time in ("public", "hidden since"):
        assert post_body(client, page, [part(row)]).status_code == 302
        assert named_in(page) == {str(row.pk)}
        hide(row)


@pytest.mark.parametrize("kind", NAMED_IN_BODIES)
def test_body_names_no_hidden_row(client, newcomer, kind):
    (part, make), page = NAMED_IN_BODIES[kind], NewsPageFactory()
    row = make()
    hide(row)
    drawn_again = post_body(client, page, [part(row)], title="")
    assert drawn_again.status_code == 200
    assert TITLE not in drawn_again.text and "qupiya" not in drawn_again.text
    refused = post_body(client, page, [part(row)])
    assert refused.context["form"].errors.keys() == {"body"}
    assert TITLE not in refused.text and "qupiya" not in refused.text
    assert named_in(page) == set()


@pytest.mark.parametrize("kind", NAMED_IN_BODIES)
def test_what_was_cut_out_of_a_body_comes_back_by_undoing(client, newcomer, kind):
    """The admin saves by itself between the two."""
    (part, make), page = NAMED_IN_BODIES[kind], NewsPageFactory()
    row, text = make(), ("text", rich_text("<p>Мәтін</p>"))
    assert post_body(client, page, [part(row)]).status_code == 302
    hide(row)
    for parts in ([text], [text, part(row)]):
        assert post_body(client, page, parts).status_code == 302
    assert named_in(page) == {str(row.pk)}


def paper() -> PortalDocument:
    return PortalDocument.objects.create(title=TITLE, file=ContentFile(PDF, name="file.pdf"))


FILES = {
    "picture": (
        lambda row: ("figure", {"image": row.pk, "caption": "", "credit": ""}),
        lambda: PictureFactory(title=TITLE),
    ),
    "file": (lambda row: ("file", {"document": row.pk, "title": ""}), paper),
    "link to a file": (
        lambda row: ("text", rich_text(f'<p><a linktype="document" id="{row.pk}">Сөз</a></p>')),
        paper,
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_body_names_files_that_its_editor_may_choose(client, newcomer, kind):
    (part, make), page = FILES[kind], NewsPageFactory()
    row = make()
    assert "body" in post_body(client, page, [part(row)]).context["form"].errors
    client.force_login(UserFactory(role=Role.EDITOR))
    assert post_body(client, page, [part(row)]).status_code == 302
    assert str(row.pk) in named_in(page)


def test_running_text_of_every_form_links_to_no_hidden_page(newcomer):
    page = make_page()
    hide(page)
    _kind, link_as_sent = link(page)
    read = [
        form.fields[name].widget.value_from_datadict({name: link_as_sent}, {}, name)
        for _owner, form_class in forms_of_the_admin()
        for form in [form_class({}, for_user=newcomer)]
        for name in form.fields
        if isinstance(form.fields[name].widget, DraftailRichTextArea)
    ]
    assert read
    assert all("Сөз" in html and str(page.pk) not in html for html in read), read


def kinds_of_blocks(block: blocks.Block) -> Iterator[type[blocks.Block]]:
    yield type(block)
    for inner in inner_blocks(block):
        yield from kinds_of_blocks(inner)


def test_every_kind_of_block_is_one_whose_rows_are_looked_at():
    """A new kind that holds others, or chooses rows in its own way, is to be taught to `without_hidden` first."""
    known = (
        blocks.ChooserBlock, blocks.RichTextBlock, blocks.BaseStructBlock, blocks.ListBlock, blocks.BaseStreamBlock,
        blocks.CharBlock, blocks.TextBlock, blocks.ChoiceBlock, blocks.URLBlock, blocks.BooleanBlock,
        blocks.IntegerBlock, blocks.DecimalBlock,
    )  # fmt: skip
    found = {
        kind
        for _owner, form_class in forms_of_the_admin()
        for field in form_class.base_fields.values()
        if isinstance(field, blocks.BlockField)
        for kind in kinds_of_blocks(field.block)
    }
    assert found
    # The cells of our tables are words and numbers.
    assert {kind for kind in found if not issubclass(kind, known)} == {CellsBlock}
    assert not any(
        issubclass(kind, ImageBlock) for kind in found
    )  # It holds parts like others, but is a picture.
