"""A thing that is draft, private, scheduled or expired shows nowhere.

`tests/hidden/things.py` has one of every kind, `hiding.py` every way to hide it, `crawl.py` every place to look in.
"""

import re

import pytest
from django.apps import apps
from django.test import Client

from federation.directory.models import Organisation
from federation.membership.models import Membership
from federation.people.models import Affiliation
from home.models import HomePage
from portal.accounts.enums import Role
from portal.caching.cache import invalidate
from portal.content.models import Description, Record
from portal.content.pages import BasePage, IndexPage
from portal.content.searchable import ReindexesRelated, Searchable
from portal.journal.actions import log, wish
from portal.language import LANGUAGES
from search.enums import PROMOTIONS_SCOPE
from search.models import Promotion, SearchDocument
from tests import services
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory
from tests.hidden.crawl import admin_addresses, answer, places_with, walk
from tests.hidden.hiding import HIDINGS, settle
from tests.hidden.things import ALWAYS_PUBLIC, BAIT, INSIDE, KINDS, Thing, in_languages, new_word
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
DOOR = "/account/login/"


@pytest.fixture
def visitors(db) -> dict[str, Client]:
    """Somebody whom nobody knows, and somebody with an account and no role."""
    librarian = Client()
    librarian.force_login(UserFactory(email="librarian@test.example"))
    return {"anonymous": Client(), "librarian": librarian}


def all_things() -> dict[str, Thing]:
    """A public thing for every kind and every way to hide it, each recommended by the search page."""
    things = {f"{kind}, {way}": KINDS[kind].make(new_word()) for kind in KINDS for way in HIDINGS[kind]}
    found = SearchDocument.objects.values_list("thing", flat=True).distinct()
    Promotion.objects.bulk_create(
        Promotion(address="/", thing=thing, **{f"words_{language}": BAIT for language in LANGUAGES})
        for thing in found
    )
    invalidate(PROMOTIONS_SCOPE)
    return things


@pytest.fixture(autouse=True)
def _all_recommendations(monkeypatch):
    monkeypatch.setattr("search.query.promotions.MOST_SHOWN", 10_000)


def hide_all(things: dict[str, Thing]) -> None:
    for name, thing in things.items():
        kind, way = name.split(", ")
        HIDINGS[kind][way](thing)
    settle()


def addresses_of(things: dict[str, Thing]) -> list[str]:
    """Where somebody would look for these things who knows or guesses their addresses, also in the admin."""
    admin = [
        address
        for thing in things.values()
        for row in thing.rows[:1]
        if row.pk
        for address in admin_addresses(row)
    ]
    return [*(address for thing in things.values() for address in thing.addresses), *admin]


def leaks(
    things: dict[str, Thing], visitors: dict[str, Client], addresses: list[str]
) -> dict[str, list[str]]:
    """What shows and where, though it is hidden."""
    found = {}
    for who, client in visitors.items():
        answers = walk(client, addresses, with_filters=who == "anonymous")
        for name, thing in things.items():
            places = places_with(thing.word, answers, INSIDE)
            if who == "librarian" and thing.for_signed_in:
                # What an account opens, its search finds too.
                places = [
                    place
                    for place in places
                    if place not in set(in_languages(thing.own)) and "/search/mine/" not in place
                ]
            if places:
                found[f"{name}, {who}"] = places
    return found


# --- The table is whole ---------------------------------------------------------------------------------------------


def test_every_kind_of_thing_has_its_row():
    bases = (Searchable, ReindexesRelated, Record, Description, BasePage)
    models = {model for model in apps.get_models() if issubclass(model, bases)}
    sections = {model for model in models if issubclass(model, IndexPage)}
    covered = {model for kind in KINDS.values() for model in kind.models}
    assert models - sections - covered - ALWAYS_PUBLIC == set()
    assert KINDS.keys() == HIDINGS.keys()


def test_every_state_of_a_record_is_public_or_hidden_here():
    states = {
        name: {value for value, _label in kind.models[0]._meta.get_field("state").choices}
        for name, kind in KINDS.items()
        if issubclass(kind.models[0], Record) and hasattr(kind.models[0], "state")
    }
    public = {"organisation": {"published"}, "material": {"public"}} | dict.fromkeys(
        ("workshop", "past workshop"), {"approved", "cancelled"}
    )
    assert {name: found - HIDINGS[name].keys() for name, found in states.items()} == public


# --- The walk sees ----------------------------------------------------------------------------------------------------


@services.asked_once
def test_walk_finds_each_kind_in_each_of_its_places_while_it_is_public(visitors):
    things = {kind: KINDS[kind].make(new_word()) for kind in KINDS}
    answers = walk(visitors["anonymous"], addresses_of(things))
    missing = {}
    for kind, thing in things.items():
        places = places_with(thing.word, answers, INSIDE)
        pages = {re.sub(r"[?&]page=\d+", "", place) for place in places}
        missing[kind] = sorted(set(in_languages(thing.found)) - pages)
    assert missing == {kind: [] for kind in KINDS}


# --- Hidden -----------------------------------------------------------------------------------------------------------


@services.asked_once
def test_hidden_thing_shows_nowhere(visitors):
    things = all_things()
    addresses = addresses_of(things)
    hide_all(things)
    assert leaks(things, visitors, [*addresses, *addresses_of(things)]) == {}


@services.asked_once
def test_what_was_public_and_asked_for_is_gone_from_everywhere_at_once(visitors):
    things = all_things()
    addresses = addresses_of(things)
    for client in visitors.values():
        walk(client, addresses, with_filters=False)
    hide_all(things)
    assert leaks(things, visitors, addresses) == {}


