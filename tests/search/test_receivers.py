"""Rows of search follow every change of a public thing, in the change's own transaction."""

import ast

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page, PageViewRestriction

from federation.directory.enums import OrganisationState
from federation.directory.models import Organisation, OrganisationDescription, OrganisationName, Region
from home.models import HomePage, StandardPage
from portal.content.searchable import search_changed
from search.engines import engine
from search.index import updates
from search.models import SearchDocument
from search.page.results import results_for
from search.tasks import refresh_rows
from tests import rooms

pytestmark = pytest.mark.django_db


def make_organisation(name="Зымыран кітапхана", **fields):
    return Organisation.objects.create(name_kk=name, type="district", **fields)


def rows_of(thing):
    return SearchDocument.objects.filter(model=thing._meta.label_lower, key=str(thing.pk)).order_by(
        "language"
    )


def found(text, language="kk"):
    return [hit.url for hit in results_for(text, language).hits]


@pytest.fixture
def research():
    home = HomePage.objects.get(locale__language_code="kk")
    return home.add_child(
        instance=StandardPage(title="Зерттеулер туралы", slug="zertteu", locale=home.locale)
    )


def test_a_public_record_has_one_row_in_each_language():
    organisation = make_organisation()

    assert [row.url for row in rows_of(organisation)] == [
        f"/{language}/directory/{organisation.slug}/" for language in ("en", "kk", "ru")
    ]
    assert found("зымыран") == [f"/kk/directory/{organisation.slug}/"]


def test_a_draft_has_no_rows_until_it_is_public_and_none_afterwards():
    organisation = make_organisation(state=OrganisationState.DRAFT)
    assert (rows_of(organisation).count(), found("зымыран")) == (0, [])

    organisation.state = OrganisationState.PUBLISHED
    organisation.save()
    assert (rows_of(organisation).count(), len(found("зымыран"))) == (3, 1)

    organisation.state = OrganisationState.DRAFT
    organisation.save()
    assert (rows_of(organisation).count(), found("зымыран")) == (0, [])


def test_a_deleted_record_has_no_rows():
    organisation = make_organisation()
    OrganisationName.objects.create(organisation=organisation, text="Бұрынғы", language="kk")
    OrganisationDescription.objects.create(record=organisation, language="kk", intro="Мәтін")

    organisation.delete()

    assert (SearchDocument.objects.filter(kind="organisation").count(), found("зымыран")) == (0, [])


def test_a_new_name_is_found_and_the_old_one_no_more():
    organisation = make_organisation()

    organisation.name_kk = "Жаңғырған кітапхана"
    organisation.slug = "zhangyrgan"
    organisation.save()

    assert found("зымыран") == []
    assert found("жаңғырған") == ["/kk/directory/zhangyrgan/"]


def test_another_name_of_a_record_is_found():
    organisation = make_organisation()
    other = OrganisationName.objects.create(organisation=organisation, text="Шамшырақтас", language="kk")
    assert found("шамшырақтас") == [f"/kk/directory/{organisation.slug}/"]

    other.delete()
    assert found("шамшырақтас") == []


def test_a_description_is_found_only_while_it_is_live():
    organisation = make_organisation()
    words = OrganisationDescription(
        record=organisation, language="kk", intro="<p>Қолжазбалар қоры</p>", live=False
    )
    words.save()
    assert found("қолжазбалар") == []

    words.save_revision().publish()
    assert found("қолжазбалар") == [f"/kk/directory/{organisation.slug}/"]

    words.refresh_from_db()
    words.unpublish()
    assert found("қолжазбалар") == []


def test_a_draft_of_a_live_description_is_not_found():
    organisation = make_organisation()
    words = OrganisationDescription.objects.create(
        record=organisation, language="kk", intro="<p>Ескі мәтін</p>"
    )

    words.intro = "<p>Тылсымды жоба</p>"
    words.save_revision()

    assert (found("тылсымды"), len(found("ескі мәтін"))) == ([], 1)


def test_what_is_rolled_back_leaves_no_rows():
    with pytest.raises(RuntimeError), transaction.atomic():
        make_organisation()
        raise RuntimeError

    assert (SearchDocument.objects.filter(kind="organisation").count(), found("зымыран")) == (0, [])


