import re
from datetime import date, time, timedelta

import icalendar
import pytest
import time_machine
from django.utils import timezone, translation
from django.utils.html import escape

from federation.directory.enums import OrganisationState
from federation.workshops import actions
from federation.workshops.models import Project, Workshop
from federation.workshops.organisation_page import workshops_of
from federation.workshops.presenters.calendar import calendar_month
from federation.workshops.presenters.rows import topic_words
from federation.workshops.rules import first_moment
from resources.models import Topic
from search.models import SearchDocument
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.workshops.amending import ask
from tests.federation.workshops.factories import WorkshopFactory
from tests.markup import plain
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return [str(row.title) for month in response.context["months"] for row in month.rows]


def group(response, name) -> dict[str, int]:
    (found,) = [item for item in response.context["filters"].groups if item.name == name]
    return {option.value: option.count for option in found.options if option.count}


@pytest.fixture
def three(association):
    """An open one in Pavlodar in Kazakh, a full one online in Russian, one not yet open."""
    soon = timezone.now() + timedelta(days=3)
    WorkshopFactory(words__title="Ашық")
    WorkshopFactory(
        words__title="Толық", attendance_mode="online", region=None, working_language="ru", places_taken=2,
        starts_on=timezone.localdate() + timedelta(days=100),
    )  # fmt: skip
    WorkshopFactory(
        words__title="Кейін", applications_open_at=soon, starts_on=timezone.localdate() + timedelta(days=40)
    )
    WorkshopFactory(words__title="Жоба", state="draft")


def test_list_shows_coming_workshops_by_date_in_every_language(client, three, language):
    response = client.get(f"/{language}/workshops/")
    assert titles(response) == ["Ашық", "Кейін", "Толық"]
    assert [tab.count for tab in response.context["tabs"]] == [3, 1]  # The one past is that of 2010.
    assert response.cookies == {}
    assert set(response["Cache-Control"].split(", ")) == {"max-age=20", "public"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=open", ["Ашық"]),
        ("state=full", ["Толық"]),
        ("state=open&state=coming", ["Ашық", "Кейін"]),
        ("region=KZ-55", ["Ашық", "Кейін"]),
        ("region=unknown", ["Толық"]),
        ("language=ru", ["Толық"]),
        ("language=ru&state=open", []),
        ("state=nonsense&region=KZ-99&month=x&page=99&calendar=9999-99", ["Ашық", "Кейін", "Толық"]),
    ],
)
def test_filters_combine_and_live_in_the_address(client, three, query, expected):
    response = client.get(f"/kk/workshops/?{query}")
    assert titles(response) == expected
    assert response.context["filters"].found == len(expected)


def test_counts_say_what_an_option_would_show(client, three):
    response = client.get("/kk/workshops/?language=kk")
    assert group(response, "state") == {"open": 1, "coming": 1}
    assert group(response, "language") == {"kk": 2, "ru": 1}
    assert sum(group(response, "month").values()) == 2


def test_counts_follow_a_place_that_is_taken(client, librarian):
    workshop = WorkshopFactory(capacity=1)
    assert group(client.get("/kk/workshops/"), "state") == {"open": 1}
    actions.take_place(workshop, librarian)
    assert group(client.get("/kk/workshops/"), "state") == {"full": 1}


def test_past_workshops_have_their_own_tab(client, three):
    WorkshopFactory(words__title="Өткен", starts_on=timezone.localdate() - timedelta(days=60))
    response = client.get("/kk/workshops/?when=past")
    assert titles(response) == ["Өткен", "Қауымдастықты басқару: 2010 жылғы бес күндік семинар"]


@time_machine.travel("2026-11-24 10:00Z", tick=False)  # What is kept is kept by the minute.
def test_list_asks_the_database_the_same_few_times(client, django_assert_max_num_queries):
    counts = []
    for more in (1, 99):
        WorkshopFactory.create_batch(more, parts=False)
        client.get("/kk/workshops/")
        with django_assert_max_num_queries(14) as asked:
            client.get("/kk/workshops/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_page_asks_the_database_few_times(client, django_assert_max_num_queries):
    historic = Workshop.objects.get(is_historic=True)
    for url in (WorkshopFactory().url_in("kk"), historic.url_in("kk"), Project.objects.get().url_in("kk")):
        client.get(url)
        with django_assert_max_num_queries(14):
            client.get(url)


def test_workshop_has_an_address_in_every_language_and_marks_foreign_words(client, language):
    workshop = WorkshopFactory(words=["ru"], words__title="По-русски", working_language="ru")
    response = client.get(workshop.url_in(language))
    assert response.status_code == 200
    assert ('<h1 lang="ru">По-русски</h1>' in plain(response.text)) == (language != "ru")
    assert 'type="text/calendar"' in response.text


def test_public_page_is_the_same_for_everybody(client, librarian):
    workshop = WorkshopFactory()
    visitor = client.get(workshop.url_in("en")).text
    actions.take_place(workshop, librarian)
    Workshop.objects.filter(pk=workshop.pk).update(places_taken=0)
    client.force_login(librarian)
    assert client.get(workshop.url_in("en")).text == visitor


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "declined"])
def test_what_is_not_public_is_shown_nowhere(client, association, manager, state):
    workshop = WorkshopFactory(organiser=association, state=state)
    assert client.get(workshop.url_in("kk")).status_code == 404
    assert client.get(workshop.url_in("kk") + "calendar.ics").status_code == 404
    assert titles(client.get("/kk/workshops/")) == []
    assert workshop.slug not in client.get("/kk/workshops/calendar.ics").text
    assert list(workshop.search_entries()) == []
    assert workshops_of(association) == []
    client.force_login(UserFactory())
    assert client.get(workshop.url_in("kk")).status_code == 404
    client.force_login(manager)
    response = client.get(workshop.url_in("kk"))
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)


