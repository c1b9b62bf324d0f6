"""Blocks on a page that show what the rooms own: only what is public, in the reader's language, in few queries."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext, override

from federation.news.models import NewsCategory, NewsPage
from home.blocks import PageBodyBlock
from home.models import HomePage, StandardPage
from portal.blocks import plain_text
from portal.blocks.written import written
from resources.models import Module
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.news.factories import NewsPageFactory, PictureFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.markup import plain
from tests.resources.factories import FileFactory, MaterialFactory

pytestmark = pytest.mark.django_db
PERSON = {"name": "Айгүл Үлгіева", "role": "жаттықтырушы", "text": ""}
TITLES = re.compile(r'<h3 class="row-title[^"]*"><a href="([^"]+)">(?:<span[^>]*>)?([^<]+)')


def make_page(*parts, language: str = "kk", slug: str = "blocks") -> StandardPage:
    home = HomePage.objects.get(locale__language_code=language)
    page = StandardPage(title="Бет", slug=slug, body=written("b", parts), locale=home.locale)
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def rows(client, language: str = "kk") -> list[str]:
    """The titles in the rows of the page's blocks."""
    html = plain(client.get(f"/{language}/blocks/").content.decode())
    return [title for _url, title in TITLES.findall(html)]


def make_organisation(title: str, **fields):
    return OrganisationFactory(name_kk=title, **fields)


def make_workshop(title: str, **fields):
    return WorkshopFactory(words__title=title, **fields)


def make_material(title: str, **fields):
    return MaterialFactory(titles={"kk": title}, **fields)


def make_news(title: str, **fields):
    return NewsPageFactory(title=title, **fields)


def hide(row) -> None:
    if isinstance(row, NewsPage):
        row.unpublish()
        return
    row.state = "draft"
    row.save()


# What each block is called, its field of rows chosen by hand, and how a row of its kind is made.
KINDS: dict[str, tuple[str, Callable]] = {
    "organisations": ("organisations", make_organisation),
    "workshops": ("workshops", make_workshop),
    "materials": ("materials", make_material),
    "news": ("items", make_news),
}
every_kind = pytest.mark.parametrize("kind", KINDS)


def chosen(kind: str, *made) -> tuple[str, dict]:
    """A block of a kind with these rows chosen by hand."""
    items = [{"type": "item", "id": str(row.pk), "value": row.pk} for row in made]
    return kind, {"heading": "Тақырып", KINDS[kind][0] if kind != "map" else "organisations": items}


# --- Chosen by hand -----------------------------------------------------------------------------------------------


@every_kind
def test_chosen_rows_stand_in_the_editors_order(client, kind):
    make = KINDS[kind][1]
    first, second = make("Бірінші"), make("Екінші")
    make("Таңдалмаған")
    make_page(chosen(kind, second, first))
    assert rows(client) == ["Екінші", "Бірінші"]


@every_kind
def test_what_becomes_hidden_vanishes_and_comes_back_when_it_is_public_again(client, kind):
    make = KINDS[kind][1]
    seen, hidden = make("Ашық"), make("Жасырын")
    public = getattr(hidden, "state", None)
    make_page(chosen(kind, seen, hidden))
    assert rows(client) == ["Ашық", "Жасырын"]
    hide(hidden)
    assert rows(client) == ["Ашық"]
    if public:
        hidden.state = public
        hidden.save()
    else:
        hidden.save_revision().publish()
    assert rows(client) == ["Ашық", "Жасырын"]


@every_kind
def test_a_block_without_anything_to_show_shows_nothing_at_all(client, kind):
    only = KINDS[kind][1]("Жалғыз")
    hide(only)
    make_page(chosen(kind, only))
    html = plain(client.get("/kk/blocks/").content.decode())
    assert html.count("Тақырып") == 0
    assert html.count('class="records"') == 0


@every_kind
def test_a_saved_page_keeps_a_choice_that_is_hidden_now(kind):
    only = KINDS[kind][1]("Жалғыз")
    page = make_page(chosen(kind, only))
    hide(only)
    block = page.body.stream_block
    again = block.get_prep_value(block.clean(StandardPage.objects.get(pk=page.pk).body))
    assert [item["value"] for item in again[0]["value"][KINDS[kind][0]]] == [only.pk]


@every_kind
def test_chosen_rows_are_counted_among_what_refers_to_a_record(kind):
    only = KINDS[kind][1]("Жалғыз")
    block = PageBodyBlock()
    found = list(block.extract_references(block.to_python(written("b", [chosen(kind, only)]))))
    assert [(model, key) for model, key, _path, _content in found] == [(type(only), str(only.pk))]


