"""What every kind of record has."""

import pytest
from django.apps import apps

from portal.content.models import Record
from portal.content.querysets import RecordQuerySet


@pytest.mark.parametrize("model", [model for model in apps.get_models() if issubclass(model, Record)])
def test_rows_are_read_by_who_may_see_them(model):
    rows = type(model._default_manager.get_queryset())
    assert issubclass(rows, RecordQuerySet)
    for name in ("visible_to", "public"):
        assert getattr(rows, name) is not getattr(RecordQuerySet, name)
