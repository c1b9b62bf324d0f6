"""From the editor's "translate this page" to a page in another language."""

import pytest
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation, TranslationSource

from federation.news.models import NewsPage
from portal.accounts.enums import Role
from portal.blocks.written import written
from portal.navigation.registry import Acting, tasks_for
from portal.translation.translations import original_of, outdated_translations
from tests.portal.accounts.factories import UserFactory

from .factories import NewsPageFactory
from .test_feed import entry_titles
from .test_list import titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(role=Role.EDITOR)
    client.force_login(user)
    return user


def send_to_russian(client, page) -> Page:
    russian = Locale.objects.get(language_code="ru")
    response = client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian.pk]})
    assert response.status_code == 302
    return NewsPage.objects.get(translation_key=page.translation_key, locale=russian)


def translate(page, words: dict[str, str]) -> Translation:
    """Fills in the strings as a translator does, by the Kazakh text."""
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale)
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        if segment.string.data in words:
            StringTranslation.objects.create(
                translation_of=segment.string,
                context=segment.context,
                locale=page.locale,
                data=words[segment.string.data],
            )
    return translation


WORDS = {
    "Портал ашылды": "Портал открыт",
    "Бір сөйлем.": "Одно предложение.",
    "Мәтін осында.": "Текст здесь.",
}


def make_source() -> NewsPage:
    return NewsPageFactory(
        title="Портал ашылды", slug="opened", body=written("x", [("text", "<p>Мәтін осында.</p>")])
    )


def test_no_language_copies_pages_of_another_by_itself():
    assert LocaleSynchronization.objects.count() == 0
    NewsPageFactory()
    assert Page.objects.exclude(alias_of=None).count() == 0


def test_a_page_sent_to_translation_is_a_draft_until_it_is_published(
    client, editor, django_capture_on_commit_callbacks
):
    page = make_source()
    with django_capture_on_commit_callbacks(execute=True):
        target = send_to_russian(client, page)
    assert (target.live, target.alias_of_id) == (False, None)
    assert Page.objects.exclude(alias_of=None).count() == 0
    assert client.get("/ru/news/opened/").status_code == 404
    assert titles(client.get("/ru/news/")) == []
    with django_capture_on_commit_callbacks(execute=True):
        translate(target, WORDS).save_target(user=editor, publish=True)
    html = client.get("/ru/news/opened/").content.decode()
    assert html.count("<p>Текст здесь.</p>") == 1
    assert titles(client.get("/ru/news/")) == ["Портал открыт"]
    assert entry_titles(client, "ru") == ["Портал открыт"]


@pytest.mark.parametrize("way", ["private", "draft", "public"])
def test_a_translation_names_its_original_only_while_everybody_may_read_it(client, editor, way):
    source = make_source()
    page = send_to_russian(client, source)
    if way == "private":
        PageViewRestriction.objects.create(page=source, restriction_type=PageViewRestriction.LOGIN)
    elif way == "draft":
        source.unpublish()
    found = original_of(page)
    assert (found and (found.language, found.title)) == (("kk", "Портал ашылды") if way == "public" else None)


def test_day_category_and_picture_go_with_the_original(client, editor):
    page = make_source()
    target = send_to_russian(client, page)
    assert (target.date, target.category, target.image) == (page.date, page.category, page.image)


def test_a_changed_original_makes_its_translation_outdated_and_the_report_names_it(
    client, editor, django_capture_on_commit_callbacks
):
    page = make_source()
    target = send_to_russian(client, page)
    with django_capture_on_commit_callbacks(execute=True):
        translate(target, WORDS).save_target(user=editor, publish=True)
    assert list(outdated_translations()) == []
    page.refresh_from_db()
    page.title = "Портал бүгін ашылды"
    page.save_revision().publish()
    assert [found.pk for found in outdated_translations()] == [target.pk]
    report = client.get("/admin/reports/outdated-translations/")
    assert [found.pk for found in report.context["object_list"]] == [target.pk]
    form = client.get(f"/admin/pages/{target.pk}/edit/").content.decode()
    assert form.count(str(page.pk)) > 0
    # The live translation keeps its words until somebody translates the new ones and publishes.
    assert titles(client.get("/ru/news/")) == ["Портал открыт"]


def test_a_translator_may_sync_but_not_publish(client, django_capture_on_commit_callbacks):
    page = make_source()
    client.force_login(UserFactory(role=Role.TRANSLATOR))
    target = send_to_russian(client, page)
    source = TranslationSource.objects.get(object_id=page.translation_key)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/admin/localize/update/{source.pk}/", {"publish_translations": "on"})
    assert response.status_code == 302
    target.refresh_from_db()
    assert target.live is False


def test_an_editor_may_sync_and_publish(client, editor, django_capture_on_commit_callbacks):
    page = make_source()
    target = send_to_russian(client, page)
    source = translate(target, WORDS).source
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/localize/update/{source.pk}/", {"publish_translations": "on"})
    target.refresh_from_db()
    assert target.live is True


def desk_tasks(user) -> list[tuple[str, str]]:
    with override("en"):
        return [(task.title, task.url) for task in tasks_for(Acting(user)) if "translation" in task.title]


def test_first_screen_of_a_translator_tells_what_is_unfinished_and_what_is_older_than_its_original(
    client, editor, django_capture_on_commit_callbacks
):
    translator = UserFactory(role=Role.TRANSLATOR)
    page = make_source()
    assert desk_tasks(translator) == []
    target = send_to_russian(client, page)
    assert desk_tasks(translator) == [
        (
            "1 translation is not finished",
            "/admin/localize/reports/translations/?waiting_for_translation=true",
        )
    ]
    with django_capture_on_commit_callbacks(execute=True):
        translate(target, WORDS).save_target(user=editor, publish=True)
    assert desk_tasks(translator) == []
    page.refresh_from_db()
    page.title = "Портал бүгін ашылды"
    page.save_revision().publish()
    assert desk_tasks(translator) == [
        ("1 translation is older than its original", "/admin/reports/outdated-translations/"),
        (
            "1 translation is not finished",
            "/admin/localize/reports/translations/?waiting_for_translation=true",
        ),
    ]
    assert desk_tasks(editor) == []
