"""What the people of a host may do in its workshop: by the right that the organiser gave, after the host's yes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from federation.membership.enums import RepresentativeRole, Verb
from federation.people.rules import details_seen_by
from federation.workshops.actions import MoneyLine
from federation.workshops.enums import HostingState, HostRights
from federation.workshops.models import Workshop
from federation.workshops.rules import HOST_VERBS, may_in
from tests import services
from tests.federation.membership.factories import RepresentativeFactory
from tests.outbox import written_letters

from .amending import ask, form_of, give_places
from .factories import HostingFactory, ParticipationFactory, WorkshopFactory, WorkshopTrainerFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
SEES = {Verb.SEE, Verb.SEE_PARTICIPANTS}
MAY = {
    HostRights.SEE: SEES,
    HostRights.RUN: {*SEES, Verb.RUN_DAYS},
    HostRights.ALL: {*SEES, Verb.RUN_DAYS, Verb.AMEND},
}
ADDRESS = "typed@example.org"


@pytest.fixture
def hosting(association):
    made = HostingFactory(workshop__organiser=association, state="accepted")
    WorkshopTrainerFactory(workshop=made.workshop, name="Тренер", email=ADDRESS)
    return made


@pytest.fixture
def people(hosting):
    return {
        role: RepresentativeFactory(organisation=hosting.organisation, role=role).person.user
        for role in RepresentativeRole
    }


def door(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def give(hosting, rights) -> Workshop:
    hosting.rights = rights
    hosting.save()
    return Workshop.objects.get(pk=hosting.workshop_id)


def test_the_table_has_every_right_and_no_host_cancels_submits_writes_or_touches_the_organisation():
    assert HOST_VERBS == MAY
    never = {
        Verb.CANCEL,
        Verb.SUBMIT,
        Verb.WRITE,
        Verb.INVITE,
        Verb.CHANGE_PEOPLE,
        Verb.SEE_PEOPLE,
        Verb.HOST,
    }
    assert all(verbs.isdisjoint(never) for verbs in HOST_VERBS.values())


@pytest.mark.parametrize("rights", HostRights)
def test_managers_do_what_the_right_says_and_contributors_only_see(hosting, people, rights):
    workshop, stranger = give(hosting, rights), RepresentativeFactory().person.user
    for verb in Verb:
        for role, user in people.items():
            reaches = verb in MAY[rights] and (role == RepresentativeRole.MANAGER or verb in SEES)
            assert may_in(user, verb, workshop) is reaches, (verb, role)
        assert not may_in(stranger, verb, workshop)


@pytest.mark.parametrize("state", [state for state in HostingState if state != HostingState.ACCEPTED])
def test_rights_begin_with_the_yes_and_end_with_it(hosting, people, state):
    hosting.state = state
    workshop = give(hosting, HostRights.ALL)
    assert not any(may_in(user, verb, workshop) for user in people.values() for verb in Verb)


def test_rights_of_a_former_host_are_none(hosting, people):
    workshop = give(hosting, HostRights.ALL)
    workshop.host = WorkshopFactory().organiser
    workshop.save()
    for user in people.values():
        assert not may_in(user, Verb.SEE, workshop)
        assert door(user).get(f"/en/desk/workshops/{workshop.slug}/").status_code == 404


# Each screen of one workshop: the verb of a host that opens it, and None for what no host does.
SCREENS = {
    "": Verb.SEE,
    "participants/": Verb.SEE_PARTICIPANTS,
    "change/": Verb.AMEND,
    "money/": None,
    "copy/": None,
    "programme/": Verb.RUN_DAYS,
    "letters/new/": Verb.RUN_DAYS,
    "cancel/": None,
    "edit/": None,
    "move/": None,
    "discard/": None,
    "hosting/note/": None,
    "trainers/{line}/note/": None,
}


@pytest.mark.parametrize("rights", HostRights)
def test_screens_open_for_whom_the_right_reaches(hosting, people, rights):
    workshop = give(hosting, rights)
    line = workshop.trainers.first().pk
    for role, user in people.items():
        own = door(user)
        for screen, verb in SCREENS.items():
            address = f"/en/desk/workshops/{workshop.slug}/{screen}".format(line=line)
            opens = verb in MAY[rights] and (role == RepresentativeRole.MANAGER or verb in SEES)
            for send in (own.get,) if verb in SEES else (own.get, own.post):
                assert (send(address).status_code in (200, 302)) is opens, (role, screen, send)


SENT = {
    "trainers/invite/": Verb.AMEND,
    "trainers/{line}/again/": Verb.AMEND,
    "trainers/{line}/take-off/": Verb.AMEND,
    "change/withdraw/": Verb.AMEND,
    "hosting/rights/": None,
    "hosting/again/": None,
}


@pytest.mark.parametrize("rights", HostRights)
def test_forms_are_taken_from_whom_the_right_reaches(hosting, people, rights):
    workshop = give(hosting, rights)
    line = workshop.trainers.first().pk
    for role, user in people.items():
        own = door(user)
        for form, verb in SENT.items():
            address = f"/en/desk/workshops/{workshop.slug}/{form}".format(line=line)
            passes = verb in MAY[rights] and role == RepresentativeRole.MANAGER
            assert (own.post(address, {"rights": "all"}).status_code == 302) is passes, (role, form)
    hosting.refresh_from_db()
    assert hosting.rights == rights


@pytest.mark.parametrize("rights", HostRights)
def test_address_beside_a_trainer_and_the_log_are_for_a_host_that_may_do_all(
    hosting, people, rights, manager
):
    workshop = give(hosting, rights)
    give_places(workshop, 5)
    written_letters()
    reads = {
        role: ADDRESS in door(user).get(f"/en/desk/workshops/{workshop.slug}/").text
        for role, user in people.items()
    }
    assert reads == {"manager": rights == HostRights.ALL, "contributor": False}
    assert ADDRESS in door(manager).get(f"/en/desk/workshops/{workshop.slug}/").text


def test_host_sees_who_takes_part_as_the_organiser_does(hosting, people, manager):
    row = ParticipationFactory(workshop=hosting.workshop)
    seen = details_seen_by(manager, [row.person])
    for user in people.values():
        assert (
            details_seen_by(user, [row.person])
            == seen
            != details_seen_by(RepresentativeFactory().person.user, [row.person])
        )
        assert (
            row.person.full_name
            in door(user).get(f"/en/desk/workshops/{hosting.workshop.slug}/participants/").text
        )
    hosting.state = HostingState.WITHDRAWN
    hosting.save()
    for user in people.values():
        assert details_seen_by(user, [row.person]) != seen
        assert door(user).get(f"/en/desk/workshops/{hosting.workshop.slug}/participants/").status_code == 404


def test_host_with_all_rights_asks_for_dates_and_does_not_cancel(hosting, people):
    workshop, head = give(hosting, HostRights.ALL), people[RepresentativeRole.MANAGER]
    own, address = door(head), f"/en/desk/workshops/{workshop.slug}/"
    page = own.get(address).text
    assert f"{address}change/" in page and f"{address}cancel/" not in page
    day = (timezone.localdate() + timedelta(days=60)).strftime("%d.%m.%Y")
    form = form_of(workshop, starts_on=day, ends_on=day, action="confirm", words="Зал бос емес")
    assert own.post(f"{address}change/", form).status_code == 302
    assert workshop.wished_changes.waiting().get().by == head
    assert f"{address}change/withdraw/" in own.get(address).text
    own.post(f"{address}cancel/", {"words": "Зал жабық"})
    workshop.refresh_from_db()
    assert workshop.state == "approved"


# --- Giving them ------------------------------------------------------------------------------------------------------


def test_organiser_changes_the_rights_later_and_the_host_is_told(hosting, people, manager, letters):
    own, address = door(manager), f"/ru/desk/workshops/{hosting.workshop.slug}/"
    assert f"{address}hosting/rights/" in own.get(address).text
    for _time in range(2):
        own.post(f"{address}hosting/rights/", {"rights": "all"})
    hosting.refresh_from_db()
    assert hosting.rights == "all"
    told = [row[1] for row in letters() if row[0] == "host_rights"]
    assert sorted(told) == sorted(user.email for user in people.values())
    assert [step.verb for step in hosting.workshop.steps.all()] == ["host_rights"]


@pytest.mark.parametrize("rights", ["", "everything"])
def test_rights_that_are_none_change_nothing(hosting, manager, rights):
    door(manager).post(f"/ru/desk/workshops/{hosting.workshop.slug}/hosting/rights/", {"rights": rights})
    hosting.refresh_from_db()
    assert hosting.rights == "see"


@pytest.mark.parametrize("change", ["at home", "over"])
def test_no_rights_are_given_to_who_is_no_other_host_or_once_all_is_over(hosting, manager, change):
    workshop = Workshop.objects.filter(pk=hosting.workshop_id)
    yesterday = timezone.localdate() - timedelta(days=1)
    workshop.update(
        **{"host": hosting.workshop.organiser}
        if change == "at home"
        else {"starts_on": yesterday, "ends_on": yesterday}
    )
    door(manager).post(f"/ru/desk/workshops/{hosting.workshop.slug}/hosting/rights/", {"rights": "all"})
    hosting.refresh_from_db()
    assert hosting.rights == "see"
    assert hosting.workshop.hostings.count() == 1


def test_letters_lead_back_to_where_the_host_works_on_the_workshop(hosting, people):
    workshop = give(hosting, HostRights.RUN)
    manager = people[RepresentativeRole.MANAGER]
    page = door(manager).get(f"/kk/desk/workshops/{workshop.slug}/letters/")
    assert f'href="/kk/desk/workshops/{workshop.slug}/"' in page.text
    assert door(manager).get(f"/kk/desk/workshops/{workshop.slug}/").status_code == 200
    [current] = [item for item in page.context["desk"].rail if item.current]
    assert current.url == f"/kk/desk/for/{hosting.organisation.slug}/workshops/hosted/"


def test_contributor_of_the_organiser_gives_the_host_whose_manager_they_are_no_rights(hosting, people):
    workshop = give(hosting, HostRights.ALL)
    both = people[RepresentativeRole.MANAGER]
    RepresentativeFactory(
        organisation=workshop.organiser, person=both.person, role=RepresentativeRole.CONTRIBUTOR
    )
    context = door(both).get(f"/kk/desk/workshops/{workshop.slug}/").context
    assert context["may_amend"]
    assert (context["may_ask"], context["may_note"], context["host"].may_give_rights) == (True, False, False)


@pytest.mark.parametrize("rights", HostRights)
def test_host_reads_what_the_organiser_asks_for_as_its_right_reaches_and_withdraws_none_of_it(
    hosting, people, manager, rights
):
    workshop = give(hosting, rights)
    money = [MoneyLine("donor", "Қор", 7), MoneyLine("own", "Зал", in_kind=True)]
    later = workshop.starts_on + timedelta(days=60)
    wish = ask(workshop, manager, "Құпия себеп", starts_on=later, ends_on=later, money=money)
    assert "money" in wish.wished
    own, address = door(people[RepresentativeRole.MANAGER]), f"/en/desk/workshops/{workshop.slug}/"
    page = own.get(address).text
    assert ("Құпия себеп" in page) is (
        rights == HostRights.ALL
    )  # All who are told of the dates will read it.
    assert "Қор" not in page and "change/withdraw/" not in page
    own.post(f"{address}change/withdraw/")
    wish.refresh_from_db()
    assert wish.decided_at is None


def test_host_reads_the_reason_of_a_wish_without_money(hosting, people, manager):
    workshop = give(hosting, HostRights.ALL)
    ask(workshop, manager, "Күндер себебі", starts_on=workshop.starts_on + timedelta(days=1))
    page = door(people[RepresentativeRole.MANAGER]).get(f"/en/desk/workshops/{workshop.slug}/").text
    assert page.count("Күндер себебі") == 2  # Beside what waits, and in the journal.


def test_host_with_every_right_changes_no_fee(hosting, people, manager):
    workshop = give(hosting, HostRights.ALL)
    Workshop.objects.filter(pk=workshop.pk).update(fee=1000)
    for user, fee in ((people[RepresentativeRole.MANAGER], 1000), (manager, 2000)):
        sent = form_of(workshop, fee="2000", contact_name="Басқа біреу")
        client = door(user)
        address = f"/en/desk/workshops/{workshop.slug}/change/"
        assert ("Fee, tenge" in client.post(address, sent).text) is (fee == 2000)
        client.post(address, {**sent, "words": "Солай керек.", "action": "confirm"})
        assert Workshop.objects.get(pk=workshop.pk).contact_name == "Басқа біреу"
        assert Workshop.objects.get(pk=workshop.pk).fee == fee


def test_host_reads_nothing_of_a_wish_about_money_alone(hosting, people, manager):
    workshop = give(hosting, HostRights.ALL)
    wish = ask(workshop, manager, "Құпия себеп", starts_on=workshop.starts_on + timedelta(days=1))
    wish.stood, wish.wished = {"money": []}, {"money": [{"name": "Қор"}]}
    wish.save()
    page = door(people[RepresentativeRole.MANAGER]).get(f"/en/desk/workshops/{workshop.slug}/").text
    assert "Құпия себеп" not in page


@pytest.mark.parametrize("rights", HostRights)
def test_host_reads_nothing_of_money_and_takes_off_trainers_where_its_right_reaches(
    hosting, people, manager, rights
):
    workshop = give(hosting, rights)
    workshop.trainers.update(declined_at=timezone.now())
    address = f"/en/desk/workshops/{workshop.slug}/"
    page = door(people[RepresentativeRole.MANAGER]).get(address).text
    assert "Who pays" not in page and "Who pays" in door(manager).get(address).text
    workshop.money_sources.all().delete()
    assert "Who pays" in door(manager).get(address).text
    assert ("Take off the workshop" in page) is (rights == HostRights.ALL)
