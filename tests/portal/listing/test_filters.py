"""Filters of a list: any within a group, all between, numbers beside what else is chosen."""

import pytest
from django.db.models import Q
from django.http import QueryDict

from federation.directory.models import Organisation
from portal.listing.filters import NOTHING, UNKNOWN, Filter, FilterSet, Tallies, tally_of
from portal.look.components import HiddenField
from tests.federation.directory.factories import OrganisationDescriptionFactory, OrganisationFactory

COLOUR = Filter("colour", "Colour", "colour", [("red", "Red"), ("blue", "Blue"), ("grey", "Grey")])
SIZE = Filter("size", "Size", "sizes__code", [("s", "Small"), ("l", "Large")], many=True)
PLACE = Filter("place", "Place", "place_id", [("KZ-55", "Pavlodar")], unknown="Not known")
CITY = Filter("city", "City", "city_key", [("semey", "Semey")], unknown="Not known", empty="")
TEXTS = Filter(
    "language",
    "Language",
    "descriptions__language",
    [("kk", "Kazakh"), ("ru", "Russian")],
    many=True,
    where=Q(descriptions__live=True),
)
TALLY = {
    (frozenset({"red"}), frozenset({"s", "l"})): 2,
    (frozenset({"red"}), frozenset({"l"})): 3,
    (frozenset({"blue"}), frozenset({"s"})): 4,
    (frozenset({"blue"}), frozenset()): 1,
}
INVENTED = {(frozenset({"blue"}), frozenset({"s"})): 7}  # For the demonstration: in none of the numbers.


def chosen(query: str, filters=(COLOUR, SIZE)) -> FilterSet:
    return FilterSet(filters, QueryDict(query), Tallies(TALLY, INVENTED) if len(filters) == 2 else NOTHING)


def counts(filters: FilterSet, group: int) -> dict[str, int]:
    return {option.value: option.count for option in filters.groups[group].options}


def test_with_nothing_chosen_all_rows_are_found():
    filters = chosen("")
    assert (filters.found, filters.total, filters.is_active) == (10, 10, False)
    assert counts(filters, 0) == {"red": 5, "blue": 5, "grey": 0}
    assert counts(filters, 1) == {"s": 6, "l": 5}


def test_what_was_invented_has_numbers_of_its_own():
    filters = chosen("size=s")
    assert (filters.found, filters.fictional) == (6, 7)
    assert {option.value: option.fictional for option in filters.groups[0].options} == {
        "red": 0, "blue": 7, "grey": 0,
    }  # fmt: skip
    assert chosen("colour=red").fictional == 0


def test_numbers_leave_out_the_choices_of_their_own_group():
    filters = chosen("colour=red&size=s")
    assert filters.found == 2
    assert counts(filters, 0) == {"red": 2, "blue": 4, "grey": 0}
    assert counts(filters, 1) == {"s": 2, "l": 5}


def test_two_options_of_a_group_add_up_and_a_row_with_both_counts_once():
    assert chosen("size=s&size=l").found == 9
    assert chosen("colour=red&colour=blue").found == 10


def test_a_zero_stays_in_sight_but_leads_nowhere_unless_it_is_chosen():
    grey = chosen("").groups[0].options[2]
    assert (grey.value, grey.disabled) == ("grey", True)
    assert chosen("colour=grey").groups[0].options[2].disabled is False


def test_what_is_no_option_is_passed_over_and_what_comes_twice_counts_once():
    filters = chosen("colour=green&colour=red&colour=red&size=")
    assert (filters.chosen, filters.active_count) == ({"colour": ["red"], "size": []}, 1)


def test_a_chip_takes_back_one_choice_and_keeps_the_rest_but_the_page():
    chips = chosen("q=a&colour=red&colour=blue&size=s&page=3").chips
    assert [(chip.label, chip.url) for chip in chips] == [
        ("Red", "?q=a&colour=blue&size=s"),
        ("Blue", "?q=a&colour=red&size=s"),
        ("Small", "?q=a&colour=red&colour=blue"),
    ]


def test_addresses_keep_what_they_do_not_change():
    filters = chosen("q=a+b&colour=red&order=title&page=2")
    assert filters.querystring(order="newest") == "?q=a+b&colour=red&order=newest"
    assert filters.querystring(q=None) == "?colour=red&order=title"


def test_forms_carry_along_what_they_do_not_set_themselves():
    filters = chosen("q=a&colour=red&colour=blue&page=2")
    assert filters.hidden == [HiddenField("q", "a")]
    assert filters.hidden_but("q") == [HiddenField("colour", "red"), HiddenField("colour", "blue")]