def test_a_chosen_news_item_is_shown_in_the_readers_language_and_left_out_where_it_has_none(client):
    item = make_news("Қазақша", slug="both")
    alone = make_news("Тек қазақша")
    NewsPageFactory(title="По-русски", slug="both", language="ru", translation_key=item.translation_key)
    make_page(chosen("news", alone, item), language="ru")
    assert rows(client, "ru") == ["По-русски"]


# --- Found by a rule ------------------------------------------------------------------------------------------------


def test_organisations_of_a_region_and_type_come_by_name(client):
    make_organisation("Б", region_id="KZ-55")
    make_organisation("А", region_id="KZ-55")
    make_organisation("Басқа өңір", region_id="KZ-43")
    make_organisation("Басқа түр", region_id="KZ-55", type="association")
    make_page(("organisations", {"heading": "Т", "region": "KZ-55", "type": "city_library"}))
    assert rows(client) == ["А", "Б"]
    html = plain(client.get("/kk/blocks/").content.decode())
    assert html.count('href="/kk/directory/?region=KZ-55&amp;type=city_library"') == 1


def test_next_workshops_of_a_region_are_those_with_free_places(client):
    today, now = timezone.localdate(), timezone.now()
    make_workshop("Толық", places_taken=2)
    make_workshop("Кезек бар", places_taken=1, waiting_count=1)
    make_workshop("Ерте", applications_open_at=now + timedelta(days=1))
    make_workshop("Кеш", applications_close_at=now - timedelta(days=1))
    make_workshop("Кейінгі", starts_on=today + timedelta(days=60))
    make_workshop("Жақын", starts_on=today + timedelta(days=40))
    make_workshop("Өткен", starts_on=today - timedelta(days=40))
    make_workshop("Болмайды", state="cancelled")
    make_workshop("Басқа өңір", region_id="KZ-43")
    make_workshop("Үшінші", starts_on=today + timedelta(days=70))
    make_page(("workshops", {"heading": "Т", "region": "KZ-55", "number": 2}))
    assert rows(client) == ["Жақын", "Кейінгі"]


def test_without_free_places_the_block_says_so(client):
    make_workshop("Толық", places_taken=2)
    make_page(("workshops", {"heading": "Орын бар семинарлар"}))
    html = plain(client.get("/kk/blocks/").content.decode())
    with override("kk"):
        words = gettext("No workshop has free places at the moment.")
    assert f'<h2>Орын бар семинарлар</h2><p class="quiet">{words}</p>' in html
    assert 'href="/kk/workshops/"' in html


def test_newest_materials_of_a_module(client):
    today = timezone.localdate()
    module = Module.objects.get(code="2")
    for days, title in ((3, "Ескі"), (1, "Жаңа"), (0, "Басқа модуль")):
        material = make_material(title, published_on=today - timedelta(days=days))
        if days:
            material.within.add(module)
    make_page(("materials", {"heading": "Т", "module": "2"}))
    assert rows(client) == ["Жаңа", "Ескі"]


def test_latest_news_of_a_category_in_the_pages_language(client):
    today = timezone.localdate()
    make_news("Ескі", date=today - timedelta(days=3))
    make_news("Жаңа", date=today - timedelta(days=1))
    make_news("По-русски", language="ru")
    make_page(("news", {"heading": "Т", "category": "federation", "number": 1}))
    assert rows(client) == ["Жаңа"]


@pytest.mark.parametrize("kind", ["organisations", "workshops", "materials", "news"])
def test_rules_offer_all_first_and_then_the_vocabulary_as_it_is_now(kind, language):
    names = {"organisations": "region", "workshops": "region", "materials": "module", "news": "category"}
    field = PageBodyBlock().child_blocks[kind].child_blocks[names[kind]].field
    NewsCategory.objects.create(slug="new", name_kk="Жаңа", name_ru="Новая", name_en="New")
    with override(language):
        offered = dict(field.choices)
    assert next(iter(offered)) == ""
    assert ("new" in offered) == (kind == "news")
    assert ("KZ-43" in offered) == (kind in ("organisations", "workshops"))
    assert ("2" in offered) == (kind == "materials")


# --- The map ------------------------------------------------------------------------------------------------------


