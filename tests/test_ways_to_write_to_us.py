"""Wherever a reader is asked to write to us, in a letter or on a page, the contact page is one press away."""

import re
from html import unescape
from unittest import mock

import pytest
from django.conf import settings
from django.template import engines
from django.utils.translation import override

from portal.language import LANGUAGE_PATTERN
from tests import rooms

LINKS = {
    "mail": re.compile(rf"http://testserver/({LANGUAGE_PATTERN})/contact/"),
    "web": re.compile(r"""/contact/|home_url[^"]*contact/|contact_url"""),
}
ASKS = {
    "en": re.compile(r"(?<!did not )\b(write to|contact|get in touch with|ask|tell|e-mail) (us|the (secretariat|federation)|our)\b", re.I),
    "ru": re.compile(r"(напишите|сообщите|обратитесь|свяжитесь|пишите)[^.?!]{0,25}(нам|нами|секретариат|федераци)", re.I),
    "kk": re.compile(r"(хатшылық|федерация|бізге)[^.?!]{0,25}(жазыңыз|хабарласыңыз|жүгініңіз|хабарлаңыз)", re.I),
}  # fmt: skip


def templates(kind: str) -> list[str]:
    """Names of all templates of letters, or of pages, in the folders of our rooms."""
    found = set()
    for folder in rooms.files("templates"):
        for path in folder.rglob("*.*"):
            name = path.relative_to(folder).as_posix()
            if path.suffix in (".html", ".txt") and (name.startswith("mail/") == (kind == "mail")):
                found.add(name)
    return sorted(found)


def everything_in(name: str, language: str) -> str:
    """A letter's template with every branch of every `if` in it, in a language: what could be read in any of them."""
    from django.template.defaulttags import IfNode

    def all_branches(node: IfNode, context) -> str:
        return " ".join(branch.render(context) for _condition, branch in node.conditions_nodelists)

    with override(language), mock.patch.object(IfNode, "render", all_branches):
        template = engines["django"].engine.get_template(name)
        from django.template import Context

        context = Context({
            "site_url": settings.WAGTAILADMIN_BASE_URL, "language": language, "other_languages": [],
            # What frames include is named by their callers; each of those is rendered by itself.
            "subject_template": "mail/facts.html", "text_template": "mail/facts.html",
        })  # fmt: skip
        return unescape(template.render(context))


def unlinked(text: str, language: str, link: re.Pattern) -> list[str]:
    """Sentences that ask to write to us after which no link follows before the paragraph's end, or on the next line."""
    missing = []
    for part in re.split(r"\n\s*\n|</p>|</div>|</td>", text):
        for ask in ASKS[language].finditer(part):
            if not link.search(part):
                missing.append(part[max(0, ask.start() - 60) : ask.end()].strip())
    return missing


@pytest.mark.parametrize("name", templates("mail"))
def test_letter_that_asks_to_write_to_us_has_the_link(name):
    for language in ("kk", "ru", "en"):
        text = everything_in(name, language)
        assert unlinked(text, language, LINKS["mail"]) == [], (name, language)
        for found in LINKS["mail"].finditer(text):
            assert found.group(1) == language


def test_page_that_asks_to_write_to_us_has_the_link():
    asking = set()
    for path in rooms.files("*.html"):
        words = path.read_text(encoding="utf-8")
        if "templates/mail/" in path.as_posix() or not ASKS["en"].search(without_code(words)):
            continue
        if path.name in ("contact_page.html", "write_to_us.html"):  # They are the way.
            continue
        asking.add(path.name)
        assert "components/write_to_us.html" in words or LINKS["web"].search(words), path
    assert {"403.html", "account_inactive.html", "no_admin.html", "no_organisation.html"} <= asking


def without_code(words: str) -> str:
    return re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", words, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("language", "asking"),
    [
        ("en", "If it was not you, write to the secretariat."),
        ("ru", "Если это не вы, напишите в секретариат."),
        ("kk", "Бұл сіз болмасаңыз, хатшылыққа жазыңыз."),
    ],
)
def test_sentence_without_a_link_is_found(language, asking):
    assert unlinked(asking, language, LINKS["mail"])
    assert unlinked(f"{asking}\n\nhttp://testserver/{language}/contact/", language, LINKS["mail"])
    assert unlinked(f"{asking}\nhttp://testserver/{language}/contact/", language, LINKS["mail"]) == []
