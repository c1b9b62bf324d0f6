"""Sections marked for a second pair of eyes, what somebody wrote there, and the forms of the admin filled in."""

from django.contrib.auth.models import Group
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import querydict_from_html

from federation.news.models import NewsPage
from home.models import StandardPage
from portal.accounts.enums import Role
from resources.models import MaterialDescription
from tests.federation.news.factories import NewsPageFactory
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import DescriptionFactory


def mighty(**fields):
    """Somebody with every right: administrator and moderator."""
    user = UserFactory(role=Role.ADMINISTRATOR, preferred_language="en", **fields)
    user.groups.add(Group.objects.get(name=Role.MODERATOR.value))
    return user


def section(model) -> Page:
    return model.objects.get(locale__language_code="kk")


def standard(slug: str) -> StandardPage:
    return StandardPage.objects.get(slug=slug, locale__language_code="kk")


def draft_page(author, model=NewsPage) -> Page:
    """A page that nobody has published, last written by the author."""
    page = NewsPageFactory(live=False, body=[])
    page.title = "Own words"
    page.save_revision(user=author)
    return page


def draft_text(author) -> MaterialDescription:
    """A published text that the author has changed since."""
    text = DescriptionFactory(title="Old")
    text.save_revision().publish()
    text.title = "Own words"
    text.save_revision(user=author)
    return text


def form_of(client, address: str, number: int, **typed: str) -> dict:
    """What a browser would send from a form, with what somebody typed."""
    form_id = ["page-edit-form", None][number]
    html = client.get(address).content.decode()
    found = querydict_from_html(
        html, **({"form_id": form_id} if form_id else {"form_index": editor_form(html)})
    )
    # Blocks are drawn by script; none stands in these forms.
    return {**found.dict(), **{f"{name}-count": "0" for name in ("body", "actions", "steps")}, **typed}


def editor_form(html: str) -> int:
    """Which form of a text's screen is the one that edits it."""
    from bs4 import BeautifulSoup

    forms = BeautifulSoup(html, "html.parser").find_all("form")
    return next(place for place, form in enumerate(forms) if form.find(attrs={"name": "title"}))


def russian() -> Locale:
    return Locale.objects.get(language_code="ru")


def edit_of(page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def page_form(client, page, **typed: str) -> dict:
    return form_of(client, edit_of(page), 0, **typed)


def text_edit(text) -> str:
    return f"/admin/snippets/resources/materialdescription/edit/{text.pk}/"


def text_form(client, text, **typed: str) -> dict:
    return form_of(client, text_edit(text), 1, **typed)
