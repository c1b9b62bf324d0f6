"""One click ends a subscription, as mail clients do it (RFC 8058): without cookie, Origin or signing in."""

import re
from email import message_from_bytes, policy
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from federation.people.actions import merge
from portal.mail.delivery import deliver_due
from portal.mail.enums import Category
from portal.mail.models import Letter, Unsubscription
from portal.mail.unsubscribing import unsubscribe_url
from portal.web.secret_words import MASK
from tests.federation.people.factories import PersonFactory
from tests.portal.accounts.factories import UserFactory

from .test_categories import READER, write

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
BUTTON = re.compile(r'<form method="post" action="([^"]+)">\s*<input type="hidden" name="List-Unsubscribe"')


@pytest.fixture
def delivered(server, settings):
    """Sends a letter through a real server and returns it as it arrived."""
    settings.WAGTAILADMIN_BASE_URL = "https://testserver"

    def deliver(**given):
        assert write(**{"category": Category.NEWS, **given})
        assert deliver_due() == 1
        return message_from_bytes(server.messages[-1].content, policy=policy.default)

    return deliver


def click(message, **headers):
    """What a mail client sends: the one header's words to the other's address, and nothing of its own."""
    (url,) = re.findall(r"<(https://[^>]+)>", message["List-Unsubscribe"])
    client = Client(enforce_csrf_checks=True)
    body = message["List-Unsubscribe-Post"]
    return client.post(urlsplit(url).path, body, content_type=FORM, secure=True, headers=headers)


def test_one_click_ends_it_for_the_person_and_again_changes_nothing(delivered, language):
    person = PersonFactory()
    message = delivered(person=person, language=language)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for _click in range(2):
        response = click(message)
        assert (response.status_code, response.cookies.keys()) == (200, set())
        assert response.headers["Content-Language"] == language
        found = Unsubscription.objects.get()
        assert (found.person, found.address, found.category) == (person, "", Category.NEWS)
    assert write("next", person=person, category=Category.NEWS) is None


def test_one_click_of_a_stranger_ends_it_for_the_address(delivered):
    click(delivered())
    found = Unsubscription.objects.get()
    assert (found.person, found.address) == (None, READER)


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "null"}, {"Origin": "https://mail.example"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=str,
)
def test_one_click_from_a_page_of_the_mail_client_counts(delivered, headers):
    assert click(delivered(), **headers).status_code == 200
    assert Unsubscription.objects.exists()


def test_looking_changes_nothing_and_the_page_has_a_button_that_works_signed_out(delivered, language):
    message = delivered(person=PersonFactory(), language=language)
    text = message.get_body(("plain",)).get_content()
    (url,) = re.findall(r"https://testserver(/\S+/letters/end/\S+)", text)
    assert url.startswith(f"/{language}/")
    client = Client(enforce_csrf_checks=True)
    for ask in (client.get, client.head, client.options):
        ask(url, secure=True)
        assert not Unsubscription.objects.exists()
    page = client.get(url, secure=True)
    assert (page.status_code, page.headers["Content-Language"]) == (200, language)
    assert "no-store" in page.headers["Cache-Control"]
    (action,) = BUTTON.findall(page.text)
    client.post(
        action, {"List-Unsubscribe": "One-Click"}, secure=True, headers={"Origin": "https://testserver"}
    )
    assert Unsubscription.objects.count() == 1


def test_the_link_in_the_letter_is_that_of_the_header(delivered):
    message = delivered()
    (url,) = re.findall(r"<(https://[^>]+)>", message["List-Unsubscribe"])
    assert url in message.get_body(("plain",)).get_content()
    assert url in message.get_body(("html",)).get_content()


def test_the_token_is_made_at_sending_and_kept_nowhere(delivered):
    message = delivered()
    letter = Letter.objects.get()
    (url,) = re.findall(r"<(https://[^>]+)>", message["List-Unsubscribe"])
    token = url.rstrip("/").rpartition("/")[2]
    kept = " ".join(str(value) for value in Letter.objects.values().get().values())
    assert (token in kept, MASK in letter.text, MASK in letter.html) == (False, True, True)


def test_necessary_letters_offer_no_end(delivered):
    message = delivered(category=Category.NECESSARY)
    assert (message["List-Unsubscribe"], message["List-Unsubscribe-Post"]) == (None, None)
    assert "letters/end/" not in message.as_string()


def test_headers_go_over_https_only(delivered, settings):
    settings.WAGTAILADMIN_BASE_URL = "http://testserver"
    message = delivered()
    assert (message["List-Unsubscribe"], message["List-Unsubscribe-Post"]) == (None, None)
    assert "http://testserver/kk/account/letters/end/" in message.get_body(("plain",)).get_content()


def test_forged_and_foreign_links_lead_nowhere_and_change_nothing():
    about = {"person": PersonFactory().pk, "address": "", "category": "news"}
    path = urlsplit(unsubscribe_url(about)).path
    token = path.rstrip("/").rpartition("/")[2]
    for wrong in ("x", token[:-1], f"{token}x", token.swapcase()):
        for ask in (Client().get, Client().post):
            assert ask(path.replace(token, wrong)).status_code == 404
    assert not Unsubscription.objects.exists()


def test_link_of_a_person_who_is_gone_changes_nothing():
    """It says what it says to everybody (tests/test_who_exists.py)."""
    about = {"person": PersonFactory().pk + 100, "address": "", "category": "news"}
    assert Client().post(urlsplit(unsubscribe_url(about)).path).status_code == 200
    assert not Unsubscription.objects.exists()


def exempt(patterns, prefix=""):
    """The addresses that take a form from anywhere."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from exempt(pattern.url_patterns, prefix)
        elif isinstance(pattern, URLPattern) and getattr(pattern.callback, "is_from_anywhere", False):
            yield pattern.name


def test_link_of_an_entry_that_was_merged_ends_it_for_who_its_reader_is_now():
    kept, merged = PersonFactory(), PersonFactory()
    url = unsubscribe_url({"person": merged.pk, "address": "", "category": Category.NEWS})
    merge(kept.pk, merged.pk, [], UserFactory())
    Client().post(urlsplit(url).path, "List-Unsubscribe=One-Click", content_type=FORM)
    assert Unsubscription.objects.get().person == kept
    assert write("next", person=kept, category=Category.NEWS) is None


def test_no_other_address_takes_a_form_from_anywhere():
    assert set(exempt(get_resolver().url_patterns)) == {"account_unsubscribe"}
