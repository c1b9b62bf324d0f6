"""The judged queries themselves: whether they can be measured. What they measure: `test_quality.py` and `make
bench-search`.
"""

import pytest

from portal.language import LANGUAGES
from search.page.kinds import KINDS
from tests.search.judged import GRADES, judged, ndcg


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_forty_queries_with_something_wanted_or_good(language):
    queries = judged(language)

    assert len(queries) == len({asked.query for asked in queries}) >= 40
    assert all(max(asked.grades.values()) >= GRADES["good"] for asked in queries)


@pytest.mark.parametrize("language", LANGUAGES)
def test_things_are_named_by_kind_and_slug(language):
    names = [name.split(":") for asked in judged(language) for name in asked.grades]

    assert {kind for kind, _slug in names} <= KINDS.keys()
    assert all(slug for _kind, slug in names)


def test_the_best_order_counts_one_and_nothing_found_counts_zero():
    grades = {"page:a": 3, "page:b": 2, "page:c": 1}

    assert ndcg(["page:a", "page:b", "page:c", "page:d"], grades) == 1.0
    assert ndcg(["page:d"], grades) == ndcg([], grades) == 0.0


def test_a_worse_order_counts_less_by_how_far_down_it_stands():
    # Gains 7 and 3; discounts 1, 1/log2(3): (3 + 7/1.585) / (7 + 3/1.585).
    assert ndcg(["page:b", "page:a"], {"page:a": 3, "page:b": 2}) == pytest.approx(0.8340, abs=0.0001)


def test_a_thing_found_twice_counts_once_and_takes_its_place():
    grades = {"page:a": 3, "page:b": 3}

    assert ndcg(["page:a", "page:a", "page:b"], grades) < ndcg(["page:a", "page:b"], grades) == 1.0


def test_what_stands_below_the_first_ten_does_not_count():
    assert ndcg([*(f"page:{number}" for number in range(10)), "page:a"], {"page:a": 3}) == 0.0
