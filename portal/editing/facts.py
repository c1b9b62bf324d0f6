"""Facts in the admin: their versions are taken by the row itself, compared as they were, and gone back to in a form."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.actions import CreateAction, EditAction
from wagtail.admin.views.generic import RevisionsRevertMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.snippets.views import snippets

from portal.content import versions
from portal.content.models import Versioned
from portal.journal.actions import by_office
from portal.journal.wording import label_of
from portal.web.readable import say

if TYPE_CHECKING:
    from wagtail.snippets.views.snippets import EditView as _View
else:
    _View = object

MOST_NAMED = 6  # Fields that one line of the history names.


class CreateFactsAction(CreateAction):
    """Creates a row of facts; the row itself leaves the line in the history."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "log_action": None})


class EditFactsAction(EditAction):
    """Changes a row of facts; the row itself leaves the line in the history, and none when nothing has changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "log_action": None})


class NotSavedWhileTyped(_View):
    """Mixin for forms of rows without drafts: Wagtail would save each half sentence as it is typed, for all to see."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled: bool = self.autosave_enabled and self.draftstate_enabled


class OffersOnlyOpenForms(_View):
    """Mixin for what shows former versions: leads nobody to a form of the row that they would be refused."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.permission_policy.user_has_permission(request.user, "change"):
            self.edit_url_name = self.revisions_revert_url_name = None


class HistoryView(OffersOnlyOpenForms, snippets.HistoryView):
    """The history of a row."""

    @cached_property
    def header_buttons(self) -> list[Button]:
        return super().header_buttons if self.edit_url_name else []


class CreateView(NotSavedWhileTyped, snippets.CreateView):
    """The form of a new row."""

    def save_instance(self) -> models.Model:
        with by_office(self.form.instance, self.request.user):
            return super().save_instance()


class EditView(NotSavedWhileTyped, snippets.EditView):
    """The form of a row. It writes what it asks and nothing else: the row may have changed while it was open. What it
    changes of a row that others rely on, is told to them.
    """

    def save_instance(self) -> models.Model:
        with by_office(self.form.instance, self.request.user):
            keep_unasked(self.form)
            return super().save_instance()


class RevertView(RevisionsRevertMixin, EditView):
    """The form of a row with what an earlier version says of it."""

    view_name = "revisions_revert"

    def save_instance(self) -> models.Model:
        with by_office(self.form.instance, self.request.user):  # Wagtail's mixin asks no form below it.
            keep_unasked(self.form)
            # What the version chose was shown by the form; what is chosen today is what the form changes.
            self.form.instance.__dict__.pop("_prefetched_objects_cache", None)
            return super().save_instance()

    def get_success_message(self) -> str:
        if not isinstance(self.object, Versioned):
            return super().get_success_message()
        return _("The facts of “%(object)s” are again those of an earlier version.") % {"object": self.object}


def keep_unasked(form: Any) -> None:
    """Gives a row that is about to be saved what stands in the fields that its form does not have.

    Others may have written them since; and of an earlier version one gets what the form shows, nothing else. Call it
    in the transaction that saves; it locks the row.
    """
    row = form.instance
    if not isinstance(row, Versioned):
        return
    now = type(row)._base_manager.select_for_update(no_key=True).get(pk=row.pk)
    for field in row._meta.concrete_fields:
        if field.name not in form.fields:
            setattr(row, field.attname, getattr(now, field.attname))


class CompareView(OffersOnlyOpenForms, snippets.RevisionsCompareView):
    """Two versions side by side, also what a return to them would leave as it is."""

    def _get_revision_and_heading(self, revision_id: str) -> tuple[models.Model, str]:
        row, heading = super()._get_revision_and_heading(revision_id)
        if revision_id == "live":
            return row, heading
        found = versions.versions_of(self.object)
        named = {"earliest": found.last, "latest": found.first}
        version = named[revision_id]() if revision_id in named else found.filter(pk=revision_id).first()
        if version is None:  # It was thinned between the two looks.
            raise Http404
        if isinstance(self.object, Versioned):
            row = self.object.as_it_was(version.content)
        return row, heading if revision_id in named else say(version.created_at)


class ChangeFormatter(LogFormatter):
    """The line of the history about a change: which fields, where that is known."""

    label = gettext_lazy("Edit")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        names = log_entry.data.get("changed", []) if isinstance(log_entry.data, dict) else []
        model = log_entry.content_type.model_class() if log_entry.content_type else None
        if not names or model is None:
            return pgettext("of facts", "Edited")
        labels = [capfirst(str(label_of(model, name))) for name in names]
        shown = ", ".join(labels[:MOST_NAMED])
        if len(labels) <= MOST_NAMED:
            return _("Edited: %(fields)s") % {"fields": shown}
        return _("Edited: %(fields)s and %(count)s more") % {
            "fields": shown,
            "count": len(labels) - MOST_NAMED,
        }
