"""Guards of the doors that Wagtail leaves open on pages and choosers, each asked as the admin asks it."""

import pytest
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import Page

from home.models import StandardPage
from portal.accounts.enums import Role
from portal.accounts.guards import may_open
from portal.accounts.models import User
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def request_of(user: User, **typed: object) -> HttpRequest:
    request = RequestFactory().get("/admin/", typed)
    request.user, request.session = user, {}
    return request


@pytest.fixture
def editor() -> User:
    return UserFactory(role=Role.EDITOR)


def test_pages_are_for_those_who_edit_some(editor):
    nobody = UserFactory()
    for name in ("wagtailadmin_explore_root", "wagtailadmin_choose_page"):
        assert may_open(request_of(editor), reverse(name))
        assert not may_open(request_of(nobody), reverse(name))


def test_where_a_new_page_goes_is_asked_of_those_who_may_add_one(editor):
    address = reverse("wagtailadmin_pages:choose_parent", args=["home", "standardpage"])
    assert may_open(request_of(editor), address)
    assert not may_open(request_of(UserFactory(role=Role.TRANSLATOR)), address)


def test_second_step_of_an_import_needs_the_file_of_the_first():
    address = reverse("wagtailredirects:process_import")
    request = request_of(UserFactory(is_superuser=True))
    with pytest.raises(Http404):
        may_open(request, address)
    request.session["import_file_name"] = "redirects.csv"
    assert may_open(request, address)


def test_address_that_breaks_on_purpose_is_nobodys():
    with pytest.raises(Http404):
        may_open(request_of(UserFactory(is_superuser=True)), reverse("wagtailadmin_error_test"))


def test_chooser_names_what_everybody_reads_and_looks_below_nothing_else():
    """The secretariat has forms with links to pages, and edits none."""
    secretary = UserFactory(role=Role.SECRETARIAT)
    home = Page.objects.filter(depth=2).first()
    hidden = home.add_child(instance=StandardPage(title="Жоба", slug="draft", live=False, locale=home.locale))
    several = reverse("wagtailadmin_choose_page_chosen_multiple")
    below_home, below_hidden = (
        reverse("wagtailadmin_choose_page_child", args=[page.pk]) for page in (home, hidden)
    )
    assert may_open(request_of(secretary), below_home)
    assert may_open(request_of(secretary, id=home.pk), several)
    for address, chosen in (
        (below_hidden, []),
        (several, [home.pk, hidden.pk]),
        (several, Page.get_first_root_node().pk),
    ):
        with pytest.raises(Http404):
            may_open(request_of(secretary, id=chosen), address)
