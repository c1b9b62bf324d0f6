"""Editing tasks on the admin's first screen: what came back, own drafts, what to moderate, translations that lag."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, Model, OuterRef, QuerySet, prefetch_related_objects
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, Page, TaskState
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import Translation

from portal.accounts.models import User
from portal.content.models import Description, with_newer_translations
from portal.content.moderation import returned_to, submitted_by, why_returned
from portal.content.rules import may_edit_pages
from portal.language import own_language_name
from portal.localisation.text import LocalisedText
from portal.translation.translations import outdated_translations

from .registry import MOST_WAITING, Task, Waiting, admin_tasks

Thing = TypeVar("Thing", bound=Model)


@admin_tasks
def returned(user: User) -> Iterator[Waiting]:
    """Pages and texts that the user submitted and somebody returned, with what they said to it."""
    tasks = returned_tasks(user)
    yield Waiting(_("Returned to you"), tasks[:MOST_WAITING], len(tasks))


def returned_tasks(user: User) -> list[Task]:
    """One task for each page or text that came back to the user, the latest first."""
    states = {
        (state.base_content_type_id, state.object_id): state
        for state in returned_to(user).select_related("current_task_state__finished_by")
    }
    if not states:
        return []
    things: dict[tuple[int, str], Model] = {}
    for rows in (Page.objects.select_related("locale"), *_texts(user)):
        kind = ContentType.objects.get_for_model(rows.model).pk
        keys = [key for of_kind, key in states if of_kind == kind]
        if keys:
            things |= {(kind, str(row.pk)): row for row in rows.filter(pk__in=keys)}
    found = {things[key]: state for key, state in states.items() if key in things}
    return [
        Task(
            title=_title(thing),
            why=why_returned(found[thing]),
            url=url,
            verb=_("Continue writing"),
            state="overdue",
        )
        for thing, url in _editable(user, found)
    ]


@admin_tasks
def drafts(user: User) -> Iterator[Waiting]:
    """Pages and texts that the user changed last and has not published; what they submitted stands in other lists."""
    own = {"has_unpublished_changes": True, "latest_revision__user": user}
    found: list[tuple[datetime, DraftStateMixin]] = []
    total = 0
    for rows in (Page.objects.filter(alias_of=None, **own).select_related("locale"), *_texts(user, **own)):
        rows = rows.exclude(pk__in=_keys_submitted(user, rows.model))
        latest = rows.select_related("latest_revision").order_by("-latest_revision__created_at")
        shown = list(latest[: MOST_WAITING + 1])
        # Counted only where more are waiting than one sees.
        total += rows.count() if len(shown) > MOST_WAITING else len(shown)
        found += [(row.latest_revision.created_at, row) for row in shown]
    found.sort(key=lambda item: item[0], reverse=True)
    tasks = [
        Task(
            title=_title(row),
            why=_("Changed, but not published.") if row.live else _("Nobody else can see it yet."),
            url=url,
            verb=_("Continue writing"),
            state="draft",
        )
        for row, url in _editable(user, [row for _moment, row in found])
    ]
    yield Waiting(_("Your drafts"), tasks[:MOST_WAITING], total)


@admin_tasks
def moderation(user: User) -> Iterator[Waiting]:
    """Texts that others submitted and that the user may approve."""
    rows = (
        TaskState.objects.reviewable_by(user)
        .filter(status=TaskState.STATUS_IN_PROGRESS)
        .select_related("revision__user")
        .prefetch_related("revision__content_object")
        .order_by("started_at")
    )
    total = rows.count()
    shown = [row for row in rows[:MOST_WAITING] if row.revision.content_object] if total else []
    authors = {row.revision.content_object: row.revision.user for row in shown}
    prefetch_related_objects([thing for thing in authors if isinstance(thing, Page)], "locale")
    tasks = [
        Task(
            title=_title(thing),
            why=_("Submitted by %(name)s.") % {"name": authors[thing]}
            if authors[thing]
            else _("Submitted for moderation."),
            url=url,
            verb=_("Review"),
        )
        for thing, url in _editable(user, list(authors))
    ]
    all_of_them = f"{reverse('wagtailadmin_reports:workflow_tasks')}?status=in_progress&reviewable=true"
    yield Waiting(_("Waiting for moderation"), tasks, total, all_of_them)


@admin_tasks
def outdated(user: User) -> Iterator[Waiting]:
    """Translations of pages, and texts about records, whose sisters in other languages were published after them."""
    if may_edit_pages(user):
        allowed = page_permission_policy.instances_user_has_permission_for(user, "change")
        pages = outdated_translations().filter(pk__in=allowed.values("pk")).select_related("locale")
        tasks = [
            Task(
                title=_in_its_language(page),
                why=_("The original has been updated since this page."),
                url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                verb=_("Bring up to date"),
                state="overdue",
            )
            for page in pages[:MOST_WAITING]
        ]
        total = pages.count() if len(tasks) == MOST_WAITING else len(tasks)
        yield Waiting(
            _("Translations older than their originals"), tasks, total, reverse("outdated_translations")
        )


@admin_tasks
def unfinished(user: User) -> Iterator[Waiting]:
    """Pages sent to translation that nobody has published in the other language yet."""
    if not may_edit_pages(user):
        return
    allowed = page_permission_policy.instances_user_has_permission_for(user, "change")
    pages = (
        Page.objects.filter(live=False, alias_of=None, pk__in=allowed.values("pk"))
        .filter(
            Exists(
                Translation.objects.filter(
                    enabled=True,
                    source__object_id=OuterRef("translation_key"),
                    target_locale=OuterRef("locale"),
                )
            )
        )
        .select_related("locale")
        .order_by("latest_revision_created_at", "pk")
    )
    tasks = [
        Task(
            title=_in_its_language(page),
            why=_("Sent for translation; not yet published in this language."),
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            verb=_("Translate"),
        )
        for page in pages[:MOST_WAITING]
    ]
    total = pages.count() if len(tasks) == MOST_WAITING else len(tasks)
    yield Waiting(_("Translations to finish"), tasks, total, reverse("wagtail_localize:translations_report"))


@admin_tasks
def outdated_texts(user: User) -> Iterator[Waiting]:
    """Texts about records whose sisters were changed after them; a language that was added later is no change."""
    tasks: list[Task] = []
    total = 0
    for rows in _texts(user, live=True):
        older = with_newer_translations(rows).order_by("last_published_at", "pk")
        shown = list(older[:MOST_WAITING])
        total += older.count() if len(shown) == MOST_WAITING else len(shown)
        tasks += [
            Task(
                title=_title(text),
                why=_("The text in another language has been changed since this one."),
                url=url,
                verb=_("Compare"),
                state="overdue",
            )
            for text, url in _editable(user, shown)
        ]
    yield Waiting(_("Texts older than other language versions"), tasks[:MOST_WAITING], total)


def _keys_submitted(user: User, model: type[Model]) -> QuerySet:
    """Keys of the rows of a model that the user submitted: they wait for others, or were returned."""
    kind = ContentType.objects.get_for_model(model)
    states = submitted_by(user).filter(base_content_type=kind)
    return states.annotate(key=Cast("object_id", BigIntegerField())).values("key")


def _description_models() -> list[type[Description]]:
    return [model for model in apps.get_models() if issubclass(model, Description)]


def _texts(user: User, **fields: object) -> Iterator[QuerySet]:
    """Of each kind of text about records those that the user may see and change, with what their titles need."""
    for model in _description_models():
        if user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            seen = model.record_model().objects.visible_to(user)
            rows: QuerySet[Any] = model._default_manager.all()
            rows = rows.filter(record__in=seen.values("pk"), **fields)
            yield rows.select_related("record").prefetch_related("record__descriptions")


def _editable(user: User, things: Iterable[Thing]) -> Iterator[tuple[Thing, str]]:
    """Yields the things that the user may edit, with the address of its form."""
    finder = AdminURLFinder(user)
    for thing in things:
        if url := finder.get_edit_url(thing):
            yield thing, url


def _title(thing: Model) -> str | LocalisedText:
    """Returns a thing's title; a page's in its own language. The text about a record is called after the record."""
    if isinstance(thing, Page):
        return LocalisedText(thing.get_admin_display_title(), thing.locale.language_code)
    return str(thing)


def _in_its_language(page: Page) -> LocalisedText:
    language = page.locale.language_code
    return LocalisedText(f"{page.get_admin_display_title()} ({own_language_name(language)})", language)
