"""What is found, in which order and in which language."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.page.results import page_number, results_for

pytestmark = pytest.mark.usefixtures("empty_index")


def titles(text, language="kk", **options):
    return [str(hit.title.text).replace("<mark>", "").replace("</mark>", "") for hit in
            results_for(text, language, **options).hits]  # fmt: skip


@pytest.mark.parametrize("typed", ["павлодар", "ПАВЛОДАР", "Pavlodar", "павлодарда", "«Павлодар»"])
def test_pavlodar_is_found_however_it_is_typed(document, typed):
    document("Павлодар облыстық кітапханасы")
    document("Көкшетау кітапханасы")

    assert titles(typed) == ["Павлодар облыстық кітапханасы"]


@pytest.mark.parametrize(
    "typed", ["кызылорда", "қызылорда", "Qyzylorda", "Kyzylorda", "kizilorda", "Қызылордалық"]
)
def test_qyzylorda_is_found_in_each_spelling(document, typed):
    document("Қызылорда облыстық кітапханасы")

    assert titles(typed) == ["Қызылорда облыстық кітапханасы"]


def test_a_name_known_only_in_latin_letters_is_found_in_cyrillic(document):
    document("Magzhan Zhumabayev library", language="en")

    assert titles("Мағжан", "en") == ["Magzhan Zhumabayev library"]


def test_a_word_counts_by_where_it_stands(document):
    document("E", body="каскад")
    document("D", summary="каскад")
    document("C", keywords=["каскад"])
    document("B", names=["каскад"])
    document("Каскад")
    for number in range(6):
        document(f"Басқа {number}")

    assert titles("каскад") == ["Каскад", "B", "C", "D", "E"]


def test_the_word_itself_comes_before_a_longer_one_and_that_before_another_spelling(document):
    document("Кызылорда")
    document("Кызылордалык")
    document("Қызылорда")
    for number in range(4):
        document(f"Басқа {number}")

    assert titles("кызылорда") == ["Кызылорда", "Кызылордалык", "Қызылорда"]


def test_newer_news_comes_before_older(document):
    today = timezone.localdate()
    document("Семинар өтті", kind="news", day=today - timedelta(days=900), key="old")
    document("Семинар өтті", kind="news", day=today - timedelta(days=3), key="new")
    document("Семинар өтті", kind="news", day=today - timedelta(days=100), key="middle")

    assert [hit.url for hit in results_for("семинар", "kk").hits] == ["/kk/new/", "/kk/middle/", "/kk/old/"]


def test_a_thing_is_one_hit_in_the_readers_language(document, language):
    for code in ("kk", "ru", "en"):
        document("Federation", language=code, key="1")

    found = results_for("federation", language)

    assert [(hit.url, hit.badge) for hit in found.hits] == [(f"/{language}/1/", "")]
    assert found.counts == {"page": 1}


def test_a_thing_only_in_another_language_is_offered_and_marked(document):
    document("Каскад", language="ru", key="1")
    document("Каскад", language="en", key="1")
    document("Каскад", language="kk", key="2")

    assert [(hit.url, hit.badge) for hit in results_for("каскад", "kk").hits] == [
        ("/kk/2/", ""),
        ("/ru/1/", "ru"),
    ]
    assert [(hit.url, hit.badge) for hit in results_for("каскад", "en").hits] == [
        ("/en/1/", ""),
        ("/kk/2/", "kk"),
    ]


def test_a_title_in_another_language_is_marked(document):
    document("Центральная библиотека", language="kk", title_language="ru")

    hit = results_for("библиотека", "kk").hits[0]

    assert (hit.title.language, hit.badge) == ("ru", "ru")


def test_all_words_must_be_met(document):
    document("Каскад жоспары")
    document("Каскад әдісі")

    found = results_for("каскад жоспары", "kk")

    assert (found.total, found.has_all_words) == (1, True)


def test_words_may_be_met_in_different_places(document):
    document("Орталық кітапхана", keywords=["Павлодар"])

    assert titles("кітапхана павлодар") == ["Орталық кітапхана"]


def test_when_nothing_has_all_words_what_has_some_is_shown_and_said(document):
    document("Каскад әдісі")

    found = results_for("каскад жоспары", "kk")

    assert (found.total, found.has_all_words) == (1, False)


def test_nothing_found_is_not_called_partly_found(document):
    document("Каскад")

    found = results_for("жоқ мұндай", "kk")

    assert (found.total, found.has_all_words, found.hits) == (0, True, [])


def test_kinds_are_counted_whatever_kind_is_chosen(document):
    document("Каскад", kind="news")
    document("Каскад", kind="news")
    document("Каскад", kind="workshop")

    found = results_for("каскад", "kk", kind="workshop")

    assert found.counts == {"news": 2, "workshop": 1}
    assert (found.total, found.shown_total, len(found.hits)) == (3, 1, 1)
    assert [(kind.code, count) for kind, count in found.kinds] == [("workshop", 1), ("news", 2)]


def test_a_list_is_cut_into_pages_without_loss_or_repeat(document):
    for number in range(23):
        document(f"Каскад {number}")

    pages = [results_for("каскад", "kk", number=number) for number in (1, 2, 3)]

    assert [len(found.hits) for found in pages] == [10, 10, 3]
    assert len({hit.url for found in pages for hit in found.hits}) == 23


def test_a_page_that_is_not_there_is_the_last_one(document):
    for number in range(12):
        document(f"Каскад {number}")

    found = results_for("каскад", "kk", number=99)

    assert (found.page.number, len(found.hits)) == (2, 2)


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 1), ("0", 0), ("3", 3), ("-1", 1), ("x", 1), ("٣", 1), ("9" * 20, 1), ("1.5", 1)],
)
def test_a_page_number_that_is_none_is_the_first(text, number):
    assert page_number(text) == number


def test_a_curriculum_unit_is_found_by_its_number(document):
    document("Unit 1.2.13", language="en")
    document("Unit 1.2.1", language="en")

    assert titles("1.2.13", "en") == ["Unit 1.2.13"]


@pytest.mark.parametrize("typed", ["что такое каскад", "каскад туралы", "what is каскад", "как идёт каскад?"])
def test_words_that_every_text_holds_are_not_asked_for(document, typed):
    document("Каскад")
    document("Что это такое и как это идёт", body="what is туралы")

    found = results_for(typed, "ru")

    assert found.hits[0].url == "/kk/1/"
    assert "как" not in {word for word in found.query.text.split() if found.query.is_met_by([f"={word}"])}


def test_a_question_of_such_words_alone_is_asked_as_it_is(document):
    document("Как")

    assert titles("как", "ru") == ["Как"]


def test_where_few_have_all_words_what_has_some_follows_and_is_not_counted(document):
    document("Каскад жоспары")
    document("Каскад әдісі")

    found = results_for("каскад жоспары", "kk")

    assert (found.total, [hit.url for hit in found.hits]) == (1, ["/kk/1/"])
    assert [hit.url for hit in found.others] == ["/kk/2/"]


def test_a_full_page_is_not_followed_by_what_has_some_words(document):
    for number in range(10):
        document(f"Каскад жоспары {number}")
    document("Каскад әдісі")

    assert results_for("каскад жоспары", "kk").others == []


def test_a_thing_is_not_shown_twice_in_two_languages(document):
    document("Каскад жоспары", language="kk", key="1")
    document("Каскад", language="ru", key="1")

    assert results_for("каскад жоспары", "ru").others == []
