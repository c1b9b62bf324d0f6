"""A word planted in every place that holds somebody is there once after a merge, and nowhere after an erasure."""

import json
import re
from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from wagtail.log_actions import log

from federation.people import actions
from federation.people.models import Affiliation, LikelyDuplicate, Merge, Person
from federation.workshops.models import Participation, WorkshopTrainer
from portal.accounts.actions import delete_account
from portal.accounts.enums import Role
from portal.content import versions
from portal.mail.models import Letter
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory
from tests.portal.accounts.factories import UserFactory

from .factories import PersonFactory
from .test_merging import fresh, with_account

pytestmark = pytest.mark.django_db
MARK = "qupiya"
# What tells the same again: versions, the history's lines, and texts worked out for searching and sorting.
AGAIN = {"wagtailcore.Revision", "wagtailcore.ModelLogEntry", "search.SearchDocument"}
WORKED_OUT = {"folded", "sort_key"}


def marked(name: str) -> str:
    return f"{MARK}{name}"


def everything(*, but: set[str] = frozenset()) -> Counter[str]:
    """How often each planted word stands in the database, wherever it be."""
    found: Counter[str] = Counter()
    for model in apps.get_models():
        if model._meta.label in but or not model._meta.managed or model._meta.proxy:
            continue
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and field.name not in WORKED_OUT
        ]
        for values in model._base_manager.values_list(*names) if names else ():
            words = json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False).lower()
            found.update(re.findall(f"{MARK}[a-z]+", words.replace("\\n", " ")))
    return found


def plant(person: Person, side: str) -> set[str]:
    """Plants a word in each place that holds this person; returns the words."""
    words = {
        name: marked(f"{side}{name}")
        for name in ("full", "latin", "other", "mail", "second", "place", "position", "trainer")
    }
    person.full_name, person.latin_name, person.other_names = words["full"], words["latin"], words["other"]
    person.email, person.other_emails = f"{words['mail']}@example.org", f"{words['second']}@example.org"
    person.save()
    Affiliation.objects.create(person=person, organisation_name=words["place"], position=words["position"])
    WorkshopTrainer.objects.create(
        workshop=WorkshopFactory(parts=False), person=person, email=f"{words['trainer']}@example.org"
    )
    ParticipationFactory(person=person)
    log(person, "wagtail.edit")
    return set(words.values())


def test_each_word_is_there_once_after_a_merge_and_nothing_else_is_left_after_thirty_days():
    kept, merged = PersonFactory(), PersonFactory()
    words = plant(kept, "a") | plant(merged, "b")
    row = actions.merge(kept.pk, merged.pk, [], UserFactory(role=Role.SECRETARIAT))
    # What the undo needs stands in the record of the merge, and there alone.
    letters = Letter._meta.label
    now = everything(but={*AGAIN, Merge._meta.label, letters})
    assert (set(now), set(now.values())) == (words, {1})
    assert (
        WorkshopTrainer.objects.filter(person=kept).count(),
        Participation.objects.filter(person=kept).count(),
    ) == (2, 2)
    Merge.objects.update(done_at=timezone.now() - timedelta(days=31))
    actions.empty_old_merges()
    now = everything(but={*AGAIN, letters})
    assert (set(now), set(now.values())) == (words, {1})
    assert not versions.versions_of(merged).exists()
    assert fresh(row).kept_facts == {}


@pytest.mark.parametrize("when", ["before", "merged", "undone"])
def test_each_word_is_nowhere_after_an_erasure(when, django_capture_on_commit_callbacks):
    kept, merged = with_account("x", "qupiyaauser@example.org"), with_account("y", "qupiyabuser@example.org")
    plant(kept, "a")
    plant(merged, "b")
    for person in (kept, merged):
        RepresentativeFactory(user=person.user)
    LikelyDuplicate.objects.create(one=kept, other=merged, score=1)
    secretary = UserFactory(role=Role.SECRETARIAT)
    if when != "before":
        row = actions.merge(kept.pk, merged.pk, [], secretary, marked("note"))
        for person in (kept, merged):
            actions.confirm(row.pk, person.user)
        if when == "undone":
            actions.undo(row.pk, secretary)
    assert everything()
    delete_account(kept.user)
    if when != "merged":
        delete_account(merged.user)
    last = Letter.objects.filter(key__startswith="account:deleted")
    last.delete()  # The last letter to each, which goes out and is emptied by age.
    assert everything() == {}


def test_the_letters_to_an_address_that_a_merge_brought_go_with_the_person():
    kept, merged = with_account("x", "qupiyaauser@example.org"), PersonFactory()
    plant(merged, "b")
    shared = PersonFactory(email="library@example.org")
    actions.merge(shared.pk, PersonFactory(email="library@example.org").pk, [], UserFactory())
    actions.merge(kept.pk, merged.pk, [], UserFactory())
    assert Letter.objects.filter(address__contains=MARK).count() == 2
    delete_account(kept.user)
    Letter.objects.filter(key__startswith="account:deleted").delete()
    assert everything() == {}
    assert Letter.objects.filter(address="library@example.org").exists()
