"""Every letter of the portal, in every language: two parts, a short subject, one button at most, and no empty holes."""

import re
from html import unescape
from pathlib import Path

import pytest

from portal.accounts.actions import write
from portal.accounts.letters import OPENING, SHOWN
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
KINDS = sorted(folder.name for folder in ACCOUNT.iterdir())
BUTTON = "background:#00647A"
ADDRESS = "https://portal.example.org/kk/account/"
CONTEXT = {
    "from_email": "old@example.org", "to_email": "new@example.org",
    "deleted_email": "old@example.org", "code": "K7-Q2M", "url": ADDRESS, "activate_url": ADDRESS,
    "password_reset_url": ADDRESS, "signup_url": ADDRESS, "is_by_owner": True,
    "closed_on": "30.11.2026", "joined_with": "a•••@example.org",
}  # fmt: skip
OF_PLACES = {
    "place_taken", "place_moved_up", "place_waitlisted", "amended", "reminder_week", "reminder_day",
}  # fmt: skip
SHOWN_NAMES = re.compile(r"\{\{ *(\w+)|\{% if (\w+)|\burl=(\w+)")
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


def about_account(kind: str, language: str) -> Letter:
    """A letter about an account as its reader gets it."""
    write(kind, "reader@example.org", language, CONTEXT)
    return written_letters().get()


@pytest.mark.parametrize("kind", KINDS)
def test_letter_about_an_account_is_whole(kind, language):
    check(about_account(kind, language))


def test_facts_of_a_letter_about_an_account_are_what_templates_show():
    found = " ".join(file.read_text() for file in ACCOUNT.rglob("body.*"))
    names = {name for names in SHOWN_NAMES.findall(found) for name in names if name}
    assert names == OPENING | SHOWN | {"address"}


def test_no_letter_leads_to_the_former_address_of_ones_details():
    """`account/profile/` only redirects, for letters that were sent before."""
    files = [file for room in ("portal", "federation", "home", "resources", "search") for file in
             (ROOT / room).rglob("templates/**/*") if file.suffix in {".html", ".txt"}]  # fmt: skip
    words = {file for file in files if re.search(r"account[/_]profile", file.read_text())}
    assert len(files) > 100 and words == set()


@pytest.mark.parametrize("kind", KINDS)
def test_button_of_a_letter_leads_where_the_address_in_words_leads(kind):
    letter = about_account(kind, "kk")
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
        can = kind in OF_PLACES
        assert ("/leave/" in letter.html, "/leave/" in letter.text) == (can, can)


def test_long_subject_ends_between_two_words(settings, tmp_path):
    (tmp_path / "long").mkdir()
    (tmp_path / "long" / "subject.txt").write_text("Отменён семинар: " + "библиотека " * 12, encoding="utf-8")
    (tmp_path / "long" / "body.txt").write_text("Да.", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    letter = send_letter(key="k", address="a@example.org", language="ru", template="long", context={})
    assert letter.subject == "Отменён семинар: " + "библиотека " * 4 + "библиотека…"
