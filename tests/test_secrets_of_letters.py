"""What lets somebody in goes out in a letter and is kept nowhere: in no table, no log, no task, no export."""

import io
import json
import logging
import re
from datetime import timedelta
from html import unescape

import pytest
from allauth.core.internal import cryptokit
from django.apps import apps
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import Signer
from django.db import models
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult
from wagtail.models import Comment, PageSubscription

from federation.people.actions import (
    Request,
    ask_for_consent,
    confirm,
    erase_person,
    give_consent,
    merge,
    undo,
    withdraw_consent,
)
from federation.people.enums import Purpose
from federation.workshops.letters import LETTERS
from portal.accounts import registry
from portal.accounts.actions import change_email, close_account, delete_account, invite, let_in_again
from portal.accounts.enums import Role
from portal.accounts.models import PrivacyTerms, User
from portal.editing.letters.comments import tell_of_comments
from portal.mail import delivery, rendering
from portal.mail.delivery import deliver_due
from portal.mail.models import Letter
from portal.mail.sending import send_letter
from portal.web.secret_words import MASK, HideSecrets, without_secrets
from tests import rooms
from tests.federation.directory.factories import OrganisationDescriptionFactory
from tests.federation.membership.test_letters import live_through as live_through_representation
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.conftest import secretary
from tests.federation.workshops.test_letters import live_through
from tests.home.test_contact import make_message
from tests.office import keep
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory
from tests.portal.accounts.test_second_factor import switch_on
from tests.portal.accounts.test_signing_up import sign_up
from tests.portal.content.reviewing import standard
from tests.portal.editing.test_moderation_letters import submitted

__all__ = ["secretary"]  # A fixture that the tests of workshops have.
pytestmark = pytest.mark.django_db
DOORS = re.compile(r"key|token|uid|code|secret|signature")  # What a route calls a word that opens something.
ADDRESS = re.compile(r"https?://[^/\s]+(/[^\s\"<>]*)")
NEW_PASSWORD = "a long enough one"


def templates_of_letters() -> set[str]:
    """Every folder of templates that a letter can be made of."""
    found = {body.parent for body in rooms.files("templates/mail/**/subject.txt")}
    return {str(folder).partition("templates/")[2] for folder in found}


@pytest.fixture
def issued(monkeypatch) -> set[str]:
    """Every code, token and signature that is made, whoever asks for it."""
    made: set[str] = set()

    def note(owner, name):
        original = getattr(owner, name)

        def noted(*args, **kwargs):
            result = original(*args, **kwargs)
            made.add(result)
            return result

        monkeypatch.setattr(owner, name, noted)

    note(cryptokit, "get_random_string")
    note(PasswordResetTokenGenerator, "make_token")
    note(Signer, "sign")
    return made


@pytest.fixture
def written(monkeypatch) -> set[str]:
    """The templates of the letters that are written."""
    names: set[str] = set()
    plain_text = rendering._plain_text

    def noted(template, context):
        names.add(template.rpartition("/")[0])
        return plain_text(template, context)

    monkeypatch.setattr(rendering, "_plain_text", noted)
    return names


