"""Where in a thing's files the words stand that the thing itself does not show."""

import pytest

from portal.content.searchable import FilePart
from search.page.results import results_for
from tests.markup import plain

pytestmark = pytest.mark.usefixtures("empty_index")


def part(text, number=1, unit="page", language="", name="guide"):
    return FilePart(f"{name}", f"/kk/library/x/files/1/{name}.pdf", text, unit, number, language)


def only_hit(text, language="kk", **options):
    (hit,) = results_for(text, language, **options).hits
    return hit


def test_the_page_of_a_file_is_named_and_the_words_are_marked_as_they_stand_there(document):
    document(
        "Нұсқаулық", kind="material", parts=[part("Кіріспе"), part("Мұнда көшпелі кітапханалар жүр", 12)]
    )

    found = only_hit("кітапханада").in_file

    assert (found.place, found.format, found.url) == ("12-бет", "PDF", "/kk/library/x/files/1/guide.pdf")
    assert found.passage.text == "Мұнда көшпелі <mark>кітапханалар</mark> жүр"
    assert (found.file.text, found.language) == ("guide", "")


@pytest.mark.parametrize(("unit", "place"), [("slide", "3-слайд"), ("sheet", "3-парақ"), ("", ""), ("x", "")])
def test_slides_and_sheets_are_called_so_and_a_file_without_parts_has_no_place(document, unit, place):
    document("Нұсқаулық", parts=[part("көшпелі", 3, unit)])

    assert only_hit("көшпелі").in_file.place == place


def test_what_the_hit_shows_itself_needs_no_file(document):
    document("Көшпелі кітапхана", parts=[part("көшпелі")])

    assert only_hit("көшпелі").in_file is None


def test_the_part_that_holds_most_of_the_words_is_named(document):
    document(
        "Нұсқаулық",
        parts=[part("көшпелі", 1), part("көшпелі кітапхана", 2), part("көшпелі кітапхана", 3)],
    )

    assert only_hit("көшпелі кітапхана").in_file.place == "2-бет"


def test_pages_come_before_a_text_without_pages(document):
    document("Нұсқаулық", parts=[part("көшпелі", 1, ""), part("көшпелі", 2)])

    assert only_hit("көшпелі").in_file.place == "2-бет"


def test_a_file_in_another_language_of_the_thing_is_named_with_its_language(document):
    document("Нұсқаулық", key="1", kind="material")
    document("Руководство", key="1", kind="material", language="ru", parts=[part("Нұсқаулық бибколлектор")])

    found = only_hit("нұсқаулық бибколлектор", "kk")

    assert (found.title.language, found.in_file) != ("kk", None)


def test_a_word_that_is_met_folded_or_half_typed_is_met_in_files_too(document):
    document("Нұсқаулық", parts=[part("Мұнда Қызылорда бар")])

    assert "<mark>Қызылорда</mark>" in only_hit("кызылорд").in_file.passage.text


def test_a_text_of_a_file_cannot_bring_markup(document):
    document("Нұсқаулық", parts=[part("<script>көшпелі</script>")])

    assert only_hit("көшпелі").in_file.passage.text == "&lt;script&gt;<mark>көшпелі</mark>&lt;/script&gt;"


def test_the_page_links_to_the_file(client, document):
    document("Нұсқаулық", parts=[part("Көшпелі кітапхана", 12, name="Жол")])

    html = plain(client.get("/kk/search/", {"q": "көшпелі"}).content.decode())

    assert '<a href="/kk/library/x/files/1/Жол.pdf">«Жол» файлында, 12-бет</a>' in html


def test_a_file_that_is_called_as_its_hit_is_not_named_twice(client, document):
    document("Жол", parts=[part("Көшпелі кітапхана", 12, name="Жол")])

    html = plain(client.get("/kk/search/", {"q": "көшпелі"}).content.decode())

    assert ">PDF файлында, 12-бет</a>" in html


def test_a_file_of_what_is_private_is_never_named(document):
    document("Нұсқаулық", key="1", access="signed-in", parts=[part("көшпелі құпия")])
    document("Нұсқаулық көшпелі", key="2")

    hits = results_for("көшпелі құпия", "kk").hits

    assert [(hit.url, hit.in_file) for hit in hits] == [("/kk/2/", None)]
    assert results_for("құпия", "kk").hits == []
