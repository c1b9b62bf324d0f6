"""Tags and filters speak the reader's language and write nothing inline."""

import datetime as dt
import re
from typing import NamedTuple

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from portal.look.map import Point
from portal.look.templatetags import look
from tests import rooms
from tests.markup import plain


class Words(NamedTuple):
    text: str
    language: str


def render(source: str, **context) -> str:
    return Template("{% load look %}" + source).render(Context(context))


def test_words_of_another_language_are_marked_with_it():
    with translation.override("kk"):
        assert (
            look.marked(Words("Библиотека & архив", "ru")) == '<span lang="ru">Библиотека &amp; архив</span>'
        )


def test_words_of_the_readers_language_are_plain():
    with translation.override("ru"):
        assert look.marked(Words("Библиотека & архив", "ru")) == "Библиотека &amp; архив"


def test_plain_text_is_escaped():
    assert look.marked("<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("code", "written"),
    [("kk", "2026 ж. 9–13 желтоқсан"), ("ru", "9–13 декабря 2026 г."), ("en", "9–13 December 2026")],
)
def test_range_of_dates_is_written_in_the_readers_language(code, written):
    with translation.override(code):
        got = look.date_range(dt.date(2026, 12, 9), dt.date(2026, 12, 13))
    assert got.replace("\xa0", " ") == written


def test_date_tile_says_its_range_to_screen_readers():
    with translation.override("en"):
        html = look.date_tile(dt.date(2026, 12, 9), dt.date(2026, 12, 13))
    assert (
        re.findall(r'datetime="2026-12-09">(.*?)</time>', html)[0].replace("\xa0", " ")
        == "9–13 December 2026"
    )


def test_date_tile_names_its_month_as_it_follows_a_day():
    with translation.override("ru"):
        html = look.date_tile(dt.date(2026, 12, 9), dt.date(2026, 12, 13))
    assert re.findall(r"date-tile-foot\">(.*?)</span>", html) == ["декабря"]


def test_date_tile_of_two_months_names_both():
    with translation.override("kk"):
        html = look.date_tile(dt.date(2026, 11, 30), dt.date(2026, 12, 4))
    assert re.findall(r"date-tile-long\">(.*?)</span>", html, re.S) == ["30.11–\n04.12"]


def test_letters_of_a_monogram_are_escaped():
    html = render('{% monogram 1 letters "city" %}', letters="<b")
    assert re.findall(r">([^<>]+)</text>", html) == ["&lt;b"]


def test_covers_are_hidden_from_screen_readers():
    html = render(
        '{% monogram 1 "Қы" "regional" %}{% book 1 "2.1" 2 %}{% arcade 1 "call" %}{% dot_map 65.5 44.8 %}'
    )
    assert (html.count("<svg class="), html.count('aria-hidden="true"')) == (4, 4)


def test_point_of_the_map_is_a_link_with_its_number():
    points = [Point("Қызылорда", 65.5, 44.85, 4, "KZ-43", href="/kk/r/")]
    html = render('{% country_map points "Ұйымдар" %}', points=points)
    assert re.findall(r'<a class="([^"]*)" href="([^"]*)"><title>(.*?)</title>', html) == [
        ("map-reached", "/kk/r/", "Қызылорда: 4")
    ]


def test_lines_run_from_the_source_to_what_is_reached_or_planned():
    places = [("KZ-75", "source"), ("KZ-43", "reached"), ("KZ-61", "planned"), ("KZ-62", "none")]
    points = [Point(code, 60 + i, 45 + i, 3, code, status=status) for i, (code, status) in enumerate(places)]
    assert render('{% country_map points "x" lines=True %}', points=points).count('class="map-line"') == 2


@pytest.mark.parametrize(
    ("here", "items"),
    [
        (1, [1, 2, None, 18]),
        (9, [1, None, 8, 9, 10, None, 18]),
        (3, [1, 2, 3, 4, None, 18]),
        (18, [1, None, 17, 18]),
    ],
)
def test_pagination_shows_the_ends_and_the_neighbours(here, items):
    assert look.page_items(Paginator(range(360), 20).page(here)) == items


def test_pagination_keeps_what_is_in_the_address():
    request = RequestFactory().get("/kk/directory/?kind=city&kind=district&page=2")
    html = render('{% querystring_with "page" 3 %}', request=request)
    assert html == "?kind=city&amp;kind=district&amp;page=3"


@pytest.mark.parametrize(("language", "words"), [("kk", "2-бет"), ("ru", "страница 2"), ("en", "page 2")])
def test_pagination_says_a_page_in_words_to_those_who_hear_it(language, words):
    page = Paginator(range(60), 20).page(1)
    with translation.override(language):
        html = render(
            '{% include "components/pagination.html" %}', page=page, request=RequestFactory().get("/")
        )
    assert (
        f'<a href="?page=2"><span class="visually-hidden">{words}</span><span aria-hidden="true">2</span></a>'
        in plain(html)
    )


@pytest.mark.parametrize(
    ("language", "words"), [("kk", "а\u00a0— б"), ("ru", "а\u00a0— б"), ("en", "а \u2013 б")]
)
def test_a_dash_is_that_of_the_readers_language(language, words):
    with translation.override(language):
        assert render("а{% dash %}б") == words


def test_no_template_writes_a_dash_between_words_itself():
    comments = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
    translated = re.compile(
        r"{% (?:blocktranslate|blocktrans) .*?{% end\w+ %}|{% (?:blocktranslate|blocktrans) %}.*?{% end\w+ %}|{% trans(?:late)? .*?%}",
        re.DOTALL,
    )
    ours = rooms.files("templates/**/*.html")
    found = []
    for path in ours:
        text = translated.sub("", comments.sub("", path.read_text(encoding="utf-8")))
        if (
            re.search(" [\u2013\u2014] ", text)
            and "styleguide" not in path.relative_to(rooms.ROOT).as_posix()
        ):
            found.append(str(path.relative_to(settings.BASE_DIR)))
    assert found == []


def test_visitor_without_cookies_does_not_touch_the_session():
    request = RequestFactory().get("/kk/")
    assert render("{% page_messages %}", request=request, messages=_Untouchable()) == ""


class _Untouchable:
    def __iter__(self):
        raise AssertionError("The messages were read.")


def test_a_pager_is_not_named_after_a_label_of_its_page():
    page = Paginator(range(30), 3).get_page(2)
    request = RequestFactory().get("/en/library/")
    with translation.override("en"):
        drawn = render(
            '{% include "components/pagination.html" %}', page=page, label="Chosen", request=request
        )
    assert 'aria-label="Pages"' in drawn


def test_the_link_of_a_message_says_its_language():
    with translation.override("en"):
        drawn = render('{% include "components/message.html" %}', url="/", link=Words("Устав", "ru"))
    assert '<a href="/"><span lang="ru">Устав</span></a>' in drawn
