"""What is scheduled comes and goes at its hour, whatever fails or hangs beside it."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from portal.clock import publishing
from portal.clock.models import JobRun
from portal.clock.publishing import NotAllPublished, publish_scheduled, scheduled_models
from portal.clock.registry import CLOCK, JOBS, every
from portal.clock.scheduler import tick
from tests.federation.news.factories import NewsPageFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(hours=1)


@pytest.fixture
def due():
    """Three pages to publish, then three that expire, all an hour ago."""
    hour = timezone.now() - LONG_AGO
    coming = [NewsPageFactory(live=False) for _page in range(3)]
    for page in coming:
        page.save_revision(approved_go_live_at=hour)
    going = [NewsPageFactory() for _page in range(3)]
    Page.objects.filter(pk__in=[page.pk for page in going]).update(expire_at=hour)
    return coming, going


def lives(pages) -> list[bool]:
    return [Page.objects.get(pk=page.pk).live for page in pages]


@pytest.fixture
def fails():
    """Publishing and unpublishing of these pages fails after their rows are written."""
    bad = set()

    def receiver(sender, instance, **kwargs):
        if instance.pk in bad:
            raise ValueError("broken")

    page_published.connect(receiver)
    page_unpublished.connect(receiver)
    yield bad
    page_published.disconnect(receiver)
    page_unpublished.disconnect(receiver)


def test_page_that_fails_keeps_no_other_waiting_and_is_whole_as_it_was(due, fails, caplog):
    coming, going = due
    fails |= {coming[0].pk, going[0].pk}
    with pytest.raises(NotAllPublished, match="^2 "):
        publish_scheduled()
    assert (lives(coming), lives(going)) == ([False, True, True], [True, False, False])
    assert [
        record.message.partition(":")[0] for record in caplog.records if record.name == "portal.clock"
    ] == ["what is scheduled was not done"] * 2
    fails.clear()
    publish_scheduled()
    assert (lives(coming), lives(going)) == ([True] * 3, [False] * 3)


def test_database_that_is_away_is_no_fault_of_one_page(due, fails, monkeypatch, caplog):
    coming, _going = due
    fails |= {coming[0].pk}
    monkeypatch.setattr(publishing, "connection", SimpleNamespace(connection=None))
    with pytest.raises(ValueError, match="broken"):
        publish_scheduled()
    assert lives(coming) == [False] * 3


def test_what_wagtail_would_publish_is_published():
    from wagtail.management.commands.publish_scheduled import DraftStateMixin, apps

    drafts = {m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page)}
    assert drafts
    assert scheduled_models()[0] is Page
    assert set(scheduled_models()[1:]) == drafts


def test_publishing_is_first_and_no_job_of_another_service_is_run_by_the_clock(due, monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    coming, going = due
    run = []
    for name, job in list(JOBS.items()):
        if job.by != CLOCK:
            monkeypatch.setitem(
                JOBS, name, type(job)(name, job.every, lambda name=name: run.append(name), job.by)
            )
    started = tick()
    assert started[0] == "portal.clock.jobs.publish_scheduled"
    assert (lives(coming), lives(going), run) == ([True] * 3, [False] * 3, [])


def test_job_of_the_clock_over_its_budget_is_logged_and_noted(monkeypatch, caplog):
    monkeypatch.setattr("portal.clock.registry.CLOCK_BUDGET_SECONDS", 0.01)
    monkeypatch.setattr("portal.clock.scheduler.JOBS", {})
    found = {}
    monkeypatch.setattr("portal.clock.registry.JOBS", found)
    every(timedelta(hours=1), by=CLOCK)(lambda: time.sleep(0.05))
    monkeypatch.setattr("portal.clock.scheduler.JOBS", found)
    tick()
    assert "it may take 0.01 s" in caplog.text
    assert JobRun.objects.get(name__in=found).seconds > 0.04
