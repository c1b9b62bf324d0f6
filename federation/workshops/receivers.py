"""Receivers that follow a change of a workshop, of its words, of its trainers, or of a name that search knows it by."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from federation.directory.models import Organisation, Region
from federation.people.models import Person
from portal.accounts.models import User
from portal.caching.cache import invalidate
from portal.content.searchable import search_changed
from portal.journal.registry import Facts, OfficeChange, keeps, register_verbs, relied_on, tells
from portal.mail.sending import forget_letters_naming

from .actions.calendars import renew_event
from .actions.inviting import forget_trainer
from .actions.naming import NOT_SAID, tell_who_trains
from .actions.words import amend_words, public_words
from .contents.facts import MARKED
from .contents.readings import marked
from .enums import WORKSHOPS_SCOPE, StepVerb
from .models.hosting import Hosting
from .models.workshop import Workshop
from .models.workshop_description import WorkshopDescription
from .models.workshop_trainer import WorkshopTrainer

relied_on(WorkshopTrainer, about=lambda line: line.workshop, verb=StepVerb.TRAINERS, besides=NOT_SAID)


def connect() -> None:
    """Listens to workshops, their words and hosts, and the names of hosts, regions and trainers."""
    register_verbs(StepVerb)
    post_save.connect(workshop_saved, sender=Workshop, dispatch_uid="workshops.event")
    for signal in (post_save, post_delete):
        signal.connect(words_changed, sender=WorkshopDescription, dispatch_uid="workshops.event.words")
        signal.connect(host_changed, sender=Hosting, dispatch_uid="workshops.event.host")
    pre_save.connect(words_to_change, sender=WorkshopDescription, dispatch_uid="workshops.words.before")
    for signal in (published, unpublished):
        signal.connect(words_published, sender=WorkshopDescription, dispatch_uid="workshops.words")
    post_delete.connect(words_deleted, sender=WorkshopDescription, dispatch_uid="workshops.words.deleted")
    post_delete.connect(line_deleted, sender=WorkshopTrainer, dispatch_uid="workshops.trainer")
    post_save.connect(person_saved, sender=Person, dispatch_uid="workshops.person")
    for model in (Organisation, Region):
        post_save.connect(names_changed, sender=model, dispatch_uid=f"workshops.{model.__name__}")


def workshop_saved(instance: Workshop, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: a workshop was saved, perhaps with other days, places or state."""
    if not raw:
        renew_event(instance.pk, instance)


def words_changed(instance: WorkshopDescription, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: words about a workshop were saved, published or deleted."""
    if not raw:
        renew_event(instance.record_id)


def host_changed(instance: Hosting, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: a host was asked, has answered, or was let go."""
    if not raw:
        renew_event(instance.workshop_id)


def words_to_change(instance: WorkshopDescription, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: words are about to be saved. What readers find until then is kept beside them."""
    if not raw and instance.pk:
        instance.read_until_now = public_words(WorkshopDescription.objects.filter(pk=instance.pk).first())


def words_published(instance: WorkshopDescription, revision: Revision | None = None, **_kwargs: Any) -> None:
    """Signal receiver: words were published or taken back, by a form, a workflow, the clock or in a return."""
    amend_words(instance, instance.read_until_now, _who() or (revision.user if revision else None))


def words_deleted(instance: WorkshopDescription, **_kwargs: Any) -> None:
    """Signal receiver: words were deleted."""
    stood, instance.live = public_words(instance), False
    amend_words(instance, stood, _who())


def _who() -> User | None:
    """Whoever sent the request; nobody where a program works."""
    user = get_active_log_context().user
    return user if isinstance(user, User) else None


@keeps(Workshop)
def without_links(facts: Facts) -> Facts:
    """Leaves of a link, and of whom one may ask, only a mark: they stand in the workshop, or nowhere."""
    return {name: marked(value) if name in MARKED else value for name, value in facts.items()}


@tells(WorkshopTrainer)
def trainer_kept(change: OfficeChange) -> None:
    """The secretariat has said in the admin who trains."""
    tell_who_trains(change)


def line_deleted(instance: WorkshopTrainer, **_kwargs: Any) -> None:
    """Signal receiver: a trainer was taken off. Letters that name them lose their words: without the line, nobody would
    find them when the trainer is erased.
    """
    forget_letters_naming(WorkshopTrainer, [instance.pk])


def names_changed(
    sender: type[models.Model], instance: Organisation | Region, raw: bool = False, **_kwargs: Any
) -> None:
    """Signal receiver: a host or region was saved, perhaps with other names, or is public since or no longer."""
    if not raw:
        told = Q(host=instance.pk) if sender is Organisation else Q(region=instance.pk)
        # What is hidden now is let go of at once.
        is_public = isinstance(instance, Region) or instance.is_public
        search_changed.send(sender=Workshop, rows=Workshop.objects.filter(told), may_wait=is_public)


def person_saved(instance: Person, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: a person was saved, perhaps with another name, or as one who is forgotten."""
    if raw or created:
        return
    lines = WorkshopTrainer.objects.filter(person=instance)
    if not lines.exists():
        return
    if instance.is_forgotten:
        for trainer in lines:
            forget_trainer(trainer)
    invalidate(WORKSHOPS_SCOPE)
    found = Workshop.objects.filter(pk__in=lines.values("workshop"))
    search_changed.send(sender=Workshop, rows=found, may_wait=not instance.is_forgotten)
