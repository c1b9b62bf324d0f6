"""The blocks that texts are built from."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from federation.news.models import NewsIndexPage
from home.blocks import PageBodyBlock
from portal.blocks import BodyBlock, LinkBlock, plain_text, with_pictures
from portal.blocks.written import written
from tests.federation.news.factories import PictureFactory
from tests.markup import plain

BLOCK = BodyBlock()
ALL = PageBodyBlock()


def body(*parts):
    return BLOCK.to_python(written("test", parts))


def html(*parts) -> str:
    return plain(BLOCK.render(body(*parts))).strip()


def test_words_become_plain_html():
    assert html(("heading", "Бөлім <b>")) == "<h2>Бөлім &lt;b&gt;</h2>"
    assert html(("text", "<p>Мәтін</p>")) == "<p>Мәтін</p>"


def test_quotation_names_who_said_it():
    assert html(("quote", ("Сөз", "Адам"))) == (
        '<figure class="quotation"><blockquote><p>Сөз</p></blockquote><figcaption>Адам</figcaption></figure>'
    )


def test_facts_steps_and_questions_are_lists():
    assert html(("facts", [("Ұзақтығы", "5 күн")])).count("<dt>Ұзақтығы</dt><dd>5 күн</dd>") == 1
    assert html(("steps", [("Бір", "түсінік"), ("Екі", "")])).count("<li>") == 2
    assert html(("accordion", [("Неге?", "<p>Сол үшін.</p>")])).count("<summary>Неге?") == 1


@pytest.mark.parametrize("name", list(ALL.child_blocks))
def test_every_block_has_words_and_a_preview_for_editors(name, db):
    block = ALL.child_blocks[name]
    with override("ru"):
        assert re.findall("[А-я]", str(block.label)) != []
        assert re.findall("[А-я]", str(block.get_description())) != []
        assert re.findall("[А-я]", str(block.meta.group)) != []
    value = block.get_preview_value()
    shown = render_to_string(
        block.get_preview_template(value, {}),
        {**block.get_preview_context(value, {}), "bound_block": block.bind(value), "block_def": block},
    )
    assert shown.count('<link rel="stylesheet"') == 1
    assert len(re.sub(r"<[^>]+>|\s+", "", shown.split("<body>")[1])) > 5


def test_plain_text_has_every_word_and_no_markup_or_settings():
    found = plain_text(
        body(("heading", "Бөлім"), ("text", "<p>Бір <b>екі</b></p>"), ("facts", [("Не", "Жауап")]))
    )
    assert found == "Бөлім Бір екі Не Жауап"


def test_the_same_text_in_another_language_has_the_same_ids():
    first, second = written("page", [("steps", [("a", "b")])]), written("page", [("steps", [("c", "d")])])
    assert first[0]["id"] == second[0]["id"]
    assert first[0]["value"]["steps"][0]["id"] == second[0]["value"]["steps"][0]["id"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://example.org", "/admin/", "//example.org"])
def test_a_button_leads_to_safe_addresses_only(address):
    block = LinkBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"text": "Ашу", "page": None, "address": address}))


def test_a_button_to_a_page_leads_to_it_in_the_readers_language(db):
    page = NewsIndexPage.objects.get(locale__language_code="kk")
    value = LinkBlock().to_python({"text": "Ашу", "page": page.pk, "address": ""})
    with override("ru"):
        assert value.url == "/ru/news/"


def test_blocks_are_offered_in_groups_words_first():
    with override("en"):
        groups = [(str(name), [block.name for block in found]) for name, found in ALL.grouped_child_blocks()]
    assert groups == [
        ("Text", ["text", "heading", "quote", "facts", "steps", "table", "accordion"]),
        ("Pictures and people", ["figure", "gallery", "video", "people"]),
        ("What to do next", ["call_to_action", "file"]),
        ("From the portal’s own sections", ["organisations", "map", "workshops", "materials", "news"]),
    ]


def pictures(count: int) -> list[dict]:
    """A body with so many figures, and as many pictures in a gallery and portraits."""
    figures = [
        {"type": "figure", "value": {"image": PictureFactory().pk, "caption": "Жазу", "credit": "Автор"}}
        for number in range(count)
    ]
    gallery = [
        {"type": "item", "id": str(number), "value": {"image": PictureFactory().pk, "caption": "Зал"}}
        for number in range(count)
    ]
    people = [
        {
            "type": "item",
            "id": str(number),
            "value": {"name": "Айгүл Үлгіева", "picture": PictureFactory().pk},
        }
        for number in range(count)
    ]
    return [
        *figures,
        {"type": "gallery", "value": {"title": "Семинар", "pictures": gallery}},
        {"type": "people", "value": {"people": people}},
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_pictures_of_a_body_need_four_queries_however_many(db, count):
    raw = pictures(count)
    BLOCK.render(with_pictures(BLOCK.to_python(raw)))
    # Pictures of each of three kinds of blocks, and the sizes of all together.
    with CaptureQueriesContext(connection) as queries, override("ru"):
        shown = plain(BLOCK.render(with_pictures(BLOCK.to_python(raw))))
    assert len(queries) == 4
    assert shown.count('alt="Рисунок"') == 2 * count
    assert shown.count("<figcaption>Жазу · <span>© Автор</span></figcaption>") == count
    assert shown.count("<figcaption>Зал</figcaption>") == count
    # The name stands beside the portrait: said twice it would only delay.
    assert [tag.count('alt=""') for tag in re.findall(r'<img[^>]*class="portrait"[^>]*>', shown)] == [
        1
    ] * count


def test_person_without_a_portrait_has_the_first_letters(db):
    raw = [
        {
            "type": "people",
            "value": {"people": [{"type": "item", "id": "a", "value": {"name": "Айгүл Үлгіева"}}]},
        }
    ]
    shown = BLOCK.render(BLOCK.to_python(raw))
    assert shown.count(">АҮ</text>") == 1
    assert shown.count('<p class="person-name">Айгүл Үлгіева</p>') == 1
