"""An installation from before modules got their present names goes on after `migrate`.

What it keeps by name: tasks in the queue, when each job last ran, secrets under a seal, signed addresses, fragments in Redis.
"""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core import signing
from django.core.cache import caches
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from federation.directory.views.importing import SALT
from portal.caching.models import DataVersion
from portal.clock.models import JobRun
from portal.clock.registry import JOBS
from portal.clock.running import is_due
from portal.settings.caches import REDIS, with_redis
from portal.web.sealing import unseal
from tests import services

moved = import_module("portal.content.migrations.0004_queued_translations_moved")

# As they stood in the database of the last release with the former names.
TASKS = [
    "federation.directory.tasks.import_organisations",
    "portal.clock.tasks.run_job",
    "portal.content.tasks.translate_pages_below",
    "portal.mail.tasks.deliver_due",
    "portal.media.tasks.make_sizes",
    "resources.tasks.read_file",
    "search.tasks.build_index",
    "search.tasks.deliver_changes",
    "search.tasks.rebuild_index",
    "search.tasks.refresh_rows",
]
JOB_NAMES = {
    "home.jobs.delete_old_messages",
    "portal.accounts.jobs.clear_old_sessions",
    "portal.accounts.jobs.note_missed_erasures",
    "portal.clock.jobs.forget_old_tasks",
    "portal.clock.jobs.publish_scheduled",
    "portal.content.jobs.add_up_versions",
    "portal.mail.jobs.empty_old_letters",
    "portal.mail.jobs.queue_due_letters",
    "portal.media.jobs.make_missing_sizes",
    "portal.media.jobs.sweep_old_parts",
    "resources.jobs.read_waiting_files",
    "search.jobs.count_words",
    "search.jobs.deliver_waiting_changes",
    "search.jobs.forget_old_queries",
    "search.jobs.forget_words_of_facets",
    "search.jobs.mend_index",
}
EDITOR = SimpleNamespace(connection=connection)  # All that the migration asks of it.
KEY = "a key from before, as long as a key has to be, 0123456789"
SEALED = "fernet:gAAAAABrDKqMBKK1LXTzlrJ-TI8nmhpEVT9Zw2ztvyH1nbycdm7x60UsEYvT5rEt96Cado1pJDaLQTwq5lxVivWn0ORmESt05A=="


@pytest.mark.django_db
@pytest.mark.parametrize("path", TASKS)
def test_a_task_that_was_queued_is_found_by_the_worker(path):
    row = DBTaskResult.objects.create(
        task_path=path, args_kwargs={"args": [], "kwargs": {}}, backend_name="default"
    )
    moved.forwards(apps, EDITOR)
    row.refresh_from_db()
    assert isinstance(import_string(row.task_path), Task)


@pytest.mark.django_db
def test_the_way_back_finds_it_too():
    row = DBTaskResult.objects.create(
        task_path=TASKS[2], args_kwargs={"args": [], "kwargs": {}}, backend_name="default"
    )
    moved.forwards(apps, EDITOR)
    moved.backwards(apps, EDITOR)
    row.refresh_from_db()
    assert row.task_path == TASKS[2]


@pytest.mark.django_db
def test_a_job_is_known_by_the_name_under_which_it_last_ran():
    assert JOBS.keys() >= JOB_NAMES
    job = JOBS["portal.content.jobs.add_up_versions"]
    ran = JobRun(name=job.name, started_at=(now := timezone.now()))
    assert not is_due(job, ran, now)


def test_a_secret_that_was_sealed_opens():
    with override_settings(SECRET_KEY=KEY):
        assert unseal(SEALED) == "TOTP secret"


def test_a_table_that_somebody_looked_at_before_is_still_theirs():
    assert signing.loads(signing.dumps("table", salt="directory.import"), salt=SALT) == "table"


def test_tables_and_columns_keep_their_names():
    assert DataVersion._meta.db_table == "content_dataversion"
    assert DataVersion._meta.app_label == "content"


@pytest.mark.django_db
def test_fragments_of_another_release_are_never_read():
    services.needs(services.redis(), "Redis")
    server = {"BACKEND": REDIS, "LOCATION": services.redis()}
    with override_settings(CACHES=with_redis(server, "before")):
        caches["fragments"].set("key", "what a former release kept")
        assert caches["fragments"].get("key") == "what a former release kept"
    with override_settings(CACHES=with_redis(server, "now")):
        assert caches["fragments"].get("key") is None
