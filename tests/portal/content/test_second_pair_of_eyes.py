"""In a marked section nobody publishes a text that they wrote or changed themselves, by any door."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import DraftStateMixin, Locale, Page, Revision
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield
from wagtail_localize.models import StringTranslation, TranslationSource

from federation.news.install import moderation
from federation.news.models import NewsIndexPage, NewsPage
from home.models import HomePage, StandardPage
from portal.accounts.roles import Role
from portal.content.actions import OwnText, mark_section
from portal.content.descriptions import Description
from portal.content.models import ReviewedSection
from portal.content.pages import BasePage, SectionPage, index_page_classes
from portal.content.rules import may_publish_text
from resources.models import LibraryPage, MaterialDescription
from tests.federation.news.factories import NewsPageFactory
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import DescriptionFactory

pytestmark = pytest.mark.django_db
MODELS = [
    model
    for model in apps.get_models()
    if issubclass(model, DraftStateMixin)
    and model is not Page
    and not model._meta.app_label.startswith("wagtail")
]


@pytest.fixture(params=["administrator", "superuser"])
def author(request, client):
    """Somebody who may do everything, and is bound all the same."""
    is_super = request.param == "superuser"
    user = mighty(is_superuser=is_super)
    client.force_login(user)
    return user


def mighty(**fields):
    """Somebody with every right: administrator and moderator."""
    user = UserFactory(role=Role.ADMINISTRATOR, preferred_language="en", **fields)
    user.groups.add(Group.objects.get(name=Role.MODERATOR.value))
    return user


@pytest.fixture
def marked():
    """News, the library and the page about the federation, marked."""
    for page in (section(NewsIndexPage), section(LibraryPage), standard("about")):
        mark_section(page, True)


def section(model) -> Page:
    return model.objects.get(locale__language_code="kk")


def standard(slug: str) -> StandardPage:
    return StandardPage.objects.get(slug=slug, locale__language_code="kk")


def draft_page(author, model=NewsPage) -> Page:
    """A page that nobody has published, last written by the author."""
    page = NewsPageFactory(live=False, body=[])
    page.title = "Own words"
    page.save_revision(user=author)
    return page


def draft_text(author) -> MaterialDescription:
    """A published text that the author has changed since."""
    text = DescriptionFactory(title="Old")
    text.save_revision().publish()
    text.title = "Own words"
    text.save_revision(user=author)
    return text


def form_of(client, address: str, number: int, **typed: str) -> dict:
    """What a browser would send from a form, with what somebody typed."""
    form_id = ["page-edit-form", None][number]
    html = client.get(address).content.decode()
    found = querydict_from_html(
        html, **({"form_id": form_id} if form_id else {"form_index": editor_form(html)})
    )
    # Blocks are drawn by script; none stands in these forms.
    return {**found.dict(), **{f"{name}-count": "0" for name in ("body", "actions", "steps")}, **typed}


def editor_form(html: str) -> int:
    """Which form of a text's screen is the one that edits it."""
    from bs4 import BeautifulSoup

    forms = BeautifulSoup(html, "html.parser").find_all("form")
    return next(place for place, form in enumerate(forms) if form.find(attrs={"name": "title"}))


# Doors to publishing a page with an unpublished change of one's own.


def press_publish(client, page, author):
    client.post(edit_of(page), page_form(client, page, **{"action-publish": "1"}))


def press_publish_with_a_change(client, page, author):
    client.post(edit_of(page), page_form(client, page, title="Own words again", **{"action-publish": "1"}))


def schedule(client, page, author):
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    client.post(edit_of(page), page_form(client, page, go_live_at=tomorrow, **{"action-publish": "1"}))


def revert_and_publish(client, page, author):
    revision = page.revisions.earliest("pk")
    typed = {"revision": str(revision.pk), "title": "Own words", "action-publish": "1"}
    client.post(edit_of(page), page_form(client, page, **typed))


def publish_in_bulk(client, page, author):
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"include_descendants": "on"})


