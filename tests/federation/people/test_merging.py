"""Two entries for one person are merged without losing a fact, and parted again."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.models import ModelLogEntry, Revision

from federation.membership.models import Representative
from federation.people import actions
from federation.people.enums import MERGED, UNDONE, DuplicateState, MergeState
from federation.people.models import Affiliation, LikelyDuplicate, Merge, Person
from federation.people.registry import KEYS
from federation.workshops import actions as workshops
from federation.workshops.enums import ParticipationState, TrainerRole
from federation.workshops.models import Participation, WorkshopTrainer
from portal.accounts.actions import delete_account
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.registry import export_for, subject_of
from portal.language import LANGUAGES
from portal.mail.models import Letter
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory
from tests.portal.accounts.factories import UserFactory

from .factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return UserFactory(role=Role.SECRETARIAT)


def fresh(*rows):
    found = [type(row)._base_manager.get(pk=row.pk) for row in rows]
    return found if len(found) > 1 else found[0]


def with_account(name: str, email: str = "", **facts) -> Person:
    user = UserFactory(first_name=name, **({"email": email} if email else {}))
    person, _is_new = Person.objects.update_or_create(user=user, defaults={"full_name": name, **facts})
    return person


def keys_to_people() -> set[str]:
    """Every key of every model that points at a person."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is Person and not field.many_to_many
    }


def test_every_key_to_a_person_says_how_its_rows_move():
    assert keys_to_people() - KEYS.keys() == set()


def test_every_fact_is_kept(secretary):
    kept = PersonFactory(
        full_name="Айгүл Әбілқасым", email="a@example.org", region_id="KZ-55", other_names="Бұрынғы"
    )
    merged = PersonFactory(
        full_name="Абилкасымова Айгуль", latin_name="Abilkasymova", email="b@example.org", region_id="KZ-10",
        other_names="Иванова", other_emails="c@example.org", preferred_language="ru",
    )  # fmt: skip
    affiliation = Affiliation.objects.create(person=merged, organisation_name="Кітапхана")
    row = actions.merge(kept.pk, merged.pk, ["region"], secretary)
    kept, merged, affiliation = fresh(kept, merged, affiliation)
    assert row.state == MergeState.DONE
    assert (kept.full_name, kept.latin_name, kept.region_id) == ("Айгүл Әбілқасым", "Abilkasymova", "KZ-10")
    assert kept.other_names.splitlines() == ["Бұрынғы", "Иванова", "Абилкасымова Айгуль"]
    assert (kept.email, kept.other_emails.splitlines()) == (
        "a@example.org",
        ["c@example.org", "b@example.org"],
    )
    assert affiliation.person_id == kept.pk
    assert (merged.merged_into_id, merged.full_name, merged.email, merged.other_names) == (
        kept.pk,
        "",
        None,
        "",
    )
    left = ModelLogEntry.objects.for_instance(kept).get(action=MERGED).data
    assert left["left"] == {"region": "KZ-55", "preferred_language": "ru"}
    assert left["moved"] == {"people.Affiliation.person": 1}
    assert set(Person.objects.visible_to(secretary)) >= {kept}
    assert merged not in Person.objects.visible_to(secretary)


def test_the_chosen_name_stands_and_the_other_goes_to_the_other_names(secretary):
    kept, merged = PersonFactory(full_name="Абилкасымова А."), PersonFactory(full_name="Абилкасымова Айгуль")
    actions.merge(kept.pk, merged.pk, ["full_name"], secretary)
    assert (fresh(kept).full_name, fresh(kept).other_names) == ("Абилкасымова Айгуль", "Абилкасымова А.")


def test_a_merge_asked_for_twice_is_one(secretary):
    kept, merged = PersonFactory(), PersonFactory()
    first = actions.merge(kept.pk, merged.pk, [], secretary)
    assert actions.merge(kept.pk, merged.pk, [], secretary) == first
    with pytest.raises(actions.Refused):
        actions.merge(merged.pk, kept.pk, [], secretary)
    with pytest.raises(actions.Refused):
        actions.merge(PersonFactory().pk, merged.pk, [], secretary)
    assert Merge.objects.count() == 1


