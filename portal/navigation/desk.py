"""Editing tasks on first screens: what came back, own drafts, what to moderate, translations that lag."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    Min,
    Model,
    OuterRef,
    QuerySet,
    prefetch_related_objects,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, Page, Revision, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import Translation

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.roles import has_role
from portal.accounts.rules import may_edit
from portal.content.moderation import returned_to, submitted_by, why_returned
from portal.content.rules import may_edit_pages
from portal.content.visibility import texts_to_change
from portal.editing.older_texts import address_beside, older_texts
from portal.language import own_language_name
from portal.localisation.text import LocalisedText
from portal.look.components import Task
from portal.translation.translations import outdated_translations, unfinished_translations

from .registry import MOST_WAITING, Kind, Waiting, tasks

Thing = TypeVar("Thing", bound=Model)


@tasks
class Returned(Kind):
    """Pages and texts that the user submitted and somebody returned, with what they said to it."""

    is_done_in_admin = True

    def on_desk(self) -> list[Task]:
        return self._tasks() if may_edit(self.user) else []

    def in_admin(self) -> Waiting:
        found = self._tasks()
        return Waiting(_("Returned to you"), found[:MOST_WAITING], len(found))

    def _tasks(self) -> list[Task]:
        """Returns one task for each page or text, the latest first."""
        states = {
            (state.base_content_type_id, state.object_id): state
            for state in returned_to(self.user).select_related("current_task_state__finished_by")
        }
        if not states:
            return []
        things: dict[tuple[int, str], Model] = {}
        for rows in (Page.objects.select_related("locale"), *texts_to_change(self.user)):
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
                since=_returned_at(found[thing]),
                state="overdue",
            )
            for thing, url in _editable(self.user, found)
        ]


@tasks
class Drafts(Kind):
    """Pages and texts that the user changed last and has not published; what they submitted stands in other lists."""

    is_done_in_admin = True

    def in_admin(self) -> Waiting:
        own = {"has_unpublished_changes": True, "latest_revision__user": self.user}
        pages = Page.objects.filter(alias_of=None, **own).select_related("locale")
        found: list[tuple[datetime, DraftStateMixin]] = []
        total = 0
        for rows in (pages, *(texts.filter(**own) for texts in texts_to_change(self.user))):
            rows = rows.exclude(pk__in=_keys_submitted(self.user, rows.model))
            latest = rows.select_related("latest_revision").order_by("-latest_revision__created_at")
            shown = list(latest[: MOST_WAITING + 1])
            # Counted only where more are waiting than one sees.
            total += rows.count() if len(shown) > MOST_WAITING else len(shown)
            found += [(row.latest_revision.created_at, row) for row in shown]
        found.sort(key=lambda item: item[0], reverse=True)
        drafts = [
            Task(
                title=_title(row),
                why=_("Changed, but not published.") if row.live else _("Nobody else can see it yet."),
                url=url,
                verb=_("Continue writing"),
                since=row.latest_revision.created_at,
                state="draft",
            )
            for row, url in _editable(self.user, [row for _moment, row in found])
        ]
        return Waiting(_("Your drafts"), drafts[:MOST_WAITING], total)


@tasks
class Moderation(Kind):
    """Texts that others submitted and that the user may approve: on the desk one task, in the admin a task each."""

    is_done_in_admin = True

    def on_desk(self) -> Iterator[Task]:
        if may_edit(self.user) and (count := self._rows().count()):
            oldest = self._rows().order_by("started_at").first()
            yield Task(
                title=ngettext(
                    "%(count)d text is waiting for approval",
                    "%(count)d texts are waiting for approval",
                    count,
                )
                % {"count": count},
                why=_("Their authors have submitted them; nobody else can see them until they are approved."),
                url=_moderation_url(),
                verb=_("Review"),
                since=oldest.started_at if oldest else None,
            )

    def in_admin(self) -> Waiting:
        rows = self._rows().select_related("revision__user").prefetch_related("revision__content_object")
        rows = rows.order_by("started_at")
        total = rows.count()
        shown = [row for row in rows[:MOST_WAITING] if row.revision.content_object] if total else []
        authors = {row.revision.content_object: row.revision.user for row in shown}
        since = {row.revision.content_object: row.started_at for row in shown}
        prefetch_related_objects([thing for thing in authors if isinstance(thing, Page)], "locale")
        submitted = [
            Task(
                title=_title(thing),
                why=_("Submitted by %(name)s.") % {"name": authors[thing]}
                if authors[thing]
                else _("Submitted for moderation."),
                url=url,
                verb=_("Review"),
                since=since[thing],
            )
            for thing, url in _editable(self.user, list(authors))
        ]
        return Waiting(_("Waiting for moderation"), submitted, total, _moderation_url())

    def _rows(self) -> QuerySet[TaskState]:
        """Returns the workflow tasks in progress that the user may decide."""
        return TaskState.objects.reviewable_by(self.user).filter(status=TaskState.STATUS_IN_PROGRESS)


@tasks
class Outdated(Kind):
    """Live translations that do not say all that their original says: on the desk one task, for translators."""

    is_done_in_admin = True

    def on_desk(self) -> Iterator[Task]:
        if has_role(self.user, Role.TRANSLATOR) and (count := self._rows().count()):
            yield Task(
                title=ngettext(
                    "%(count)d translation is older than its original",
                    "%(count)d translations are older than their originals",
                    count,
                )
                % {"count": count},
                why=_("The original has been updated since; the translation says so to its readers."),
                url=reverse("outdated_translations"),
                verb=_("Review"),
                since=self._rows().aggregate(first=Min("original_changed_at"))["first"],
            )

    def in_admin(self) -> Waiting | None:
        if not may_edit_pages(self.user):
            return None
        return Waiting.first(
            _("Translations older than their originals"),
            self._rows().select_related("locale"),
            _outdated,
            reverse("outdated_translations"),
        )

    def _rows(self) -> QuerySet[Page]:
        """Returns the pages that the report lists to the user."""
        return outdated_translations().filter(pk__in=_changeable(self.user))


@tasks
class Unfinished(Kind):
    """Pages sent to translation: on the desk one task, for translators, about those that lack words still; in the
    admin a task for each that nobody has published in the other language yet.
    """

    is_done_in_admin = True

    def on_desk(self) -> Iterator[Task]:
        if has_role(self.user, Role.TRANSLATOR) and (count := unfinished_translations().count()):
            oldest = unfinished_translations().first()
            yield Task(
                title=ngettext(
                    "%(count)d translation is not finished", "%(count)d translations are not finished", count
                )
                % {"count": count},
                why=_("An editor has sent these pages for translation; parts of them are still missing."),
                url=f"{reverse('translations_report_guarded')}?waiting_for_translation=true",
                verb=_("Translate"),
                since=oldest.created_at if oldest else None,
            )

    def in_admin(self) -> Waiting | None:
        if not may_edit_pages(self.user):
            return None
        sent = Translation.objects.filter(
            enabled=True, source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale")
        )
        # Of what is scheduled the clock would have published it by now, were it whole.
        due = Revision.page_revisions.filter(
            object_id=Cast(OuterRef("pk"), CharField()), approved_go_live_at__lt=timezone.now()
        )
        pages = Page.objects.filter(live=False, alias_of=None, pk__in=_changeable(self.user))
        return Waiting.first(
            _("Translations to finish"),
            pages.filter(Exists(sent))
            .annotate(is_due=Exists(due))
            .select_related("locale")
            .order_by("latest_revision_created_at", "pk"),
            _unfinished,
            reverse("wagtail_localize:translations_report"),
        )


@tasks
class OutdatedTexts(Kind):
    """Texts about records whose sisters were changed after them; a language that was added later is no change."""

    is_done_in_admin = True

    def in_admin(self) -> Waiting:
        found: list[Task] = []
        total = 0
        for rows in older_texts(self.user):
            shown = list(rows[:MOST_WAITING])
            total += rows.count() if len(shown) == MOST_WAITING else len(shown)
            found += [
                Task(
                    title=_title(text),
                    why=_("The text in another language has been changed since this one."),
                    url=address_beside(text),
                    verb=_("Compare"),
                    since=text.sister_changed_at,
                    state="overdue",
                )
                for text in shown
            ]
        return Waiting(
            _("Texts older than other language versions"),
            found[:MOST_WAITING],
            total,
            reverse("older_texts"),
        )


def _returned_at(state: WorkflowState) -> datetime | None:
    return state.current_task_state.finished_at if state.current_task_state else None


def _moderation_url() -> str:
    return f"{reverse('wagtailadmin_reports:workflow_tasks')}?status=in_progress&reviewable=true"


def _outdated(page: Any) -> Task:
    return Task(
        title=_in_its_language(page),
        why=_("The original has been updated since this page."),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        verb=_("Bring up to date"),
        since=page.original_changed_at,
        state="overdue",
    )


def _unfinished(page: Any) -> Task:
    return Task(
        title=_in_its_language(page),
        why=_("Its day has passed; it will be published as soon as all of it is translated.")
        if page.is_due
        else _("Sent for translation; not yet published in this language."),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        verb=_("Translate"),
        since=page.latest_revision_created_at,
    )


def _changeable(user: User) -> QuerySet:
    """Returns the keys of the pages that the user may change."""
    return page_permission_policy.instances_user_has_permission_for(user, "change").values("pk")


def _keys_submitted(user: User, model: type[Model]) -> QuerySet:
    """Keys of the rows of a model that the user submitted: they wait for others, or were returned."""
    kind = ContentType.objects.get_for_model(model)
    states = submitted_by(user).filter(base_content_type=kind)
    return states.annotate(key=Cast("object_id", BigIntegerField())).values("key")


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