def publish_with_the_section_in_bulk(client, page, author):
    parent = page.get_parent()
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={parent.pk}", {"include_descendants": "on"})


def publish_by_the_interface_for_programs(client, page, author):
    client.post(f"/admin/api/main/pages/{page.pk}/action/publish/", {}, content_type="application/json")


def approve(client, page, author):
    task = moderation().start(page, author).current_task_state
    client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/", {})


def approve_in_the_editor(client, page, author):
    moderation().start(page, author)
    typed = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    client.post(edit_of(page), page_form(client, page, **typed))


def publish_a_translation(client, page, author):
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian().pk]})
    target = NewsPage.objects.get(translation_key=page.translation_key, locale=russian())
    client.post(edit_of(target), {"action": "publish"})
    return target


def sync_and_publish_translations(client, page, author):
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian().pk]})
    source = TranslationSource.objects.get(object_id=page.translation_key)
    client.post(f"/admin/localize/update/{source.pk}/", {"publish_translations": "on"})
    return NewsPage.objects.get(translation_key=page.translation_key, locale=russian())


PAGE_DOORS = [
    press_publish, press_publish_with_a_change, schedule, revert_and_publish, publish_in_bulk,
    publish_with_the_section_in_bulk, publish_by_the_interface_for_programs, approve, approve_in_the_editor,
    publish_a_translation, sync_and_publish_translations,
]  # fmt: skip


def russian() -> Locale:
    return Locale.objects.get(language_code="ru")


def edit_of(page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def page_form(client, page, **typed: str) -> dict:
    return form_of(client, edit_of(page), 0, **typed)


def try_page(door, client, author, capture) -> bool:
    """Goes by a door and says whether it made anything public, or will."""
    page = draft_page(author)
    with capture(execute=True):
        target = door(client, page, author) or page
    target.refresh_from_db()
    latest = Revision.objects.for_instance(page).latest("pk")
    assert latest.content["title"].startswith("Own words")  # Nothing that was typed is lost.
    return target.live or Revision.objects.for_instance(target).exclude(approved_go_live_at=None).exists()


@pytest.mark.parametrize("door", PAGE_DOORS, ids=lambda door: door.__name__)
def test_no_door_publishes_an_own_page(door, client, author, marked, django_capture_on_commit_callbacks):
    assert try_page(door, client, author, django_capture_on_commit_callbacks) is False


@pytest.mark.parametrize("door", PAGE_DOORS, ids=lambda door: door.__name__)
def test_the_same_doors_publish_where_nothing_is_marked(
    door, client, author, django_capture_on_commit_callbacks
):
    assert try_page(door, client, author, django_capture_on_commit_callbacks) is True


# Doors to having a page of one's own in the section.


def create_and_publish(client, author):
    index = section(NewsIndexPage)
    typed = {
        "title": "New page", "slug": "new-page", "summary": "One.", "date": "2026-11-01", "body": streamfield([]),
        "category": str(NewsPageFactory().category_id), "action-publish": "1", "author": "", "image": "",
        "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": "",
    }  # fmt: skip
    for name in ("about_organisations", "about_workshops", "about_materials", "comments"):
        typed |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    client.post(f"/admin/pages/add/news/newspage/{index.pk}/", nested_form_data(typed))


def copy_and_publish(client, author):
    page = NewsPageFactory()
    typed = {"new_parent_page": section(NewsIndexPage).pk, "publish_copies": "on"}
    client.post(f"/admin/pages/{page.pk}/copy/", {**typed, "new_title": "New page", "new_slug": "new-page"})


def copy_as_an_alias(client, author):
    page = own_public_page(author)
    typed = {
        "new_title": "New page",
        "new_slug": "new-page",
        "new_parent_page": standard("about").pk,
        "alias": "on",
    }
    client.post(f"/admin/pages/{page.pk}/copy/", typed)


def copy_by_program(client, author):
    typed = {
        "destination_page_id": standard("about").pk,
        "keep_live": True,
        "slug": "new-page",
        "title": "New page",
    }
    act(client, own_public_page(author), "copy", typed)


def alias_by_program(client, author):
    typed = {"destination_page_id": standard("about").pk, "update_slug": "new-page"}
    act(client, own_public_page(author), "create_alias", typed)


def move_in(client, author):
    page, about = own_public_page(author, "new-page"), standard("about")
    client.post(f"/admin/pages/{page.pk}/move/{about.pk}/confirm/", {})


def move_in_bulk(client, author):
    page, about = own_public_page(author, "new-page"), standard("about")
    client.post(
        f"/admin/bulk/wagtailcore/page/move/?id={page.pk}", {"chooser": about.pk, "move_applied": "on"}
    )


def move_by_program(client, author):
    page = own_public_page(author, "new-page")
    act(client, page, "move", {"destination_page_id": standard("about").pk, "position": "last-child"})


def move_what_holds_it(client, author):
    outer = own_public_page(UserFactory(), "holder")
    page = StandardPage(title="Own words", slug="new-page", locale=outer.locale, owner=author)
    outer.add_child(instance=page)
    client.post(f"/admin/pages/{outer.pk}/move/{standard('about').pk}/confirm/", {})


def change_by_an_alias(client, author):
    page = own_public_page(author)
    page.create_alias(parent=standard("about"), update_slug="new-page")
    page.title = "Own words again"
    page.save_revision(user=author)
    Page.objects.filter(slug="new-page").update(first_published_at=None)
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {})
    if not Page.objects.filter(slug="new-page", title="Own words again").exists():
        Page.objects.filter(slug="new-page").update(live=False)


