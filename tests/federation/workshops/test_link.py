"""The link of an online workshop is read by those who have a place, train, host, organise or decide, and by nobody else."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from federation.workshops import actions
from federation.workshops.models import Workshop
from federation.workshops.rules import knows_link
from portal.accounts.enums import Role
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.amending import ask
from tests.federation.workshops.factories import HostingFactory, WorkshopFactory, WorkshopTrainerFactory
from tests.federation.workshops.test_registration import NEW, everything
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
LANGUAGES = ["kk", "ru", "en"]
LINK = "https://meet.example.org/qupiya-silteme"


@pytest.fixture
def workshop(association):
    host = RepresentativeFactory(user__email="host@test.example").organisation
    made = WorkshopFactory(
        organiser=association, host=host, attendance_mode="hybrid", link=LINK, capacity=1, words=LANGUAGES
    )
    HostingFactory(workshop=made, organisation=host, state="accepted")
    return made


def somebody(workshop, who: str, **people):
    """A user of the kind that a test names."""
    user = UserFactory(email=f"the.{who.replace(' ', '.')}@test.example", preferred_language="en")
    if who in ("with a place", "waiting"):
        if who == "waiting":
            actions.take_place(workshop, UserFactory())
        actions.take_place(workshop, user)
    if who == "who gave up":
        actions.take_place(workshop, user)
        actions.cancel_participation(workshop, user)
    if who in ("training", "invited", "declined"):
        asked = {"invited_at": timezone.now()}
        asked |= {"accepted_at": timezone.now()} if who == "training" else {}
        asked |= {"declined_at": timezone.now()} if who == "declined" else {}
        WorkshopTrainerFactory(workshop=workshop, person=user.person, **asked)
    return {
        "visitor": AnonymousUser(),
        "organiser": people.get("manager"),
        "secretary": people.get("secretary"),
        "host": workshop.host.representatives.get().person.user,
        "editor": UserFactory(role=Role.EDITOR),
    }.get(who, user)


KNOW = ["with a place", "training", "organiser", "host", "secretary"]
DO_NOT_KNOW = ["visitor", "stranger", "waiting", "who gave up", "invited", "declined", "editor"]


@pytest.mark.parametrize("who", [*KNOW, *DO_NOT_KNOW])
def test_who_may_read_it(client, workshop, manager, secretary, who):
    user = somebody(workshop, who, manager=manager, secretary=secretary)
    assert knows_link(user, workshop) is (who in KNOW)
    address = f"/en/desk/workshops/{workshop.slug}/calendar/"
    if user.is_authenticated:
        client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == (200 if who in KNOW else 302 if who == "visitor" else 404)
    assert (LINK in answer.content.decode().replace("\r\n ", "")) is (who in KNOW)


def test_no_draft_is_told_to_those_who_do_not_see_it(client, association):
    workshop = WorkshopFactory(organiser=association, state="draft", attendance_mode="online", link=LINK)
    client.force_login(UserFactory())
    assert client.get(f"/en/desk/workshops/{workshop.slug}/calendar/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_public_has_it(client, workshop, language):
    below = f"/{language}/workshops/"
    addresses = [
        below, f"/{language}/", f"{below}calendar.ics", f"{below}{workshop.slug}/", f"{below}{workshop.slug}/calendar.ics",
        f"/{language}/search/?q=meet.example.org", workshop.host.url_in(language),
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert "qupiya-silteme" not in answer.content.decode().replace("\r\n ", ""), address
    assert "qupiya-silteme" not in json.dumps([workshop.linked_data(), *map(repr, workshop.search_entries())])


@pytest.mark.parametrize("who", ["with a place", "waiting"])
def test_own_pages_of_a_reader_have_it_when_they_have_a_place(client, workshop, who):
    client.force_login(somebody(workshop, who))
    for address in ("/en/desk/my-workshops/", f"/en/desk/workshops/{workshop.slug}/place/"):
        assert (LINK in client.get(address).text) is (who == "with a place"), address


def test_organiser_and_secretariat_read_it_on_the_desk(client, workshop, manager, secretary):
    for user, address in ((manager, ""), (secretary, "review/")):
        client.force_login(user)
        assert LINK in client.get(f"/en/desk/workshops/{address}{workshop.slug}/").text


def test_letters_carry_it_to_who_has_a_place_and_to_who_trains_and_to_nobody_else(
    workshop, manager, secretary
):
    taking, waiting, training = (somebody(workshop, who) for who in ("with a place", "waiting", "training"))
    invited = WorkshopTrainerFactory(workshop=workshop, email="invited@test.example")
    actions.invite_trainers(workshop, manager)
    day = workshop.starts_on + timedelta(days=7)
    actions.approve_change(ask(workshop, manager, starts_on=day, ends_on=day), secretary)
    with_link = {letter.address for letter in written_letters() if LINK in letter.text + letter.html}
    without = {letter.address for letter in written_letters() if LINK not in letter.text + letter.html}
    assert {taking.email, training.email} <= with_link
    assert {waiting.email, invited.email} <= without - with_link


@pytest.mark.parametrize(
    ("mode", "link", "city", "venue", "travel"),
    [
        ("on_site", "", "Павлодар", "Зал", "own"),
        ("online", LINK, "", "", ""),
        ("hybrid", LINK, "Павлодар", "Зал", "own"),
    ],
)
def test_each_way_keeps_what_it_has_a_place_for(
    client, manager, association, mode, link, city, venue, travel
):
    client.force_login(manager)
    typed = {**everything(association), "attendance_mode": mode, "link": LINK, "action": "submit"}
    client.post(NEW, typed)
    row = Workshop.objects.get(is_historic=False)
    assert (row.state, row.attendance_mode) == ("submitted", mode)
    assert (row.link, row.city, row.venue_ru, row.travel) == (link, city, venue, travel)
    assert (row.region_id, row.is_step_free) == ((None, None) if mode == "online" else ("KZ-55", True))


@pytest.mark.parametrize("mode", ["online", "hybrid"])
def test_without_a_link_it_is_not_submitted(client, manager, association, mode):
    client.force_login(manager)
    page = client.post(NEW, {**everything(association), "attendance_mode": mode, "action": "submit"})
    assert set(page.context["form"].errors) == {"link"}


@pytest.mark.parametrize(
    "typed", ["ftp://example.org/a", "javascript:alert(1)", "не ссылка", "https://x.kz/" + "a" * 500]
)
def test_only_addresses_of_the_web_are_links(client, manager, association, typed):
    client.force_login(manager)
    page = client.post(
        NEW, {**everything(association), "attendance_mode": "online", "link": typed, "action": "save"}
    )
    assert set(page.context["form"].errors) == {"link"}
