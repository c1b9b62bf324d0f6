"""What a participant pays and gets, which modules are covered as a whole, in which hall: asked, kept and shown."""

import re
from datetime import time
from decimal import Decimal

import pytest
from django.utils import translation

from federation.workshops import actions
from federation.workshops.contents.digests import FACTS, digest_of
from federation.workshops.models import Workshop
from federation.workshops.models.conditions import Conditions
from federation.workshops.models.meeting import Meeting
from federation.workshops.presenters.rows import topic_words
from federation.workshops.rules import what_is_missing
from resources.models import Module
from tests import services
from tests.federation.workshops.factories import WorkshopFactory
from tests.federation.workshops.test_registration import NEW, everything
from tests.markup import plain

pytestmark = [pytest.mark.django_db, services.asked_once]
LANGUAGES = ["kk", "ru", "en"]
CONDITIONS = [field.name for field in Conditions._meta.get_fields()]
SAID = {"fee": Decimal("2500.50"), "travel": "own", "lodging": "none", "meals": "provided", "is_step_free": False,
        "gives_certificate": True}  # fmt: skip


# --- What it costs and offers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CONDITIONS)
def test_everything_is_asked_for_before_it_is_submitted_and_not_in_a_draft(
    client, manager, association, name
):
    client.force_login(manager)
    typed = {**everything(association), name: ""}
    assert client.post(NEW, {**typed, "action": "save"}).status_code == 302
    page = client.post(NEW, {**typed, "action": "submit"})
    assert set(page.context["form"].errors) == {name}
    assert not Workshop.objects.filter(state="submitted").exists()


@pytest.mark.parametrize("name", CONDITIONS)
def test_an_online_workshop_is_not_asked_about_way_and_hall(association, name):
    workshop = WorkshopFactory(
        organiser=association, state="draft", attendance_mode="online", link="https://a.example.org",
        fee=None, travel="", lodging="", meals="", is_step_free=None, gives_certificate=None,
    )  # fmt: skip
    assert (name in what_is_missing(workshop)) is (name in ("fee", "gives_certificate"))


@pytest.mark.parametrize("name", [*CONDITIONS, *(field.name for field in Meeting._meta.get_fields())])
def test_every_fact_is_part_of_what_a_decision_is_about(name):
    assert name in {fact for facts in FACTS.values() for fact in facts}


def test_what_is_said_is_read_by_everybody_and_on_the_desk(client, manager, association):
    workshop = WorkshopFactory(organiser=association, **SAID)
    client.force_login(manager)
    for address in (workshop.url_in("en"), f"/en/desk/workshops/{workshop.slug}/"):
        page = " ".join(plain(client.get(address).text).split()).replace("> ", ">").replace(" <", "<")
        for label, value in [
            ("Fee", "₸2,500.50"), ("Travel", "Paid for by participants"), ("Accommodation", "Not offered"),
            ("Meals", "Paid for by the organiser"), ("Step-free access", "No"), ("Certificate", "Yes"),
        ]:  # fmt: skip
            assert f"<dt>{label}</dt><dd>{value}</dd>" in page, (address, label)


@pytest.mark.parametrize(
    ("fee", "is_free", "price"), [(None, None, None), (0, True, "0"), (1500, False, "1500")]
)
def test_machines_read_what_it_costs(fee, is_free, price):
    data = WorkshopFactory(fee=fee).linked_data()
    assert (data["isAccessibleForFree"], data["offers"].get("price")) == (is_free, price)
    assert data["offers"].get("priceCurrency") == ("KZT" if price else None)


def test_ways_and_hours_are_read_by_machines():
    workshop = WorkshopFactory(attendance_mode="hybrid", link="https://a.example.org")
    data = workshop.linked_data()
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]
    assert data["location"][1]["url"] == workshop.url
    workshop.begins_at, workshop.ends_at = time(9, 30), time(17)
    data = workshop.linked_data()
    assert data["startDate"] == f"{workshop.starts_on}T09:30:00+05:00"
    assert data["endDate"] == f"{workshop.ends_on}T17:00:00+05:00"


