"""Every public form is broken and mended by keyboard alone, without JavaScript, on a screen of 320 px.

Somebody makes an account, changes what can be changed, forgets the password, switches on the second factor, signs in
by all three ways and deletes the account. A visitor narrows the lists and searches. A librarian takes a place and gives
it up. A representative registers a workshop, the secretariat asks, decides and is asked again, and the workshop is
called off. Each form is first left empty, then filled with what is wrong, too long or hostile; the page says in its
title and under the focus what to mend, keeps what was typed, and an impatient second Enter changes nothing.
"""

import uuid

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from tests import services

from .keyboard import TYPED_HOSTILE, Keyboard, as_kept, signs_in
from .steps import link_in, look, rows, subject_in, subject_of, wait_for_letter

pytestmark = [pytest.mark.browser, services.browsed_once]

PASSWORDS = ("a-long-way-to-pavlodar", "a-longer-way-to-oral", "the-longest-way-to-aqtau")


# --- An account -------------------------------------------------------------------------------------------------------


def test_account_from_sign_up_to_goodbye(portal, sit_down):
    address, later_address = (f"keys-{uuid.uuid4().hex[:8]}@example.org" for _time in range(2))
    keys = sit_down("kk")
    signs_up(portal, keys, address)
    changes_name(portal, keys, "ru")
    changes_address(portal, keys, "en", later_address)
    changes_password(portal, keys, "kk")
    secret, recovery_code = switches_on_second_factor(portal, keys, "ru")
    signs_out(portal, keys, "en")
    forgets_the_password(portal, keys, "ru", later_address)
    signs_in_with_second_factor(portal, keys, "kk", later_address, secret)
    signs_out(portal, keys, "kk")
    signs_in_by_code(portal, keys, "en", later_address, recovery_code)
    deletes_the_account(portal, keys, "en", later_address)


def signs_up(portal, keys: Keyboard, address: str) -> None:
    keys.go(f"{portal.url}/kk/account/signup/")
    look(keys.page, "kk")
    keys.send()
    keys.hears_errors("first_name", "email", "password1", "consent")
    keys.fill("first_name", "ә" * 151)
    keys.fill("email", "aigul@")
    keys.fill("password1", "12345678")
    keys.choose("preferred_language", "kk")
    keys.check("consent")
    keys.send()
    keys.hears_errors("first_name", "email", "password1")
    keys.keeps(first_name="ә" * 151, email="aigul@")
    expect(keys.field("consent")).to_be_checked()
    look(keys.page, "kk")
    keys.fill("first_name", TYPED_HOSTILE)
    keys.fill("email", address)
    keys.fill("password1", PASSWORDS[0])
    keys.send(times=2)
    assert keys.path == "/kk/account/confirm-email/"
    letter = wait_for_letter(portal, address, subject_of("account/email_confirmation_signup", "kk"), "kk")
    assert len(portal.letters_to(address)) == 1
    keys.go(link_in(letter, portal.url))
    keys.send()
    if "/login/" in keys.path:  # The session that signed up may have been the first of the two.
        signs_in(portal, keys, address, PASSWORDS[0])
    assert keys.path == "/kk/desk/"
    expect(keys.page.locator("main")).to_contain_text("<script>alert(1)</script> 😀")


def changes_name(portal, keys: Keyboard, language: str) -> None:
    keys.language = language
    keys.go(f"{portal.url}/{language}/account/details/")
    keys.fill("first_name", "   ")
    keys.fill("last_name", "я" * 151)
    keys.send()
    keys.hears_errors("first_name", "last_name")
    keys.keeps(last_name="я" * 151)
    keys.fill("first_name", "Пример")
    keys.fill("last_name", "O'Клавиатура")
    keys.choose("preferred_language", language)
    keys.send(times=2)
    keys.is_told()
    expect(keys.page.locator("main .tasks")).to_contain_text("Пример O'Клавиатура")


def changes_address(portal, keys: Keyboard, language: str, later_address: str) -> None:
    keys.language = language
    keys.go(f"{portal.url}/{language}/account/email/")
    for wrong in ("", "no address", f"{'x' * 250}@example.org", TYPED_HOSTILE):
        keys.fill("email", wrong)
        keys.send("main button[name=action_add]")
        keys.hears_errors("email")
        keys.keeps(email=wrong.strip())
    keys.fill("email", later_address)
    keys.send("main button[name=action_add]")
    assert is_asked_who_it_is(keys)  # Then what was sent goes on by itself.
    subject = subject_of("account/email_confirmation", "ru")
    letter = wait_for_letter(portal, later_address, subject, "ru")
    keys.go(link_in(letter, portal.url))
    keys.send()
    keys.go(f"{portal.url}/{language}/account/")
    expect(keys.page.locator("main .tasks")).to_contain_text(later_address)


