"""Which text about a record is older than its sisters."""

from datetime import timedelta

import pytest
from django.utils import timezone

from federation.directory.models import OrganisationDescription
from portal.content.models import with_newer_translations
from tests.federation.directory.factories import OrganisationDescriptionFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    return OrganisationFactory()


def written(record, language, first, last=None, **fields):
    """A text that was published first and last so many days ago."""
    now = timezone.now()
    return OrganisationDescriptionFactory(
        record=record,
        language=language,
        first_published_at=now - timedelta(days=first),
        last_published_at=now - timedelta(days=first if last is None else last),
        **fields,
    )


def older() -> list[str]:
    """The languages of the texts that have changed sisters: asked of the database and of each row, which must agree."""
    rows = OrganisationDescription.objects.order_by("pk")
    languages = [text.language for text in with_newer_translations(rows)]
    assert [text.language for text in rows if text.older_than] == languages
    return languages


def test_a_language_that_is_added_makes_no_text_older(record):
    written(record, "kk", first=9)
    written(record, "ru", first=5)
    assert older() == []


def test_a_text_is_older_than_a_sister_that_was_there_before_and_was_changed_after_it(record):
    written(record, "ru", first=9, last=2)
    kk = written(record, "kk", first=5)
    assert older() == ["kk"]
    assert [sister.language for sister in kk.older_than] == ["ru"]


def test_a_text_is_older_than_a_sister_that_was_added_after_it_and_then_changed(record):
    written(record, "kk", first=9)
    written(record, "ru", first=5, last=2)
    assert older() == ["kk"]


def test_a_text_that_was_published_again_after_the_change_is_not_older(record):
    written(record, "ru", first=9, last=2)
    written(record, "kk", first=5, last=1)
    assert older() == ["ru"]


def test_a_sister_that_nobody_sees_makes_no_text_older(record):
    written(record, "ru", first=9, last=2, live=False)
    written(record, "kk", first=5)
    assert older() == []


def test_a_text_that_was_never_published_is_not_older(record):
    written(record, "ru", first=9, last=2)
    OrganisationDescriptionFactory(record=record, language="kk", last_published_at=None)
    assert older() == []


def test_publishing_for_the_first_time_is_no_change_and_for_the_second_time_is_one(record):
    written(record, "kk", first=1)
    text = OrganisationDescriptionFactory(record=record, language="ru", live=False)
    text.save_revision().publish()
    assert older() == []
    text.refresh_from_db()
    text.intro = "<p>Жаңа</p>"
    text.save_revision().publish()
    assert older() == ["kk"]
