"""No job works on all its rows in one transaction, be they as many as they like; nor does one of next year."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from federation.directory.models import OrganisationImport
from federation.people.models import Consent, Merge
from federation.workshops.models import WorkshopTrainer
from home.models import ContactMessage
from portal.accounts.models import PrivacyTerms
from portal.caching import cache
from portal.caching.models import DataVersion
from portal.clock import batches
from portal.clock.registry import JOBS
from portal.mail.models import Letter
from search.index import updates, vocabulary
from search.models import AskedQuery, FacetWords, SearchDocument
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory, RepresentativeInvitationFactory
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import PlaceOfferFactory, WorkshopFactory, WorkshopLetterFactory

pytestmark = pytest.mark.django_db
ROWS, BATCH = 24, 2
MOST_IN_ONE_TRANSACTION = 6 * BATCH  # With the rows of other tables that go along.
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
OVER = datetime(2021, 1, 1, tzinfo=UTC)


def old_tasks() -> None:
    DBTaskResult.objects.bulk_create(
        DBTaskResult(status="SUCCESSFUL", finished_at=LONG_AGO, args_kwargs={}, task_path="x",
                     backend_name="default", run_after=LONG_AGO)
        for _number in range(ROWS)
    )  # fmt: skip


def old_letters() -> None:
    Letter.objects.bulk_create(
        Letter(key=f"old:{number}", address="a@example.org", text="x", due_at=LONG_AGO, sent_at=LONG_AGO)
        for number in range(ROWS)
    )


def old_sessions() -> None:
    Session.objects.bulk_create(
        Session(session_key=f"old{number}", session_data="", expire_date=LONG_AGO) for number in range(ROWS)
    )


def old_messages() -> None:
    ContactMessage.objects.bulk_create(
        ContactMessage(language="kk", name="x", email="a@example.org", fingerprint=str(number))
        for number in range(ROWS)
    )
    ContactMessage.objects.update(created_at=LONG_AGO)


def old_versions() -> None:
    row = OrganisationFactory()
    kind = row.latest_revision.content_type
    Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=kind,
            object_id=row.pk,
            content={},
            created_at=LONG_AGO + timedelta(minutes=number),
        )
        for number in range(ROWS + 1)
    )


def old_imports() -> None:
    OrganisationImport.objects.bulk_create(OrganisationImport(made_at=LONG_AGO) for _number in range(ROWS))


def old_queries() -> None:
    AskedQuery.objects.bulk_create(
        AskedQuery(text=f"old {number}", language="kk", week=date(2020, 1, 6)) for number in range(ROWS)
    )


def many_changes() -> None:
    DataVersion.objects.bulk_create(DataVersion(room="x", number=1) for _number in range(ROWS))


def many_words() -> None:
    words = " ".join(f"{'абвгдежзик'[number // 10]}{'абвгдежзик'[number % 10]}сөз" for number in range(ROWS))
    SearchDocument.objects.create(kind="page", model="x", key="1", thing="x:1", language="kk", body=words)


def unused_words_of_facets() -> None:
    FacetWords.objects.bulk_create(
        FacetWords(kind="page", language="kk", name="x", value=str(number), words="x")
        for number in range(ROWS)
    )


def many_duplicates() -> None:
    parts = ["бал", "дек", "сим", "тур", "вол", "гаш", "кен", "лом", "пыр", "зау"]
    for number in range(ROWS):
        name = parts[number // 10] + parts[number % 10]
        for written in (f"Щук{name} Жан{name}", f"Жан{name} Щук{name}"):
            PersonFactory(full_name=written)


def old_merges() -> None:
    Merge.objects.bulk_create(
        Merge(
            kept=PersonFactory(),
            merged=PersonFactory(),
            state="done",
            done_at=LONG_AGO,
            kept_facts={"since": {}},
        )
        for _number in range(ROWS)
    )


def old_questions() -> None:
    Merge.objects.bulk_create(
        Merge(
            kept=PersonFactory(),
            merged=PersonFactory(),
            state=state,
            note="x",
            made_at=LONG_AGO,
            ended_at=OVER,
        )
        for state in ("asked", "refused")
        for _number in range(ROWS)
    )


def old_consents() -> None:
    person, wording = PersonFactory(), PrivacyTerms.objects.current()
    Consent.objects.bulk_create(
        Consent(person=person, purpose="privacy", wording=wording, given_at=LONG_AGO, withdrawn_at=OVER)
        for _number in range(ROWS)
    )


def old_representatives() -> None:
    organisation = OrganisationFactory()
    for _number in range(ROWS):
        RepresentativeFactory(organisation=organisation, since=date(2010, 1, 1), until=date(2012, 1, 1))


def old_invitations() -> None:
    organisation = OrganisationFactory()
    for _number in range(ROWS):
        RepresentativeInvitationFactory(organisation=organisation, sent_at=LONG_AGO, withdrawn_at=OVER)


def old_addresses_of_trainers() -> None:
    workshop = WorkshopFactory(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2))
    WorkshopTrainer.objects.bulk_create(
        WorkshopTrainer(workshop=workshop, person=PersonFactory(), email="a@example.org")
        for _number in range(ROWS)
    )


def old_offers() -> None:
    workshop = WorkshopFactory(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2))
    for _number in range(ROWS):
        PlaceOfferFactory(workshop=workshop, held_until=OVER)


def old_contacts() -> None:
    day = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 1, 2)}
    WorkshopFactory.create_batch(ROWS, parts=False, words=(), **day)


def old_letters_to_participants() -> None:
    workshop = WorkshopFactory(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2))
    WorkshopLetterFactory.create_batch(ROWS, workshop=workshop)


# What gives each job work for more than one transaction; or why it cannot have too much in one.
WORK: dict[str, Callable[[], None] | str] = {
    "portal.clock.jobs.forget_old_tasks": old_tasks,
    "portal.clock.jobs.publish_scheduled": "each thing by itself: test_publishing",
    "portal.mail.jobs.empty_old_letters": old_letters,
    "portal.mail.jobs.queue_due_letters": "queues one task",
    "portal.media.jobs.make_missing_sizes": "queues a task for each picture, each by itself",
    "portal.media.jobs.sweep_old_parts": "writes no rows",
    "portal.content.jobs.add_up_versions": many_changes,
    "portal.content.jobs.thin_versions": old_versions,
    "portal.accounts.jobs.clear_old_sessions": old_sessions,
    "portal.accounts.jobs.note_missed_erasures": "writes no rows",
    "portal.accounts.jobs.empty_closed_accounts": "each account by itself",
    "portal.accounts.jobs.erase_unconfirmed_accounts": "each account by itself",
    "federation.people.jobs.empty_old_consents": old_consents,
    "federation.people.jobs.erase_unneeded_people": "each person by themselves",
    "federation.membership.jobs.delete_old_representatives": old_representatives,
    "federation.membership.jobs.delete_old_invitations": old_invitations,
    "federation.workshops.jobs.forget_addresses_of_trainers": old_addresses_of_trainers,
    "federation.workshops.jobs.delete_old_offers": old_offers,
    "federation.workshops.jobs.end_unconfirmed_places": "each workshop by itself",
    "federation.workshops.jobs.give_kept_places": "each workshop by itself",
    "federation.workshops.jobs.remind_of_held_places": "each workshop by itself",
    "federation.workshops.jobs.tell_of_held_places": "each workshop and organisation by itself",
    "federation.workshops.jobs.forget_contacts": old_contacts,
    "federation.workshops.jobs.forget_letters": old_letters_to_participants,
    "federation.workshops.jobs.send_reminders": "each workshop by itself",
    "federation.workshops.jobs.remind_organisers": "the letters about each workshop by themselves",
    "federation.workshops.jobs.remind_secretariat": "each letter by itself",
    "portal.translation.jobs.look_through_translations": "each translation by itself",
    "resources.jobs.read_waiting_files": "queues a task for each file, each by itself",
    "search.jobs.deliver_waiting_changes": "search.index.delivery.BATCH changes at once",
    "search.jobs.mend_index": "queues one task",
    "search.jobs.forget_old_queries": old_queries,
    "search.jobs.count_words": many_words,
    "search.jobs.forget_words_of_facets": unused_words_of_facets,
    "home.jobs.delete_old_messages": old_messages,
    "federation.directory.jobs.delete_old_imports": old_imports,
    "federation.people.jobs.find_likely_duplicates": many_duplicates,
    "federation.people.jobs.empty_old_merges": old_merges,
    "federation.people.jobs.end_old_questions": old_questions,
}


class Transactions:
    """How many rows each transaction writes: inside a test a savepoint stands for one."""

    def __init__(self) -> None:
        self.depth, self.written = 0, [0]

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith("SAVEPOINT"):
            self.depth += 1
        elif sql.startswith(("RELEASE", "ROLLBACK TO")):
            self.depth -= 1
        elif sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.written[-1] += max(context["cursor"].rowcount, 0)
        if not self.depth:
            self.written.append(0)
        return result


@contextmanager
def transactions():
    watching = Transactions()
    with connection.execute_wrapper(watching):
        yield watching


@pytest.fixture(autouse=True)
def small_batches(monkeypatch) -> None:
    for module in (batches, cache, updates):
        monkeypatch.setattr(module, "BATCH", BATCH)
    monkeypatch.setattr(vocabulary, "WRITTEN_AT_ONCE", BATCH)


@pytest.mark.parametrize("name", sorted(JOBS))
def test_no_job_does_all_in_one_transaction(name):
    work = WORK[name]  # A new job says here how it is given much to do.
    if isinstance(work, str):
        return
    work()
    with transactions() as watching:
        JOBS[name].run()
    assert sum(watching.written) >= ROWS - 1, "it had nothing to do"
    assert max(watching.written) <= MOST_IN_ONE_TRANSACTION


def test_work_that_is_broken_off_is_gone_on_with():
    old_sessions()

    def end_at_the_second(rows) -> int:
        if Session.objects.count() < ROWS:
            raise KeyboardInterrupt
        return rows.delete()[0]

    with pytest.raises(KeyboardInterrupt):
        batches.in_batches(Session.objects.all(), end_at_the_second)
    assert Session.objects.count() == ROWS - BATCH
    assert batches.in_batches(Session.objects.all(), lambda rows: rows.delete()[0]) == ROWS - BATCH