def changes_password(portal, keys: Keyboard, language: str) -> None:
    keys.language = language
    keys.go(f"{portal.url}/{language}/account/password/change/")
    is_asked_who_it_is(keys)
    keys.send()
    keys.hears_errors("oldpassword", "password1", "password2")
    keys.fill("oldpassword", "not this one")
    keys.fill("password1", PASSWORDS[1])
    keys.fill("password2", PASSWORDS[1] + "?")
    keys.send()
    keys.hears_errors("oldpassword", "password2")
    keys.fill("oldpassword", PASSWORDS[0])
    keys.fill("password1", PASSWORDS[1])
    keys.fill("password2", PASSWORDS[1])
    keys.send()
    keys.is_told()


def is_asked_who_it_is(keys: Keyboard, password: str = PASSWORDS[0]) -> bool:
    """Before anything important the portal asks for the password once more; says whether it did."""
    if "/reauthenticate/" not in keys.path:
        return False
    keys.send()
    keys.hears_errors("password")
    keys.fill("password", "wrong")
    keys.send()
    keys.hears_errors("password")
    keys.fill("password", password)
    keys.send()
    return True


def switches_on_second_factor(portal, keys: Keyboard, language: str) -> tuple[str, str]:
    """Returns the key that the app keeps, and one of the recovery codes."""
    keys.language = language
    keys.go(f"{portal.url}/{language}/account/2fa/totp/activate/")
    is_asked_who_it_is(keys, PASSWORDS[1])
    keys.send()
    keys.hears_errors("code")
    for wrong in ("000000", "7" * 300, TYPED_HOSTILE):
        keys.fill("code", wrong)
        keys.send()
        keys.hears_errors("code")
    secret = keys.page.locator("main code").inner_text()
    types_code(keys, secret)
    codes = keys.page.locator("main .codes li")
    expect(codes).to_have_count(10)
    return secret, codes.first.inner_text()


def types_code(keys: Keyboard, secret: str) -> None:
    """Types what an authenticator app shows; once more when it changed just then."""
    for _attempt in range(2):
        keys.fill("code", format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
        keys.send()
        if not keys.says_error_in_title():
            return


def signs_out(portal, keys: Keyboard, language: str) -> None:
    keys.language = language
    keys.go(f"{portal.url}/{language}/account/")
    keys.send("main form[action$='/logout/'] button")
    assert keys.path == f"/{language}/"


def forgets_the_password(portal, keys: Keyboard, language: str, address: str) -> None:
    keys.language = language
    keys.go(f"{portal.url}/{language}/account/login/")
    keys.send("main a[href$='/password/reset/']")
    for wrong in ("", "нет", TYPED_HOSTILE):
        keys.fill("email", wrong)
        keys.enter()
        keys.hears_errors("email")
        keys.keeps(email=wrong)
    keys.fill("email", address)
    keys.enter()
    letter = wait_for_letter(portal, address, subject_of("account/password_reset_key", language), language)
    keys.go(link_in(letter, portal.url))
    keys.send()
    keys.hears_errors("password1", "password2")
    keys.fill("password1", "пароль")
    keys.fill("password2", PASSWORDS[2])
    keys.send()
    keys.hears_errors("password1")
    for name in ("password1", "password2"):
        keys.fill(name, PASSWORDS[2])
    keys.send()
    assert keys.path == f"/{language}/account/password/reset/key/done/"


def signs_in_with_second_factor(portal, keys: Keyboard, language: str, address: str, secret: str) -> None:
    keys.language = language
    keys.go(f"{portal.url}/{language}/account/login/")
    keys.fill("login", address)
    keys.enter()
    keys.hears_errors("password")
    keys.keeps(login=address)
    keys.fill("password", TYPED_HOSTILE)
    keys.enter()
    keys.hears_refusal()
    keys.keeps(login=address)
    keys.fill("password", PASSWORDS[2])
    keys.enter()
    assert keys.path == f"/{language}/account/2fa/authenticate/"
    keys.send()
    keys.hears_errors("code")
    keys.fill("code", "123456 ?")
    keys.send()
    keys.hears_errors("code")
    types_code(keys, secret)
    assert keys.path == f"/{language}/desk/"


def signs_in_by_code(portal, keys: Keyboard, language: str, address: str, recovery_code: str) -> None:
    keys.language = language
    keys.go(f"{portal.url}/{language}/account/login/")
    keys.send("main a[href*='/login/code/']")
    keys.fill("email", "x" * 300)
    keys.enter()
    keys.hears_errors("email")
    keys.fill("email", address)
    keys.enter()
    letter = wait_for_letter(portal, address, subject_of("account/login_code", "ru"), "ru")
    for wrong in ("", TYPED_HOSTILE):  # The third would close this door.
        keys.fill("code", wrong)
        keys.enter()
        keys.hears_errors("code")
    keys.fill("code", letter_code(letter))
    keys.enter()
    assert keys.path == f"/{language}/account/2fa/authenticate/"
    keys.fill("code", recovery_code)
    keys.enter()
    assert keys.path == f"/{language}/desk/"


def letter_code(letter: str) -> str:
    """The code that stands on a line of its own."""
    return next(
        line.strip() for line in letter.splitlines() if 6 <= len(line.strip()) <= 9 and line.strip().isupper()
    )


def deletes_the_account(portal, keys: Keyboard, language: str, address: str) -> None:
    keys.go(f"{portal.url}/{language}/account/data/")
    keys.send("main a[href$='/data/delete/']")
    keys.send()
    keys.hears_errors("password")
    keys.fill("password", PASSWORDS[0])
    keys.enter()
    keys.hears_errors("password")
    keys.fill("password", PASSWORDS[2])
    keys.send()
    assert keys.path == f"/{language}/account/data/deleted/"
    signs_in(portal, keys, address, PASSWORDS[2])
    keys.hears_refusal()


# --- Lists and search -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "section", "name"),
    [("kk", "directory", "region"), ("ru", "library", "language"), ("en", "workshops", "region")],
)
def test_lists_are_narrowed_and_widened(portal, sit_down, language, section, name):
    keys = sit_down(language)
    keys.go(f"{portal.url}/{language}/{section}/?{name}=%3Cscript%3E&{name}=%F0%9F%98%80&page=x")
    look(keys.page, language)
    keys.go(f"{portal.url}/{language}/{section}/")
    everything = rows(keys.page)
    box = keys.page.locator(f"main .filters input[name={name}]:not([disabled])").last
    value = box.get_attribute("value") or ""
    keys.check(name, value, within="main .filters")
    keys.send("main .filters button[type=submit]")
    assert f"{name}={value}" in keys.page.url
    found = rows(keys.page)
    assert found
    assert found != everything
    look(keys.page, language)
    chip = keys.page.locator("main .chips a").first
    keys.send(chip)
    assert f"{name}={value}" not in keys.page.url
    assert rows(keys.page) == everything


