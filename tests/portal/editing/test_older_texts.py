"""A text about a record beside the newer one in another language, and the answer that it is still right."""

import pytest
from django.db import models
from django.urls import reverse
from wagtail.models import ModelLogEntry

from federation.directory.models import OrganisationDescription
from federation.workshops.models import Workshop, WorkshopDescription
from portal.accounts.enums import Role
from portal.content.actions import find_still_right
from portal.content.models import with_newer_translations
from portal.content.visibility import description_models
from portal.editing.older_texts import address_beside, compared, older_texts
from portal.navigation.desk import OutdatedTexts
from portal.navigation.registry import Acting
from tests.admin.rows import make
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/older-texts/"


@pytest.fixture
def editor():
    return UserFactory(role=Role.EDITOR)


def a_word(model) -> str:
    """The name of a field of readers' words."""
    own = [field for field in model._meta.fields if isinstance(field, models.TextField) and field.editable]
    return own[0].name


def publish(text, words: str = ""):
    if words:
        setattr(text, a_word(type(text)), words)
    text.save_revision().publish()
    text.refresh_from_db()
    return text


def pair(model=OrganisationDescription, own: str = "en", other: str = "ru"):
    """A text, and its sister that was changed twice after it: from "Before" to "Between", and to "After"."""
    text = publish(make(model, language=own))
    sister = make(model, language=other, record=text.record)
    publish(sister, "Before words")
    publish(text)
    publish(sister, "Between words")
    publish(sister, "After words")
    return text, sister


def answer(client, text, sister, version: str | None = None):
    data = {"language": sister.language, "version": version or sister.last_published_at.isoformat()}
    return client.post(address_beside(text), data)


def is_older(text) -> bool:
    """Asked of the row and of the database, which must agree."""
    fresh = type(text).objects.get(pk=text.pk)
    found = with_newer_translations(type(text).objects.filter(pk=text.pk)).exists()
    assert bool(fresh.older_than) == found
    return found


@pytest.mark.parametrize("model", description_models(), ids=lambda model: model._meta.label)
def test_a_text_is_shown_beside_what_changed_in_the_other_and_may_be_found_still_right(client, model):
    text, sister = pair(model)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert address_beside(text) in client.get(LIST).text
    (shown,) = client.get(address_beside(text)).context["pairs"]
    changed = {field.label: field.theirs for field in shown.fields if field.has_changed}
    (diff,) = changed.values()
    assert '<span class="deletion">Before</span>' in diff and '<span class="addition">After</span>' in diff
    before = (
        type(text).objects.values("live_revision", "latest_revision", "last_published_at").get(pk=text.pk)
    )
    assert answer(client, text, sister).url == LIST
    assert not is_older(text)
    assert address_beside(text) not in client.get(LIST).text
    after = type(text).objects.values("live_revision", "latest_revision", "last_published_at").get(pk=text.pk)
    assert after == before
    publish(sister, "Later words")
    assert is_older(text)
    (shown,) = client.get(address_beside(text)).context["pairs"]
    (diff,) = [field.theirs for field in shown.fields if field.has_changed]
    assert '<span class="deletion">After</span>' in diff and '<span class="addition">Later</span>' in diff


def test_the_answer_counts_for_the_version_that_was_shown_alone(client, editor):
    text, sister = pair()
    seen = sister.last_published_at.isoformat()
    publish(sister, "Meanwhile")
    client.force_login(editor)
    assert answer(client, text, sister, seen).url == address_beside(text)
    assert is_older(text)
    for made_up in ("", "yesterday", "2026-01-01", "2026-01-01T00:00:00"):
        client.post(address_beside(text), {"language": sister.language, "version": made_up})
        client.post(address_beside(text), {"language": "xx", "version": sister.last_published_at.isoformat()})
    assert is_older(text)
    assert not ModelLogEntry.objects.filter(action="portal.still_right").exists()


def test_one_sister_looked_at_lets_go_of_no_other(client, editor):
    text, sister = pair()
    other = make(OrganisationDescription, language="kk", record=text.record)
    publish(publish(other, "Before"), "After")
    client.force_login(editor)
    assert answer(client, text, sister).url == address_beside(text)
    text.refresh_from_db()
    assert [row.language for row in type(text).objects.get(pk=text.pk).older_than] == ["kk"]
    assert is_older(text)


def test_the_answer_is_one_line_of_the_history_however_often_it_is_given(client, editor):
    text, sister = pair()
    client.force_login(editor)
    answer(client, text, sister)
    answer(client, text, sister)
    (entry,) = ModelLogEntry.objects.for_instance(text).filter(action="portal.still_right")
    assert entry.user == editor and entry.formatter.message
    history = client.get(reverse(type(text).snippet_viewset.get_url_name("history"), args=[text.pk]))
    assert str(entry.formatter.message) in history.text


def test_publishing_an_older_draft_loses_no_answer(editor):
    text, sister = pair()
    draft = text.save_revision()
    assert find_still_right(text, "ru", sister.last_published_at, by=editor)
    draft.publish()
    assert not is_older(text)


def test_number_on_the_first_screen_is_the_length_of_the_list(client, editor):
    for _number in range(7):
        pair()
    waiting = OutdatedTexts(Acting(editor)).in_admin()
    assert (waiting.total, len(waiting.tasks), waiting.url) == (7, 5, LIST)
    client.force_login(editor)
    assert client.get(LIST).context["items"].paginator.count == 7
    assert [task.url for task in waiting.tasks] == [
        address for _text, address, _sisters in client.get(LIST).context["texts"]
    ][:5]


def test_only_those_answer_who_may_change_the_text_and_see_its_record(client):
    text, sister = pair()
    client.force_login(UserFactory(role=Role.REVIEWER))
    assert client.get(LIST).status_code == answer(client, text, sister).status_code == 302
    client.force_login(UserFactory(role=Role.TRANSLATOR))
    hidden, other = pair(WorkshopDescription)
    Workshop.objects.filter(pk=hidden.record_id).update(state="draft")
    assert client.get(address_beside(hidden), follow=True).status_code == 404
    answer(client, hidden, other)
    assert [row for rows in older_texts(UserFactory(role=Role.TRANSLATOR)) for row in rows] == [text]
    assert is_older(text) and is_older(hidden)


def test_where_the_earlier_version_is_not_kept_nothing_is_marked(rf, editor):
    text, sister = pair()
    ModelLogEntry.objects.for_instance(sister).delete()
    rf.user = editor
    shown = compared(text, sister, type(text).snippet_viewset._edit_handler, rf)
    assert not shown.is_known and not any(field.has_changed for field in shown.fields)
    assert any("After words" in field.theirs for field in shown.fields)


def test_a_sister_that_came_later_is_compared_with_her_first_version(rf, editor):
    text = publish(make(OrganisationDescription, language="en"))
    sister = make(OrganisationDescription, language="ru", record=text.record, live=False)
    publish(publish(sister, "First words"), "Second words")
    rf.user = editor
    shown = compared(text, sister, type(text).snippet_viewset._edit_handler, rf)
    (diff,) = [field.theirs for field in shown.fields if field.has_changed]
    assert '<span class="deletion">First</span>' in diff
