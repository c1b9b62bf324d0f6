"""A full row of everything that the admin keeps, and of every kind of row that points at it."""

import string
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Locale,
    ModelLogEntry,
    Page,
    PageLogEntry,
    Revision,
    Site,
    Task,
    TaskState,
    Workflow,
    WorkflowState,
)
from wagtail_localize.models import (
    LocaleSynchronization,
    SegmentOverride,
    String,
    StringTranslation,
    TranslationContext,
    TranslationSource,
)

from federation.directory.models import Organisation, OrganisationDescription, OrganisationSource, Region
from federation.membership.models import Membership, Representative, RepresentativeInvitation
from federation.news.models import NewsAuthor, NewsCategory, NewsPage
from federation.people.enums import Purpose
from federation.people.models import Affiliation, Consent, Credit, LikelyDuplicate, Person
from federation.people.rules import current_wording
from federation.workshops.models import (
    Hosting,
    Participation,
    PlaceOffer,
    Project,
    ProjectDescription,
    Workshop,
    WorkshopDescription,
    WorkshopTrainer,
)
from home.models import ContactMessage, HomePage, StandardPage
from portal.accounts.models import User
from portal.mail.enums import Category
from portal.mail.models import Unsubscription
from portal.media.models import PortalDocument, PortalImage, Rendition
from portal.navigation.models import Menu, MenuEntry, Notice
from resources.models import Material, MaterialCreator, MaterialDescription, MaterialFile, Module, Topic, Unit
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
    WorkshopDescriptionFactory,
    WorkshopFactory,
    WorkshopTrainerFactory,
)
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import PDF, DescriptionFactory, FileFactory, MaterialFactory

_numbers = count(1)
_codes = iter(string.ascii_uppercase)


def moment() -> datetime:
    """Now, as exactly as a form shows it."""
    return timezone.now().replace(second=0, microsecond=0)


def _written(number: int) -> dict[str, Any]:
    """The nine texts of a project's description."""
    names = ("title", "programme", "place", "country", "goal", "focal_areas", "outcomes")
    return {name: f"{name} {number}" for name in (*names, "selection", "evaluation", "source")}


def _titled(model: type[models.Model]) -> Callable[..., models.Model]:
    """Makes a part of the curriculum by an existing one, under another number."""

    def titled(**given: Any) -> models.Model:
        row = model.objects.first()
        row.pk, row._state.adding = None, True
        row.code = f"9.{next(_numbers)}"
        if hasattr(row, "number"):
            row.number = 1000 + next(_numbers)
        for name, value in given.items():
            setattr(row, name, value)
        row.save()
        return row

    return titled


def _message(**given: Any) -> ContactMessage:
    return ContactMessage.objects.create(
        **{"language": "kk", "name": "Үлгі", "email": "u@example.org", "subject": "question", "text": "Сәлем",
           "fingerprint": f"{next(_numbers)}", "answered_at": moment(), **given}
    )  # fmt: skip


def _promotion(**given: Any) -> Promotion:
    row = Promotion(address="/kk/news/", words_kk="жаңалық", shown_until=date(2027, 1, 1), **given)
    row.full_clean()
    row.save()
    return row


def _page(**given: Any) -> Page:
    """A page of text below the Kazakh first page."""
    number = next(_numbers)
    home = HomePage.objects.get(locale__language_code="kk")
    if original := given.pop("alias_of", None):
        return original.specific.create_alias(parent=home, update_slug=f"alias-{number}")
    parent = given.pop("parent", home)
    page = StandardPage(
        **{"title": f"Бет {number}", "slug": f"page-{number}", "locale": home.locale, **given}
    )
    parent.add_child(instance=page)
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def _news(**given: Any) -> NewsPage:
    return NewsPageFactory(**given)


def _document(**given: Any) -> PortalDocument:
    number = next(_numbers)
    return PortalDocument.objects.create(
        title=f"Құжат {number}", file=ContentFile(PDF, name=f"doc-{number}.pdf"), **given
    )


def _workflow_state(**given: Any) -> WorkflowState:
    """A text of a workshop that waits for the moderators of a workflow."""
    words = WorkshopFactory().descriptions.get()
    words.save_revision()
    workflow = given.pop("workflow", None) or Workflow.objects.first()
    if not workflow.workflow_tasks.exists():
        workflow.workflow_tasks.create(task=make(GroupApprovalTask))
    state = workflow.start(words, None)
    WorkflowState.objects.filter(pk=state.pk).update(**given)
    return state


def _group_task(**given: Any) -> GroupApprovalTask:
    task = GroupApprovalTask.objects.create(name=f"Тапсырма {next(_numbers)}", **given)
    task.groups.set(Group.objects.all()[:1])
    return task


def _task_state(**given: Any) -> TaskState:
    state = given.pop("workflow_state", None) or _workflow_state()
    revision = given.pop("revision", None) or state.content_object.latest_revision
    task = given.pop("task", None) or Task.objects.first()
    kind = ContentType.objects.get_for_model(TaskState)
    return TaskState.objects.create(
        workflow_state=state, revision=revision, task=task, content_type=kind, **given
    )


