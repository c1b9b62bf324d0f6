"""One moment, wherever staff and visitors read it: in the time of Kazakhstan, and on its day there."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.urls import get_resolver, reverse
from wagtail.admin.compare import comparison_class_registry
from wagtail.log_actions import log as note

from federation.news.models import NewsPage
from federation.workshops import actions
from federation.workshops.enums import StepVerb
from federation.workshops.models import Participation, Workshop
from federation.workshops.urls import urlpatterns
from home.actions import take_message
from home.models import StandardPage
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.journal.actions import log
from portal.journal.models import Step, WishedChange
from tests import services
from tests.federation.membership.factories import MembershipFactory, RepresentativeFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory, WorkshopTrainerFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

from .clocks import MOMENT, all_at_once, words_of
from .rows import make
from .walking import Walker

pytestmark = [pytest.mark.django_db, services.asked_once]
DESK = {pattern.name: pattern.pattern.converters for pattern in urlpatterns}  # What each address names.


def test_a_moment_reads_right_where_two_versions_are_compared():
    field = StandardPage._meta.get_field("go_live_at")
    compared = comparison_class_registry.get(field)(field, StandardPage(), StandardPage(go_live_at=MOMENT))
    assert "01:14" in compared.htmldiff()
    assert "None" not in compared.htmldiff()


def _reports() -> Iterator[str]:
    """The addresses of the admin's reports, found in the URLconf."""

    def walk(resolver: Any, prefix: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            whole = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern, whole)
            elif "reports/" in whole and "<" not in whole and "results" not in whole and "^" not in whole:
                yield f"/{whole}"

    return walk(get_resolver(), "")


REPORTS = sorted({*_reports(), "/admin/search/queries/"})


def whatever_reports_tell_of() -> None:
    """A locked page and a text that waits for its moderators, all at the moment."""
    root = User.objects.get(email="root@example.org")
    page, words = make(StandardPage), make(Workshop).descriptions.get()
    words.save_revision()
    words.get_workflow().start(words, root)
    page.locked, page.locked_by = True, root
    page.save()
    note(page, "wagtail.edit", user=root)
    all_at_once(page, words, words.record)


@pytest.mark.parametrize("report", REPORTS)
def test_a_moment_reads_right_in_a_report(walker, report):
    whatever_reports_tell_of()
    walker.get(report)
    assert walker.faults == []


@pytest.mark.parametrize("model", [StandardPage, NewsPage], ids=lambda model: model.__name__)
def test_a_moment_reads_right_in_the_admin_of_pages(walker, model):
    page = make(model)
    page.title += "!"
    page.save_revision()
    page.go_live_at = MOMENT
    page.save_revision(approved_go_live_at=MOMENT)
    note(page, "wagtail.edit", user=User.objects.get(email="root@example.org"))
    all_at_once(page)
    a, *_others, b = page.revisions.values_list("pk", flat=True).order_by("pk")
    for name, args in (
        ("edit", [page.pk]), ("history", [page.pk]), ("usage", [page.pk]),
        ("workflow_history", [page.pk]), ("delete", [page.pk]), ("revisions_compare", [page.pk, a, b]),
        ("revisions_revert", [page.pk, a]), ("copy", [page.pk]),
    ):  # fmt: skip
        walker.get(reverse(f"wagtailadmin_pages:{name}", args=args), must_show=name == "history")
    for whole in (reverse("wagtailadmin_home"), reverse("wagtailadmin_explore", args=[page.get_parent().pk])):
        walker.get(whole)
    assert walker.faults == []


def asked_and_answered() -> tuple[Workshop, User, User]:
    """A workshop with people and another date waiting, all at the moment; its association's voice, and a librarian."""
    speaker = RepresentativeFactory()
    voice, organisation = speaker.person.user, speaker.organisation
    MembershipFactory(organisation=organisation)
    workshop = WorkshopFactory(organiser=organisation)
    librarian = UserFactory()
    actions.take_place(workshop, librarian)
    ParticipationFactory(workshop=workshop, queue_number=99)
    log(workshop, StepVerb.APPROVED, voice, states=("submitted", "approved"))
    for model in (Participation, Step, WishedChange):
        all_at_once(*model.objects.all())
    return workshop, voice, librarian


def test_a_moment_reads_right_in_the_desk_and_on_the_workshops_page(client):
    workshop, voice, librarian = asked_and_answered()
    Workshop.objects.filter(pk=workshop.pk).update(
        applications_close_at=MOMENT.replace(year=2027), created_at=MOMENT, updated_at=MOMENT
    )
    trainer = WorkshopTrainerFactory(workshop=workshop, person=librarian.person)
    named = {"slug": workshop.slug, "acting_for": workshop.organiser.slug, "pk": trainer.pk}
    reader, told = Walker(client), set()
    for user in (voice, librarian, UserFactory(role=Role.SECRETARIAT)):
        client.force_login(user)
        for name, parts in DESK.items():
            if not {*parts} <= {*named}:  # A link of a letter.
                continue
            door = reverse(f"workshops:{name}", kwargs={part: named[part] for part in parts})
            page = reader.get(door, allowed=(200, 302, 403, 404, 405))
            if page.status_code == 200:
                told |= {name} if "6 қараша" in words_of(page.text).replace("\xa0", " ") else set()
        for door in (
            "/kk/desk/",
            "/kk/account/",
            "/kk/account/data/",
            workshop.url_in("kk"),
            "/kk/workshops/",
        ):
            reader.get(door)
    assert {"review", "participants"} <= told
    assert reader.faults == []


def test_letters_written_at_the_moment_tell_its_day_here(client):
    secretary = UserFactory(role=Role.SECRETARIAT)
    with time_machine.travel(MOMENT, tick=False):
        workshop, voice, librarian = asked_and_answered()
        actions.leave_all(librarian.person)
        actions.cancel_workshop(workshop, voice, "Зал жоқ")
        take_message(language="kk", name="Үлгі", email="u@example.org", subject="portal", text="Сәлем")
    reader = Walker(client)
    letters = written_letters()
    assert len(letters) >= 4 and secretary
    for letter in letters:
        reader.read(letter.key, f"{letter.subject}\n{letter.text}\n{words_of(letter.html)}")
    assert reader.faults == []