def test_map_of_the_country_leads_to_each_region_and_has_its_numbers_in_a_table(client):
    make_organisation("А", region_id="KZ-55")
    make_organisation("Б", region_id="KZ-55")
    hide(make_organisation("Жасырын", region_id="KZ-43"))
    make_page(("map", {"heading": "Картада"}))
    html = plain(client.get("/kk/blocks/").content.decode())
    assert html.count('<svg class="country-map"') == 1
    table = re.search(r"<tbody>(.*?)</tbody>", html, re.S)[1]
    assert re.findall(r'href="([^"]+)">([^<]+)', table) == [
        ("/kk/directory/?region=KZ-55", "Павлодар облысы")
    ]
    assert re.findall(r'class="numeric">(\d+)<', table) == ["2"]


def test_map_of_chosen_organisations_names_each_with_its_place(client):
    there = make_organisation("Осында", region_id="KZ-55")
    nowhere = make_organisation("Орны белгісіз")
    hidden = make_organisation("Жасырын", region_id="KZ-43")
    hide(hidden)
    make_page(chosen("map", nowhere, there, hidden))
    html = plain(client.get("/kk/blocks/").content.decode())
    table = re.search(r"<tbody>(.*?)</tbody>", html, re.S)[1]
    assert re.findall(r'href="([^"]+)">([^<]+)', table) == [
        (nowhere.url, "Орны белгісіз"),
        (there.url, "Осында"),
    ]
    assert html.count('class="map-point') == 1


def test_map_of_nothing_shows_nothing(client):
    only = make_organisation("Жалғыз", region_id="KZ-55")
    hide(only)
    make_page(chosen("map", only))
    assert client.get("/kk/blocks/").content.decode().count("Тақырып") == 0


# --- Queries, search, translation -----------------------------------------------------------------------------------


def everything(count: int) -> list:
    """One block of every kind, each with so many rows."""
    made = {kind: [make(f"{kind} {n}") for n in range(count)] for kind, (_field, make) in KINDS.items()}
    for material in made["materials"]:
        FileFactory(material=material)
    for organisation in made["organisations"]:
        organisation.region_id = "KZ-55"
        organisation.save()
    picture = PictureFactory()
    items = [
        {"type": "item", "id": str(n), "value": {"image": picture.pk, "caption": "Зал"}} for n in range(count)
    ]
    people = [{"type": "item", "id": str(n), "value": PERSON | {"picture": picture.pk}} for n in range(count)]
    note = {"url": "https://youtu.be/abcdefghi-_", "title": "Бейне", "text": ""}
    blocks = written(
        "b",
        [
            ("text", "<p>Мәтін</p>"),
            ("video", note),
            ("table", ("Кесте", [("Кім", "text"), ("Сан", "number")], [("Біз", n) for n in range(count)])),
            *(chosen(kind, *rows) for kind, rows in made.items()),
            chosen("map", *made["organisations"]),
        ],
    )
    return [
        *blocks,
        {"type": "figure", "id": "f", "value": {"image": picture.pk, "caption": "", "credit": ""}},
        {"type": "gallery", "id": "g", "value": {"title": "Галерея", "pictures": items}},
        {"type": "people", "id": "p", "value": {"people": people}},
    ]


def page_with_everything(count: int) -> StandardPage:
    page = make_page()
    page.body = page.body.stream_block.to_python(everything(count))
    page.save_revision().publish()
    return page


def queries(client, address: str, is_cold: bool) -> int:
    """How many queries a page takes: with all that is kept in memory, or without any of it."""
    client.get(address)
    if is_cold:
        caches["fragments"].clear()
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


@pytest.mark.parametrize("count", [1, 3])
def test_page_with_all_blocks_needs_the_same_few_queries_however_many_rows(client, count):
    page_with_everything(count)
    make_page(("text", "<p>Мәтін</p>"), slug="plain")
    assert len(TITLES.findall(plain(client.get("/kk/blocks/").content.decode()))) == 4 * count
    more = {
        is_cold: queries(client, "/kk/blocks/", is_cold) - queries(client, "/kk/plain/", is_cold)
        for is_cold in (False, True)
    }
    # More than a page of plain text: the pictures of three kinds of blocks, and the sizes of all. The records are kept
    # until something of their room changes; then organisations take 1, workshops 4 with words, topics and modules, materials 3
    # with words and files, news 3 with what is private, the map 1.
    assert more == {False: 4, True: 4 + 12}


def test_editors_words_are_found_by_search_and_those_of_records_are_not():
    page = page_with_everything(1)
    words = plain_text(page.body)
    assert words == (
        "Мәтін Бейне Кесте Кім Сан Біз Тақырып Тақырып Тақырып Тақырып Тақырып Галерея Зал Айгүл Үлгіева жаттықтырушы"
    )
