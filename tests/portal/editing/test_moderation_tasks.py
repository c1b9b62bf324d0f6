"""Who gets a task finds it on the first screen, opens it and can decide; letters go to nobody else."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, Workflow, WorkflowMixin

from federation.news.install import put_texts_under_moderation
from federation.workshops.models import Project, ProjectDescription, WorkshopDescription
from portal.accounts.enums import Role
from portal.content.models import Description
from portal.navigation import desk
from portal.navigation.registry import Acting
from tests import services
from tests.federation.directory.factories import OrganisationDescriptionFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import DescriptionFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
MODELS = [
    model
    for model in apps.get_models()
    if issubclass(model, WorkflowMixin)
    and model is not Page
    and not model._meta.app_label.startswith("wagtail")
]
# What an installation has none of from the first day.
MAKERS = {
    "news.NewsPage": NewsPageFactory,
    "directory.OrganisationDescription": OrganisationDescriptionFactory,
    "resources.MaterialDescription": DescriptionFactory,
}


def make(model):
    maker = MAKERS.get(model._meta.label)
    return maker() if maker else model.objects.order_by("pk").first()


def title_field(thing) -> str:
    return "intro" if hasattr(thing, "intro") else "title"


def submit(thing, word: str = "Submitted words"):
    """Somebody else changes a thing and submits it; the groups that its workflow gives a task to."""
    setattr(thing, title_field(thing), word)
    writer = UserFactory(role=Role.ADMINISTRATOR)
    thing.save_revision(user=writer, clean=False)
    thing.refresh_from_db()
    return thing.get_workflow().start(thing, writer).current_task_state


def groups_of_tasks() -> set[str]:
    return {
        group.name
        for workflow in Workflow.objects.all()
        for task in workflow.tasks.specific()
        for group in task.groups.all()
    }


def found_by(user, thing) -> list[str]:
    waiting = desk.Moderation(Acting(user)).in_admin()
    return [task.url for task in waiting.tasks if task.url.endswith(tail(thing))]


def tail(thing) -> str:
    return f"/{thing.pk}/edit/" if isinstance(thing, Page) else f"/edit/{thing.pk}/"


def action_of(thing, task, name: str) -> str:
    if isinstance(thing, Page):
        return f"/admin/pages/workflow/action/{thing.pk}/{name}/{task.pk}/"
    return AdminURLFinder().get_edit_url(thing).replace("/edit/", "/workflow/action/") + f"{name}/{task.pk}/"


def hide(thing) -> None:
    """Makes the record one that is not public yet, where it can be so."""
    hidden = {"directory": "draft", "resources": "draft", "workshops": "submitted"}
    record = thing.record
    if hasattr(record, "state"):
        type(record).objects.filter(pk=record.pk).update(state=hidden[record._meta.app_label])


PUBLIC = [(model, False) for model in MODELS]
HIDDEN = [(model, True) for model in MODELS if issubclass(model, Description)]


@pytest.mark.parametrize(("model", "is_hidden"), [*PUBLIC, *HIDDEN])
def test_whoever_gets_the_task_finds_opens_and_decides_it(client, model, is_hidden):
    groups = groups_of_tasks()
    assert groups == {Role.MODERATOR.value}
    for name in sorted(groups):
        for action, status in (("reject", "rejected"), ("approve", "approved")):
            thing = make(model)
            user = UserFactory(preferred_language="en")
            user.groups.add(Group.objects.get(name=name))
            if is_hidden:
                hide(thing)
                thing = model.objects.get(pk=thing.pk)
            task = submit(thing)
            assert task.workflow_state.workflow.tasks.count() == 1, model
            client.force_login(user)
            (address,) = found_by(user, thing)
            assert address in client.get("/admin/").content.decode()
            screen = client.get(address)
            assert screen.status_code == 200
            html = screen.content.decode()
            for offered in ("approve", "reject"):
                assert f'data-workflow-action-name="{offered}"' in html
            # What it is about is on the screen: the record by its name, and a preview with all its facts.
            if isinstance(thing, Description):
                assert str(thing.record) in html.replace("&#x27;", "'")
            assert "preview" in html
            client.post(action_of(thing, task, action), {"comment": "Words."})
            task.refresh_from_db()
            assert task.status == status
            thing.refresh_from_db()
            shown = getattr(thing, title_field(thing))
            assert ("Submitted words" in shown) is (action == "approve")
            thing.workflow_states.active().update(status="cancelled")


def test_every_kind_of_text_is_under_moderation():
    for model in MODELS:
        if issubclass(model, Description):
            put_texts_under_moderation(model)
            assert model().get_workflow() is not None


def test_letters_about_tasks_go_to_those_alone_who_can_open_them(django_capture_on_commit_callbacks):
    moderator, outsider = UserFactory(role=Role.MODERATOR), UserFactory()
    closed = UserFactory(role=Role.MODERATOR, is_active=False)
    outsiders, _is_new = Group.objects.get_or_create(name="Outsiders")
    outsider.groups.add(outsiders)
    text = OrganisationDescriptionFactory()
    for task in text.get_workflow().tasks.specific():
        task.groups.add(outsiders)
    with django_capture_on_commit_callbacks(execute=True):
        submit(text, "<p>Words</p>")
    told = {address for letter in mail.outbox for address in letter.to} | told_by_outbox()
    assert moderator.email in told
    assert not told & {outsider.email, closed.email}


def told_by_outbox() -> set[str]:
    from portal.mail.models import Letter

    return set(Letter.objects.values_list("address", flat=True))


def test_a_moderator_sees_no_drafts_that_nobody_submitted(client):
    moderator = UserFactory(role=Role.MODERATOR)
    client.force_login(moderator)
    for state in ("draft", "submitted"):
        text = WorkshopFactory(state=state, words__title="Secret draft").descriptions.get()
        address = reverse("wagtailsnippets_workshops_workshopdescription:edit", args=[text.pk])
        assert client.get(address, follow=True).status_code == 404
        assert (
            "Secret draft"
            not in client.get("/admin/snippets/workshops/workshopdescription/").content.decode()
        )
    task = submit(text)
    assert client.get(address).status_code == 200
    other = WorkshopFactory(state="draft").descriptions.get()
    assert client.get(address.replace(f"/{text.pk}/", f"/{other.pk}/"), follow=True).status_code == 404
    client.post(action_of(text, task, "reject"), {"comment": "No."})
    assert client.get(address, follow=True).status_code == 404


def test_a_moderator_gets_no_more_than_texts_of_workshops():
    moderator = UserFactory(role=Role.MODERATOR)
    assert {name for name in moderator.get_all_permissions() if name.startswith("workshops.")} == {
        f"workshops.{verb}_{model}"
        for verb, models in {
            "view": ("workshop", "workshopdescription", "project", "projectdescription"),
            "change": ("workshopdescription", "projectdescription"),
            "publish": ("workshopdescription", "projectdescription"),
        }.items()
        for model in models
    }
    assert {WorkshopDescription, ProjectDescription} <= set(MODELS)
    assert Project.objects.exists()
