"""Which sections may be marked and by whom, and the second person, who publishes what others wrote."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from federation.news.install import moderation
from federation.news.models import NewsIndexPage, NewsPage
from home.models import HomePage
from portal.accounts.enums import Role
from portal.content.actions import OwnText
from portal.content.models import Description, ReviewedSection
from portal.content.pages import BasePage, SectionPage, index_page_classes
from portal.content.rules import may_publish_text
from resources.models import LibraryPage
from tests import services
from tests.federation.news.factories import NewsPageFactory
from tests.portal.accounts.factories import UserFactory
from tests.portal.content.reviewing import (
    draft_page,
    draft_text,
    edit_of,
    mighty,
    page_form,
    russian,
    section,
    standard,
    text_edit,
    text_form,
)
from tests.portal.content.test_reviewed_pages import (
    approve,
    approve_in_the_editor,
    press_publish,
    publish_by_the_interface_for_programs,
    publish_in_bulk,
)
from tests.portal.content.test_reviewed_texts import (
    approve_text,
    approve_text_in_the_editor,
    press_publish_text,
)
from tests.portal.translation.strings import translate_all
from tests.resources.factories import DescriptionFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
MODELS = [
    model
    for model in apps.get_models()
    if issubclass(model, DraftStateMixin)
    and model is not Page
    and not model._meta.app_label.startswith("wagtail")
]


# The kind, the buttons, the second person.


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_whatever_has_drafts_asks_the_rule_before_it_is_published(model):
    assert issubclass(model, (BasePage, Description))
    assert model.publish in (BasePage.publish, Description.publish)


@pytest.mark.parametrize("model", [HomePage, *index_page_classes()], ids=lambda model: model.__name__)
def test_every_section_can_be_marked_by_administrators_alone(client, model):
    assert issubclass(model, SectionPage)
    address = edit_of(section(model))
    shown = {}
    for role in (Role.ADMINISTRATOR, Role.EDITOR):
        client.force_login(UserFactory(role=role))
        shown[role] = 'name="is_reviewed"' in client.get(address).content.decode()
    assert shown == {Role.ADMINISTRATOR: True, Role.EDITOR: False}


def test_marking_one_language_marks_all_and_a_preview_marks_nothing(client, author):
    page = section(NewsIndexPage)
    typed = page_form(client, page, is_reviewed="on")
    client.post(f"{edit_of(page)}preview/", typed)
    assert ReviewedSection.objects.count() == 0
    client.post(edit_of(page), typed)
    for language in ("kk", "ru", "en"):
        written = NewsPageFactory(language=language, live=False)
        written.title = "Own words"
        written.save_revision(user=author)
        assert may_publish_text(author, written) is False
    typed.pop("is_reviewed")
    client.post(edit_of(NewsIndexPage.objects.get(locale__language_code="en")), typed | {"title": "News"})
    assert ReviewedSection.objects.count() == 0


def test_an_editor_can_neither_mark_nor_take_the_mark_away(client, marked):
    client.force_login(UserFactory(role=Role.EDITOR))
    page, about = section(NewsIndexPage), section(HomePage)
    client.post(edit_of(page), page_form(client, page))
    client.post(edit_of(about), page_form(client, about, is_reviewed="on"))
    assert set(ReviewedSection.objects.values_list("translation_key", flat=True)) == {
        found.translation_key for found in (page, section(LibraryPage), standard("about"))
    }


def test_authors_see_no_button_and_are_told_why(client, author, marked):
    page, text = draft_page(author), draft_text(author)
    for address in (edit_of(page), text_edit(text)):
        html = client.get(address).content.decode()
        assert 'name="action-publish"' not in html
    for address, form in (
        (edit_of(page), page_form(client, page)),
        (text_edit(text), text_form(client, text)),
    ):
        html = client.post(address, form | {"action-publish": "1"}, follow=True).content.decode()
        assert "nobody may publish a text they wrote" in html


def test_the_second_person_publishes_pages_by_every_door(client, marked, django_capture_on_commit_callbacks):
    colleague = mighty()
    client.force_login(colleague)
    for door in (
        press_publish,
        publish_in_bulk,
        publish_by_the_interface_for_programs,
        approve,
        approve_in_the_editor,
    ):
        page = draft_page(UserFactory(role=Role.EDITOR))
        door(client, page, colleague)
        page.refresh_from_db()
        assert (door.__name__, page.live, page.title) == (door.__name__, True, "Own words")


def test_the_second_person_publishes_texts_by_every_door(client, marked):
    colleague = mighty()
    client.force_login(colleague)
    for door in (press_publish_text, approve_text, approve_text_in_the_editor):
        text = draft_text(UserFactory(role=Role.EDITOR))
        door(client, text, colleague)
        text.refresh_from_db()
        assert (door.__name__, text.title) == (door.__name__, "Own words")


@pytest.mark.parametrize("name", ["approve_in_the_editor", "press_publish"])
def test_who_changes_it_while_approving_becomes_an_author(client, marked, name):
    colleague = mighty()
    client.force_login(colleague)
    page = draft_page(UserFactory(role=Role.EDITOR))
    typed = {"action-publish": "1"}
    if name == "approve_in_the_editor":
        moderation().start(page, UserFactory(role=Role.EDITOR))
        typed = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    html = client.post(
        edit_of(page), page_form(client, page, title="Mine", **typed), follow=True
    ).content.decode()
    page.refresh_from_db()
    assert (page.live, page.get_latest_revision_as_object().title) == (False, "Mine")
    assert "nobody may publish a text they wrote" in html


def test_a_translator_does_not_publish_their_own_words_and_a_colleague_does(
    client, marked, django_capture_on_commit_callbacks
):
    page = NewsPageFactory(title="Портал ашылды")
    sender, translator, colleague = (UserFactory(role=Role.ADMINISTRATOR) for _place in range(3))
    client.force_login(sender)
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian().pk]})
    target = NewsPage.objects.get(translation_key=page.translation_key, locale=russian())
    translate_all(target, by=translator)
    for user, is_live in ((translator, False), (colleague, True)):
        client.force_login(user)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(edit_of(target), {"action": "publish"})
        target.refresh_from_db()
        assert target.live is is_live


def test_a_published_revision_written_over_is_unpublished_words(author, marked):
    page = draft_page(UserFactory())
    page.save_revision(user=author)
    revision = page.get_latest_revision()
    revision.publish(user=UserFactory(is_superuser=True), skip_permission_checks=True)
    page = NewsPage.objects.get(pk=page.pk)
    assert may_publish_text(author, page) is True
    page.title = "Written over"
    page.save_revision(user=author, overwrite_revision=revision)
    assert may_publish_text(author, page) is False


def test_the_clock_publishes_what_a_colleague_scheduled(author, marked):
    page = draft_page(author)
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = page.save_revision(user=author, approved_go_live_at=page.go_live_at)
    revision.publish(log_action="wagtail.publish.scheduled")
    page.refresh_from_db()
    assert page.live is True


def test_the_models_refuse_by_themselves(author, marked):
    for thing in (draft_page(author), draft_text(author)):
        with pytest.raises(OwnText):
            thing.get_latest_revision().publish(user=author)


def test_the_history_of_a_section_opens_and_tells_of_the_mark(client, author):
    page = section(NewsIndexPage)
    for title, typed in (("One", {"is_reviewed": "on"}), ("Two", {})):
        form = page_form(client, page, title=title)
        form.pop("is_reviewed", None)
        client.post(edit_of(page), form | typed)
    history = client.get(f"/admin/pages/{page.pk}/history/").content.decode()
    assert "Authors may no longer publish their own texts here" in history
    assert "Authors may publish their own texts here again" in history
    assert client.get(f"/admin/pages/{page.pk}/revisions/compare/earliest...latest/").status_code == 200


def test_whoever_writes_reads_above_the_form_who_publishes(client, author, marked):
    words = "In this section nobody may publish"
    index, record = section(NewsIndexPage), DescriptionFactory().record
    new_text = f"/admin/snippets/resources/materialdescription/add/?record={record.pk}&language=en"
    for address in (f"/admin/pages/add/news/newspage/{index.pk}/", new_text, edit_of(draft_page(author))):
        assert words in client.get(address).content.decode()
    colleagues = draft_page(UserFactory(role=Role.EDITOR))
    assert words not in client.get(edit_of(colleagues)).content.decode()


def test_publishing_an_older_revision_does_not_free_strings_typed_since(author, marked):
    page = NewsPageFactory(live=False, body=[])
    page.save_revision(user=author).publish()
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(
        source=source, target_locale=Locale.objects.get(language_code="ru")
    )
    translation.save_target(user=UserFactory(), publish=False)
    target = translation.get_target_instance()
    translate_all(target).save_target(user=UserFactory(), publish=False)
    target.refresh_from_db()
    target.get_latest_revision().publish()
    typed = StringTranslation.objects.get(
        locale=target.locale, context__path="title", context__object=page.translation_key
    )
    typed.data, typed.last_translated_by = "Свои слова", author
    typed.save()
    assert may_publish_text(author, target) is False
    target.get_latest_revision().publish(user=UserFactory(is_superuser=True))
    assert may_publish_text(author, target) is False
