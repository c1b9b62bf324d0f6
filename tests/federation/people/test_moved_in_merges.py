"""What is a person's own moves with a merge, and is each one's own again after the undo."""

import pytest
from django.utils import timezone

from federation.people import actions
from federation.people.enums import Purpose
from federation.people.models import Consent, Person, shown
from federation.people.personal_data import empty
from federation.people.rules import current_wording, has_consented, subject_of_person
from portal.accounts.actions import delete_account
from portal.accounts.enums import Role
from portal.accounts.registry import export_for, subject_of
from portal.mail.enums import Category
from portal.mail.models import Letter, Unsubscription
from portal.mail.sending import send_letter
from search.models import SearchDocument
from tests.portal.accounts.factories import UserFactory

from .credits import KINDS, kinds_of_credits
from .factories import PersonFactory
from .test_merging import fresh, with_account

pytestmark = pytest.mark.django_db
ALL = [purpose for purpose in Purpose if purpose != Purpose.PRIVACY]


@pytest.fixture
def secretary():
    return UserFactory(role=Role.SECRETARIAT)


def agree(person, *purposes: Purpose) -> list[Consent]:
    return [actions.give_consent(person, current_wording(purpose)) for purpose in purposes]


def standing(person) -> list[str]:
    return sorted(Consent.objects.standing().filter(person=person).values_list("purpose", flat=True))


def ended(person) -> list[str]:
    return sorted(Unsubscription.objects.filter(person=person).values_list("category", flat=True))


# --- Consents ---------------------------------------------------------------------------------------------------------


def test_consents_of_both_stand_each_once_and_go_back(secretary):
    kept, merged = PersonFactory(), PersonFactory()
    agree(kept, Purpose.PLACE, Purpose.PHOTOS)
    agree(merged, Purpose.PLACE, Purpose.NEWS)
    actions.withdraw_consent(merged, Purpose.NEWS)
    agree(merged, Purpose.NEWS, Purpose.PARTICIPANTS)
    merge = actions.merge(kept.pk, merged.pk, [], secretary)
    assert standing(kept) == sorted([Purpose.PLACE, Purpose.PHOTOS, Purpose.NEWS, Purpose.PARTICIPANTS])
    assert kept.consents.exclude(withdrawn_at=None).get().purpose == Purpose.NEWS
    held = export_for(subject_of_person(fresh(kept)))["consents"]
    assert sorted({row["purpose"] for row in held if not row["withdrawn_at"]}) == standing(kept)
    actions.undo(merge.pk, secretary)
    assert standing(kept) == sorted([Purpose.PLACE, Purpose.PHOTOS])
    assert standing(merged) == sorted([Purpose.PLACE, Purpose.NEWS, Purpose.PARTICIPANTS])


@pytest.mark.parametrize("purpose", ALL)
def test_what_one_agreed_to_counts_for_the_one_who_both_are(secretary, purpose):
    kept, merged = PersonFactory(), PersonFactory()
    agree(merged, purpose)
    actions.merge(kept.pk, merged.pk, [], secretary)
    assert has_consented(kept, purpose) and not has_consented(merged, purpose)


def test_consent_that_is_given_since_stays_with_the_kept_one(secretary):
    kept, merged = PersonFactory(), PersonFactory()
    merge = actions.merge(kept.pk, merged.pk, [], secretary)
    agree(fresh(kept), Purpose.PHOTOS)
    actions.undo(merge.pk, secretary)
    assert (standing(kept), standing(merged)) == ([Purpose.PHOTOS], [])


def test_consent_to_the_privacy_terms_ends_with_the_second_account_and_stands_again_with_it(secretary):
    kept, merged = with_account("Үлгі"), with_account("Адам")
    for person in (kept, merged):
        agree(person, Purpose.PRIVACY)
    merge = actions.merge(kept.pk, merged.pk, [], secretary)
    for person in (kept, merged):
        actions.confirm(merge.pk, person.user)
    assert (standing(kept), standing(merged)) == ([Purpose.PRIVACY], [])
    assert fresh(merged.user).is_closed
    actions.undo(merge.pk, secretary)
    assert (standing(kept), standing(merged)) == ([Purpose.PRIVACY], [Purpose.PRIVACY])
    assert not fresh(merged.user).is_closed


@pytest.mark.parametrize("has_account", [True, False])
def test_no_consent_of_either_is_left_after_an_erasure(secretary, has_account):
    kept = with_account("Үлгі") if has_account else PersonFactory(email="a@example.org")
    merged = PersonFactory()
    for person in (kept, merged):
        agree(person, *ALL)
    actions.merge(kept.pk, merged.pk, [], secretary)
    if has_account:
        delete_account(kept.user)
    else:
        actions.erase_person(kept, actions.Request(timezone.localdate(), "7"), secretary)
    assert not Consent.objects.exists()


# --- Letters, and what nobody wants to get ----------------------------------------------------------------------------


def write(person, category: Category = Category.NECESSARY) -> Letter:
    return send_letter(
        key=f"{person.pk}:{category}:{Letter.objects.count()}", person=person, address=person.address,
        language="kk", category=category, template="mail/account/invitation", context={},
    )  # fmt: skip


