"""One portal with a row of everything, its backup, and a fresh place into which it was put back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from federation.directory.models import OrganisationSource
from portal.content.install import install
from portal.mail.models import Letter
from tests import rooms
from tests.admin.pointers import REPLACED
from tests.admin.rows import make
from tests.portal.accounts.factories import UserFactory
from tests.portal.backup.places import Place, new_place, remove

HANGS_ON = {(OrganisationSource, "organisation")}


@pytest.fixture
def _django_db_helper(django_db_setup, django_db_blocker) -> Iterator[None]:
    """In place of pytest-django's: these tests may ask databases, and have none of their transactions.

    They connect to databases of their own, which commands copy while others look.
    """
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="package")
def make_place(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator:
    """Makes places that are gone after the tests."""
    made: list[Place] = []

    def place(**options) -> Place:
        made.append(new_place(tmp_path_factory.mktemp("place") / "var", **options))
        return made[-1]

    with django_db_blocker.unblock():
        yield place
        for one in made:
            remove(one)


@pytest.fixture(scope="package")
def filled(make_place) -> Place:
    """A portal with a row of every model of ours, and files in both storages."""
    place = make_place(like_the_tests=True)
    with place.entered():
        ours = [model for model in apps.get_models() if rooms.is_ours(model)]
        for model in ours:
            if model not in REPLACED and model._meta.managed and not model._base_manager.exists():
                _make(model)
        for model in ours:
            for field in model._meta.local_many_to_many:
                if field.remote_field.through._meta.auto_created:
                    target = field.related_model._base_manager.first()
                    getattr(model._base_manager.first(), field.name).add(target)
        now = timezone.now()
        for key, sent_at in (("went-out", now), ("waiting", None)):
            Letter.objects.create(
                key=key, address="a@example.org", language="kk", subject=key, text=key, due_at=now,
                sent_at=sent_at, created_at=now,
            )  # fmt: skip
        Session.objects.create(session_key="s" * 32, expire_date=now + timedelta(days=1))
        UserFactory(email="goes@example.org")
        install()  # As after each `migrate`, which a restore runs.
    return place


def _make(model: type[models.Model]) -> None:
    """A row of a model, below one that it hangs on where its factory leaves that to the caller."""
    above = {
        field.name: make(field.related_model)
        for field in model._meta.fields
        if (model, field.name) in HANGS_ON
    }
    make(model, **above)


@pytest.fixture(scope="package")
def backup(filled, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("backups") / "first"
    with filled.entered():
        call_command("backup", folder)
    return folder


@pytest.fixture(scope="package")
def restored(make_place, backup) -> Place:
    place = make_place()
    with place.entered():
        call_command("restore", backup)
    return place
