"""The doors at which somebody could try who exists: by an address, by the number of a row, by an old link.

Each is asked for somebody who is there and for nobody, and must answer both alike. `tests/test_who_exists.py` compares
words and work, `tests/bench/doors.py` times.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any
from urllib.parse import quote

from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from federation.people.enums import MergeState
from federation.people.models import Merge, Person
from federation.workshops.contents.digests import digest_of
from federation.workshops.models import Workshop
from portal.accounts.actions import close_account
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.mail.enums import Category
from portal.mail.unsubscribing import unsubscribe_url
from tests.federation.membership.factories import RepresentativeFactory, RepresentativeInvitationFactory
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import PlaceOfferFactory, WorkshopFactory, WorkshopTrainerFactory
from tests.portal.accounts.factories import PASSWORD, UserFactory

ACCOUNT = "account"
NOBODY = 10**9  # A key that no row has.
_numbers = count(1)


@dataclass(frozen=True)
class Asking:
    """One try at a door, by a browser and from a network of its own."""

    client: Client
    path: str
    data: dict[str, Any] | None = None  # None only reads.
    typed: tuple[str, ...] = ()  # What stands in the answer because it was asked for.

    def send(self, *, follow: bool = False) -> HttpResponseBase:
        """Asks. `follow` reads also the page to which the answer leads."""
        if self.data is None:
            return self.client.get(self.path, follow=follow)
        return self.client.post(self.path, self.data, follow=follow)


@dataclass(frozen=True)
class Door:
    """A door, and how one asks there for somebody who is known and for somebody who is not."""

    name: str
    make_known: Callable[[], Asking] = field(repr=False)
    make_unknown: Callable[[], Asking] = field(repr=False)


def doors(kinds: Iterable[str]) -> Iterator[Door]:
    """All doors; those that take an address once for each kind of known address."""
    for name, ask in BY_ADDRESS.items():
        for kind in kinds:
            yield Door(f"{name}: {kind}", _known(ask, KINDS[kind]), _unknown(ask))
    for name, (make_known, make_unknown) in BY_ROW.items():
        yield Door(name, make_known, make_unknown)


# --- Whom an address may be of ----------------------------------------------------------------------------------------


def _of_account(address: str, **facts: Any) -> User:
    return UserFactory(email=address, date_joined=timezone.now() - timedelta(days=1), **facts)


def _of_account_never_confirmed(address: str) -> None:
    user = _of_account(address, verified=False)
    EmailAddress.objects.create(user=user, email=address, primary=True, verified=False)


def _of_account_without_password(address: str) -> None:
    user = _of_account(address)
    user.set_unusable_password()
    user.save()


KINDS: dict[str, Callable[[str], Any]] = {
    ACCOUNT: _of_account,
    "account of staff": lambda address: _of_account(address, role=Role.SECRETARIAT),
    "account without password": _of_account_without_password,
    "account never confirmed": _of_account_never_confirmed,
    "closed account": lambda address: close_account(_of_account(address), tells=False),
    "second address": lambda address: EmailAddress.objects.create(
        user=UserFactory(), email=address, verified=True
    ),
    "person without account": lambda address: PersonFactory(email=address),
}

# --- Who asks ---------------------------------------------------------------------------------------------------------


def _visitor() -> Client:
    number = next(_numbers)
    network = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return Client(headers={"host": "localhost"}, REMOTE_ADDR=network)


def _signed_in(user: User) -> Client:
    """Somebody who has just shown that it is they."""
    client = _visitor()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def _somebody() -> tuple[Client, str]:
    """Somebody without a role, and their address."""
    user = UserFactory()
    return _signed_in(user), user.email


def _manager() -> tuple[Client, Any]:
    """A manager, and their organisation."""
    term = RepresentativeFactory()
    return _signed_in(term.person.user), term.organisation


# --- Doors that take an address ---------------------------------------------------------------------------------------


def _known(ask: Callable[[str], Asking], make: Callable[[str], Any]) -> Callable[[], Asking]:
    def make_known() -> Asking:
        make(address := _address())
        return ask(address)

    return make_known


def _unknown(ask: Callable[[str], Asking]) -> Callable[[], Asking]:
    return lambda: ask(_address())


def _address() -> str:
    """An address that nobody has. All are of one length."""
    return f"reader{next(_numbers):06}@example.org"


def _sign_up(address: str) -> Asking:
    typed = {"email": address, "password1": PASSWORD, "first_name": "Aigul", "last_name": "Omarova"}
    data = {**typed, "preferred_language": "en", "consent": "on"}
    return Asking(_visitor(), "/en/account/signup/", data, (address,))


def _wrong_password(address: str) -> Asking:
    data = {"login": address, "password": "not the right one"}
    return Asking(_visitor(), "/en/account/login/", data, (address,))


def _code(address: str) -> Asking:
    return Asking(_visitor(), "/en/account/login/code/", {"email": address}, (address,))


def _asked_for_a_code(address: str, data: dict[str, str] | None) -> Asking:
    asked = _code(address)
    asked.send()
    return Asking(asked.client, "/en/account/login/code/confirm/", data, (address,))


def _reset(address: str) -> Asking:
    return Asking(_visitor(), "/en/account/password/reset/", {"email": address}, (address,))


def _add_address(address: str) -> Asking:
    client, own = _somebody()
    return Asking(client, "/en/account/email/", {"email": address, "action_add": ""}, (address, own))


def _contact(address: str) -> Asking:
    data = {"name": "Aigul", "email": address, "subject": "workshop", "text": address, "website": ""}
    client = _visitor()
    client.defaults["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return Asking(client, "/en/contact/", data, (address,))


def _ask(address: str) -> Asking:
    workshop = WorkshopFactory()
    RepresentativeFactory(organisation=workshop.organiser)
    data = {"name": "Aigul", "email": address, "text": address, "website": ""}
    client = _visitor()
    client.defaults["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return Asking(client, f"/en/workshops/{workshop.slug}/ask/", data, (address,))


def _invite(address: str) -> Asking:
    client, organisation = _manager()
    path = f"/en/desk/organisations/{organisation.slug}/people/"
    data = {"email": address, "role": "manager", "language": "ru"}
    return Asking(client, path, data, (address,))


def _name_trainer(address: str) -> Asking:
    client, organisation = _manager()
    rows = {f"{rows}-{form}_FORMS": "1" for rows in ("trainers", "money") for form in ("TOTAL", "INITIAL")}
    rows |= {"trainers-INITIAL_FORMS": "0", "money-INITIAL_FORMS": "0"}
    line = {
        "trainers-0-name": "Aigul",
        "trainers-0-role": "lead",
        "trainers-0-email": address,
        "contact_email": address,
    }
    data = {**rows, **line, "en_title": f"Title {next(_numbers):06}", "action": "save"}
    return Asking(client, "/en/desk/workshops/new/", data, (address, data["en_title"]))


def _workshop(organisation: Any, address: str, **facts: Any) -> Workshop:
    workshop = WorkshopFactory(organiser=organisation, **facts)
    workshop.trainers.all().delete()
    WorkshopTrainerFactory(workshop=workshop, name="Aigul", email=address)
    return workshop


def _invite_trainer(address: str) -> Asking:
    client, organisation = _manager()
    workshop = _workshop(organisation, address, state="draft")
    path = f"/en/desk/workshops/{workshop.slug}/trainers/invite/"
    return Asking(client, path, {}, (address,))


def _approve(address: str) -> Asking:
    _client, organisation = _manager()
    workshop = _workshop(organisation, address, state="submitted")
    client = _signed_in(UserFactory(role=Role.SECRETARIAT))
    data = {"action": "approve", "seen": digest_of(workshop)}
    path = f"/en/desk/workshops/review/{workshop.slug}/"
    return Asking(client, path, data, (address,))


def _open_invitation(address: str, client: Client, own: str, data: dict[str, str] | None) -> Asking:
    invitation = RepresentativeInvitationFactory(email=address)
    token = invitation.make_token()
    path = f"/en/desk/invitations/representative/{token}/"
    typed = (address, own, token, quote(token))
    return Asking(client, path, data, typed)


def _register_colleague(address: str) -> Asking:
    client, organisation = _manager()
    workshop = WorkshopFactory()
    path = f"/en/desk/for/{organisation.slug}/workshops/{workshop.slug}/colleagues/"
    data = {"colleagues-TOTAL_FORMS": "1", "colleagues-INITIAL_FORMS": "0"}
    data |= {"colleagues-0-name": "Aigul", "colleagues-0-email": address}
    return Asking(client, path, data, (address,))


def _held_place(address: str, client: Client, own: str, data: dict[str, str] | None) -> Asking:
    token = PlaceOfferFactory(email=address).make_token()
    return Asking(client, f"/en/desk/places/{token}/", data, (address, own, token, quote(token)))


BY_ADDRESS: dict[str, Callable[[str], Asking]] = {
    "sign-up": _sign_up,
    "wrong password": _wrong_password,
    "password reset": _reset,
    "sign-in code": _code,
    "sign-in code, its page": lambda address: _asked_for_a_code(address, None),
    "sign-in code, a wrong one": lambda address: _asked_for_a_code(address, {"code": "WRONG"}),
    "sign-in code, another": lambda address: _asked_for_a_code(address, {"action": "resend"}),
    "address added to one's account": _add_address,
    "message to the secretariat": _contact,
    "question to an organiser": _ask,
    "representative invited": _invite,
    "trainer named in a draft": _name_trainer,
    "trainer invited": _invite_trainer,
    "workshop with a trainer approved": _approve,
    "colleague registered": _register_colleague,
    "link of another's held place, signed out": lambda address: _held_place(address, _visitor(), "", None),
    "another's held place accepted": lambda address: _held_place(address, *_somebody(), {"answer": "accept"}),
    "link of another's invitation, signed out": lambda address: _open_invitation(
        address, _visitor(), "", None
    ),
    "link of another's invitation": lambda address: _open_invitation(address, *_somebody(), None),
    "another's invitation accepted": lambda address: _open_invitation(
        address, *_somebody(), {"answer": "accept"}
    ),
}

# --- Doors that take the number of a row, or a link -------------------------------------------------------------------


def _training(key: int, data: dict[str, str] | None) -> Asking:
    path = f"/en/desk/trainings/{key}/"
    return Asking(_somebody()[0], path, data, (path[3:],))


def _line_of_another() -> int:
    return WorkshopTrainerFactory(email=_address(), invited_at=timezone.now()).pk


def _same_person(key: int, data: dict[str, str] | None) -> Asking:
    path = f"/en/account/same-person/{key}/"
    return Asking(_somebody()[0], path, data, (path[3:],))


def _merge_of_others() -> int:
    one, other = (Person.objects.get(user=UserFactory()) for _each in range(2))
    return Merge.objects.create(kept=one, merged=other, state=MergeState.ASKED).pk


def _dead_invitation(token: str) -> Asking:
    return Asking(_visitor(), f"/en/desk/invitations/representative/{token}/", None, (token,))


def _token_of_accepted() -> str:
    user, now = UserFactory(), timezone.now()
    row = RepresentativeInvitationFactory(email=user.email, accepted_at=now, person=user.person)
    return row.make_token()


def _token_of_none() -> str:
    row = RepresentativeInvitationFactory(email=_address())
    token = row.make_token()
    row.delete()
    return token


def _letters_end(person: int, data: dict[str, str] | None) -> Asking:
    url = unsubscribe_url({"person": person, "address": "", "category": Category.NEWS})
    path = f"/en/account/letters/end/{url.rstrip('/').rpartition('/')[2]}/"
    return Asking(_visitor(), path, data, (path[3:],))


def _link_of_a_reset(key: User) -> Asking:
    path = f"/en/account/password/reset/key/{user_pk_to_url_str(key)}-d0rxle-{'0' * 32}/"
    return Asking(_visitor(), path, None, (path[3:],))


ONE_CLICK = {"List-Unsubscribe": "One-Click"}
BY_ROW: dict[str, tuple[Callable[[], Asking], Callable[[], Asking]]] = {
    "question to another trainer": (
        lambda: _training(_line_of_another(), None),
        lambda: _training(NOBODY, None),
    ),
    "answer of another trainer": (
        lambda: _training(_line_of_another(), {"answer": "accept"}),
        lambda: _training(NOBODY, {"answer": "accept"}),
    ),
    "question about two others": (
        lambda: _same_person(_merge_of_others(), None),
        lambda: _same_person(NOBODY, None),
    ),
    "answer about two others": (
        lambda: _same_person(_merge_of_others(), {"answer": "yes"}),
        lambda: _same_person(NOBODY, {"answer": "yes"}),
    ),
    "link of an invitation, accepted or gone": (
        lambda: _dead_invitation(_token_of_accepted()),
        lambda: _dead_invitation(_token_of_none()),
    ),
    "link that ends letters": (
        lambda: _letters_end(PersonFactory().pk, None),
        lambda: _letters_end(NOBODY, None),
    ),
    "click that ends letters": (
        lambda: _letters_end(PersonFactory().pk, ONE_CLICK),
        lambda: _letters_end(NOBODY, ONE_CLICK),
    ),
    "forged link of a reset": (
        lambda: _link_of_a_reset(UserFactory()),
        lambda: _link_of_a_reset(User(pk=NOBODY)),
    ),
}
