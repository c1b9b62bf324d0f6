"""Organisers write to those who take part: previewed, sent once, each reader in their language."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from federation.membership.models import Representative
from federation.workshops import actions
from federation.workshops.actions.to_participants import DAY, MOST_TO_ALL, MOST_TO_CHOSEN, Written
from federation.workshops.enums import Addressees, StepVerb
from federation.workshops.models import WorkshopLetter
from portal.language import LANGUAGES
from portal.mail.models import Letter
from tests import services
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory, WorkshopLetterFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
IN_RUSSIAN = {"subject_ru": "Что взять", "text_ru": "Возьмите <b>ноутбук</b> & паспорт."}
IN_ALL = {f"{part}_{code}": f"{part} {code}" for part in ("subject", "text") for code in LANGUAGES}


@pytest.fixture
def workshop(association):
    return WorkshopFactory(organiser=association, capacity=5, contact_email="ask@example.org")


@pytest.fixture
def address(workshop):
    return f"/ru/desk/workshops/{workshop.slug}/letters/new/"


@pytest.fixture
def door(client, manager):
    client.force_login(manager)
    return client


def takes_part(workshop, language="en", state="registered"):
    user = UserFactory(preferred_language=language)
    return ParticipationFactory(workshop=workshop, person=user.person, state=state)


def written(addressees="registered", chosen=(), **words) -> Written:
    words = words or IN_RUSSIAN
    parts = {"subject": {}, "text": {}}
    for name, text in words.items():
        part, _line, code = name.partition("_")
        parts[part][code] = text
    return Written(addressees, chosen, **parts)


def sent() -> list[Letter]:
    return list(written_letters().filter(key__startswith="workshops:to_participants:").order_by("pk"))


def test_goes_to_those_for_whom_it_is_and_to_nobody_who_gave_up(workshop, manager):
    place, waits = takes_part(workshop), takes_part(workshop, state="waitlisted")
    gave_up = takes_part(workshop, state="cancelled")
    elsewhere = takes_part(WorkshopFactory())
    everybody = {
        Addressees.REGISTERED: [place],
        Addressees.WAITLISTED: [waits],
        Addressees.CHOSEN: [place, waits],
    }
    assert everybody.keys() == {*Addressees}
    for addressees, expected in everybody.items():
        chosen = [place.pk, waits.pk, gave_up.pk, elsewhere.pk]
        letter = actions.send_to_participants(workshop, manager, written(addressees, chosen), uuid.uuid4())
        assert list(letter.recipients.order_by("pk")) == expected
    assert len(sent()) == 4


def test_each_reads_it_in_their_language_when_it_is_in_all_three(workshop, manager, language):
    takes_part(workshop, language)
    actions.send_to_participants(workshop, manager, written(**IN_ALL), uuid.uuid4())
    (letter,) = sent()
    assert letter.subject == f"subject {language}: Қауымдастықты басқару"
    assert f"text {language}" in letter.text
    assert [f"text {code}" in letter.text for code in LANGUAGES].count(True) == 1
    assert letter.reply_to == "ask@example.org"


def test_in_one_language_it_says_which_and_marks_it(workshop, manager):
    takes_part(workshop, "en")
    takes_part(workshop, "ru")
    actions.send_to_participants(workshop, manager, written(), uuid.uuid4())
    english, russian = sent()
    assert "in one language: Russian" in english.text
    assert (
        '<div style="margin:0 0 16px" lang="ru">Возьмите &lt;b&gt;ноутбук&lt;/b&gt; &amp; паспорт.</div>'
        in english.html
    )
    assert "Возьмите <b>ноутбук</b> & паспорт." in english.text
    assert 'lang="ru">Возьмите' not in russian.html
    assert "одном языке" not in russian.text


def test_who_has_no_address_gets_it_by_post(workshop, manager):
    ParticipationFactory(workshop=workshop, person=PersonFactory())
    actions.send_to_participants(workshop, manager, written(), uuid.uuid4())
    assert Letter.objects.get().is_on_paper


def test_is_in_the_journal_with_the_number_and_without_the_words(workshop, manager, door):
    takes_part(workshop)
    actions.send_to_participants(workshop, manager, written(), uuid.uuid4())
    step = workshop.steps.get()
    assert (step.verb, step.by, step.words, step.changes) == (StepVerb.LETTER_SENT, manager, "1", [])
    assert "1 получатель" in door.get(f"/ru/desk/workshops/{workshop.slug}/").text


def test_same_form_sent_twice_sends_once(door, workshop, manager, address):
    takes_part(workshop)
    form = {**IN_RUSSIAN, "addressees": "registered", "token": str(uuid.uuid4()), "action": "send"}
    answers = [door.post(address, form) for _time in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [
        f"/ru/desk/workshops/{workshop.slug}/letters/"
    ] * 2
    again = actions.send_to_participants(workshop, manager, written(), uuid.UUID(form["token"]))
    assert again == WorkshopLetter.objects.get()  # Also of two that come at once.
    assert (Letter.objects.count(), workshop.steps.count()) == (1, 1)


def test_token_of_another_workshop_finds_none_of_its_letters(door, workshop, address):
    takes_part(workshop)
    other = WorkshopLetterFactory()
    form = {**IN_RUSSIAN, "addressees": "registered", "token": str(other.form_token)}
    door.post(address, {**form, "action": "send"})
    assert (workshop.letters.count(), other.workshop.letters.get(), other.recipients.count()) == (1, other, 0)


def test_preview_is_what_goes_out_and_sends_nothing(door, workshop, address):
    takes_part(workshop, "en")
    form = {**IN_RUSSIAN, "addressees": "registered", "token": str(uuid.uuid4())}
    page = door.post(address, {**form, "action": "preview"})
    previews = {preview.language: preview for preview in page.context["previews"]}
    assert previews.keys() == {*LANGUAGES}
    assert not Letter.objects.exists()
    assert page.context["recipients"].startswith("Всем, у кого есть место. 1 получатель: ")
    hidden = {field.html_name: field.value() for field in page.context["form"]}
    door.post(
        address, {**form, "subject_ru": hidden["subject_ru"], "text_ru": hidden["text_ru"], "action": "send"}
    )
    (letter,) = sent()
    assert (letter.subject, letter.text) == (previews["en"].subject, previews["en"].text)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {"subject_ru", "text_ru"}),
        ({"subject_ru": "Тема"}, {"text_ru"}),
        ({**IN_RUSSIAN, "subject_kk": "Тақырып"}, {"text_kk", "subject_en", "text_en"}),
        ({**IN_RUSSIAN, "addressees": "chosen"}, {"chosen"}),
        ({**IN_RUSSIAN, "addressees": "chosen", "chosen": ["0"]}, {"chosen"}),
        ({**IN_RUSSIAN, "addressees": "everybody"}, {"addressees"}),
        ({**IN_RUSSIAN, "addressees": ""}, {"addressees"}),
    ],
)
def test_is_written_in_one_language_or_in_all(door, workshop, address, typed, wrong):
    takes_part(workshop)
    page = door.post(
        address, {"addressees": "registered", **typed, "token": str(uuid.uuid4()), "action": "send"}
    )
    assert set(page.context["form"].errors) == wrong
    assert not Letter.objects.exists()


def test_nobody_to_write_to_is_said(door, workshop, address):
    form = {**IN_RUSSIAN, "addressees": "waitlisted", "token": str(uuid.uuid4())}
    for action in ("preview", "send"):
        assert door.post(address, {**form, "action": action}).context["form"].non_field_errors()
    assert not WorkshopLetter.objects.exists()


@pytest.mark.parametrize(("addressees", "most"), [("registered", MOST_TO_ALL), ("chosen", MOST_TO_CHOSEN)])
def test_so_many_in_a_day_and_no_more(workshop, manager, addressees, most):
    place = takes_part(workshop)
    WorkshopLetterFactory.create_batch(most, workshop=workshop, addressees=addressees)
    with pytest.raises(actions.Refused):
        actions.send_to_participants(workshop, manager, written(addressees, [place.pk]), uuid.uuid4())
    other = "registered" if addressees == "chosen" else "chosen"
    assert actions.send_to_participants(workshop, manager, written(other, [place.pk]), uuid.uuid4())
    WorkshopLetter.objects.update(sent_at=timezone.now() - DAY)
    assert actions.send_to_participants(workshop, manager, written(addressees, [place.pk]), uuid.uuid4())


@pytest.mark.parametrize("facts", [{"state": "submitted"}, {"is_historic": True}, {"ends_on": "long ago"}])
def test_none_before_it_is_public_nor_long_after(association, manager, facts):
    workshop = WorkshopFactory(organiser=association)
    place = takes_part(workshop)
    if "ends_on" in facts:
        day = timezone.localdate() - 91 * DAY
        facts = {"starts_on": day, "ends_on": day}
    type(workshop).objects.filter(pk=workshop.pk).update(**facts)
    with pytest.raises(actions.WrongState):
        actions.send_to_participants(workshop, manager, written("chosen", [place.pk]), uuid.uuid4())
    assert not Letter.objects.exists()


def test_contributor_is_told_who_may_and_a_stranger_finds_nothing(client, workshop, address, manager):
    takes_part(workshop)
    form = {**IN_RUSSIAN, "addressees": "registered", "token": str(uuid.uuid4()), "action": "send"}
    Representative.objects.filter(person=manager.person).update(role="contributor")
    client.force_login(manager)
    assert client.post(address, form).status_code == 403
    client.force_login(UserFactory())
    assert client.post(address, form).status_code == 404
    assert not WorkshopLetter.objects.exists()


def test_what_was_sent_opens_for_who_sees_participants_and_only_below_its_workshop(
    door, workshop, secretary, client
):
    letter = WorkshopLetterFactory(workshop=workshop)
    letter.recipients.add(takes_part(workshop))
    below = f"/ru/desk/workshops/{workshop.slug}/letters/"
    assert "Что взять с собой" in door.get(below).text
    assert "Возьмите ноутбук." in door.get(f"{below}{letter.pk}/").text
    assert door.get(f"{below}{WorkshopLetterFactory().pk}/").status_code == 404
    client.force_login(secretary)
    assert client.get(below).status_code == 200
    assert not client.get(below).context["may_write"]
    client.force_login(UserFactory())
    assert client.get(below).status_code == 404


def test_recipient_reads_it_again_on_the_desk_and_nobody_else(client, workshop):
    reader, other = takes_part(workshop, "en"), takes_part(workshop, "en")
    letter = WorkshopLetterFactory(workshop=workshop)
    letter.recipients.add(reader)
    page = f"/en/desk/workshops/{workshop.slug}/write/"
    client.force_login(reader.person.user)
    assert '<div class="panel stack" lang="ru"><p>Возьмите ноутбук.</p></div>' in client.get(page).text
    client.force_login(other.person.user)
    assert "Возьмите" not in client.get(page).text


def test_lists_ask_as_often_for_many_as_for_one(door, workshop):
    def questions() -> int:
        with CaptureQueriesContext(connection) as found:
            door.get(f"/ru/desk/workshops/{workshop.slug}/letters/")
        return len(found)

    WorkshopLetterFactory(workshop=workshop).recipients.add(takes_part(workshop))
    door.get("/ru/desk/")
    once = questions()
    for _number in range(2):
        WorkshopLetterFactory(workshop=workshop).recipients.add(takes_part(workshop))
    assert questions() == once


def test_the_latest_stands_first(door, workshop, address):
    place = takes_part(workshop)
    WorkshopLetterFactory(workshop=workshop).recipients.add(place)
    form = {**IN_RUSSIAN, "subject_ru": "Ответ", "addressees": "chosen", "chosen": [str(place.pk)]}
    token = {"token": str(uuid.uuid4())}
    assert door.post(f"{address}?to={place.pk}", {**form, **token, "action": "preview"}).context["previews"]
    page = door.post(f"{address}?to={place.pk}", {**form, **token, "action": "send"}, follow=True)
    assert [str(row.title) for row in page.context["rows"]] == ["Ответ", "Что взять с собой"]


@pytest.mark.parametrize(("words", "said"), [(IN_RUSSIAN, []), (IN_ALL, ["Kazakh", "Russian", "English"])])
def test_what_was_sent_in_several_languages_says_which_is_which(door, workshop, words, said):
    letter = WorkshopLetterFactory(workshop=workshop, **words)
    page = door.get(f"/en/desk/workshops/{workshop.slug}/letters/{letter.pk}/").text
    assert re.findall(r'<p class="eyebrow" lang="en">(\w+)</p>', page) == said
