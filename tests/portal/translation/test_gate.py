"""A page goes live in a language only when every string of its original has a translation there, by any door."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import wagtail
import wagtail_localize
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions import action_registry
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPagePermissionError
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.views.convert import sync_alias

from federation.news.models import NewsIndexPage, NewsPage
from portal.blocks.written import written
from portal.clock.publishing import publish_scheduled
from portal.content.actions import HalfTranslated
from portal.translation.translations import original_of, outdated_translations, record_translation
from tests import services
from tests.federation.news.factories import NewsPageFactory
from tests.portal.content import test_reviewed_pages as doors
from tests.portal.content.reviewing import edit_of, mighty, page_form, russian

from .strings import lacking, let_all_stay, translate_all, translation_of

pytestmark = [
    pytest.mark.django_db,
    services.asked_once,
    # wagtail-localize parses each string as HTML, addresses too.
    pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning"),
]
REFUSED = "has not been published"
TEXT = "<p>Мәтін осында.</p><p>+7 (727) 250-00-00</p><p>info@example.kz</p><p>https://example.kz/a</p>"


@pytest.fixture
def user(client):
    user = mighty()
    client.force_login(user)
    return user


@pytest.fixture
def original() -> NewsPage:
    return NewsPageFactory(title="Портал ашылды", slug="opened", body=written("x", [("text", TEXT)]))


def begin(page: NewsPage, user=None, **enabled: bool) -> NewsPage:
    """A draft of a page in Russian, with the words of its original."""
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=russian())
    translation.save_target(user=user, publish=False)
    if enabled:
        Translation.objects.filter(pk=translation.pk).update(**enabled)
    return NewsPage.objects.get(translation_key=page.translation_key, locale=russian())


@pytest.fixture
def target(original) -> NewsPage:
    return begin(original)


def publish_whole(page: NewsPage) -> None:
    translate_all(page).save_target(publish=False)
    page.refresh_from_db()
    page.get_latest_revision().publish()
    page.refresh_from_db()


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# Every way to publish: pages that are kept in step with their original, and such that were stopped.


def press_in_the_editor(client, page, user):
    client.post(edit_of(page), {"action": "publish"})


def sync_and_publish(client, page, user):
    source = translation_of(page).source
    client.post(f"/admin/localize/update/{source.pk}/", {"publish_translations": "on"})


def let_the_clock_publish(client, page, user):
    revision = page.get_latest_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    publish_scheduled()


def let_the_command_publish(client, page, user):
    revision = page.get_latest_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(HalfTranslated):
        call_command("publish_scheduled")


def publish_the_revision(client, page, user):
    with pytest.raises(HalfTranslated):
        page.get_latest_revision().publish(user=user)


def edit_by_program(client, page, user):
    with pytest.raises(HalfTranslated):
        action_registry.get_action_class(NewsPage, "edit")(page, user=user, publish=True).execute()


def save_the_row(client, page, user):
    page.live = True
    with pytest.raises(HalfTranslated):
        page.save()


def save_target(client, page, user):
    translation_of(page).save_target(user=user, publish=True)


IN_STEP = [
    press_in_the_editor, sync_and_publish, let_the_clock_publish, let_the_command_publish, publish_the_revision,
    edit_by_program, save_the_row, save_target, doors.publish_in_bulk, doors.publish_with_the_section_in_bulk,
    doors.publish_by_the_interface_for_programs, doors.approve,
]  # fmt: skip
STOPPED = [
    doors.press_publish, doors.press_publish_with_a_change, doors.revert_and_publish, doors.approve_in_the_editor,
    doors.approve, doors.publish_in_bulk, doors.publish_by_the_interface_for_programs, publish_the_revision,
    let_the_clock_publish, save_the_row,
]  # fmt: skip


def go_by(door, client, page, user, capture) -> NewsPage:
    """Goes by a door; what it raises after the answer is refusal, too."""
    try:
        with capture(execute=True):
            door(client, page, user)
    except HalfTranslated:
        pass
    return NewsPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("door", IN_STEP, ids=lambda door: door.__name__)
def test_no_door_publishes_what_is_half_translated(
    door, client, user, target, django_capture_on_commit_callbacks
):
    page = go_by(door, client, target, user, django_capture_on_commit_callbacks)
    assert (page.live, page.first_published_at) == (False, None)
    assert page.get_latest_revision() is not None
    assert client.get(f"/ru/news/{page.slug}/").status_code == 404


@pytest.mark.parametrize(
    "door",
    [
        door
        for door in IN_STEP
        if door not in (let_the_command_publish, edit_by_program, publish_the_revision)
    ],
    ids=lambda door: door.__name__,
)
def test_the_same_doors_publish_what_is_whole(door, client, user, target, django_capture_on_commit_callbacks):
    translate_all(target).save_target(user=user, publish=False)
    target.refresh_from_db()
    if door is save_the_row:
        target.live = True
        target.save()
    else:
        with django_capture_on_commit_callbacks(execute=True):
            door(client, target, user)
    target.refresh_from_db()
    assert (target.live, target.title) == (True, "→Портал ашылды")


@pytest.mark.parametrize("door", STOPPED, ids=lambda door: door.__name__)
def test_no_door_publishes_a_page_out_of_step_with_its_originals_words(
    door, client, user, original, django_capture_on_commit_callbacks
):
    target = begin(original, user, enabled=False)
    page = go_by(door, client, target, user, django_capture_on_commit_callbacks)
    assert (page.live, page.first_published_at) == (False, None)


def test_what_was_typed_is_kept_and_the_message_says_what_lacks(client, user, original):
    target = begin(original, enabled=False)
    form = page_form(client, target, title="Портал открыт", **{"action-publish": "1"})
    response = client.post(edit_of(target), form)
    target.refresh_from_db()
    assert target.get_latest_revision_as_object().title == "Портал открыт"
    number = translation_of(target).pk
    assert REFUSED in said(response)
    assert "1 string is not translated yet (“Бір сөйлем.”)" in said(response)
    assert f"/admin/localize/translate/{number}/left/" in said(response)


# The states of the page that is live.


@pytest.mark.parametrize(
    "door", [press_in_the_editor, sync_and_publish, save_target, save_the_row], ids=lambda door: door.__name__
)
def test_a_live_page_keeps_its_last_whole_state(
    door, client, user, original, target, django_capture_on_commit_callbacks
):
    publish_whole(target)
    reader = type(client)()
    before = reader.get("/ru/news/opened/").content.decode()
    original.refresh_from_db()
    original.title, original.body = "Басқа", written("x", [("text", TEXT + "<p>Тағы.</p><p>2027</p>")])
    original.save_revision().publish()
    assert lacking(target) == ["Басқа", "Тағы."]
    if door is save_the_row:
        words = translation_of(target).source.get_ephemeral_translated_instance(russian(), fallback=True)
        with pytest.raises(HalfTranslated):
            words.save()
    else:
        go_by(door, client, target, user, django_capture_on_commit_callbacks)
    after = reader.get("/ru/news/opened/").content.decode()
    for words, is_there in {"→Портал ашылды": 1, "→Мәтін осында.": 1, "Тағы": 0, "Басқа": 0}.items():
        assert (words, words in after) == (words, bool(is_there))
    assert ("message-info" in before, "message-info" in after) == (False, True)  # It says that it is older.


def test_an_older_version_with_the_originals_words_is_not_published(user, original, target):
    first = target.get_latest_revision()
    publish_whole(target)
    with pytest.raises(HalfTranslated):
        first.publish(user=user)
    original.refresh_from_db()
    original.title = "Басқа"  # Words that the original has no longer are another language's still.
    original.save_revision().publish()
    translate_all(target)
    StringTranslation.objects.filter(translation_of__data="Портал ашылды").delete()
    with pytest.raises(HalfTranslated):
        first.publish(user=user)


def test_what_is_scheduled_half_translated_waits_without_failing_and_goes_live_when_it_is_whole(
    user, original, target
):
    due = timezone.now() - timedelta(hours=1)
    Revision.objects.filter(pk=target.latest_revision_id).update(approved_go_live_at=due)
    other = NewsPageFactory(live=False)
    Revision.objects.filter(pk=other.latest_revision_id).update(approved_go_live_at=due)
    publish_scheduled()
    other.refresh_from_db()
    assert other.live is True
    assert Revision.objects.get(pk=target.latest_revision_id).approved_go_live_at == due
    let_all_stay(target)
    publish_scheduled()
    target.refresh_from_db()
    assert target.live is True


def test_what_is_live_and_half_translated_stays_and_is_listed(client, user, original, target):
    Page.objects.filter(pk=target.pk).update(live=True, last_published_at=timezone.now())
    target.refresh_from_db()
    target.save()  # As a lock or a move does.
    assert client.get("/ru/news/opened/").status_code == 200
    report = client.get("/admin/reports/outdated-translations/")
    assert [(page.pk, page.left) for page in report.context["object_list"]] == [(target.pk, 3)]
    with pytest.raises(HalfTranslated):
        target.get_latest_revision().publish(user=user)


# Aliases, copies, places.


@pytest.fixture
def alias(original) -> NewsPage:
    return original.copy_for_translation(russian(), copy_parents=True, alias=True)


def test_an_alias_that_is_sent_to_translation_becomes_a_draft_until_it_is_whole(
    client, user, original, alias, django_capture_on_commit_callbacks
):
    assert Page.objects.get(pk=alias.pk).live is True
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/admin/localize/submit/page/{original.pk}/", {"locales": [russian().pk]})
    alias.refresh_from_db()
    assert (alias.live, alias.alias_of_id) == (False, None)
    assert "It is a draft now" in said(response)
    publish_whole(alias)
    assert alias.live is True


@pytest.mark.parametrize("way", ["action", "view"])
def test_an_alias_that_wagtail_makes_a_page_of_its_own_becomes_a_draft(client, user, original, alias, way):
    if way == "view":
        client.post(f"/admin/pages/{alias.pk}/convert_alias/")
    else:
        ConvertAliasPageAction(alias, user=user).execute()
    page = NewsPage.objects.get(pk=alias.pk)
    assert (page.live, page.alias_of_id) == (False, None)
    with pytest.raises(HalfTranslated):
        page.get_latest_revision().publish(user=user)
    left = client.get(f"/admin/localize/translate/{translation_of(page).pk}/left/").context["left"]
    assert [found.text for found in left] == ["Портал ашылды", "Бір сөйлем.", "Мәтін осында."]


def test_an_alias_in_the_same_language_stays_live_when_it_becomes_a_page_of_its_own(user, original):
    other = original.create_alias(update_slug="other")
    ConvertAliasPageAction(other, user=user).execute()
    assert NewsPage.objects.get(pk=other.pk).live is True


def test_an_alias_of_a_half_translated_page_stays_one(user, target):
    Page.objects.filter(pk=target.pk).update(live=True, last_published_at=timezone.now())
    target.refresh_from_db()
    other = target.create_alias(update_slug="other")
    with pytest.raises(HalfTranslated):
        ConvertAliasPageAction(other, user=user).execute()
    assert NewsPage.objects.get(pk=other.pk).alias_of_id == target.pk


def test_a_live_translation_becomes_an_alias_again(client, user, original, target):
    publish_whole(target)
    client.post(f"/admin/localize/page/{target.pk}/convert_to_alias/")
    target.refresh_from_db()
    assert (target.live, target.alias_of_id, target.title) == (True, original.pk, original.title)


def test_the_patch_of_aliases_is_of_use(original, target):
    publish_whole(target)
    with pytest.raises(HalfTranslated):
        sync_alias.__wrapped__(original, target)


@pytest.mark.parametrize("way", ["half", "alias"])
def test_a_half_translated_page_is_not_copied(client, user, original, way, request):
    page = request.getfixturevalue("target" if way == "half" else "alias")
    number = NewsPage.objects.count()
    parent = page.get_parent()
    typed = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": parent.pk, "publish_copies": "on"}
    response = client.post(f"/admin/pages/{page.pk}/copy/", typed)
    assert "cannot be copied" in said(response)
    with pytest.raises(CopyPagePermissionError):
        action_registry.get_action_class(NewsPage, "copy")(page, to=parent, user=user).execute()
    assert NewsPage.objects.count() == number


def test_a_whole_translation_is_copied(client, user, target):
    publish_whole(target)
    parent = target.get_parent()
    typed = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": parent.pk, "publish_copies": "on"}
    client.post(f"/admin/pages/{target.pk}/copy/", typed)
    assert NewsPage.objects.get(slug="copy").live is True


@pytest.mark.parametrize("way", ["copy", "alias", "move"])
def test_no_page_goes_below_another_languages_first_page(client, user, original, way):
    place = NewsIndexPage.objects.get(locale=russian())
    before = set(Page.objects.child_of(place).values_list("pk", flat=True))
    if way == "move":
        client.post(f"/admin/pages/{original.pk}/move/{place.pk}/confirm/", {})
    else:
        typed = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": place.pk, "publish_copies": "on"}
        client.post(f"/admin/pages/{original.pk}/copy/", typed | ({"alias": "on"} if way == "alias" else {}))
    assert set(Page.objects.child_of(place).values_list("pk", flat=True)) == before


# What lacks.


def test_what_is_the_same_in_every_language_stays_by_itself(target):
    assert lacking(target) == ["Портал ашылды", "Бір сөйлем.", "Мәтін осында."]
    made = StringTranslation.objects.filter(context__object=target.translation_key, locale=russian())
    assert {row.translation_of.data for row in made} == {
        "opened", "+7 (727) 250-00-00", "info@example.kz", "https://example.kz/a",
    }  # fmt: skip
    assert set(made.values_list("translation_type", "last_translated_by")) == {("machine", None)}


def test_an_empty_or_faulty_translation_lacks(target):
    translate_all(target)
    rows = StringTranslation.objects.filter(context__object=target.translation_key, translation_type="")
    rows.filter(context__path="title").update(data="")
    rows.filter(context__path="summary").update(has_error=True)
    assert lacking(target) == ["Портал ашылды", "Бір сөйлем."]


def test_what_is_the_same_in_a_file_of_strings_stays(client, user, target):
    translation = translation_of(target)
    po = translation.export_po()
    for entry in po:
        entry.msgstr = "" if entry.msgid == "Бір сөйлем." else entry.msgid
    translation.import_po(po, user=user)
    assert lacking(target) == ["Бір сөйлем."]


def test_an_original_is_not_gated_and_its_translations_follow_its_words(original, target):
    publish_whole(target)
    assert original_of(target).is_newer is False
    original.refresh_from_db()
    original.save_revision().publish()  # The same words.
    assert (list(outdated_translations()), original_of(target).is_newer) == ([], False)
    original.title = "Басқа"
    original.save_revision().publish()
    assert [page.pk for page in outdated_translations()] == [target.pk]
    assert original_of(target).is_newer is True
    translate_all(target)  # Nobody has published it since.
    assert [page.pk for page in outdated_translations()] == [target.pk]
    publish_whole(target)
    assert (list(outdated_translations()), original_of(target).is_newer) == ([], False)


def test_pages_written_elsewhere_are_whole(original):
    other = NewsPageFactory(
        language="ru", slug="opened", translation_key=original.translation_key, body=original.body
    )
    record_translation(original, [other])
    assert lacking(other) == []
    other.save_revision().publish()
    assert list(outdated_translations()) == []


# Every place where a library publishes or makes a page public, and the test that goes by it.
PLACES = {
    "wagtail/actions/convert_alias.py": "test_an_alias_that_wagtail_makes_a_page_of_its_own_becomes_a_draft",
    "wagtail/actions/copy_page.py": "test_a_half_translated_page_is_not_copied",
    "wagtail/actions/create.py": "a new page is nobody's translation",
    "wagtail/actions/edit.py": "edit_by_program",
    "wagtail/actions/publish_page_revision.py": "publish_the_revision",
    "wagtail/actions/publish_revision.py": "publish_the_revision",
    "wagtail/admin/api/actions/publish.py": "publish_by_the_interface_for_programs",
    "wagtail/admin/views/generic/mixins.py": "texts about records",
    "wagtail/admin/views/pages/bulk_actions/publish.py": "publish_in_bulk",
    "wagtail/admin/views/pages/create.py": "a new page is nobody's translation",
    "wagtail/admin/views/pages/edit.py": "press_publish",
    "wagtail/management/commands/publish_scheduled.py": "let_the_command_publish",
    "wagtail/models/draft_state.py": "texts about records",
    "wagtail/models/pages.py": "publish_the_revision",  # And aliases, which count as missing.
    "wagtail/models/revisions.py": "publish_the_revision",
    "wagtail/workflows.py": "approve",
    "wagtail_localize/models.py": "save_target",
    "wagtail_localize/views/convert.py": "test_a_live_translation_becomes_an_alias_again",
}


def test_every_place_that_publishes_is_known():
    """One that comes with the next release is to be gone by here, too."""
    word = re.compile(
        r"\.publish\(|Publish(?:Page)?RevisionAction\(|\.live = (?!False)|alias_of_id = None|\"alias_of\": None"
    )
    found = set()
    for module in (wagtail, wagtail_localize):
        root = Path(module.__file__).parent
        for file in root.rglob("*.py"):
            name = str(file.relative_to(root.parent))
            if not re.search(r"/tests?[/.]|/test_|/migrations/", name) and word.search(file.read_text()):
                found.add(name)
    assert found == set(PLACES)


def test_nothing_of_a_draft_is_read_in_its_language(client, target):
    for address in ("/ru/news/", "/ru/news/feed.atom", "/ru/search/?q=Портал"):
        assert "Портал ашылды" not in client.get(address).content.decode()
    assert 'hreflang="ru" href' not in client.get("/kk/news/opened/").content.decode()
    assert Locale.objects.count() == 3