def test_search_from_the_menu(portal, sit_down):
    keys = sit_down("ru")
    keys.go(f"{portal.url}/ru/")
    keys.fill("q", "павлодар", within="header .menu")
    keys.enter()
    assert keys.path == "/ru/search/"
    assert "/ru/directory/pavlodar/" in rows(keys.page)[:3]
    keys.send(keys.page.locator("main .tabs a:not([aria-current])").first)  # One kind of thing only.
    assert rows(keys.page)
    for words in (TYPED_HOSTILE, "ы" * 300, "   "):
        keys.fill("q", words, within="main [role=search]")
        keys.enter()
        look(keys.page, "ru")
        expect(keys.page.locator("main [role=search] input[name=q]")).to_have_value(
            as_kept(words.strip()[:200])
        )
    keys.fill("q", "қызылорда", within="main [role=search]")
    keys.enter()
    assert rows(keys.page)[0] == "/ru/directory/kyzylorda/"


def test_message_to_the_secretariat(portal, sit_down):
    address = f"keys-{uuid.uuid4().hex[:8]}@example.org"
    keys = sit_down("en")
    keys.go(f"{portal.url}/en/contact/")
    look(keys.page, "en")
    keys.send()
    keys.hears_errors("name", "email", "subject", "text")
    keys.fill("name", "x" * 101)
    keys.fill("email", f"{'x' * 250}@example.org")
    keys.choose("subject", "other")
    keys.fill("text", "ы" * 4001)
    keys.send()
    keys.hears_errors("name", "email", "text")
    keys.keeps(name="x" * 101, text="ы" * 4001, subject="other")
    keys.fill("name", TYPED_HOSTILE)
    keys.fill("email", address)
    keys.fill("text", TYPED_HOSTILE)
    keys.send(times=2)
    expect(keys.page.locator("#errors.message-success")).to_be_focused()
    assert not keys.says_error_in_title()
    subject = subject_of("contact/receipt", "en")
    wait_for_letter(portal, address, subject, "en")
    assert [subject_in(letter) for letter in portal.letters_to(address)] == [subject]


# --- Workshops --------------------------------------------------------------------------------------------------------


def test_place_is_taken_once_and_given_up(portal, sit_down):
    keys = sit_down("kk", "librarian")
    keys.go(f"{portal.url}/kk/workshops/")
    open_ones = keys.page.locator("main .workshops-list li:has(.badge-open) .row-title a")
    addresses = open_ones.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    keys.send(open_ones.last)
    slug = addresses[-1].rstrip("/").rpartition("/")[2]
    keys.send(f"main a[href='/kk/desk/workshops/{slug}/place/']")
    look(keys.page, "kk")
    keys.send(times=2)
    keys.go(f"{portal.url}/kk/desk/my-workshops/")
    mine = keys.page.locator(f"main li:has(a[href$='/workshops/{slug}/'])")
    expect(mine).to_have_count(1)
    expect(mine.locator(".badge-accepted")).to_be_visible()
    keys.send(mine.locator("a[href$='/leave/']"))
    keys.send("main .dialog a")  # Not yet: the safe way leads back.
    expect(mine.locator(".badge-accepted")).to_be_visible()
    keys.send(mine.locator("a[href$='/leave/']"))
    keys.send("main .dialog button", times=2)
    expect(mine).to_have_count(1)
    expect(mine.locator(".badge-declined")).to_be_visible()
