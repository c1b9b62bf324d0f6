import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from portal.accounts.adapters import AccountAdapter
from portal.accounts.enums import Role
from portal.mail.models import Letter
from tests.outbox import written_letters

from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_after_signing_in_everybody_comes_to_their_first_screen(client, user, sign_in, language):
    response = sign_in(user, language=language)
    assert response.headers["Location"] == f"/{language}/desk/"


def test_signing_in_sets_the_session_and_that_the_browser_is_known_alone(client, user, sign_in):
    assert sign_in(user).cookies.keys() == {"sessionid", "known_browser"}


def test_words_of_the_library_spell_e_mail_as_the_portal_does():
    with override("en"):
        said = {name: str(words) for name, words in AccountAdapter.error_messages.items()}
    assert [name for name, words in said.items() if "email" in words] == []


def test_case_of_the_address_does_not_matter(client, user):
    response = client.post("/en/account/login/", {"login": user.email.upper(), "password": PASSWORD})
    assert response.headers["Location"] == "/en/desk/"


def test_next_is_followed_on_this_host_only(client_factory, user):
    answers = [
        client_factory()
        .post("/en/account/login/", {"login": user.email, "password": PASSWORD, "next": wanted})
        .headers["Location"]
        for wanted in ("/en/workshops/", "https://evil.example/", "//evil.example/", "javascript:alert(1)")
    ]
    assert answers == ["/en/workshops/", "/en/desk/", "/en/desk/", "/en/desk/"]


def test_limits_count_in_the_cache_that_all_processes_share(client_factory, user):
    assert isinstance(caches["default"], DatabaseCache)
    for _ in range(5):
        client_factory().post("/en/account/login/", {"login": user.email, "password": "wrong"})
    # What this process knows is forgotten; the count stands in the table, where any other process reads it.
    cache = DatabaseCache(caches["default"]._table, {})
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT cache_key FROM {caches['default']._table} WHERE cache_key LIKE '%%limit:passwords:%%'"
        )
        keys = [row[0].removeprefix(":1:") for row in cursor.fetchall()]
    assert [cache.get(key) is not None for key in keys] == [True] * 5


def test_known_and_unknown_address_get_the_same_answer_at_the_same_cost(client_factory, user, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args)
    )
    found = []
    for address in (user.email, "unknown@example.org"):
        hashed.clear()
        response = client_factory().post("/en/account/login/", {"login": address, "password": "wrong"})
        found.append((response.status_code, response.context["form"].non_field_errors(), len(hashed)))
    assert found[0] == found[1]


def test_closed_account_is_out_everywhere(client, client_factory, user, sign_in):
    sign_in(user)
    user.is_active = False
    user.save()
    assert client.get("/en/account/").status_code == 302
    assert client.get("/en/desk/").status_code == 302
    other = client_factory()
    response = other.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert response.headers["Location"] == "/en/account/inactive/"
    assert other.get("/en/desk/").status_code == 302
    other.post("/en/account/login/code/", {"email": user.email})
    other.post("/en/account/password/reset/", {"email": user.email})
    letters = list(written_letters())
    assert len(letters) == 2 and not any(
        "/login/" in letter.text or "/reset/" in letter.text for letter in letters
    )


def test_code_from_a_letter_signs_in_once(client, client_factory, user):
    response = client.post("/ru/account/login/code/", {"email": user.email})
    assert response.headers["Location"] == "/ru/account/login/code/confirm/"
    letter = written_letters().get()
    assert (letter.language, letter.address) == ("kk", user.email)
    code = next(line.strip() for line in letter.words().text.splitlines() if line.startswith("    "))
    wrong = client.post("/ru/account/login/code/confirm/", {"code": "AAAA-AAAA"})
    assert "code" in wrong.context["form"].errors
    right = client.post("/ru/account/login/code/confirm/", {"code": code})
    assert right.headers["Location"] == "/ru/desk/"
    again = client_factory().post("/ru/account/login/code/confirm/", {"code": code})
    assert again.headers["Location"] == "/ru/account/login/code/"


def test_code_for_an_unknown_address_gets_the_same_answer(client_factory, user):
    found = []
    for address in (user.email, "unknown@example.org"):
        client = client_factory()
        response = client.post("/en/account/login/code/", {"email": address})
        page = client.get(response.headers["Location"]).content.decode().replace(address, "ADDRESS")
        found.append((response.status_code, response.headers["Location"], page))
    assert found[0] == found[1]


def test_signing_out_needs_a_post(client, user, sign_in):
    sign_in(user)
    assert client.get("/kk/account/logout/").status_code == 200
    assert client.get("/kk/account/").status_code == 200
    assert client.post("/kk/account/logout/").headers["Location"] == "/kk/"
    assert client.get("/kk/account/").status_code == 302


def test_private_page_sends_to_the_door_in_its_own_language(client, language):
    home = Page.objects.get(depth=2, locale__language_code=language)
    PageViewRestriction.objects.create(page=home, restriction_type="login")
    response = client.get(f"/{language}/")
    assert response.headers["Location"] == f"/{language}/account/login/?next=/{language}/"


class TestAdminDoor:
    def test_visitor_is_sent_to_the_one_door_and_comes_back(self, client, editor):
        response = client.get("/admin/pages/", follow=True, headers={"accept-language": "ru"})
        assert response.redirect_chain[-1][0] == "/ru/account/login/?next=%2Fadmin%2Fpages%2F"
        form = {"login": editor.email, "password": PASSWORD, "next": "/admin/pages/"}
        assert client.post("/ru/account/login/", form).headers["Location"] == "/admin/pages/"

    def test_signed_in_without_the_right_sees_why_and_not_a_loop(self, client, user, sign_in):
        sign_in(user)
        response = client.get("/admin/", follow=True)
        assert (response.status_code, len(response.redirect_chain)) == (403, 1)
        assert response.templates[0].name == "accounts/no_admin.html"

    def test_foreign_next_is_dropped(self, client, editor, sign_in):
        sign_in(editor)
        response = client.get("/admin/login/?next=https://evil.example/")
        assert response.headers["Location"] == "/admin/"

    def test_other_doors_do_not_exist(self, client, editor):
        assert client.get("/django-admin/", follow=True).status_code == 404
        assert client.get("/django-admin/login/", follow=True).status_code == 404
        assert client.get("/admin/password_reset/", follow=True).status_code == 404
        client.post("/admin/password_reset/", {"email": editor.email}, follow=True)
        assert not Letter.objects.exists()

    def test_admin_does_not_let_one_change_address_or_password_past_the_login(self, client, sign_in):
        editor = UserFactory(role=Role.EDITOR)
        sign_in(editor)
        page = client.get("/admin/account/").content.decode()
        assert 'name="name_email-email"' not in page
        assert "old_password" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("door", ["login", "signup", "password/reset", "login/code"])
def test_mistakes_are_told_by_the_page_in_its_language_not_by_the_browser(client, door):
    assert (
        client.get(f"/kk/account/{door}/").text.count('<form class="stack-5" method="post" novalidate') == 1
    )
