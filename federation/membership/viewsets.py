"""Membership in the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.accounts.rules import Visitor
from portal.editing.forms import ChosenOnceForm
from portal.editing.viewsets import ChosenOncePanel, InspectView, SnippetViewSet

from .actions import withdraw
from .models.membership import Membership
from .models.representative import Representative
from .models.representative_invitation import RepresentativeInvitation

DATES = [
    DateColumn("since", label=_("Since"), sort_key="since"),
    DateColumn("until", label=_("Until"), sort_key="until"),
]


class MembershipForm(ChosenOnceForm):
    chosen_once = ("organisation",)


class MembershipViewSet(SnippetViewSet):
    """Admin of memberships: the organisations that are members, and since when."""

    model = Membership
    read_along = ("organisation",)
    icon = "group"
    menu_label = _("Members")
    list_display = ["__str__", *DATES]
    list_filter = ["since"]
    search_fields = ["organisation__folded"]
    edit_handler = ObjectList(
        [
            ChosenOncePanel("organisation"),
            FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
            FieldPanel("note"),
        ],
        base_form_class=MembershipForm,
    )


class RepresentativeForm(ChosenOnceForm):
    chosen_once = ("person", "organisation")


class RepresentativeViewSet(SnippetViewSet):
    """Admin of representatives: who speaks for which organisation."""

    model = Representative
    read_along = ("person__user", "organisation")
    icon = "user"
    menu_label = _("Representatives")
    list_display = [
        Column("person", label=_("Person"), accessor="person", sort_key="person__sort_key"),
        Column("organisation", label=_("Organisation"), accessor="organisation"),
        Column("role", label=_("Role"), accessor="get_role_display", sort_key="role"),
        *DATES,
    ]
    list_filter = ["role"]
    search_fields = ["person__folded", "person__user__email", "organisation__folded"]
    edit_handler = ObjectList(
        [
            ChosenOncePanel("person"),
            ChosenOncePanel("organisation"),
            FieldPanel("role"),
            FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        ],
        base_form_class=RepresentativeForm,
    )


class WrittenByPeoplePolicy(ModelPermissionPolicy):
    """An invitation is made at the desk and answered by whoever has the address: nobody adds or rewrites one here,
    superusers included.
    """

    def user_has_permission(self, user: Visitor, action: str) -> bool:
        return action not in ("add", "change") and super().user_has_permission(user, action)


register_permission_policy(RepresentativeInvitation, WrittenByPeoplePolicy(RepresentativeInvitation))


class InvitationInspectView(InspectView):
    """One invitation, with the one verb that is left to do."""

    template_name = "membership/admin/invitation.html"
    page_title = _("Invitation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_withdraw = self.request.user.has_perm("membership.change_representativeinvitation")
        return super().get_context_data(may_withdraw=may_withdraw and self.object.is_open, **kwargs)


class WithdrawView(View):
    """Withdraws an invitation. Only by a form that is sent."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("membership.change_representativeinvitation"):
            raise PermissionDenied
        invitation = get_object_or_404(RepresentativeInvitation, pk=pk)
        withdraw(invitation)
        messages.success(request, gettext("The invitation is not open any more."))
        return HttpResponseRedirect(reverse("wagtailsnippets_membership_representativeinvitation:list"))


class RepresentativeInvitationViewSet(SnippetViewSet):
    """Admin of invitations to represent an organisation: to read, and to withdraw."""

    model = RepresentativeInvitation
    read_along = ("organisation",)
    icon = "mail"
    menu_label = _("Invitations")
    inspect_view_enabled = True
    inspect_view_class = InvitationInspectView
    inspect_view_fields = [
        "email", "organisation", "role", "language", "invited_at", "sent_at", "accepted_at", "declined_at",
        "withdrawn_at",
    ]  # fmt: skip
    list_display = [
        Column("address", label=_("E-mail"), accessor="address", sort_key="email"),
        Column("organisation", label=_("Organisation"), accessor="organisation"),
        Column("role", label=_("Role"), accessor="get_role_display", sort_key="role"),
        DateColumn("invited_at", label=_("Invited"), sort_key="invited_at"),
        DateColumn("accepted_at", label=_("Accepted"), sort_key="accepted_at"),
        DateColumn("declined_at", label=_("Declined"), sort_key="declined_at"),
        DateColumn("withdrawn_at", label=_("Withdrawn"), sort_key="withdrawn_at"),
    ]
    list_filter = ["role", "invited_at"]
    search_fields = ["email", "organisation__folded"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("withdraw/<int:pk>/", WithdrawView.as_view(), name="withdraw"),
        ]


class MembershipViewSetGroup(SnippetViewSetGroup):
    """The menu of members."""

    menu_label = _("Membership")
    menu_icon = "group"
    menu_order = 220
    items = (MembershipViewSet, RepresentativeViewSet, RepresentativeInvitationViewSet)
