"""What moderation writes to people: who, in which language, once, with the comment, and never past the outbox."""

from datetime import timedelta
from itertools import cycle

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.users.models import UserProfile

from portal.accounts.enums import Role
from portal.content.actions import mark_section
from portal.mail.models import Letter
from tests import services
from tests.federation.directory.factories import OrganisationDescriptionFactory
from tests.portal.accounts.factories import UserFactory
from tests.portal.content.reviewing import edit_of, mighty, page_form, standard, text_edit, text_form
from tests.portal.editing.test_moderation_tasks import MODELS, action_of, make, submit, title_field
from tests.resources.factories import DescriptionFactory
from tests.test_letters import BUTTON, check

pytestmark = [pytest.mark.django_db, services.asked_once]
WORDS = "<b>Add</b> a source & a date."
EACH_MODEL_IN_SOME_LANGUAGE = pytest.mark.parametrize(
    ("model", "language"), list(zip(MODELS, cycle(["kk", "ru", "en"]), strict=False))
)


def letters(kind: str, user=None) -> list[Letter]:
    found = Letter.objects.filter(key__startswith=f"moderation:{kind}:").order_by("pk")
    return list(found.filter(address=user.email) if user else found)


def submitted(thing, **author):
    """A thing that an editor changed and submitted; its author and the task."""
    author = UserFactory(role=Role.ADMINISTRATOR, **author)
    setattr(thing, title_field(thing), "Words")
    thing.save_revision(user=author, clean=False)
    thing.refresh_from_db()
    return author, thing.get_workflow().start(thing, author).current_task_state


def decide(client, thing, task, action: str, **moderator):
    """A moderator presses a button, with a comment."""
    moderator = UserFactory(role=Role.MODERATOR, first_name="Айгүл", last_name="Серік", **moderator)
    client.force_login(moderator)
    client.post(action_of(thing, task, action), {"comment": WORDS})
    return moderator


@EACH_MODEL_IN_SOME_LANGUAGE
@pytest.mark.parametrize(
    ("action", "kind"), [("reject", "workflow_rejected"), ("approve", "workflow_approved")]
)
def test_author_reads_what_was_decided_by_whom_and_why(client, language, model, action, kind):
    thing = make(model)
    author, task = submitted(thing, preferred_language=language)
    decide(client, thing, task, action, preferred_language="en")
    (letter,) = letters(kind, author)
    check(letter)
    assert letter.language == language
    assert letter.html.count(BUTTON) == 1
    with override(language):
        assert f"{gettext('Page') if isinstance(thing, Page) else gettext('Text')}: " in letter.text
    assert WORDS in letter.text
    assert "&lt;b&gt;Add&lt;/b&gt; a source &amp; a date." in letter.html
    assert "Айгүл" in letter.text
    assert "/admin/account/#tab-notifications" in letter.text
    thing.refresh_from_db()
    is_shown = action == "approve" and (isinstance(thing, Page) or thing.record.is_public)
    place = f"http://testserver/{thing.locale.language_code if isinstance(thing, Page) else thing.language}/"
    assert any(line.startswith(place) for line in letter.text.split("--")[0].splitlines()) is is_shown
    assert ("http://testserver/admin/" in letter.text.split("--")[0]) is not is_shown


@EACH_MODEL_IN_SOME_LANGUAGE
def test_moderators_and_author_read_that_a_text_was_submitted(model, language):
    moderator = UserFactory(role=Role.MODERATOR, preferred_language=language)
    author, _task = submitted(make(model), preferred_language=language)
    for kind, user in (("task_submitted", moderator), ("workflow_submitted", author)):
        (letter,) = letters(kind, user)
        check(letter)
        assert letter.language == language
        assert letter.html.count(BUTTON) == 1
        assert author.display_name in letter.text
    assert letters("task_submitted", author) == []


@pytest.mark.parametrize("hours", [0, 1])
@pytest.mark.parametrize("kind", ["page", "text"])
def test_approved_in_the_form_is_told_as_published_once_everybody_reads_it(client, kind, hours):
    """The form saves what it shows before it approves; that is what is published, now or at an hour of its own."""
    thing = standard("about") if kind == "page" else DescriptionFactory()
    thing.go_live_at = timezone.now() + timedelta(hours=1) if hours else None
    author, _task = submitted(thing)
    client.force_login(UserFactory(role=Role.MODERATOR))
    form, address = (
        (page_form(client, thing), edit_of(thing))
        if kind == "page"
        else (text_form(client, thing), text_edit(thing))
    )
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    assert client.post(address, form | approve).status_code == 302
    (letter,) = letters("workflow_approved", author)
    public = "/kk/about/" if kind == "page" else thing.record.url
    assert (f"http://testserver{public}" in letter.text.splitlines()) is not hours
    assert (f"http://testserver{address}" in letter.text.splitlines()) is bool(hours)


def test_title_in_another_language_than_the_letters_says_so():
    author, _task = submitted(standard("about"), preferred_language="ru")
    (letter,) = letters("workflow_submitted", author)
    assert '<span lang="kk">Words</span>' in letter.html
    assert "Words" in letter.text


