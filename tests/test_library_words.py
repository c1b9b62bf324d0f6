"""The words of Django and Wagtail in the admin: nobody gets those of another language.

Django falls back to the portal's first language, Kazakh, where a library has no Russian.
"""

import re
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext, ngettext, override, pgettext
from wagtail.models import Page

LIBRARY = Path(settings.BASE_DIR) / "portal" / "library_locale"
KAZAKH_LETTERS = re.compile("[әіңғүұқөһ]", re.IGNORECASE)
OWN_PAGES = [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]


def entries(language: str, name: str) -> list[polib.POEntry]:
    return list(polib.pofile(str(LIBRARY / language / "LC_MESSAGES" / name)))


def shown(entry: polib.POEntry) -> str:
    """What a reader gets."""
    if entry.msgid_plural:
        return ngettext(entry.msgid, entry.msgid_plural, 5)
    return pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else gettext(entry.msgid)


def test_no_kazakh_word_stands_in_the_russian_admin():
    with override("ru"):
        found = [entry.msgid for entry in entries("kk", "django.po") if KAZAKH_LETTERS.search(shown(entry))]
    assert found == []


def test_scripts_of_the_admin_have_the_same_words_in_both_languages():
    kazakh, russian = ({entry.msgid for entry in entries(code, "djangojs.po")} for code in ("kk", "ru"))
    assert kazakh == russian


@pytest.mark.parametrize("model", OWN_PAGES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_kind_of_page_has_a_name_in_the_editors_language(model, language):
    with override(language):
        names = (str(model._meta.verbose_name), str(model._meta.verbose_name_plural))
    assert [name for name in names if re.search("[A-Za-z]", name)] == []
