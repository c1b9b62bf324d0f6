"""Demonstration: the persons behind the demo accounts, and load for measuring. All names are plainly fictional."""

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from federation.directory.models import Region
from portal.accounts.models import User
from portal.demo.registry import Demo
from portal.language import LANGUAGES

from .actions import find_likely_duplicates, give_consent, save_details, withdraw_consent
from .enums import Medium, Purpose
from .models.affiliation import Affiliation
from .models.person import Person
from .rules import current_wording

# account: what it does, and where: "association" or the number of a demo host
AFFILIATIONS = {
    "manager": ("Директор", "association"),
    "contributor": ("Редактор", "association"),
    "trainer": ("Әдіскер", 0),
    "librarian": ("Кітапханашы", 1),
}
# account: what they have said about themselves; the others are asked when they first take a place
DETAILS: dict[str, dict[str, Any]] = {
    "librarian": {
        "name_kk": "Үлгіқызы Кітапханашы Мысалқызы",
        "latin_name": "Kitapkhanashy Ulgikyzy",
        "speaks_kk": True,
        "speaks_ru": True,
        "phone": "+7 000 000 00 01",
        "shown_to": {"workplaces": "participants", "name": "participants", "phone": "organisers"},
    },
    "trainer": {
        "name_ru": "Мысалбаева Тренер Примеровна",
        "latin_name": "Trener Mysalbayeva",
        "speaks_kk": True,
        "speaks_ru": True,
        "speaks_en": True,
        "other_languages": "Türkçe",
        "shown_to": {"name": "everybody", "workplaces": "everybody", "languages": "everybody"},
    },
    "manager": {"speaks_kk": True, "speaks_ru": True, "other_names": "Үлгібаева"},
}
# account: purposes agreed to on screen, on paper, and withdrawn again
CONSENTS: dict[str, tuple[tuple[Purpose, ...], tuple[Purpose, ...], tuple[Purpose, ...]]] = {
    "librarian": ((Purpose.PLACE, Purpose.PHOTOS, Purpose.NEWS), (), (Purpose.PHOTOS,)),
    "trainer": ((Purpose.NEWS,), (Purpose.SHOWN,), ()),
}
# Somebody whom two people have written down, each in their own way: name, region, address.
WRITTEN_TWICE = (
    (("Үлгібекова Әсем Мысалқызы", "KZ-75", ""), ("Улгибекова Асем Мысалкызы", "KZ-75", "")),
    (("Примеров Ерлан Серикович", "KZ-10", "yerlan@example.org"), ("Ерлан Примеров", "KZ-10", "")),
)
WITH_PASSWORD = 50
BATCH = 1000


def load(demo: Demo) -> None:
    """Makes `demo.made["person:<account>"]` for each demo account, and says of some who they are and where."""
    for key in [key for key in demo.made if key.startswith("user:")]:
        person = demo.made[key].person
        if not person.is_demo:
            person.is_demo = True
            person.save()
        demo.made[key.replace("user:", "person:")] = person
    for account, (position, place) in AFFILIATIONS.items():
        person = demo.made[f"person:{account}"]
        organisation = demo.made["association"] if place == "association" else demo.made["hosts"][place]
        Affiliation.objects.get_or_create(
            person=person,
            organisation=organisation,
            defaults={"position": position, "since": date(2024, 1, 1)},
        )
        if person.region_id is None:
            person.region_id = organisation.region_id
            person.save()
    for account, details in DETAILS.items():
        person = demo.made[f"person:{account}"]
        if person.details_confirmed_at is None:
            save_details(person.user, {}, details)
            person.refresh_from_db()
    _consent(demo)
    _write_twice()


def _write_twice() -> None:
    """Two likely duplicates wait for the secretariat."""
    for pair in WRITTEN_TWICE:
        for name, region, email in pair:
            if not Person.objects.filter(full_name=name, is_demo=True).exists():
                Person.objects.create(full_name=name, region_id=region, email=email, is_demo=True)
    find_likely_duplicates()


def _consent(demo: Demo) -> None:
    """Who has no consents but those of the door agrees to some, and takes one back."""
    on_paper = {"medium": Medium.PAPER, "noted_by": demo.made["user:secretariat"]}
    for account, (screen, paper, withdrawn) in CONSENTS.items():
        person = demo.made[f"person:{account}"]
        if person.consents.exclude(purpose=Purpose.PRIVACY).exists():
            continue
        for purpose in (*screen, *paper):
            if wording := current_wording(purpose):
                give_consent(person, wording, **(on_paper if purpose in paper else {}))
        for purpose in withdrawn:
            withdraw_consent(person, purpose)


def scale(demo: Demo, count: int) -> None:
    """Adds synthetic people up to `count`, each with an account; only the first 50 can sign in."""
    known = set(User.objects.filter(email__startswith="person-").values_list("email", flat=True))
    password = make_password(demo.password)
    users = [
        User(
            email=email,
            first_name="Сынақ",
            last_name=f"Адам {number:05}",
            preferred_language=LANGUAGES[number % len(LANGUAGES)],
            password=password if number <= WITH_PASSWORD else make_password(None),
        )
        for number in range(1, count + 1)
        if (email := f"person-{number:05}@example.org") not in known
    ]
    User.objects.bulk_create(users, batch_size=BATCH)
    _let_in(users)
    _make_people(demo)


def _let_in(users: list[User]) -> None:
    """Addresses that may sign in, for those who have a password."""
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(user=user, email=user.email, primary=True, verified=True)
            for user in users
            if user.has_usable_password()
        ],
        ignore_conflicts=True,
    )


def _make_people(demo: Demo) -> None:
    chance = demo.random("people")
    regions = list(Region.objects.all())
    without = User.objects.filter(email__startswith="person-", person=None)
    people = [
        Person(
            user=user,
            full_name=user.get_full_name(),
            preferred_language=user.preferred_language,
            region=chance.choice(regions),
            is_demo=True,
        )
        for user in without
    ]
    for person in people:
        person.fill_derived()
    Person.objects.bulk_create(people, batch_size=BATCH)