def _revision(**given: Any) -> Revision:
    revision = WorkshopFactory().descriptions.get().save_revision()
    Revision.objects.filter(pk=revision.pk).update(**given)
    return Revision.objects.get(pk=revision.pk)


def _translation_source(**given: Any) -> TranslationSource:
    source, _is_new = TranslationSource.update_or_create_from_instance(_page())
    TranslationSource.objects.filter(pk=source.pk).update(**given)
    return source


def _log_entry(row: models.Model, given: dict[str, Any]) -> dict[str, Any]:
    about = {"page": row} if isinstance(row, Page) else {"object_id": row.pk}
    return {
        "content_type": ContentType.objects.get_for_model(row),
        "action": "wagtail.edit",
        "label": str(row),
        "timestamp": timezone.now(),
        **about,
        **given,
    }


def _synchronization(**given: Any) -> LocaleSynchronization:
    """Each language follows one other at most."""
    locale = given.pop("locale", None) or Locale.objects.get(language_code="ru")
    given.setdefault("sync_from", Locale.objects.get(language_code="kk"))
    return LocaleSynchronization.objects.update_or_create(locale=locale, defaults=given)[0]


def _credit(model: type[Credit]) -> Callable[..., Credit]:
    """Makes a credit with a typed name, or of the person or organisation that is given."""

    def credit(**given: Any) -> Credit:
        given.setdefault("name", "" if given.keys() & {"person", "organisation"} else "Хатшылық")
        if model.thing not in given:
            given[model.thing] = make(model.thing_model())
        return model.objects.create(**given)

    return credit


def _likely_duplicate(**given: Any) -> LikelyDuplicate:
    """The elder entry of a pair stands first."""
    pair = [given.pop(name, None) or PersonFactory() for name in ("one", "other")]
    one, other = sorted(pair, key=lambda person: person.pk)
    return LikelyDuplicate.objects.create(
        **{"one": one, "other": other, "score": 0.9, "facts": f"{next(_numbers)}", **given}
    )


def _consent(**given: Any) -> Consent:
    """One that stands, with all that a standing one has."""
    purpose = Purpose.PARTICIPANTS
    whole = {"purpose": purpose, "wording": current_wording(purpose), "given_at": timezone.now()}
    return Consent.objects.create(**{**whole, **given, "person": given.get("person") or PersonFactory()})


def _unsubscription(**given: Any) -> Unsubscription:
    """Of the person that is given, else of an address."""
    whose = {} if "person" in given else {"address": f"reader{next(_numbers)}@example.org"}
    return Unsubscription.objects.create(**{"category": Category.NEWS, **whose, **given})


