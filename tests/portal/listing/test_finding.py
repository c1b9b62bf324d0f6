"""What a row keeps beside its names."""

import pytest
from django.db.models import Q

from federation.directory.models import Organisation, Region
from portal.language import sort_key
from portal.listing.finding import folded, matching
from portal.listing.paging import CountedPaginator
from tests.federation.directory.factories import OrganisationFactory


def test_each_term_stands_once_with_a_space_before_it():
    terms = folded("Ғылым кітапханасы", "ғылым").split()
    assert (len(terms), len(set(terms)), "gylym" in terms or "ғылым" in terms or "гылым" in terms) == (
        len(terms), len(terms), True,
    )  # fmt: skip
    assert folded("a")[0] == folded("a")[-1] == " "


def test_sort_keys_are_those_of_the_name_that_readers_of_each_language_see():
    thing = Region()
    thing.fill_sort_keys({"kk": "Ақ", "ru": "Белый", "en": "White"}.__getitem__)
    assert (thing.sort_kk, thing.sort_ru, thing.sort_en) == (
        sort_key("Ақ", "kk"), sort_key("Белый", "ru"), sort_key("White", "en"),
    )  # fmt: skip


@pytest.mark.django_db
def test_every_word_must_stand_at_the_start_of_a_word_or_meet_the_other_condition():
    OrganisationFactory(slug="found", name_kk="Қызылорда кітапханасы")
    OrganisationFactory(slug="other", name_kk="Басқа")
    rows = Organisation.objects.filter(slug__in=["found", "other"]).order_by("slug")

    def slugs(text: str, **how) -> list[str]:
        return [row.slug for row in matching(rows, text, **how)]

    assert slugs("кызылорда кітап") == ["found"]
    assert slugs("ордa") == slugs("кызылорда басқа") == []
    assert slugs("басқа", also=lambda term: Q(slug="found")) == ["found", "other"]


@pytest.mark.django_db
def test_paginator_that_knows_the_count_does_not_ask_for_it(django_assert_num_queries):
    page = CountedPaginator(Organisation.objects.order_by("pk"), 20, 41).get_page("9")
    with django_assert_num_queries(0):
        assert (page.number, page.paginator.num_pages) == (3, 3)
