"""Facts have versions: each change by any door leaves one, one can go back to it, and it goes when its time is over."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import ModelLogEntry, Revision

from federation.directory.models import Organisation, OrganisationName
from portal.content import versions

pytestmark = pytest.mark.django_db


def organisation(**fields):
    return Organisation.objects.create(name_en="Tengri Library", type="public", **fields)


def test_creation_and_change_leave_a_version_and_a_line_each():
    row = organisation()
    row.name_en = "Tengri City Library"
    row.save()
    first, second = reversed(versions.versions_of(row))
    assert (first.content["name_en"], second.content["name_en"]) == ("Tengri Library", "Tengri City Library")
    lines = ModelLogEntry.objects.for_instance(row).order_by("pk")
    assert [(line.action, line.revision_id) for line in lines] == [
        ("wagtail.create", first.pk),
        ("wagtail.edit", second.pk),
    ]
    assert lines[1].data == {"changed": ["name_en"]}
    assert Organisation.objects.get().latest_revision_id == second.pk


def test_saving_without_a_change_leaves_nothing():
    row = organisation()
    Organisation.objects.get().save()
    assert versions.versions_of(row).count() == 1
    assert ModelLogEntry.objects.for_instance(row).count() == 1
