"""My details: one screen for what somebody says about themselves."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from federation.people.actions import Workplace, save_details
from federation.people.enums import Detail
from federation.people.forms.details import KEPT, MOST_WORKPLACES, PROPOSED, DetailsForm
from federation.people.models import Affiliation, Person
from federation.people.personal_data import empty, export_person
from portal.accounts.registry import subject_of
from portal.listing.finding import matching
from portal.web.collisions import FIELD
from tests.federation.directory.factories import OrganisationFactory
from tests.markup import plain
from tests.portal.accounts.factories import UserFactory

from .details import UNTOLD, told

pytestmark = pytest.mark.django_db
DETAILS = "/en/account/details/"
EVERYTHING = told(
    "Әсел",
    "Үлгі",
    "ru",
    name_kk="Үлгі Әсел Ержанқызы",
    name_ru="Улги Асель Ержановна",
    latin_name="Assel Ulgi",
    other_names="Бұрынғы",
    region="KZ-55",
    speaks_kk="on",
    speaks_en="on",
    other_languages="Türkçe",
    phone="+7 (701) 000-00-00",
    shown_name="everybody",
    shown_phone="participants",
    shown_region="nobody",
    **{"workplaces-TOTAL_FORMS": "2", "workplaces-INITIAL_FORMS": "0"},
    **{"workplaces-0-workplace": "Менің кітапханам", "workplaces-0-position": "Кітапханашы"},
    **{"workplaces-0-since": "01.02.2024", "workplaces-0-until": "", "workplaces-1-workplace": ""},
)


@pytest.fixture
def user(client):
    found = UserFactory(first_name="Asel", last_name="", email="asel@example.org")
    client.force_login(found)
    return found


def drawn(client) -> dict[str, Any]:
    """What the screen would send if nothing were changed."""
    context = client.get(DETAILS).context
    sent = {FIELD: context["state_shown"], PROPOSED: context["proposed"]}
    rows = context["rows"]
    for form in [context["form"], rows.management_form, *rows]:
        for field in form:
            value = field.value()
            if isinstance(value, date):
                value = value.strftime("%d.%m.%Y")
            if value is not None and value is not False:
                sent[field.html_name] = value
    return sent


def test_everything_that_is_told_is_kept(client, user):
    save_details(user, {}, {})
    before = Person.objects.get(user=user)
    assert client.post(DETAILS, EVERYTHING).headers["Location"] == "/en/account/"
    user.refresh_from_db()
    assert (user.first_name, user.last_name, user.preferred_language) == ("Әсел", "Үлгі", "ru")
    person = Person.objects.get(user=user)
    names = [field.name for field in Person._meta.concrete_fields]
    found = {name: getattr(person, name) for name in names if getattr(person, name) != getattr(before, name)}
    assert {name: found[name] for name in sorted(found) if name not in KEPT_BY_ITSELF} == {
        "full_name": "Әсел Үлгі",
        "latin_name": "Assel Ulgi",
        "name_kk": "Үлгі Әсел Ержанқызы",
        "name_ru": "Улги Асель Ержановна",
        "other_languages": "Türkçe",
        "other_names": "Бұрынғы",
        "phone": "+7 (701) 000-00-00",
        "preferred_language": "ru",
        "region": person.region,
        "shown_to": {detail.value: EVERYTHING[f"shown_{detail}"] for detail in Detail},
        "speaks_en": True,
        "speaks_kk": True,
    }
    assert list(person.affiliations.values_list("organisation_name", "position", "since", "until")) == [
        ("Менің кітапханам", "Кітапханашы", date(2024, 2, 1), None)
    ]
    for name in person.all_names:
        assert list(matching(Person.objects.all(), name)) == [person]


KEPT_BY_ITSELF = {"folded", "sort_key", "updated_at", "latest_revision"}


def test_screen_shows_what_is_kept_and_sent_again_changes_nothing(client, user):
    client.post(DETAILS, EVERYTHING)
    person = Person.objects.get(user=user)
    kept = (person.updated_at, Revision.objects.for_instance(person).count(), affiliations_of(person))
    sent = drawn(client)
    expected = {name: value for name, value in EVERYTHING.items() if value and "TOTAL" not in name}
    assert {name: sent.get(name) for name in expected if name not in ("speaks_kk", "speaks_en")} == {
        **{name: value for name, value in expected.items() if name not in ("speaks_kk", "speaks_en")},
        "workplaces-INITIAL_FORMS": 1,
    }
    assert client.post(DETAILS, sent).status_code == 302
    person = Person.objects.get(user=user)
    assert (Revision.objects.for_instance(person).count(), affiliations_of(person)) == kept[1:]


def affiliations_of(person) -> list[Any]:
    return list(
        person.affiliations.values_list(
            "pk", "organisation", "organisation_name", "position", "since", "until"
        )
    )


def test_a_change_is_one_version_of_the_person_with_the_workplaces(client, user):
    client.post(DETAILS, EVERYTHING)
    person = Person.objects.get(user=user)
    before = ModelLogEntry.objects.for_instance(person).count()
    client.post(
        DETAILS,
        {**drawn(client), "first_name": "Жаңа", KEPT: "Жаңа Үлгі", "workplaces-0-position": "Директор"},
    )
    line = ModelLogEntry.objects.for_instance(person).latest("pk")
    assert ModelLogEntry.objects.for_instance(person).count() == before + 1
    assert (line.user, {*line.data["changed"]}) == (user, {"full_name", "affiliations"})
    assert [row["position"] for row in line.revision.content["affiliations"]] == ["Директор"]


def test_second_window_shows_what_the_first_saved(client, user):
    mark = client.get(DETAILS).context["state_shown"]
    place = {"workplaces-TOTAL_FORMS": "1", "workplaces-0-workplace": "Бірінші"}
    sent = told("Aigul", phone="+7 701 000 00 00", **{**place, FIELD: mark})
    for _time in range(2):  # Sent twice, it meets only itself.
        assert client.post(DETAILS, sent).status_code == 302
    late = {**sent, "first_name": "Asem", "workplaces-0-workplace": "Екінші"}
    wrong = client.post(DETAILS, {**late, "preferred_language": "xx"})
    assert wrong.context["state_shown"] == mark
    answer = client.post(DETAILS, late)
    user.refresh_from_db()
    assert (answer.status_code, user.first_name) == (200, "Aigul")
    found = {row.label: (row.stored, row.typed) for row in answer.context["differences"]}
    assert found == {
        "First name": ([("Aigul", True)], [("Asem", True)]),
        "Workplaces": ([("Бірінші", True)], [("Екінші", True)]),
    }
    assert 'value="Asem"' in answer.text and "<mark>Aigul</mark>" in plain(answer.text)
    assert client.post(DETAILS, {**late, FIELD: answer.context["state_shown"]}).status_code == 302
    person = Person.objects.get(user=user)
    assert (person.full_name, person.affiliations.get().organisation_name) == ("Asem", "Екінші")


WRONG = {
    "first_name": "",
    "last_name": "я" * 151,
    "name_kk": "ә" * 201,
    "name_ru": "я" * 201,
    "latin_name": "x" * 201,
    "region": "KZ-00",
    "other_languages": "x" * 201,
    "phone": "call me",
    "preferred_language": "de",
    "other_names": "\n".join(map(str, range(21))),
    "shown_name": "nobody",
    "shown_phone": "friends",
    "shown_region": "",
    "shown_languages": "",
    "shown_workplaces": "",
    "shown_other_names": "",
}
OPEN = {"speaks_kk", "speaks_ru", "speaks_en"}  # Ticks.


def test_every_answer_that_is_not_accepted_is_told_beside_its_field_and_changes_nothing(client, user):
    assert {*DetailsForm(person=user.person).fields} - OPEN == {*WRONG}
    rows = {
        "workplaces-TOTAL_FORMS": "2",
        "workplaces-0-workplace": "Кітапхана",
        "workplaces-0-since": "02.02.2024",
        "workplaces-0-until": "01.02.2024",
        "workplaces-1-position": "Директор",
    }
    answer = client.post(DETAILS, {**EVERYTHING, **WRONG, **rows})
    assert answer.context["form"].errors.keys() == WRONG.keys()
    assert [{*form.errors} for form in answer.context["rows"]] == [{"until"}, {"workplace"}]
    for value in ("call me", "02.02.2024", "Директор"):
        assert f'value="{value}"' in answer.text
    addresses = [link.url for link in answer.context["errors"]]
    assert len(addresses) == len(WRONG) + 2
    assert [url for url in addresses if f'id="{url[1:]}"' not in answer.text] == []
    user.refresh_from_db()
    assert (user.first_name, user.person.full_name, user.person.affiliations.count()) == ("Asel", "Asel", 0)


@pytest.mark.parametrize("missing", UNTOLD)
def test_a_request_that_no_form_sends_changes_nothing(client, user, missing):
    save_details(user, {}, {}, [Workplace(None, "Кітапхана")])
    sent = {name: value for name, value in told("Басқа").items() if name != missing}
    answer = client.post(DETAILS, sent)
    assert answer.status_code == 200 and answer.context["errors"]
    person = Person.objects.get(user=user)
    assert (person.full_name, person.affiliations.count()) == ("Asel", 1)


def test_no_more_workplaces_than_bounded(client, user):
    rows = {f"workplaces-{number}-workplace": f"Кітапхана {number}" for number in range(MOST_WORKPLACES + 1)}
    many = {**told("Asel"), "workplaces-TOTAL_FORMS": str(MOST_WORKPLACES + 1), **rows}
    assert client.post(DETAILS, many).context["errors"]
    assert not Affiliation.objects.exists()


# --- Workplaces -------------------------------------------------------------------------------------------------------


def work_at(client, *names: str) -> None:
    rows = {f"workplaces-{number}-workplace": name for number, name in enumerate(names)}
    sent = {**told("Asel"), "workplaces-TOTAL_FORMS": str(len(names)), **rows}
    assert client.post(DETAILS, sent).status_code == 302


@pytest.mark.parametrize("typed", ["Кітапхана А", "Библиотека А", "Library A", " кітапхана  а ", "LIBRARY A"])
def test_the_directory_is_linked_by_a_name_in_any_language_and_needs_no_script(client, user, typed):
    library = OrganisationFactory(name_kk="Кітапхана А", name_ru="Библиотека А", name_en="Library A")
    assert "Library A" in client.get(DETAILS).context["rows"].suggested
    work_at(client, typed)
    row = user.person.affiliations.get()
    assert (row.organisation, row.organisation_name) == (library, "")
    assert drawn(client)["workplaces-0-workplace"] == "Library A"


@pytest.mark.parametrize("typed", ["Кітапхана", "Кітапхана Ә", "Жасырын"])
def test_a_name_that_no_public_entry_has_stays_as_it_was_typed(client, user, typed):
    OrganisationFactory(name_kk="Кітапхана А")
    OrganisationFactory(name_kk="Жасырын", state="draft")
    work_at(client, typed)
    row = user.person.affiliations.get()
    assert (row.organisation, row.organisation_name) == (None, typed)
    assert "Жасырын" not in client.get(DETAILS).context["rows"].suggested


def test_of_two_with_one_name_the_chosen_one_stays(client, user):
    OrganisationFactory(name_kk="Кітапхана А", slug="first")
    second = OrganisationFactory(name_kk="Кітапхана А", slug="second")
    save_details(user, {}, {}, [Workplace(second, "")])
    assert client.post(DETAILS, drawn(client)).status_code == 302
    assert user.person.affiliations.get().organisation == second


def test_a_workplace_that_the_directory_does_not_show_is_not_named_and_stays(client, user):
    hidden = OrganisationFactory(name_kk="Жасырын", state="draft")
    save_details(user, {}, {}, [Workplace(hidden, ""), Workplace(None, "Кітапхана")])
    page = client.get(DETAILS)
    assert "Жасырын" not in page.text
    work_at(client, "Басқа")
    assert {(row.organisation, row.organisation_name) for row in user.person.affiliations.all()} == {
        (hidden, ""),
        (None, "Басқа"),
    }


def test_an_ended_workplace_stays_and_a_cleared_line_goes(client, user):
    today = timezone.localdate()
    left = Workplace(None, "Бұрынғы", until=today - timedelta(days=1))
    save_details(user, {}, {}, [left, Workplace(None, "Қазіргі")])
    keys = {row.organisation_name: row.pk for row in user.person.affiliations.all()}
    sent = drawn(client)
    assert client.post(DETAILS, sent).status_code == 302
    assert {row.organisation_name: row.pk for row in user.person.affiliations.all()} == keys
    (number,) = [name for name, value in sent.items() if value == "Қазіргі"]
    assert client.post(DETAILS, {**sent, number: ""}).status_code == 302
    assert {row.organisation_name: row.pk for row in user.person.affiliations.all()} == {
        "Бұрынғы": keys["Бұрынғы"]
    }


# --- Names ------------------------------------------------------------------------------------------------------------


def test_a_reader_sees_the_name_as_on_documents_in_their_language():
    person = Person(full_name="Әсел Үлгі")
    assert {language: person.name_in(language) for language in ("kk", "ru", "en")} == {
        "kk": "Әсел Үлгі",
        "ru": "Әсел Үлгі",
        "en": "Әсел Үлгі",
    }
    person.name_kk, person.name_ru, person.latin_name = "Үлгі Ә.", "Улги А.", "A. Ulgi"
    assert [person.name_in(language) for language in ("kk", "ru", "en")] == ["Үлгі Ә.", "Улги А.", "A. Ulgi"]
    person.other_names = "Бұрынғы\n \nӘсел Үлгі\n"
    assert person.all_names == ["Әсел Үлгі", "Үлгі Ә.", "Улги А.", "A. Ulgi", "Бұрынғы"]


def test_a_latin_name_is_proposed_and_kept_only_when_it_was_seen(client, user):
    user.first_name, user.last_name = "Әсел", "Ержанқызы"
    user.save()
    assert (Person.objects.get().latin_name, drawn(client)["latin_name"]) == ("", "Asel Yerzhankyzy")
    # Renamed in the same step: the proposal stands for a name that is gone.
    renamed = {**drawn(client), "first_name": "Айгүл"}
    for _time in range(2):  # Sent twice, it meets only itself.
        assert client.post(DETAILS, renamed).status_code == 302
    assert (Person.objects.get().latin_name, drawn(client)["latin_name"]) == ("", "Aygul Yerzhankyzy")
    client.post(DETAILS, drawn(client))
    assert Person.objects.get().latin_name == "Aygul Yerzhankyzy"
    client.post(
        DETAILS, {**drawn(client), "first_name": "Әсел"}
    )  # What is on documents changes when one says so.
    assert Person.objects.get().latin_name == "Aygul Yerzhankyzy"


# --- What is held -----------------------------------------------------------------------------------------------------

NOT_ABOUT_THEM = {
    "id": "a number",
    "user": "the account has its own part of the file",
    "is_demo": "says that nobody is meant",
    "folded": "worked out from the names",
    "sort_key": "worked out from the name",
    "created_at": "a moment of the portal",
    "updated_at": "a moment of the portal",
    "latest_revision": "versions are deleted with the names",
    "merged_into": "the merges have a part of their own in the file",
}


def test_every_field_of_a_person_is_handed_over_and_emptied(client, user):
    client.post(DETAILS, EVERYTHING)
    person = Person.objects.get(user=user)
    Person.objects.filter(pk=person.pk).update(email="own@example.org", other_emails="second@example.org")
    fields = [field for field in Person._meta.concrete_fields if field.name not in NOT_ABOUT_THEM]
    held = {*export_person(subject_of(user))}
    assert {field.name for field in fields} - held == set()
    assert held - {field.name for field in fields} == {"affiliations"}
    person.refresh_from_db()
    assert [field.name for field in fields if getattr(person, field.name) in nothing(field)] == ["speaks_ru"]
    empty(person)
    person = Person.objects.get(pk=person.pk)
    left = [field.name for field in fields if getattr(person, field.name) not in nothing(field)]
    assert left == ["preferred_language"]
    assert (person.all_names, person.folded.strip(), person.affiliations.count()) == ([], "", 0)


def nothing(field: models.Field) -> tuple[Any, ...]:
    """What a field holds that tells nothing."""
    return (False,) if isinstance(field, models.BooleanField) else (None, "", {})


def test_a_former_address_leads_to_the_screen(client, user):
    for who in (client, type(client)()):
        answer = who.get("/kk/account/profile/")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/kk/account/details/")
        assert who.post("/kk/account/profile/", {"first_name": "Басқа"}).status_code == 405