def test_organisations_page_names_its_public_workshops(association):
    workshop = WorkshopFactory(organiser=association)
    (section,) = workshops_of(association)
    assert [row.url for row in section.context["rows"]] == [workshop.get_absolute_url()]


def test_an_organisations_page_has_no_section_of_workshops_without_days(association):
    WorkshopFactory(organiser=association, is_historic=True, starts_on=None, ends_on=None)
    assert workshops_of(association) == []


def test_search_knows_title_place_host_and_day():
    workshop = WorkshopFactory(words=["kk", "ru"])
    entries = {entry.language: entry for entry in workshop.search_entries()}
    assert {code: entry.title_language for code, entry in entries.items()} == {"kk": "", "ru": "", "en": "ru"}
    assert (entries["kk"].region, entries["kk"].day) == ("KZ-55", workshop.starts_on)
    assert {"Павлодар", "Pavlodar", workshop.host.name_kk} <= set(entries["en"].keywords)
    year = str(workshop.starts_on.year)
    assert entries["ru"].facets == {
        "region": (("KZ-55", "Павлодарская область"),),
        "language": (("kk", "Казахский"),),
        "year": ((year, year),),
        "state": (("approved", "Одобрен"),),
        "attendance": (("on_site", "Очно"),),
    }


def test_search_names_no_host_whose_entry_is_a_draft_and_follows_the_names_of_host_and_region():
    workshop = WorkshopFactory(organiser=OrganisationFactory(name_kk="Шағала кітапханасы"))
    host, region = workshop.host, workshop.region

    def known(*names: str) -> list[bool]:
        (row,) = SearchDocument.objects.filter(model="workshops.workshop", key=workshop.pk, language="kk")
        return [name in row.keywords for name in names]

    assert known("Шағала кітапханасы", region.name_kk) == [True, True]
    host.state = OrganisationState.DRAFT
    host.save()
    assert known("Шағала кітапханасы") == [False]
    host.state, host.name_kk = OrganisationState.PUBLISHED, "Аққу кітапханасы"
    host.save()
    region.name_kk = "Үлгі өңірі"
    region.save()
    assert known("Шағала кітапханасы", "Аққу кітапханасы", "Үлгі өңірі") == [False, True, True]


def test_month_shows_what_takes_place_and_when_applications_close():
    first = timezone.localdate() + timedelta(days=1)
    for state in ("approved", "cancelled"):
        WorkshopFactory(
            state=state, words__title=state, starts_on=first, applications_close_at=first_moment(first)
        )
    events = calendar_month(f"{first:%Y-%m}", first).events
    assert [(event.kind, "cancelled" in event.title) for event in events] == [
        ("workshop", False),
        ("deadline", False),
    ]


def test_names_in_another_language_are_marked_in_the_calendar_and_among_trainers(client):
    last = timezone.localdate() + timedelta(days=1)
    workshop = WorkshopFactory(
        words=["ru"], words__title="Устав", working_language="ru", applications_close_at=first_moment(last)
    )
    workshop.trainers.update(name="Айгуль Тренерова", noted_on=timezone.localdate())
    page = client.get(f"/en/workshops/?calendar={last:%Y-%m}").text
    assert re.search(r'lang="ru"\s+aria-label="\d+: Запись закрывается: Устав"', page)
    assert '<b><span lang="ru">Айгуль Тренерова</span></b>' in client.get(workshop.url_in("en")).text


@pytest.mark.parametrize(("code", "place"), [("kk", "Павлодар"), ("ru", "Павлодар"), ("en", "Pavlodar")])
def test_city_is_named_as_the_reader_knows_it(code, place):
    assert WorkshopFactory(city="павлодар").place_in(code) == (place, code)
    assert WorkshopFactory(city="Ақсу ауылы").place_in(code) == ("Ақсу ауылы", "kk")


def test_row_names_topics_in_the_readers_language_while_there_is_room(client, language):
    workshop = WorkshopFactory()
    topics = list(Topic.objects.filter(code__in=["1.1", "1.2", "2.1", "2.2", "2.3", "2.4"]))
    workshop.topics.set(topics)
    with translation.override(language):
        first, words = f"1.1 {topics[0].title}", topic_words(workshop)
        assert (words.startswith(first), len(words) < 140, words.endswith("2.4")) == (True, True, True)
    assert escape(words) in client.get(f"/{language}/workshops/").text
    assert escape(words) in client.get(f"/{language}/").text


