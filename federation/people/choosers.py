"""The dialogs that choose a person."""

from django.db.models import QuerySet

from portal.editing.choosers import ChooseResultsView, ChooseView, OffersVisibleRows, SnippetChooserViewSet

from .models.person import FORGOTTEN


class OffersKnownPeople(OffersVisibleRows):
    """Mixin for a list to choose from: who was erased is nobody to point at."""

    def get_object_list(self) -> QuerySet:
        return super().get_object_list().exclude(FORGOTTEN)


class ChoosePersonView(OffersKnownPeople, ChooseView):
    """The dialog."""


class ChoosePersonResultsView(OffersKnownPeople, ChooseResultsView):
    """The list in the dialog."""


class PersonChooserViewSet(SnippetChooserViewSet):
    """Chooses a person."""

    choose_view_class = ChoosePersonView
    choose_results_view_class = ChoosePersonResultsView
