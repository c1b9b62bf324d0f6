"""The frame, the error pages and the style guide."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.test.signals import template_rendered
from django.utils import translation

from portal.accounts.enums import Role
from portal.look import views
from portal.look.templatetags.look import BADGE_ICONS
from tests.portal.accounts.factories import UserFactory

TEMPLATES = Path(settings.BASE_DIR) / "portal" / "templates"
STATIC = Path(settings.BASE_DIR) / "portal" / "static"
ERROR_PAGES = ("400", "403", "403_csrf", "404", "405", "413", "414", "429", "500", "503")


def _guide() -> str:
    request = RequestFactory().get("/styleguide/")
    return get_template("styleguide.html").template.render(_context(request))


def _context(request):
    from django.template import Context

    return Context({**views.example_context(), "request": request})


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_style_guide_shows_every_component_without_inline_style_or_script(code):
    with translation.override(code):
        html = _guide()
    assert re.findall(r"\sstyle=|<style|<script(?![^>]*src=)|\son[a-z]+=", html) == []


def test_style_guide_draws_the_template_of_every_component():
    drawn = set()

    def note(sender, template, **kwargs):
        drawn.add(template.name)

    template_rendered.connect(note)
    try:
        _guide()
    finally:
        template_rendered.disconnect(note)
    # These two show what somebody uploaded, and the guide has nothing of that kind.
    drawn |= {"components/figure.html", "components/picture.html"}
    assert {f"components/{path.name}" for path in (TEMPLATES / "components").glob("*.html")} - drawn == set()


def test_style_guide_shows_notices_and_the_bar_of_editors_where_they_stand():
    before, after = _guide().split("<main")
    assert re.findall(r'class="notice (notice-\w+)"', before) == ["notice-warning", "notice-info"]
    assert after.split("</main>")[1].count("editors-bar") == 1


@pytest.mark.parametrize("kind", ["info", "success", "warning", "error"])
def test_style_guide_shows_messages_of_each_kind(kind):
    assert f"message-{kind}" in _guide()


@pytest.mark.parametrize("state", BADGE_ICONS)
def test_style_guide_shows_each_state(state):
    assert f"badge-{state}" in _guide()


def test_style_guide_has_no_id_twice():
    with translation.override("en"):
        ids = re.findall(r'\sid="([^"]+)"', _guide())
    assert sorted(ids) == sorted(set(ids))


def test_style_guide_is_closed_to_visitors():
    request = RequestFactory().get("/styleguide/")
    request.user = AnonymousUser()
    with pytest.raises(Http404):
        views.styleguide(request)


@pytest.mark.django_db
def test_style_guide_is_open_to_staff_of_any_role_alone(client):
    client.force_login(UserFactory())
    assert client.get("/styleguide/", follow=True).status_code == 404
    client.force_login(UserFactory(role=Role.EDITOR))
    assert client.get("/styleguide/").status_code == 200


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_page_has_one_heading_of_the_first_level(name):
    assert render_to_string(f"{name}.html", {"languages": ["kk", "ru", "en"]}).count("<h1") == 1


def test_every_icon_of_the_guide_and_of_badges_is_in_the_sprite():
    drawn = set(
        re.findall(r'<symbol id="([^"]+)"', (STATIC / "img" / "icons.svg").read_text(encoding="utf-8"))
    )
    assert set(views.ICONS) | set(BADGE_ICONS.values()) | {"motif"} == drawn


def test_wrong_answers_are_told_on_top_and_beside_the_field():
    with translation.override("en"):
        html = str(views.example_form())
    assert re.findall(r'<a href="#(id_\w+)">', html) == ["id_bin", "id_years_0"]
    assert re.findall(r'id="(id_\w+_error)"', html) == ["id_bin_error", "id_years_error"]
    assert 'aria-describedby="id_bin_error"' in html


def test_form_not_yet_sent_tells_no_errors():
    assert "message-error" not in str(views.example_form(is_bound=False))


def test_every_component_says_what_it_takes_and_is_listed():
    listed = (Path(settings.BASE_DIR) / "docs" / "components.md").read_text(encoding="utf-8")
    for path in sorted((TEMPLATES / "components").glob("*.html")):
        first = path.read_text(encoding="utf-8")
        assert first.startswith("{% comment %}" + path.stem + ":"), path.name
        if path.stem not in ("shelf", "calendar"):
            assert re.search(rf"^\| [^|]*`{path.stem}`", listed, re.M), path.name


def test_style_sheet_and_sprite_stay_small():
    import gzip

    weight = sum(
        len(gzip.compress((STATIC / name).read_bytes()))
        for name in ("css/site.css", "img/icons.svg", "img/band.svg", "js/site.js")
    )
    assert weight < 24_000


@pytest.mark.django_db
def test_page_that_is_not_there_has_a_door_to_every_section(client, language):
    page = client.get(f"/{language}/nowhere/")
    shown = page.text.partition("<main")[2]
    for section in ("directory", "news", "library", "workshops"):
        assert f'href="/{language}/{section}/"' in shown
