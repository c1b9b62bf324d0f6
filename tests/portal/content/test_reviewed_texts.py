"""In a marked section nobody publishes a text about a record that they wrote or changed themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from federation.news.install import moderation
from portal.content.actions import mark_section
from resources.models import LibraryPage, MaterialDescription
from tests import services
from tests.portal.content.reviewing import draft_text, form_of, section, text_edit, text_form
from tests.resources.factories import DescriptionFactory

pytestmark = [pytest.mark.django_db, services.asked_once]


# Doors to publishing a text about a record.


def press_publish_text(client, text, author):
    client.post(text_edit(text), text_form(client, text, **{"action-publish": "1"}))


def press_publish_text_with_a_change(client, text, author):
    client.post(text_edit(text), text_form(client, text, title="Own words again", **{"action-publish": "1"}))


def schedule_text(client, text, author):
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    client.post(text_edit(text), text_form(client, text, go_live_at=tomorrow, **{"action-publish": "1"}))


def revert_text_and_publish(client, text, author):
    address = text_edit(text).replace("/edit/", "/history/") + f"revisions/{text.latest_revision_id}/revert/"
    client.post(address, form_of(client, address, 1, **{"action-publish": "1"}))


def approve_text(client, text, author):
    task = moderation().start(text, author).current_task_state
    client.post(text_edit(text).replace("/edit/", "/workflow/action/") + f"approve/{task.pk}/", {})


def approve_text_in_the_editor(client, text, author):
    moderation().start(text, author)
    typed = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    client.post(text_edit(text), text_form(client, text, **typed))


TEXT_DOORS = [
    press_publish_text, press_publish_text_with_a_change, schedule_text, revert_text_and_publish, approve_text,
    approve_text_in_the_editor,
]  # fmt: skip


def try_text(door, client, author) -> bool:
    text = draft_text(author)
    door(client, text, author)
    text.refresh_from_db()
    assert text.get_latest_revision_as_object().title.startswith("Own words")
    return text.title != "Old" or text.revisions.exclude(approved_go_live_at=None).exists()


@pytest.mark.parametrize("door", TEXT_DOORS, ids=lambda door: door.__name__)
def test_no_door_publishes_an_own_text(door, client, author, marked):
    assert try_text(door, client, author) is False


@pytest.mark.parametrize("door", TEXT_DOORS, ids=lambda door: door.__name__)
def test_the_same_doors_publish_texts_where_nothing_is_marked(door, client, administrator):
    assert try_text(door, client, administrator) is True


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_new_text_is_kept_as_a_draft(client, author, is_marked):
    record = DescriptionFactory().record
    mark_section(section(LibraryPage), is_marked)
    address = f"/admin/snippets/resources/materialdescription/add/?record={record.pk}&language=en"
    typed = {"title": "New text", "summary": "One.", "record": str(record.pk), "language": "en"}
    client.post(address, form_of(client, address, 1, **typed, **{"action-publish": "1"}))
    assert MaterialDescription.objects.get(title="New text").live is not is_marked