@pytest.fixture
def rows_of_tasks(settings):
    """Tasks are kept as rows, as in production."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def link_to(address: str) -> str:
    text = written_letters().filter(address=address).latest("created_at").words().text
    return next(path for path in ADDRESS.findall(text) if "/account/" in path)


def write_all_letters(secretary) -> None:
    """Makes everything happen that the portal writes a letter about."""
    cache.clear()  # Of limits that tests before have used up.
    live_through("kk", secretary)
    make_message()
    known = UserFactory(email="known@example.org")
    sign_up(Client())
    User.objects.update(date_joined=timezone.now() - timedelta(days=1))
    sign_up(Client(), email=known.email)  # There is one already.
    Client().post("/kk/account/login/code/", {"email": known.email})
    Client().post("/kk/account/login/code/", {"email": "nobody@example.org"})
    cache.clear()  # Of limits.
    visitor = Client()
    visitor.post("/kk/account/password/reset/", {"email": known.email})
    form = visitor.get(link_to(known.email)).headers["Location"]
    visitor.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    known.refresh_from_db()
    invite(known)
    change_email(UserFactory(), "changed@example.org")
    write_letters_of_settings()
    write_letters_of_moderation()
    write_letters_of_a_closed_account(UserFactory())
    live_through_representation("kk")
    delete_account(UserFactory())
    write_letters_of_a_merge(secretary)
    write_letters_of_consents()
    keep(UserFactory().person, phone="+7 701 000 00 00")
    erase_person(PersonFactory(email="without@example.org"), Request(timezone.localdate(), "12"), secretary)


def write_letters_of_consents() -> None:
    """Somebody is asked whether they may be named, and takes a consent to photos back."""
    person = UserFactory().person
    ask_for_consent(person, Purpose.NEWS)
    give_consent(person, PrivacyTerms.objects.current(Purpose.PHOTOS))
    withdraw_consent(person, Purpose.PHOTOS)


def write_letters_of_a_closed_account(user) -> None:
    """Its owner tries to come in, and the secretariat opens it again."""
    close_account(user)
    Client().post("/kk/account/password/reset/", {"email": user.email})
    written_letters()
    user.refresh_from_db()
    let_in_again(user)


def write_letters_of_a_merge(secretary) -> None:
    """Two who have an account each are asked, merged and parted again."""
    pair = [UserFactory(), UserFactory()]
    row = merge(*(user.person.pk for user in pair), [], secretary)
    for user in pair:
        confirm(row.pk, user)
    undo(row.pk, secretary)


def write_letters_of_settings() -> None:
    """What somebody is told who changes how they sign in."""
    user, client = UserFactory(), Client()
    client.force_login(user)
    switch_on(client)
    client.post("/kk/account/2fa/recovery-codes/generate/")
    client.post("/kk/account/2fa/totp/deactivate/")
    client.post("/kk/account/email/", {"action_add": "", "email": "second@example.org"})
    client.post("/kk/account/email/", {"action_remove": "", "email": "second@example.org"})
    passwords = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/kk/account/password/change/", {"oldpassword": "correct horse battery", **passwords})
    write_letters_to_somebody_without_password(Client())


NO_OTHERS = ("new_replies", "resolved_comments", "deleted_comments")


def write_letters_of_moderation() -> None:
    """What author and moderators are told of a text that is returned, approved and published past its approval."""
    moderator = UserFactory(role=Role.MODERATOR)
    for decide in ("reject", "approve", "publish"):
        text = OrganisationDescriptionFactory()
        _author, task = submitted(text)
        if decide == "publish":
            text.latest_revision.publish(user=moderator)
        else:
            getattr(task, decide)(user=moderator, comment="Add a source.")
    page, follower = standard("about"), UserFactory(role=Role.EDITOR)
    PageSubscription.objects.create(page=page, user=follower, comment_notifications=True)
    comment = Comment.objects.create(page=page, user=moderator, text="A source?", contentpath="title")
    tell_of_comments(page, moderator, {"new_comments": [comment], **dict.fromkeys(NO_OTHERS, [])})


def write_letters_to_somebody_without_password(client) -> None:
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    client.post("/kk/account/login/code/", {"email": user.email})
    text = written_letters().filter(address=user.email).get().words().text
    code = next(line.strip() for line in text.splitlines() if line.startswith("    "))
    client.post("/kk/account/login/code/confirm/", {"code": code})
    client.post("/kk/account/password/set/", {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})


def words_of(message) -> str:
    return "\n".join(
        [message.subject, message.body, *(unescape(part.content) for part in message.alternatives)]
    )


def secrets_in(text: str, issued: set[str]) -> set[str]:
    """What in a letter lets somebody in: words made for the purpose, and what a route calls by such a name."""
    found = {word for word in issued if len(word) >= 6 and word in text}
    found |= {word for word in re.findall(r"[\w-]{6,}", text) if word.replace("-", "") in issued}
    for path in ADDRESS.findall(text):
        with translation.override(translation.get_language_from_path(path) or "kk"):
            try:
                named = resolve(path.partition("?")[0]).kwargs
            except Resolver404:
                continue
        found |= {str(value) for name, value in named.items() if DOORS.search(name) and len(str(value)) >= 6}
    return found


def places_of(secrets: set[str]) -> list[str]:
    """Every column of every table that holds one of them. Sessions are their owner's own, and keyed by a cookie."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if model is Session or model._meta.proxy or not model._meta.managed:
            continue
        kept = (models.CharField, models.TextField, models.JSONField)
        columns = [field.attname for field in model._meta.local_concrete_fields if isinstance(field, kept)]
        for row in model._base_manager.values(*columns) if columns else ():
            said = json.dumps(row, default=str, ensure_ascii=False)
            found += [f"{model.__name__}: {secret}" for secret in secrets if secret in said]
    return found


