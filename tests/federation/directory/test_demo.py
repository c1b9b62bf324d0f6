import pytest

from federation.directory import demo as directory_demo
from federation.directory.models import Organisation, OrganisationDescription
from federation.membership import demo as membership_demo
from federation.membership.rules import organisations_of
from federation.people import demo as people_demo
from federation.people.models import Person
from federation.workshops.demo.texts import NOBODY, TRAINERS
from portal.accounts import demo as accounts_demo
from portal.accounts.models import User
from portal.demo.registry import Demo
from tests import services

pytestmark = [pytest.mark.django_db, services.asked_once]
ROOMS = (accounts_demo, directory_demo, people_demo, membership_demo)


@pytest.fixture
def demo() -> Demo:
    return Demo(password="only-for-tests")


def counts() -> tuple[int, ...]:
    return (Organisation.objects.count(), OrganisationDescription.objects.count(), Person.objects.count())


def test_demo_is_loaded_once_however_often_it_runs(demo):
    for room in ROOMS:
        room.load(demo)
    first = counts()
    for room in ROOMS:
        room.load(Demo(password=demo.password, made=demo.made))
    assert counts() == first
    assert first[0] == 55 + 8


def test_demo_association_has_its_two_representatives_and_says_that_it_is_invented(demo):
    for room in ROOMS:
        room.load(demo)
    association = demo.made["association"]
    assert list(organisations_of(demo.made["user:manager"])) == [association]
    assert association in organisations_of(demo.made["user:contributor"])
    assert len(organisations_of(demo.made["user:contributor"])) == 2  # And chooses for whom they act.
    assert len(demo.made["hosts"]) == len({host.region_id for host in demo.made["hosts"]}) == 6
    for organisation in (association, *demo.made["hosts"]):
        assert organisation.is_demo
        assert sorted(text.language for text in organisation.descriptions.all()) == ["en", "kk", "ru"]


def test_names_of_fictional_bodies_and_people_say_so_in_each_language_and_none_praises(demo):
    for room in ROOMS:
        room.load(demo)
    for organisation in (demo.made["association"], *demo.made["hosts"]):
        assert organisation.name_kk.startswith("Үлгі ")
        assert organisation.name_ru.startswith(("Вымышленная ", "Вымышленный ", "Вымышленное "))
        assert organisation.name_en.startswith("Example ")
    plain = ("Үлгі", "Мысал", "Пример", "Вымысл", "Вымышл", "Демонстрацион", "Example", "Sample")
    names = [*Person.objects.filter(is_demo=True).values_list("full_name", flat=True), *NOBODY]
    names += [name for group in TRAINERS.values() for name in group]
    assert [name for name in names if not any(word in name for word in plain)] == []
    texts = [row.intro for row in OrganisationDescription.objects.all()]
    names += Organisation.objects.values_list("name_ru", flat=True)
    assert [text for text in [*names, *texts] if "бразцов" in text] == []


def test_scale_adds_synthetic_rows_with_everything_that_lists_need(demo):
    for _ in range(2):
        directory_demo.scale(demo, 30)
        people_demo.scale(demo, 60)
    assert Organisation.objects.count() == 30
    assert list(Organisation.objects.matching("test library 00007")) == [
        Organisation.objects.get(slug="test-library-00007")
    ]
    assert OrganisationDescription.objects.count() == 90
    users = User.objects.filter(email__startswith="person-")
    assert (users.count(), Person.objects.count()) == (60, 60)
    assert sum(user.has_usable_password() for user in users) == 50