WAYS_IN = [
    create_and_publish, copy_and_publish, copy_as_an_alias, copy_by_program, alias_by_program, move_in, move_in_bulk,
    move_by_program, move_what_holds_it, change_by_an_alias,
]  # fmt: skip


def own_public_page(author, slug: str = "elsewhere") -> StandardPage:
    """A page that the author wrote and published where nothing is marked."""
    parent = section(HomePage)
    page = StandardPage(title="Own words", slug=slug, locale=parent.locale, live=False, owner=author)
    parent.add_child(instance=page)
    page.save_revision(user=author).publish(user=author, skip_permission_checks=True)
    return StandardPage.objects.get(pk=page.pk)


def act(client, page, name: str, typed: dict) -> None:
    address = f"/admin/api/main/pages/{page.pk}/action/{name}/"
    client.post(address, json.dumps(typed), content_type="application/json")


def is_in(parents: list[Page]) -> bool:
    found = Page.objects.filter(slug="new-page", live=True)
    return any(page.is_descendant_of(parent) for page in found for parent in parents)


@pytest.mark.parametrize("way", WAYS_IN, ids=lambda way: way.__name__)
def test_no_own_page_gets_into_the_section(way, client, author, marked):
    way(client, author)
    assert is_in([section(NewsIndexPage), standard("about")]) is False


@pytest.mark.parametrize("way", WAYS_IN, ids=lambda way: way.__name__)
def test_the_same_ways_lead_where_nothing_is_marked(way, client, author):
    way(client, author)
    assert is_in([section(NewsIndexPage), standard("about")]) is True


# Doors to publishing a text about a record.


def press_publish_text(client, text, author):
    client.post(text_edit(text), text_form(client, text, **{"action-publish": "1"}))


def press_publish_text_with_a_change(client, text, author):
    client.post(text_edit(text), text_form(client, text, title="Own words again", **{"action-publish": "1"}))


def schedule_text(client, text, author):
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    client.post(text_edit(text), text_form(client, text, go_live_at=tomorrow, **{"action-publish": "1"}))


def revert_text_and_publish(client, text, author):
    address = text_edit(text).replace("/edit/", "/history/") + f"revisions/{text.latest_revision_id}/revert/"
    client.post(address, form_of(client, address, 1, **{"action-publish": "1"}))


