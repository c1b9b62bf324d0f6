"""The views of choosers: they open for those who have a form with the chooser, and hold the rows that its reader may see."""

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views.generic import chooser as generic

from .pointing import may_choose
from .visibility import require_seen, visible_rows


class OnlyForThoseWithAForm:
    """Mixin for a chooser's views: refuses everybody who has no form in which such a row is chosen."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
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
    """What the form is told of a chosen row."""

    def get_object(self, pk: str) -> Model:
        require_seen(self.visible_rows(), [pk])
        return get_object_or_404(self.visible_rows(), pk=pk)


class ChosenMultipleView(OnlyForThoseWithAForm, generic.ChosenMultipleView):
    """What the form is told of several chosen rows."""

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
