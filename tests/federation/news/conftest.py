from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from .factories import NewsPageFactory


@pytest.fixture
def hidden(db):
    """One item of every kind that nobody but editors may see, by what keeps it hidden."""
    now = timezone.now()
    draft = NewsPageFactory(title="Жоба", live=False)
    scheduled = NewsPageFactory(title="Кейін", live=False, go_live_at=now + timedelta(days=1))
    scheduled.save_revision(approved_go_live_at=scheduled.go_live_at).publish()
    expired = NewsPageFactory(title="Өткен")
    expired.unpublish(set_expired=True)
    private = NewsPageFactory(title="Құпия")
    restriction = PageViewRestriction.objects.create(
        page=private, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name="editor"))
    original = NewsPageFactory(title="Орысша", language="ru")
    alias = original.copy_for_translation(NewsPageFactory().locale, alias=True)
    alias.title = "Бүркеншік"
    return {"draft": draft, "scheduled": scheduled, "expired": expired, "private": private, "alias": alias}