def test_topic_without_a_name_in_the_readers_language_stands_as_its_code():
    workshop = WorkshopFactory()
    Topic.objects.update(title_kk="")
    workshop.topics.set(Topic.objects.filter(code__in=["1.1", "1.2"]))
    with translation.override("kk"):
        assert topic_words(workshop) == "Тақырыптар: 1.1, 1.2"


# --- Calendars ----------------------------------------------------------------------------------------------------


def events(response) -> list[icalendar.Event]:
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def test_event_reads_back_as_it_was_meant(client):
    workshop = WorkshopFactory(
        starts_on=date(2027, 3, 9), words__title="Ақша; үтір, \\ және жол", venue_kk="Зал, 2-қабат"
    )
    (event,) = events(client.get(workshop.url_in("kk") + "calendar.ics"))
    assert str(event["SUMMARY"]) == "Ақша; үтір, \\ және жол"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 3, 9), date(2027, 3, 12))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event["SEQUENCE"], str(event["STATUS"])) == (0, "CONFIRMED")
    assert str(event["LOCATION"]) == "Зал, 2-қабат, Павлодар"
    assert str(event["URL"]) == f"http://testserver/kk/workshops/{workshop.slug}/"
    assert (
        max(len(line) for line in client.get(workshop.url_in("kk") + "calendar.ics").content.split(b"\r\n"))
        <= 75
    )


def test_event_keeps_its_identity_when_dates_change_and_when_it_is_cancelled(
    client, association, manager, secretary
):
    workshop = WorkshopFactory(organiser=association)
    first = workshop.starts_on + timedelta(days=7)

    def read():
        (event,) = events(client.get("/ru/workshops/calendar.ics"))
        return str(event["UID"]), event["SEQUENCE"], str(event["STATUS"]), event["DTSTART"].dt

    uid = read()[0]
    actions.approve_change(ask(workshop, manager, starts_on=first, ends_on=first), secretary)
    assert read() == (uid, 1, "CONFIRMED", first)
    actions.cancel_workshop(workshop, manager, "Зал")
    assert read() == (uid, 2, "CANCELLED", first)


def publish_title(workshop) -> None:
    words = workshop.descriptions.get(language="ru")
    words.title = "Новое название"
    words.save_revision().publish()


def move(workshop) -> None:
    workshop.venue_kk = "Басқа зал"
    workshop.save()


def shift_hours(workshop) -> None:
    Workshop.objects.get(pk=workshop.pk).save()  # The same again changes nothing.
    workshop.begins_at, workshop.ends_at = time(10), time(16)
    workshop.save()


def take_words_off(workshop) -> None:
    workshop.descriptions.get(language="en").unpublish()


@pytest.mark.parametrize("change", [publish_title, move, shift_hours, take_words_off])
def test_calendars_learn_when_an_event_says_something_new_and_only_then(client, change):
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        workshop = WorkshopFactory(starts_on=date(2027, 3, 9), words=["kk", "ru", "en"])

        def read():
            (event,) = events(client.get("/ru/workshops/calendar.ics"))
            return event["SEQUENCE"], event["LAST-MODIFIED"].dt, event["DTSTAMP"].dt

        first = read()
        clock.shift(timedelta(hours=1))
        workshop.refresh_from_db()
        workshop.capacity += 1
        workshop.save()
        assert read() == first
        change(workshop)
        assert read() == (first[0] + 1, timezone.now(), timezone.now())


def test_subscription_has_workshops_with_coming_ones_first_and_is_found_from_the_list(
    client, three, language
):
    WorkshopFactory(starts_on=timezone.localdate() - timedelta(days=400))
    page = client.get(f"/{language}/workshops/").text
    assert f'<link rel="alternate" type="text/calendar" href="/{language}/workshops/calendar.ics"' in page
    found = events(client.get(f"/{language}/workshops/calendar.ics"))
    assert [str(event["SUMMARY"]) for event in found] == ["Ашық", "Кейін", "Толық"]


def test_empty_subscription_is_a_calendar_too(client):
    assert events(client.get("/kk/workshops/calendar.ics")) == []


# --- The founding project -----------------------------------------------------------------------------------------


def test_project_of_2010_and_its_workshop_are_told_in_each_language(client, language):
    with translation.override(language):
        project, workshop = Project.objects.get(), Workshop.objects.get(is_historic=True)
        assert (project.title.language, workshop.title.language) == (language, language)
    page = client.get(f"/{language}/workshops/project-2010/")
    assert (page.status_code, page.context["project"], "2010" in page.text) == (200, project, True)
    page = client.get(workshop.url_in(language))
    assert (page.context["booking"].state, workshop.length, workshop.dates_in(language)) == (
        "past",
        5,
        "2010",
    )
    assert client.get(workshop.url_in(language) + "calendar.ics").status_code == 404
