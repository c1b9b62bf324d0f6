"""Workshops."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from federation.directory.models import Organisation
from federation.people.validators import validate_phone
from portal.content.models import Record, nearest
from portal.content.searchable import SearchEntry
from portal.journal.models import Step, WishedChange
from portal.language import LANGUAGES, format_date_range
from portal.localisation.text import LocalisedText, active_language
from portal.mail.fields import AddressField

from ..enums import PUBLIC_STATES, Admission, DatePrecision, KeptFor, RegistrationState, WorkshopState
from ..linked_data import event_of
from ..querysets import WorkshopQuerySet
from ..search_entries import workshop_entries
from .conditions import Conditions
from .meeting import OF_A_HALL, Meeting

if TYPE_CHECKING:
    from .hosting import Hosting
    from .workshop_description import WorkshopDescription

MOST_PLACES = 1000
CONTACT_FIELDS = ("contact_name", "contact_phone", "contact_email")


class Workshop(Meeting, Conditions, Record):
    """A training event of one or more days that a member organisation registers and the secretariat approves.

    Dates are days in Asia/Almaty, both included. What a draft does not yet say is empty. `places_taken` (held ones
    among them), `kept_taken` (those of them that count as kept) and `waiting_count` are written by `actions.places`
    alone, under the lock of this row, from a count.
    """

    section = "workshops"
    also_below = ("desk/workshops/", "desk/workshops/review/", "desk/for/<slug:acting_for>/workshops/")
    search_kind = "workshop"
    picture_kind = "call"
    never_reverted = frozenset({"slug", "state", "organiser", "admission"})
    # What letters and calendars have told by the time a workshop was submitted; it changes by actions that tell again.
    told_by_letters = frozenset(
        {
            "host", "starts_on", "ends_on", "date_precision", "known_length", "begins_at", "ends_at", "hours_note",
            "attendance_mode", "link", "region", "city", *OF_A_HALL, "working_language", "capacity",
            "kept_places", "kept_for", "kept_until",
            "applications_open_at", "applications_close_at", *CONTACT_FIELDS,
        }
    )  # fmt: skip

    state = models.CharField(
        _("state"), max_length=10, choices=WorkshopState.choices, default=WorkshopState.DRAFT, db_index=True
    )
    organiser = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        related_name="organised_workshops",
        verbose_name=_("organiser"),
        null=True,
        blank=True,
        help_text=_("The member organisation that registers the workshop."),
    )
    host = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        related_name="hosted_workshops",
        verbose_name=_("host"),
        null=True,
        blank=True,
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    date_precision = models.CharField(
        _("precision of the dates"), max_length=4, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    known_length = models.PositiveSmallIntegerField(
        _("days"), null=True, blank=True, help_text=_("Only if the dates themselves are not known.")
    )
    region = models.ForeignKey(
        "directory.Region",
        models.PROTECT,
        related_name="workshops",
        verbose_name=_("region"),
        null=True,
        blank=True,
    )
    city = models.CharField(_("city or village"), max_length=100, blank=True)
    # Whom everybody may ask about it, as the organiser wrote it; forgotten by `jobs.forget_contacts`.
    contact_name = models.CharField(_("contact for questions"), max_length=150, blank=True)
    contact_phone = models.CharField(
        _("contact’s telephone"), max_length=40, blank=True, validators=[validate_phone]
    )
    contact_email = AddressField(_("contact’s e-mail"), blank=True)
    working_language = models.CharField(
        _("working language"), max_length=2, choices=settings.LANGUAGES, blank=True
    )
    capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    kept_places = models.PositiveSmallIntegerField(
        _("kept places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
    )
    kept_for = models.CharField(_("kept for"), max_length=12, choices=KeptFor.choices, blank=True)
    kept_until = models.DateField(
        _("last day on which they are kept"), null=True, blank=True
    )  # Until that day is over.
    admission = models.CharField(
        _("admission"), max_length=12, choices=Admission.choices, default=Admission.OPEN
    )
    applications_open_at = models.DateTimeField(_("booking opens"), null=True, blank=True)
    applications_close_at = models.DateTimeField(_("booking closes"), null=True, blank=True)
    topics = models.ManyToManyField(
        "resources.Topic", related_name="workshops", verbose_name=_("topics"), blank=True
    )
    modules = models.ManyToManyField(
        "resources.Module",
        related_name="workshops",
        verbose_name=_("modules as a whole"),
        blank=True,
        help_text=_("Modules of which the curriculum names no topics."),
    )
    places_taken = models.PositiveSmallIntegerField(_("places taken"), default=0, editable=False)
    kept_taken = models.PositiveSmallIntegerField(_("kept places taken"), default=0, editable=False)
    waiting_count = models.PositiveIntegerField(_("people on the waitlist"), default=0, editable=False)
    # What calendars know of it; written by `actions.calendars` alone.
    calendar_sequence = models.PositiveIntegerField(_("calendar revision"), default=0, editable=False)
    calendar_event = models.CharField(max_length=12, blank=True, editable=False)
    calendar_changed_at = models.DateTimeField(null=True, editable=False)
    form_token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)
    is_historic = models.BooleanField(_("historic"), default=False, editable=False)

    steps = GenericRelation(Step, "about_id", "about_type", related_query_name="workshop")
    wished_changes = GenericRelation(WishedChange, "about_id", "about_type", related_query_name="workshop")

    objects = WorkshopQuerySet.as_manager()
    registration: str  # The state of its registration, on rows read by `with_registration`.
    waits_since: datetime  # On rows read by `with_waiting_since`.

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["starts_on", "pk"]
        indexes = [
            models.Index(fields=["state", "ends_on", "starts_on"], name="workshops_by_state_and_date"),
            models.Index(fields=["state", "starts_on"], name="workshops_by_state_and_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="workshops_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(places_taken__lte=F("capacity")),
                name="workshops_never_oversold",
            ),
            models.CheckConstraint(
                condition=Q(begins_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("begins_at")),
                name="workshops_day_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def description_in(self, language: str | None = None) -> "WorkshopDescription | None":
        """The live words in a language (the reader's), or the nearest; None when nobody has written any."""
        return nearest(self.descriptions.all(), language or active_language())

    @property
    def title(self) -> LocalisedText:
        """The title in the reader's language, or the nearest."""
        return self.title_in(active_language())

    def title_in(self, language: str) -> LocalisedText:
        """The title in a language, or the nearest; the address when there is none."""
        found = self.description_in(language)
        return LocalisedText(found.title, found.language) if found else LocalisedText(self.slug, "")

    def stays(self) -> frozenset[str]:
        """What a return to an earlier version leaves: after a draft, whatever letters have told."""
        was_told = self.state != WorkshopState.DRAFT
        return self.never_reverted | (self.told_by_letters if was_told else frozenset())

    @property
    def length(self) -> int | None:
        """Length in days."""
        if self.known_length:
            return self.known_length
        return (self.ends_on - self.starts_on).days + 1 if self.starts_on and self.ends_on else None

    @property
    def is_dated(self) -> bool:
        """True when the days themselves are known, not only the year."""
        return self.date_precision == DatePrecision.DAY and self.starts_on is not None

    @property
    def dates(self) -> str:
        """Dates in the reader's language: "2026 ж. 9–13 желтоқсан", or the year alone."""
        return self.dates_in(active_language())

    def dates_in(self, language: str) -> str:
        """Returns the dates in words of a language."""
        if not self.starts_on:
            return ""
        if not self.is_dated:
            return str(self.starts_on.year)
        return format_date_range(self.starts_on, self.ends_on or self.starts_on, language)

    @property
    def place(self) -> LocalisedText:
        """City or region, as the reader knows it."""
        return self.place_in(active_language())

    def place_in(self, language: str) -> LocalisedText:
        """The city in the directory's spelling of a language where the directory knows it; else as typed; else
        region.
        """
        if self.city:
            return self.city_in(self.city, language)
        if self.region:
            return LocalisedText(getattr(self.region, f"name_{language}"), language)
        return LocalisedText("", "")

    def city_in(self, city: str, language: str) -> LocalisedText:
        """A city in the directory's spelling of a language where the directory knows it; else as typed."""
        names = self._known_cities().get(city.casefold())
        return names[language] if names else LocalisedText(city, self.working_language)

    def _known_cities(self) -> dict[str, dict[str, LocalisedText]]:
        """Names by language of the cities that the row's own host and region bring along, by any spelling."""
        found = {}
        for thing, field in ((self.host, "city"), (self.region, "capital")):
            names = {code: getattr(thing, f"{field}_{code}", "") for code in LANGUAGES} if thing else {}
            if names and all(names.values()):
                words = {code: LocalisedText(name, code) for code, name in names.items()}
                found.update({name.casefold(): words for name in names.values()})
        return found

    @property
    def days(self) -> tuple[date, date]:
        """First and last day of a workshop that has them: of every one that was ever submitted."""
        if self.starts_on is None or self.ends_on is None:
            raise ValueError(f"workshop {self.slug} has no dates yet")
        return self.starts_on, self.ends_on

    @property
    def free_places(self) -> int:
        """Number of places that nobody has taken."""
        return max((self.capacity or 0) - self.places_taken, 0)

    def kept_now(self, today: date) -> int:
        """Number of places that are kept for some on a day; 0 once the last day is over, in Asia/Almaty."""
        is_kept = self.kept_for and self.kept_until and self.kept_until >= today
        return self.kept_places or 0 if is_kept else 0

    def kept_free(self, today: date) -> int:
        """How many of the free places are kept: nobody for whom they are kept has taken them yet."""
        return min(max(self.kept_now(today) - self.kept_taken, 0), self.free_places)

    @property
    def is_public(self) -> bool:
        """True when everybody may see it."""
        return self.state in PUBLIC_STATES

    def why_it_stays(self) -> str:
        """Returns the reason why it is never deleted; empty for a draft, which its organisation may discard."""
        if self.state == WorkshopState.DRAFT:
            return ""
        return gettext(
            "A workshop that has been submitted cannot be deleted: places, e-mails and calendars refer "
            "to it. If it is not going to take place, its organisation can cancel it."
        )

    def is_over(self, today: date) -> bool:
        """True after the last day."""
        return self.is_historic or (self.ends_on is not None and self.ends_on < today)

    def registration_state(self, now: datetime | None = None) -> RegistrationState:
        """Returns the registration state at a moment (now): the rule that `with_registration` tells the database."""
        now = now or timezone.now()
        today = timezone.localdate(now)
        if self.state == WorkshopState.CANCELLED:
            return RegistrationState.CANCELLED
        if self.is_over(today):
            return RegistrationState.PAST
        if self.starts_on and self.starts_on <= today:
            return RegistrationState.CLOSED
        if self.applications_open_at and self.applications_open_at > now:
            return RegistrationState.COMING
        if not self.applications_open_at or not self.applications_close_at or not self.capacity:
            return RegistrationState.CLOSED
        if self.applications_close_at <= now or self.admission != Admission.OPEN:
            return RegistrationState.CLOSED
        if self.places_taken >= self.capacity:
            return RegistrationState.FULL
        kept = self.kept_free(today)
        if kept and (self.waiting_count or self.places_taken + kept >= self.capacity):
            return RegistrationState.KEPT
        return RegistrationState.FULL if self.waiting_count else RegistrationState.OPEN

    @property
    def hosting(self) -> "Hosting | None":
        """The question to the host of today, and its answer; None for one that was never asked."""
        return next((row for row in self.hostings.all() if row.organisation_id == self.host_id), None)

    @property
    def is_host_confirmed(self) -> bool:
        """True when the public may read who hosts: the organiser itself, a host that has said yes, one of long ago."""
        if self.host_id is None:
            return False
        is_at_home = self.host_id == self.organiser_id or self.is_historic
        return is_at_home or bool(self.hosting and self.hosting.is_shown)

    @property
    def named_host(self) -> Organisation | None:
        """The host, if the workshop may name it to everybody."""
        return self.named(self.host) if self.is_host_confirmed else None

    @property
    def host_words(self) -> LocalisedText:
        """The host's name for everybody; of one that is planned and has not said yes, that it is to be confirmed."""
        if host := self.named_host:
            return host.name
        waits = self.host_id is not None and not self.is_host_confirmed
        return LocalisedText(gettext("to be confirmed") if waits else "", active_language())

    def named(self, organisation: Organisation | None) -> Organisation | None:
        """The organisation if the workshop may name it: a public workshop names no draft entry of the directory."""
        if organisation is None or (self.is_public and not organisation.is_public):
            return None
        return organisation

    def linked_data(self) -> dict:
        return event_of(self)

    def search_entries(self) -> Iterable[SearchEntry]:
        return workshop_entries(self)

    @classmethod
    def searchable_rows(cls) -> models.QuerySet:
        return (
            cls.objects.public()
            .select_related("region", "host")
            .prefetch_related("descriptions", "trainers__person", "modules", "hostings")
        )
