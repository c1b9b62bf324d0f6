"""What a trainer is called is theirs: it follows them everywhere at once, and is forgotten with them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from federation.people.models import Person
from federation.people.personal_data import empty
from federation.workshops import actions
from federation.workshops.contents.digests import digest_of
from federation.workshops.models import Workshop, WorkshopTrainer
from portal.accounts.actions import delete_account
from portal.accounts.registry import export_for, subject_of
from tests.admin.forms import as_sent, biggest_form
from tests.doors.bodies import own_form
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory, WorkshopTrainerFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "Қупиябұрынғы", "Қупияжаңа"  # Words that stand nowhere else.
ADDRESS = "trainer@test.example"
LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def trainer(db):
    return UserFactory(email=ADDRESS, first_name=OLD, last_name="Үлгі")


@pytest.fixture
def workshop(association):
    return WorkshopFactory(organiser=association, words=LANGUAGES)


@pytest.fixture
def line(workshop, trainer):
    made = WorkshopTrainerFactory(
        workshop=workshop, name="Басқаша жазылған", email=ADDRESS, invited_at=timezone.now()
    )
    return actions.accept_training(made, trainer)


def rename(user) -> None:
    user.first_name = NEW
    user.save()


# --- Everywhere at once -----------------------------------------------------------------------------------------------


def readers_of(name: str, workshop, client) -> set[str]:
    """Of all that says something of a public workshop, to anybody or to its organiser: what has the name."""
    own = workshop.slug
    addresses = ["workshops/", f"workshops/{own}/", f"workshops/{own}/calendar.ics", "workshops/calendar.ics", "",
                 f"desk/workshops/{own}/", "desk/", "desk/workshops/"]  # fmt: skip
    texts = {
        f"/{language}/{address}": client.get(f"/{language}/{address}").text
        for language in LANGUAGES
        for address in addresses
    }
    assert [address for address, text in texts.items() if not text] == []
    return {address for address, text in texts.items() if name in text}


def is_found(name: str, workshop, client) -> set[bool]:
    """Whether search finds the workshop by the name, in each language."""
    pages = [client.get(f"/{language}/search/?q={name}").text for language in LANGUAGES]
    return {f"/workshops/{workshop.slug}/" in page for page in pages}


def test_changed_name_stands_everywhere_at_once(line, workshop, trainer, manager, client):
    client.force_login(manager)
    shown = {f"/{code}/{place}workshops/{workshop.slug}/" for code in LANGUAGES for place in ("", "desk/")}
    assert readers_of(OLD, workshop, client) == shown
    assert is_found(OLD, workshop, client) == {True}
    digest = digest_of(Workshop.objects.for_page().get(pk=workshop.pk))
    rename(trainer)
    assert (readers_of(OLD, workshop, client), readers_of(NEW, workshop, client)) == (set(), shown)
    assert (is_found(OLD, workshop, client), is_found(NEW, workshop, client)) == ({False}, {True})
    assert digest_of(Workshop.objects.for_page().get(pk=workshop.pk)) != digest


def test_name_in_a_form_is_the_persons_and_not_the_organisers_to_change(
    line, workshop, trainer, manager, client
):
    Workshop.objects.filter(pk=workshop.pk).update(state="draft")
    client.force_login(manager)
    address = f"/ru/desk/workshops/{workshop.slug}/edit/"
    typed = _sent(
        client, address, **{"trainers-1-name": "Другое имя", "trainers-1-email": "other@example.org"}
    )
    client.post(address, typed)
    line.refresh_from_db()
    assert (line.person, line.email, line.everyday_name) == (trainer.person, ADDRESS, f"{OLD} Үлгі")
    rename(trainer)  # Between opening the form and sending it.
    client.post(address, typed)
    assert WorkshopTrainer.objects.get(pk=line.pk).person == trainer.person


def test_accepted_trainer_is_taken_off_by_a_mark_of_its_own(line, workshop, manager, client):
    Workshop.objects.filter(pk=workshop.pk).update(state="draft")
    client.force_login(manager)
    address = f"/ru/desk/workshops/{workshop.slug}/edit/"
    client.post(address, _sent(client, address, **{"trainers-1-is_removed": "on"}))
    assert not workshop.trainers.filter(pk=line.pk).exists()
    assert workshop.trainers.count() == 1


def _sent(client, address: str, **changes: str) -> dict[str, str]:
    """The form as it stands, with what is changed in it."""
    return {**dict(own_form(client.get(address).text, address).form_values()), "action": "save", **changes}


# --- Choosing ---------------------------------------------------------------------------------------------------------


def offered(client) -> list[str]:
    page = client.get("/ru/desk/workshops/new/", follow=True)
    row = page.context["trainers"][0]
    return [name for key, name in row.fields["person"].choices if key] if "person" in row.fields else []


def test_only_trainers_of_its_own_workshops_are_offered(line, manager, client):
    strange = WorkshopTrainerFactory(workshop=WorkshopFactory(), person=PersonFactory())
    WorkshopTrainerFactory(workshop=line.workshop, name="Жазылған", email="typed@example.org")
    ParticipationFactory(workshop=line.workshop)
    declined = {"person": PersonFactory(), "declined_at": timezone.now()}
    WorkshopTrainerFactory(workshop=line.workshop, **declined)
    client.force_login(manager)
    assert offered(client) == [f"{OLD} Үлгі"]
    assert strange.everyday_name not in client.get("/ru/desk/workshops/new/", follow=True).text


def test_chosen_trainer_is_linked_and_a_forged_choice_is_not(line, association, trainer):
    title = {"ru": {"title": "Устав"}}
    stranger = PersonFactory()
    lines = [actions.TrainerLine("", person=trainer.person.pk), actions.TrainerLine("", person=stranger.pk)]
    workshop = actions.save_draft(None, association, actions.Draft(words=title, trainers=lines))
    (chosen,) = workshop.trainers.all()
    assert (chosen.person, chosen.email) == (trainer.person, ADDRESS)  # The organiser typed it before.
    other = OrganisationFactory()
    workshop = actions.save_draft(None, other, actions.Draft(words=title, trainers=lines))
    assert not workshop.trainers.exists()


def test_name_that_is_typed_finds_nobody(line, association, trainer):
    draft = actions.Draft(
        words={"ru": {"title": "Устав"}}, trainers=[actions.TrainerLine(f"{OLD} Үлгі", ADDRESS)]
    )
    (typed,) = actions.save_draft(None, association, draft).trainers.all()
    assert (typed.person, typed.name) == (None, f"{OLD} Үлгі")
    assert Person.objects.filter(full_name=f"{OLD} Үлгі").count() == 1


# --- Handing over and forgetting --------------------------------------------------------------------------------------


def test_export_finds_lines_by_person_and_by_every_confirmed_address(line, workshop, trainer):
    by_address = WorkshopTrainerFactory(email=ADDRESS, name="Жазылған", invited_at=timezone.now())
    WorkshopTrainerFactory(email="else@example.org")
    held = export_for(subject_of(trainer))["workshops_trained"]
    assert [row["name"] for row in held] == ["Басқаша жазылған", "Жазылған"]
    assert [bool(row["accepted_at"]) for row in held] == [True, False]
    assert by_address.person is None


def everything(line) -> str:
    """A line with all that was kept of it."""
    row = str(WorkshopTrainer.objects.filter(pk=line.pk).values().get())
    kept = Revision.objects.for_instance(line).values_list("content", flat=True)
    logs = ModelLogEntry.objects.for_instance(line).values_list("label", "data")
    return f"{row} {list(kept)} {list(logs)}"


def test_erased_trainer_leaves_a_number(line, trainer, client, workshop):
    assert ADDRESS in everything(line)
    for _time in range(2):
        delete_account(trainer)
    line.refresh_from_db()
    assert (line.name, line.email, line.person.full_name) == ("", "", "")
    told = everything(line)
    assert [word for word in (OLD, ADDRESS, "Басқаша") if word in told] == []
    assert OLD not in client.get(workshop.url_in("kk")).text


def test_person_without_an_account_who_is_emptied_is_forgotten_in_lines_too(workshop):
    person = PersonFactory(full_name=OLD)
    line = WorkshopTrainerFactory(workshop=workshop, name=OLD, email="typed@example.org", person=person)
    empty(person)
    assert [word for word in (OLD, "typed@example.org") if word in everything(line)] == []


@pytest.mark.parametrize(
    ("typed", "left"), [(f"Үлгі {OLD}", ""), (f"{OLD} Үлгі Әкесіқызы", ""), ("Басқа Адам", "Басқа Адам")]
)
def test_typed_line_of_an_erased_address_keeps_only_a_name_that_is_anothers(trainer, typed, left):
    line = WorkshopTrainerFactory(email=ADDRESS, name=typed, invited_at=timezone.now())
    delete_account(trainer)
    line.refresh_from_db()
    assert (line.name, line.email, line.is_open) == (left, "", False)
    assert ADDRESS not in everything(line)


# --- What was there before --------------------------------------------------------------------------------------------


def test_persons_made_of_typed_names_become_lines_and_nothing_is_lost(trainer):
    made, kept = PersonFactory(full_name="Тек жазылған"), {
        "account": trainer.person,
        "place": ParticipationFactory(person=PersonFactory()).person,
        "address": PersonFactory(email="a@example.org"),
        "erased": PersonFactory(full_name=""),
    }  # fmt: skip
    alone = PersonFactory()
    lines = {name: WorkshopTrainerFactory(name="", person=person) for name, person in kept.items()}
    typed = [WorkshopTrainerFactory(name="", person=made) for _number in range(2)]
    migration = import_module("federation.workshops.migrations.0007_trainers_as_typed")
    for _time in range(2):
        migration.take_names(apps, None)
    for name, person in kept.items():
        lines[name].refresh_from_db()
        assert (lines[name].person, lines[name].name) == (person, person.full_name)
    for line in typed:
        line.refresh_from_db()
        assert (line.person, line.name) == (None, "Тек жазылған")
    assert not Person.objects.filter(pk=made.pk).exists()
    assert not Revision.objects.filter(object_id=made.pk, content__full_name="Тек жазылған").exists()
    assert Person.objects.filter(pk=alone.pk).exists()
    migration.make_persons(apps, None)
    assert WorkshopTrainer.objects.get(pk=typed[0].pk).person.full_name == "Тек жазылған"


# --- In the admin -----------------------------------------------------------------------------------------------------


def mend(client, line, **changes) -> None:
    address = f"/admin/snippets/workshops/workshoptrainer/edit/{line.pk}/"
    form = as_sent(biggest_form(client.get(address).text))
    assert client.post(address, {**form, **changes}).status_code == 302
    line.refresh_from_db()


def test_somebody_else_in_a_line_is_not_shown_by_the_yes_of_another(workshop, secretary, client):
    line = WorkshopTrainerFactory(workshop=workshop, name="Қате", person=PersonFactory(), noted_how="хат")
    WorkshopTrainer.objects.filter(pk=line.pk).update(is_shown_meanwhile=True, noted_on=timezone.localdate())
    client.force_login(secretary)
    mend(client, line, person=str(PersonFactory().pk))
    assert (line.is_shown, line.noted_on, line.noted_how) == (False, None, "")


def test_who_was_asked_at_a_former_address_is_told(workshop, secretary, client, letters):
    line = WorkshopTrainerFactory(workshop=workshop, name="Қате", email=ADDRESS, invited_at=timezone.now())
    client.force_login(secretary)
    mend(client, line, email="other@test.example")
    assert [row[1] for row in letters() if row[0] == "training_ended"] == [ADDRESS]