def approve_text(client, text, author):
    task = moderation().start(text, author).current_task_state
    client.post(text_edit(text).replace("/edit/", "/workflow/action/") + f"approve/{task.pk}/", {})


def approve_text_in_the_editor(client, text, author):
    moderation().start(text, author)
    typed = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    client.post(text_edit(text), text_form(client, text, **typed))


TEXT_DOORS = [
    press_publish_text, press_publish_text_with_a_change, schedule_text, revert_text_and_publish, approve_text,
    approve_text_in_the_editor,
]  # fmt: skip


def text_edit(text) -> str:
    return f"/admin/snippets/resources/materialdescription/edit/{text.pk}/"


def text_form(client, text, **typed: str) -> dict:
    return form_of(client, text_edit(text), 1, **typed)


def try_text(door, client, author) -> bool:
    text = draft_text(author)
    door(client, text, author)
    text.refresh_from_db()
    assert text.get_latest_revision_as_object().title.startswith("Own words")
    return text.title != "Old" or text.revisions.exclude(approved_go_live_at=None).exists()


@pytest.mark.parametrize("door", TEXT_DOORS, ids=lambda door: door.__name__)
def test_no_door_publishes_an_own_text(door, client, author, marked):
    assert try_text(door, client, author) is False


@pytest.mark.parametrize("door", TEXT_DOORS, ids=lambda door: door.__name__)
def test_the_same_doors_publish_texts_where_nothing_is_marked(door, client, author):
    assert try_text(door, client, author) is True


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_new_text_is_kept_as_a_draft(client, author, is_marked):
    record = DescriptionFactory().record
    mark_section(section(LibraryPage), is_marked)
    address = f"/admin/snippets/resources/materialdescription/add/?record={record.pk}&language=en"
    typed = {"title": "New text", "summary": "One.", "record": str(record.pk), "language": "en"}
    client.post(address, form_of(client, address, 1, **typed, **{"action-publish": "1"}))
    assert MaterialDescription.objects.get(title="New text").live is not is_marked


# The kind, the buttons, the second person.


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_whatever_has_drafts_asks_the_rule_before_it_is_published(model):
    assert issubclass(model, (BasePage, Description))
    assert model.publish in (BasePage.publish, Description.publish)


@pytest.mark.parametrize("model", [HomePage, *index_page_classes()], ids=lambda model: model.__name__)
def test_every_section_can_be_marked_by_administrators_alone(client, model):
    assert issubclass(model, SectionPage)
    address = edit_of(section(model))
    shown = {}
    for role in (Role.ADMINISTRATOR, Role.EDITOR):
        client.force_login(UserFactory(role=role))
        shown[role] = 'name="is_reviewed"' in client.get(address).content.decode()
    assert shown == {Role.ADMINISTRATOR: True, Role.EDITOR: False}


def test_marking_one_language_marks_all_and_a_preview_marks_nothing(client, author):
    page = section(NewsIndexPage)
    typed = page_form(client, page, is_reviewed="on")
    client.post(f"{edit_of(page)}preview/", typed)
    assert ReviewedSection.objects.count() == 0
    client.post(edit_of(page), typed)
    for language in ("kk", "ru", "en"):
        written = NewsPageFactory(language=language, live=False)
        written.title = "Own words"
        written.save_revision(user=author)
        assert may_publish_text(author, written) is False
    typed.pop("is_reviewed")
    client.post(edit_of(NewsIndexPage.objects.get(locale__language_code="en")), typed | {"title": "News"})
    assert ReviewedSection.objects.count() == 0


def test_an_editor_can_neither_mark_nor_take_the_mark_away(client, marked):
    client.force_login(UserFactory(role=Role.EDITOR))
    page, about = section(NewsIndexPage), section(HomePage)
    client.post(edit_of(page), page_form(client, page))
    client.post(edit_of(about), page_form(client, about, is_reviewed="on"))
    assert set(ReviewedSection.objects.values_list("translation_key", flat=True)) == {
        found.translation_key for found in (page, section(LibraryPage), standard("about"))
    }


