"""The dialogs that choose a person."""

from typing import TYPE_CHECKING, cast

from portal.editing.choosers import ChooseResultsView, ChooseView, OffersVisibleRows, SnippetChooserViewSet

if TYPE_CHECKING:
    from .querysets import PersonQuerySet


class OffersKnownPeople(OffersVisibleRows):
    """Mixin for a list to choose from: who was erased is nobody to point at."""

    def get_object_list(self) -> "PersonQuerySet":
        return cast("PersonQuerySet", super().get_object_list()).known()


class ChoosePersonView(OffersKnownPeople, ChooseView):
    """The dialog."""


class ChoosePersonResultsView(OffersKnownPeople, ChooseResultsView):
    """The list in the dialog."""


class PersonChooserViewSet(SnippetChooserViewSet):
    """Chooses a person."""

    choose_view_class = ChoosePersonView
    choose_results_view_class = ChoosePersonResultsView
