"""How long people without an account are kept: as long as some room has had to do with them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from federation.membership.jobs import delete_old_representatives
from federation.membership.models import Representative
from federation.people.actions import merge
from federation.people.jobs import erase_unneeded_people
from federation.people.models import Person
from federation.people.querysets import FORGOTTEN
from federation.workshops.jobs import forget_addresses_of_trainers
from federation.workshops.models import WorkshopTrainer
from portal.accounts.enums import Role
from portal.accounts.registry import PERSONAL_DATA
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory, WorkshopTrainerFactory
from tests.portal.accounts.factories import UserFactory

from .credits import KINDS, kinds_of_credits
from .factories import PersonFactory

pytestmark = pytest.mark.django_db
YEARS = timedelta(days=6 * 365)


def took_part(person, workshop) -> None:
    ParticipationFactory(workshop=workshop, person=person)


def trained(person, workshop) -> None:
    WorkshopTrainer.objects.create(workshop=workshop, person=person)


def speaks(person, _workshop) -> None:
    Representative.objects.create(
        person=person, organisation=OrganisationFactory(), since=timezone.localdate()
    )


def test_who_was_needed_by_nobody_for_five_years_is_erased_once(time_machine):
    unneeded, with_account = PersonFactory(), UserFactory(first_name="Үлгі", last_name="Иесі").person
    assert erase_unneeded_people() == 0
    time_machine.move_to(timezone.now() + YEARS)
    assert (erase_unneeded_people(), erase_unneeded_people()) == (1, 0)
    assert (
        Person.objects.get(pk=unneeded.pk).is_forgotten,
        Person.objects.get(pk=with_account.pk).is_forgotten,
    ) == (
        True,
        False,
    )


TELLING = sorted({name for name, _empty in FORGOTTEN.children} - {"user", "merged_into"})


@pytest.mark.parametrize("name", TELLING)
def test_whatever_alone_tells_who_it_was_goes_too(name, time_machine):
    """Somebody of whom there is only a name as on a document, a former one, or an address."""
    person = PersonFactory(**{"full_name": "", name: "zhasyryn@example.org"})
    assert not Person.objects.filter(FORGOTTEN).exists() and not person.is_forgotten
    time_machine.move_to(timezone.now() + YEARS)
    assert (erase_unneeded_people(), erase_unneeded_people()) == (1, 0)
    assert list(Person.objects.filter(FORGOTTEN)) == [person]
    person.refresh_from_db()
    assert (person.is_forgotten, getattr(person, name) or "") == (True, "")


def test_entry_that_was_merged_goes_with_who_they_are(time_machine):
    kept, merged = UserFactory().person, PersonFactory()
    merge(kept.pk, merged.pk, [], UserFactory(role=Role.SECRETARIAT))
    time_machine.move_to(timezone.now() + YEARS)
    assert erase_unneeded_people() == 0
    assert Person.objects.get(pk=merged.pk).standing == kept


def is_credited(kind):
    def credit(person, _workshop) -> None:
        KINDS[kind].make({"person": person})

    return credit


@pytest.mark.parametrize("needed", [took_part, trained, speaks, *map(is_credited, kinds_of_credits())])
def test_who_has_had_to_do_with_a_room_stays(needed, time_machine):
    person = PersonFactory()
    time_machine.move_to(timezone.now() + YEARS)
    now = timezone.localdate()
    needed(person, WorkshopFactory(starts_on=now - timedelta(days=9), ends_on=now - timedelta(days=8)))
    assert erase_unneeded_people() == 0
    assert Person.objects.get(pk=person.pk).full_name


def test_every_room_with_a_key_to_persons_says_whom_it_needs():
    """Places, trainings, roles and credits; what a person alone has (workplaces, consents, letters) goes with them."""
    with_needs = {name for name, holding in PERSONAL_DATA.items() if holding.needs}
    alone = {
        *("people.Person.user", "people.Affiliation.person", "people.Consent.person"),
        "people.ConsentQuestion.person",
        *("mail.Letter.person", "mail.Unsubscription.person"),
        "membership.RepresentativeInvitation.person",  # Whoever accepts has a role.
        "workshops.PlaceOffer.person",  # Whoever accepts has a place.
    }
    to_persons = {
        name
        for name, holding in PERSONAL_DATA.items()
        for key in holding.keys - alone
        if key.endswith(".person")
    }
    assert to_persons - {"workshops_trained"} == with_needs  # The room of workshops answers for both.


def test_addresses_of_trainers_go_a_year_after_the_workshop():
    today = timezone.localdate()
    for days in (366, 364):
        day = today - timedelta(days=days)
        workshop = WorkshopFactory(starts_on=day, ends_on=day)
        WorkshopTrainer.objects.create(workshop=workshop, person=PersonFactory(), email=f"{days}@example.org")
    assert (forget_addresses_of_trainers(), forget_addresses_of_trainers()) == (1, 0)
    assert list(WorkshopTrainer.objects.exclude(email="").values_list("email", flat=True)) == [
        "364@example.org"
    ]
    said = str(list(Revision.objects.values_list("content", flat=True)))
    assert ["366@example.org" in said, "364@example.org" in said] == [False, True]


def test_addresses_in_a_draft_without_dates_go_a_year_after_its_last_change(time_machine):
    draft = {"starts_on": None, "ends_on": None, "state": "draft", "parts": False}
    changed = [WorkshopFactory(**draft), WorkshopFactory(**draft)]
    for number, workshop in enumerate(changed):
        WorkshopTrainerFactory(workshop=workshop, email=f"{number}@example.org")
    time_machine.move_to(timezone.now() + timedelta(days=100))
    changed[1].save()
    time_machine.move_to(timezone.now() + timedelta(days=266))
    assert (forget_addresses_of_trainers(), forget_addresses_of_trainers()) == (1, 0)
    assert list(WorkshopTrainer.objects.exclude(email="").values_list("email", flat=True)) == [
        "1@example.org"
    ]
    assert "0@example.org" not in str(list(Revision.objects.values_list("content", flat=True)))


def test_roles_that_ended_five_years_ago_go():
    today, person = timezone.localdate(), PersonFactory()
    for days in (5 * 365 + 1, 5 * 365 - 1):
        day = today - timedelta(days=days)
        Representative.objects.create(person=person, organisation=OrganisationFactory(), since=day, until=day)
    assert (delete_old_representatives(), delete_old_representatives()) == (1, 0)
