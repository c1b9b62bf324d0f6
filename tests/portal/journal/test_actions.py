"""Steps and wished changes of a record."""

import pytest
from django.db import IntegrityError, transaction

from portal.journal import actions
from portal.journal.enums import WishState
from portal.journal.models import Step, WishedChange
from tests.federation.directory.factories import OrganisationFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_step_tells_who_did_what_to_which_record():
    record, other, user = OrganisationFactory(), OrganisationFactory(), UserFactory()
    changes = [{"name": "city_kk", "stood": "Орал", "stands": "Атырау"}]
    actions.log(record, "moved", user, " Көшті. ", states=("draft", "public"), changes=changes)
    actions.log(other, "moved", None)
    step = Step.objects.about(record).get()
    assert (step.about, step.by, step.words, step.changes) == (record, user, "Көшті.", changes)
    assert (step.from_state, step.to_state) == ("draft", "public")


def test_a_later_wish_replaces_the_one_that_waits_and_the_same_is_that_one():
    record, user = OrganisationFactory(), UserFactory()
    first = actions.wish(record, user, {"city": "a"}, {"city": "b"}, "Why")
    assert actions.wish(record, user, {"city": "a"}, {"city": "b"}, " Why ") == first
    second = actions.wish(record, user, {"city": "a"}, {"city": "c"}, "Why")
    first.refresh_from_db()
    assert first.state == WishState.REPLACED
    assert list(WishedChange.objects.about(record).waiting()) == [second]


def test_the_database_keeps_one_wish_waiting():
    record = OrganisationFactory()
    actions.wish(record, None, {}, {"a": 1}, "Why")
    with pytest.raises(IntegrityError), transaction.atomic():
        WishedChange.objects.create(about=record, stood={}, wished={"a": 2}, reason="Why")


def test_a_decision_keeps_who_when_and_the_words():
    record, user = OrganisationFactory(), UserFactory()
    change = actions.wish(record, None, {}, {"a": 1}, "Why")
    actions.decide(change, WishState.DECLINED, user, " No. ")
    change.refresh_from_db()
    assert (change.state, change.decided_by, change.answer) == (WishState.DECLINED, user, "No.")
    assert change.decided_at is not None
