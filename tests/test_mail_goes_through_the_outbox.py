"""No library writes to anybody by itself: whatever leaves the portal stands in the outbox first."""

import ast
import inspect
import weakref
from itertools import cycle
from pathlib import Path

import pytest
import wagtail
import wagtail_localize
from django.apps import apps
from django.core import mail
from django.dispatch import Signal
from wagtail import signals as wagtail_signals
from wagtail.admin import mail as wagtail_mail

from portal.accounts.enums import Role
from portal.mail.models import Letter
from tests import services
from tests.portal.accounts.factories import UserFactory
from tests.portal.content.reviewing import standard
from tests.portal.editing.test_comment_letters import follower, save
from tests.portal.editing.test_moderation_tasks import MODELS, action_of, make, submit

SENDING = {
    "send_mail", "send_mass_mail", "mail_admins", "mail_managers", "send_notification", "send_notifications", "send_emails",
    "EmailMessage", "EmailMultiAlternatives", "email_user", "Notifier", "EmailNotificationMixin",
}  # fmt: skip
# Where installed libraries speak to a mail server, and why nothing leaves the portal there.
KNOWN = {
    "wagtail/admin/mail.py",  # The notifiers and what they call: nobody calls them, see below.
    "wagtail/admin/views/pages/edit.py",  # Comments: `portal.editing.letters.comments` stands in their place.
    "wagtail/contrib/forms/models.py",  # The portal has no page that mails what is typed into it.
    "allauth/account/adapter.py",  # Ours overrides `send_mail`.
    "allauth/account/internal/flows/signup.py",  # These ask the adapter.
    "allauth/account/internal/flows/password_reset_by_code.py",
    "allauth/account/internal/flows/login_by_code.py",
    "allauth/socialaccount/adapter.py",  # No social accounts; and it asks the account's adapter.
    "allauth/mfa/adapter.py",
    "django/contrib/auth/models.py",  # `User.email_user`: nobody calls it.
    "django/contrib/auth/forms.py",  # The reset of a password by Django's own form, which has no address here.
    "django/middleware/common.py",  # `BrokenLinkEmailsMiddleware` is not installed.
    "django/utils/log.py",  # `AdminEmailHandler` is in no logger.
    "django/core/management/commands/sendtestemail.py",  # An administrator's own test.
}


def own_signals() -> list[tuple[str, Signal]]:
    return [(name, value) for name, value in vars(wagtail_signals).items() if isinstance(value, Signal)]


def installed_packages() -> set[Path]:
    """Folders of the libraries whose apps are installed."""
    own = Path(__file__).resolve().parents[1]
    folders = {Path(config.path) for config in apps.get_app_configs()}
    folders |= {Path(inspect.getfile(package)).parent for package in (wagtail, wagtail_localize)}
    tops = set()
    for folder in folders:
        parts = folder.parts
        if "site-packages" in parts:
            place = parts.index("site-packages")
            tops.add(Path(*parts[: place + 2]))
    assert own not in tops
    return tops


def names_used(path: Path) -> set[str]:
    """Names that a module imports, calls or extends."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names}
    return found


def test_no_receiver_of_wagtails_signals_writes_letters_of_its_own():
    assert len(own_signals()) >= 15
    for name, signal in own_signals():
        for entry in signal.receivers:
            held = entry[1]
            receiver = held() if isinstance(held, weakref.ReferenceType) else held
            assert not isinstance(receiver, wagtail_mail.Notifier), name
            assert not (getattr(receiver, "__module__", None) or "").startswith("wagtail.admin.mail"), name


@pytest.mark.parametrize("root", sorted(installed_packages()), ids=lambda root: root.name)
def test_libraries_speak_to_a_mail_server_where_we_know_of_it_alone(root):
    """A new release of a library that writes to people at another place makes this fail: look at it, then say why."""
    found = set()
    for path in root.rglob("*.py"):
        words = path.read_text(encoding="utf-8", errors="replace")
        place = path.relative_to(root.parent).as_posix()
        if "/test" in place or "core/mail" in place or not any(name in words for name in SENDING):
            continue
        if names_used(path) & SENDING:
            found.add(place)
    assert found - KNOWN == set()


@pytest.mark.django_db
@services.asked_once
def test_what_moderation_and_comments_send_stands_in_the_outbox(client, django_capture_on_commit_callbacks):
    moderator = UserFactory(role=Role.MODERATOR, is_superuser=True)
    client.force_login(moderator)
    UserFactory(role=Role.MODERATOR)
    page = standard("privacy")
    page.save_revision()
    follower(page)
    with django_capture_on_commit_callbacks(execute=True):
        for model, action in zip(MODELS, cycle(["approve", "reject"]), strict=False):
            thing = make(model)
            task = submit(thing)
            client.post(action_of(thing, task, action), {"comment": "Words."})
            if action == "reject":
                task.workflow_state.refresh_from_db()
                task.workflow_state.resume(task.workflow_state.requested_by)
                task.workflow_state.cancel(user=moderator)
        save(client, page, {"text": "One"})
    letters = {(letter.address, letter.subject) for letter in Letter.objects.all()}
    # A letter of each kind, and each went out once.
    kinds = {letter.key.split(":")[1] for letter in Letter.objects.all()}
    assert kinds == {
        "task_submitted", "workflow_submitted", "workflow_approved", "workflow_rejected", "workflow_cancelled", "comments",
    }  # fmt: skip
    assert {(*message.to, message.subject) for message in mail.outbox} <= letters
    assert len(mail.outbox) <= Letter.objects.count()
    assert all("Content-Language" in message.extra_headers for message in mail.outbox)
