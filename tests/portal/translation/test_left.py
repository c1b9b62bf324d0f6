"""The list of what a translation lacks, and what is looked through by itself."""

import pytest
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from portal.accounts.enums import Role
from portal.content.strings import stays_by_itself
from portal.translation.jobs import look_through_translations
from portal.translation.translations import outdated_translations
from tests.federation.news.factories import NewsPageFactory
from tests.portal.accounts.factories import UserFactory
from tests.portal.content.reviewing import edit_of

from .strings import lacking, let_all_stay, translation_of
from .test_gate import begin, publish_whole, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator(client):
    user = UserFactory(role=Role.TRANSLATOR, preferred_language="en")
    client.force_login(user)
    return user


@pytest.fixture
def target():
    return begin(NewsPageFactory(title="Портал ашылды", slug="opened"))


def left_of(page) -> str:
    return f"/admin/localize/translate/{translation_of(page).pk}/left/"


def keys(client, page) -> list[int]:
    return [found.segment.pk for found in client.get(left_of(page)).context["left"]]


def test_a_translator_keeps_one_string_and_then_all_that_are_left_by_one_press(client, translator, target):
    shown = keys(client, target)
    assert len(shown) == 3
    response = client.post(left_of(target), {"keep": shown[0], "shown": shown})
    assert (response.url, lacking(target)) == (left_of(target), ["Бір сөйлем.", "Мәтін осында."])
    response = client.post(left_of(target), {"keep": "all", "shown": shown})
    assert (response.url, lacking(target)) == (edit_of(target), [])
    kept = StringTranslation.objects.filter(context__object=target.translation_key, translation_type="manual")
    assert {(row.data == row.translation_of.data, row.last_translated_by) for row in kept} == {
        (True, translator)
    }
    target.refresh_from_db()
    assert target.live is False


def test_what_was_not_shown_is_not_kept_and_a_repeated_press_changes_nothing(client, translator, target):
    shown = keys(client, target)
    forged = [*shown[:1], 999999, "x"]
    for _time in range(2):
        client.post(left_of(target), {"keep": "all", "shown": forged})
        assert lacking(target) == ["Бір сөйлем.", "Мәтін осында."]
    for keep in ("", "x", "999999"):
        client.post(left_of(target), {"keep": keep, "shown": shown})
        assert lacking(target) == ["Бір сөйлем.", "Мәтін осында."]


def test_what_is_translated_meanwhile_keeps_its_translation(client, translator, target):
    shown = keys(client, target)
    segment = translation_of(target).source.stringsegment_set.get(pk=shown[0])
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=target.locale, data="Портал открыт"
    )
    client.post(left_of(target), {"keep": "all", "shown": shown})
    assert (
        StringTranslation.objects.get(context=segment.context, locale=target.locale).data == "Портал открыт"
    )


def test_the_list_is_for_those_who_may_edit_the_page(client, target):
    address = left_of(target)
    for role in (Role.SECRETARIAT, Role.REVIEWER, None):
        client.force_login(UserFactory(role=role))
        assert client.get(address).status_code in (302, 403, 404)
        client.post(address, {"keep": "all", "shown": [1]})
    assert len(lacking(target)) == 3
    client.force_login(UserFactory(role=Role.TRANSLATOR))
    assert client.get("/en/admin/localize/translate/999999/left/").status_code == 404
    assert client.put(address).status_code == 405


def test_the_editor_says_how_many_are_left_and_leads_to_the_list(client, translator, target):
    response = client.get(edit_of(target))
    assert "3 strings are left" in response.content.decode()
    assert f'href="{left_of(target)}"' in response.content.decode()
    let_all_stay(target)
    assert left_of(target) not in client.get(edit_of(target)).content.decode()


def test_in_bulk_the_whole_are_published_and_the_others_named(client, target):
    client.force_login(UserFactory(role=Role.ADMINISTRATOR, preferred_language="en", is_superuser=True))
    whole = NewsPageFactory(live=False)
    address = f"/admin/bulk/wagtailcore/page/publish/?id={target.pk}&id={whole.pk}"
    response = client.post(address, {})
    assert [Page.objects.get(pk=page.pk).live for page in (target, whole)] == [False, True]
    assert "“Портал ашылды” has not been published: 3 strings" in said(response)
    assert "1 page has been published" in said(response)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("2026", True), ("+7 (727) 250-00-00", True), ("— … №", True), ("info@example.kz", True),
        ("https://example.kz/a?b=1", True), ("www.example.kz", True), ("nlrk.kz/kk/news", True),
        ('<a id="a1">nlrk.kz</a>', True), ("info@example.kz, +7 727", True), ("8&nbsp;000", True),
        ("Кітап", False), ("UNESCO", False), ("т.б.", False), ("Сайт: nlrk.kz", False), ("<b>A</b>", False),
    ],
)  # fmt: skip
def test_numbers_and_addresses_are_the_same_in_every_language(text, stays):
    assert stays_by_itself(text) is stays


def test_what_an_earlier_release_left_is_looked_through_once(target):
    """Published half translated, its strings filled in since; without what stays by itself; an original gone on."""
    Page.objects.filter(pk=target.pk).update(live=True, last_published_at=timezone.now())
    StringTranslation.objects.filter(locale=target.locale, context__object=target.translation_key).delete()
    let_all_stay(target)
    Translation.objects.filter(pk=translation_of(target).pk).update(translations_last_updated_at=None)
    StringTranslation.objects.filter(
        locale=target.locale, context__object=target.translation_key, context__path="title"
    ).update(data="Портал открыт")
    assert list(outdated_translations()) == []
    look_through_translations()
    assert [page.pk for page in outdated_translations()] == [target.pk]
    translation_of(target).save_target(publish=False)
    target.refresh_from_db()
    target.get_latest_revision().publish()
    assert list(outdated_translations()) == []
    look_through_translations()
    assert list(outdated_translations()) == []


def test_an_original_that_was_published_unseen_is_caught_up_with(target):
    publish_whole(target)
    original = type(target).objects.get(translation_key=target.translation_key, locale__language_code="kk")
    later = timezone.now() + timezone.timedelta(minutes=1)
    type(target).objects.filter(pk=original.pk).update(title="Басқа", last_published_at=later)
    look_through_translations()
    assert [page.pk for page in outdated_translations()] == [target.pk]
    assert TranslationSource.objects.get(object_id=target.translation_key).object_repr == "Басқа"
