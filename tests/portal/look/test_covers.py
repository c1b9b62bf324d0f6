"""A record always has the same face."""

import pytest

from portal.look import covers


@pytest.mark.parametrize(("text", "value"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)])
def test_hash_is_fnv_1a_of_32_bits(text, value):
    assert covers.fnv1a(text) == value


def test_hash_of_a_number_is_that_of_its_digits():
    assert covers.fnv1a(17) == covers.fnv1a("17")


@pytest.mark.parametrize(
    ("name", "kind", "city", "letters"),
    [
        ("Әбділда Тәжібаев атындағы Қызылорда облыстық әмбебап ғылыми кітапхана", "regional", "Қызылорда", "Қы"),
        ("Жалағаш аудандық орталық кітапханасы", "district", "Жалағаш", "Жа"),
        ("Kazakh National University Library", "university", "Almaty", "KN"),
        ("Библиотечная ассоциация Республики Казахстан", "association", "Астана", "АК"),
        ("Кітапхана", "city", "", "Кі"),
        ("", "city", "", ""),
    ],
)  # fmt: skip
def test_letters_tell_organisations_apart(name, kind, city, letters):
    assert covers.monogram_letters(name, kind, city) == letters


@pytest.mark.parametrize(
    ("module", "suffix"), [(2, "2"), ("S1", "s"), ("", "none"), (None, "none"), ("9", "none")]
)
def test_module_without_colours_of_its_own_is_plain(module, suffix):
    assert covers.book_module(module) == suffix


def test_long_title_is_cut_at_the_end_of_a_word():
    lines = covers.wrap_title("Құрылым және басқару бес сөзден ұзын тақырып болып шықса да сыяды")
    assert lines == ["Құрылым және", "басқару бес", "сөзден ұзын", "тақырып болып", "шықса да сыяды"]


def test_arcade_has_one_scroll_on_each_side_and_nine_to_thirteen_pages():
    for seed in range(60):
        leaves = covers.arcade(seed)
        sides = len({leaf.flipped for leaf in leaves})
        assert sum(leaf.is_scroll for leaf in leaves) == sides
        assert 9 <= len(leaves) / sides <= 13


def test_frieze_is_five_fans_of_seven_with_one_scroll():
    leaves = covers.frieze("news-2")
    assert (len(leaves), sum(leaf.is_scroll for leaf in leaves)) == (70, 2)