def test_authors_see_no_button_and_are_told_why(client, author, marked):
    page, text = draft_page(author), draft_text(author)
    for address in (edit_of(page), text_edit(text)):
        html = client.get(address).content.decode()
        assert 'name="action-publish"' not in html
    for address, form in (
        (edit_of(page), page_form(client, page)),
        (text_edit(text), text_form(client, text)),
    ):
        html = client.post(address, form | {"action-publish": "1"}, follow=True).content.decode()
        assert "nobody publishes a text that they wrote" in html


def test_the_second_person_publishes_pages_by_every_door(client, marked, django_capture_on_commit_callbacks):
    colleague = mighty()
    client.force_login(colleague)
    for door in (
        press_publish,
        publish_in_bulk,
        publish_by_the_interface_for_programs,
        approve,
        approve_in_the_editor,
    ):
        page = draft_page(UserFactory(role=Role.EDITOR))
        door(client, page, colleague)
        page.refresh_from_db()
        assert (door.__name__, page.live, page.title) == (door.__name__, True, "Own words")


def test_the_second_person_publishes_texts_by_every_door(client, marked):
    colleague = mighty()
    client.force_login(colleague)
    for door in (press_publish_text, approve_text, approve_text_in_the_editor):
        text = draft_text(UserFactory(role=Role.EDITOR))
        door(client, text, colleague)
        text.refresh_from_db()
        assert (door.__name__, text.title) == (door.__name__, "Own words")


@pytest.mark.parametrize("name", ["approve_in_the_editor", "press_publish"])
def test_who_changes_it_while_approving_becomes_an_author(client, marked, name):
    colleague = mighty()
    client.force_login(colleague)
    page = draft_page(UserFactory(role=Role.EDITOR))
    typed = {"action-publish": "1"}
    if name == "approve_in_the_editor":
        moderation().start(page, UserFactory(role=Role.EDITOR))
        typed = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    html = client.post(
        edit_of(page), page_form(client, page, title="Mine", **typed), follow=True
    ).content.decode()
    page.refresh_from_db()
    assert (page.live, page.get_latest_revision_as_object().title) == (False, "Mine")
    assert "nobody publishes a text that they wrote" in html


def test_a_translator_does_not_publish_their_own_words_and_a_colleague_does(
    client, marked, django_capture_on_commit_callbacks
):
    page = NewsPageFactory(title="Портал ашылды")
    sender, translator, colleague = (UserFactory(role=Role.ADMINISTRATOR) for _place in range(3))
    client.force_login(sender)
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian().pk]})
    target = NewsPage.objects.get(translation_key=page.translation_key, locale=russian())
    source = TranslationSource.objects.get(object_id=page.translation_key)
    segment = source.stringsegment_set.first()
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=russian(), data="Слова",
        last_translated_by=translator,
    )  # fmt: skip
    for user, is_live in ((translator, False), (colleague, True)):
        client.force_login(user)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(edit_of(target), {"action": "publish"})
        target.refresh_from_db()
        assert target.live is is_live


def test_a_published_revision_written_over_is_unpublished_words(author, marked):
    page = draft_page(UserFactory())
    page.save_revision(user=author)
    revision = page.get_latest_revision()
    revision.publish(user=UserFactory(is_superuser=True), skip_permission_checks=True)
    page = NewsPage.objects.get(pk=page.pk)
    assert may_publish_text(author, page) is True
    page.title = "Written over"
    page.save_revision(user=author, overwrite_revision=revision)
    assert may_publish_text(author, page) is False


def test_the_clock_publishes_what_a_colleague_scheduled(author, marked):
    page = draft_page(author)
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = page.save_revision(user=author, approved_go_live_at=page.go_live_at)
    revision.publish(log_action="wagtail.publish.scheduled")
    page.refresh_from_db()
    assert page.live is True


def test_the_models_refuse_by_themselves(author, marked):
    for thing in (draft_page(author), draft_text(author)):
        with pytest.raises(OwnText):
            thing.get_latest_revision().publish(user=author)
