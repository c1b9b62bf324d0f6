"""The words that search knows."""

import pytest

from portal.content.searchable import FilePart
from search.index.updates import _delete
from search.index.vocabulary import refresh_words
from search.models import SearchDocument, SearchWord

pytestmark = pytest.mark.usefixtures("empty_index")


def known(language="kk"):
    rows = SearchWord.objects.filter(language=language).order_by("word")
    return {row.word: (row.surface, row.documents) for row in rows}


def test_each_word_is_known_in_its_commonest_spelling_with_the_number_of_its_documents(document):
    document("Қызылорда қаласы", key="1")
    document("Қаласы Қызылорда", key="2")
    document("ҚЫЗЫЛОРДА", key="3", summary="қаласы мен IFLA-ның")
    document("Кызылорда", key="4", language="ru")
    refresh_words()

    assert known() == {
        "қызылорда": ("Қызылорда", 3),
        "қаласы": ("қаласы", 3),
        "мен": ("мен", 1),
        "ifla": ("IFLA", 1),
    }
    assert known("ru") == {"кызылорда": ("Кызылорда", 1)}


def test_words_of_names_keywords_bodies_and_files_are_known_and_numbers_are_not(document):
    document(
        names=["Атауы"],
        old_names=["Ескісі"],
        keywords=["тақырып"],
        body="мәтін 2026 а4",
        parts=[FilePart("a.pdf", "/a.pdf", "Файлдағы")],
    )
    refresh_words()

    assert sorted(known()) == ["атауы", "ескісі", "мәтін", "тақырып", "файлдағы"]


def test_only_words_of_what_everybody_may_open_are_known(document):
    document("Құпия", key="1", access="signed-in")
    document("Ортақ", key="2")
    refresh_words()

    assert list(known()) == ["ортақ"]


def test_a_word_whose_last_document_is_gone_is_forgotten(document):
    row = document("Бірінші ортақ", key="1")
    document("Екінші ортақ", key="2")
    refresh_words()
    _delete(SearchDocument.objects.filter(pk=row.pk))
    refresh_words()

    assert known() == {"екінші": ("Екінші", 1), "ортақ": ("ортақ", 1)}


def test_unchanged_texts_are_not_read_again(document, django_assert_num_queries):
    document("Бірінші")

    assert refresh_words() is True
    with django_assert_num_queries(2):
        assert refresh_words() is False


def test_as_many_queries_for_many_documents_as_for_one(document):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in range(12):
        document(f"Сөз {number}", digest=f"{number}")
        if number in (0, 11):
            with CaptureQueriesContext(connection) as queries:
                refresh_words()
            counts.append(sum("FROM" in query["sql"] and "SELECT" in query["sql"] for query in queries))

    assert counts[0] >= counts[1] - 2
