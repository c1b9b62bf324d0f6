"""What is done to many rows at once: each says what goes along, and none goes when one must stay."""

import pytest
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import ModelLogEntry
from wagtail.snippets.models import get_snippet_models

from .pointers import point_at, pointers_at, protects
from .registry import may
from .rows import make
from .test_deletions import says
from .walking import Walker, context_of, undone

pytestmark = pytest.mark.django_db
MODELS = sorted(get_snippet_models(), key=lambda model: model._meta.label)
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)


def door(*rows) -> str:
    names = [rows[0]._meta.app_label, rows[0]._meta.model_name, "delete"]
    chosen = "&".join(f"id={row.pk}" for row in rows)
    return f"{reverse('wagtail_bulk_action', args=names)}?{chosen}&next=/admin/reports/"


@every_model
def test_many_are_deleted_or_none(walker: Walker, model):
    if not may(model.snippet_viewset, "delete"):
        return
    for is_kept in (True, False):
        fields = [field for field in pointers_at(model) if protects(field)] if is_kept else []
        with undone():
            row = make(model)
            rows = {row.pk: row} | {other.pk: other for other in [make(model)]}
            names = {str(row.pk): str(row) for row in rows.values()}
            for field in fields:
                point_at(row, field)
            page = walker.get(door(*rows.values()))
            kept = context_of(page)["is_protected"]
            walker.expect(not fields or kept, "promised to delete what other rows keep")
            deletions = [item["deletion"] for item in context_of(page)["items"]]
            walker.expect(all(says(page.text, deletion) for deletion in deletions), "says too little")
            answer = walker.post(door(*rows.values()))
            left = model._base_manager.filter(pk__in=rows).count()
            walker.expect(left == (len(rows) if kept else 0), f"kept: {kept}, left: {left} of {len(rows)}")
            if kept:
                told = walker.get(answer["Location"]).text
                refused = [deletion.refusal for deletion in deletions if deletion.is_refused]
                walker.expect(all(escape(words) in told for words in refused), "no word of why they stay")
            else:
                noted = ModelLogEntry.objects.filter(object_id__in=names, deleted=True)
                walker.expect(dict(noted.values_list("object_id", "label")) == names, "not in the history")
    assert walker.faults == []
