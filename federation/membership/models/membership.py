"""Members."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from federation.directory.models import Organisation
from portal.caching.cache import InvalidatesCache
from portal.content.models import Versioned

from ..querysets import MembershipQuerySet


class Membership(Versioned, InvalidatesCache):
    """Membership of an organisation in the federation, from one day to another; only what is recorded."""

    never_reverted = frozenset({"organisation"})

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="memberships"
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The last day of membership. Leave empty if it continues."),
    )
    note = models.CharField(_("note"), max_length=255, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="membership_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(until=None),
                name="membership_one_open_per_organisation",
                violation_error_message=_("This organisation is already a member."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.since:%d.%m.%Y}"