def _words_of(room: str, kind: str) -> str:
    """Where the words of a kind lie: some kinds of workshops share theirs."""
    return LETTERS[kind].template if room == "workshops" and kind in LETTERS else f"mail/{room}/{kind}"


@pytest.fixture
def all_letters(
    secretary, issued, written, rows_of_tasks, caplog, django_capture_on_commit_callbacks
) -> set[str]:
    """The secrets of all the letters that the portal can write, while they wait."""
    caplog.set_level(logging.INFO)
    with django_capture_on_commit_callbacks(execute=True):
        write_all_letters(secretary)
    letters = list(written_letters())
    # Those of workshops share one frame, and so do those of moderation and of membership.
    kinds = {tuple(key.split(":")[:2]) for key in Letter.objects.values_list("key", flat=True)}
    frames = {"workshops", "moderation", "membership"}
    written |= {_words_of(room, kind) for room, kind in kinds if room in frames}
    assert templates_of_letters() - written == set(), "a letter that this test does not know how to get"
    found = set()
    for letter in letters:
        words = letter.words()
        found |= secrets_in(f"{words.text}\n{unescape(words.html)}", issued)
    assert len(found) >= 6  # Sign-up, another address, reset, invitation, two codes.
    return found


def test_secret_of_a_letter_lies_nowhere_while_it_waits_nor_after(all_letters, caplog):
    assert DBTaskResult.objects.exists()
    assert places_of(all_letters) == []
    waiting = Letter.objects.filter(sent_at=None).count()
    assert deliver_due() == waiting
    sent = "\n".join(words_of(message) for message in mail.outbox)
    assert {secret for secret in all_letters if secret not in sent} == set()
    assert places_of(all_letters) == []
    assert set(Letter.objects.values_list("sealed", flat=True)) == {""}
    assert [secret for secret in all_letters if secret in caplog.text] == []


def test_export_holds_none(all_letters):
    for _step in ("waiting", "delivered"):
        for user in User.objects.all():
            said = json.dumps(
                registry.export_for(registry.subject_of(user)), cls=DjangoJSONEncoder, ensure_ascii=False
            )
            assert [secret for secret in all_letters if secret in said] == []
        deliver_due()


def test_server_that_repeats_what_it_refuses_tells_no_log_and_no_row(all_letters, monkeypatch, caplog):
    def refuse(letter):
        words = letter.words()
        raise ValueError(f"550 refused: {words.text}"[:20_000])

    monkeypatch.setattr(delivery, "message_of", refuse)
    now = timezone.now()
    for _attempt in range(delivery.MOST_ATTEMPTS):
        deliver_due(now)
        now += delivery.LONGEST_WAIT
        assert places_of(all_letters) == []
    assert not Letter.objects.filter(given_up_at=None).exists()
    assert set(Letter.objects.values_list("sealed", flat=True)) == {""}
    assert "550 refused" in caplog.text
    assert [secret for secret in all_letters if secret in caplog.text] == []


