"""Letters that were queued before the log of states became a journal, and that an upgrade finds waiting."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils.translation import gettext, override

from federation.workshops.letters import LETTERS, WRITER
from federation.workshops.models import Workshop
from portal.journal.actions import log, wish
from portal.language import LANGUAGES
from portal.mail.models import Letter
from portal.mail.rendering import render_facts
from portal.mail.sending import send_later
from tests import services
from tests.portal.accounts.factories import UserFactory

from .factories import ParticipationFactory, WorkshopFactory, WorkshopTrainerFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
journal = import_module("federation.workshops.migrations.0012_journal_of_workshops")
WHY = "Зал бос емес <b>болды</b>"
OLD = {
    "dates_proposed": "user", "dates_received": "user", "dates_approved": "user", "dates_declined": "user",
    "dates_changed": "participation", "training_moved": "trainer",
}  # fmt: skip


@pytest.fixture
def workshop(association) -> Workshop:
    return WorkshopFactory(organiser=association)


@pytest.fixture
def readers(workshop) -> dict[str, dict]:
    """The facts in which each kind of reader is told."""
    line = WorkshopTrainerFactory(
        workshop=workshop, email="trainer@test.example", person=UserFactory().person
    )
    seat = ParticipationFactory(workshop=workshop)
    return {
        "user": {"user": UserFactory().pk},
        "participation": {"participation": seat.pk, "state": "registered", "queue_number": 1},
        "trainer": {"trainer": line.pk},
    }


def queue(kind: str, language: str, workshop: Workshop, **facts) -> Letter:
    """A letter as an earlier release has queued it."""
    facts = {"kind": kind, "workshop": workshop.pk, **facts}
    key = f"workshops:{kind}:{language}"
    send_later(key=key, address="reader@test.example", language=language, writer=WRITER, facts=facts)
    return Letter.objects.get(key=key)


def migrated(letter: Letter) -> Letter:
    journal._rename_facts(apps, journal.KEYS, journal.KINDS)
    letter.refresh_from_db()
    return letter


def test_every_kind_that_went_has_a_successor():
    assert OLD.keys() == journal.KINDS.keys()
    assert set(journal.KINDS.values()) <= LETTERS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", OLD)
def test_letter_about_other_dates_goes_out_with_them_and_their_reason(
    workshop, readers, manager, kind, language
):
    first = workshop.starts_on + timedelta(days=7)
    days = {"starts_on": first.isoformat(), "ends_on": first.isoformat()}
    stood = {name: getattr(workshop, name).isoformat() for name in days}
    change = wish(workshop, manager, stood, days, WHY)
    change.answer = WHY
    change.save()
    letter = migrated(queue(kind, language, workshop, date_change=change.pk, **readers[OLD[kind]]))
    assert render_facts(letter)
    assert str(first.year) in letter.text
    assert (WHY in letter.text) == (kind != "dates_approved")


def test_other_letters_stay_what_they_are(workshop, readers, manager):
    step = log(workshop, "cancelled", manager, WHY, states=("approved", "cancelled"))
    letter = queue("workshop_cancelled", "ru", workshop, state_change=step.pk, **readers["participation"])
    assert WHY in (render_facts(migrated(letter)) and letter.text)


def test_way_back_gives_all_their_former_names(workshop):
    letter = queue("dates_changed", "kk", workshop, date_change=1)
    before = letter.facts
    assert migrated(letter).facts != before
    back = ({new: old for old, new in names.items()} for names in (journal.KEYS, journal.KINDS))
    journal._rename_facts(apps, *back)
    letter.refresh_from_db()
    assert letter.facts == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_trainer_who_stepped_back_before_a_reason_was_asked_for_has_none(
    workshop, readers, manager, language
):
    letter = queue("trainer_stepped_back", language, workshop, **readers["user"], **readers["trainer"])
    assert render_facts(letter)
    with override(language):
        assert gettext("The reason:") not in letter.text


def test_kind_that_nobody_knows_is_given_up(workshop):
    assert not render_facts(queue("dates_sung", "en", workshop))
