"""A small world with something behind every door, and words that only some may read."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    PageViewRestriction,
    Site,
    Task,
    UploadedFile,
)
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    Translation,
    TranslationSource,
)

from federation.directory.importing import Table, carry_out
from federation.directory.install import install
from federation.directory.models import OrganisationImport, Region
from federation.membership.models import Representative
from federation.news.install import moderation
from federation.news.models import NewsCategory
from federation.people.actions import give_consent, merge
from federation.people.enums import DuplicateState
from federation.people.models import LikelyDuplicate
from federation.workshops.models import Project, ProjectDescription
from home.actions import take_message
from home.models import HomePage
from portal.accounts.enums import Role
from portal.accounts.models import Operator, PrivacyTerms, User
from portal.content import versions
from portal.content.models.versioned import versioned_models
from portal.language import LANGUAGES
from portal.mail.enums import Category
from portal.mail.models import Letter
from portal.mail.unsubscribing import reader_of, unsubscribe_url
from portal.media.models import PortalDocument, PortalImage
from portal.navigation.models import Menu, Notice
from resources.models import Module, Topic, Unit
from search.models import Promotion, SynonymGroup
from tests.federation.directory.factories import OrganisationDescriptionFactory, OrganisationFactory
from tests.federation.membership.factories import (
    MembershipFactory,
    RepresentativeFactory,
    RepresentativeInvitationFactory,
)
from tests.federation.news.factories import NewsPageFactory, PictureFactory
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import (
    HostingFactory,
    ParticipationFactory,
    PlaceOfferFactory,
    WorkshopFactory,
    WorkshopLetterFactory,
    WorkshopTrainerFactory,
)
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import PDF, FileFactory, MaterialFactory

ROLES = {
    "reviewer": Role.REVIEWER,
    "translator": Role.TRANSLATOR,
    "editor": Role.EDITOR,
    "moderator": Role.MODERATOR,
    "secretariat": Role.SECRETARIAT,
    "administrator": Role.ADMINISTRATOR,
}
WITHOUT_OFFICE = ("librarian", "contributor", "manager", "host", "trainer")
# The thirteen: nobody in particular, the ten accounts of the demonstration ("superuser" is its administrator), an
# administrator who is no superuser, and "host", who manages the library that hosts the association's approved workshop
# and may run its days.
VISITORS = ("visitor", *WITHOUT_OFFICE, *ROLES, "superuser")

# What a word stands in: the accounts that may read it.
BAIT = {
    "person": "secretariat administrator superuser",
    "duplicate": "secretariat administrator superuser",
    "member": "secretariat administrator superuser",
    "account": "secretariat administrator superuser",
    "message": "editor secretariat administrator superuser",
    "owndraft": "manager contributor",
    "strangedraft": "",
    "submitted": "manager contributor secretariat administrator superuser",
    "draftpage": "translator editor moderator administrator superuser",
    "privatepage": "translator editor moderator administrator superuser",
    "draftmaterial": "translator editor moderator secretariat administrator superuser",
    "draftlibrary": "translator editor moderator secretariat administrator superuser",
    "document": "editor moderator secretariat administrator superuser",
    "participant": "manager contributor host secretariat administrator superuser",
    "trainer": "manager contributor secretariat administrator superuser",
    "redirect": "superuser",
}


NAMES = {"name_kk": "Ат", "name_ru": "Имя", "name_en": "Name"}
PROJECT_WORDS = "title programme place country goal focal_areas outcomes selection evaluation source"


def bait(name: str) -> str:
    """A word that stands nowhere else."""
    return f"qupiya{name}"


@dataclass
class World:
    """Browsers of the thirteen, and the values that stand in addresses."""

    clients: dict[str, Client] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    rows: dict[str, Model] = field(default_factory=dict)
    picture: bytes = b""

    def keys(self) -> dict[str, object]:
        return {
            **{name: row.pk for name, row in self.rows.items()},
            "document_name": self.rows["document"].filename,
            "letter_token": unsubscribe_url(reader_of(self.rows["letter"])).rstrip("/").rpartition("/")[2],
        }


def make_world() -> World:
    world = World()
    _people(world)
    _directory(world)
    _library(world)
    _workshops(world)
    _pages(world)
    _files(world)
    _frame(world)
    _letters(world)
    _give_facts_versions(world)
    return world


def _give_facts_versions(world: World) -> None:
    """Each row of facts has a version, by which its history is asked."""
    models = set(versioned_models())
    for name, row in list(world.rows.items()):
        if type(row) in models:
            world.rows[f"{name}_revision"] = versions.versions_of(row).first()


def _people(world: World) -> None:
    users = {name: UserFactory(email=f"{name}@doors.example", first_name=name) for name in WITHOUT_OFFICE}
    users |= {
        name: UserFactory(email=f"{name}@doors.example", first_name=name, role=role)
        for name, role in ROLES.items()
    }
    users["superuser"] = UserFactory(
        email="superuser@doors.example", first_name="superuser", role=Role.ADMINISTRATOR, is_superuser=True
    )
    world.users = users
    world.clients = {
        name: Client(enforce_csrf_checks=True, raise_request_exception=False) for name in VISITORS
    }
    for name, user in users.items():
        world.clients[name].force_login(user)
    other = UserFactory(email=f"{bait('account')}@doors.example")
    world.rows |= {
        "user": other,
        "superuser": users["superuser"],
        "person": PersonFactory(full_name=bait("person"), other_names=bait("person")),
        "person_alone": PersonFactory(),
        "likelyduplicate": LikelyDuplicate.objects.create(
            one=PersonFactory(), other=PersonFactory(full_name=bait("duplicate")), score=1, why=["name"]
        ),
        "likelyduplicate_dismissed": LikelyDuplicate.objects.create(
            one=PersonFactory(), other=PersonFactory(), score=1, state=DuplicateState.DISMISSED
        ),
        "merge": merge(PersonFactory().pk, PersonFactory().pk, [], users["secretariat"]),
        "mergeasked": merge(
            users["librarian"].person.pk,
            UserFactory().person.pk,
            [],
            users["secretariat"],
        ),
        "operator": Operator.load(),
        "consent": give_consent(users["librarian"].person, PrivacyTerms.objects.current("news")),
        "group": Group.objects.create(name="A group of somebody's own"),
    }


def _directory(world: World) -> None:
    install()  # The federation itself, for which its office acts.
    own = OrganisationFactory(slug="own")
    terms = {
        name: RepresentativeFactory(user=world.users[name], organisation=own, role=name)
        for name in ("manager", "contributor")
    }
    library = OrganisationFactory(slug="draft-library", name_kk=bait("draftlibrary"), state="draft")
    world.rows |= {
        "organisation_alone": OrganisationFactory(slug="alone"),
        "region_alone": Region.objects.create(code="KZ-99", name_kk="Аймақ", lat=50, lon=70),
        "organisation": own,
        "draftlibrary": library,
        "organisationdescription": OrganisationDescriptionFactory(record=own),
        "region": Region.objects.get(pk="KZ-55"),
        "organisationimport": _import(),
        "membership": MembershipFactory(organisation=own, note=bait("member")),
        "term": terms["contributor"],
        "representativeinvitation": RepresentativeInvitationFactory(organisation=own),
        "representative": Representative.objects.create(
            person=world.rows["user"].person, organisation=library, role="manager", since=date(2024, 3, 1)
        ),
    }


def _import() -> OrganisationImport:
    """An import that made one organisation."""
    record = OrganisationImport()
    table = Table(["slug", "name_kk", "type"], [["imported", "Атау", "city_library"]])
    assert not any(line.errors for line in carry_out(table, record))
    return OrganisationImport.objects.get(pk=record.pk)


def _library(world: World) -> None:
    material = MaterialFactory(slug="material", titles={"en": "Material"})
    MaterialFactory(slug="draft-material", state="draft", titles={"kk": bait("draftmaterial")})
    world.rows |= {
        "material": material,
        "materialdescription": material.descriptions.get(),
        "material_alone": MaterialFactory(slug="alone"),
        "othermaterial": MaterialFactory(slug="other-material"),
        "file": FileFactory(material=material, file=ContentFile(PDF, name="file.pdf")),
        "module": Module.objects.first(),
        "topic": Topic.objects.first(),
        "unit": Unit.objects.first(),
    }


def _workshops(world: World) -> None:
    own, strange = world.rows["organisation"], OrganisationFactory(slug="strange")
    host = RepresentativeFactory(user=world.users["host"], organisation__slug="host").organisation
    world.clients["stranger"] = Client()  # None of the thirteen: sees that the strange draft is there.
    world.clients["stranger"].force_login(RepresentativeFactory(organisation=strange).person.user)
    workshops = {
        "approved": WorkshopFactory(slug="approved", organiser=own, host=host, words__title="Approved"),
        "asked": WorkshopFactory(slug="asked", organiser=own, host=host),
        "silent": WorkshopFactory(slug="silent", organiser=own, host=OrganisationFactory()),
        "owndraft": WorkshopFactory(
            slug="draft", state="draft", organiser=own, words__title=bait("owndraft")
        ),
        "submitted": WorkshopFactory(
            slug="submitted", state="submitted", organiser=own, words__title=bait("submitted")
        ),
        "strangedraft": WorkshopFactory(
            slug="strange",
            state="draft",
            organiser=strange,
            words__title=bait("strangedraft"),
            venue_kk=bait("strangedraft"),
        ),
    }
    ParticipationFactory(workshop=workshops["approved"], person=PersonFactory(full_name=bait("participant")))
    typed = {"name": "Тренер", "email": f"{bait('trainer')}@doors.example"}
    asked = {"email": world.users["trainer"].email, "invited_at": timezone.now(), "language": "en"}
    world.rows |= {
        "workshoptrainer": WorkshopTrainerFactory(workshop=workshops["approved"], **typed),
        "training": WorkshopTrainerFactory(workshop=workshops["approved"], **asked),
        "unasked": WorkshopTrainerFactory(workshop=workshops["approved"]),
        "trained": WorkshopTrainerFactory(person=world.users["trainer"].person),
        "declined": WorkshopTrainerFactory(workshop=workshops["approved"], declined_at=timezone.now()),
    }
    world.rows["placeoffer"] = PlaceOfferFactory(
        workshop=workshops["approved"],
        organisation=own,
        name=bait("offer"),
        email=f"{bait('offer')}@doors.example",
    )
    project = Project.objects.create(slug="project", year=2012, source_updated_on=date(2012, 1, 1))
    world.rows |= {
        "workshop": workshops["approved"],
        "hosting": HostingFactory(
            workshop=workshops["approved"], organisation=host, state="accepted", rights="run"
        ),
        "openhosting": HostingFactory(workshop=workshops["asked"], organisation=host),
        "strangedraft": workshops["strangedraft"],
        "workshopdescription": workshops["approved"].descriptions.get(),
        "strangedescription": workshops["strangedraft"].descriptions.get(),
        "workshop_alone": WorkshopFactory(slug="alone", words=(), parts=False),
        "project_alone": Project.objects.create(slug="alone", year=2014, source_updated_on=date(2014, 1, 1)),
        "otherworkshop": WorkshopFactory(slug="other", words=()),
        "project": project,
        "otherproject": Project.objects.create(slug="more", year=2013, source_updated_on=date(2013, 1, 1)),
        "projectdescription": ProjectDescription.objects.create(
            record=project, language="kk", **dict.fromkeys(PROJECT_WORDS.split(), "Жоба")
        ),
    }
    world.rows["workshopletter"] = WorkshopLetterFactory(workshop=workshops["approved"])
    ParticipationFactory(workshop=world.rows["otherworkshop"], person=world.users["librarian"].person)
    # Each text has a history, a version that waits for its hour, and a place in the workflow.
    for name in (
        "organisationdescription",
        "materialdescription",
        "workshopdescription",
        "projectdescription",
    ):
        _give_words_histories(world, name)


def _give_words_histories(world: World, name: str) -> None:
    """The text has versions; those in the other languages wait: one for a moderator, one for its hour."""
    row = world.rows[name]
    others = [language for language in LANGUAGES if language != row.language]
    fields = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    for own in ("id", "latest_revision", "live_revision", "translation_key"):
        fields.pop(own, None)
    waiting, scheduled = (type(row).objects.create(**fields | {"language": language}) for language in others)
    _version(world, name, row)
    _wait_for_moderator(world, name, waiting)
    _wait_for_hour(world, name, scheduled)


def _version(world: World, name: str, row: Model) -> None:
    row.save_revision().publish()
    row.refresh_from_db()
    world.rows[f"{name}_revision"] = row.save_revision()


def _wait_for_moderator(world: World, name: str, row: Model) -> None:
    row.save_revision()
    state = moderation().start(row, world.users["editor"])
    world.rows[f"{name}_waiting"] = row
    world.rows[f"{name}_workflow"] = state
    world.rows[f"{name}_taskstate"] = state.current_task_state
    world.rows[f"{name}_task"] = state.current_task_state.task


def _wait_for_hour(world: World, name: str, row: Model) -> None:
    row.go_live_at = timezone.now() + timedelta(days=1)
    revision = row.save_revision()
    revision.publish()
    row.refresh_from_db()
    world.rows[f"{name}_scheduled"] = row
    world.rows[f"{name}_hour"] = revision


def _pages(world: World) -> None:
    home = HomePage.objects.get(locale__language_code="kk")
    page = NewsPageFactory(title="Жаңалық", slug="item", image=PictureFactory())
    draft = NewsPageFactory(title=bait("draftpage"), slug="draft-item", live=False)
    private = NewsPageFactory(title=bait("privatepage"), slug="private-item", language="en")
    rule = PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.GROUPS)
    rule.groups.add(Group.objects.get(name="administrator"))
    world.rows["index"] = page.get_parent()
    world.rows |= {"home": home, "page": page, "draftpage": draft, "privatepage": private}
    _version(world, "page", page)
    _wait_for_moderator(world, "page", NewsPageFactory(title="Күтеді", slug="waiting-item"))
    _wait_for_hour(world, "page", NewsPageFactory(title="Ертең", slug="item-of-tomorrow"))
    secret = NewsPageFactory(title="Құпия сөзбен", slug="with-password")
    world.rows["password"] = PageViewRestriction.objects.create(
        page=secret, restriction_type=PageViewRestriction.PASSWORD, password="a long enough word"
    )
    world.rows["secretpage"] = secret
    _translate(world, page)


def _translate(world: World, page: Model) -> None:
    """The page is translated into English, and stands in Russian as a copy."""
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    english, russian = (Locale.objects.get(language_code=code) for code in ("en", "ru"))
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)
    world.rows |= {
        "source": source,
        "translation": translation,
        "translated": page.get_translation(english),
        "alias": page.copy_for_translation(russian, alias=True),
        "segment": StringSegment.objects.filter(source=source).first(),
        "overridable": OverridableSegment.objects.filter(source=source).first(),
    }


def _files(world: World) -> None:
    collection = Collection.get_first_root_node().add_child(name="Papers")
    closed = Collection.get_first_root_node().add_child(name="Closed papers")
    rule = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.GROUPS
    )
    rule.groups.add(Group.objects.get(name="administrator"))
    picture = PictureFactory()
    world.picture = picture.file.read()
    world.rows |= {
        "root": Collection.get_first_root_node(),
        "collection": collection,
        "image": picture,
        "document": PortalDocument.objects.create(title="Paper", file=ContentFile(PDF, name="file.pdf")),
        "closed": PortalDocument.objects.create(
            title=bait("document"), file=ContentFile(PDF, name="closed.pdf"), collection=closed
        ),
        "uploadedimage": _upload(
            ContentFile(world.picture, name="p.png"), PortalImage, world.users["editor"]
        ),
        "uploadeddocument": _upload(ContentFile(PDF, name="p.pdf"), PortalDocument, world.rows["user"]),
        "collectionpassword": CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.PASSWORD, password="a long word"
        ),
    }


def _upload(file: ContentFile, model: type[Model], by: User) -> UploadedFile:
    """A file that waits for the rest of its form."""
    kind = ContentType.objects.get_for_model(model)
    return UploadedFile.objects.create(file=file, for_content_type=kind, uploaded_by_user=by)


def _letters(world: World) -> None:
    """Two that their reader can do without, and one that was handed out to be printed."""
    person, common = PersonFactory(), {"language": "en", "text": "Kitap", "due_at": timezone.now()}
    world.rows |= {
        "letter": Letter.objects.create(
            key="news", person=person, address="a@example.org", category=Category.NEWS, **common
        ),
        "otherletter": Letter.objects.create(
            key="call", person=person, address="a@example.org", category=Category.WORKSHOPS, **common
        ),
        "paperletter": Letter.objects.create(
            key="paper", person=person, is_on_paper=True, attempts=1, **common
        ),
    }


def _frame(world: World) -> None:
    words = {f"words_{code}": "kitap" for code in ("kk", "ru", "en")}
    page = world.rows["page"]
    world.rows |= {
        "menu": Menu.objects.first(),
        "notice": Notice.objects.create(text_kk="а", text_ru="б", text_en="c"),
        "newscategory_alone": NewsCategory.objects.create(slug="alone", **NAMES),
        "newscategory": NewsCategory.objects.get(slug="federation"),
        "contactmessage": take_message(
            language="en", name=bait("message"), email="a@example.org", subject="other", text=bait("message")
        ),
        "promotion": Promotion.objects.create(address="/", thing="", **words),
        "synonymgroup": SynonymGroup.objects.create(language="en", words="book\nvolume"),
        "redirect": Redirect.objects.create(old_path=f"/{bait('redirect')}", redirect_link="/en/"),
        "locale": Locale.objects.get(language_code="ru"),
        "site": Site.objects.get(),
        "workflow": moderation(),
        "task": Task.objects.first(),
        "session": EditingSession.objects.create(
            user=world.users["superuser"], content_object=page, last_seen_at=timezone.now()
        ),
    }
