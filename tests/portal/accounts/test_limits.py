"""Who guesses or floods is stopped, and stops nobody else: the limits are on, as in production."""

import threading

import pytest
from allauth.account import app_settings
from allauth.core.internal.ratelimit import parse_rates
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import override

from portal.accounts import limits
from portal.accounts.browsers import COOKIE, MOST_ACCOUNTS, known_as, remember
from portal.mail.models import Letter

from .factories import PASSWORD, UserFactory
from .test_second_factor import code_for

pytestmark = pytest.mark.django_db
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def nothing_counted(db):
    caches["default"].clear()


def browser(network=HOME, **cookies):
    client = Client(REMOTE_ADDR=network)
    for name, value in cookies.items():
        client.cookies[name] = value
    return client


def try_password(client, address, password="wrong", language="en"):
    return client.post(f"/{language}/account/login/", {"login": address, "password": password})


def ask_code(client, address, language="en"):
    return client.post(f"/{language}/account/login/code/", {"email": address})


def ask_reset(client, address, language="en"):
    return client.post(f"/{language}/account/password/reset/", {"email": address})


def known_browser(user, network=HOME):
    """A browser that has signed in as the user, and out again."""
    client = browser(network)
    try_password(client, user.email, PASSWORD)
    client.post("/en/account/logout/")
    return client


def guess_from(network, address, times=6):
    return [try_password(browser(network), address).status_code for _ in range(times)]


def is_in(response):
    return response.status_code == 302


class TestPasswords:
    def test_sixth_wrong_one_from_a_network_is_refused_and_so_is_the_right_one_after_it(self, user):
        assert guess_from(HOME, user.email) == [200] * 5 + [429]
        assert try_password(browser(), user.email, PASSWORD).status_code == 429

    def test_unknown_address_meets_the_same_limit(self):
        assert guess_from(HOME, "nobody@example.org") == [200] * 5 + [429]

    def test_right_passwords_are_never_too_many(self, user):
        assert all(is_in(try_password(browser(), user.email, PASSWORD)) for _ in range(7))

    def test_others_close_nothing_to_another_network(self, user):
        guess_from(HOME, user.email)
        assert is_in(try_password(browser(ELSEWHERE), user.email, PASSWORD))

    def test_others_close_nothing_to_a_known_browser_even_on_their_network(self, user):
        client = known_browser(user)
        guess_from(HOME, user.email)
        assert is_in(try_password(client, user.email, PASSWORD))

    def test_others_close_nothing_to_whoever_asks_for_a_code(self, user):
        guess_from(HOME, user.email)
        assert is_in(ask_code(browser(), user.email))

    def test_known_browser_has_a_limit_of_its_own(self, user):
        client = known_browser(user)
        answers = [try_password(client, user.email).status_code for _ in range(6)]
        assert answers == [200] * 5 + [429]
        assert is_in(try_password(browser(), user.email, PASSWORD))

    def test_whole_range_of_ipv6_is_one_network(self, user):
        networks = [f"2001:db8:0:1::{number:x}" for number in range(1, 7)]
        assert [guess_from(network, user.email, 1)[0] for network in networks] == [200] * 5 + [429]

    def test_one_network_alone_never_reaches_the_bound_of_the_account(self):
        in_an_hour = limits.PASSWORDS.amount * limits.HOUR / limits.PASSWORDS.seconds
        assert in_an_hour < limits.PASSWORDS_OF_ACCOUNT.amount

    def test_guesses_from_many_networks_ask_strangers_for_a_code_and_the_owner_for_nothing(self, user):
        client = known_browser(user)
        for number in range(20):
            guess_from(f"203.0.113.{number}", user.email, 5)
        refused = try_password(browser(ELSEWHERE), user.email, PASSWORD)
        assert refused.status_code == 429
        assert "one-time code" in refused.context["form"].non_field_errors()[0]
        assert is_in(try_password(client, user.email, PASSWORD))
        assert is_in(ask_code(browser(ELSEWHERE), user.email))

    def test_one_network_tries_few_passwords_for_many_accounts(self):
        answers = [guess_from(HOME, f"p{number}@example.org", 1)[0] for number in range(101)]
        assert answers == [200] * 100 + [429]

    def test_password_set_anew_by_a_letter_opens_the_door(self, user, link_in_letter):
        guess_from(HOME, user.email)
        client = browser()
        ask_reset(client, user.email)
        address = client.get(link_in_letter(user.email)).headers["Location"]
        client.post(address, {"password1": "another horse staple", "password2": "another horse staple"})
        assert is_in(try_password(browser(), user.email, "another horse staple"))


