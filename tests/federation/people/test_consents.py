"""What people agreed to, in which words, and how they take it back."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.utils import timezone

from federation.people import actions
from federation.people.enums import Medium, Purpose
from federation.people.install import install
from federation.people.jobs import empty_old_consents
from federation.people.models import Consent
from federation.people.rules import current_wording, has_consented
from federation.workshops.actions import take_place
from federation.workshops.models import Participation
from federation.workshops.rules import fellow_participants
from portal.accounts.actions import close_account
from portal.accounts.enums import Role
from portal.accounts.models import Operator, PrivacyTerms
from portal.accounts.registry import export_for, subject_of
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory
from tests.portal.accounts.factories import UserFactory

from .factories import PersonFactory

pytestmark = pytest.mark.django_db
OWN = "/en/account/consents/"


@pytest.fixture
def operator(db) -> Operator:
    operator = Operator.load()
    operator.name_kk, operator.name_ru, operator.name_en = "Федерация", "Федерация", "The <Federation>"
    operator.bin, operator.address_en = "990240004172", "1 Example Street"
    operator.save()
    return operator


def given(person, purpose=Purpose.PHOTOS) -> Consent:
    return actions.give_consent(person, current_wording(purpose))


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_has_a_wording_in_three_languages(purpose, language):
    text = current_wording(purpose).text_in(language)
    assert len(text) > 200
    if purpose is not Purpose.PRIVACY:  # Who, whose, and the six points of article 8(4).
        assert ("{operator}" in text, "{person}" in text, text.count("\n- **")) == (True, True, 5)


def test_wording_that_was_published_is_never_rewritten():
    wording = current_wording(Purpose.PHOTOS)
    PrivacyTerms.objects.filter(pk=wording.pk).update(text_en="Words of that day.")
    install()
    assert current_wording(Purpose.PHOTOS).text_en == "Words of that day."


def test_consent_given_twice_stands_once_from_the_first_time():
    person = PersonFactory()
    first = given(person)
    assert given(person) == first
    assert Consent.objects.count() == 1


def test_own_page_gives_and_withdraws_and_repeats_change_nothing(client, language):
    user = UserFactory()
    client.force_login(user)
    page = f"/{language}/account/consents/"
    assert [shown.purpose for shown in client.get(page).context["purposes"]] == list(Purpose)
    for _time in range(2):
        assert client.post(page, {"purpose": "news", "act": "give"}).url == page
    assert has_consented(user.person, Purpose.NEWS)
    client.get(page)
    for _time in range(2):
        client.post(page, {"purpose": "news", "act": "withdraw"})
    assert not has_consented(user.person, Purpose.NEWS)
    client.post(page, {"purpose": "news", "act": "give"})
    assert [row.withdrawn_at is None for row in Consent.objects.order_by("pk")] == [False, True]


def test_forged_purposes_and_acts_change_nothing(client):
    user = UserFactory()
    given(user.person, Purpose.PRIVACY)
    client.force_login(user)
    assert client.post(OWN, {"purpose": "everything", "act": "give"}).status_code == 404
    client.post(OWN, {"purpose": "photos", "act": "sell"})
    client.post(OWN, {"purpose": "photos"})
    client.post(OWN, {"purpose": "privacy", "act": "withdraw"})  # Ends with the account.
    assert [row.withdrawn_at for row in Consent.objects.all()] == [None]


def test_consent_is_read_in_the_words_and_with_the_operator_of_its_day(client, operator):
    user = UserFactory(first_name="Үлгі", last_name="<b>Адам</b>")
    consent = given(user.person)
    operator.name_en = "Another body"
    operator.save()
    user.first_name = "Жаңа"
    user.save()
    client.force_login(user)
    page = client.get(f"{OWN}{consent.pk}/").text
    assert "The &lt;Federation&gt;, BIN 990240004172, 1 Example Street" in page
    assert "Another body" not in page and "<b>Адам</b>" not in page
    assert (
        "Үлгі &lt;b&gt;Адам&lt;/b&gt;" in page
        and "Жаңа &lt;b&gt;" not in page.split("<main", 1)[1].split("</nav>", 1)[1]
    )
    assert "Another body" in client.get(f"{OWN}wording/photos/").text
    assert client.get(f"{OWN}wording/everything/").status_code == 404


def test_consent_of_somebody_else_is_not_there(client):
    consent = given(PersonFactory())
    client.force_login(UserFactory())
    assert client.get(f"{OWN}{consent.pk}/").status_code == 404


def test_withdrawing_the_consent_to_a_place_gives_up_what_is_to_come(client):
    workshop, user = WorkshopFactory(), UserFactory()
    given(user.person, Purpose.PLACE)
    take_place(workshop, user)
    client.force_login(user)
    client.post(OWN, {"purpose": "place", "act": "withdraw", "sure": "yes"})
    assert Participation.objects.get().state == "cancelled"


def test_closing_the_account_ends_the_consent_to_the_privacy_terms_alone():
    user = UserFactory()
    given(user.person, Purpose.PRIVACY)
    given(user.person, Purpose.NEWS)
    close_account(user)
    assert [row.purpose for row in Consent.objects.standing()] == ["news"]


def test_secretariat_notes_a_consent_on_paper_with_day_and_name(client):
    secretary, person = UserFactory(role=Role.SECRETARIAT), PersonFactory()
    client.force_login(secretary)
    page = f"/admin/snippets/people/person/consents/{person.pk}/"
    coming = timezone.localdate() + timedelta(days=2)
    for wrong in ({"purpose": "sale", "given_on": "2026-03-01"}, {"purpose": "news", "given_on": coming}):
        assert client.post(page, wrong).context["form"].errors
    for _time in range(2):
        client.post(page, {"purpose": "news", "given_on": "2026-03-01"})
    consent = Consent.objects.get()
    assert (consent.medium, consent.noted_by, str(timezone.localdate(consent.given_at))) == (
        Medium.PAPER,
        secretary,
        "2026-03-01",
    )
    assert "2026" in client.get(page).text
    client.post(page, {"withdraw": "news"})
    assert not has_consented(person, Purpose.NEWS)


@pytest.mark.parametrize("purpose", Purpose)
def test_of_a_consent_withdrawn_three_years_ago_stays_that_it_was(time_machine, client, operator, purpose):
    user, secretary = UserFactory(), UserFactory(role=Role.SECRETARIAT)
    on_paper = {"medium": Medium.PAPER, "noted_by": secretary}
    consent = actions.give_consent(user.person, current_wording(purpose), **on_paper)
    actions.withdraw_consent(user.person, purpose)
    at = Consent.objects.get().withdrawn_at
    assert empty_old_consents() == 0
    time_machine.move_to(timezone.now() + timedelta(days=3 * 365 + 1))
    assert (empty_old_consents(), empty_old_consents()) == (1, 0)
    row = Consent.objects.get()
    assert (row.person, row.purpose, row.withdrawn_at) == (user.person, purpose, at)
    assert (row.wording, row.operator, row.medium, row.given_at, row.noted_by) == (None, {}, "", None, None)
    assert list(Consent.objects.refusing(purpose)) == [{"person": user.person.pk}]
    (held,) = export_for(subject_of(user))["consents"]
    assert (held["purpose"], held["version"], held["given_at"], held["withdrawn_at"]) == (
        purpose,
        "",
        None,
        at,
    )
    client.force_login(user)
    page = client.get(OWN)
    assert "Withdrawn on" in page.text and f"/consents/{consent.pk}/" not in page.text
    assert client.get(f"{OWN}{consent.pk}/").status_code == 404
    client.force_login(secretary)
    assert client.get(f"/admin/snippets/people/person/consents/{user.person.pk}/").status_code == 200


def test_consents_that_stand_are_kept_whole(time_machine):
    person = PersonFactory()
    given(person)
    time_machine.move_to(timezone.now() + timedelta(days=10 * 365))
    assert empty_old_consents() == 0
    assert Consent.objects.get().wording == current_wording(Purpose.PHOTOS)


def test_who_withdrew_long_ago_from_the_list_of_participants_stays_out_of_it(time_machine):
    ours, theirs, workshop = UserFactory(), UserFactory(), WorkshopFactory()
    for user in (ours, theirs):
        ParticipationFactory(workshop=workshop, person=user.person)
    given(theirs.person, Purpose.PARTICIPANTS)
    actions.withdraw_consent(theirs.person, Purpose.PARTICIPANTS)
    time_machine.move_to(timezone.now() + timedelta(days=4 * 365))
    empty_old_consents()
    assert [row["person"] for row in fellow_participants(ours)] in ([], [ours.person.pk])


def test_consents_of_accounts_have_become_those_of_persons():
    """The migration, on what accounts held before it; the shell of an erased account is left out."""
    user, terms, now = UserFactory(), PrivacyTerms.objects.current(), timezone.now()
    former = [
        SimpleNamespace(user_id=pk, terms_id=terms.pk, given_at=now, withdrawn_at=None)
        for pk in (user.pk, user.pk + 1)
    ]
    held = SimpleNamespace(order_by=lambda _key: SimpleNamespace(iterator=lambda: iter(former)))
    before = SimpleNamespace(
        get_model=lambda app, name: (
            SimpleNamespace(objects=held)
            if (app, name) == ("accounts", "Consent")
            else apps.get_model(app, name)
        )
    )
    import_module("federation.people.migrations.0006_consents_of_people").move_consents(before, None)
    consent = Consent.objects.get()
    assert (consent.person, consent.purpose, consent.wording, consent.given_at) == (
        user.person,
        "privacy",
        terms,
        now,
    )
