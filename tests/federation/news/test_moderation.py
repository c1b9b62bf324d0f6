"""Who publishes news: editors by themselves or through moderators, translators never."""

import pytest
from wagtail.models import Workflow, WorkflowPage

from federation.directory.models import OrganisationDescription
from federation.news.install import WORKFLOW, install
from federation.news.models import NewsIndexPage
from federation.workshops.models import WorkshopDescription
from portal.accounts.enums import Role
from resources.models import MaterialDescription
from tests.portal.accounts.factories import UserFactory

from .factories import NewsPageFactory

pytestmark = pytest.mark.django_db


def permissions(role: Role, page) -> dict[str, bool]:
    tester = page.permissions_for_user(UserFactory(role=role))
    return {"edit": tester.can_edit(), "publish": tester.can_publish(), "delete": tester.can_delete()}


def test_every_list_of_news_has_moderation_and_installing_again_adds_none():
    install()
    install()
    assert Workflow.objects.filter(name=WORKFLOW).count() == 1
    used = WorkflowPage.objects.filter(page__in=NewsIndexPage.objects.all())
    assert [row.workflow.name for row in used] == [WORKFLOW] * 3


def test_a_workflow_that_somebody_chose_is_left_alone():
    page = NewsIndexPage.objects.first()
    other = Workflow.objects.create(name="Own")
    WorkflowPage.objects.filter(page=page).update(workflow=other)
    install()
    assert page.get_workflow() == other


def test_roles_on_news():
    page = NewsPageFactory()
    assert permissions(Role.EDITOR, page) == {"edit": True, "publish": True, "delete": True}
    assert permissions(Role.MODERATOR, page) == {"edit": True, "publish": True, "delete": True}
    assert permissions(Role.TRANSLATOR, page) == {"edit": True, "publish": False, "delete": False}
    assert permissions(Role.REVIEWER, page) == {"edit": False, "publish": False, "delete": False}


def test_editor_submits_and_moderator_approves(client):
    page = NewsPageFactory(slug="submitted", live=False)
    editor, moderator = UserFactory(role=Role.EDITOR), UserFactory(role=Role.MODERATOR)
    state = page.get_workflow().start(page, editor)
    assert client.get("/kk/news/submitted/").status_code == 404
    task = state.current_task_state
    assert [action[0] for action in task.task.specific.get_actions(page, moderator)] == [
        "reject", "approve", "approve",
    ]  # fmt: skip
    task.specific.approve(user=moderator)
    assert client.get("/kk/news/submitted/").status_code == 200


def test_editor_opens_the_form_and_its_choosers(client):
    client.force_login(UserFactory(role=Role.EDITOR))
    index = NewsIndexPage.objects.get(locale__language_code="kk")
    assert client.get(f"/admin/pages/add/news/newspage/{index.pk}/").status_code == 200
    for name in ("organisation", "workshop", "material"):
        assert client.get(f"/admin/news_{name}_chooser/results/?q=abai").status_code == 200
    assert client.get("/admin/images/add/").status_code == 200


def test_texts_about_records_can_be_submitted_to_moderators():
    install()
    models = [OrganisationDescription, MaterialDescription, WorkshopDescription]
    assert [model().get_workflow().name for model in models] == [WORKFLOW] * 3


def test_a_translator_removes_no_drafts_of_others():
    draft = NewsPageFactory(live=False)
    can_delete = {
        role: draft.permissions_for_user(UserFactory(role=role)).can_delete()
        for role in (Role.TRANSLATOR, Role.EDITOR)
    }
    assert can_delete == {Role.TRANSLATOR: False, Role.EDITOR: True}
