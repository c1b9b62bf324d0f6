"""Synonyms: which questions are widened, to what, and how much that counts."""

import pytest
from django.core.exceptions import ValidationError

from portal.language import readings_of
from portal.language.synonyms import SynonymRule, Synonyms
from search.models import SynonymGroup
from search.models.synonym_group import synonyms_for
from search.page.results import results_for
from search.query.analysis import LEVELS, SYNONYM, Term, understand
from search.staff.starting_synonyms import STARTING

pytestmark = pytest.mark.usefixtures("empty_index")
LIBRARY = SynonymRule(("кітапхана", "библиотека", "оқу залы"))


@pytest.fixture(autouse=True)
def _no_groups(db):
    SynonymGroup.objects.all().delete()


def widened(text, *groups, language="kk"):
    """The words, as they are typed, that may be met by other words."""
    asked = readings_of(text, language)
    return [
        word.surface for word, terms in zip(asked, Synonyms.of(groups).widen(asked), strict=True) if terms
    ]


def titles(text, language="kk"):
    return [
        str(hit.title.text).replace("<mark>", "").replace("</mark>", "")
        for hit in results_for(text, language).hits
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("кітапханаларда", ["кітапханаларда"]),
        ("китапхана", ["китапхана"]),
        ("kitaphana", ["kitaphana"]),
        ("библиотеки", ["библиотеки"]),
        ("оқу залында кітап", ["оқу", "залында"]),
        ("залы оқу", []),
        ("оқу", []),
        ("кітап", []),
    ],
)
def test_a_side_is_recognised_in_any_form_and_several_words_side_by_side(text, found):
    assert widened(text, LIBRARY) == found


def test_one_way_widens_the_first_alone():
    group = SynonymRule(("оқу залы", "кітапхана"), is_one_way=True)

    assert (widened("оқу залы", group), widened("кітапхана", group)) == (["оқу", "залы"], [])


def test_nothing_is_widened_to_several_words():
    assert widened("кітапхана", SynonymRule(("кітапхана", "оқу залы"))) == []


def test_a_synonym_counts_less_than_the_word_itself_in_any_form():
    (word,) = understand("кітапхана", "kk", Synonyms.of([LIBRARY])).words

    def level(text):
        return round(sum(way.weight for way in word.ways if Term(text) in way.terms), 6)

    assert SYNONYM in LEVELS
    assert [level(text) for text in ("=кітапхана", "+кітапхана", "=библиотека", "+библиотек")] == [
        1.0,
        0.7,
        SYNONYM,
        SYNONYM,
    ]


def test_a_new_group_works_at_once_and_a_deleted_one_no_more(document, language):
    document("Библиотека", language=language)
    assert titles("кітапхана", language) == []

    group = SynonymGroup.objects.create(language=language, words="кітапхана, библиотека")
    assert titles("кітапханалар", language) == ["Библиотека"]

    group.delete()
    assert titles("кітапхана", language) == []


def test_a_group_is_used_in_its_own_language_alone(document):
    document("Библиотека", language="ru")
    SynonymGroup.objects.create(language="kk", words="кітапхана, библиотека")

    assert (titles("кітапхана", "kk"), titles("кітапхана", "en")) == (["Библиотека"], [])


def test_the_word_itself_comes_before_its_synonym_and_the_synonym_is_marked(document):
    document("Библиотека")
    document("Кітапхана")
    SynonymGroup.objects.create(language="kk", words="кітапхана, библиотека")

    assert titles("кітапхана") == ["Кітапхана", "Библиотека"]
    assert "<mark>Библиотека</mark>" in str(results_for("кітапхана", "kk").hits[1].title.text)


def test_all_words_of_a_question_may_be_met_by_one_synonym_of_a_phrase(document):
    document("Кітапхана Алматы")
    SynonymGroup.objects.create(language="kk", words="оқу залы, кітапхана", is_one_way=True)

    found = results_for("оқу залы алматы", "kk")

    assert (found.total, found.has_all_words) == (1, True)


@pytest.mark.parametrize(
    "words",
    ["", "кітапхана", "кітапхана, ,", "кітапхана, !!!", "оқу залы, үлкен зал", "а б в г д, кітапхана"],
)
def test_a_group_that_could_change_nothing_is_refused_beside_its_field(words):
    with pytest.raises(ValidationError) as refused:
        SynonymGroup(language="kk", words=words).full_clean()
    assert list(refused.value.message_dict) == ["words"]


def test_words_are_tidied():
    group = SynonymGroup(language="kk", words=" кітапхана ;библиотека\nкітапхана,  оқу   залы ")

    group.full_clean()

    assert group.words == "кітапхана, библиотека, оқу залы"


def test_every_starting_group_can_be_saved_as_it_is():
    for language, groups in STARTING.items():
        for words in groups:
            SynonymGroup(language=language, words=words).full_clean()


def test_groups_cost_no_query_once_they_are_known(django_assert_num_queries):
    for _number in range(3):
        SynonymGroup.objects.create(language="kk", words="кітапхана, библиотека")
    synonyms_for("kk")

    with django_assert_num_queries(1):  # The versions of all rooms.
        synonyms_for("kk")
