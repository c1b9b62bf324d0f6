"""What an engine answers: who may open what, filters and their counts, and the order that the formula gives."""

from hashlib import sha256

import pytest
from django.utils import timezone

from portal.content.searchable import EVERYONE, SIGNED_IN, FilePart
from portal.language import fallback_order
from search.engines import engine as database_engine
from search.engines.base import Ask, terms_by_place
from search.models import SearchDocument
from search.query.analysis import understand
from search.query.scoring import points, share

pytestmark = pytest.mark.usefixtures("empty_index")
WORDS = [
    "кітап",
    "кітапхана",
    "кітапханашы",
    "қала",
    "қалада",
    "семинар",
    "семинарлар",
    "облыс",
    "облысы",
    "жоба",
]


@pytest.fixture(params=["database", "elasticsearch"])
def ask(request):
    """Asks each engine in turn."""
    cluster = request.getfixturevalue("cluster") if request.param == "elasticsearch" else None

    def answer(text, language="kk", **options):
        options.setdefault("limit", 100)
        question = Ask(understand(text, language), fallback_order(language), timezone.localdate(), **options)
        return cluster.find(question) if cluster else database_engine().find(question)

    return answer


def by_formula(text, language, needs_all_words=True):
    """Every thing's points as `search.query.scoring` says, worked out row by row; the best first."""
    query = understand(text, language)
    found = {}
    for row in SearchDocument.objects.prefetch_related("parts"):
        terms = terms_by_place(row, [part.terms for part in row.parts.all()])
        known = {term for kept in terms.values() for term in kept}
        met = [word.is_met_by(known) for word in query.words]
        if all(met) if needs_all_words else any(met):
            score = points(query, terms) * share(
                row.kind, row.language, row.day, language, timezone.localdate()
            )
            found[row.thing] = max(score, found.get(row.thing, 0.0))
    return sorted((round(score, 3) for score in found.values()), reverse=True)


def test_what_others_may_open_is_neither_found_nor_counted(document, ask):
    document("Ашық каскад")
    document("Жабық каскад", access=SIGNED_IN)

    assert ask("каскад").counts == {"page": 1}
    assert ask("каскад", access=(EVERYONE, SIGNED_IN)).counts == {"page": 2}


def test_facets_are_counted_under_all_filters_but_their_own(document, ask):
    for region, kind in (("KZ-43", "a"), ("KZ-43", "b"), ("KZ-55", "a")):
        document("Каскад", facets={"region": [[region, region]], "type": [[kind, kind]]})

    answer = ask("каскад", kind="page", filters={"region": ("KZ-43",)})

    assert (len(answer.ids), answer.filtered, answer.counts) == (2, 2, {"page": 3})
    assert answer.facets == {"region": {"KZ-43": 2, "KZ-55": 1}, "type": {"a": 1, "b": 1}}


def test_a_file_of_nothing_but_long_words_is_kept_as_far_as_an_engine_can(document, ask):
    """A tsvector holds at most 1 MB: PostgreSQL would refuse the whole document."""
    words = " ".join(sha256(str(number).encode()).hexdigest() for number in range(20_000))
    parts = [
        FilePart("sums", "/sums.txt", words[start : start + 20_000]) for start in range(0, len(words), 20_000)
    ]

    row = document("Тексеру қосындылары", parts=parts)

    assert ask("қосынды").ids == [row.pk]


def test_a_word_inside_a_file_is_found_below_one_in_the_text(document, ask):
    inside = document("Бірінші", parts=[FilePart("slides.pptx", "/f/", "каскад", "slide", 3)])
    written = document("Екінші", body="каскад")

    assert ask("каскад").ids == [written.pk, inside.pk]
    assert [part.number for part in inside.parts.all()] == [3]


@pytest.mark.parametrize("text", ["кітапхана", "қалада", "кітап семинарлар", "облысы жоба қала"])
def test_the_order_is_that_of_an_unlimited_ranking(scatter, ask, text, language):
    scatter(WORDS, 60, seed=7)

    answer = ask(text, language)

    assert answer.points == pytest.approx(by_formula(text, language), abs=0.002)  # The engine rounds.
