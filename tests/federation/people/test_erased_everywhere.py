"""A mark planted in every place that holds a person is found nowhere after they are erased, with or without account."""

import json
from datetime import date
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.serializers import serialize
from wagtail.log_actions import log

from federation.people.actions import Request, erase_person, give_consent, merge
from federation.people.enums import Purpose
from federation.people.models import Affiliation
from federation.people.rules import current_wording, subject_of_person
from federation.workshops.actions import take_place
from federation.workshops.models import WorkshopTrainer
from portal.accounts.actions import delete_account
from portal.accounts.enums import Role
from portal.accounts.registry import export_for
from portal.mail.enums import Category
from portal.mail.models import Letter, Unsubscription
from portal.mail.sending import send_letter
from tests.federation.membership.factories import RepresentativeFactory, RepresentativeInvitationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory
from tests.home.test_contact import make_message
from tests.portal.accounts.factories import UserFactory

from .credits import material
from .factories import PersonFactory

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Zhasyryn", "zhasyryn@example.org"
MARKS = ("zhasyryn", "жасырын")
GOODBYE = ("account:deleted:", "people:erased:")  # It goes out, and is emptied as all letters are.


def everything() -> dict[str, str]:
    """The words of every row of every table, but for the letter that says goodbye, and for its task."""
    rows = {}
    for model in apps.get_models(include_auto_created=True):
        found = model._base_manager.all()
        if model is Letter:
            found = [row for row in found if not row.key.startswith(GOODBYE)]
        for row in json.loads(serialize("json", found)):
            rows[f"{row['model']} {row['pk']}"] = json.dumps(row["fields"], ensure_ascii=False).lower()
    return rows


def places() -> list[str]:
    return [where for where, words in everything().items() if any(mark in words for mark in MARKS)]


def plant(person, *, name: str) -> None:
    """Writes the mark wherever rooms hold something of a person."""
    person.latin_name, person.other_names = f"{NAME} Latin", "Жасырын"
    person.save()
    person.latin_name = f"{NAME} Once More"
    person.save()
    log(person, "wagtail.edit")
    log(Affiliation.objects.create(person=person, organisation_name=f"Office of {NAME}"), "wagtail.edit")
    give_consent(person, current_wording(Purpose.PHOTOS))
    row = RepresentativeFactory(user=SimpleNamespace(person=person))
    row.until = row.since
    row.save()
    WorkshopTrainer.objects.create(workshop=WorkshopFactory(), person=person, email=ADDRESS)
    past = WorkshopFactory(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2))
    ParticipationFactory(workshop=past, person=person)
    NewsPageFactory(author=name).save_revision(log_action=True)
    material({"name": name}, {"person": person}).save_revision(log_action=True)
    RepresentativeInvitationFactory(email=ADDRESS)
    Unsubscription.objects.create(person=person, category=Category.NEWS)
    merge(person.pk, PersonFactory(full_name=f"Second {NAME}").pk, [], UserFactory(role=Role.SECRETARIAT))
    person.refresh_from_db()
    make_message(email=ADDRESS, name=NAME)
    send_letter(
        key="x", address=ADDRESS, language="en", template="mail/account/invitation",
        context={"address": ADDRESS, "url": "https://example.org/"},
    )  # fmt: skip


def test_without_an_account():
    person = PersonFactory(full_name=f"Жасырын {NAME}", email=ADDRESS)
    plant(person, name=f"Жасырын {NAME}")
    held = export_for(subject_of_person(person))
    empty = {name for name, found in held.items() if not found}
    # What only somebody with an account can do.
    assert empty == {"account", "imports", "letters_printed", "journal"}
    assert len(places()) > 10
    erase_person(person, Request(date(2026, 3, 1), "12"), UserFactory(role=Role.SECRETARIAT))
    assert places() == []


def test_with_an_account():
    user = UserFactory(first_name="Жасырын", last_name=NAME, email=ADDRESS)
    EmailAddress.objects.create(user=user, email=f"second.{ADDRESS}", verified=True)
    plant(user.person, name=f"Жасырын {NAME}")
    make_message(email=f"second.{ADDRESS}", text="From the other address.")
    take_place(WorkshopFactory(), user)
    log(user, "wagtail.edit", user=user)
    assert len(places()) > 12
    delete_account(user)
    assert places() == []
