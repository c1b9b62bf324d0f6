"""Invitations to represent a member."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from federation.directory.models import Organisation
from federation.people.models import Invitation
from federation.people.models.invitation import OPEN
from federation.people.querysets import InvitationQuerySet

from ..enums import RepresentativeRole


class RepresentativeInvitation(Invitation):
    """An invitation to an address: whoever has confirmed it may represent the organisation in this role."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(
        _("role"), max_length=20, choices=RepresentativeRole, default=RepresentativeRole.CONTRIBUTOR
    )

    is_by_office = models.BooleanField(
        _("by the secretariat"), default=False, editable=False
    )  # The secretariat invites where no manager can.
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation of a representative")
        verbose_name_plural = _("invitations of representatives")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=OPEN,
                name="membership_one_open_invitation_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}, {self.organisation} ({self.get_role_display()})"