@pytest.fixture
def secret():
    return generate_totp_secret()


@pytest.fixture
def careful(user, secret):
    """Somebody whose account asks for a code of their app."""
    TOTP.activate(user, secret)
    return user


def try_code(client, code="000000"):
    return client.post("/en/account/2fa/authenticate/", {"code": code})


def guess_codes_from(network, user, times=6):
    """Somebody who knows the password, with a new browser for each try."""
    answers = []
    for _ in range(times):
        client = browser(network)
        try_password(client, user.email, PASSWORD)
        answers.append(try_code(client).status_code)
    return answers


class TestCodesOfTheApp:
    def test_sixth_wrong_one_from_a_network_is_refused_and_so_is_the_right_one_after_it(
        self, careful, secret
    ):
        assert guess_codes_from(HOME, careful) == [200] * 5 + [429]
        client = browser()
        try_password(client, careful.email, PASSWORD)
        refused = try_code(client, code_for(secret))
        assert refused.status_code == 429
        assert 0 < int(refused["Retry-After"]) <= 5 * 60

    def test_others_close_nothing_to_another_network(self, careful, secret):
        guess_codes_from(HOME, careful)
        client = browser(ELSEWHERE)
        try_password(client, careful.email, PASSWORD)
        assert is_in(try_code(client, code_for(secret)))

    def test_others_close_nothing_to_a_known_browser(self, user, secret):
        client = known_browser(user)
        TOTP.activate(user, secret)
        for number in range(11):
            guess_codes_from(f"203.0.113.{number}", user, 5)
        stranger = browser(ELSEWHERE)
        try_password(stranger, user.email, PASSWORD)
        assert try_code(stranger, code_for(secret)).status_code == 429
        try_password(client, user.email, PASSWORD)
        assert is_in(try_code(client, code_for(secret)))

    def test_many_known_browsers_together_have_a_bound(self, user, secret):
        clients = [known_browser(user, f"203.0.113.{number}") for number in range(11)]
        TOTP.activate(user, secret)
        answers = []
        for client in clients:
            try_password(client, user.email, PASSWORD)
            answers += [try_code(client).status_code for _ in range(5)]
        assert answers == [200] * 50 + [429] * 5

    def test_password_alone_makes_no_browser_known(self, careful):
        client = browser()
        try_password(client, careful.email, PASSWORD)
        assert COOKIE not in client.cookies

    @pytest.mark.parametrize("path", ["2fa/reauthenticate/", "2fa/totp/activate/"])
    def test_own_codes_are_counted_too(self, user, secret, path):
        client = browser()
        try_password(client, user.email, PASSWORD)
        if "activate" in path:
            client.post("/en/account/reauthenticate/", {"password": PASSWORD})
            client.get(f"/en/account/{path}")
        else:
            TOTP.activate(user, secret)
        answers = [client.post(f"/en/account/{path}", {"code": "000000"}).status_code for _ in range(6)]
        assert answers == [200] * 5 + [429]


