"""Every row of a first screen, in the admin and on the desk, leads where its reader may go."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from federation.news.install import moderation
from federation.people.actions import give_consent, merge, withdraw_consent
from federation.people.enums import Purpose
from federation.people.models import LikelyDuplicate
from federation.people.rules import current_wording
from home.actions import take_message
from home.models import StandardPage
from portal.accounts.enums import Role
from portal.mail.sending import send_letter
from portal.navigation import registry
from tests import services
from tests.federation.directory.factories import OrganisationDescriptionFactory, OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory, RepresentativeInvitationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import (
    HostingFactory,
    PlaceOfferFactory,
    WorkshopFactory,
    WorkshopTrainerFactory,
)
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import DescriptionFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
READERS = [*Role, "superuser", "representative", "librarian"]


def reader(name):
    if name == "representative":
        return RepresentativeFactory(user__preferred_language="kk").person.user
    if name == "superuser":
        return UserFactory(is_superuser=True)
    return UserFactory(role=name if name in list(Role) else None)


def let_something_wait(user) -> None:
    """Something of each kind, for everybody whom it may concern."""
    writer = UserFactory(role=Role.EDITOR)
    send_letter(
        key="paper",
        person=PersonFactory(),
        address="",
        language="kk",
        template="mail/account/invitation",
        context={},
    )
    LikelyDuplicate.objects.create(one=PersonFactory(), other=PersonFactory(), score=1)
    merge(user.person.pk, UserFactory().person.pk, [], writer)
    NewsPageFactory(authors=[{"person": user.person}])
    photographed = PersonFactory()
    give_consent(photographed, current_wording(Purpose.PHOTOS))
    withdraw_consent(photographed, Purpose.PHOTOS)
    RepresentativeInvitationFactory(email=user.email)
    PlaceOfferFactory(email=user.email)
    take_message(language="en", name="Somebody", email="a@example.org", subject="other", text="Words")
    for state in ("draft", "submitted", "returned"):
        organiser = user.person.representations.first()
        WorkshopFactory(state=state, **({"organiser": organiser.organisation} if organiser else {}))
    of_organiser = {"workshop__organiser": organiser.organisation} if organiser else {}
    WorkshopTrainerFactory(declined_at=timezone.now(), **of_organiser)
    HostingFactory(state="withdrawn", answered_at=timezone.now(), **of_organiser)
    if organiser:
        HostingFactory(organisation=organiser.organisation)
        HostingFactory(organisation=organiser.organisation, state="accepted")
    WorkshopTrainerFactory(email=user.email, invited_at=timezone.now())
    Page.objects.get(slug="about", locale__language_code="ru").unpublish()
    StandardPage.objects.get(slug="privacy", locale__language_code="kk").save_revision().publish()
    StringTranslation.objects.filter(locale__language_code="ru").delete()  # These pages lack words.
    texts = [
        OrganisationDescriptionFactory(), DescriptionFactory(), WorkshopFactory().descriptions.get(),
        WorkshopFactory(state="submitted").descriptions.get(),
        OrganisationDescriptionFactory(record=OrganisationFactory(state="draft")),
    ]  # fmt: skip
    for thing in [NewsPageFactory(), *texts]:
        thing.save_revision(user=writer, clean=False)
        moderation().start(thing, writer)
    for thing in [
        NewsPageFactory(live=False),
        OrganisationDescriptionFactory(),
        WorkshopFactory(state="submitted").descriptions.get(),
    ]:
        thing.save_revision(user=user, clean=False)
        type(thing).objects.filter(pk=thing.pk).update(has_unpublished_changes=True)
    came_back = NewsPageFactory(live=False)
    came_back.save_revision(user=user, clean=False)
    moderation().start(came_back, user).current_task_state.reject(user=writer, comment="Words")
    record, now = OrganisationFactory(), timezone.now()
    for language in ("kk", "ru"):
        published = {"first_published_at": now - timedelta(days=9), "last_published_at": now}
        if language == "ru":
            published["last_published_at"] = published["first_published_at"]
        OrganisationDescriptionFactory(record=record, language=language, **published)


def rows_of(user) -> dict[str, set[str]]:
    """Addresses by what offers them: of rows, of lists of all of a kind, of entries of the rail."""
    found: dict[str, set[str]] = {}
    for kind in registry.KINDS:
        waiting = kind(registry.Acting(user)).in_admin()
        if waiting and waiting.tasks:
            found[name_of("admin", kind)] = {task.url for task in waiting.tasks} | {waiting.url}
        if tasks := list(kind(registry.Acting(user)).on_desk()):
            found[name_of("desk", kind)] = {task.url for task in tasks}
    for part, provided in (("section", registry.SECTIONS), ("panel", registry.PANELS)):
        for provide in provided:
            for row in provide(registry.Acting(user)):
                found.setdefault(name_of(part, provide), set()).add(row.url)
    return {name: addresses - {""} for name, addresses in found.items()}


def name_of(part: str, registered) -> str:
    return f"{part} {registered.__module__}.{registered.__name__}"


@pytest.mark.parametrize("name", READERS)
def test_whatever_is_offered_opens(client, name):
    user = reader(name)
    let_something_wait(user)
    client.force_login(user)
    with override("kk"):
        offered = rows_of(user)
    answers = {
        (provider, address): client.get(address).status_code
        for provider, addresses in offered.items()
        for address in addresses
    }
    assert {row: status for row, status in answers.items() if status != 200} == {}


def test_the_data_make_everything_registered_offer_something_to_somebody():
    nothing = registry.Kind
    asked = {name_of("section", provide) for provide in registry.SECTIONS}
    asked |= {name_of("desk", kind) for kind in registry.KINDS if kind.on_desk is not nothing.on_desk}
    asked |= {name_of("admin", kind) for kind in registry.KINDS if kind.in_admin is not nothing.in_admin}
    everything: set[str] = set()
    for name in (Role.ADMINISTRATOR, Role.TRANSLATOR, "superuser", "representative"):
        user = reader(name)
        if name in (Role.ADMINISTRATOR, "representative"):
            let_something_wait(user)
        with override("kk"):
            everything |= set(rows_of(user))
    assert asked - everything == set()


@pytest.mark.parametrize("may_enter", [True, False], ids=["may enter the admin", "has all other permissions"])
def test_both_first_screens_ask_the_same_of_their_reader(may_enter):
    """What is done in the admin stands on both screens or on neither, for who has permissions and no role."""
    user = UserFactory()
    user.user_permissions.set(Permission.objects.exclude(codename="" if may_enter else "access_admin"))
    let_something_wait(user)
    user = type(user).objects.get(pk=user.pk)
    with override("kk"):
        shown = set(rows_of(user))
    both = [
        {name_of("desk", kind), name_of("admin", kind)}
        for kind in registry.KINDS
        if kind.is_done_in_admin and kind.on_desk is not registry.Kind.on_desk and by_permission(kind)
    ]
    assert both
    assert [names & shown for names in both] == [names if may_enter else set() for names in both]


def by_permission(kind: type[registry.Kind]) -> bool:
    """Whether a kind asks for a permission of Django: others ask who wrote a text, for a role, or for a workflow."""
    return not kind.__module__.startswith("portal.navigation")
