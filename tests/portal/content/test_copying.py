"""Copying in the admin: of pages it works, of rows it is offered by nothing.

Wagtail's own view saves the form onto the original, whoever may only add.
"""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.views.generic.models import CopyViewMixin

from federation.news.models import NewsMaterial, NewsPage
from portal.accounts.enums import Role
from portal.blocks.written import written
from resources.models import Material
from tests import services
from tests.admin.registry import every_viewset, names_of
from tests.admin.rows import make
from tests.admin.walking import address
from tests.portal.accounts.factories import UserFactory

pytestmark = [pytest.mark.django_db, services.asked_once]


def routes(resolver=None) -> Iterator[URLPattern]:
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLResolver):
            yield from routes(found)
        else:
            yield found


def test_no_view_of_the_admin_edits_the_original_as_a_copy():
    views = {getattr(route.callback, "view_class", None) for route in routes()}
    copies = [view for view in views if isinstance(view, type) and issubclass(view, CopyViewMixin)]
    unsafe = [
        view for view in copies if view.get_initial_form_instance is CopyViewMixin.get_initial_form_instance
    ]
    assert unsafe == []


def test_administrator_cannot_take_over_a_superuser_by_copying(client):
    superuser = UserFactory(is_superuser=True)
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    form = {
        "email": "taken@example.org",
        "first_name": "Taken",
        "preferred_language": "en",
        "is_active": "on",
    }
    client.post(f"/admin/users/copy/{superuser.pk}/", form)
    superuser.refresh_from_db()
    assert superuser.email != "taken@example.org"


@every_viewset
@pytest.mark.parametrize("who", [None, Role.SECRETARIAT, Role.EDITOR])
def test_no_screen_of_rows_offers_a_copy(client, viewset, who):
    assert [name for name in names_of(viewset) if "copy" in name] == []
    row = make(viewset.model)
    client.force_login(UserFactory(role=who) if who else UserFactory(is_superuser=True, is_staff=True))
    for name in ("index", "list", "edit", "history", "inspect", "usage", "delete"):
        if name in names_of(viewset):
            door = address(viewset, name) if name in ("index", "list") else address(viewset, name, row)
            answer = client.get(door)
            assert re.findall(r'(?:href|action|data-url)="[^"]*\bcopy\b[^"]*"', answer.text) == [], name


@pytest.mark.parametrize("who", [None, Role.EDITOR])
def test_a_page_is_copied_with_its_materials(client, who):
    material = make(Material)
    blocks = [("materials", {"heading": "Жаңа", "materials": [material.pk], "module": "", "number": 3})]
    page = make(NewsPage, slug="with-materials", body=written("with-materials", blocks))
    page.about_materials.add(NewsMaterial(material=material))
    page.save_revision().publish()
    client.force_login(UserFactory(role=who) if who else UserFactory(is_superuser=True, is_staff=True))
    form = {"new_title": "Көшірме", "new_slug": "the-copy", "new_parent_page": page.get_parent().pk}
    assert client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form).status_code == 302
    copy = NewsPage.objects.get(slug="the-copy").get_latest_revision_as_object()
    assert [subject.material for subject in copy.about_materials.all()] == [material]
    assert list(copy.body[0].value["materials"]) == [material.pk]
    assert page.about_materials.count() == 1
    edited = client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk]))
    assert edited.status_code == 200
