"""Every letter of the portal, in every language: two parts, a short subject, one button at most, and no empty holes."""

import re
from html import unescape
from pathlib import Path

import pytest

from portal.language import LANGUAGES
from portal.mail.models import Letter
from portal.mail.rendering import LONGEST_SUBJECT
from portal.mail.sending import send_letter
from tests.federation.workshops.conftest import secretary
from tests.federation.workshops.test_letters import live_through
from tests.outbox import written_letters

__all__ = ["secretary"]  # A fixture that the tests of workshops have.
pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[1]
ACCOUNT = ROOT / "portal" / "accounts" / "templates" / "mail" / "account"
NAMES = sorted(folder.name for folder in ACCOUNT.iterdir())
BUTTON = "background:#00647A"
ADDRESS = "https://portal.example.org/kk/account/"
CONTEXT = {
    "address": "reader@example.org", "from_email": "old@example.org", "to_email": "new@example.org",
    "deleted_email": "old@example.org", "code": "K7-Q2M", "url": ADDRESS, "activate_url": ADDRESS,
    "password_reset_url": ADDRESS, "signup_url": ADDRESS,
}  # fmt: skip
HOLES = re.compile(
    r"\{[{%]|[%]\(|\bNone\b|\(\s*\)|«\s*»|“\s*”|\s[.,:;!?](?:\s|$)|,\s*,|: *$(?=\n\n|\Z)", re.MULTILINE
)


def check(letter: Letter) -> None:
    """Fails with what is wrong with a letter."""
    words = unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", letter.html, flags=re.DOTALL))
    assert letter.subject
    assert len(letter.subject) <= LONGEST_SUBJECT
    assert letter.text.strip()
    assert f'<html lang="{letter.language}">' in letter.html
    assert letter.html.count("<h1") == 1
    assert letter.html.count(BUTTON) <= 1
    assert re.findall(r"<(?:p|h1|td|th|div|a)\b[^>]*>\s*</(?:p|h1|td|th|div|a)>", letter.html) == []
    assert [hole.group() for text in (letter.subject, letter.text) for hole in HOLES.finditer(text)] == []
    assert "{{" not in words
    assert "()" not in words
    assert "\n\n\n" not in letter.text
    for link in re.findall(r'href="([^"]+)"', letter.html):
        assert link.startswith(("http://", "https://"))
    for code in LANGUAGES:  # The other languages are named, each in itself, in both parts.
        assert (f'lang="{code}" hreflang' in letter.html) is (code != letter.language)
        assert code == letter.language or f"/{code}/" in letter.text


@pytest.mark.parametrize("name", NAMES)
def test_letter_about_an_account_is_whole(name, language):
    check(
        send_letter(
            key="k", address="reader@example.org", language=language,
            template=f"mail/account/{name}", context=CONTEXT,
        )
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_button_of_a_letter_leads_where_the_address_in_words_leads(name):
    letter = send_letter(
        key="k", address="a@example.org", language="kk", template=f"mail/account/{name}", context=CONTEXT
    )
    assert letter.html.count(f'href="{ADDRESS}"') == letter.html.count(BUTTON) * 2
    assert (ADDRESS in letter.text.splitlines()) is (BUTTON in letter.html)


def test_letters_about_workshops_are_whole(secretary, language):
    secretary.preferred_language = language
    secretary.save()
    live_through(language, secretary)
    letters = list(written_letters().filter(key__startswith="workshops:"))
    assert len(letters) >= 17
    for letter in letters:
        check(letter)
        assert letter.html.count(BUTTON) == 1


def test_whoever_has_a_place_reads_how_to_give_it_up(secretary, language):
    live_through(language, secretary)
    for letter in written_letters().filter(key__startswith="workshops:"):
        kind = letter.key.split(":")[1]
        can = kind in {"place_taken", "place_moved_up", "place_waitlisted", "dates_changed"}
        assert ("/leave/" in letter.html, "/leave/" in letter.text) == (can, can)


def test_long_subject_ends_between_two_words(settings, tmp_path):
    (tmp_path / "long").mkdir()
    (tmp_path / "long" / "subject.txt").write_text("Отменён семинар: " + "библиотека " * 12, encoding="utf-8")
    (tmp_path / "long" / "body.txt").write_text("Да.", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    letter = send_letter(key="k", address="a@example.org", language="ru", template="long", context={})
    assert letter.subject == "Отменён семинар: " + "библиотека " * 4 + "библиотека…"
