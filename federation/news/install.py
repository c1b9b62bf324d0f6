"""News data that every installation has: its categories, and moderation."""

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from portal.accounts.enums import Role
from portal.content.models import Description

from .enums import CategoryKind
from .models.category import NewsCategory
from .pages import NewsIndexPage

CATEGORIES = [
    ("announcements", CategoryKind.CALL, "Хабарландыру", "Объявления", "Announcements"),
    ("reports", CategoryKind.REPORT, "Есеп", "Отчёты", "Reports"),
    ("materials", CategoryKind.MATERIALS, "Материалдар", "Материалы", "Materials"),
    ("members", CategoryKind.MEMBERS, "Мүшелерден", "От членов федерации", "From members"),
    ("federation", CategoryKind.FEDERATION, "Федерация", "Федерация", "Federation"),
]
WORKFLOW = "Модерация"  # It is data and the same for all: the word is Kazakh and Russian.
# What Wagtail, and earlier releases of the portal, called what editors read in their lists.
FORMER_NAMES = {
    "Модерация / Moderation": WORKFLOW,
    "Moderators approval": "Жалпы модерация / Общая модерация",
}


def install() -> None:
    """Adds what is missing; changes nothing that editors made."""
    if not NewsCategory.objects.exists():
        for position, (slug, kind, name_kk, name_ru, name_en) in enumerate(CATEGORIES):
            NewsCategory.objects.create(
                slug=slug, kind=kind, name_kk=name_kk, name_ru=name_ru, name_en=name_en, position=position
            )
    for former, name in FORMER_NAMES.items():
        Workflow.objects.filter(name=former).update(name=name)
        Task.objects.filter(name=former).update(name=name)
    for page in NewsIndexPage.objects.all():
        put_under_moderation(page)
    for model in apps.get_models():
        if issubclass(model, Description):
            put_texts_under_moderation(model)


def put_under_moderation(page: Page) -> None:
    """Lets what is written below a page be submitted to the moderators, unless it has a workflow already."""
    if not WorkflowPage.objects.filter(page=page).exists():
        WorkflowPage.objects.create(page=page, workflow=moderation())


def put_texts_under_moderation(model: type[Description]) -> None:
    """Lets whoever writes texts about records and may not publish submit them, unless they have a workflow already."""
    content_type = ContentType.objects.get_for_model(model)
    if not WorkflowContentType.objects.filter(content_type=content_type).exists():
        WorkflowContentType.objects.create(content_type=content_type, workflow=moderation())


def moderation() -> Workflow:
    """The workflow of one step: any moderator approves, or sends back with words."""
    workflow = Workflow.objects.filter(name=WORKFLOW).first()
    if workflow:
        return workflow
    group, _created = Group.objects.get_or_create(name=Role.MODERATOR.value)
    task = GroupApprovalTask.objects.create(name=WORKFLOW)
    task.groups.add(group)
    workflow = Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