def test_rows_without_a_value_have_an_option_of_their_own():
    assert PLACE.options == {"KZ-55": "Pavlodar", UNKNOWN: "Not known"}
    assert PLACE.condition(["KZ-55", UNKNOWN]) == Q(place_id__in=["KZ-55"]) | Q(place_id=None)


def test_option_named_as_the_unknown_is_an_option_like_any_where_nothing_is_unknown():
    status = Filter("status", "Status", "status", [("active", "Active"), (UNKNOWN, "Not confirmed")])
    assert status.condition(["active", UNKNOWN]) == Q(status__in=["active", UNKNOWN])
    assert (status.values(UNKNOWN), status.values(None)) == (frozenset([UNKNOWN]), frozenset())
    assert (PLACE.values(None), CITY.values("")) == (frozenset([UNKNOWN]), frozenset([UNKNOWN]))


def test_option_of_which_all_was_invented_leads_somewhere():
    filters = FilterSet([COLOUR], QueryDict(""), Tallies({}, {(frozenset({"blue"}),): 1}))
    assert [(option.count, option.disabled) for option in filters.groups[0].options] == [
        (0, True), (0, False), (0, True),
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "more"), [(7, False), (8, True)])
def test_more_than_seven_options_are_folded_unless_a_folded_one_is_chosen(number, more):
    many = Filter("many", "Many", "many", [(str(value), str(value)) for value in range(number)])
    assert FilterSet([many], QueryDict("")).groups[0].more is more
    assert FilterSet([many], QueryDict(f"many={number - 1}")).groups[0].more is False


def test_the_most_frequent_option_comes_first_where_that_is_asked_for():
    filters = FilterSet(
        [Filter("colour", "", "colour", COLOUR.choices, by_count=True)],
        QueryDict(""),
        Tallies({(frozenset({"blue"}),): 3, (frozenset({"grey"}),): 1}, {}),
    )
    assert [option.value for option in filters.groups[0].options] == ["blue", "grey", "red"]


def test_what_is_chosen_comes_first_where_that_is_asked_for_and_what_is_not_known_last():
    names = ["red", "blue", "grey", *"abcdef"]
    colours = Filter("colour", "", "colour", [(name, name) for name in names], unknown="?", chosen_first=True)
    tally = {(frozenset({"blue"}),): 3, (frozenset({"grey"}),): 1, (frozenset({UNKNOWN}),): 9}

    def order(query: str) -> list[str]:
        return [
            item.value
            for item in FilterSet([colours], QueryDict(query), Tallies(tally, {})).groups[0].options
        ]

    assert order("") == ["blue", "grey", "red", *"abcdef", UNKNOWN]
    assert order("colour=red&colour=unknown") == ["red", UNKNOWN, "blue", "grey", *"abcdef"]
    every = "&".join(f"colour={name}" for name in names)
    assert FilterSet([colours], QueryDict(every)).groups[0].more is True


@pytest.mark.django_db
def test_database_counts_single_and_many_values_in_one_query(django_assert_num_queries):
    for is_demo, region, city, live in (
        (False, "KZ-55", "Pavlodar", {"kk": True, "ru": True}),
        (False, "KZ-55", "", {"kk": True, "ru": False}),
        (False, None, "", {}),
        (True, None, "", {"en": True}),
        (True, None, "", {}),
    ):
        row = OrganisationFactory(region_id=region, city_en=city, city_kk=city, is_demo=is_demo)
        for language, is_live in live.items():
            OrganisationDescriptionFactory(record=row, language=language, live=is_live)
    place, nowhere = frozenset({"KZ-55"}), frozenset({UNKNOWN})
    filters = [Filter("region", "", "region", [], unknown="?"), CITY, TEXTS]
    rows = Organisation.objects.order_by("sort_kk")
    with django_assert_num_queries(1):
        tallies = tally_of(rows, filters)
    assert tallies.real == {
        (place, frozenset({"pavlodar"}), frozenset({"kk", "ru"})): 1,
        (place, nowhere, frozenset({"kk"})): 1,
        (nowhere, nowhere, frozenset()): 1,
    }
    assert tallies.fictional == {(nowhere, nowhere, frozenset()): 2}
    found = FilterSet(filters, QueryDict("language=kk&language=ru")).apply(rows)
    assert [row.city_key for row in found.order_by("-city_key")] == ["pavlodar", ""]
