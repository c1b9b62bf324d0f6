"""Membership in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.editing.viewsets import SnippetViewSet

from .models.membership import Membership
from .models.representative import Representative

DATES = [
    DateColumn("since", label=_("Since"), sort_key="since"),
    DateColumn("until", label=_("Until"), sort_key="until"),
]


class MembershipViewSet(SnippetViewSet):
    """Admin of memberships: the organisations that are members, and since when."""

    model = Membership
    icon = "group"
    menu_label = _("Members")
    list_display = ["__str__", *DATES]
    list_filter = ["since"]
    search_fields = ["organisation__folded"]
    panels = [
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        FieldPanel("note"),
    ]


class RepresentativeViewSet(SnippetViewSet):
    """Admin of representatives: who speaks for which organisation."""

    model = Representative
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
    panels = [
        FieldPanel("person"),
        FieldPanel("organisation"),
        FieldPanel("role"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
    ]


class MembershipViewSetGroup(SnippetViewSetGroup):
    """The menu of members."""

    menu_label = _("Membership")
    menu_icon = "group"
    menu_order = 220
    items = (MembershipViewSet, RepresentativeViewSet)