def test_test_sees_a_link_that_nobody_named(settings, tmp_path):
    """A letter of next year: its template and its caller say nothing of secrets."""
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "subject.txt").write_text("Later", encoding="utf-8")
    (tmp_path / "later" / "body.txt").write_text("Come in: {{ link }}", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    link = "https://portal.example.org/ru/account/confirm-email/MQ:1abc:signature/"
    letter = send_letter(
        key="k", address="a@example.org", language="en", template="later", context={"link": link}
    )
    assert secrets_in(letter.words().text, set()) == {"MQ:1abc:signature"}
    assert letter.text == f"Come in: https://portal.example.org/ru/account/confirm-email/{MASK}/\n"
    deliver_due()
    assert mail.outbox[0].body == f"Come in: {link}\n"


def test_code_that_came_too_late_is_not_sent(issued):
    user = UserFactory()
    Client().post("/kk/account/login/code/", {"email": user.email})
    letter = Letter.objects.get()
    assert not deliver_due(timezone.now() + timedelta(minutes=16))
    letter.refresh_from_db()
    assert (letter.sealed, letter.sent_at, mail.outbox) == ("", None, [])
    assert letter.given_up_at is not None


def test_letter_whose_seal_nobody_can_break_is_given_up_like_any_other(settings):
    user = UserFactory()
    invite(user)
    settings.SECRET_KEY = "another key"
    letter = Letter.objects.get()
    assert not deliver_due()
    letter.refresh_from_db()
    assert letter.error == "The key that sealed it is gone."


# --- Logs --------------------------------------------------------------------------------------------------------------


def test_refused_and_failing_requests_are_logged_without_the_key_of_their_address(settings):
    handlers = settings.LOGGING["handlers"]
    assert {name for name, how in handlers.items() if "hide_secrets" not in how["filters"]} == set()
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(HideSecrets())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        Client().put("/en/account/confirm-email/MQ:1abc:signature/")
        Client().put("/ru/account/password/reset/key/1-c9z-0123456789abcdef/")
    finally:
        logger.removeHandler(handler)
    said = stream.getvalue()
    assert said.count("Method Not Allowed") == 2
    assert said.count(MASK) >= 2
    assert "signature" not in said
    assert "0123456789" not in said


def test_of_a_secret_that_holds_another_nothing_is_left():
    code, longer = "K7Q2MX", "K7Q2MX-rest"
    for secrets in ([code, longer], [longer, code]):
        assert without_secrets(f"{longer}, {code}", secrets) == f"{MASK}, {MASK}"


def test_text_without_a_link_stays_as_it_is():
    for text in ("", "see /kk/workshops/", "http://[", "https://example.org/?a=1&key=x", "50 % / 2"):
        assert without_secrets(text) == text


def test_demonstration_keeps_letters_whole_in_its_folder_and_nowhere_else(settings, tmp_path, caplog, capsys):
    settings.EMAIL_BACKEND = "portal.mail.backends.ConsoleAndDiskBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    caplog.set_level(logging.INFO)
    invite(UserFactory())
    (secret,) = written_letters().get().words().secrets
    assert deliver_due() == 1
    (file,) = tmp_path.iterdir()
    folded = file.read_bytes().replace(b"=\n", b"").decode()
    assert secret in folded.replace("=3D", "=")
    assert str(file) in caplog.text
    assert secret not in caplog.text + "".join(capsys.readouterr())


# --- Letters that were kept before -------------------------------------------------------------------------------------


def test_letters_kept_before_lose_their_secrets():
    from importlib import import_module

    migration = import_module("portal.mail.migrations.0004_secrets_of_kept_letters")
    link = "https://portal.example.org/kk/account/password/reset/key/1-c9z-0123456789abcdef/"
    code = {
        "key": "account:login_code:1",
        "text": "Type:\n\n    BCDF-GHJK\n",
        "html": '<p style="letter-spacing:2px">BCDF-GHJK</p>',
    }
    row = {"address": "a@example.org", "language": "kk", "subject": "s", "due_at": timezone.now()}
    gone = [
        Letter.objects.create(**row, **code, sent_at=timezone.now()),
        Letter.objects.create(**row, key="account:password_reset_key:1", text=f"Set:\n{link}\n", html=f'<a href="{link}">', given_up_at=timezone.now(), error=f"550 {link}"),
    ]  # fmt: skip
    waits = Letter.objects.create(**row, key="account:invitation:1", text=link, html=f'<a href="{link}">')
    migration.hide_secrets(apps, None)
    assert places_of({"BCDF-GHJK", "0123456789abcdef"}) == []
    assert [letter.sealed for letter in Letter.objects.filter(pk__in=[row.pk for row in gone])] == ["", ""]
    waits.refresh_from_db()
    assert (waits.words().text, waits.words().secrets) == (link, ("1-c9z-0123456789abcdef",))
