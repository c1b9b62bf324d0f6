"""What was typed into a form of the admin is kept: when the sign-in ends, the row is gone, or the right to it."""

import lxml.html
import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from federation.people.models import Person
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.media.models import PortalImage
from tests import services
from tests.portal.accounts.factories import UserFactory

from .edit_forms import CREATE_FORMS, FORMS, changes_of, sent_by, texts_of
from .forms import as_sent, biggest_form
from .rows import make
from .test_collisions import state_of
from .walking import Walker, undone

pytestmark = pytest.mark.django_db
NOT_SENT_AGAIN = {"csrfmiddlewaretoken"}


def kept_by(page: str) -> dict[str, list[str]]:
    """What the form of the page that keeps it would send."""
    (form,) = [form for form in lxml.html.document_fromstring(page).forms if form.method == "POST"]
    return as_sent(form)


def with_texts(drawn: dict[str, list[str]], names: list[str]) -> dict[str, list[str]]:
    """The form with something of its own in every field of text."""
    return {**drawn, **{name: [f"Мәтін <{number}>\r\nекінші жол"] for number, name in enumerate(names)}}


def like_a_browser(sent: dict[str, list[str]]) -> dict[str, list[str]]:
    """Names that are sent with no value go along empty; lines end as HTML says."""
    kept = {name: [value.replace("\r\n", "\n") for value in values] for name, values in sent.items()}
    return {name: values for name, values in kept.items() if name not in NOT_SENT_AGAIN}


@services.asked_once
@pytest.mark.parametrize("form", FORMS, ids=str)
def test_sign_in_that_ends_takes_nothing_along(walker: Walker, form):
    row = form.make()
    address, root = form.address(row), User.objects.get(email="root@example.org")
    page = biggest_form(walker.client.get(address).text)
    drawn = sent_by(form, page)
    before = state_of(row)
    filled = with_texts(drawn, texts_of(page))
    walker.client.logout()
    answer = walker.client.post(address, filled)
    assert (answer.status_code, answer["Cache-Control"].split(",")[0]) == (403, "no-store")
    assert like_a_browser(kept_by(answer.text)) == like_a_browser(filled)
    assert f'action="{address}"' in answer.text
    changed = a_change_that_is_saved(walker, root, address, page, drawn)
    answer = walker.client.post(address, changed)
    assert state_of(row) == before
    walker.client.force_login(root)
    assert walker.client.post(address, kept_by(answer.text)).status_code == 302
    assert state_of(row) != before


def a_change_that_is_saved(walker: Walker, root: User, address: str, page, drawn: dict) -> dict:
    """The form with a change that its view takes; tried, taken back, and signed out again."""
    walker.client.force_login(root)
    for name, first, _second in changes_of(page):
        with undone():
            is_saved = walker.client.post(address, {**drawn, name: first}).status_code == 302
        if is_saved:
            walker.client.logout()
            return {**drawn, name: first}
    raise AssertionError("nothing can be changed")


@services.asked_once
@pytest.mark.parametrize("address", CREATE_FORMS, ids=str)
def test_sign_in_that_ends_takes_no_new_row_along(walker: Walker, address):
    place = address()
    page = biggest_form(walker.client.get(place).text)
    filled = with_texts(as_sent(page), texts_of(page))
    assert texts_of(page) or filled
    walker.client.logout()
    answer = walker.client.post(place, filled)
    assert answer.status_code == 403
    assert like_a_browser(kept_by(answer.text)) == like_a_browser(filled)


PERSON = "wagtailsnippets_people_person"
TYPED = {"full_name": "Мәтін үшін", "latin_name": "", "other_names": "Басқа аты"}


def test_page_is_the_same_again_while_nobody_has_signed_in(client):
    address = reverse(f"{PERSON}:edit", args=[make(Person).pk])
    first = client.post(address, TYPED)
    assert kept_by(client.post(address, kept_by(first.text)).text) == kept_by(first.text)


