"""Materials: who sees them, their codes and words, what they tell search."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from federation.directory.models import Organisation
from federation.membership.models import Representative
from portal.localisation.text import LocalisedText
from resources.actions import classify
from resources.linked_data import data_of
from resources.models import Material
from resources.presenters.detail import citation, material_context, newer_than
from search.models import SearchDocument
from tests.federation.directory.factories import OrganisationFactory

from .factories import DescriptionFactory, FileFactory, MaterialFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return Organisation.objects.create(
        slug="ulgi", name_kk="Үлгі қауымдастық", type="association", is_demo=True
    )


def seen_by(user) -> set[str]:
    return set(Material.objects.visible_to(user).values_list("slug", flat=True))


def test_visitors_see_only_what_is_public():
    for state in ("draft", "public", "withdrawn"):
        MaterialFactory(slug=state, state=state)
    assert seen_by(AnonymousUser()) == {"public"}
    assert seen_by(UserFactory()) == {"public"}


def test_who_speaks_for_the_owner_sees_its_drafts_until_the_office_ends(association):
    MaterialFactory(slug="ours", state="draft", owner=association)
    MaterialFactory(slug="of-others", state="draft")
    user = UserFactory()
    representative = Representative.objects.create(
        person=user.person, organisation=association, role="contributor"
    )
    assert seen_by(user) == {"ours"}
    representative.since = timezone.localdate() - timedelta(days=9)
    representative.until = timezone.localdate() - timedelta(days=1)
    representative.save()
    assert seen_by(user) == set()


def test_staff_who_may_edit_materials_see_all():
    MaterialFactory(slug="draft", state="draft")
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="change_material"))
    assert seen_by(user) == {"draft"}


def test_codes_follow_the_curriculum_and_name_the_modules_it_lies_within():
    material = MaterialFactory()
    classify(material, ["4", "2.4", "1.2.13", "1.2.2", "5a"])
    material = Material.objects.get(pk=material.pk)
    assert material.code_list == ["1.2.2", "1.2.13", "2.4", "4", "5a"]
    assert sorted(material.within.values_list("code", flat=True)) == ["1", "2", "4", "5a"]
    assert (material.code, material.module_code) == ("1.2", "1")


def test_a_topic_taken_away_takes_its_module_with_it():
    material = MaterialFactory()
    classify(material, ["2.4", "3.1"])
    material.topics.remove(material.topics.get(code="2.4"))
    material = Material.objects.get(pk=material.pk)
    assert (material.codes, list(material.within.values_list("code", flat=True))) == (" 3.1 ", ["3"])


def test_an_unknown_code_is_refused_and_changes_nothing():
    material = MaterialFactory()
    classify(material, ["2.4"])
    with pytest.raises(ValueError, match=r"9\.9"):
        classify(material, ["9.9", "3"])
    assert Material.objects.get(pk=material.pk).codes == " 2.4 "


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("жарғы", {"charter"}),
        ("жаргы", {"charter"}),  # Typed on a Russian keyboard.
        ("УСТАВ вместе", {"charter"}),
        ("ustav", {"charter"}),
        ("став", set()),  # Words are found from their start.
        ("1.2", {"unit", "topic"}),
        ("1.2.13", {"unit"}),
        ("1.2.1", set()),
        ("s1", {"statistics"}),
        ("С1", {"statistics"}),  # The Cyrillic letter.
        ("5a", {"school"}),
    ],
)
def test_words_find_titles_in_any_spelling_and_codes(words, found):
    MaterialFactory(slug="charter", titles={"kk": "Жарғыны бірге оқимыз", "ru": "Читаем устав вместе"})
    for slug, code in (("unit", "1.2.13"), ("topic", "1.2"), ("statistics", "S1"), ("school", "5a")):
        classify(MaterialFactory(slug=slug), [code])
    assert set(Material.objects.matching(words).values_list("slug", flat=True)) == found


def test_titles_sort_as_the_reader_of_each_language_expects():
    MaterialFactory(slug="a", titles={"kk": "Әдістеме", "ru": "Ярмарка"})
    MaterialFactory(slug="b", titles={"kk": "Баға", "ru": "Азбука"})
    assert [material.slug for material in Material.objects.by_title("kk")] == ["a", "b"]
    assert [material.slug for material in Material.objects.by_title("ru")] == ["b", "a"]


def test_a_title_is_shown_in_the_nearest_language_and_says_which():
    material = MaterialFactory(titles={"ru": "Читаем устав вместе"})
    with override("en"):
        assert material.title == LocalisedText("Читаем устав вместе", "ru")


def test_a_title_still_in_draft_is_shown_to_nobody():
    material = MaterialFactory()
    DescriptionFactory(record=material, title="Құпия", live=False)
    classify(material, ["2.1"])
    with override("en"):
        assert Material.objects.get(pk=material.pk).title == LocalisedText("Exercise 2.1", "en")
    assert Material.objects.matching("құпия").exists() is False


def test_a_withdrawn_title_is_found_no_more():
    material = MaterialFactory(titles={"kk": "Жарғы"})
    description = material.descriptions.get()
    description.live = False
    description.save()
    assert Material.objects.matching("жарғы").exists() is False


def test_the_text_that_was_changed_later_in_another_language_is_named():
    material = MaterialFactory(titles={"kk": "Жарғы", "en": "Charter"})
    now = timezone.now()
    for language, days in (("kk", 30), ("en", 40)):
        first = now - timedelta(days=days)
        material.descriptions.filter(language=language).update(
            first_published_at=first, last_published_at=first
        )
    material.descriptions.filter(language="en").update(last_published_at=now)
    kk, en = (material.descriptions.get(language=code) for code in ("kk", "en"))
    assert newer_than(kk, material) == en
    assert newer_than(en, material) is None


def test_a_text_that_was_added_later_in_another_language_is_not_named():
    material = MaterialFactory(titles={"kk": "Жарғы", "en": "Charter"})
    now = timezone.now()
    material.descriptions.update(first_published_at=now, last_published_at=now)
    kk = material.descriptions.get(language="kk")
    material.descriptions.filter(language="kk").update(last_published_at=now - timedelta(days=30))
    kk.refresh_from_db()
    assert newer_than(kk, material) is None


def test_a_public_material_tells_search_one_entry_a_language():
    material = MaterialFactory(slug="charter", titles={"ru": "Устав", "kk": "Жарғы"})
    FileFactory(material=material)
    classify(material, ["2.1"])
    entries = {entry.language: entry for entry in Material.searchable_rows().get().search_entries()}
    assert {code: (entry.title, entry.title_language, entry.url) for code, entry in entries.items()} == {
        "kk": ("Жарғы", "", "/kk/library/charter/"),
        "ru": ("Устав", "", "/ru/library/charter/"),
        "en": ("Устав", "ru", "/en/library/charter/"),
    }
    assert entries["kk"].names == ("Жарғы", "Устав")
    assert entries["en"].facts == {"kind": "Exercise", "formats": "PDF"}
    assert entries["en"].body == ""
    assert entries["en"].facets == {
        "type": (("exercise", "Exercise"),),
        "language": (("kk", "Kazakh"),),
        "audience": (("trainers", "Trainers"),),
        "licence": (("CC-BY-4.0", "CC BY 4.0"),),
        "module": (("2", "2 · Building Your Library Association"),),
    }


@pytest.fixture
def unnamed():
    """An organisation whose entry is not public yet: its name and its address are told nobody."""
    return OrganisationFactory(
        state="draft", slug="qupiya-iesi", **{f"name_{code}": "Құпия иесі" for code in ("kk", "ru", "en")}
    )


def test_an_owner_that_is_a_draft_is_named_nowhere(client, unnamed, language):
    material = MaterialFactory(
        slug="charter", owner=unnamed, titles={"kk": "Жарғы", "ru": "Устав", "en": "Charter"}
    )
    FileFactory(material=material)
    OrganisationFactory(slug="named")  # Else there would be no list of addresses.
    addresses = [
        "", "library/", "library/?q=charter", "library/charter/", "search/?q=құпия", "search/?q=charter",
        "search/suggest/?q=құп", "directory/", "news/feed.atom",
    ]  # fmt: skip
    for address in [*(f"/{language}/{address}" for address in addresses), "/sitemap-organisation-1.xml"]:
        answer = client.get(address)
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
        assert answer.status_code == 200, address
        text = text.replace('value="құпия"', "").replace("құпия", "")  # What was asked.
        assert "Құпия иесі" not in text and "qupiya-iesi" not in text, address


def test_an_owner_that_is_a_draft_is_neither_publisher_nor_known_to_search(unnamed, language):
    material = MaterialFactory(owner=unnamed, titles={language: "Charter"})
    with override(language):
        told = [data_of(material), citation(material), material_context(material)["detail"]]
        told += list(Material.searchable_rows().get().search_entries())
    assert "Құпия" not in repr(told) and "qupiya" not in repr(told)
    assert material.shown_owner is None


def test_an_owner_is_named_as_soon_as_its_entry_is_public_and_no_longer(client, unnamed):
    MaterialFactory(slug="charter", owner=unnamed, titles={"kk": "Жарғы"})
    found = []
    for state in ("published", "draft"):
        unnamed.state = state
        unnamed.save()
        html = client.get("/kk/library/charter/").content.decode()
        # As the owner, in the citation, and for machines.
        found.append(html.count("Құпия иесі"))
    assert found == [3, 0]


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_public_tells_search_nothing(state):
    assert list(MaterialFactory(state=state, titles={"kk": "Жарғы"}).search_entries()) == []


def test_the_address_of_the_curriculum_cannot_be_taken():
    with pytest.raises(ValidationError) as problem:
        MaterialFactory.build(slug="curriculum").full_clean()
    assert "slug" in problem.value.message_dict


def test_a_public_material_needs_its_day():
    with pytest.raises(ValidationError) as problem:
        MaterialFactory.build(published_on=None).full_clean()
    assert "published_on" in problem.value.message_dict


def test_search_follows_the_title_of_a_module():
    material = MaterialFactory(titles={"kk": "Жарғы"})
    classify(material, ["2.1"])
    module = material.within.get()
    module.title_kk = "Үлгі модулі"
    module.save()
    rows = SearchDocument.objects.filter(model="resources.material", key=material.pk, language="kk")
    assert [row.keywords.count("Үлгі модулі") for row in rows] == [1]


def test_a_text_and_what_lists_find_by_it_are_saved_together_or_not_at_all(monkeypatch):
    material = MaterialFactory(titles={"kk": "Жарғы"})

    def fail(self, descriptions):
        raise RuntimeError

    monkeypatch.setattr(Material, "fill_words", fail)
    with pytest.raises(RuntimeError):
        DescriptionFactory(record=material, language="ru", title="Устав")
    text = material.descriptions.get()
    text.title = "Жоспар"
    with pytest.raises(RuntimeError):
        text.save()
    with pytest.raises(RuntimeError):
        text.delete()
    assert list(material.descriptions.values_list("title", flat=True)) == ["Жарғы"]