@services.asked_once
def test_own_address_of_a_hidden_thing_answers_404_or_leads_to_the_door(visitors):
    things = all_things()
    hide_all(things)
    wrong = {}
    for who, client in visitors.items():
        for name, thing in things.items():
            if who == "librarian" and thing.for_signed_in:
                continue
            for address in in_languages(thing.own):
                response = client.get(address, follow=True)
                last = response.redirect_chain[-1][0] if response.redirect_chain else ""
                may_sign_in = who == "anonymous" and ("for " in name or "private" in name)
                if response.status_code != 404 and not (may_sign_in and DOOR in last):
                    wrong[f"{name}, {who}, {address}"] = (response.status_code, last)
    assert wrong == {}


def test_what_hides_a_record_hides_its_texts_files_and_search_rows():
    kinds = ("organisation", "material", "workshop")
    things = {kind: KINDS[kind].make(new_word()) for kind in kinds}
    rows = {kind: SearchDocument.objects.filter(title__contains=thing.word) for kind, thing in things.items()}
    assert {kind: found.count() for kind, found in rows.items()} == dict.fromkeys(kinds, len(LANGUAGES))
    for thing in things.values():
        HIDINGS["organisation"]["draft"](thing)
    assert {kind: found.count() for kind, found in rows.items()} == dict.fromkeys(kinds, 0)


# --- Drafts over what is public, and words that are never public --------------------------------------------------------


def _draft_over(row, word: str):
    """A later version of a public row that nobody has published, and how it is published."""
    for field in ("title", "summary", "intro", "body", "lead", "goal"):
        if isinstance(getattr(row, field, None), str):
            setattr(row, field, f"{getattr(row, field)} {word}"[:200])
    return row.save_revision()


@services.asked_once
def test_draft_changes_of_what_is_public_show_nowhere_until_they_are_published(visitors):
    names = [
        "text about an organisation",
        "text about a material",
        "text of a workshop",
        "project",
        "news item",
    ]
    things = {name: KINDS[name].make(new_word()) for name in [*names, "page of text"]}
    pages = [
        *HomePage.objects.all(),
        *(page for model in IndexPage.__subclasses__() for page in model.objects.all()),
    ]
    revisions = []
    for thing in things.values():
        thing.word = new_word()
        revisions += [_draft_over(row, thing.word) for row in thing.rows]
    things["installed pages"] = Thing(new_word(), pages)
    revisions += [_draft_over(page, things["installed pages"].word) for page in pages]
    assert leaks(things, visitors, addresses_of(things)) == {}
    for revision in revisions:
        revision.publish()
    answers = walk(visitors["anonymous"], addresses_of(things), with_filters=False)
    assert {
        name: bool(places_with(thing.word, answers, "")) for name, thing in things.items()
    } == dict.fromkeys(things, True)


@services.asked_once
def test_names_of_participants_and_words_between_offices_are_never_public(visitors):
    word = new_word()
    user = RepresentativeFactory(
        user__first_name=word, user__last_name=word, user__email=f"{word}@test.example"
    ).person.user
    organisation = Organisation.objects.get(representatives__person__user=user)
    workshop = WorkshopFactory(organiser=organisation)
    person = PersonFactory(full_name=word, latin_name=word, other_names=word, email=f"{word}2@test.example")
    ParticipationFactory(workshop=workshop, person=person)
    Affiliation.objects.create(person=person, organisation=organisation, position=word)
    Membership.objects.update_or_create(organisation=organisation, defaults={"note": word})
    Organisation.objects.filter(pk=organisation.pk).update(internal_note=word)
    log(workshop, "returned", user, word, states=("submitted", "returned"))
    days = {name: getattr(workshop, name).isoformat() for name in ("starts_on", "ends_on")}
    wish(workshop, user, days, days, word)
    thing = Thing(
        word, [], [], [f"/{{l}}/workshops/{workshop.slug}/", f"/{{l}}/directory/{organisation.slug}/"]
    )
    thing.found += [f"/{{l}}/workshops/{workshop.slug}/calendar.ics", f"/{{l}}/search/?q={word[:9]}"]
    thing.found += [f"/{{l}}/search/suggest/?q={word[:9]}", f"/{{l}}/search/?q={word}x"]
    desk = [f"/kk/desk/workshops/{workshop.slug}/{step}" for step in ("", "participants/", "edit/", "place/")]
    assert leaks({"inner words": thing}, visitors, [*thing.addresses, *desk]) == {}


def test_public_thing_does_not_name_a_hidden_organisation(visitors):
    thing = KINDS["organisation"].make(new_word())
    host = thing.rows[0]
    workshop = WorkshopFactory(organiser=host)
    HIDINGS["organisation"]["draft"](thing)
    addresses = [f"/{language}/workshops/{workshop.slug}/" for language in LANGUAGES]
    assert {
        address: thing.word in answer(visitors["anonymous"], address) for address in addresses
    } == dict.fromkeys(addresses, False)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.MODERATOR, Role.SECRETARIAT])
def test_draft_of_an_association_shows_in_the_admin_to_nobody_else(role):
    staff = Client()
    staff.force_login(UserFactory(role=role))
    thing = KINDS["workshop"].make(new_word())
    words = thing.rows[0].descriptions.first()
    rooms = [f"/admin/snippets/workshops/{name}/" for name in ("workshop", "workshopdescription")]
    addresses = [
        *rooms,
        "/admin/snippets/choose/workshops/workshop/",
        "/admin/snippets/choose/workshops/workshopdescription/results/",
        *admin_addresses(thing.rows[0]),
        *admin_addresses(words),
    ]
    assert any(thing.word in answer(staff, address) for address in addresses)
    HIDINGS["workshop"]["draft"](thing)
    answers = {address: answer(staff, address) for address in addresses}
    assert [address for address, text in answers.items() if thing.word in text] == []
