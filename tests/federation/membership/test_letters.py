"""Letters about representation: each in words, in the language of its reader."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from federation.membership import actions, letters
from portal.accounts.actions import delete_account
from portal.accounts.enums import Role
from portal.language import LANGUAGES
from portal.mail.models import Letter
from tests.federation.directory.factories import OrganisationFactory
from tests.office import delete, keep
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory
from tests.test_letters import check

from .factories import MembershipFactory, RepresentativeFactory

pytestmark = pytest.mark.django_db
FOLDERS = Path(letters.__file__).parent / "templates" / "mail" / "membership"
TRICKY = 'Үлгі <b>қор</b> & "бірлік"'


def live_through(language: str) -> None:
    """Makes everything happen that somebody is written about."""
    organisation = OrganisationFactory(**{f"name_{code}": TRICKY for code in LANGUAGES})
    UserFactory(role=Role.SECRETARIAT, preferred_language=language)
    newcomer = UserFactory(preferred_language=language).person
    first, second, third = (
        RepresentativeFactory(organisation=organisation, user__preferred_language=language)
        for _number in range(3)
    )
    for role in ("manager", "contributor"):
        user = UserFactory(email=f"{role}@example.org", preferred_language=language)
        invitation = actions.invite(organisation, user.email, role, language, first.person)
        written_letters()  # Before it is answered, when its letter has something to say.
        actions.accept(invitation, user.person)
    for by in (first, RepresentativeFactory()):  # Who represents another organisation stands for the office.
        user = UserFactory(preferred_language=language)
        invitation = actions.invite(organisation, user.email, "manager", language, by.person)
        written_letters()
        actions.decline(invitation, user.person)
    actions.change_role(third, "contributor", first.person)
    actions.change_role(third, "manager", first.person)
    actions.end_term(third, first.person)
    membership = keep(MembershipFactory.build(organisation=organisation))
    keep(membership, since=membership.since - timedelta(days=1))
    keep(membership, until=timezone.localdate())
    delete(membership)
    term = keep(RepresentativeFactory.build(organisation=organisation, person=newcomer))
    keep(term, since=term.since - timedelta(days=1))
    delete(term)
    keep(organisation, city_kk=TRICKY, state="draft", lat=50.5, parent=OrganisationFactory())
    actions.resign(organisation, second.person)
    for term in organisation.representatives.current().managers():
        term.person.user.is_active = False
        term.person.user.save()


def test_everybody_concerned_gets_a_whole_letter_in_their_own_language(language):
    live_through(language)
    rows = list(written_letters().filter(key__startswith="membership:"))
    kinds = {letter.key.split(":")[1] for letter in rows}
    assert (
        kinds
        == {"invitation", "entry", "membership", *letters.WHY}
        == {path.name for path in FOLDERS.iterdir()} - {"letter"}
    )
    assert {letter.language for letter in rows} == {language}
    for letter in rows:
        check(letter)
        assert f"/{language}/" in letter.text
        assert "<b>қор</b>" not in letter.html
        assert "&amp;" not in letter.text + letter.subject


def test_a_letter_about_somebody_who_was_erased_since_is_not_written():
    term = RepresentativeFactory()
    contributor = RepresentativeFactory(organisation=term.organisation, role="contributor")
    actions.resign(term.organisation, contributor.person)
    delete_account(contributor.person.user)
    (letter,) = Letter.objects.filter(key__startswith="membership:resigned:")
    assert letters.step(letter.facts) is None
