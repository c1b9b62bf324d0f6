"""The admin's dialogs that choose a row: for whom they open, what they hold, and what they say.

They open for those who have a form with such a dialog, and hold the rows that its reader may see.

Wagtail puts the texts of its choosers together once, when a form is first built: everybody then reads them in the
language of whoever came first, and half of them have a noun in the wrong case.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import chooser as generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.forms import TaskStateCommentForm
from wagtail.snippets.views import chooser
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from portal.content.visibility import require_seen, visible_rows

from .pointing import may_choose

if TYPE_CHECKING:
    from wagtail.admin.views.generic.chooser import BaseChooseView as _View
else:
    _View = object


class OnlyForThoseWithAForm(_View):
    """Mixin for a chooser's views: refuses everybody who has no form in which such a row is chosen."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_choose(request.user, self.model_class):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def visible_rows(self) -> QuerySet:
        return visible_rows(self.model_class, self.request.user)


class OffersVisibleRows(OnlyForThoseWithAForm):
    """Mixin for a list to choose from."""

    def get_object_list(self) -> QuerySet:
        return super().get_object_list().filter(pk__in=self.visible_rows().values("pk"))


class ChosenView(OnlyForThoseWithAForm, generic.ChosenView):
    """View that answers a form with a chosen row."""

    def get_object(self, pk: str) -> Model:
        require_seen(self.visible_rows(), [pk])
        return get_object_or_404(self.visible_rows(), pk=pk)


class ChosenMultipleView(OnlyForThoseWithAForm, generic.ChosenMultipleView):
    """View that answers a form with several chosen rows."""

    def get_objects(self, pks: list[str]) -> QuerySet:
        require_seen(self.visible_rows(), pks)
        return super().get_objects(pks)


class CreateView(OnlyForThoseWithAForm, generic.CreateView):
    """A new row, made in the dialog, where the dialog has a form for it."""

    def get_creation_form(self) -> Form:
        form = super().get_creation_form()
        if form is None:
            raise Http404  # Wagtail would break down on what is sent.
        return form


class SnippetChooser(AdminSnippetChooser):
    """The button of a chooser; its texts are those of its viewset, put into words at each showing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What Wagtail froze for this one; the class has the same, lazily.
        for name in ("choose_one_text", "choose_another_text", "link_to_chosen_text"):
            self.__dict__.pop(name, None)


class ChooseView(OffersVisibleRows, chooser.ChooseView):
    """The dialog; its title says what is chosen, so that it needs no second."""

    page_subtitle = ""


class ChooseResultsView(OffersVisibleRows, chooser.ChooseResultsView):
    """The list in the dialog."""


class SnippetChosenView(ChosenView, chooser.SnippetChosenView):
    pass


class SnippetChosenMultipleView(ChosenMultipleView, chooser.SnippetChosenMultipleView):
    pass


class SnippetCreateView(CreateView, chooser.SnippetCreateView):
    pass


class SnippetChooserViewSet(chooser.SnippetChooserViewSet):
    """Chooses a row. A room that wants to say what kind gives its own texts."""

    base_widget_class = SnippetChooser
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = SnippetChosenView
    chosen_multiple_view_class = SnippetChosenMultipleView
    create_view_class = SnippetCreateView
    choose_one_text = _("Choose")
    choose_another_text = _("Choose another")
    edit_item_text = _("Edit")


def speak_the_readers_language() -> None:
    """Makes the tabs and buttons of all choosers, the way above snippets, and the moderator's comment speak the
    language of the reader.
    """
    ChooserViewSet.search_tab_label = _("Search")
    ChooserViewSet.create_action_label = _("Create")
    TaskStateCommentForm.base_fields["comment"].label = _("Comment")
    # All our snippets have a menu of their own, so the way to them begins at home.
    SnippetViewSet.breadcrumbs_items = WagtailAdminTemplateMixin.breadcrumbs_items