def test_a_merge_that_breaks_off_changes_nothing(secretary, monkeypatch):
    kept, merged = PersonFactory(), PersonFactory(full_name="Абилкасымова Айгуль")
    Affiliation.objects.create(person=merged, organisation_name="Кітапхана")
    monkeypatch.setattr("federation.people.letters.tell_merged", lambda *_given, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.merge(kept.pk, merged.pk, [], secretary)
    assert fresh(merged).full_name == "Абилкасымова Айгуль"
    assert (merged.affiliations.count(), Merge.objects.count()) == (1, 0)


def test_who_was_erased_is_merged_with_nobody(secretary):
    erased = PersonFactory()
    Person.objects.filter(pk=erased.pk).update(full_name="")
    for pair in ((erased, PersonFactory()), (PersonFactory(), erased)):
        with pytest.raises(actions.Refused):
            actions.merge(*(person.pk for person in pair), [], secretary)


def test_both_addresses_get_a_letter_in_their_languages(secretary):
    kept = PersonFactory(email="a@example.org", preferred_language="ru")
    merged = PersonFactory(email="b@example.org", preferred_language="en")
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    assert set(Letter.objects.values_list("address", "language")) == {
        ("a@example.org", "ru"),
        ("b@example.org", "en"),
    }
    actions.undo(row.pk, secretary)
    assert Letter.objects.filter(key__startswith="people:merge_undone").count() == 2
    assert not Letter.objects.filter(key__contains="@").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_after_a_merge_and_its_undo_say_which_account_stays_and_what_comes_first(secretary, language):
    kept, merged = (
        with_account("Үлгі Асан", "kept@example.org"),
        with_account("Үлгі Асан", "closed@example.org"),
    )
    User.objects.update(preferred_language=language)
    workshop = WorkshopFactory(capacity=5)
    for person in (kept, merged):
        workshops.take_place(workshop, person.user)
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    for person in (kept, merged):
        actions.confirm(row.pk, person.user)
    to_kept, to_merged = (
        letters_to(each, "merge_done") for each in ("kept@example.org", "closed@example.org")
    )
    assert ("kept@example.org" in to_kept, "closed@example.org" in to_kept) == (True, True)
    assert ("kept@example.org" in to_merged, "closed@example.org" in to_merged) == (True, False)
    actions.undo(row.pk, secretary)
    reset = f"/{language}/account/password/reset/"
    told = [letters_to(each, "merge_undone") for each in ("kept@example.org", "closed@example.org")]
    assert [reset in text for text in told] == [False, True]
    with override(language):
        lost = gettext(
            "A place that was given up in the merge did not come back; if you need it, book it again."
        )
    assert [lost in " ".join(text.split()) for text in told] == [True, True]


def letters_to(address: str, kind: str) -> str:
    """The text of the one letter of a kind to an address."""
    return Letter.objects.get(key__startswith=f"people:{kind}", address=address).words().text


def test_an_account_moves_with_its_person(secretary):
    kept, merged = PersonFactory(), with_account("Үлгі")
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    assert (fresh(kept).user, fresh(merged).user, row.state) == (merged.user, None, MergeState.DONE)
    assert fresh(merged.user).is_active
    actions.undo(row.pk, secretary)
    assert (fresh(kept).user, fresh(merged).user) == (None, merged.user)


def test_two_with_an_account_each_are_merged_when_both_have_said_yes(secretary):
    kept, merged = with_account("Үлгі"), with_account("Адам")
    merged.user.groups.set(UserFactory(role=Role.EDITOR).groups.all())
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    assert (row.state, Letter.objects.count()) == (MergeState.ASKED, 2)
    for _time in range(2):
        assert actions.confirm(row.pk, kept.user).state == MergeState.ASKED
    with pytest.raises(Merge.DoesNotExist):
        actions.confirm(row.pk, UserFactory())
    assert actions.confirm(row.pk, merged.user).state == MergeState.DONE
    assert (fresh(kept.user).is_active, fresh(merged.user).is_active) == (True, False)
    assert not merged.user.groups.exists()
    assert fresh(merged).user == merged.user
    actions.undo(row.pk, secretary)
    assert fresh(merged.user).is_active
    assert (fresh(merged).full_name, merged.user.groups.count()) == ("Адам", 0)


def test_a_no_ends_the_question_and_the_pair_is_listed_no_more(secretary):
    kept, merged = with_account("Үлгі"), with_account("Адам")
    pair = LikelyDuplicate.objects.create(one=kept, other=merged, score=1)
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    actions.refuse(row.pk, merged.user)
    assert (fresh(row).state, fresh(pair).state) == (MergeState.REFUSED, DuplicateState.DISMISSED)
    for answer in (actions.confirm, actions.refuse):
        with pytest.raises(Merge.DoesNotExist):
            answer(row.pk, kept.user)
    assert fresh(merged).full_name == "Адам"


def test_the_account_of_a_superuser_is_not_closed(secretary):
    kept, merged = with_account("Үлгі"), with_account("Адам")
    type(merged.user).objects.filter(pk=merged.user.pk).update(is_superuser=True)
    with pytest.raises(actions.Refused):
        actions.merge(kept.pk, merged.pk, [], secretary)


def test_who_cannot_sign_in_any_more_is_not_asked(secretary):
    kept, merged = with_account("Үлгі"), with_account("Адам")
    type(merged.user).objects.filter(pk=merged.user.pk).update(is_active=False)
    with pytest.raises(actions.Refused):
        actions.merge(merged.pk, kept.pk, [], secretary)
    assert actions.merge(kept.pk, merged.pk, [], secretary).state == MergeState.DONE


def test_the_closed_account_speaks_for_nobody_and_the_other_for_all(secretary):
    kept, merged = with_account("Үлгі"), with_account("Адам")
    both = RepresentativeFactory(user=kept.user)
    twice = RepresentativeFactory(user=merged.user, organisation=both.organisation)
    alone = RepresentativeFactory(user=merged.user)
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    for person in (kept, merged):
        actions.confirm(row.pk, person.user)
    current = Representative.objects.filter(until=None)
    assert set(current.values_list("pk", "person")) == {(both.pk, kept.pk), (alone.pk, kept.pk)}
    actions.undo(row.pk, secretary)
    assert set(current.filter(person=merged)) == {twice, alone}


def test_of_two_places_in_one_workshop_the_earlier_turn_stays_and_who_waits_moves_up(secretary):
    workshop = WorkshopFactory(capacity=2)
    people = [with_account(name) for name in ("Бір", "Екі", "Үш")]
    for person in people:
        workshops.take_place(workshop, person.user)
    first, second, waiting = people
    row = actions.merge(second.pk, first.pk, [], secretary)
    for person in (first, second):
        actions.confirm(row.pk, person.user)
    turns = set(Participation.objects.active().values_list("person", "state", "queue_number"))
    assert turns == {(second.pk, "registered", 1), (waiting.pk, "registered", 3)}
    assert fresh(workshop).places_taken == 2
    assert Letter.objects.filter(key__startswith="workshops:place_moved_up").count() == 1
    actions.undo(row.pk, secretary)
    again = set(Participation.objects.active().values_list("person", "state", "queue_number"))
    assert again == {(first.pk, "registered", 1), (waiting.pk, "registered", 3)}


def test_a_later_turn_is_given_up_and_the_earlier_stays_where_it_is(secretary):
    workshop = WorkshopFactory(capacity=5)
    kept, merged = (PersonFactory(), PersonFactory())
    for number, person in enumerate((kept, merged), start=1):
        ParticipationFactory(workshop=workshop, person=person, queue_number=number)
    alone = ParticipationFactory(person=merged)
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    assert set(Participation.objects.active().values_list("person", "workshop")) == {
        (kept.pk, workshop.pk), (kept.pk, alone.workshop_id),
    }  # fmt: skip
    actions.undo(row.pk, secretary)
    states = dict(Participation.objects.filter(workshop=workshop).values_list("person", "state"))
    assert states == {kept.pk: ParticipationState.REGISTERED, merged.pk: ParticipationState.CANCELLED}
    assert fresh(alone).person_id == merged.pk


def test_a_place_that_was_given_up_before_does_not_stand_in_the_way(secretary):
    workshop = WorkshopFactory(capacity=5)
    kept, merged = (PersonFactory(), PersonFactory())
    ParticipationFactory(workshop=workshop, person=kept, queue_number=1, state=ParticipationState.CANCELLED)
    ParticipationFactory(workshop=workshop, person=merged, queue_number=2)
    actions.merge(kept.pk, merged.pk, [], secretary)
    active = Participation.objects.active().filter(workshop=workshop)
    assert list(active.values_list("person", "queue_number")) == [(kept.pk, 2)]


def test_who_trains_twice_in_one_workshop_is_named_once(secretary):
    workshop = WorkshopFactory(parts=False)
    kept, merged = PersonFactory(), PersonFactory()
    mine = WorkshopTrainer.objects.create(workshop=workshop, person=kept, role=TrainerRole.OBSERVER)
    WorkshopTrainer.objects.create(
        workshop=workshop, person=merged, role=TrainerRole.LEAD, email="t@example.org"
    )
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    assert list(workshop.trainers.values_list("person", "role", "email")) == [
        (kept.pk, "lead", "t@example.org")
    ]
    actions.undo(row.pk, secretary)
    assert set(workshop.trainers.values_list("person", "role", "email")) == {
        (kept.pk, "observer", ""), (merged.pk, "lead", "t@example.org"),
    }  # fmt: skip
    assert fresh(mine).role == TrainerRole.OBSERVER


def test_after_an_undo_both_are_as_before_and_what_came_since_stays(secretary):
    kept, merged = (
        PersonFactory(full_name="Бір Адам"),
        PersonFactory(full_name="Екі Адам", other_names="Иванова"),
    )
    before = Affiliation.objects.create(person=merged, organisation_name="Бұрын")
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    since = Affiliation.objects.create(person=fresh(kept), organisation_name="Кейін")
    changed = fresh(kept)
    changed.full_name = "Жаңа Адам"
    changed.save()
    for _time in range(2):
        undone = actions.undo(row.pk, secretary)
    kept, merged, before, since = fresh(kept, merged, before, since)
    assert (kept.full_name, kept.other_names) == ("Жаңа Адам", "")
    assert (merged.full_name, merged.other_names, merged.merged_into) == ("Екі Адам", "Иванова", None)
    assert (before.person, since.person) == (merged, kept)
    assert undone.kept_facts["since"] == {"people.Affiliation.person": [since.pk]}
    assert ModelLogEntry.objects.for_instance(merged).filter(action=UNDONE).count() == 1
    actions.find_likely_duplicates()
    assert not LikelyDuplicate.objects.filter(state=DuplicateState.WAITING).exists()


def test_chains_of_merges_lead_to_the_last_and_are_undone_in_any_order(secretary):
    first, second, third = (PersonFactory(full_name=f"{name} Адам") for name in ("Бір", "Екі", "Үш"))
    affiliation = Affiliation.objects.create(person=third, organisation_name="Кітапхана")
    inner = actions.merge(second.pk, third.pk, [], secretary)
    outer = actions.merge(first.pk, second.pk, [], secretary)
    assert (fresh(third).merged_into, fresh(affiliation).person) == (first, first)
    actions.undo(inner.pk, secretary)
    assert (fresh(third).full_name, fresh(affiliation).person) == ("Үш Адам", third)
    actions.undo(outer.pk, secretary)
    assert (fresh(second).full_name, fresh(affiliation).person) == ("Екі Адам", third)


def test_after_thirty_days_nothing_is_kept_and_nothing_undone(secretary):
    kept, merged = PersonFactory(), PersonFactory(full_name="Жасырын Адам")
    row = actions.merge(kept.pk, merged.pk, [], secretary, "Сөз")
    assert actions.empty_old_merges() == 0
    Merge.objects.update(done_at=timezone.now() - timedelta(days=31))
    with pytest.raises(actions.Refused):
        actions.undo(row.pk, secretary)
    assert [actions.empty_old_merges() for _time in range(2)] == [1, 0]
    row = fresh(row)
    assert (row.kept_facts, row.note, row.merged, row.state) == ({}, "", merged, MergeState.DONE)
    assert not Revision.objects.for_instance(merged).exists()
    with pytest.raises(actions.Refused):
        actions.undo(row.pk, secretary)


def test_erasure_empties_the_record_of_the_merge_and_the_closed_account(secretary):
    kept, merged = with_account("Жасырын"), with_account("Zhasyryn", "zhasyryn@example.org")
    row = actions.merge(kept.pk, merged.pk, [], secretary, "Жасырын")
    for person in (kept, merged):
        actions.confirm(row.pk, person.user)
    LikelyDuplicate.objects.create(one=kept, other=PersonFactory(), score=1)
    assert export_for(subject_of(kept.user))["merges"][0]["state"] == MergeState.DONE
    delete_account(kept.user)
    row = fresh(row)
    assert (row.kept_facts, row.note, LikelyDuplicate.objects.count()) == ({}, "", 0)
    assert fresh(merged.user).is_erased
    assert fresh(merged).is_forgotten and fresh(kept).is_forgotten
    with pytest.raises(actions.Refused):
        actions.undo(row.pk, secretary)


def test_who_of_the_secretariat_merged_is_forgotten_with_them(secretary):
    row = actions.merge(PersonFactory().pk, PersonFactory().pk, [], secretary)
    actions.undo(row.pk, secretary)
    delete_account(secretary)
    row = fresh(row)
    assert (row.made_by, row.undone_by, LikelyDuplicate.objects.get().dismissed_by) == (None, None, None)
