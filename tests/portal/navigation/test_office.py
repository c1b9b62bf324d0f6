"""What waits for editors on the admin's first screen."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from federation.news.install import moderation
from home.actions import mark_answered, take_message
from home.models import StandardPage
from portal.accounts.enums import Role
from portal.navigation import desk, registry
from tests.federation.directory.factories import OrganisationDescriptionFactory, OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 42  # One at least for each kind of task of the office.
MOST_WITH_RETURNED = 43  # With a page and a text, its record and the record's other texts.


@pytest.fixture(autouse=True)
def _in_kazakh():
    """Whatever language a test before has left."""
    with override("kk"):
        yield


def waiting(kind, user) -> list[str]:
    return [title for title, _why in rows(kind, user)]


def rows(kind, user) -> list[tuple[str, str]]:
    found = kind(registry.Acting(user)).in_admin()
    return [(str(task.title), task.why) for task in found.tasks] if found else []


def page(slug: str = "about", language: str = "kk") -> StandardPage:
    return StandardPage.objects.get(slug=slug, locale__language_code=language)


def write_draft(author, title: str = "Changed") -> Page:
    changed = page()
    changed.title = title
    changed.save_revision(user=author)
    return changed


def messages(number: int) -> None:
    for place in range(number):
        take_message(language="en", name=f"N{place}", email="a@example.org", subject="other", text=str(place))


def test_own_drafts_wait_and_those_of_others_do_not():
    editor = UserFactory(role=Role.EDITOR)
    write_draft(editor)
    assert waiting(desk.Drafts, editor) == ["Changed"]
    assert waiting(desk.Drafts, UserFactory(role=Role.EDITOR)) == []
    page().get_latest_revision().publish()
    assert waiting(desk.Drafts, editor) == []


def test_draft_of_a_text_about_a_record_waits_too():
    editor = UserFactory(role=Role.EDITOR)
    text = OrganisationDescriptionFactory(record=OrganisationFactory(name_kk="Кітапхана"), language="kk")
    text.intro = "<p>New</p>"
    text.save_revision(user=editor)
    (task,) = desk.Drafts(registry.Acting(editor)).in_admin().tasks
    assert task.url == f"/admin/snippets/directory/organisationdescription/edit/{text.pk}/"


def test_submitted_text_waits_for_moderators_alone():
    editor, moderator = UserFactory(role=Role.EDITOR), UserFactory(role=Role.MODERATOR)
    moderation().start(write_draft(editor), editor)
    assert waiting(desk.Moderation, moderator) == ["Changed"]
    assert waiting(desk.Moderation, editor) == waiting(desk.Drafts, editor) == []


def publish_changed(slug: str) -> None:
    changed = page(slug)
    changed.title = "Басқа тақырып"
    changed.save_revision().publish()


def test_translation_older_than_its_original_waits():
    editor = UserFactory(role=Role.EDITOR)
    assert waiting(desk.Outdated, editor) == []
    publish_changed("privacy")
    assert len(waiting(desk.Outdated, editor)) == 2
    assert waiting(desk.Outdated, UserFactory(role=Role.SECRETARIAT)) == []


def test_page_sent_to_translation_waits_until_it_is_published():
    translator = UserFactory(role=Role.TRANSLATOR)
    page("about", "ru").unpublish()
    assert waiting(desk.Unfinished, translator) == [f"{page('about', 'ru').title} (Русский)"]
    page("about", "ru").save_revision().publish()
    assert waiting(desk.Unfinished, translator) == []


def test_text_waits_once_its_sister_was_changed_but_not_when_a_language_was_added():
    editor = UserFactory(role=Role.EDITOR)
    record, now = OrganisationFactory(), timezone.now()
    for language, first, last in (("kk", 9, 9), ("ru", 5, 5), ("en", 3, 3)):
        OrganisationDescriptionFactory(
            record=record,
            language=language,
            first_published_at=now - timedelta(days=first),
            last_published_at=now - timedelta(days=last),
        )
    assert waiting(desk.OutdatedTexts, editor) == []
    record.descriptions.filter(language="kk").update(last_published_at=now)
    assert len(waiting(desk.OutdatedTexts, editor)) == 2
    assert waiting(desk.OutdatedTexts, UserFactory(role=Role.REVIEWER)) == []


def test_messages_wait_for_those_who_answer_them():
    messages(1)
    secretary = UserFactory(role=Role.SECRETARIAT)
    assert "N0: Басқа мәселе" in [t.title for kind in registry.admin_tasks_for(secretary) for t in kind.tasks]
    assert registry.admin_tasks_for(UserFactory(role=Role.REVIEWER)) == []
    from home.models import ContactMessage

    mark_answered(ContactMessage.objects.get(), secretary)
    assert registry.admin_tasks_for(secretary) == []


def test_workshops_wait_for_the_secretariat():
    RepresentativeFactory(organisation=WorkshopFactory(state="submitted", slug="waits").organiser)
    (kind,) = registry.admin_tasks_for(UserFactory(role=Role.SECRETARIAT))
    assert [task.url for task in kind.tasks] == ["/kk/desk/workshops/review/waits/"]


def test_screen_says_what_waits_with_one_verb_each_and_that_nothing_does(client):
    client.force_login(UserFactory(role=Role.SECRETARIAT, preferred_language="en"))
    html = client.get("/admin/", headers={"accept-language": "en"}).content.decode()
    assert "waiting-nothing" in html
    messages(7)
    html = client.get("/admin/").content.decode()
    block = html[html.index('class="waiting"') : html.index("</section>", html.index('class="waiting"'))]
    assert (block.count("<li>"), block.count('<a class="button')) == (5, 5)
    assert 'class="waiting-count">7<' in block


def test_screen_does_not_say_twice_what_waits(client):
    editor = UserFactory(role=Role.EDITOR)
    client.force_login(editor)
    write_draft(editor, "Changed by me")
    html = client.get("/admin/").content.decode()
    assert html.count("Changed by me") == 2  # Its row, and the name of the row's button.


def test_screen_needs_as_many_queries_for_three_of_each_as_for_one(client, django_assert_max_num_queries):
    admin = UserFactory(role=Role.ADMINISTRATOR)
    client.force_login(admin)
    numbers = []
    for number in (1, 3):
        messages(number)
        for _place in range(number):
            WorkshopFactory(state="submitted")
            text = OrganisationDescriptionFactory(record=OrganisationFactory(), language="kk")
            text.save_revision(user=admin)
        client.get("/admin/")
        with django_assert_max_num_queries(MOST_QUERIES) as asked:
            client.get("/admin/")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def returned_page(author, slug: str = "about", comment: str = "Add a source.", by=None) -> Page:
    """A page that the author submitted and a moderator returned."""
    changed = page(slug)
    changed.title = f"Changed {slug}"
    changed.save_revision(user=author)
    task = moderation().start(changed, author).current_task_state
    task.reject(user=by or UserFactory(role=Role.MODERATOR, first_name="Aigul"), comment=comment)
    return changed


def test_returned_page_waits_for_its_author_with_the_comment_and_who_wrote_it():
    author = UserFactory(role=Role.EDITOR)
    changed = returned_page(author)
    with override("en"):
        assert rows(desk.Returned, author) == [("Changed about", "Returned by Aigul: “Add a source.”")]
        assert [task.why for task in registry.tasks_for(registry.Acting(author))] == [
            "Returned by Aigul: “Add a source.”"
        ]
    kind = desk.Returned(registry.Acting(author)).in_admin()
    assert (kind.total, kind.tasks[0].url) == (1, f"/admin/pages/{changed.pk}/edit/")
    assert waiting(desk.Drafts, author) == []
    for other in (UserFactory(role=Role.EDITOR), UserFactory(role=Role.MODERATOR), UserFactory()):
        assert waiting(desk.Returned, other) == []
        assert [
            task for task in registry.tasks_for(registry.Acting(other)) if "Add a source." in task.why
        ] == []


@pytest.mark.parametrize("end", ["submit", "publish", "cancel"])
def test_returned_page_waits_no_more_once_it_is_submitted_published_or_cancelled(end):
    author = UserFactory(role=Role.EDITOR)
    changed = returned_page(author)
    state = changed.current_workflow_state
    if end == "submit":
        state.resume(author)
    elif end == "publish":
        page().get_latest_revision().publish(user=UserFactory(role=Role.MODERATOR))
    else:
        state.cancel(user=author)
    assert waiting(desk.Returned, author) == []


def test_returned_text_waits_for_its_author_while_they_may_open_it():
    author = UserFactory(role=Role.EDITOR)
    text = OrganisationDescriptionFactory(record=OrganisationFactory(name_kk="Кітапхана"), language="kk")
    text.save_revision(user=author)
    text.refresh_from_db()
    text.get_workflow().start(text, author).current_task_state.reject(
        user=UserFactory(role=Role.MODERATOR), comment=""
    )
    assert waiting(desk.Returned, author) == [str(text)]
    author.groups.clear()
    author = type(author).objects.get(pk=author.pk)
    assert waiting(desk.Returned, author) == []
    assert registry.tasks_for(registry.Acting(author)) == []


def test_every_title_of_a_page_says_its_language(client):
    editor = UserFactory(role=Role.ADMINISTRATOR, is_superuser=True, preferred_language="en")
    returned_page(editor)
    page("terms").save_revision(user=editor)
    publish_changed("privacy")  # Its translations are older now.
    page("about", "ru").unpublish()
    submitted = page("privacy")
    submitted.save_revision()
    moderation().start(submitted, UserFactory(role=Role.EDITOR))
    found = [task for kind in registry.admin_tasks_for(editor) for task in kind.tasks]
    pages = [task.title for task in found if task.url.startswith("/admin/pages/")]
    assert len(pages) == 6  # Two of them are translations that are older now.
    assert [title for title in pages if not getattr(title, "language", "")] == []
    client.force_login(editor)
    for address in ("/admin/", "/en/desk/"):
        assert '<span lang="kk">Changed about</span>' in client.get(address).content.decode()


@pytest.mark.parametrize("kind", ["page", "text"])
def test_form_of_what_was_returned_says_what_to_change_to_its_author_alone(client, kind):
    author, moderator = UserFactory(role=Role.EDITOR), UserFactory(role=Role.MODERATOR, first_name="Aigul")
    thing = page() if kind == "page" else OrganisationDescriptionFactory(record=OrganisationFactory())
    thing.save_revision(user=author)
    thing.refresh_from_db()
    thing.get_workflow().start(thing, author).current_task_state.reject(user=moderator, comment="Add <i>")
    address = AdminURLFinder(author).get_edit_url(thing)
    words = "Қайтарған: Aigul. «Add &lt;i&gt;»"
    for reader, is_told in ((author, True), (moderator, False), (author, True)):
        client.force_login(reader)
        assert (words in client.get(address).content.decode()) is is_told
    thing.current_workflow_state.resume(author)
    assert words not in client.get(address).content.decode()


def test_screens_need_as_many_queries_for_three_returned_as_for_one(client, django_assert_max_num_queries):
    author, moderator = UserFactory(role=Role.EDITOR), UserFactory(role=Role.MODERATOR)
    client.force_login(author)
    numbers = []
    for slugs in (["about"], ["privacy", "terms"]):
        for slug in slugs:
            returned_page(author, slug, by=moderator)
            text = OrganisationDescriptionFactory(record=OrganisationFactory(), language="kk")
            text.save_revision(user=author)
            text.refresh_from_db()
            text.get_workflow().start(text, author).current_task_state.reject(user=moderator, comment="No.")
        for address in ("/admin/", "/kk/desk/"):
            client.get(address)
            with django_assert_max_num_queries(MOST_WITH_RETURNED) as asked:
                client.get(address)
            numbers.append(len(asked))
    assert numbers[:2] == numbers[2:]