def test_a_row_that_search_cannot_follow_is_not_saved(monkeypatch):
    monkeypatch.setattr(Organisation, "search_entries", lambda self: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        make_organisation()

    assert Organisation.objects.count() == 0


def test_an_unchanged_row_is_not_written_again(monkeypatch):
    organisation = make_organisation()
    written = []
    monkeypatch.setattr(engine(), "write", lambda documents: written.extend(documents))

    organisation.save()
    assert written == []

    organisation.name_kk = "Басқа атау"
    organisation.save()
    assert sorted(document.language for document in written) == ["en", "kk", "ru"]


def test_a_bulk_change_is_followed_when_it_is_told():
    organisation = make_organisation()
    Organisation.objects.filter(pk=organisation.pk).update(name_kk="Тылсымордасы")

    search_changed.send(sender=Organisation, rows=Organisation.objects.filter(pk=organisation.pk))

    assert (found("зымыран"), len(found("тылсымордасы"))) == ([], 1)


def test_rows_deleted_in_bulk_are_gone_when_all_are_told():
    make_organisation()
    Organisation.objects.all()._raw_delete(using="default")

    search_changed.send(sender=Organisation, rows=None)

    assert SearchDocument.objects.filter(kind="organisation").count() == 0


def test_a_page_is_found_while_it_is_live(research):
    assert found("зерттеулер") == [research.get_url()]

    research.unpublish()
    assert found("зерттеулер") == []

    research.save_revision().publish()
    assert found("зерттеулер") == [research.get_url()]

    research.delete()
    assert found("зерттеулер") == []


def test_a_page_unpublished_through_its_base_row_is_gone(research):
    Page.objects.get(pk=research.pk).unpublish()

    assert found("зерттеулер") == []


def test_a_private_page_and_those_below_it_are_not_found(research):
    below = research.add_child(instance=StandardPage(title="Тылсымды", slug="more", locale=research.locale))
    assert found("тылсымды") == [below.get_url()]

    restriction = PageViewRestriction.objects.create(
        page=research, restriction_type=PageViewRestriction.LOGIN
    )
    assert (found("зерттеулер"), found("тылсымды")) == ([], [])

    restriction.restriction_type = PageViewRestriction.GROUPS
    restriction.save()
    restriction.groups.add(Group.objects.create(name="readers"))
    assert (found("зерттеулер"), found("тылсымды")) == ([], [])

    restriction.delete()
    assert (found("зерттеулер"), found("тылсымды")) == ([research.get_url()], [below.get_url()])


def test_pages_below_a_page_with_a_new_slug_have_new_addresses(research):
    research.add_child(instance=StandardPage(title="Тылсымды", slug="more", locale=research.locale))

    research.slug = "research"
    research.save_revision().publish()

    assert found("тылсымды") == ["/kk/research/more/"]


def test_pages_that_are_moved_have_new_addresses(research):
    home = research.get_parent()
    other = home.add_child(instance=StandardPage(title="Басқа бөлім", slug="other", locale=research.locale))

    research.move(other, pos="last-child")

    assert found("зерттеулер") == ["/kk/other/zertteu/"]


def test_an_alias_is_not_found(research):
    home = HomePage.objects.get(locale__language_code="ru")

    research.create_alias(parent=home, update_locale=Locale.objects.get(language_code="ru"))

    assert found("зерттеулер", "ru") == [research.get_url()]


def test_a_page_and_its_translation_are_one_hit(research):
    home = HomePage.objects.get(locale__language_code="ru")
    translated = home.add_child(
        instance=StandardPage(
            title="Зерттеулер",
            slug="zertteu",
            locale=home.locale,
            translation_key=research.translation_key,
        )
    )

    assert found("зерттеулер", "kk") == [research.get_url()]
    assert found("зерттеулер", "ru") == [translated.get_url()]
    assert found("зерттеулер", "en") == [translated.get_url()]


def test_rebuilding_restores_what_was_lost_and_drops_what_is_gone(research):
    organisation = make_organisation()
    SearchDocument.objects.filter(kind="organisation").delete()
    SearchDocument.objects.create(
        kind="page", model="home.standardpage", key="999999", language="kk", title="Елес", url="/"
    )
    SearchDocument.objects.create(
        kind="gone", model="gone.thing", key="1", language="kk", title="Елес", url="/"
    )

    count = updates.rebuild()

    assert count == SearchDocument.objects.count()
    assert SearchDocument.objects.filter(title="Елес").count() == 0
    assert (len(found("зымыран")), found("зерттеулер")) == (1, [research.get_url()])
    assert rows_of(organisation).count() == 3


def test_rows_say_the_same_after_rebuilding(research):
    make_organisation()
    before = list(SearchDocument.objects.order_by("pk").values())

    updates.rebuild()

    assert list(SearchDocument.objects.order_by("pk").values()) == before


def test_a_page_is_kept_in_its_own_language_whoever_rebuilds(language):
    before = list(SearchDocument.objects.order_by("pk").values("url", "body"))

    with override(language):
        updates.rebuild()

    assert list(SearchDocument.objects.order_by("pk").values("url", "body")) == before


def test_many_rows_with_a_new_name_are_left_to_the_worker(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(updates, "BATCH", 1)
    region = Region.objects.get(pk="KZ-55")
    things = [make_organisation(slug=slug, region=region) for slug in ("first", "second")]
    region.name_kk = "Қыран облысы"
    region.save()
    assert found("қыран") == []
    for row in DBTaskResult.objects.filter(task_path=refresh_rows.module_path):
        row.task.call(*row.task_result.args)
    assert sorted(found("қыран")) == [f"/kk/directory/{thing.slug}/" for thing in things]


def test_whoever_changes_many_rows_says_whether_they_may_wait():
    """Without that, a save refreshes all that hangs on its row in the request, however many."""
    of_one_row = {"resources/actions.py": 1}
    calls = {}
    for file in rooms.files("*.py"):
        text = file.read_text()
        # Demonstrations are loaded by a command.
        if "demo" in str(file) or "search_changed.send" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            is_call = isinstance(node, ast.Call) and ast.unparse(node.func) == "search_changed.send"
            if is_call and "may_wait" not in {keyword.arg for keyword in node.keywords}:
                name = str(file.relative_to(rooms.ROOT))
                calls[name] = calls.get(name, 0) + 1
    assert calls == of_one_row