FACTORIES: dict[type[models.Model], Callable[..., models.Model]] = {
    Organisation: OrganisationFactory,
    OrganisationDescription: OrganisationDescriptionFactory,
    Region: lambda **given: Region.objects.create(
        code=f"KZ-{next(_codes)}", kind="region", name_kk="Өңір", name_ru="Регион", name_en="Region",
        capital_kk="Қала", capital_ru="Город", capital_en="City", lat=50, lon=70, **given,
    ),
    Membership: MembershipFactory,
    OrganisationSource: lambda **given: OrganisationSource.objects.create(
        **{"title": "Дереккөз", **given}
    ),
    Representative: RepresentativeFactory,
    RepresentativeInvitation: RepresentativeInvitationFactory,
    NewsCategory: lambda **given: NewsCategory.objects.create(
        name_kk="Түр", name_ru="Вид", name_en="Kind", slug=f"kind-{next(_numbers)}", kind="report", position=9, **given
    ),
    NewsPage: _news,
    NewsAuthor: _credit(NewsAuthor),
    MaterialCreator: _credit(MaterialCreator),
    StandardPage: _page,
    Page: _page,
    Person: PersonFactory,
    Consent: _consent,
    LikelyDuplicate: _likely_duplicate,
    Affiliation: lambda **given: Affiliation.objects.create(
        **{"person": given.get("person") or PersonFactory(), "organisation_name": "Кітапхана", **given}
    ),
    Participation: ParticipationFactory,
    PlaceOffer: PlaceOfferFactory,
    Workshop: WorkshopFactory,
    WorkshopTrainer: WorkshopTrainerFactory,
    Hosting: HostingFactory,
    WorkshopDescription: lambda **given: WorkshopDescriptionFactory(
        **{"language": "ru", "record": given.pop("record", None) or WorkshopFactory(), **given}
    ),
    Project: lambda **given: Project.objects.create(
        **{"slug": f"project-{next(_numbers)}", "year": 2012, "organisation": OrganisationFactory(), **given}
    ),
    ProjectDescription: lambda **given: ProjectDescription.objects.create(
        **{"record": given.pop("record", None) or make(Project), "language": "kk", **_written(next(_numbers)), **given}
    ),
    Material: lambda **given: MaterialFactory(
        titles={} if given.pop("bare", False) else {"kk": "Жарғы", "en": "The charter"}, **given
    ),
    MaterialDescription: lambda **given: DescriptionFactory(**{"language": "ru", **given}),
    MaterialFile: FileFactory,
    Module: _titled(Module),
    Topic: _titled(Topic),
    Unit: _titled(Unit),
    Menu: lambda **given: Menu.objects.first(),
    MenuEntry: lambda **given: MenuEntry.objects.create(
        **{"address": "/desk/", "title_kk": "Жұмыс үстелі", "menu": given.pop("menu", None) or Menu.objects.first(), **given}
    ),
    Notice: lambda **given: Notice.objects.create(
        **{"text_kk": "Хабар", "text_ru": "Новость", "text_en": "News", "address": "/desk/", "title_kk": "Жұмыс үстелі",
           "starts_at": moment(), "ends_at": moment() + timedelta(days=2), **given}
    ),
    ContactMessage: _message,
    Promotion: _promotion,
    Unsubscription: _unsubscription,
    SynonymGroup: lambda **given: SynonymGroup.objects.create(
        language="kk", words=f"кітапхана, библиотека{'а' * next(_numbers)}", **given
    ),
    User: UserFactory,
    Group: lambda **given: Group.objects.create(name=f"group {next(_numbers)}", **given),
    PortalImage: PictureFactory,
    PortalDocument: _document,
    Rendition: lambda **given: (given.get("image") or PictureFactory()).get_rendition("max-20x20"),
    Collection: lambda **given: Collection.get_first_root_node().add_child(name=f"Жинақ {next(_numbers)}"),
    Site: lambda **given: Site.objects.create(
        **{"hostname": f"site{next(_numbers)}.example.org", "root_page": Page.objects.get(depth=1), **given}
    ),
    Locale: lambda **given: Locale.objects.get(language_code="en"),
    Redirect: lambda **given: Redirect.objects.create(
        **{"old_path": f"/old-{next(_numbers)}", "redirect_link": "https://example.org/", **given}
    ),
    Task: _group_task,
    GroupApprovalTask: _group_task,
    Workflow: lambda **given: Workflow.objects.create(name=f"Жол {next(_numbers)}", **given),
    WorkflowState: _workflow_state,
    TaskState: _task_state,
    Revision: _revision,
    ModelLogEntry: lambda **given: ModelLogEntry.objects.create(**_log_entry(OrganisationFactory(), given)),
    PageLogEntry: lambda **given: PageLogEntry.objects.create(**_log_entry(given.pop("page", None) or _page(), given)),
    LocaleSynchronization: _synchronization,
    TranslationSource: _translation_source,
    TranslationContext: lambda **given: TranslationContext.objects.get_or_create(
        object=_translation_source().object, path="title"
    )[0],
    StringTranslation: lambda **given: StringTranslation.objects.create(
        **{"locale": Locale.objects.get(language_code="ru"), "data": "Страница", "context": make(TranslationContext),
           "translation_of": String.objects.first() or make(String), **given}
    ),
    SegmentOverride: lambda **given: SegmentOverride.objects.create(
        **{"locale": Locale.objects.get(language_code="ru"), "data_json": "1", "context": make(TranslationContext), **given}
    ),
}  # fmt: skip


def make(model: type[models.Model], **given: Any) -> models.Model:
    """A full row: by its factory, else with every field that must be filled in filled in."""
    if model in FACTORIES:
        row = FACTORIES[model](**given)
        return type(row)._base_manager.get(pk=row.pk)
    values = {
        field.name: _value(field)
        for field in model._meta.concrete_fields
        if field.name not in given and _must_be_given(field)
    }
    return model._base_manager.create(**values, **given)


def _must_be_given(field: models.Field) -> bool:
    if field.primary_key and isinstance(field, models.AutoField):
        return False
    return not (
        field.has_default()
        or field.null
        or field.blank
        or getattr(field, "auto_now_add", False)
        or field.auto_created
    )


def _value(field: models.Field) -> Any:
    if field.is_relation:
        return (
            ContentType.objects.first() if field.related_model is ContentType else make(field.related_model)
        )
    if field.choices:
        return field.choices[0][0]
    kinds: dict[type[models.Field], Callable[[], Any]] = {
        models.DateTimeField: timezone.now,
        models.DateField: lambda: date(2026, 3, 1),
        models.BooleanField: lambda: False,
        models.UUIDField: uuid4,
        models.JSONField: dict,
        models.IntegerField: lambda: next(_numbers),
        models.DecimalField: lambda: 1,
        models.FileField: lambda: ContentFile(PDF, name="file.pdf"),
        models.CharField: lambda: f"w{next(_numbers)}"[: field.max_length or None],
        models.TextField: lambda: "words",
    }
    for kind, value in kinds.items():
        if isinstance(field, kind):
            return value()
    raise NotImplementedError(f"Say in rows.py how {field} is filled in.")
