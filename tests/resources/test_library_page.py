"""The library's pages as visitors meet them."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.http import QueryDict
from django.utils.translation import override

from portal.caching.cache import invalidate
from resources.actions import classify
from resources.enums import RESOURCES_SCOPE
from resources.models import Material
from resources.presenters.rows import Listing
from tests.markup import plain

from .factories import DescriptionFactory, FileFactory, MaterialFactory, UserFactory

pytestmark = pytest.mark.django_db


def make(number: int) -> None:
    for index in range(number):
        material = MaterialFactory(titles={"kk": f"Жарғы {index}", "ru": f"Устав {index}"})
        FileFactory(material=material, language="kk")
        FileFactory(material=material, language="ru")
        classify(material, ["2.1"])


def titles(response) -> list[str]:
    return re.findall(r'<h3 class="row-title"><a href="([^"]+)"', plain(response.content.decode()))


def listed(query: str) -> list[str]:
    with override("kk"):
        return [material.slug for material in Listing(QueryDict(query)).page]


def numbers(query: str, group: str) -> dict[str, int]:
    with override("kk"):
        found = next(item for item in Listing(QueryDict(query)).filters.groups if item.name == group)
    return {option.value: option.count for option in found.options if option.count}


def labels(language: str, group: str) -> list[str]:
    with override(language):
        found = next(item for item in Listing(QueryDict("")).filters.groups if item.name == group)
        return [str(option.label) for option in found.options]


@pytest.mark.parametrize(("language", "case"), [("kk", ".*(?:[ғгқк]|[ыі]н)[ае]"), ("ru", "Для .*")])
def test_every_audience_has_the_case_of_its_question(language, case):
    assert [label for label in labels(language, "audience") if not re.fullmatch(case, label)] == []


def test_languages_are_named_in_the_readers_language():
    for code in ("kk", "ru", "en"):
        FileFactory(material=MaterialFactory(titles={"kk": code}), language=code)
    assert labels("kk", "language") == ["Қазақша", "Орысша", "Ағылшынша"]
    assert labels("ru", "language") == ["Казахский", "Русский", "Английский"]


def test_the_list_shows_what_is_public_newest_first(client, language):
    MaterialFactory(slug="old", published_on="2025-01-01", titles={"kk": "Ескі"})
    MaterialFactory(slug="new", published_on="2026-01-01", titles={"en": "New"})
    MaterialFactory(slug="hidden", state="draft", titles={"kk": "Жоба"})
    response = client.get(f"/{language}/library/")
    assert titles(response) == [f"/{language}/library/new/", f"/{language}/library/old/"]


def test_public_pages_set_no_cookie_and_may_be_kept(client):
    FileFactory(material=MaterialFactory(slug="charter", titles={"kk": "Жарғы"}))
    for address in ("/kk/library/", "/kk/library/charter/", "/kk/library/curriculum/"):
        response = client.get(address)
        assert (response.status_code, dict(response.cookies), response["Cache-Control"]) == (
            200, {}, "public, max-age=20",
        ), address  # fmt: skip


def test_filters_any_within_a_group_all_between_groups():
    for slug, kind, audience in (
        ("a", "slides", "trainers"), ("b", "exercise", "trainers"), ("c", "manual", "trainers"), ("d", "slides", "boards"),
    ):  # fmt: skip
        MaterialFactory(slug=slug, kind=kind, audience=audience)
    assert sorted(listed("kind=slides&kind=exercise")) == ["a", "b", "d"]
    assert sorted(listed("kind=slides&kind=exercise&audience=trainers")) == ["a", "b"]
    assert numbers("kind=slides", "audience") == {"trainers": 1, "boards": 1}
    assert numbers("kind=slides", "kind") == {"slides": 2, "exercise": 1, "manual": 1}


def test_a_material_in_two_languages_is_listed_once_and_counted_in_both():
    material = MaterialFactory(slug="both")
    FileFactory(material=material, language="kk")
    FileFactory(material=material, language="kk")
    FileFactory(material=material, language="ru")
    FileFactory(material=MaterialFactory(slug="one"), language="en")
    assert listed("language=kk&language=ru") == ["both"]
    assert numbers("", "language") == {"kk": 1, "ru": 1, "en": 1}


def test_the_module_filter_takes_in_topics_and_units():
    for slug, code in (("unit", "1.2.13"), ("topic", "1.1"), ("module", "1"), ("other", "2")):
        classify(MaterialFactory(slug=slug), [code])
    assert sorted(listed("module=1")) == ["module", "topic", "unit"]
    assert numbers("", "module") == {"1": 3, "2": 1}


def test_words_and_filters_combine_and_the_numbers_follow():
    MaterialFactory(slug="a", kind="slides", titles={"kk": "Жарғы"})
    MaterialFactory(slug="b", kind="exercise", titles={"kk": "Жарғы туралы"})
    MaterialFactory(slug="c", kind="slides", titles={"kk": "Бюджет"})
    assert listed("q=жарғы&kind=slides") == ["a"]
    assert numbers("q=жарғы", "kind") == {"slides": 1, "exercise": 1}


def test_words_without_a_letter_or_digit_find_nothing():
    MaterialFactory()
    assert listed("q=%22") == []
    assert len(listed("q=")) == 1


def test_the_orders():
    MaterialFactory(slug="a", titles={"kk": "Баға"}, published_on="2026-01-02")
    MaterialFactory(slug="b", titles={"kk": "Әдіс"}, published_on="2026-01-01")
    Material.objects.filter(slug="b").update(downloads=7)
    assert listed("") == ["a", "b"]
    assert listed("order=downloads") == ["b", "a"]
    assert listed("order=title") == ["b", "a"]
    assert listed("order=nonsense") == ["a", "b"]


@pytest.mark.parametrize(
    "query", ["kind=nonsense", "page=99999999999999999999", "page=x", "q=%00", "module=%27", "language=zz"]
)
def test_nonsense_in_the_address_is_passed_over(client, query):
    MaterialFactory(titles={"kk": "Жарғы"})
    assert client.get(f"/kk/library/?{query}").status_code == 200


def test_a_change_is_in_the_numbers_at_once(client):
    material = MaterialFactory(kind="slides")
    assert numbers("", "kind") == {"slides": 1}
    material.kind = "manual"
    material.save()
    assert numbers("", "kind") == {"manual": 1}


def test_an_empty_list_says_so_and_leads_back(client):
    html = client.get("/en/library/?q=zzz").content.decode()
    assert "No materials match all of this" in html
    assert '<a class="button button-secondary" href="/en/library/">' in html


def test_what_is_shown_in_another_language_is_marked(client):
    MaterialFactory(slug="charter", titles={"ru": "Читаем устав"})
    html = plain(client.get("/kk/library/charter/").content.decode())
    assert '<h1 class="long-name"><span lang="ru">Читаем устав</span></h1>' in html
    assert re.search(r"citation.*<br> ?<span lang=\"ru\">Читаем устав</span>", html)
    assert re.search(r'<text class="cover-ink" font-size="[\d.]+" lang="ru"><tspan[^>]*>Читаем', html)


@pytest.mark.parametrize(("language", "first"), [("kk", "kk"), ("ru", "ru"), ("en", "ru")])
def test_the_main_download_is_in_the_readers_language_or_the_nearest(client, language, first):
    material = MaterialFactory(slug="charter", titles={"kk": "Жарғы"})
    files = {code: FileFactory(material=material, language=code) for code in ("kk", "ru")}
    html = client.get(f"/{language}/library/charter/").content.decode()
    main = re.search(r'<a class="button" href="([^"]+)"', html)[1]
    assert main == files[first].url_in(language)


def test_unclear_rights_are_told_in_words_with_what_is_known(client):
    MaterialFactory(
        slug="old", licence="rights-unclear", rights_note_en="We wrote to IFLA.", titles={"en": "Old"}
    )
    html = client.get("/en/library/old/").content.decode()
    assert "We do not know what is allowed." in html
    assert "We wrote to IFLA." in html


def test_a_draft_is_not_found_but_by_those_who_edit_it_and_their_page_is_not_kept(client):
    MaterialFactory(slug="draft", state="draft", titles={"kk": "Жоба"})
    assert client.get("/kk/library/draft/").status_code == 404
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="change_material"))
    client.force_login(user)
    response = client.get("/kk/library/draft/")
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-cache")


@pytest.mark.parametrize(
    "address", ["/kk/library/", "/kk/library/?kind=exercise", "/kk/library/material-one/"]
)
def test_pages_need_as_many_queries_for_one_row_as_for_a_hundred(client, address, django_assert_num_queries):
    material = MaterialFactory(slug="material-one", titles={"kk": "Жарғы"})
    FileFactory(material=material)
    classify(material, ["2.1"])
    with_one = count_queries(client, address)
    make(12)
    for code in ("ru", "en"):
        DescriptionFactory(record=material, language=code)
        FileFactory(material=material, language=code)
    with_many = count_queries(client, address)
    assert with_many == with_one
    assert with_one <= 12


def count_queries(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)  # Asked for once before: what is kept under a version is kept.
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return len(queries)


def test_the_list_without_anything_kept_still_needs_a_fixed_number_of_queries(client):
    make(1)
    client.get("/kk/library/")  # Where the site is and what kinds of pages there are is known ever after.
    caches["fragments"].clear()
    invalidate(RESOURCES_SCOPE)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cold() -> int:
        caches["fragments"].clear()
        with CaptureQueriesContext(connection) as queries:
            client.get("/kk/library/")
        return len(queries)

    with_one = cold()
    make(14)
    assert cold() == with_one
