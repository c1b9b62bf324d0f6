"""Guards of the doors that wagtail-localize leaves open on translations of pages."""

import pytest
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.urls import resolve, reverse
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from portal.accounts.enums import Role
from portal.accounts.guards import may_pass
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def passes(role: Role | None, method: str, name: str, number: int) -> bool:
    request: HttpRequest = RequestFactory().generic(method, "/admin/")
    request.user = UserFactory(role=role)
    return may_pass(request, resolve(reverse(f"wagtail_localize:{name}", args=[number])))


def test_pages_are_sent_to_translation_by_those_who_edit_some():
    page = Page.objects.filter(depth=2).first()
    assert passes(Role.EDITOR, "GET", "submit_page_translation", page.pk)
    assert not passes(None, "GET", "submit_page_translation", page.pk)


def test_translations_are_renewed_by_those_who_edit_pages():
    source, _made = TranslationSource.get_or_create_from_instance(
        Page.objects.filter(depth=2).first().specific
    )
    assert passes(Role.EDITOR, "GET", "update_translations", source.pk)
    assert not passes(None, "GET", "update_translations", source.pk)


def test_a_look_at_an_address_that_writes_finds_nothing():
    with pytest.raises(Http404):
        passes(Role.EDITOR, "GET", "machine_translate", 1)
    assert passes(Role.EDITOR, "POST", "machine_translate", 1)
