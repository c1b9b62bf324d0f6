"""Invitations to represent an organisation go two years after they were answered, withdrawn or last sent."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from federation.membership.actions import forget_old_invitations
from federation.membership.jobs import delete_old_invitations
from federation.membership.models import Representative, RepresentativeInvitation

from .factories import RepresentativeFactory, RepresentativeInvitationFactory

pytestmark = pytest.mark.django_db
TERM = timedelta(days=2 * 365)
DAY = timedelta(days=1)
ENDS = ["accepted_at", "declined_at", "withdrawn_at", "sent_at"]


def dated(moment: str, age: timedelta, **given) -> RepresentativeInvitation:
    """An invitation of which this happened so long ago; the letter is the oldest there is."""
    at = timezone.now() - age
    return RepresentativeInvitationFactory(**{"sent_at": at - DAY, **given, moment: at})


@pytest.mark.parametrize("end", ENDS)
def test_they_go_when_the_term_is_over_and_not_before(end):
    old, young = dated(end, TERM + DAY), dated(end, TERM - DAY)
    assert (delete_old_invitations(), delete_old_invitations()) == (1, 0)
    assert list(RepresentativeInvitation.objects.all()) == [young]
    assert not RepresentativeInvitation.objects.filter(pk=old.pk).exists()


def test_one_that_was_sent_again_is_as_young_as_its_last_letter():
    again = dated("sent_at", DAY, invited_at=timezone.now() - 2 * TERM)
    assert forget_old_invitations() == 0
    assert RepresentativeInvitation.objects.get() == again


def test_role_that_was_accepted_stays(time_machine):
    term = RepresentativeFactory()
    dated("accepted_at", timedelta(0), person=term.person, organisation=term.organisation)
    time_machine.move_to(timezone.now() + TERM + DAY)
    assert forget_old_invitations() == 1
    assert list(Representative.objects.current()) == [term]


def test_history_names_nobody_afterwards():
    row = dated("sent_at", TERM + DAY, email="hidden@example.org")
    log(row, "wagtail.edit")
    lines = ModelLogEntry.objects.for_instance(row)
    assert lines.exclude(label="").exists()
    forget_old_invitations()
    assert list(lines.exclude(label="")) == []
