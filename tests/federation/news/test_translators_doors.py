"""A translator fills in words; what replaces a live page, or lets go of it, is for those who may publish it."""

import json
from html import unescape

import pytest
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage, StandardPage
from portal.accounts.enums import Role
from tests.portal.accounts.factories import UserFactory

from .test_translation import WORDS, make_source, send_to_russian, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def live_translation(client, django_capture_on_commit_callbacks):
    """A page in Russian that everybody reads, and how it was translated."""
    editor = UserFactory(role=Role.EDITOR)
    client.force_login(editor)
    page = make_source()
    target = send_to_russian(client, page)
    with django_capture_on_commit_callbacks(execute=True):
        translation = translate(target, WORDS)
        translation.save_target(user=editor, publish=True)
    target.refresh_from_db()
    return target, translation


def links(client, page) -> dict[str, str | None]:
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    props = html.partition('data-props="')[2].partition('"')[0]
    return json.loads(unescape(props))["links"]


DOORS = ["/admin/localize/page/{page}/convert_to_alias/", "/admin/localize/translate/{translation}/disable/"]


@pytest.mark.parametrize("door", DOORS)
def test_a_translator_neither_replaces_a_live_page_nor_lets_go_of_it(client, live_translation, door):
    page, translation = live_translation
    client.force_login(UserFactory(role=Role.TRANSLATOR))
    response = client.post(door.format(page=page.pk, translation=translation.pk))
    page.refresh_from_db()
    translation.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert (page.title, page.alias_of_id, translation.enabled) == ("Портал открыт", None, True)


def test_a_translator_is_offered_neither(client, live_translation):
    page, translation = live_translation
    ways = ("convertToAliasUrl", "stopTranslationUrl")
    assert all(links(client, page)[way] for way in ways)
    client.force_login(UserFactory(role=Role.TRANSLATOR))
    assert [bool(links(client, page)[way]) for way in ways] == [False, False]
    assert links(client, page)["uploadPofile"]
    # Once it is a translation no longer, the page's own editor has the same buttons.
    translation.enabled = False
    translation.save()
    names = ("localize-convert-to-alias", "localize-restart-translation")
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert [name in html for name in names] == [False, False]
    client.post(f"/admin/pages/{page.pk}/edit/", {"localize-restart-translation": "1"})
    translation.refresh_from_db()
    assert translation.enabled is False
    client.force_login(UserFactory(role=Role.EDITOR))
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert [name in html for name in names] == [True, True]


def test_an_editor_does_both_by_a_form_that_is_sent_and_by_no_look(client, live_translation):
    page, translation = live_translation
    client.get(DOORS[1].format(translation=translation.pk))
    translation.refresh_from_db()
    assert translation.enabled is True
    client.post(DOORS[1].format(translation=translation.pk))
    translation.refresh_from_db()
    assert translation.enabled is False
    client.post(DOORS[0].format(page=page.pk))
    page.refresh_from_db()
    assert page.alias_of_id is not None


def test_a_look_at_the_upload_of_words_is_no_error(client, live_translation):
    _page, translation = live_translation
    address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    assert client.get(address, follow=True).status_code == 405


@pytest.mark.parametrize(("role", "made"), [(Role.TRANSLATOR, 0), (Role.EDITOR, 1)])
def test_who_may_not_publish_makes_no_live_copy_of_the_page_above(client, role, made):
    home = HomePage.objects.get(locale__language_code="kk")
    above = home.add_child(instance=StandardPage(title="Үстінде", slug="above", locale=home.locale))
    below = above.add_child(instance=StandardPage(title="Астында", slug="below", locale=home.locale))
    russian = HomePage.objects.get(locale__language_code="ru").locale
    client.force_login(UserFactory(role=role))
    client.post(f"/admin/localize/submit/page/{below.pk}/", {"locales": [russian.pk]})
    assert Page.objects.filter(locale=russian, translation_key=above.translation_key).count() == made
    assert Page.objects.filter(locale=russian, translation_key=below.translation_key).count() == made


@pytest.mark.parametrize(("role", "is_alias"), [(Role.TRANSLATOR, True), (Role.EDITOR, False)])
def test_who_may_not_publish_puts_no_words_in_the_place_of_a_live_alias(
    client, live_translation, role, is_alias
):
    page, translation = live_translation
    client.post(DOORS[0].format(page=page.pk))  # The strings of the translation stay.
    original = translation.source.get_source_instance()
    client.force_login(UserFactory(role=role))
    client.post(f"/admin/localize/submit/page/{original.pk}/", {"locales": [page.locale_id]})
    page = Page.objects.get(pk=page.pk)
    assert (page.live, page.alias_of_id is not None) == (True, is_alias)


@pytest.mark.parametrize(("role", "is_private"), [(Role.TRANSLATOR, True), (Role.EDITOR, False)])
def test_who_may_not_set_privacy_takes_none_away_by_a_sync(client, live_translation, role, is_private):
    page, translation = live_translation
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(UserFactory(role=role))
    client.post(f"/admin/localize/update/{translation.source_id}/", {})
    assert page.view_restrictions.exists() == is_private
