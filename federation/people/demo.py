"""Demonstration: the persons behind the demo accounts, and load for measuring. All names are plainly fictional."""

from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from federation.directory.models import Region
from portal.accounts.models import User
from portal.demo.registry import Demo
from portal.language import LANGUAGES

from .models.affiliation import Affiliation
from .models.person import Person

# account: what it does, and where: "association" or the number of a demo host
AFFILIATIONS = {
    "manager": ("Директор", "association"),
    "contributor": ("Редактор", "association"),
    "trainer": ("Әдіскер", 0),
    "librarian": ("Кітапханашы", 1),
}
WITH_PASSWORD = 50
BATCH = 1000


def load(demo: Demo) -> None:
    """Makes `demo.made["person:<account>"]` for each demo account, and says where some of them work."""
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
