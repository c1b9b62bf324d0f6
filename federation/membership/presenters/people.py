"""The people of an organisation: who represents it, who is invited to, who did before."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from federation.directory.models import Organisation
from portal.accounts.models import User
from portal.language import format_date
from portal.localisation.text import active_language
from portal.look.components import Column, Table

from ..models.representative import Representative
from ..models.representative_invitation import RepresentativeInvitation

Cells = list[Any]


@dataclass(frozen=True)
class People:
    """The three tables of the page; those without rows are not shown."""

    current: Table
    invited: Table
    past: Table


def people_of(organisation: Organisation, reader: User, may_change: bool, may_invite: bool) -> People:
    """Returns the people of an organisation, with links to what the reader may do about them: resign, of themselves."""
    terms = Representative.objects.filter(organisation=organisation).select_related("person__user")
    current = terms.current().order_by("-role", "person__sort_key", "pk")
    past = terms.exclude(pk__in=terms.current()).order_by("-until", "-pk")
    invited = RepresentativeInvitation.objects.open().filter(organisation=organisation)
    name, role = Column(pgettext("of a person", "Name")), Column(_("Role"))
    action = [Column(pgettext("what can be done", "Action"))]
    return People(
        Table(
            _("Who represents the organisation"),
            [name, role, Column(_("Since")), *(action if may_change else [])],
            [_current_cells(row, organisation, reader, may_change) for row in current],
        ),
        Table(
            _("Who is invited"),
            [Column(_("E-mail")), role, Column(_("Last e-mail")), *(action if may_invite else [])],
            [_invited_cells(row, organisation, may_invite) for row in invited],
        ),
        Table(
            _("Who represented it before"),
            [name, role, Column(_("Since")), Column(_("Until"))],
            [
                [name_of(row), row.get_role_display(), _day(row.since), _day(row.until) if row.until else "–"]
                for row in past
            ],
        ),
    )


def name_of(term: Representative) -> str:
    """The name of whoever represents or represented; of one who was erased, only that there was somebody."""
    return _("Name deleted") if term.person.is_forgotten else term.person.shown_name


def _current_cells(row: Representative, organisation: Organisation, reader: User, may_change: bool) -> Cells:
    name = name_of(row)
    if not (row.person.user and row.person.user.is_active):
        name = _("%(name)s (no account)") % {"name": name}
    cells = [name, row.get_role_display(), _day(row.since)]
    if not may_change:
        return cells
    if row.person.user == reader:
        return [*cells, _link("resign", [organisation.slug], _("Resign"), name)]
    return [*cells, _link("representative", [organisation.slug, row.pk], _("Change"), name)]


def _invited_cells(row: RepresentativeInvitation, organisation: Organisation, may_invite: bool) -> Cells:
    sent = _day(timezone.localdate(row.sent_at))
    if row.has_lapsed:
        sent = _("%(day)s; the link is too old") % {"day": sent}
    cells = [row.address, row.get_role_display(), sent]
    if may_invite:
        return [
            *cells,
            _link("invited", [organisation.slug, row.pk], _("Send again or withdraw"), row.address),
        ]
    return cells


def _link(route: str, keys: list[str | int], label: str, of: str) -> str:
    return format_html(
        '<a href="{}">{}<span class="visually-hidden">: {}</span></a>',
        reverse(f"membership:{route}", args=keys),
        label,
        of,
    )


def _day(day: Any) -> str:
    return format_date(day, active_language())
