"""Forms tell what is wrong without JavaScript: under the focus, in the title, beside the field, in the reader's
language.
"""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from portal.look.forms import LookRenderer
from tests import rooms
from tests.markup import plain

ROOT = Path(settings.BASE_DIR)


class OneField(forms.Form):
    default_renderer = LookRenderer
    city = forms.CharField(max_length=5)

    def clean(self) -> None:
        if self.cleaned_data.get("city") == "shut":
            raise forms.ValidationError("Nobody is there.")


def render(source: str, path: str = "/en/x/?y=1", **context) -> str:
    return Template("{% load look %}" + source).render(RequestContext(RequestFactory().get(path), context))


@pytest.mark.parametrize(("code", "word"), [("kk", "Қате:"), ("ru", "Ошибка:"), ("en", "Error:")])
def test_title_of_a_page_says_that_its_form_was_not_accepted(code, word):
    with translation.override(code):
        assert render("{% error_in_title %}", form=OneField({})) == f"{word} "
        assert render("{% error_in_title %}", is_refused=True) == f"{word} "


def test_title_says_nothing_of_forms_that_are_empty_or_right():
    assert render("{% error_in_title %}", form=OneField(), other=OneField({"city": "Oral"})) == ""


def test_summary_takes_the_focus_without_javascript():
    html = str(OneField({}))
    assert re.search(r'<div[^>]* id="errors"[^>]* tabindex="-1" autofocus ', plain(html))


def test_what_is_wrong_with_no_field_is_the_summary_itself():
    html = str(OneField({"city": "shut"}))
    assert re.findall(r'id="errors-title">(.*?)</h2>', html) == ["Nobody is there."]
    assert 'href="#' not in html


def test_browser_does_not_cut_what_is_too_long():
    html = str(OneField({"city": "Taldyqorgan"}))
    assert "maxlength" not in html
    assert 'value="Taldyqorgan"' in html


def test_form_keeps_no_fragment_of_an_older_error():
    assert render('<form action="{% own_address %}">') == '<form action="/en/x/?y=1">'


def test_every_form_that_is_posted_names_its_address():
    """Without `action` a browser keeps the fragment of the error followed last, and jumps there past the summary."""
    pages = [
        path
        for path in rooms.files("templates/**/*.html")
        if "admin" not in path.parts and "styleguide" not in path.relative_to(rooms.ROOT).as_posix()
    ]
    posted = [
        (path.name, form)
        for path in pages
        for form in re.findall(r"<form[^>]*method=\"post\"[^>]*>", path.read_text(encoding="utf-8"))
    ]
    assert len(posted) > 10
    assert [(name, form) for name, form in posted if "action=" not in form] == []


def test_title_wakes_nobody_for_it():
    def wake() -> None:
        raise AssertionError("the visitor's account was looked up")

    assert render("{% error_in_title %}", user=SimpleLazyObject(wake)) == ""
