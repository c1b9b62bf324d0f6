"""Every purpose of a consent is asked for somewhere, and to withdraw it has an effect: a walk through all of them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from lxml import html

from federation.people import actions
from federation.people.enums import AGREEMENTS, CONSEQUENCES, Purpose, Step
from federation.people.models import Consent, shown
from federation.people.registry import ENDINGS
from federation.people.rules import ASKED, current_wording, has_consented, needed_at, offered_at
from federation.workshops.actions import take_place
from federation.workshops.models import Participation, WorkshopTrainer
from federation.workshops.rules import fellow_participants
from portal.accounts.actions import close_account
from portal.accounts.models import User
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory, WorkshopTrainerFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
OWN = "/en/account/consents/"
EVERY_PURPOSE = pytest.mark.parametrize("purpose", Purpose)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- Where each is asked ----------------------------------------------------------------------------------------------


def door_of(step: Step, user: User) -> str:
    """The address at which a step asks."""
    if step is Step.ACCOUNT:
        return "/en/account/signup/"
    if step is Step.PLACE:
        return f"/en/desk/workshops/{WorkshopFactory().slug}/place/"
    if step is Step.TRAINING:
        line = WorkshopTrainerFactory(email=user.email, invited_at=timezone.now())
        return f"/en/desk/trainings/{line.pk}/"
    return OWN


@EVERY_PURPOSE
def test_every_purpose_is_asked_somewhere_and_says_what_withdrawing_means(purpose):
    asking = ASKED[purpose]
    assert asking.needed_at or asking.offered_at
    assert CONSEQUENCES[purpose]


@pytest.mark.parametrize("step", sorted(set(Step) - {Step.PAGE}))
def test_every_step_asks_for_what_it_needs_and_offers_the_rest_without_a_tick(step):
    user = UserFactory()
    client = Client() if step is Step.ACCOUNT else signed_in(user)
    text = client.get(door_of(step, user)).text
    assert needed_at(step)
    names = ["consent", *(f"{purpose.value}-consent" for purpose in offered_at(step))]
    boxes = [text.partition(f'name="{name}"')[2].partition(">")[0] for name in names]
    assert [bool(box) and "checked" not in box for box in boxes] == [True] * len(names)


@EVERY_PURPOSE
def test_own_page_offers_what_no_step_asks_for_with_its_wording(purpose, language):
    user = UserFactory()
    page = signed_in(user).get(f"/{language}/account/consents/")
    (found,) = [each for each in page.context["purposes"] if each.purpose == purpose]
    is_offered = purpose in offered_at(Step.PAGE)
    assert (bool(found.text), bool(found.where)) == (is_offered, not is_offered)
    entry = page.text.partition(f'name="purpose" value="{purpose.value}"')[2].partition("</form>")[0]
    assert ('value="give"' in entry) == is_offered
    if purpose is not Purpose.PRIVACY and is_offered:
        assert user.person.full_name in found.text and "{operator}" not in found.text


@EVERY_PURPOSE
def test_what_a_step_asks_for_is_first_given_there_and_given_again_on_the_page(purpose):
    user = UserFactory()
    door = signed_in(user)
    door.post(OWN, {"purpose": purpose, "act": "give"})
    assert has_consented(user.person, purpose) == (purpose in offered_at(Step.PAGE))
    actions.give_consent(user.person, current_wording(purpose))
    actions.withdraw_consent(user.person, purpose)
    door.post(OWN, {"purpose": purpose, "act": "give"})
    assert has_consented(user.person, purpose)


# --- What each withdrawal does ----------------------------------------------------------------------------------------

Effect = Callable[[User], Callable[[], bool]]  # From who agrees to whether the effect holds.


def no_account(user: User) -> Callable[[], bool]:
    return lambda: not User.objects.get(pk=user.pk).is_active


def no_coming_place(user: User) -> Callable[[], bool]:
    take_place(WorkshopFactory(), user)
    return lambda: not Participation.objects.active().filter(person=user.person).exists()


def no_trainer_shown(user: User) -> Callable[[], bool]:
    line = WorkshopTrainerFactory(person=user.person, accepted_at=timezone.now())
    return lambda: not WorkshopTrainer.objects.get(pk=line.pk).is_shown


def no_line_in_the_list(user: User) -> Callable[[], bool]:
    workshop, other = WorkshopFactory(), UserFactory()
    for each in (user, other):
        ParticipationFactory(workshop=workshop, person=each.person)
    return lambda: user.person.pk not in fellow_participants(other).values_list("person", flat=True)


def pictures_come_down(user: User) -> Callable[[], bool]:
    return lambda: Consent.objects.pictures_to_take_down().filter(person=user.person).exists()


def no_name_in_news(user: User) -> Callable[[], bool]:
    page = NewsPageFactory(authors=[{"person": user.person}])
    return lambda: shown(page.authors.all()) == []


EFFECTS: dict[Purpose, Effect] = {
    Purpose.PRIVACY: no_account,
    Purpose.PLACE: no_coming_place,
    Purpose.SHOWN: no_trainer_shown,
    Purpose.PARTICIPANTS: no_line_in_the_list,
    Purpose.PHOTOS: pictures_come_down,
    Purpose.NEWS: no_name_in_news,
}


@EVERY_PURPOSE
def test_every_withdrawal_has_its_effect_and_only_then(purpose):
    user = UserFactory()
    actions.give_consent(user.person, current_wording(purpose))
    holds = EFFECTS[purpose](user)
    assert not holds()
    if purpose is Purpose.PRIVACY:
        close_account(user)
    else:
        door, sent = signed_in(user), {"purpose": purpose, "act": "withdraw"}
        page = door.post(OWN, sent)
        if purpose in ENDINGS:  # Said before it happens, and named when it has.
            ending = page.context["ending"]
            assert (holds(), all(line in page.text for line in ending.lines), bool(ending.lines)) == (
                False,
                True,
                True,
            )
            told = door.post(OWN, {**sent, "sure": "yes"}, follow=True)
            assert [str(message) for message in told.context["messages"]] == [
                f"Your consent is withdrawn. {ending.done}"
            ]
            assert list(door.post(OWN, {**sent, "sure": "yes"}, follow=True).context["messages"]) == []
    assert holds()
    assert not has_consented(user.person, purpose)


@pytest.mark.parametrize("purpose", ENDINGS)
def test_consent_with_nothing_to_lose_is_withdrawn_at_once(purpose):
    user = UserFactory()
    actions.give_consent(user.person, current_wording(purpose))
    assert signed_in(user).post(OWN, {"purpose": purpose, "act": "withdraw"}).status_code == 302
    assert not has_consented(user.person, purpose)


def test_what_others_have_is_not_told():
    take_place(WorkshopFactory(), UserFactory())
    WorkshopTrainerFactory(person=UserFactory().person)
    user = UserFactory()
    assert [tell(user.person) for tell in ENDINGS.values()] == [None] * len(ENDINGS)


def test_places_and_names_of_trainers_are_told_before_they_are_lost():
    assert ENDINGS.keys() >= {Purpose.PLACE, Purpose.SHOWN}


# --- In a step --------------------------------------------------------------------------------------------------------

STEPS_WITH_A_CONSENT = pytest.mark.parametrize("step", sorted(set(Step) - {Step.PAGE, Step.ACCOUNT}))


@EVERY_PURPOSE
def test_every_purpose_has_a_sentence_of_its_own_to_agree_to(purpose, language):
    with override(language):
        assert [str(AGREEMENTS[each]) for each in Purpose].count(str(AGREEMENTS[purpose])) == 1
        assert ":" not in str(AGREEMENTS[purpose])


@STEPS_WITH_A_CONSENT
def test_wording_stands_folded_beside_the_box_in_every_step(step):
    user = UserFactory()
    page = signed_in(user).get(door_of(step, user))
    form = html.fromstring(page.text).xpath("//form[.//input[@name='consent']]")[0]
    asked = page.context["asked"].consents
    assert [box.text_content().strip() for box in form.xpath(".//label[contains(@class, 'check')]/span")][
        -len(asked) :
    ] == [str(each["consent"].label) for each in asked]
    folds = [fold.text_content() for fold in form.xpath(".//details//div[contains(@class, 'prose')]")]
    assert [user.person.full_name in fold for fold in folds] == [True] * len(asked)
    assert not form.xpath(".//a[contains(@href, '/consents/wording/')]")


@STEPS_WITH_A_CONSENT
def test_what_is_wrong_in_a_step_is_said_in_title_and_summary(step):
    user = UserFactory(first_name="", last_name="")
    page = html.fromstring(signed_in(user).post(door_of(step, user), {"answer": "accept"}).text)
    assert page.findtext(".//title").startswith("Error: ")
    (summary,) = page.xpath("//div[@id='errors']")
    fields = [link.get("href") for link in summary.iterfind(".//li/a")]
    assert "#id_consent" in fields and len(fields) > 1
    assert [bool(page.xpath(f"//*[@id='{field[1:]}']")) for field in fields] == [True] * len(fields)


# --- With an invitation to train ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [{}, {"photos-consent": "on"}])
def test_trainer_agrees_to_photos_or_not_when_accepting(typed):
    user = UserFactory()
    signed_in(user).post(door_of(Step.TRAINING, user), {"answer": "accept", "consent": "on", **typed})
    assert WorkshopTrainer.objects.get().person == user.person
    expected = {Purpose.SHOWN, Purpose.PHOTOS} if typed else {Purpose.SHOWN}
    assert set(Consent.objects.values_list("purpose", flat=True)) == expected


def test_photos_alone_make_nobody_a_trainer():
    user = UserFactory()
    page = signed_in(user).post(door_of(Step.TRAINING, user), {"answer": "accept", "photos-consent": "on"})
    assert page.context["asked"].consent.errors
    assert "checked" in page.text.partition('name="photos-consent"')[2].partition(">")[0]
    assert not Consent.objects.exists() and WorkshopTrainer.objects.get().person is None


@pytest.mark.parametrize("withdraws", [True, False])
def test_trainer_who_has_answered_about_photos_is_not_asked_again(withdraws):
    user = UserFactory()
    actions.give_consent(user.person, current_wording(Purpose.PHOTOS))
    if withdraws:
        actions.withdraw_consent(user.person, Purpose.PHOTOS)
    address = door_of(Step.TRAINING, user)
    door = signed_in(user)
    assert "photos-consent" not in door.get(address).text
    door.post(address, {"answer": "accept", "consent": "on", "photos-consent": "on"})
    assert has_consented(user.person, Purpose.PHOTOS) is not withdraws
