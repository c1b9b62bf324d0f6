"""Choosers of the records that a news item is about: searched by words, among the public ones alone."""

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from portal.editing.choosers import ChosenMultipleView, ChosenView, CreateView, OffersVisibleRows
from portal.editing.forms import ChooserSearchForm


class _Choose(OffersVisibleRows, ChooseView):
    filter_form_class = ChooserSearchForm


class _ChooseResults(OffersVisibleRows, ChooseResultsView):
    filter_form_class = ChooserSearchForm


class RecordChooser(ChooserViewSet):
    """Chooses one or several public records."""

    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    create_view_class = CreateView
    register_widget = False

    def get_object_list(self) -> QuerySet:
        """Returns the rows that everybody may see: a news item must not name what is not public."""
        return apps.get_model(self.model).objects.public().order_by("-pk")


organisation_chooser = RecordChooser(
    "news_organisation_chooser",
    model="directory.Organisation",
    icon="group",
    choose_one_text=_("Choose an organisation"),
    choose_another_text=_("Choose another organisation"),
)
workshop_chooser = RecordChooser(
    "news_workshop_chooser",
    model="workshops.Workshop",
    icon="date",
    choose_one_text=_("Choose a workshop"),
    choose_another_text=_("Choose another workshop"),
)
material_chooser = RecordChooser(
    "news_material_chooser",
    model="resources.Material",
    icon="doc-full",
    choose_one_text=_("Choose a material"),
    choose_another_text=_("Choose another material"),
)
CHOOSERS = [organisation_chooser, workshop_chooser, material_chooser]