def test_letter_is_put_into_words_for_its_reader_alone():
    readers = [UserFactory(role=Role.MODERATOR, preferred_language=code) for code in ("kk", "ru", "en")]
    submit(OrganisationDescriptionFactory())
    assert [letters("task_submitted", reader)[0].language for reader in readers] == ["kk", "ru", "en"]
    assert len({letters("task_submitted", reader)[0].subject.split(":")[0] for reader in readers}) == 3


def test_text_that_somebody_publishes_past_its_approval_is_told_of():
    page = standard("about")
    author, _task = submitted(page)
    page.get_latest_revision().publish(user=UserFactory(role=Role.MODERATOR))
    (letter,) = letters("workflow_cancelled", author)
    check(letter)
    assert "http://testserver/kk/about/" in letter.text


def test_text_that_somebody_takes_out_of_moderation_is_told_of(language):
    text = OrganisationDescriptionFactory()
    author, task = submitted(text, preferred_language=language)
    task.workflow_state.cancel(user=UserFactory(role=Role.MODERATOR))
    (letter,) = letters("workflow_cancelled", author)
    check(letter)
    assert f"/admin/snippets/directory/organisationdescription/edit/{text.pk}/" in letter.text


def test_nobody_is_told_what_they_did_themselves():
    text = OrganisationDescriptionFactory()
    author, task = submitted(text, is_superuser=True)
    task.approve(user=author)
    assert [letter.key.split(":")[1] for letter in Letter.objects.all()] == ["workflow_submitted"]


def test_same_signal_twice_writes_once_and_another_return_writes_again():
    text, moderator = OrganisationDescriptionFactory(), UserFactory(role=Role.MODERATOR)
    author, task = submitted(text)
    from wagtail.signals import task_submitted, workflow_rejected

    task_submitted.send(sender=type(task), instance=task, user=author)
    assert len(letters("task_submitted", moderator)) == 1
    task.reject(user=moderator, comment="No.")
    state = task.workflow_state
    workflow_rejected.send(sender=type(state), instance=state, user=moderator)
    assert len(letters("workflow_rejected", author)) == 1
    state.resume(author)
    assert len(letters("task_submitted", moderator)) == 2
    state.refresh_from_db()
    state.current_task_state.reject(user=moderator, comment="Still no.")
    assert len(letters("workflow_rejected", author)) == 2


@pytest.mark.parametrize(
    ("switch", "kind"),
    [
        ("submitted_notifications", "task_submitted"),
        ("submitted_notifications", "workflow_submitted"),
        ("rejected_notifications", "workflow_rejected"),
    ],
)
def test_who_turned_a_kind_of_letters_off_gets_none(switch, kind):
    moderator, text = UserFactory(role=Role.MODERATOR), OrganisationDescriptionFactory()
    author = UserFactory(role=Role.ADMINISTRATOR)
    for user in (moderator, author):
        UserProfile.objects.update_or_create(user=user, defaults={switch: False})
    text.save_revision(user=author, clean=False)
    text.refresh_from_db()
    state = text.get_workflow().start(text, author)
    state.current_task_state.reject(user=moderator, comment="No.")
    assert letters(kind) == []


def test_every_reader_of_such_letters_finds_the_switches(client):
    for role in Role:
        user = UserFactory(role=role)
        # Whom a workflow may write to: who may change what goes through one.
        gets = any(
            user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}") for model in MODELS
        ) or page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"})
        client.force_login(user)
        answer = client.get("/admin/account/")
        html = answer.content.decode()
        assert not gets or answer.status_code == 200
        for switch in ("submitted", "approved", "rejected", "updated_comments"):
            assert (f'name="notifications-{switch}_notifications"' in html) is gets, (role, switch)
        assert ('id="tab-notifications"' in html) is gets


@override_settings(TEMPLATES=[])
def test_letter_that_cannot_be_written_stops_nobody():
    author, task = submitted(OrganisationDescriptionFactory())
    task.approve(user=UserFactory(role=Role.MODERATOR))
    assert task.workflow_state.status == "approved"
    assert not Letter.objects.exists()


def test_letter_is_taken_back_with_what_it_tells_of():
    from django.db import transaction

    text, author = OrganisationDescriptionFactory(), UserFactory(role=Role.ADMINISTRATOR)
    text.save_revision(user=author)
    text.refresh_from_db()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        text.get_workflow().start(text, author)
        assert Letter.objects.exists()
        raise ZeroDivisionError
    assert not Letter.objects.exists()


def test_who_wrote_a_text_is_not_asked_to_approve_it_where_nobody_publishes_their_own():
    page = standard("about")
    mark_section(page, True)
    writer, other = mighty(), UserFactory(role=Role.MODERATOR)
    page.title = "Own words"
    page.save_revision(user=writer)
    page.refresh_from_db()
    page.get_workflow().start(page, UserFactory(role=Role.EDITOR))
    assert len(letters("task_submitted", other)) == 1
    assert letters("task_submitted", writer) == []
