"""The list of news."""

import re
from datetime import date, timedelta

import pytest
from wagtail.models import PageViewRestriction

from federation.news.models import NewsCategory, NewsIndexPage, NewsPage

from .factories import NewsPageFactory, PictureFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
HEADING = re.compile(r'<h2 class="row-title[^"]*"><a href="([^"]+)">([^<]+)</a>')


def titles(response) -> list[str]:
    return [title for _url, title in HEADING.findall(response.content.decode())]


def chips(response) -> list[tuple[str, int]]:
    return [(str(chip.label), chip.count) for chip in response.context["listing"].chips]


def test_newest_item_leads_and_the_others_follow_by_day(client):
    for days, title in ((2, "Ескі"), (0, "Жаңа"), (1, "Орта")):
        NewsPageFactory(title=title, date=DAY - timedelta(days=days))
    response = client.get("/kk/news/")
    assert titles(response) == ["Жаңа", "Орта", "Ескі"]
    assert response.context["listing"].lead_story.title == "Жаңа"


def test_each_language_lists_its_own_items(client):
    for language in ("kk", "ru", "en"):
        NewsPageFactory(title=f"only {language}", language=language)
    for language in ("kk", "ru", "en"):
        assert titles(client.get(f"/{language}/news/")) == [f"only {language}"]


def test_what_is_hidden_shows_neither_in_the_list_nor_in_counts(client, hidden):
    shown = NewsPage.objects.for_everybody().in_language("kk")
    response = client.get("/kk/news/")
    assert titles(response) == [page.title for page in shown.latest_first()]
    assert {page.pk for page in shown} & {page.pk for page in hidden.values()} == set()
    assert chips(response)[0][1] == shown.count()


def test_an_item_made_private_leaves_list_and_counts_at_once(client):
    kept, gone = NewsPageFactory(), NewsPageFactory()
    assert len(titles(client.get("/kk/news/"))) == 2
    PageViewRestriction.objects.create(page=gone, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/kk/news/")
    assert titles(response) == [kept.title]
    assert [count for _label, count in chips(response)] == [1, 1]


def test_chips_count_each_category_and_filter_by_it(client):
    materials = NewsCategory.objects.get(slug="materials")
    NewsPageFactory(title="Федерациядан")
    for number in range(2):
        NewsPageFactory(title=f"Материал {number}", category=materials, date=DAY - timedelta(days=number))
    response = client.get("/kk/news/?category=materials")
    assert titles(response) == ["Материал 0", "Материал 1"]
    assert [count for _label, count in chips(response)] == [3, 2, 1]
    assert [chip.selected for chip in response.context["listing"].chips] == [False, True, False]


@pytest.mark.parametrize(
    "query", ["?category=nothing", "?page=abc", "?page=-1", "?page=99999999999999999999"]
)
def test_an_unknown_category_or_page_shows_the_nearest_thing(client, query):
    item = NewsPageFactory()
    response = client.get(f"/kk/news/{query}")
    assert response.status_code == 200
    assert titles(response) == [item.title]


def test_long_list_goes_on_on_the_next_page(client):
    for number in range(14):
        NewsPageFactory(title=f"Жаңалық {number:02}", date=DAY - timedelta(days=number))
    assert len(titles(client.get("/kk/news/"))) == 12
    assert titles(client.get("/kk/news/?page=2")) == ["Жаңалық 12", "Жаңалық 13"]


def test_an_empty_list_says_so(client):
    response = client.get("/en/news/")
    assert 'class="empty"' in response.content.decode()


def test_list_sets_no_cookie_and_may_be_kept(client):
    response = client.get("/kk/news/")
    assert response.cookies == {}
    assert response["Cache-Control"] == "public, max-age=20"


@pytest.mark.parametrize("rows", [1, 3])
def test_list_needs_the_same_few_queries_for_one_and_three_rows(client, django_assert_num_queries, rows):
    for _number in range(rows):
        NewsPageFactory(image=PictureFactory(), language="ru")
    client.get("/ru/news/")
    with django_assert_num_queries(9):
        client.get("/ru/news/")


def test_a_thousand_items_need_no_more_queries(client, django_assert_num_queries):
    first = NewsPageFactory(language="ru")
    index = NewsIndexPage.objects.get(locale__language_code="ru")
    _bulk_copies(first, index, 1000)
    client.get("/ru/news/?page=40")
    with django_assert_num_queries(8):
        response = client.get("/ru/news/?page=40")
    assert len(titles(response)) == 12


def _bulk_copies(first: NewsPage, index: NewsIndexPage, count: int) -> None:
    """Rows as `add_child` would make them, without its thousand transactions."""
    from django.db import connection
    from wagtail.models import Page

    base = Page.objects.get(pk=first.pk)
    top = Page.objects.order_by("-pk").first().pk
    pages, table = [], NewsPage._meta.db_table
    for number in range(1, count + 1):
        page = Page.objects.get(pk=base.pk) if number == 1 else Page(**_fields(base))
        for name, value in _fields(base).items():
            setattr(page, name, value)
        page.pk = page.id = top + number
        page.path = Page._get_path(index.path, index.depth + 1, 100 + number)
        page.slug, page.url_path = f"copy-{number}", f"{index.url_path}copy-{number}/"
        page.translation_key = None
        page.translation_key = Page._meta.get_field("translation_key").get_default()
        pages.append(page)
    Page.objects.bulk_create(pages, batch_size=200)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (page_ptr_id, summary, date, body, category_id, is_demo) "
            f"SELECT p.id, n.summary, n.date, n.body, n.category_id, n.is_demo FROM wagtailcore_page p, {table} n "
            "WHERE p.slug LIKE 'copy-%%' AND n.page_ptr_id = %s",
            [first.pk],
        )


def _fields(page) -> dict[str, object]:
    names = [field.attname for field in page._meta.concrete_fields if not field.primary_key]
    return {name: getattr(page, name) for name in names}
