import pytest
from allauth.mfa.models import Authenticator

from portal.accounts.demo import ACCOUNTS, load
from portal.accounts.models import Operator, User
from portal.demo.management.commands.load_demo import DEMO_ACCOUNTS
from portal.demo.registry import Demo

pytestmark = pytest.mark.django_db


def test_ten_accounts_sign_in_with_the_password_of_the_day(client):
    load(Demo(password="first password"))
    demo = Demo(password="second password")
    load(demo)
    assert tuple(ACCOUNTS) == DEMO_ACCOUNTS
    assert set(demo.made) == {f"user:{name}" for name in DEMO_ACCOUNTS}
    assert User.objects.count() == 10
    for name in DEMO_ACCOUNTS:
        answer = client.post(
            "/en/account/login/", {"login": f"{name}@example.org", "password": "second password"}
        )
        assert answer.headers["Location"] == "/en/desk/"
        client.post("/en/account/logout/")


def test_the_operator_is_named_in_three_languages_with_an_invented_number():
    load(Demo(password="the password"))
    operator = Operator.load()
    operator.full_clean()
    assert operator.bin.startswith("000")  # Founded in no month: nobody's.
    for language, invented in (("kk", "ойдан шығарылған"), ("ru", "вымышлены"), ("en", "fictional")):
        words = operator.in_words(language)
        assert operator.bin in words
        assert invented in words
    operator.name_kk = operator.name_ru = operator.name_en = "The federation"
    operator.save()
    load(Demo(password="the password"))
    assert str(Operator.load()) == "The federation"  # As somebody has written it.


def test_loading_again_brings_an_account_back_to_how_it_began():
    demo = Demo(password="the password")
    load(demo)
    editor = demo.made["user:editor"]
    before = editor.password
    editor.groups.clear()
    editor.is_active = False
    editor.save()
    Authenticator.objects.create(user=editor, type="totp", data={})
    load(demo)
    editor = User.objects.get(pk=editor.pk)
    assert editor.is_active
    assert [group.name for group in editor.groups.all()] == ["editor"]
    assert not Authenticator.objects.exists()
    assert editor.password == before


def test_only_staff_may_enter_the_admin(client):
    demo = Demo(password="the password")
    load(demo)
    entered = set()
    for name in DEMO_ACCOUNTS:
        client.force_login(demo.made[f"user:{name}"])
        if client.get("/admin/").status_code == 200:
            entered.add(name)
    assert entered == {"admin", "secretariat", "editor", "translator", "moderator"}
