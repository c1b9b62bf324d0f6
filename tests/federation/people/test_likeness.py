"""Who may be one person is found by names, region and address, and told why."""

from dataclasses import replace

import pytest

from federation.people.enums import Likeness
from federation.people.likeness import MOST_WORDS, Census, Pair, _keys, compared
from tests.bench.people import LEAST_FOUND, MOST_FALSE, pairs_of, share_false, share_found
from tests.bench.planted import KINDS, Entry, plant


def likeness(*entries: Entry) -> Pair | None:
    return next(Census(compared(entry) for entry in entries).likely_pairs(), None)


def two(one: str, other: str, **facts: str) -> tuple[Entry, Entry]:
    return Entry(1, one, **facts), Entry(2, other)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Айгүл Серікқызы Әбілқасымова", "Айгуль Сериковна Абилкасымова", [Likeness.LETTERS]),
        ("Абилкасымова Айгуль Сериковна", "Айгуль Сериковна Абилкасымова", [Likeness.ORDER]),
        ("Абилкасымова Айгуль Сериковна", "Абилкасымова Айгуль", [Likeness.NAME, Likeness.PART_MISSING]),
        ("Соловьёва Алёна Петровна", "Соловьева Алена Петровна", [Likeness.LETTERS]),
        ("Абилкасымова Айгуль Сериковна", "Абилкасмыова Айгуль Сериковна", [Likeness.NAME, Likeness.SLIP]),
        ("Абилкасымова Айгуль Сериковна", "Абилкасымова Айуль Сериковна", [Likeness.NAME, Likeness.SLIP]),
        ("Щукина Жанна Фёдоровна", "Shchukina Zhanna Fedorovna", [Likeness.LETTERS]),
        ("Ахметов Серик Болат улы", "Ахметов Серік Болатұлы", [Likeness.LETTERS]),
    ],
)
def test_spellings_of_one_name_meet(one, other, why):
    found = likeness(*two(one, other))
    assert found is not None
    assert list(found.why) == why


def test_a_former_name_is_found_also_by_itself():
    for former in ("Иванова", "Иванова Айгуль Сериковна"):
        found = likeness(
            *two("Абилкасымова Айгуль Сериковна", "Иванова Айгуль Сериковна", other_names=former)
        )
        assert found is not None
        assert Likeness.FORMER_NAME in found.why
    assert likeness(*two("Абилкасымова Айгуль Сериковна", "Иванова Айгуль Сериковна")) is None


def test_an_address_counts_beside_initials_but_not_for_colleagues():
    address = {"address": "one@example.org"}
    found = likeness(
        Entry(1, "Абилкасымова Айгуль Сериковна", **address), Entry(2, "Абилкасымова А. С.", **address)
    )
    assert found is not None
    assert {Likeness.ADDRESS, Likeness.INITIALS} <= set(found.why)
    colleagues = (
        Entry(1, "Абилкасымова Айгуль Сериковна", **address),
        Entry(2, "Щукина Жанна Фёдоровна", **address),
    )
    assert likeness(*colleagues) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ахметов Серик", "Ахметова Серик"),
        ("Ахметов Дархан Серикович", "Ахметова Динара Сериковна"),
        ("Ахметов Серик Болатович", "Ахметов Серик Муратович"),
        ("Ахметова Дана", "Ахметова Дина"),
        ("", ""),
    ],
)
def test_others_stay_two(one, other):
    assert likeness(*two(one, other)) is None


def test_a_rare_name_counts_for_more_than_a_common_one():
    common = [
        Entry(number, f"Ахметова Айгуль Отчество{'абвгдежзик'[number % 10]}овна") for number in range(60)
    ]
    pairs = list(
        Census(map(compared, [*common, Entry(98, "Щукина Жанна"), Entry(99, "Жанна Щукина")])).likely_pairs()
    )
    short = list(Census(map(compared, [*common, Entry(98, "Ахметова Айгуль")])).likely_pairs())
    assert {frozenset((pair.one, pair.other)) for pair in pairs} >= {frozenset((98, 99))}
    assert not any(98 in (pair.one, pair.other) for pair in short)


def test_one_region_counts_for_and_another_against():
    entries = [
        Entry(number, f"Имя{'абвгдежзик'[number % 10]} Один", region_id=f"KZ-{number % 20}")
        for number in range(40)
    ]
    census = Census(map(compared, entries))
    name = "Щукина Жанна Фёдоровна"
    scores = [
        census.compare(
            compared(Entry(1, name, region_id="KZ-1")), compared(Entry(2, name, region_id=region))
        ).score
        for region in ("KZ-1", None, "KZ-2")
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_planted_pairs_are_found_and_few_are_listed_wrongly():
    """A sample of what `make bench-people` measures with 20,000 people; the seed of today is no other's."""
    village = plant(people=2000, pairs=80, seed=20)
    found = pairs_of(village)
    assert set(village.planted.values()) == set(KINDS)
    assert share_found(village, found) >= LEAST_FOUND
    assert share_false(village, found) <= MOST_FALSE


def test_who_wrote_down_many_names_costs_little_and_is_found_by_todays():
    letters = "абвгдежзиклмнопр"
    former = " ".join(f"Аты{one}{two}" for one in letters for two in letters)
    many, other = two("Абилкасымова Айгуль Сериковна", "Айгуль Сериковна Абилкасымова")
    many = replace(many, other_names=former)
    assert len(_keys(compared(many))) <= 2 * MOST_WORDS**2
    assert likeness(many, other)