class TestSignedIn:
    """What somebody does in their own browser is closed by nobody else, and their own guesses are few."""

    @pytest.mark.parametrize(
        ("path", "right", "wrong"),
        [
            ("reauthenticate/", {"password": PASSWORD}, {"password": "wrong"}),
            ("data/delete/", {"password": PASSWORD}, {"password": "wrong"}),
            (
                "password/change/",
                {"oldpassword": PASSWORD, "password1": "another horse 1", "password2": "another horse 1"},
                {"oldpassword": "wrong", "password1": "another horse 1", "password2": "another horse 1"},
            ),
        ],
    )
    def test_own_password_is_asked_whatever_others_do(self, user, path, right, wrong):
        mine, other = browser(), browser()
        for client in (mine, other):
            try_password(client, user.email, PASSWORD)
            del client.cookies[COOKIE]
        guess_from(HOME, user.email)
        answers = [mine.post(f"/en/account/{path}", wrong).status_code for _ in range(6)]
        assert answers == [200] * 5 + [429]
        assert is_in(other.post(f"/en/account/{path}", right))


class TestLetters:
    @pytest.mark.parametrize("ask", [ask_code, ask_reset])
    def test_letters_to_an_address_are_limited_for_who_floods_and_for_nobody_else(self, user, ask):
        client = known_browser(user)
        answers = [ask(browser(), user.email).status_code for _ in range(6)]
        assert answers == [302] * 5 + [429]
        assert is_in(ask(browser(ELSEWHERE), user.email))
        assert is_in(ask(client, user.email))

    def test_flood_from_many_networks_leaves_each_one_letter(self, user):
        client = known_browser(user)
        for number in range(6):
            for _ in range(5):
                ask_code(browser(f"203.0.113.{number}"), user.email)
        assert Letter.objects.filter(address=user.email).count() == limits.LETTERS_TO_ADDRESS.amount
        answers = [ask_code(browser(ELSEWHERE), user.email).status_code for _ in range(3)]
        assert answers == [302, 429, 429]
        assert is_in(ask_code(client, user.email))

    def test_one_network_floods_no_hundred_mailboxes(self):
        answers = [ask_code(browser(), f"p{number}@example.org").status_code for number in range(101)]
        assert answers == [302] * 100 + [429]

    def test_code_sent_again_counts_as_asked_for(self, user):
        client = browser()
        ask_code(client, user.email)
        for _ in range(4):
            limits.LETTERS.take(f"{user.email} network {HOME}")
        answer = client.post("/en/account/login/code/confirm/", {"action": "resend"})
        assert (answer.status_code, Letter.objects.count()) == (429, 1)

    def test_third_wrong_code_ends_it_and_a_new_one_can_be_had(self, user):
        client = browser()
        ask_code(client, user.email)
        for _ in range(3):
            answer = client.post("/en/account/login/code/confirm/", {"code": "WRONG-CODE"})
        assert answer.headers["Location"] == "/en/account/login/code/"
        assert is_in(ask_code(client, user.email))

    def test_address_given_to_flood_it_from_an_account_is_bounded_too(self, user):
        client = browser()
        try_password(client, user.email, PASSWORD)
        client.post("/en/account/reauthenticate/", {"password": PASSWORD})
        for number in range(8):
            client.post("/en/account/email/", {"email": "victim@example.org", "action_add": ""})
            client.post("/en/account/email/", {"email": f"other{number}@example.org", "action_add": ""})
        assert Letter.objects.filter(address="victim@example.org").count() == 1


