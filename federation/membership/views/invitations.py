"""The page behind the link of an invitation to represent an organisation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from federation.people.views.invitations import InvitationView

from .. import actions
from ..enums import RepresentativeRole
from ..models.representative_invitation import RepresentativeInvitation


class RepresentativeInvitationView(InvitationView):
    """Says which organisation invites to which role, and takes the answer."""

    model = RepresentativeInvitation

    def title(self) -> str:
        name = self.invitation.organisation.name.text
        if self.invitation.is_by_office:
            return _("The secretariat invites you to represent an organisation: %(organisation)s") % {
                "organisation": name
            }
        return _("%(organisation)s invites you to represent it") % {"organisation": name}

    def text(self) -> str:
        if self.invitation.role == RepresentativeRole.MANAGER:
            return _(
                "As a manager you register its workshops and submit them, change and cancel them, and invite others."
            )
        return _("As a contributor you write drafts of its workshops, which a manager submits.")

    def accept(self) -> str:
        actions.accept(self.invitation, self.request.user.person)
        return self.next_address()

    def decline(self) -> str:
        actions.decline(self.invitation, self.request.user.person)
        return reverse("desk:home")

    def next_address(self) -> str:
        return reverse("membership:people", args=[self.invitation.organisation.slug])
