"""In a marked section nobody publishes a page that they wrote or changed themselves, by any door."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from federation.news.install import moderation
from federation.news.models import NewsPage
from tests import services
from tests.portal.content.reviewing import draft_page, edit_of, page_form, russian
from tests.portal.translation.strings import let_all_stay

pytestmark = [pytest.mark.django_db, services.asked_once]


# Doors to publishing a page with an unpublished change of one's own.


def press_publish(client, page, author):
    client.post(edit_of(page), page_form(client, page, **{"action-publish": "1"}))


def press_publish_with_a_change(client, page, author):
    client.post(edit_of(page), page_form(client, page, title="Own words again", **{"action-publish": "1"}))


def schedule(client, page, author):
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    client.post(edit_of(page), page_form(client, page, go_live_at=tomorrow, **{"action-publish": "1"}))


def revert_and_publish(client, page, author):
    revision = page.revisions.earliest("pk")
    typed = {"revision": str(revision.pk), "title": "Own words", "action-publish": "1"}
    client.post(edit_of(page), page_form(client, page, **typed))


def publish_in_bulk(client, page, author):
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"include_descendants": "on"})


def publish_with_the_section_in_bulk(client, page, author):
    parent = page.get_parent()
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={parent.pk}", {"include_descendants": "on"})


def publish_by_the_interface_for_programs(client, page, author):
    client.post(f"/admin/api/main/pages/{page.pk}/action/publish/", {}, content_type="application/json")


def approve(client, page, author):
    task = moderation().start(page, author).current_task_state
    client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/", {})


def approve_in_the_editor(client, page, author):
    moderation().start(page, author)
    typed = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    client.post(edit_of(page), page_form(client, page, **typed))


def publish_a_translation(client, page, author):
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian().pk]})
    target = NewsPage.objects.get(translation_key=page.translation_key, locale=russian())
    let_all_stay(target)
    client.post(edit_of(target), {"action": "publish"})
    return target


def sync_and_publish_translations(client, page, author):
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian().pk]})
    target = NewsPage.objects.get(translation_key=page.translation_key, locale=russian())
    source = let_all_stay(target).source
    client.post(f"/admin/localize/update/{source.pk}/", {"publish_translations": "on"})
    return target


PAGE_DOORS = [
    press_publish, press_publish_with_a_change, schedule, revert_and_publish, publish_in_bulk,
    publish_with_the_section_in_bulk, publish_by_the_interface_for_programs, approve, approve_in_the_editor,
    publish_a_translation, sync_and_publish_translations,
]  # fmt: skip


def try_page(door, client, author, capture) -> bool:
    """Goes by a door and says whether it made anything public, or will."""
    page = draft_page(author)
    with capture(execute=True):
        target = door(client, page, author) or page
    target.refresh_from_db()
    latest = Revision.objects.for_instance(page).latest("pk")
    assert latest.content["title"].startswith("Own words")  # Nothing that was typed is lost.
    return target.live or Revision.objects.for_instance(target).exclude(approved_go_live_at=None).exists()


@pytest.mark.parametrize("door", PAGE_DOORS, ids=lambda door: door.__name__)
def test_no_door_publishes_an_own_page(door, client, author, marked, django_capture_on_commit_callbacks):
    assert try_page(door, client, author, django_capture_on_commit_callbacks) is False


@pytest.mark.parametrize("door", PAGE_DOORS, ids=lambda door: door.__name__)
def test_the_same_doors_publish_where_nothing_is_marked(
    door, client, administrator, django_capture_on_commit_callbacks
):
    assert try_page(door, client, administrator, django_capture_on_commit_callbacks) is True
