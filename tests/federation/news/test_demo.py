"""The demo news."""

import pytest

from federation.news.demo import load
from federation.news.demo.items import ITEMS
from federation.news.demo.pictures import PICTURES, picture
from federation.news.demo.texts import TEXTS
from federation.news.models import NewsPage
from portal.demo.registry import Demo
from portal.language import LANGUAGES
from tests.federation.directory.factories import OrganisationFactory


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_each_item_is_written_in_the_languages_it_names_with_the_same_structure(item):
    assert {language for language in LANGUAGES if item.key in TEXTS[language]} == set(item.languages)
    shapes = {
        tuple(
            (kind, len(note) if isinstance(note, list) else 1) for kind, note in TEXTS[language][item.key][2]
        )
        for language in item.languages
    }
    assert len(shapes) == 1


def test_pictures_are_described_in_three_languages_and_drawn_once(db):
    for name in PICTURES:
        image = picture(name)
        assert picture(name) == image
        assert "" not in (image.alt_kk, image.alt_ru, image.alt_en)
        assert (image.width, image.height, image.get_file_size() < 150_000) == (1600, 900, True)


def test_demo_loads_twice_into_the_same_items(db):
    hosts = [OrganisationFactory(is_demo=True) for _number in range(2)]
    demo = Demo(password="", made={"association": hosts[0], "hosts": hosts[1:]})
    load(demo)
    first = set(NewsPage.objects.values_list("pk", flat=True))
    load(demo)
    assert set(NewsPage.objects.values_list("pk", flat=True)) == first
    assert len(first) == sum(len(item.languages) for item in ITEMS)
    hidden = NewsPage.objects.exclude(pk__in=NewsPage.objects.for_everybody()).values_list("slug", flat=True)
    assert set(hidden) == {"call-for-hosts", "half-year-survey"}
    assert NewsPage.objects.get(slug="example-library").about_organisations.get().organisation == hosts[1]
    assert NewsPage.objects.get(slug="how-to-host", locale__language_code="ru").original.language == "kk"
