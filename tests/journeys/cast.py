"""Who plays in the stories about people, in each language: an office of its own, whose admin speaks it, and others.

`make` runs in a process of the running portal. `make journeys` has all of them in one portal, so each has a name of
its own.
"""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from federation.directory.models import Organisation
from federation.membership.models import Membership, Representative
from federation.news.models import NewsAuthor, NewsPage
from federation.people.actions import find_likely_duplicates
from federation.people.models import Person
from federation.workshops.actions.registering import FACT_FIELDS
from federation.workshops.contents.facts import WORD_FIELDS
from federation.workshops.models import (
    MoneySource,
    Participation,
    Workshop,
    WorkshopDescription,
    WorkshopTrainer,
)
from portal.accounts.actions import give_consent, make_login_address
from portal.accounts.enums import Role
from portal.accounts.models import PrivacyTerms, User
from portal.language import LANGUAGES
from resources.models import Material, MaterialCreator

# As the first has written the name, and as the second has.
TWICE = {
    "kk": ("Үлгісарина Ұлпан Мысалқызы", "Улгисарина Улпан"),
    "ru": ("Примернова Фёкла Образцовна", "Фекла Примернова"),
    "en": ("Samplesworth Winifred", "Winifred Sampelsworth"),
}
NAMESAKE = {"kk": ("Зере", "Егізбаева"), "ru": ("Агния", "Двойникова"), "en": ("Odelia", "Twinsworth")}
UNKNOWN = {"kk": "Тіркелгісізов Мысал", "ru": "Безучётнов Пример", "en": "Withoutaccount Example"}
WITHOUT_HEIR = {
    "kk": "Мұрагерсіз кітапхана",
    "ru": "Библиотека без преемника",
    "en": "Library without an heir",
}
HOST = {"kk": "Қонақжай кітапхана", "ru": "Гостеприимная библиотека", "en": "Hospitable Library"}
OTHER_HOST = {
    "kk": "Жаңа қонақжай кітапхана",
    "ru": "Другая гостеприимная библиотека",
    "en": "Another Hospitable Library",
}
REGION = "KZ-33"
WORKSHOP, MATERIAL, NEWS = "demo-sustain-coming", "charter-exercise", "one-calendar"


def make(languages: list[str]) -> None:
    """Makes everybody for these languages."""
    for language in languages:
        _account("office", language).groups.set(Group.objects.filter(name=Role.SECRETARIAT.value))
        for name in TWICE[language]:
            _write_down(name, f"twice-{language}@example.org", language)
        for name in ("one", "two"):
            namesake = _account(name, language, *NAMESAKE[language]).person
            namesake.region_id = REGION
            namesake.save()
        _make_unknown(language)
        _make_last_manager(language)
        _make_host(language)
        _make_full(language)
        _credit(_account("author", language).person, language)
    find_likely_duplicates()


def _account(name: str, language: str, first_name: str = "Sample", last_name: str = "") -> User:
    """An account with the password of the demonstration."""
    user = User.objects.create(
        email=f"{name}-{language}@example.org",
        first_name=first_name,
        last_name=last_name or f"{name.title()} {language}",
        preferred_language=language,
        password=User.objects.get(email="admin@example.org").password,
    )
    make_login_address(user)
    give_consent(user, PrivacyTerms.objects.current())
    return user


def _write_down(name: str, address: str, language: str) -> Person:
    """Somebody without an account, as another has written them down."""
    return Person.objects.create(
        full_name=name, email=address, region_id=REGION, preferred_language=language, is_demo=True
    )


def _make_unknown(language: str) -> None:
    """Somebody without an account, who trains in a public workshop and has written a material."""
    person = _write_down(UNKNOWN[language], f"unknown-{language}@example.org", language)
    workshop = Workshop.objects.get(slug=WORKSHOP)
    WorkshopTrainer.objects.create(workshop=workshop, person=person, noted_on=timezone.localdate())
    MaterialCreator.objects.create(material=Material.objects.get(slug=MATERIAL), person=person)


def _credit(person: Person, language: str) -> None:
    """An editor names somebody as an author."""
    page = NewsPage.objects.get(slug=NEWS, locale__language_code=language)
    NewsAuthor.objects.create(page=page, person=person, sort_order=9)


def _make_last_manager(language: str) -> None:
    """The only manager of a member library."""
    library = Organisation.objects.create(
        slug=f"no-heir-{language}",
        type="city_library",
        status="active",
        **{f"name_{language}": WITHOUT_HEIR[language]},
    )
    Membership.objects.create(organisation=library, since=date(2024, 3, 1))
    person = _account("last", language).person
    Representative.objects.create(person=person, organisation=library, role="manager", since=date(2024, 3, 1))


def _make_host(language: str) -> None:
    """A library with a manager, and a public workshop of the association of the demonstration that names it as host; and
    another library, which may host in its place.
    """
    library = _library(f"host-{language}", HOST[language])
    other = _library(f"other-host-{language}", OTHER_HOST[language])
    for name, organisation in (("host", library), ("other-host", other)):
        person = _account(name, language).person
        Representative.objects.create(
            person=person, organisation=organisation, role="manager", since=date(2024, 3, 1)
        )
    _workshop(f"hosted-{language}", host=library)


def _library(slug: str, name: str) -> Organisation:
    """A public library in the directory."""
    names = {f"name_{code}": name for code in LANGUAGES}
    return Organisation.objects.create(
        slug=slug, type="city_library", status="active", state="published", **names
    )


def _workshop(slug: str, **others: Any) -> Workshop:
    """A public workshop of the association of the demonstration, like one of its own, but with this in its titles."""
    model = Workshop.objects.get(slug=WORKSHOP)
    words = {
        row.language: {name: getattr(row, name) for name in WORD_FIELDS} for row in model.descriptions.all()
    }
    facts = {name: getattr(model, name) for name in ("organiser", "state", "is_demo", *FACT_FIELDS)}
    made = Workshop.objects.create(slug=slug, **{**facts, **others})
    for code, found in words.items():
        title = f"{found['title']} {slug}"
        WorkshopDescription.objects.create(record=made, language=code, **{**found, "title": title})
    made.topics.set(model.topics.all())
    MoneySource.objects.create(workshop=made, kind="association", name="Sample Sponsor", planned=1)
    return made


def _make_full(language: str) -> None:
    """A workshop of which twenty people have a place; one of them has an account. Its trainer, too, has one."""
    trainer = _account("leads", language).person
    workshop = _workshop(f"full-{language}", capacity=20)
    WorkshopTrainer.objects.create(
        workshop=workshop, person=trainer, name=trainer.full_name, accepted_at=timezone.now()
    )
    people = [_account("goes", language).person]
    for number in range(1, 20):
        address = f"goes-{number}-{language}@example.org"
        people.append(_write_down(f"Sample Guest {number}", address, language))
    now = timezone.now()
    for number, person in enumerate(people, start=1):
        Participation.objects.create(
            workshop=workshop,
            person=person,
            state="registered",
            queue_number=number,
            requested_at=now,
            changed_at=now,
        )
    Workshop.objects.filter(pk=workshop.pk).update(places_taken=len(people))
