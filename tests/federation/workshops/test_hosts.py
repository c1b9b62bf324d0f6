"""A host is asked through its representatives, named to the public after its yes, and may take the yes back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from federation.workshops import actions
from federation.workshops.actions.asking_hosts import ask_host
from federation.workshops.actions.places import lock_workshop
from federation.workshops.enums import HostRights
from federation.workshops.models import Hosting, Workshop
from federation.workshops.personal_data.hostings import erase_hostings, export_hostings
from portal.accounts.registry import subject_of
from portal.journal import actions as journal
from portal.navigation.registry import Acting, panels_for, sections_for, tasks_for
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory
from tests.outbox import written_letters

from .factories import HostingFactory, WorkshopFactory, WorkshopTrainerFactory

pytestmark = pytest.mark.django_db
NAME = "Қупияхост кітапханасы"  # Stands nowhere else.
REASON = "Зал жөндеуде."


@pytest.fixture
def host():
    return OrganisationFactory(slug="host", name_kk=NAME, name_ru=NAME, name_en=NAME)


@pytest.fixture
def head(host):
    """The manager of the host, who reads Kazakh."""
    return RepresentativeFactory(
        organisation=host, user__email="head@test.example", user__preferred_language="kk"
    ).person.user


@pytest.fixture
def helper(host):
    """A contributor of the host."""
    return RepresentativeFactory(
        organisation=host, role="contributor", user__email="helper@test.example"
    ).person.user


@pytest.fixture
def workshop(association, host):
    return WorkshopFactory(organiser=association, host=host)


@pytest.fixture
def asked(workshop, head, manager):
    actions.invite_trainers(workshop, manager)
    written_letters()  # What asks is put into words while it asks.
    return workshop.hostings.get()


def door(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(workshop: Workshop, part: str = "", language: str = "en") -> str:
    return f"/{language}/desk/workshops/{workshop.slug}/hosting/{part}"


def as_it_is(hosting: Hosting) -> dict:
    return Hosting.objects.filter(pk=hosting.pk).values().get()


def of_hosts(letters) -> list[tuple[str, str, str]]:
    return [row for row in letters() if row[0].startswith("host")]


def steps(workshop: Workshop) -> list[str]:
    return [step.verb for step in workshop.steps.order_by("pk")]


# --- Asking -----------------------------------------------------------------------------------------------------------


def test_approval_asks_those_who_represent_the_host_once_each_in_their_language(
    workshop, head, helper, secretary, letters
):
    Workshop.objects.filter(pk=workshop.pk).update(state="submitted")
    for _time in range(2):
        actions.approve(workshop, secretary)
    assert of_hosts(letters) == [
        ("host_asked", head.email, "kk"),
        ("host_asked", helper.email, helper.preferred_language),
    ]
    hosting = workshop.hostings.get()
    assert (hosting.state, hosting.rights, bool(hosting.asked_at)) == ("asked", "see", True)
    assert steps(workshop).count("host_asked") == 1
    texts = {letter.address: letter.text for letter in written_letters().filter(key__contains="host_asked")}
    assert NAME in texts[head.email] and f"/kk/desk/workshops/{workshop.slug}/hosting/" in texts[head.email]


def test_organiser_asks_from_a_draft_with_the_rights_that_it_chose(workshop, head, manager, letters):
    Workshop.objects.filter(pk=workshop.pk).update(state="draft")
    own = door(manager)
    page = f"/ru/desk/workshops/{workshop.slug}/"
    assert f"{page}trainers/invite/" in own.get(page).text
    own.post(f"{page}hosting/rights/", {"rights": "run"})
    assert of_hosts(letters) == []
    for _time in range(2):
        own.post(f"{page}trainers/invite/")
    assert of_hosts(letters) == [("host_asked", head.email, "kk")]
    assert workshop.hostings.get().rights == "run"
    assert f"{page}trainers/invite/" not in own.get(page).text


def test_organiser_that_hosts_itself_asks_nobody(workshop, association, manager, letters):
    Workshop.objects.filter(pk=workshop.pk).update(host=association)
    actions.invite_trainers(workshop, manager)
    assert (of_hosts(letters), workshop.hostings.count()) == ([], 0)
    assert Workshop.objects.get(pk=workshop.pk).is_host_confirmed


def test_draft_that_asks_is_seen_by_the_host_and_by_no_stranger(workshop, head, manager):
    Workshop.objects.filter(pk=workshop.pk).update(state="draft")
    assert workshop not in Workshop.objects.visible_to(head)
    actions.invite_trainers(workshop, manager)
    assert workshop in Workshop.objects.visible_to(head)
    assert workshop not in Workshop.objects.visible_to(RepresentativeFactory().person.user)
    actions.decline_hosting(workshop.hostings.get(), head)
    assert workshop not in Workshop.objects.visible_to(head)


def test_asking_a_host_leaves_a_draft_that_may_be_deleted_and_moved(workshop, head, manager):
    Workshop.objects.filter(pk=workshop.pk).update(state="draft")
    actions.invite_trainers(workshop, manager)
    workshop.refresh_from_db()
    assert actions.may_move(workshop)
    actions.discard_draft(workshop)
    assert not Workshop.objects.filter(pk=workshop.pk).exists()


def test_answer_of_a_host_is_no_change_of_what_the_secretariat_reads(workshop, head, manager, secretary):
    Workshop.objects.filter(pk=workshop.pk).update(state="submitted")
    actions.invite_trainers(workshop, manager)
    page = door(secretary).get(f"/ru/desk/workshops/review/{workshop.slug}/")
    actions.accept_hosting(workshop.hostings.get(), head)
    actions.approve(workshop, secretary, page.context["seen"])
    workshop.refresh_from_db()
    assert workshop.state == "approved"


def test_another_host_is_asked_and_the_former_one_let_go(workshop, asked, head, manager, letters):
    other = RepresentativeFactory(user__email="other@test.example", user__preferred_language="en")
    for _time in range(2):
        with lock_workshop(workshop.pk) as locked:
            locked.host = other.organisation
            locked.save()
            ask_host(locked, manager)
    assert [row[:2] for row in of_hosts(letters)] == [
        ("host_asked", head.email), ("host_asked", "other@test.example"), ("host_let_go", head.email),
    ]  # fmt: skip
    assert workshop.hostings.get().organisation == other.organisation
    assert door(head).get(page_of(workshop)).status_code == 404


# --- Answering --------------------------------------------------------------------------------------------------------


def test_manager_accepts_once_and_the_organiser_is_told(workshop, asked, head, manager, letters):
    for _time in range(2):
        assert door(head).post(page_of(workshop), {"answer": "accept"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.by, bool(asked.answered_at)) == ("accepted", head.person, True)
    assert [row for row in of_hosts(letters) if row[0] != "host_asked"] == [
        ("host_accepted", manager.email, "ru")
    ]
    assert steps(workshop)[-1] == "host_accepted"
    assert NAME in written_letters().get(key__contains="host_accepted").text
    before = as_it_is(asked)
    door(head).post(page_of(workshop), {"answer": "decline"})  # It has been answered.
    assert as_it_is(asked) == before


def test_contributor_reads_and_does_not_answer(workshop, asked, helper):
    own, before = door(helper), as_it_is(asked)
    page = own.get(page_of(workshop))
    assert "A manager of your organisation answers." in page.text and 'name="answer"' not in page.text
    for part, sent in (("", {"answer": "accept"}), ("withdraw/", {"words": REASON})):
        assert own.post(page_of(workshop, part), sent).status_code == 403
    assert as_it_is(asked) == before


def test_for_everybody_else_it_does_not_exist(workshop, asked, manager, secretary, librarian):
    stranger = RepresentativeFactory().person.user
    before = as_it_is(asked)
    for user in (stranger, manager, secretary, librarian):
        for part in ("", "withdraw/"):
            assert door(user).get(page_of(workshop, part)).status_code == 404
            assert door(user).post(page_of(workshop, part), {"answer": "accept"}).status_code == 404
    assert as_it_is(asked) == before


def test_who_declines_tells_why_and_the_organiser_looks_for_another(workshop, asked, head, manager, client):
    door(head).post(page_of(workshop), {"answer": "decline", "words": REASON})
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("declined", REASON)
    letter = written_letters().get(key__contains="host_declined")
    assert (letter.address, REASON in letter.text) == (manager.email, True)
    (task,) = tasks_for(Acting(manager))
    assert task.url.endswith(f"/desk/workshops/{workshop.slug}/change/#id_host")
    assert REASON in door(manager).get(f"/ru/desk/workshops/{workshop.slug}/").text
    assert NAME not in client.get(workshop.url_in("ru")).text
    door(head).post(page_of(workshop), {"answer": "accept"})
    asked.refresh_from_db()
    assert asked.state == "declined"


@pytest.mark.parametrize("change", [{"state": "cancelled"}, {"state": "declined"}, "over"])
def test_nobody_accepts_what_will_not_take_place(workshop, asked, head, change):
    yesterday = timezone.localdate() - timedelta(days=1)
    change = {"starts_on": yesterday, "ends_on": yesterday} if change == "over" else change
    Workshop.objects.filter(pk=workshop.pk).update(**change)
    door(head).post(page_of(workshop), {"answer": "accept"})
    asked.refresh_from_db()
    assert asked.state == "asked"
    assert tasks_for(Acting(head)) == []


def test_who_answers_for_a_host_is_not_named_to_the_organiser(workshop, asked, head, manager):
    head.first_name = "Қупиябасшы"
    head.save()
    actions.accept_hosting(asked, head)
    page = door(manager).get(f"/ru/desk/workshops/{workshop.slug}/").text
    assert NAME in page and "Қупиябасшы" not in page


# --- Taking it back ---------------------------------------------------------------------------------------------------


@pytest.fixture
def hosted(asked, head):
    return actions.accept_hosting(asked, head)


def test_host_withdraws_with_a_reason_and_the_page_says_so_at_once(workshop, hosted, head, manager, client):
    own, public = door(head), workshop.url_in("ru")
    assert NAME in client.get(public).text
    assert page_of(workshop, "withdraw/") in own.get(page_of(workshop)).text
    own.post(page_of(workshop, "withdraw/"))
    hosted.refresh_from_db()
    assert hosted.state == "accepted"  # Not without a reason.
    with pytest.raises(actions.Refused):
        actions.withdraw_hosting(hosted, head, " ")
    for _time in range(2):
        own.post(page_of(workshop, "withdraw/"), {"words": REASON})
    hosted.refresh_from_db()
    assert (hosted.state, hosted.reason) == ("withdrawn", REASON)
    assert NAME not in client.get(public).text
    (letter,) = written_letters().filter(key__contains="host_withdrawn")
    assert (letter.address, REASON in letter.text) == (manager.email, True)
    (task,) = tasks_for(Acting(manager))
    assert task.url.endswith(f"/desk/workshops/{workshop.slug}/change/#id_host")
    assert steps(workshop).count("host_withdrew") == 1
    assert REASON in door(manager).get(f"/ru/desk/workshops/{workshop.slug}/").text


@pytest.mark.parametrize(
    ("days", "state", "withdraws"), [(0, "approved", True), (1, "approved", False), (0, "cancelled", False)]
)
def test_host_withdraws_until_the_last_day(workshop, hosted, head, days, state, withdraws):
    last = timezone.localdate() - timedelta(days=days)
    Workshop.objects.filter(pk=workshop.pk).update(starts_on=last, ends_on=last, state=state)
    door(head).post(page_of(workshop, "withdraw/"), {"words": REASON})
    hosted.refresh_from_db()
    assert (hosted.state == "withdrawn") is withdraws


# --- One person, one letter, one answer -------------------------------------------------------------------------------


def contact(workshop, user, **given):
    return WorkshopTrainerFactory(workshop=workshop, email=user.email, role="contact", **given)


def addressed(letters, user) -> list[str]:
    return [kind for kind, address, _language in letters() if address == user.email]


def test_manager_who_is_the_contact_gets_one_letter_and_gives_one_answer(workshop, head, manager, letters):
    line = contact(workshop, head)
    actions.invite_trainers(workshop, manager)
    assert addressed(letters, head) == ["host_asked"]
    assert len(tasks_for(Acting(head))) == 1
    own = door(head)
    training = own.get(f"/en/desk/trainings/{line.pk}/")
    assert training.headers["Location"] == page_of(workshop)
    page = own.get(page_of(workshop))
    assert page.context["asked"].consent is not None  # As whoever is named to the public is asked.
    own.post(page_of(workshop), {"answer": "accept"})
    line.refresh_from_db()
    assert (line.person, workshop.hostings.get().state) == (None, "asked")  # Not without the consent.
    own.post(page_of(workshop), {"answer": "accept", "consent": "on"})
    line.refresh_from_db()
    assert (line.person, workshop.hostings.get().state) == (head.person, "accepted")
    assert tasks_for(Acting(head)) == []


def test_manager_who_is_the_contact_declines_both(workshop, head, manager):
    line = contact(workshop, head)
    actions.invite_trainers(workshop, manager)
    door(head).post(page_of(workshop), {"answer": "decline"})
    line.refresh_from_db()
    assert (line.answer, workshop.hostings.get().state) == ("declined", "declined")


def test_contributor_who_is_the_contact_is_asked_as_the_contact_alone(
    workshop, head, helper, manager, letters
):
    line = contact(workshop, helper)
    actions.invite_trainers(workshop, manager)
    assert addressed(letters, helper) == ["trainer_invited"]
    assert addressed(letters, head) == ["host_asked"]
    actions.accept_training(line, helper)
    assert workshop.hostings.get().state == "asked"


def test_manager_who_was_asked_as_the_contact_before_gets_no_second_letter(workshop, head, manager, letters):
    contact(workshop, head, invited_at=timezone.now(), language="kk")
    actions.invite_trainers(workshop, manager)
    assert addressed(letters, head) == []
    assert len(tasks_for(Acting(head))) == 1


def test_manager_who_trains_there_accepts_for_the_host_without_being_named_twice(workshop, head, manager):
    WorkshopTrainerFactory(workshop=workshop, person=head.person, accepted_at=timezone.now())
    line = contact(workshop, head)
    actions.invite_trainers(workshop, manager)
    actions.accept_hosting(workshop.hostings.get(), head)
    line.refresh_from_db()
    assert (workshop.hostings.get().state, line.person) == ("accepted", None)


def test_host_hears_of_each_change_once_whoever_represents_it(
    workshop, hosted, head, helper, manager, letters
):
    WorkshopTrainerFactory(workshop=workshop, person=head.person, accepted_at=timezone.now())
    actions.cancel_workshop(workshop, manager, REASON)
    assert "hosting_cancelled" not in addressed(letters, head)  # Told as a trainer.
    assert "training_cancelled" in addressed(letters, head)
    assert "hosting_cancelled" in addressed(letters, helper)
    assert REASON in written_letters().get(key__contains="hosting_cancelled").text


# --- Noting a yes -----------------------------------------------------------------------------------------------------


def note(workshop, **given) -> dict:
    today = timezone.localdate().strftime("%d.%m.%Y")
    return {"noted_on": today, "noted_how": "телефон арқылы", **given}


def test_organiser_notes_the_yes_of_a_host_that_nobody_represents(workshop, host, manager, client):
    own, address = door(manager), page_of(workshop, "note/")
    assert address in own.get(f"/en/desk/workshops/{workshop.slug}/").text
    assert NAME in own.get(address).text
    assert NAME not in client.get(workshop.url_in("kk")).text
    for _time in range(2):
        own.post(address, note(workshop))
    hosting = workshop.hostings.get()
    assert (hosting.state, hosting.noted_on, hosting.noted_how) == (
        "accepted", timezone.localdate(), "телефон арқылы",
    )  # fmt: skip
    assert NAME in client.get(workshop.url_in("kk")).text
    assert steps(workshop) == ["host_noted"]
    assert "телефон арқылы" in own.get(f"/en/desk/workshops/{workshop.slug}/").text


def test_yes_is_noted_of_no_day_to_come_and_not_without_how_it_came(workshop, manager):
    tomorrow = (timezone.localdate() + timedelta(days=1)).strftime("%d.%m.%Y")
    for wrong in ({"noted_on": tomorrow}, {"noted_on": ""}, {"noted_how": " "}):
        door(manager).post(page_of(workshop, "note/"), note(workshop, **wrong))
    with pytest.raises(actions.Refused):
        actions.note_host(workshop, manager, timezone.localdate() + timedelta(days=1), "by telephone")
    with pytest.raises(actions.Refused):
        actions.note_host(workshop, manager, timezone.localdate(), " ")
    assert workshop.hostings.filter(state="accepted").count() == 0


def test_host_that_somebody_represents_answers_itself(workshop, asked, head, manager):
    assert page_of(workshop, "note/") not in door(manager).get(f"/en/desk/workshops/{workshop.slug}/").text
    door(manager).post(page_of(workshop, "note/"), note(workshop))
    asked.refresh_from_db()
    assert asked.state == "asked"


# --- The host's desk --------------------------------------------------------------------------------------------------


def test_host_finds_the_question_and_the_workshop_on_its_desk(workshop, asked, head, helper, host):
    for user, verb in ((head, "Answer"), (helper, "Open")):
        with override("en"):
            (task,) = tasks_for(Acting(user))
            assert (task.url, task.verb) == (page_of(workshop), verb)
            assert "Workshops that we host" in [section.title for section in sections_for(Acting(user))]
            assert panels_for(Acting(user, host)) is not None
    actions.accept_hosting(asked, head)
    assert tasks_for(Acting(head)) == []
    with override("en"):
        assert "Workshops that we host" in [panel.title for panel in panels_for(Acting(head, host))]
    for address in ("/en/desk/workshops/hosted/", "/en/desk/for/host/workshops/hosted/"):
        assert str(workshop.title) in door(head).get(address).text


def test_nobody_else_finds_it_there(workshop, asked, manager):
    stranger = RepresentativeFactory().person.user
    for user in (manager, stranger):
        assert str(workshop.title) not in door(user).get("/en/desk/workshops/hosted/").text
        with override("en"):
            assert "Workshops that we host" not in [section.title for section in sections_for(Acting(user))]
    assert door(stranger).get("/en/desk/for/host/workshops/hosted/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_as_much_for_one_as_for_three(number, head, host, django_assert_num_queries):
    for _number in range(number):
        HostingFactory(organisation=host)
    own = door(head)
    own.get("/en/desk/workshops/hosted/")
    with django_assert_num_queries(12):
        own.get("/en/desk/workshops/hosted/")


def test_log_names_the_host_and_its_rights_in_the_readers_language(workshop, asked, head, host, manager):
    type(host).objects.filter(pk=host.pk).update(name_ru="Хозяин", name_en="Keeper")
    with override("kk"):
        actions.give_host_rights(workshop, manager, HostRights.RUN)
        actions.decline_hosting(asked, head, REASON)
    own = door(manager)
    for language, name in (("ru", "Хозяин"), ("en", "Keeper")):
        log = own.get(f"/{language}/desk/workshops/{workshop.slug}/").context["log"]
        with override(language):
            said = [(str(step.host), step.words) for step in log]
            assert said == [
                (name, ("", "kk")),
                (name, (HostRights.RUN.label, "")),
                (name, (REASON, "kk")),
            ]


def test_host_that_was_replaced_has_no_link_to_where_nothing_is(workshop, asked, head):
    assert page_of(workshop) in door(head).get("/en/desk/workshops/hosted/").text
    Workshop.objects.filter(pk=workshop.pk).update(host=OrganisationFactory())
    page = door(head).get("/en/desk/workshops/hosted/").text
    assert str(workshop.title) in page and page_of(workshop) not in page


@pytest.mark.parametrize(("state", "reads"), [("submitted", False), ("approved", True)])
def test_host_that_said_no_reads_no_more_of_what_is_not_public(workshop, asked, head, state, reads):
    actions.decline_hosting(asked, head, REASON)
    Workshop.objects.filter(pk=workshop.pk).update(state=state, city="Кейінқала")
    for address in (page_of(workshop), "/en/desk/workshops/hosted/"):
        page = door(head).get(address).text
        assert str(workshop.title) in page and ("Кейінқала" in page) is reads


@pytest.mark.parametrize("number", [1, 3])
def test_review_asks_as_much_for_one_change_of_host_as_for_three(
    number, workshop, manager, secretary, django_assert_num_queries
):
    for _number in range(number):
        keys = [{"name": "host", "stood": workshop.host_id, "stands": OrganisationFactory().pk}]
        journal.log(workshop, "change_approved", manager, changes=keys)
        wish = journal.wish(workshop, manager, {"host": keys[0]["stood"]}, {"host": keys[0]["stands"]}, "")
        journal.decide(wish, "approved", secretary)
    own, address = door(secretary), f"/en/desk/workshops/review/{workshop.slug}/"
    assert own.get(address).status_code == 200
    with django_assert_num_queries(26):
        own.get(address)


# --- Personal data ----------------------------------------------------------------------------------------------------


def test_answers_for_a_host_are_handed_over_and_forgotten_with_who_gave_them(workshop, asked, head):
    actions.decline_hosting(asked, head, REASON)
    subject = subject_of(head)
    (row,) = export_hostings(subject)
    assert (row["workshop"], row["host"], row["state"], row["reason"]) == (
        str(workshop.title), NAME, "declined", REASON,
    )  # fmt: skip
    erase_hostings(subject)
    asked.refresh_from_db()
    assert (asked.by, asked.state) == (None, "declined")
