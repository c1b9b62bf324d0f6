"""Who runs the days changes the programme and what to bring, and nothing else."""

import pytest
from django.test import Client

from federation.membership.enums import RepresentativeRole
from federation.workshops import actions
from federation.workshops.contents.digests import digest_of
from federation.workshops.contents.readings import names_changed, reading_of
from federation.workshops.enums import HostRights
from federation.workshops.forms.programme import PROGRAMME
from federation.workshops.models import Workshop
from tests.federation.membership.factories import RepresentativeFactory
from tests.outbox import written_letters

from .amending import amend, form_of
from .factories import HostingFactory, ParticipationFactory, WorkshopTrainerFactory

pytestmark = pytest.mark.django_db
REASON = "Күн тәртібі өзгерді."
NEW = {"kk_programme": "1-күн. Жаңа бағдарлама", "ru_to_bring": "Ноутбук"}


@pytest.fixture
def hosting(association):
    made = HostingFactory(workshop__organiser=association, state="accepted", rights=HostRights.RUN)
    made.workshop.descriptions.create(language="ru", title="Управление", programme="День 1")
    WorkshopTrainerFactory(workshop=made.workshop, name="Бас тартқан", declined_at=made.workshop.created_at)
    WorkshopTrainerFactory(workshop=made.workshop, name="Бас тартқан")
    return made


@pytest.fixture
def workshop(hosting):
    return Workshop.objects.get(pk=hosting.workshop_id)


@pytest.fixture
def head(hosting):
    return RepresentativeFactory(
        organisation=hosting.organisation, user__email="head@test.example"
    ).person.user