@pytest.mark.parametrize(
    ("path", "data", "meet"),
    [
        ("login", {"login": "p@example.org", "password": "x"}, 5),
        ("login/code", {"email": "p@example.org"}, 5),
        ("password/reset", {"email": "p@example.org"}, 5),
    ],
)
def test_who_meets_a_limit_reads_what_to_do_and_finds_their_address_typed(language, path, data, meet):
    for _ in range(meet + 1):
        answer = browser().post(f"/{language}/account/{path}/", data)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    minutes = -(-int(answer["Retry-After"]) // 60)
    assert str(minutes) in str(answer.context["form"].errors)
    assert 'value="p@example.org"' in answer.text
    with override(language):
        assert f'<html lang="{language}">' in answer.text


class TestKnownBrowser:
    def test_cookie_says_nothing_and_is_for_the_server_alone(self, user):
        response = try_password(browser(), user.email, PASSWORD)
        morsel = response.cookies[COOKIE]
        assert user.email not in morsel.value
        assert (morsel["httponly"], morsel["samesite"], str(user.pk) in morsel.value.split(".")) == (
            True,
            "Lax",
            False,
        )

    def test_cookie_of_one_account_helps_with_no_other(self, user):
        other = UserFactory()
        client = known_browser(user)
        guess_from(HOME, other.email)
        assert try_password(client, other.email, PASSWORD).status_code == 429

    @pytest.mark.parametrize("value", ["", ".", "x" * 22, f"{'x' * 22}.{'0' * 32}", "a.b.c" * 50, "é" * 22])
    def test_cookie_that_somebody_made_is_no_known_browser(self, user, value):
        guess_from(HOME, user.email)
        assert try_password(browser(**{COOKIE: value}), user.email, PASSWORD).status_code == 429

    def test_browser_of_many_is_known_for_each(self, user):
        other = UserFactory()
        client = known_browser(user)
        try_password(client, other.email, PASSWORD)
        client.post("/en/account/logout/")
        guess_from(HOME, user.email)
        guess_from(HOME, other.email)
        assert is_in(try_password(client, user.email, PASSWORD))
        client.post("/en/account/logout/")
        assert is_in(try_password(client, other.email, PASSWORD))

    @pytest.mark.parametrize("path", ["/en/", "/en/workshops/", "/en/account/login/", "/en/account/signup/"])
    def test_no_page_sets_it_before_somebody_has_signed_in(self, path):
        assert COOKIE not in browser().get(path).cookies

    @pytest.mark.parametrize("path", ["/en/", "/en/workshops/"])
    def test_public_pages_set_no_cookie_for_a_known_browser(self, user, path):
        value = known_browser(user).cookies[COOKIE].value
        assert not browser(**{COOKIE: value}).get(path).cookies


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_get_more_places_than_there_are(monkeypatch):
    caches["default"].clear()
    monkeypatch.setattr(limits.random, "shuffle", lambda places: None)  # All reach for the same place.
    limit = limits.Limit("test", 7, 60)
    barrier, taken = threading.Barrier(20), []
    cache = type(caches["default"])
    look = cache.get_many

    def look_at_once(self, keys):
        found = look(self, keys)
        barrier.wait()  # Nobody takes before all have seen that every place is free.
        return found

    monkeypatch.setattr(cache, "get_many", look_at_once)

    def take():
        from django.db import connection

        taken.append(limit.take("somebody"))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    places = [place for place in taken if place]
    assert (len(taken), len(places), len(set(places))) == (20, 7, 7)


def test_place_comes_free_when_its_time_is_over(time_machine):
    time_machine.move_to("2026-11-28 10:00:00+00:00")
    limit = limits.Limit("test", 1, 60)
    assert limit.take("somebody")
    time_machine.move_to("2026-11-28 10:00:50+00:00")
    assert (limit.take("somebody"), limit.wait("somebody"), limit.wait("another")) == ("", 10, 0)
    time_machine.move_to("2026-11-28 10:01:01+00:00")
    assert limit.take("somebody")


def test_no_limit_of_the_library_closes_an_address_to_its_owner():
    """A limit that counts by address alone is one that others can use up; a new release may bring another."""
    by_key = {
        action
        for action, rates in app_settings.RATE_LIMITS.items()
        for rate in parse_rates(rates)
        if rate.per == "key"
    }
    assert by_key == {"verify_phone"}  # The portal knows no phones.


def test_browser_of_a_reading_room_forgets_the_account_that_came_first(rf):
    request, addresses = rf.get("/"), [f"reader{number}@example.org" for number in range(MOST_ACCOUNTS + 2)]
    for address in addresses:
        response = HttpResponse()
        remember(request, response, address)
        request.COOKIES[COOKIE] = response.cookies[COOKIE].value
    assert [bool(known_as(request, address)) for address in addresses] == [False] * 2 + [True] * MOST_ACCOUNTS
    remember(
        request, response := HttpResponse(), addresses[5]
    )  # Who comes again is the last to be forgotten.
    assert response.cookies[COOKIE].value.count(".") == MOST_ACCOUNTS
