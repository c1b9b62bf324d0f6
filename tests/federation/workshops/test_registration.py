"""A representative registers a workshop: a draft that can be left, taken up again and submitted."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from federation.directory.models import Organisation
from federation.workshops.actions import Draft, TrainerLine, save_draft
from federation.workshops.models import Workshop
from portal.journal.actions import log
from resources.models import Topic
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.markup import plain
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

TITLE = {"ru": {"title": "Основы управления"}}
NEW = "/ru/desk/workshops/new/"
ROWS = {
    "trainers-TOTAL_FORMS": "2", "trainers-INITIAL_FORMS": "0",
    "money-TOTAL_FORMS": "2", "money-INITIAL_FORMS": "0",
}  # fmt: skip


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def everything(association) -> dict:
    return {
        **ROWS,
        "working_language": "ru",
        "ru_title": "Основы управления", "ru_summary": "Кратко.", "ru_for_whom": "Всем.", "ru_outcomes": "устав\nплан",
        "kk_title": "Басқару негіздері",
        "starts_on": day(30), "ends_on": day(32), "hours": "9:30–17:30",
        "region": "KZ-55", "city": "Павлодар", "venue": "Зал", "address": "",
        "host": association.name_kk,
        "topics": [str(topic.pk) for topic in Topic.objects.all()[:2]],
        "capacity": "20",
        "applications_open_at": f"{day(1)}T09:00", "applications_close_at": f"{day(20)}T18:00",
        "trainers-0-name": "Образец Тренеров", "trainers-0-role": "lead", "trainers-0-email": "t@example.org",
        "money-0-kind": "federation", "money-0-name": "Ассоциация", "money-0-amount": "450000",
    }  # fmt: skip


@pytest.fixture
def door(client, manager):
    client.force_login(manager)
    return client


def own() -> list[Workshop]:
    return list(Workshop.objects.filter(is_historic=False))


def test_draft_needs_only_a_title_and_can_be_taken_up_again(door, association):
    response = door.post(NEW, {**ROWS, "ru_title": "Только название", "action": "save"}, follow=True)
    (workshop,) = own()
    assert response.redirect_chain == [(f"/ru/desk/workshops/{workshop.slug}/edit/", 302)]
    assert (workshop.state, workshop.organiser, workshop.starts_on) == ("draft", association, None)
    assert 'value="Только название"' in response.text
    door.post(
        f"/ru/desk/workshops/{workshop.slug}/edit/",
        {**ROWS, "ru_title": "Другое название", "capacity": "12", "action": "save"},
    )
    workshop.refresh_from_db()
    assert (workshop.title_in("ru").text, workshop.capacity) == ("Другое название", 12)


def test_everything_filled_in_is_kept_and_submitted(door, association):
    door.post(NEW, {**everything(association), "action": "submit"})
    (workshop,) = own()
    assert workshop.state == "submitted"
    assert (workshop.host, workshop.region_id, workshop.capacity) == (association, "KZ-55", 20)
    assert sorted(workshop.descriptions.values_list("language", "title", "live")) == [
        ("kk", "Басқару негіздері", True), ("ru", "Основы управления", True),
    ]  # fmt: skip
    assert list(workshop.trainers.values_list("name", "role", "email")) == [
        ("Образец Тренеров", "lead", "t@example.org")
    ]
    assert list(workshop.money_sources.values_list("kind", "name", "amount")) == [
        ("federation", "Ассоциация", 450_000)
    ]
    assert workshop.topics.count() == 2
    assert timezone.localtime(workshop.applications_close_at).strftime("%H:%M") == "18:00"


def test_form_sent_twice_makes_one_row(door, association):
    token = "5a0e4a55-7d2b-4a41-9b2e-1f6f6d0c3c11"
    for _time in range(2):
        door.post(NEW, {**everything(association), "token": token, "action": "save"})
    (workshop,) = own()
    assert str(workshop.form_token) == token
    assert (workshop.trainers.count(), workshop.money_sources.count(), workshop.descriptions.count()) == (
        1,
        1,
        2,
    )


def test_who_comes_back_to_a_form_that_was_saved_is_led_to_what_it_made(door, association):
    address = door.get(NEW).url
    page = door.get(address)
    token = str(page.context["token"])
    assert address == f"{NEW}?form={token}"
    door.post(NEW, {**everything(association), "token": token, "action": "save"})
    (workshop,) = own()
    assert door.get(address).url == f"/ru/desk/workshops/{workshop.slug}/edit/"  # Back, without the old page.
    assert door.get(NEW).url != address


def test_an_old_page_that_is_saved_again_makes_no_second_draft_and_overwrites_nothing(door, association):
    typed = {**everything(association), "token": str(uuid4()), "action": "save"}
    door.post(NEW, typed)
    again = door.post(NEW, {**typed, "ru_title": "Другое"})  # Back, to the page as it was kept.
    (workshop,) = own()
    assert again.context["is_changed"]
    assert workshop.title_in("ru").text == typed["ru_title"]
    seen = {"seen": again.context["seen"]}
    assert again.context["action"] == f"/ru/desk/workshops/{workshop.slug}/edit/"
    assert door.post(again.context["action"], {**typed, "ru_title": "Другое", **seen}).status_code == 302
    assert [row.title_in("ru").text for row in own()] == ["Другое"]


def test_submitting_with_gaps_keeps_the_draft_and_names_each_gap_beside_its_field(door, association):
    response = door.post(
        NEW,
        {**ROWS, "working_language": "ru", "ru_title": "Название", "city": "Экибастуз", "action": "submit"},
    )
    (workshop,) = own()
    assert (response.status_code, workshop.state, workshop.city) == (200, "draft", "Экибастуз")
    form = response.context["form"]
    assert set(form.errors) == {
        "ru_summary", "ru_for_whom", "ru_outcomes", "host", "starts_on", "ends_on", "capacity", "region", "venue",
        "topics", "applications_open_at", "applications_close_at",
    }  # fmt: skip
    assert set(response.context["row_errors"]) == {"trainers", "money"}
    assert len(response.context["errors"]) == 14
    assert 'value="Экибастуз"' in response.text
    assert f'action="/ru/desk/workshops/{workshop.slug}/edit/"' in response.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts_on": "завтра"}, "starts_on"),
        ({"ends_on": day(1)}, "ends_on"),
        ({"capacity": "много"}, "capacity"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "99999"}, "capacity"),
        ({"region": "KZ-99"}, "region"),
        ({"host": "Нет такой библиотеки"}, "host"),
        ({"topics": ["abc"]}, "topics"),
        ({"topics": ["999999"]}, "topics"),
        ({"applications_close_at": f"{day(0)}T09:00"}, "applications_close_at"),
        ({"ru_title": ""}, "ru_title"),
        ({"ru_title": "x" * 151}, "ru_title"),
        ({"en_summary": "Words without a title"}, "en_title"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_saved(door, association, typed, field):
    response = door.post(NEW, {**everything(association), **typed, "action": "save"})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert own() == []
    assert 'value="Павлодар"' in response.text


def test_wrong_rows_of_trainers_and_money_are_said_beside_them(door, association):
    typed = {"trainers-0-email": "не адрес", "money-0-amount": "-5", "money-1-name": "Спонсор"}
    response = door.post(NEW, {**everything(association), **typed, "action": "save"})
    assert response.context["trainers"].errors == [
        {"email": response.context["trainers"].errors[0]["email"]},
        {},
    ]
    assert [set(errors) for errors in response.context["money"].errors] == [{"amount"}, {"kind"}]
    assert own() == []


@pytest.mark.parametrize(
    "management", [{}, {"trainers-TOTAL_FORMS": "x"}, {"trainers-TOTAL_FORMS": "100000"}]
)
def test_broken_rows_are_no_server_error(door, association, management):
    data = {key: value for key, value in everything(association).items() if key not in ROWS}
    response = door.post(NEW, {**data, **management, "action": "save"})
    assert response.status_code in (200, 302)


def test_host_is_found_by_name_in_any_language_and_asked_for_when_several_fit(door, association):
    Organisation.objects.create(name_ru="Образцовая библиотека имени Примера", slug="a", type="city_library")
    Organisation.objects.create(name_ru="Образцовая библиотека № 2", slug="b", type="city_library")
    door.post(NEW, {**everything(association), "host": "библиотека имени примера", "action": "save"})
    (workshop,) = own()
    assert workshop.host.slug == "a"
    response = door.post(NEW, {**everything(association), "host": "образцовая библиотека", "action": "save"})
    assert list(response.context["form"].errors) == ["host"]


def test_trainers_taken_out_are_gone(door, association):
    door.post(NEW, {**everything(association), "action": "save"})
    (workshop,) = own()
    url = f"/ru/desk/workshops/{workshop.slug}/edit/"
    door.post(url, {**everything(association), "trainers-0-name": "Пример Наставников", "action": "save"})
    assert [row.name for row in workshop.trainers.all()] == ["Пример Наставников"]


def test_trainer_written_twice_is_one_and_stays_when_another_comes(association):
    named = Draft(words=TITLE, trainers=[TrainerLine("Образец  Тренеров"), TrainerLine("Образец Тренеров")])
    workshop = save_draft(None, association, named)
    first = workshop.trainers.get()
    more = Draft(words=TITLE, trainers=[TrainerLine("Пример Наставников"), TrainerLine("Образец Тренеров")])
    save_draft(None, association, more, workshop)
    assert [row.name for row in workshop.trainers.all()] == [
        "Пример Наставников",
        "Образец Тренеров",
    ]
    assert first in workshop.trainers.all()


def test_words_whose_title_is_emptied_are_gone_and_the_others_stay(association):
    workshop = save_draft(None, association, Draft(words={**TITLE, "kk": {"title": "Атауы"}}))
    save_draft(
        None, association, Draft(words={**TITLE, "kk": {"title": " ", "summary": "Қысқаша."}}), workshop
    )
    assert [row.language for row in workshop.descriptions.all()] == ["ru"]


def test_draft_without_a_title_is_no_draft(association):
    with pytest.raises(ValueError, match="title"):
        save_draft(None, association, Draft(words={"ru": {"title": " ", "summary": "Кратко."}}))
    assert own() == []


def test_token_of_another_organisations_form_opens_nothing_of_theirs(association):
    token = uuid4()
    theirs = save_draft(None, OrganisationFactory(), Draft(words=TITLE), token=token)
    ours = save_draft(None, association, Draft(words=TITLE), token=token)
    assert (ours.organiser, theirs.organiser == association) == (association, False)
    assert ours.pk != theirs.pk


def test_returned_workshop_is_answered_and_submitted_again(door, association):
    workshop = WorkshopFactory(organiser=association, state="returned", host=association)
    log(workshop, "returned", None, "Кто платит?", states=("submitted", "returned"))
    url = f"/ru/desk/workshops/{workshop.slug}/edit/"
    assert "Кто платит?" in door.get(url).text
    door.post(url, {**everything(association), "answer": "Ассоциация.", "action": "submit"})
    workshop.refresh_from_db()
    assert workshop.state == "submitted"
    assert workshop.steps.last().words == "Ассоциация."


def test_answer_that_cannot_be_kept_is_told_beside_the_field(door, association):
    answer = "ә" * 2001
    workshop = WorkshopFactory(organiser=association, state="returned", host=association)
    log(workshop, "returned", None, "Кто платит?", states=("submitted", "returned"))
    url = f"/ru/desk/workshops/{workshop.slug}/edit/"
    response = door.post(url, {**everything(association), "answer": answer, "action": "submit"})
    assert list(response.context["answer"].errors) == ["answer"]
    assert response.context["answer"]["answer"].value() == answer
    workshop.refresh_from_db()
    assert workshop.state == "returned"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"ends_on": "31.12.9999"}, {"ends_on"}),
        ({"starts_on": "01.01.0001"}, {"starts_on"}),
        ({"applications_close_at": "31.12.9999 23:59"}, {"applications_close_at"}),
        ({"ends_on": day(15 * 365)}, {"ends_on"}),
        ({"ends_on": day(200)}, {"ends_on"}),
        ({"capacity": "9" * 4000}, {"capacity"}),
    ],
)
def test_days_and_numbers_that_nobody_means_are_told_beside_the_field(door, association, changes, wrong):
    response = door.post(NEW, {**everything(association), **changes, "action": "save"})
    assert (response.status_code, set(response.context["form"].errors)) == (200, wrong)
    assert [len(messages) for messages in response.context["form"].errors.values()] == [1]


@pytest.mark.parametrize("amount", ["120 000", "120\u00a0000", "120000"])
def test_numbers_are_read_as_people_write_them(door, association, amount):
    door.post(NEW, {**everything(association), "money-0-amount": amount, "action": "save"})
    assert own()[0].money_sources.get().amount == 120_000


@pytest.mark.parametrize("typed", ["09.12.2030", "9.12.2030", "2030-12-09", "9 12 2030", "09/12/2030"])
def test_days_are_read_as_people_write_them(door, association, typed):
    door.post(NEW, {**ROWS, "ru_title": "Название", "starts_on": typed, "action": "save"})
    assert f"{own()[0].starts_on}" == "2030-12-09"


@pytest.mark.parametrize("state", ["submitted", "approved", "declined", "cancelled"])
def test_workshop_out_of_the_organisers_hands_is_read_only(door, association, state):
    workshop = WorkshopFactory(organiser=association, state=state)
    url = f"/ru/desk/workshops/{workshop.slug}/edit/"
    assert door.get(url).url == f"/ru/desk/workshops/{workshop.slug}/"
    door.post(url, {**everything(association), "action": "save"})
    assert Workshop.objects.get(pk=workshop.pk).capacity == 2


def test_who_speaks_for_nobody_is_told_so_and_cannot_register(client):
    client.force_login(UserFactory())
    assert client.get(NEW).templates[0].name == "workshops/no_organisation.html"
    assert client.post(NEW, {**ROWS, "ru_title": "Моё"}).status_code == 403
    assert own() == []


def test_registering_is_not_kept_by_any_cache(door):
    assert "no-store" in door.get(NEW, follow=True)["Cache-Control"]


def test_what_another_window_saved_meanwhile_is_not_overwritten_unseen(door, association):
    door.post(NEW, {**ROWS, "ru_title": "Первое", "action": "save"})
    (workshop,) = own()
    edit = f"/ru/desk/workshops/{workshop.slug}/edit/"
    opened = {"seen": workshop.updated_at.isoformat(), "action": "save"}
    door.post(edit, {**ROWS, **opened, "ru_title": "Из первого окна"})
    response = door.post(edit, {**ROWS, **opened, "ru_title": "Из второго окна"})
    workshop.refresh_from_db()
    assert workshop.title_in("ru").text == "Из первого окна"
    assert response.context["form"]["ru_title"].value() == "Из второго окна"
    assert response.context["is_changed"] is True
    door.post(edit, {**ROWS, **opened, "seen": response.context["seen"], "ru_title": "Из второго окна"})
    assert own()[0].title_in("ru").text == "Из второго окна"


def test_one_form_sent_twice_is_no_other_window(door, association):
    door.post(NEW, {**ROWS, "ru_title": "Первое", "action": "save"})
    (workshop,) = own()
    edit = f"/ru/desk/workshops/{workshop.slug}/edit/"
    sent = {**everything(association), "seen": workshop.updated_at.isoformat(), "action": "save"}
    answers = [door.post(edit, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (workshop.trainers.count(), workshop.money_sources.count()) == (1, 1)
    sent["action"] = "submit"
    answers = [door.post(edit, {**sent, "seen": own()[0].updated_at.isoformat()}) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [f"/ru/desk/workshops/{workshop.slug}/"] * 2
    assert own()[0].steps.count() == 1


def test_what_is_typed_after_another_window_submitted_is_shown_and_not_saved(door, association):
    door.post(NEW, {**everything(association), "action": "submit"})
    (workshop,) = own()
    typed = {**everything(association), "venue": "Другой зал", "action": "save"}
    response = door.post(f"/ru/desk/workshops/{workshop.slug}/edit/", typed)
    assert response.context["form"]["venue"].value() == "Другой зал"
    assert (
        response.context["refusal"] == "Семинар на рассмотрении в секретариате, сейчас его нельзя изменить."
    )
    assert (own()[0].venue, own()[0].state) == ("Зал", "submitted")


def test_what_was_typed_while_the_session_ended_waits_to_be_sent_again(client, association):
    response = client.post(NEW, {**ROWS, "ru_title": "Набрано <b>", "action": "save"})
    assert response.status_code == 403
    assert dict(response.context["typed"])["ru_title"] == "Набрано <b>"
    assert '<textarea name="ru_title" hidden>\nНабрано &lt;b&gt;</textarea>' in response.text
    assert f'<form class="stack-5" method="post" action="{NEW}">' in plain(response.text)
    assert own() == []


def test_summary_of_mistakes_goes_down_the_page_and_says_in_which_language(door):
    sent = {**ROWS, "ru_title": "x" * 151, "kk_summary": "Қысқаша", "capacity": "0", "starts_on": "x"}
    errors = door.post(NEW, {**sent, "action": "save", "working_language": "ru"}).context["errors"]
    assert [error.url for error in errors] == [
        "#id_ru_title",
        "#id_kk_title",
        "#id_starts_on",
        "#id_capacity",
    ]
    assert [error.title.partition(":")[0] for error in errors[:2]] == [
        "Название (русский)",
        "Название (казахский)",
    ]
