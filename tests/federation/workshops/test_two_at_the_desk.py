"""Two who write the same workshop: what the other saved, what was typed, and a draft that is gone."""

import pytest
from django.test import Client

from federation.membership.models import Representative
from federation.workshops import actions
from federation.workshops.models import Workshop
from portal.content import versions
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.amending import amend, form_of
from tests.federation.workshops.factories import WorkshopFactory
from tests.markup import plain
from tests.portal.accounts.factories import UserFactory

from .test_registration import NEW, ROWS, everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def draft(door, association) -> Workshop:
    door.post(NEW, {**everything(association), "action": "save"})
    return Workshop.objects.get(is_historic=False)


def edit_of(workshop: Workshop) -> str:
    return f"/ru/desk/workshops/{workshop.slug}/edit/"


def said(pieces: list) -> str:
    return "".join(text for text, _is_own in pieces)


def test_second_form_shows_field_by_field_what_the_first_saved(door, association, draft):
    opened = {**everything(association), "seen": draft.updated_at.isoformat(), "action": "save"}
    first = {**opened, "ru_title": "Первое", "city": "Экибастуз", "money-0-planned": "500000"}
    door.post(edit_of(draft), first)
    second = {
        **opened,
        "ru_title": "Второе",
        "trainers-0-name": "Другой Тренер",
        "topics": opened["topics"][:1],
    }
    answer = door.post(edit_of(draft), second)
    found = {one.label: (said(one.stored), said(one.typed)) for one in answer.context["differences"]}
    assert set(found) == {
        "Название (русский)", "Город или село", "Темы учебной программы", "Тренеры и контактные лица", "Кто платит",
    }  # fmt: skip
    assert found["Название (русский)"] == ("Первое", "Второе")
    assert found["Город или село"] == ("Экибастуз", "Павлодар")
    assert found["Тренеры и контактные лица"][1].startswith("Другой Тренер, ")
    assert "500" in found["Кто платит"][0] and "450" in found["Кто платит"][1]
    assert "<mark>Второе</mark>" in plain(answer.text)


def test_what_one_form_changes_is_one_version_by_whoever_sent_it(door, manager, association, draft):
    before = versions.versions_of(draft).count()
    door.post(
        edit_of(draft), {**everything(association), "city": "Экибастуз", "topics": [], "action": "save"}
    )
    found = versions.versions_of(draft)
    assert (found.count(), found[0].user) == (before + 1, manager)


def test_form_with_mistakes_keeps_the_mark_of_what_it_showed(door, association, draft):
    opened = {**everything(association), "seen": draft.updated_at.isoformat(), "action": "save"}
    door.post(edit_of(draft), {**opened, "ru_title": "Первое"})
    wrong = door.post(edit_of(draft), {**opened, "ru_title": "Второе", "capacity": "x"})
    assert wrong.context["seen"] == opened["seen"]
    late = door.post(edit_of(draft), {**opened, "ru_title": "Второе", "seen": wrong.context["seen"]})
    assert late.context["is_changed"] is True
    assert Workshop.objects.get(pk=draft.pk).title_in("ru").text == "Первое"


def test_change_of_a_colleague_is_not_overwritten_unseen(door, association, manager):
    workshop = WorkshopFactory(organiser=association, capacity=20)
    change = f"/ru/desk/workshops/{workshop.slug}/change/"
    opened = {**form_of(workshop, capacity="25"), "words": "Новый зал", "action": "confirm"}
    seen = door.get(change).context["seen"]
    amend(workshop, manager, venue_kk="Мәжіліс залы")
    answer = door.post(change, {**opened, "seen": seen})
    workshop.refresh_from_db()
    assert (answer.status_code, workshop.capacity, workshop.venue_kk) == (200, 20, "Мәжіліс залы")
    assert "Место" in answer.text
    # What the colleague changed stands among the differences now: sent again knowingly, the form replaces it.
    assert [one.label for one in answer.context["at_once"]] == ["Место проведения (казахский)", "Места"]
    assert door.post(change, {**opened, "seen": answer.context["seen"]}).status_code == 302
    workshop.refresh_from_db()
    assert workshop.capacity == 25


def test_draft_that_was_deleted_comes_back_as_a_new_one(door, association, draft):
    typed = {
        **everything(association),
        "ru_title": "Набрано",
        "seen": draft.updated_at.isoformat(),
        "action": "save",
    }
    actions.discard_draft(draft)
    answer = door.post(edit_of(draft), typed)
    assert answer.status_code == 404
    assert answer.context["form"]["ru_title"].value() == "Набрано"
    assert (
        f'action="/ru/desk/for/{association.slug}/workshops/new/"' in answer.text
        and "Тренеров" in answer.text
    )
    assert not Workshop.objects.filter(is_historic=False).exists()
    again = {**typed, "token": str(answer.context["token"])}
    for _time in range(2):
        assert door.post(NEW, again).status_code == 302
    assert Workshop.objects.get(is_historic=False).title_in("ru").text == "Набрано"


def test_answer_to_a_question_that_is_gone_is_shown(door, association, draft):
    actions.discard_draft(draft)
    answer = door.post(edit_of(draft), {**everything(association), "answer": "Зал новый", "action": "save"})
    assert answer.context["texts"] == ["Зал новый"]
    assert "Зал новый" in answer.text


def test_draft_of_another_and_none_at_all_look_the_same(door, association, draft):
    private = WorkshopFactory(organiser=RepresentativeFactory().organisation, state="draft", slug="private")
    typed = {**everything(association), "action": "save"}
    door.get("/ru/desk/")  # It tells that the draft was saved.
    answers = [door.post(f"/ru/desk/workshops/{slug}/edit/", typed) for slug in ("private", "nothing")]
    assert [answer.status_code for answer in answers] == [404, 404]
    one, other = (answer.text.replace(str(answer.context["token"]), "") for answer in answers)
    assert one.replace("private", "") == other.replace("nothing", "")
    assert str(private.title) not in one


@pytest.mark.parametrize("speaks_for_another", [False, True])
def test_right_that_ended_leaves_the_texts(door, manager, association, draft, speaks_for_another):
    Representative.objects.of(manager).delete()
    if speaks_for_another:
        RepresentativeFactory(user=manager)
    answer = door.post(edit_of(draft), {**everything(association), "ru_title": "Набрано", "action": "save"})
    assert answer.status_code == 404
    for text in ("Набрано", "Кратко.", "Басқару негіздері"):
        assert text in answer.text
    draft.refresh_from_db()
    assert draft.title_in("ru").text != "Набрано"


def test_nothing_typed_is_nothing_to_show(door):
    assert door.post("/ru/desk/workshops/nothing/edit/", {}).status_code == 404
    assert "form" not in (door.post("/ru/desk/workshops/nothing/edit/", {}).context or {})


def test_state_that_moved_on_leaves_the_form_with_the_reason(door, association, draft):
    door.post(edit_of(draft), {**everything(association), "action": "submit"})
    answer = door.post(edit_of(draft), {**everything(association), "ru_title": "Набрано", "action": "save"})
    assert answer.context["refusal"] and answer.context["form"]["ru_title"].value() == "Набрано"


def test_stranger_gets_their_own_texts_and_nothing_else(association, draft):
    client = Client()
    client.force_login(UserFactory())
    answer = client.post(edit_of(draft), {**ROWS, "ru_title": "Моё <b>"})
    assert answer.status_code == 404
    assert "Моё &lt;b&gt;" in answer.text and "Основы управления" not in answer.text
