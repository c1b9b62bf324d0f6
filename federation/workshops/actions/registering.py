"""Writing down a workshop: a draft that can be left and taken up again at any time."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.people.models import Person
from portal.accounts.models import User
from portal.language import LANGUAGES, slug

from ..contents.facts import TIME_AND_PLACE, WORD_FIELDS
from ..contents.readings import changes_between, reading_of
from ..enums import EDITABLE_STATES, AttendanceMode, TrainerRole, WorkshopState
from ..models.meeting import OF_A_HALL
from ..models.workshop import CONTACT_FIELDS, Workshop
from ..models.workshop_description import WorkshopDescription
from ..models.workshop_trainer import WorkshopTrainer
from . import telling
from .asking_hosts import let_go_of_hosts
from .money import MoneyLine, save_money, says_money
from .places import lock_workshop
from .refusals import Changed, WrongState
from .words import told_of_otherwise

FACT_FIELDS = (
    "host", "starts_on", "ends_on", "begins_at", "ends_at", "hours_note", "attendance_mode", "link", "region", "city",
    *OF_A_HALL, "working_language", "capacity", "kept_places", "kept_for", "kept_until", "applications_open_at",
    "applications_close_at", "fee", "travel", "lodging", "meals", "is_step_free", "gives_certificate", *CONTACT_FIELDS,
)  # fmt: skip
# What an online workshop does not have, and what it is then.
ONLY_ON_SITE: dict[str, Any] = {
    "region": None, "city": "", **dict.fromkeys(OF_A_HALL, ""), "travel": "", "lodging": "", "meals": "",
    "is_step_free": None,
}  # fmt: skip


@dataclass(frozen=True)
class TrainerLine:
    """A trainer, as the organiser wrote it.

    `row` is the key of the line that it was before, if it was one; `person` the key of somebody whom the organiser
    chose among those who train in its own workshops.
    """

    name: str
    email: str = ""
    role: str = TrainerRole.LEAD
    row: int | None = None
    person: int | None = None

    @property
    def clean_name(self) -> str:
        return " ".join(self.name.split())


@dataclass
class Draft:
    """All that the form of a workshop says: facts, words by language, topics, whole modules, trainers, money."""

    facts: dict[str, Any] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    topics: Sequence = ()
    modules: Sequence = ()
    trainers: Sequence[TrainerLine] = ()
    money: Sequence[MoneyLine] = ()

    def __post_init__(self) -> None:
        """Leaves out what the way in which it is held has no place for: a hall online, a link on site."""
        mode = self.facts.get("attendance_mode")
        if mode == AttendanceMode.ONLINE:
            self.facts = {**self.facts, **ONLY_ON_SITE}
        elif mode == AttendanceMode.ON_SITE:
            self.facts = {**self.facts, "link": ""}

    @property
    def title(self) -> str:
        """The title in the working language, else in the first language that has one."""
        first = self.facts.get("working_language") or "kk"
        found = [self.words.get(language, {}).get("title", "").strip() for language in (first, *LANGUAGES)]
        return next(filter(None, found), "")


def save_draft(
    user: User | None,
    organiser: Organisation,
    draft: Draft,
    workshop: Workshop | None = None,
    token: UUID | None = None,
    seen: datetime | None = None,
) -> Workshop:
    """Keeps what is filled in so far. A new draft sent twice with one `token` makes one row.

    `seen` is the workshop's `updated_at` when its form was opened: Changed is raised when somebody has saved something
    else since. Raises WrongState when the workshop is not in its organiser's hands, ValueError without any title.
    """
    if not draft.title:
        raise ValueError("a draft needs a title")
    with transaction.atomic():
        if workshop is None:
            workshop = _new(organiser, draft, token)
        with lock_workshop(workshop.pk) as locked:
            if locked.organiser_id == organiser.pk and _is_unchanged(locked, draft):
                return locked  # A form sent twice, also after it was submitted.
            if locked.state not in EDITABLE_STATES or locked.organiser_id != organiser.pk:
                raise WrongState(_("The workshop is with the secretariat; it cannot be edited now."))
            if seen and locked.updated_at != seen:
                raise Changed(_("This workshop was saved in another window after you opened this form."))
            stood, helpers = reading_of(locked), telling.helpers_of(locked)
            write(locked, draft, user)
            let_go_of_hosts(locked)
            changes = changes_between(stood, reading_of(locked))
            moved = [change for change in changes if change["name"] in TIME_AND_PLACE]
            telling.tell_of_draft(locked, user, moved, telling.gone_from(locked, helpers))
    return locked


def write(locked: Workshop, draft: Draft, user: User | None, names: Container[str] | None = None) -> None:
    """Writes what a draft says into a workshop whose row is held: all of it, or the facts of these names."""
    for name in FACT_FIELDS:
        if name in draft.facts and (names is None or name in names):
            setattr(locked, name, draft.facts[name])
    if names is None or any(f"{code}_{name}" in names for code in LANGUAGES for name in WORD_FIELDS):
        _save_words(locked, draft, user)
    if names is None or "topics" in names:
        locked.topics.set(draft.topics)
    if names is None or "modules" in names:
        locked.modules.set(draft.modules)
    if names is None or "trainers" in names:
        _save_trainers(locked, draft.trainers)
    if names is None or "money" in names:
        save_money(locked, draft.money)
    locked.save()


def may_move(workshop: Workshop) -> bool:
    """True for a draft that nobody but its organiser has ever seen."""
    return workshop.state == WorkshopState.DRAFT and not workshop.steps.exclude(to_state="").exists()


def move_draft(workshop: Workshop, organisation: Organisation) -> Workshop:
    """Hands a draft to another organisation of whoever wrote it. Said again, it changes nothing.

    A host that was the old organiser becomes the new one; all else stays as it was typed. Raises WrongState when the
    secretariat has seen the workshop.
    """
    with lock_workshop(workshop.pk) as locked:
        if locked.organiser_id == organisation.pk:
            return locked
        if not may_move(locked):
            raise WrongState(_("Only a draft that has never been submitted can be moved."))
        if locked.host_id == locked.organiser_id:
            locked.host = organisation
        locked.organiser, locked.is_demo = organisation, organisation.is_demo
        locked.save()
    return locked


def _is_unchanged(workshop: Workshop, draft: Draft) -> bool:
    """True when the workshop says already what the draft says: a form sent twice."""
    words = {
        row.language: {name: getattr(row, name) for name in WORD_FIELDS}
        for row in workshop.descriptions.all()
    }
    trainers = list(workshop.trainers.select_related("person"))
    money = list(workshop.money_sources.all())
    language = draft.facts.get("working_language", workshop.working_language)
    return (
        all(getattr(workshop, name) == value for name, value in draft.facts.items() if name in FACT_FIELDS)
        and words
        == {language: found for language in LANGUAGES if (found := words_of(draft, language))["title"]}
        and {topic.pk for topic in workshop.topics.all()} == {topic.pk for topic in draft.topics}
        and {module.pk for module in workshop.modules.all()} == {module.pk for module in draft.modules}
        and len(trainers) == len(draft.trainers)
        and all(_says(row, line) for row, line in zip(trainers, draft.trainers, strict=True))
        and len(money) == len(draft.money)
        and all(says_money(row, line, language) for row, line in zip(money, draft.money, strict=True))
    )


def _says(trainer: WorkshopTrainer, line: TrainerLine) -> bool:
    """True when a line of the workshop says already what was typed, or is who was chosen."""
    if line.person:
        return (trainer.person_id, trainer.role) == (line.person, line.role)
    return (trainer.everyday_name, trainer.email, trainer.role) == (line.clean_name, line.email, line.role)


def words_of(draft: Draft, language: str) -> dict[str, str]:
    """The words of a draft in one language, as they are kept."""
    words = {name: draft.words.get(language, {}).get(name, "").strip() for name in WORD_FIELDS}
    words = {name: text.replace("\r\n", "\n") for name, text in words.items()}
    return {**words, "title": " ".join(words["title"].split())}


def _new(organiser: Organisation, draft: Draft, token: UUID | None) -> Workshop:
    if token and (known := Workshop.objects.of_form(token, organiser)):
        return known
    fields = {
        "organiser": organiser,
        "is_demo": organiser.is_demo,
        **({"form_token": token} if token else {}),
    }
    try:
        with transaction.atomic():
            return Workshop.objects.create(slug=_free_slug(draft), **fields)
    except IntegrityError:  # The same form at the same moment, or the same title by somebody else.
        if token and (known := Workshop.objects.of_form(token, organiser)):
            return known
        if token and Workshop.objects.filter(form_token=token).exists():  # Another organisation's.
            fields.pop("form_token", None)
        return Workshop.objects.create(slug=_free_slug(draft), **fields)


def _free_slug(draft: Draft) -> str:
    return Workshop.free_slug(slug(draft.title, max_length=80) or "workshop")


@told_of_otherwise()
def _save_words(workshop: Workshop, draft: Draft, user: User | None) -> None:
    known = {description.language: description for description in workshop.descriptions.all()}
    for language in LANGUAGES:
        words = words_of(draft, language)
        description = known.get(language)
        if not words["title"]:
            if description:
                description.delete()
            continue
        if description and all(getattr(description, name) == text for name, text in words.items()):
            continue
        description = description or WorkshopDescription(record=workshop, language=language)
        for name, text in words.items():
            setattr(description, name, text)
        description.save()
        # As a revision, so that the admin's editor opens what was written here and not something older. Whoever may
        # edit the workshop may write its words: Wagtail's own permissions are those of the admin.
        description.save_revision(user=user, clean=False).publish(user=user, skip_permission_checks=True)


def _save_trainers(workshop: Workshop, lines: Sequence[TrainerLine]) -> None:
    left = {row.pk: row for row in workshop.trainers.select_related("person")}
    chosen = _chosen(workshop, lines)
    kept = {line.row for line in lines if line.row}
    written: set[str | Person] = set()
    for position, line in enumerate(line for line in lines if line.clean_name or line.person in chosen):
        person = chosen.get(line.person)
        # Two of those chosen may have one name, and somebody chosen the name of one who was typed.
        who = person or line.clean_name
        if who in written and (person or not line.row):
            continue
        trainer = _row_of(line, person, left, kept) or WorkshopTrainer(workshop=workshop)
        if person:
            _choose(trainer, person, line.email)
        elif not trainer.person_id:
            _write(trainer, line.clean_name, line.email)
        trainer.role, trainer.position = line.role or TrainerRole.LEAD, position
        trainer.save()
        written.add(who)
        left.pop(trainer.pk, None)
    for trainer in left.values():
        trainer.delete()


def _row_of(
    line: TrainerLine, person: Person | None, left: dict[int, WorkshopTrainer], kept: set[int]
) -> WorkshopTrainer | None:
    """The line of the workshop that this one was: whose it is already, by its key, else by a name that no other line
    says it was.
    """
    rows = left.values()
    if person:
        return next((row for row in rows if row.person_id == person.pk), None) or left.get(line.row or 0)
    named = (row for row in rows if row.everyday_name == line.clean_name and row.pk not in kept)
    return left.get(line.row or 0) or next(named, None)


def _choose(trainer: WorkshopTrainer, person: Person, email: str) -> None:
    """Links a line that is nobody's yet; who was asked there before is not who comes instead."""
    if trainer.person_id:
        return
    trainer.forget_invitation()
    trainer.forget_note()
    trainer.person, trainer.name = person, person.full_name
    trainer.email = email or _address_known(trainer.workshop, person)


def _write(trainer: WorkshopTrainer, name: str, email: str) -> None:
    """Writes down what was typed. Another address was not asked yet, and who has declined is not who comes instead."""
    if trainer.email != email or (trainer.declined_at and trainer.name != name):
        trainer.forget_invitation()
    if trainer.name != name:
        trainer.forget_note()
    trainer.name, trainer.email = name, email


def _chosen(workshop: Workshop, lines: Sequence[TrainerLine]) -> dict[int | None, Person]:
    """The people chosen, by their keys: only those who train in the organiser's own workshops."""
    keys = {line.person for line in lines if line.person}
    if not keys or workshop.organiser is None:
        return {}
    taken = {line.row for line in lines if line.row}
    here = workshop.trainers.filter(pk__in=taken, person__isnull=False).values("person")
    known = WorkshopTrainer.objects.known_to(workshop.organiser).filter(pk__in=keys).exclude(pk__in=here)
    return {person.pk: person for person in known}


def _address_known(workshop: Workshop, person: Person) -> str:
    """The address that the organiser typed for somebody before; never one that it does not know."""
    own = person.workshops_trained.filter(workshop__organiser=workshop.organiser).exclude(email="")
    return own.order_by("-pk").values_list("email", flat=True).first() or ""