def door(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address_of(workshop: Workshop) -> str:
    return f"/ru/desk/workshops/{workshop.slug}/programme/"


def now(workshop: Workshop) -> Workshop:
    return Workshop.objects.get(pk=workshop.pk)


def sent(workshop: Workshop, **changes: str) -> dict[str, str]:
    """What a browser sends from the form, but for some fields, and the reason on the page after it."""
    return {
        **{
            f"{row.language}_{name}": getattr(row, name)
            for row in workshop.descriptions.all()
            for name in PROGRAMME
        },
        "seen": digest_of(now(workshop)),
        "action": "confirm",
        "words": REASON,
        **changes,
    }


def names(workshop: Workshop) -> list[str]:
    return [change["name"] for step in workshop.steps.filter(verb="amended") for change in step.changes]


def test_form_asks_for_two_texts_in_each_language_with_words(workshop, head):
    form = door(head).get(address_of(workshop)).context["form"]
    names = [field.name for language in form.languages for field in language.fields]
    assert names == list(form.fields) == ["kk_programme", "kk_to_bring", "ru_programme", "ru_to_bring"]
    assert form["ru_programme"].value() == "День 1"


def test_page_shows_what_would_change_and_who_is_told_before_anything_happens(workshop, head, manager):
    ParticipationFactory(workshop=workshop)
    before = reading_of(now(workshop))
    page = door(head).post(address_of(workshop), sent(workshop, **NEW, action="preview"))
    assert [str(change.label) for change in page.context["at_once"]] != []
    assert page.context["asked"] == []
    assert len(page.context["told"]) == 3  # Who takes part, the host, the organiser; nobody else is there.
    assert reading_of(now(workshop)) == before
    assert "Новые" not in page.text and NEW["kk_programme"] in page.text


@pytest.mark.parametrize("who", ["host", "organiser"])
def test_both_who_run_the_days_and_managers_of_the_organiser_change_it(workshop, head, manager, who):
    before = reading_of(now(workshop))
    user = {"host": head, "organiser": manager}[who]
    assert door(user).post(address_of(workshop), sent(workshop, **NEW)).status_code == 302
    after = reading_of(now(workshop))
    assert names_changed(before, after) == ["kk_programme", "ru_to_bring"] == names(workshop)
    (step,) = workshop.steps.filter(verb="amended")
    assert (step.by, step.words) == (user, REASON)


def test_whatever_else_is_sent_changes_nothing(workshop, head):
    before = reading_of(now(workshop))
    forged = {**form_of(workshop, venue_kk="Мәжіліс залы", capacity="30"), "money-0-planned": "1"}
    own = door(head)
    own.post(address_of(workshop), {**forged, **sent(workshop), "kk_title": "Басқа атау", "ru_summary": "Да"})
    assert names_changed(before, reading_of(now(workshop))) == []
    own.post(address_of(workshop), {**forged, **sent(workshop, **NEW), "en_title": "Other"})
    assert names_changed(before, reading_of(now(workshop))) == ["kk_programme", "ru_to_bring"]


def test_what_another_has_changed_meanwhile_stays(workshop, head, manager):
    """Also where the form does not say what it showed."""
    late = sent(workshop, **NEW, seen="")
    amend(workshop, manager, venue_kk="Мәжіліс залы", kk_summary="Жаңа.")
    door(head).post(address_of(workshop), late)
    after = reading_of(now(workshop))
    assert (after["venue_kk"], after["kk_summary"]) == ("Мәжіліс залы", "Жаңа.")
    assert after["kk_programme"] == NEW["kk_programme"]


def test_words_are_read_under_the_lock(workshop, head, manager):
    """The row that the view holds may be old."""
    stale = Workshop.objects.prefetch_related("descriptions").get(pk=workshop.pk)
    amend(workshop, manager, kk_summary="Жаңа.")
    actions.change_programme(stale, head, {"kk": {"programme": "1-күн"}}, REASON)
    after = reading_of(now(workshop))
    assert (after["kk_summary"], after["kk_programme"]) == ("Жаңа.", "1-күн")


def test_late_form_sees_what_has_changed(workshop, head, manager):
    late = sent(workshop, **NEW)
    amend(workshop, manager, venue_kk="Мәжіліс залы")
    page = door(head).post(address_of(workshop), late)
    assert page.status_code == 200 and len(page.context["changed"]) == 1
    assert names(workshop) == ["venue_kk"]
    assert door(head).post(address_of(workshop), {**late, "seen": page.context["seen"]}).status_code == 302
    assert names(workshop) == ["venue_kk", "kk_programme", "ru_to_bring"]


def test_reason_is_asked_for_and_a_form_sent_twice_changes_once(workshop, head, letters):
    own, form = door(head), sent(workshop, **NEW)
    assert own.post(address_of(workshop), {**form, "words": " "}).status_code == 200
    assert (names(workshop), letters()) == ([], [])
    for _time in range(2):
        assert own.post(address_of(workshop), form).status_code == 302
    assert len(names(workshop)) == 2


@pytest.mark.parametrize("rights", HostRights)
@pytest.mark.parametrize("role", RepresentativeRole)
def test_only_managers_of_a_host_with_the_right(hosting, workshop, rights, role):
    hosting.rights = rights
    hosting.save()
    user = RepresentativeFactory(organisation=hosting.organisation, role=role).person.user
    opens = rights != HostRights.SEE and role == RepresentativeRole.MANAGER
    own = door(user)
    assert (own.get(address_of(workshop)).status_code == 200) is opens
    own.post(address_of(workshop), sent(workshop, **NEW))
    assert bool(names(workshop)) is opens
    page = own.get(f"/ru/desk/workshops/{workshop.slug}/").text
    assert (address_of(workshop) in page) is opens


def test_for_strangers_it_does_not_exist(workshop):
    stranger = door(RepresentativeFactory().person.user)
    assert stranger.get(address_of(workshop)).status_code == 404
    assert stranger.post(address_of(workshop), sent(workshop, **NEW)).status_code == 404


@pytest.mark.parametrize("state", ["draft", "submitted", "cancelled"])
def test_only_what_is_approved_is_changed(workshop, manager, state):
    Workshop.objects.filter(pk=workshop.pk).update(state=state)
    assert door(manager).get(address_of(workshop)).status_code == 302
    door(manager).post(address_of(workshop), sent(workshop, **NEW))
    assert names(workshop) == []


# --- Who is told ------------------------------------------------------------------------------------------------------


def test_organiser_is_told_what_the_host_has_changed_and_not_what_it_changes_itself(
    workshop, head, manager, letters
):
    door(manager).post(address_of(workshop), sent(workshop, kk_to_bring="Қалам"))
    assert "amended_by_host" not in [kind for kind, *_rest in letters()]
    door(head).post(address_of(workshop), sent(now(workshop), **NEW))
    assert [row for row in letters() if row[0] == "amended_by_host"] == [
        ("amended_by_host", "manager@test.example", "ru")
    ]
    (letter,) = written_letters().filter(key__contains="amended_by_host")
    assert str(workshop.host.name) in letter.text and REASON in letter.text
    assert "Программа" in letter.text


def test_organiser_is_told_also_where_who_changes_it_for_the_host_writes_drafts_for_the_organiser(
    workshop, head, association, letters
):
    RepresentativeFactory(organisation=association, role="contributor", person=head.person)
    door(head).post(address_of(workshop), sent(workshop, **NEW))
    assert ("amended_by_host", "manager@test.example", "ru") in letters()


# --- A host that may do all but cancel and touch the money -------------------------------------------------------------


def test_host_with_all_rights_sees_no_money_in_the_form_and_a_forged_one_changes_none(
    hosting, workshop, head
):
    hosting.rights = HostRights.ALL
    hosting.save()
    own, address = door(head), f"/ru/desk/workshops/{workshop.slug}/change/"
    page = own.get(address).text
    assert 'name="kk_programme"' in page and "money-" not in page
    before = reading_of(now(workshop))
    forged = form_of(workshop, venue_kk="Мәжіліс залы")
    forged |= {"money-0-planned": "1", "money-0-kind": "donor", "money-0-name": "Forged"}
    forged |= {"action": "confirm", "words": REASON, "seen": digest_of(now(workshop))}
    assert own.post(address, forged).status_code == 302
    after = reading_of(now(workshop))
    assert names_changed(before, after) == ["venue_kk"] and after["money"] == before["money"]
    for name in [name for name in forged if name.startswith("money-")]:
        del forged[name]
    assert (
        own.post(address, {**forged, "venue_kk": "Зал", "seen": digest_of(now(workshop))}).status_code == 302
    )
    assert reading_of(now(workshop))["money"] == before["money"]