def test_what_to_bring_is_kept_in_each_language_and_shown(client, manager, association):
    client.force_login(manager)
    typed = {**everything(association), "ru_to_bring": "Устав ассоциации", "kk_to_bring": "Жарғы"}
    client.post(NEW, {**typed, "action": "submit"})
    workshop = Workshop.objects.get(state="submitted")
    assert dict(workshop.descriptions.values_list("language", "to_bring")) == {
        "ru": "Устав ассоциации",
        "kk": "Жарғы",
    }
    assert "Устав ассоциации" in client.get(f"/ru/desk/workshops/{workshop.slug}/").text
    Workshop.objects.filter(pk=workshop.pk).update(state="approved")
    assert "Жарғы" in client.get(workshop.url_in("kk")).text


def test_every_section_of_the_form_says_what_becomes_public(client, manager):
    client.force_login(manager)
    page = client.get(client.get(NEW.replace("/ru/", "/en/")).url).text
    sections = plain(page).split("<section")[1:]
    assert len(sections) == 8
    for section in sections:
        assert re.search("Everybody reads|named to the public|stands on the public page", section), section[
            :200
        ]


# --- Modules as a whole -----------------------------------------------------------------------------------------------


def test_modules_without_topics_are_chosen_as_a_whole_and_others_are_not(client, manager, association):
    client.force_login(manager)
    whole, with_topics = Module.objects.get(code="4"), Module.objects.get(code="1")
    page = client.get(client.get(NEW).url)
    offered = {choice.topic for choice in page.context["form"].whole_modules}
    assert offered == set(Module.objects.filter(topics=None)) and whole in offered
    typed = {**everything(association), "topics": [], "action": "submit"}
    refused = client.post(NEW, {**typed, "modules": [with_topics.pk]})
    assert set(refused.context["form"].errors) == {"modules"}
    client.post(NEW, {**typed, "modules": [whole.pk]})
    workshop = Workshop.objects.get(state="submitted")
    assert (list(workshop.modules.all()), workshop.topics.count()) == ([whole], 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_module_is_named_on_the_page_in_the_list_and_to_search(client, language):
    workshop, module = WorkshopFactory(), Module.objects.get(code="4")
    workshop.topics.clear()
    workshop.modules.set([module])
    title = module.title_in(language).text
    assert title in client.get(workshop.url_in(language)).text
    with translation.override(language):
        assert topic_words(workshop).startswith("4 ")
    assert all(title in entry.body for entry in workshop.search_entries())


def test_another_module_is_something_else_to_decide_about():
    workshop = WorkshopFactory()
    before = digest_of(workshop)
    workshop.modules.set(Module.objects.filter(code="4"))
    assert digest_of(workshop) != before


# --- Halls ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "expected"),
    [("kk", ("Зал бір", "kk")), ("ru", ("Зал один", "ru")), ("en", ("Зал один", "ru"))],
)
def test_a_hall_is_named_in_the_readers_language_or_marked_with_its_own(client, language, expected):
    workshop = WorkshopFactory(venue_kk="Зал бір", venue_ru="Зал один", address_kk="Мекен")
    with translation.override(language):
        assert tuple(workshop.venue) == expected
    page = client.get(workshop.url_in(language)).text
    assert expected[0] in page
    assert ('<span lang="ru">Зал один</span>' in page) is (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_halls_name_is_asked_for_in_the_working_language_alone(association, language):
    workshop = WorkshopFactory(
        organiser=association, state="draft", words=[language], working_language=language, venue_kk="", venue_ru="",
        venue_en="",
    )  # fmt: skip
    assert set(what_is_missing(workshop)) == {f"venue_{language}"}
    setattr(workshop, f"venue_{language}", "Hall")
    workshop.save()
    assert actions.submit(workshop, None).state == "submitted"
