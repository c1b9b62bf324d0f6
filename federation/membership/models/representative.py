"""Representatives of members."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from federation.directory.models import Organisation
from federation.people.models import Person
from portal.caching.cache import InvalidatesCache
from portal.content.models import Versioned

from ..enums import RepresentativeRole
from ..querysets import RepresentativeQuerySet


class Representative(Versioned, InvalidatesCache):
    """A person's right to speak for an organisation, as its manager or a contributor, from one day to another."""

    never_reverted = frozenset({"person", "organisation"})

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="representations"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="representatives"
    )
    role = models.CharField(
        _("role"), max_length=20, choices=RepresentativeRole, default=RepresentativeRole.CONTRIBUTOR
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The last day of membership. Leave empty if it continues."),
    )
    ended_at = models.DateTimeField(
        _("ended at"), null=True, blank=True, editable=False
    )  # Of a term that was ended before its last day was over.

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering = ["organisation_id", "-role", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="membership_representative_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(until=None),
                name="membership_one_open_per_person_and_organisation",
                violation_error_message=_("This person already represents the organisation."),
            ),
        ]

    @property
    def is_forgotten(self) -> bool:
        return self.person.is_forgotten

    @property
    def name_in_history(self) -> str:
        return str(self.organisation)  # The person may be erased, and another may have taken the place.

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation} ({self.get_role_display()})"
