"""Lists of the admin count as their reader's language does."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import Model
from django.utils.translation import override
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.generic.chooser import BaseChooseView
from wagtail.admin.viewsets import viewsets
from wagtail.models import ModelLogEntry, PageLogEntry, Revision, TaskState, WorkflowState, get_page_models
from wagtail_localize.models import Translation

from federation.directory.models import Organisation
from portal.editing.counting import CountingPaginator, counted
from resources.models import Material

from .registry import VIEWSETS

# What reports list whose views name no model.
OF_REPORTS = {ContentType, ModelLogEntry, PageLogEntry, Revision, TaskState, Translation, WorkflowState}
LATIN = re.compile("[A-Za-z]")


def views_below(view: type) -> set[type]:
    return {view}.union(*(views_below(below) for below in view.__subclasses__()))


def listed_models() -> list[type[Model]]:
    """Every kind of row that a list, a chooser or a report of the admin can hold."""
    views = views_below(BaseListingView) | views_below(BaseChooseView)
    of_views = {getattr(view, "model", None) or getattr(view, "model_class", None) for view in views}
    of_viewsets = {getattr(viewset, "model", None) for viewset in (*VIEWSETS, *viewsets.viewsets)}
    models = {model for model in of_views | of_viewsets if isinstance(model, type)}
    models |= {*get_page_models(), *OF_REPORTS}
    return sorted(models, key=lambda model: model._meta.label)


MODELS = listed_models()


def count_of(model: type[Model], count: int) -> str:
    return counted(count, model._meta.verbose_name, model._meta.verbose_name_plural)


def test_models_of_viewsets_pages_and_libraries_are_all_asked():
    labels = {model._meta.label for model in MODELS}
    assert len(labels) > 40
    assert labels >= {"directory.Organisation", "news.NewsPage", "wagtailcore.Workflow", "media.PortalImage"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_kind_of_row_is_counted_in_kazakh_and_russian(model):
    """A new kind: add "%(count)s organisation" by its English names to library_locale/ru; Kazakh needs its name
    alone.
    """
    with override("kk"):
        assert not LATIN.search(count_of(model, 62))
    with override("ru"):
        counts = [count_of(model, number) for number in (1, 2, 5)]
    assert [count for count in counts if LATIN.search(count)] == []


@pytest.mark.parametrize(
    ("language", "number", "model", "right"),
    [
        ("kk", 62, Organisation, "62 ұйым"),
        ("ru", 62, Organisation, "62 организации"),
        ("ru", 21, Organisation, "21 организация"),
        ("ru", 16, Material, "16 материалов"),
        ("en", 1, Organisation, "1 organisation"),
        ("en", 16, Material, "16 materials"),
    ],
)
def test_a_number_governs_its_noun(language, number, model, right):
    with override(language):
        assert count_of(model, number) == right


@pytest.mark.parametrize("view", [BaseListingView, BaseChooseView])
def test_every_list_counts_so(view):
    paginators = {below.paginator_class for below in views_below(view)} - {Paginator}
    assert paginators == {CountingPaginator}
