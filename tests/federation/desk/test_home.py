from datetime import UTC, date, datetime

import pytest
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from portal.accounts.enums import Role
from portal.look.components import Task
from portal.navigation import registry
from portal.navigation.desk import Moderation
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(monkeypatch):
    """The first screen with nothing registered but what a test registers."""
    for name in ("KINDS", "SECTIONS", "PANELS", "REPRESENTATIONS"):
        monkeypatch.setattr(registry, name, [])


def make_task(title, due=None, **fields):
    return Task(title=title, why="because", url="/en/x/", verb="Do it", due=due, **fields)


def offer(*found, is_in_admin=False):
    """Registers a kind of task that is always these tasks."""

    @registry.tasks
    class Offered(registry.Kind):
        is_done_in_admin = is_in_admin

        def on_desk(self):
            return found


def test_visitor_is_asked_to_sign_in_and_comes_back(client, language):
    response = client.get(f"/{language}/desk/")
    assert response.headers["Location"] == f"/{language}/account/login/?next=/{language}/desk/"


def test_hour_that_is_the_next_day_in_kazakhstan_already_stands_with_that_day(parts):
    night = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)  # One o'clock on 1 December in Almaty.
    offer(make_task("At night", night), make_task("The day before", date(2026, 11, 30)))
    assert [task.title for task in registry.tasks_for(registry.Acting(None))] == [
        "The day before",
        "At night",
    ]


def test_what_is_done_at_the_desk_stands_above_what_is_done_in_the_admin(parts):
    offer(make_task("In the admin"), make_task("Dated", date(2026, 12, 1)), is_in_admin=True)
    offer(make_task("Here"))
    assert [task.title for task in registry.tasks_for(registry.Acting(None))] == [
        "Dated",
        "Here",
        "In the admin",
    ]


def test_what_waits_stands_by_date_and_the_first_alone_has_the_filled_button(client, parts):
    offer(
        make_task("Later", date(2026, 12, 1)),
        make_task("No date"),
        make_task("Soon", date(2026, 11, 1)),
    )
    client.force_login(UserFactory())
    response = client.get("/en/desk/")
    assert [task.title for task in response.context["tasks"]] == ["Soon", "Later", "No date"]
    page = response.content.decode()
    work = page[page.index('class="tasks"') : page.index("</ul>", page.index('class="tasks"'))]
    assert work.count('class="button"') == 1
    assert work.index('class="button"') < work.index("Later")


def test_when_nothing_waits_it_says_so_and_offers_one_way_on(client, parts):
    client.force_login(UserFactory())
    page = client.get("/en/desk/").content.decode()
    assert "Nothing is waiting for you" in page
    assert 'href="/en/workshops/"' in page


def test_rooms_put_entries_into_the_rail_and_the_current_one_is_marked(client, parts):
    @registry.sections
    def own(user):
        return [registry.Section("Own", "/en/desk/own/", count=3)]

    client.force_login(UserFactory(first_name="Үлгі", last_name="Мысалов"))
    context = client.get("/en/desk/").context["desk"]
    assert context.title == "Үлгі Мысалов"
    assert [(entry.title, entry.count, entry.current) for entry in context.rail] == [
        ("Overview", None, True),
        ("Own", 3, False),
        ("Account settings", None, False),
    ]


def test_panel_is_drawn_with_its_rooms_template_and_context(client, parts):
    @registry.panels
    def one(user):
        return [registry.Panel("Panel", "components/stat.html", {"number": 7, "text": "things"})]

    client.force_login(UserFactory())
    (panel,) = client.get("/en/desk/").context["panels"]
    assert '<span class="stat-number">7</span>' in panel.html


def test_way_into_editing_is_for_those_who_may_edit(client):
    found = {}
    for name, role in (("librarian", None), ("editor", Role.EDITOR)):
        client.force_login(UserFactory(role=role))
        found[name] = [entry.url for entry in client.get("/en/desk/").context["desk"].rail]
    assert "/admin/" not in found["librarian"]
    assert "/admin/" in found["editor"]


def test_text_submitted_waits_for_those_who_may_approve_it(client):
    moderator, editor = UserFactory(role=Role.MODERATOR), UserFactory(role=Role.EDITOR)
    task = GroupApprovalTask.objects.create(name="Approve")
    task.groups.set(moderator.groups.all())
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page = Page.objects.filter(depth=2).first().specific
    page.save_revision()
    workflow.start(page, editor)
    assert [len(list(Moderation(registry.Acting(user)).on_desk())) for user in (moderator, editor)] == [1, 0]
    client.force_login(moderator)
    (waiting,) = [t for t in client.get("/en/desk/").context["tasks"] if "approval" in t.title]
    assert client.get(waiting.url).status_code == 200


def test_signing_out_is_a_form(client):
    client.force_login(UserFactory())
    assert '<form method="post" action="/en/account/logout/">' in client.get("/en/desk/").content.decode()


def test_screen_needs_no_more_queries_with_three_tasks_than_with_one(
    client, parts, django_assert_num_queries
):
    client.force_login(UserFactory())
    for number in (1, 3):
        registry.KINDS.clear()
        offer(*[make_task("A task")] * number)
        client.get("/en/desk/")
        with django_assert_num_queries(4):  # Session, user, their name, version of the menus.
            client.get("/en/desk/")