def test_what_either_does_not_want_neither_gets_until_they_are_parted(secretary):
    kept, merged = PersonFactory(email="a@example.org"), PersonFactory(email="b@example.org")
    Unsubscription.objects.create(person=kept, category=Category.NEWS)
    for category in (Category.NEWS, Category.WORKSHOPS):
        Unsubscription.objects.create(person=merged, category=category)
    merge = actions.merge(kept.pk, merged.pk, [], secretary)
    assert (ended(kept), ended(merged)) == ([Category.NEWS, Category.WORKSHOPS], [])
    assert write(fresh(kept), Category.WORKSHOPS) is None
    actions.undo(merge.pk, secretary)
    assert (ended(kept), ended(merged)) == ([Category.NEWS], [Category.NEWS, Category.WORKSHOPS])
    assert write(fresh(kept), Category.WORKSHOPS) is not None
    assert write(fresh(merged), Category.NEWS) is None


def test_letters_of_both_are_one_persons_whatever_address_they_went_to(secretary):
    kept, merged = PersonFactory(email="a@example.org"), PersonFactory(email="b@example.org")
    own, theirs = write(kept), write(merged)
    merge = actions.merge(kept.pk, merged.pk, [], secretary)
    assert {letter.person for letter in fresh(own, theirs)} == {kept}
    held = [letter["created_at"] for letter in export_for(subject_of_person(fresh(kept)))["letters"]]
    assert {own.created_at, theirs.created_at} <= {*held}
    actions.undo(merge.pk, secretary)
    assert [letter.person for letter in fresh(own, theirs)] == [kept, merged]


# --- Credits ----------------------------------------------------------------------------------------------------------


def names_found(thing) -> set[str]:
    rows = SearchDocument.objects.filter(model=thing._meta.label_lower, key=str(thing.pk))
    return {name for row in rows for name in row.names}


@pytest.mark.parametrize("kind", kinds_of_credits(), ids=lambda kind: kind.__name__)
def test_what_either_made_the_kept_one_has_made_and_it_is_said_once(client, secretary, kind):
    kept, merged = PersonFactory(full_name="Айгүл Үлгі"), PersonFactory(full_name="Айгуль Ульги")
    thing = KINDS[kind].make({"person": kept}, {"person": merged})
    page = KINDS[kind].address.format("kk")
    assert "Айгуль Ульги" in client.get(page).text
    merge = actions.merge(kept.pk, merged.pk, [], secretary)
    html = client.get(page).text
    assert ("Айгүл Үлгі" in html, "Айгуль Ульги" in html) == (True, False)
    assert len(shown(kind.objects.order_by("sort_order"))) == 1
    assert "Айгуль Ульги" not in names_found(thing)  # Nobody is told that the two were one.
    assert set(kind.objects.values_list("person", flat=True)) == {kept.pk}
    actions.undo(merge.pk, secretary)
    html = client.get(page).text
    assert ("Айгүл Үлгі" in html, "Айгуль Ульги" in html) == (True, True)
    assert sorted(kind.objects.values_list("person", flat=True)) == [kept.pk, merged.pk]


@pytest.mark.parametrize("kind", kinds_of_credits(), ids=lambda kind: kind.__name__)
def test_credit_of_an_older_version_names_who_the_merged_one_is_today(secretary, kind):
    """A version of a page may name the merged entry, by whatever number of merges."""
    first, second, third = (PersonFactory(full_name=f"{name} Үлгі") for name in ("Бір", "Екі", "Үш"))
    actions.merge(second.pk, third.pk, [], secretary)
    actions.merge(first.pk, second.pk, [], secretary)
    credit = kind(person=fresh(third))
    assert (credit.shown_name("kk").text, credit.public_names) == ("Бір Үлгі", ["Бір Үлгі"])


def test_standing_of_somebody_is_themselves_until_they_are_merged(secretary):
    kept, merged = PersonFactory(), PersonFactory()
    assert (kept.standing, merged.standing) == (kept, merged)
    merge = actions.merge(kept.pk, merged.pk, [], secretary)
    assert fresh(merged).standing == kept
    actions.undo(merge.pk, secretary)
    assert fresh(merged).standing == merged
    assert set(Person.objects.standing()) >= {kept, merged}


def test_merged_one_is_not_forgotten_before_the_kept_one_is(secretary):
    kept, merged = PersonFactory(), PersonFactory()
    actions.merge(kept.pk, merged.pk, [], secretary)
    assert not fresh(merged).is_forgotten
    empty(fresh(kept))
    assert fresh(merged).is_forgotten and fresh(merged).standing == merged


def test_account_that_was_merged_hands_over_through_the_other_alone(secretary):
    kept, merged = with_account("Үлгі"), with_account("Адам", "second@example.org")
    agree(merged, Purpose.PHOTOS)
    merge = actions.merge(kept.pk, merged.pk, [], secretary)
    for person in (kept, merged):
        actions.confirm(merge.pk, person.user)
    assert [row["purpose"] for row in export_for(subject_of(kept.user))["consents"]] == [Purpose.PHOTOS]
    assert export_for(subject_of(fresh(merged.user)))["consents"] == []
