"""Trainers of workshops."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from federation.people.enums import Purpose
from federation.people.models import Invitation
from portal.accounts.rules import Visitor
from portal.caching.cache import InvalidatesCache
from portal.content import versions
from portal.content.models import Versioned
from portal.content.searchable import ReindexesRelated
from portal.localisation.text import active_language
from portal.mail.fields import AddressField

from ..enums import TrainerAnswer, TrainerRole
from ..querysets import WorkshopTrainerQuerySet
from .workshop import Workshop

WHO = ("name", "email")


class WorkshopTrainer(Versioned, ReindexesRelated, InvalidatesCache, Invitation):
    """Who trains in one workshop, or is the contact at its host, as its organiser wrote it, and the invitation to the
    address beside the name.

    `person` is empty until whoever confirmed the address accepts, the secretariat says who it is, or the organiser
    chooses somebody who trains for it already. The address is for the organiser and the secretariat alone.

    Another name or address is somebody else's: earlier versions do not keep those of before, whom nobody would find
    in them when they are erased.
    """

    never_reverted = frozenset({"workshop", "person", "position", *WHO})

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="trainers", verbose_name=_("workshop")
    )
    name = models.CharField(_("name as typed"), max_length=200, blank=True)
    person = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        related_name="workshops_trained",
        verbose_name=_("person"),
        null=True,
        blank=True,
    )
    role = models.CharField(_("role"), max_length=10, choices=TrainerRole.choices, default=TrainerRole.LEAD)
    email = AddressField(_("e-mail"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True)
    # Of who has no address, by the organiser.
    noted_on = models.DateField(_("day of the yes"), null=True, blank=True, editable=False)
    noted_how = models.CharField(_("how the yes came"), max_length=200, blank=True, editable=False)

    is_withheld = models.BooleanField(_("not to be shown"), default=False, editable=False)
    # Was shown before anybody was asked for a yes, and stays so until there is an answer.
    is_shown_meanwhile = models.BooleanField(
        _("shown until there is an answer"), default=False, editable=False
    )

    asked_before: Any = None  # Whoever reads the address that a form has just taken from an open invitation.

    objects = WorkshopTrainerQuerySet.as_manager()

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                name="workshops_trainer_once_in_a_workshop",
                violation_error_message=_("This person is named in the workshop already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.shown_name or f'№ {self.pk}'} ({self.get_role_display()})"

    @property
    def name_in_history(self) -> str:
        return str(self.workshop)  # The person may be erased.

    @property
    def everyday_name(self) -> str:
        """The person's everyday name of today, else the name as it was typed: the same for every reader."""
        return self.person.full_name if self.person else self.name

    @property
    def shown_name(self) -> str:
        """The person's name of today as the reader's language has it, else the name as it was typed; empty for somebody
        who was erased.
        """
        return self.person.name_in(active_language()) if self.person else self.name

    @property
    def is_contact(self) -> bool:
        """True for somebody who does not train, but answers for the host."""
        return self.role == TrainerRole.CONTACT

    @property
    def is_forgotten(self) -> bool:
        return not (self.name or self.email)

    @property
    def is_open(self) -> bool:
        """True while whoever confirmed the address is asked and has not answered."""
        return self.invited_at is not None and super().is_open

    @property
    def is_shown(self) -> bool:
        """True when the public may read the name: of who has said yes, was shown before anybody was asked, or trained
        long ago; of nobody who has declined, was erased, or agrees no more.
        """
        may_be_named = self.has_said_yes or self.is_shown_meanwhile or self.workshop.is_historic
        return bool(self.everyday_name) and may_be_named and not (self.declined_at or self.is_withheld)

    @property
    def has_said_yes(self) -> bool:
        """True of who has accepted, or whose yes the organiser has noted, and has not stepped back."""
        return bool(self.accepted_at or self.noted_on) and not self.declined_at

    @property
    def is_to_be_confirmed(self) -> bool:
        """True while somebody is planned here, of whom the public learns only that."""
        has_answered = self.has_said_yes or self.declined_at or self.withdrawn_at
        return not (self.is_shown or self.is_forgotten or self.is_withheld or has_answered)

    @property
    def answer(self) -> TrainerAnswer:
        """How far the invitation is. Who was chosen has accepted nothing yet."""
        if self.declined_at:
            is_asked = self.invited_at and not self.accepted_at
            return TrainerAnswer.DECLINED if is_asked or not self.person_id else TrainerAnswer.STEPPED_BACK
        if self.is_open:
            return TrainerAnswer.INVITED
        if self.accepted_at:
            return TrainerAnswer.ACCEPTED
        if self.noted_on:
            return TrainerAnswer.NOTED
        return TrainerAnswer.NOT_INVITED if self.asks_at else TrainerAnswer.NO_ADDRESS

    @property
    def is_settled(self) -> bool:
        """True of somebody who is known and is not being asked: they have accepted, or the secretariat or the organiser
        has said who it is.
        """
        return bool(self.person_id) and not (self.declined_at or self.is_open)

    @property
    def asks_at(self) -> str:
        """Where somebody can be asked: the address beside the name, else that of the account of whoever was chosen,
        which is not the organiser's to know. Empty where nobody can.
        """
        user = self.person.user if self.person else None
        return self.email or (user.email if user and user.is_active else "")

    def is_for(self, user: Visitor) -> bool:
        """True for whoever was chosen, and for whoever has confirmed the address beside the name."""
        if self.person and user.is_authenticated and user.is_active and self.person.user == user:
            return True
        return super().is_for(user)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves, and forgets whom it named before. A line that names somebody who has withdrawn the consent to be
        shown is shown nowhere.
        """
        names = kwargs.get("update_fields")
        if names is None or "person" in names:
            self.is_withheld = self._is_to_be_withheld()
            if names is not None:
                kwargs["update_fields"] = {*names, "is_withheld"}
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, **kwargs)
            if names is None or {*WHO} & {*names}:
                versions.forget_former(self, *WHO)

    save.alters_data = True  # type: ignore[attr-defined]  # Django's mark for templates.

    def _is_to_be_withheld(self) -> bool:
        return self.person is not None and self.person.consents.refusing(Purpose.SHOWN).exists()

    def forget_invitation(self) -> None:
        """Takes the line as one that nobody was asked about: another name, or another address. Saves nothing."""
        self.invited_at = self.accepted_at = self.declined_at = self.withdrawn_at = None

    def forget_note(self) -> None:
        """Takes the line as somebody else's, whose yes nobody has noted and who was never shown. Saves nothing."""
        self.noted_on, self.noted_how, self.is_shown_meanwhile = None, "", False

    def searchable_things(self) -> Iterable[models.Model]:
        return [self.workshop]