def test_files_are_chosen_again_and_secrets_typed_again(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {
        "title": "Сурет",
        "file": SimpleUploadedFile("photo.png", b"x"),
        "password": "secret",
        "csrfmiddlewaretoken": "t",
    }
    answer = client.post(reverse("wagtailimages:add"), sent)
    assert kept_by(answer.text) == {"title": ["Сурет"]}
    assert "photo.png" in answer.text and '<input type="file" name="file"' in answer.text
    assert 'enctype="multipart/form-data"' in answer.text
    answer = client.post("/en/account/password/change/", {"oldpassword": "secret", "password1": "other"})
    assert answer.status_code == 302
    answer = client.post("/en/account/2fa/totp/activate/", {"code": "123456", "note": "words"})
    assert kept_by(answer.text) == {"note": ["words"]}


def test_form_from_elsewhere_shows_no_page_of_ours_with_its_words():
    client = Client(enforce_csrf_checks=True)
    foreign = {"headers": {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}}
    editor = UserFactory(role=Role.EDITOR)
    for user in (None, editor):
        if user:
            client.force_login(user)
        for address in (
            reverse(f"{PERSON}:add"),
            "/admin/nothing/",
            "/en/desk/workshops/new/",
            "/en/nothing/",
            f"/en/{9:<025}/".replace(" ", "9"),  # Refused before anybody asks where it comes from.
        ):
            assert "Мәтін үшін" not in client.post(address, TYPED, **foreign).text


def test_second_factor_asked_again_keeps_the_form(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(UserFactory(role=Role.EDITOR))
    for address in (reverse(f"{PERSON}:add"), "/en/desk/workshops/new/"):
        answer = client.post(address, TYPED)
        assert answer.status_code == 403
        assert kept_by(answer.text)["full_name"] == ["Мәтін үшін"]
        assert "/account/2fa/" in answer.text
    foreign = Client(enforce_csrf_checks=True)
    foreign.force_login(UserFactory(role=Role.EDITOR))
    answer = foreign.post(reverse(f"{PERSON}:add"), TYPED, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403 and "Мәтін үшін" not in answer.text


def test_scripts_are_told_in_their_own_way(client):
    address = reverse(f"{PERSON}:edit", args=[make(Person).pk])
    assert client.post(address, TYPED, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
    answer = client.post(address, TYPED, headers={"accept": "application/json"})
    assert answer.status_code == 403
    assert answer.json()["sign_in_ended"] is True and answer.json()["error_code"] == "locked"


def test_bare_button_leads_to_the_door_as_ever(client):
    answer = client.post(reverse(f"{PERSON}:delete", args=[make(Person).pk]), {"csrfmiddlewaretoken": "t"})
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/admin/login/")


def test_row_that_was_deleted_meanwhile_leaves_the_texts(walker):
    row = make(Person)
    address = reverse(f"{PERSON}:edit", args=[row.pk])
    row.delete()
    answer = walker.client.post(address, TYPED)
    assert answer.status_code == 404
    assert "Мәтін үшін" in answer.text and "Басқа аты" in answer.text


@pytest.mark.parametrize("keeps_the_admin", [True, False])
@pytest.mark.parametrize(
    ("model", "address"),
    [(Person, f"{PERSON}:edit"), (PortalImage, "wagtailimages:edit")],
    ids=["row", "picture"],
)
def test_right_that_ended_leaves_the_texts(client, keeps_the_admin, model, address):
    row, editor = make(model), UserFactory(role=Role.SECRETARIAT)
    editor.groups.add(Group.objects.get(name=Role.EDITOR))
    client.force_login(editor)
    place = reverse(address, args=[row.pk])
    assert client.get(place).status_code == 200
    editor.groups.clear()
    if keeps_the_admin:
        editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    answer = client.post(place, {**TYPED, "title": "Тақырып сөзі"})
    assert answer.status_code in (403, 404)
    for text in ("Мәтін үшін", "Басқа аты", "Тақырып сөзі"):
        assert text in answer.text
    assert str(model.objects.get(pk=row.pk)) == str(row)


def test_failure_of_ours_leaves_the_texts(walker, monkeypatch):
    from wagtail.snippets.views.snippets import EditView

    def fail(*_args, **_kwargs):
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(EditView, "save_instance", fail)
    address = reverse(f"{PERSON}:edit", args=[make(Person).pk])
    drawn = as_sent(biggest_form(walker.client.get(address).text))
    answer = walker.client.post(address, {**drawn, **TYPED})
    assert answer.status_code == 500 and "Мәтін үшін" in answer.text


def test_page_that_became_an_alias_leaves_the_texts(walker):
    from home.models import StandardPage

    original = make(StandardPage)
    alias = original.create_alias(parent=original.get_parent(), update_slug="alias")
    answer = walker.client.post(reverse("wagtailadmin_pages:edit", args=[alias.pk]), {"title": "Мәтін үшін"})
    assert answer.status_code == 405 and "Мәтін үшін" in answer.text


def test_views_that_make_rows_are_all_there():
    assert {"wagtailadmin_pages:add", "wagtailimages:add", "wagtailusers_users:add"} <= {
        str(form) for form in CREATE_FORMS
    }
