"""Membership on first screens: the organisations that somebody represents, invitations to answer, and, for the
secretariat, organisations without a manager.
"""

from collections.abc import Iterator

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.look.components import IconFact, Row, Task
from portal.navigation import registry
from portal.navigation.registry import Acting, Kind, Panel, Section, Waiting

from .models.representative_invitation import RepresentativeInvitation
from .rules import is_of_office, organisations_of, representations_of, without_voice

MOST_TASKS = 10


@registry.representations
def associations(user: User) -> Iterator[registry.Representation]:
    """The organisations that the user speaks for, by name."""
    for organisation in organisations_of(user).by_name():
        yield registry.Representation(organisation, organisation.name, organisation.slug)


@registry.tasks
class Invitations(Kind):
    """For whoever was invited to represent an organisation, at an address that they have confirmed."""

    def on_desk(self) -> Iterator[Task]:
        rows = RepresentativeInvitation.objects.open().to(self.user).select_related("organisation")
        for invitation in rows[:MOST_TASKS]:
            yield Task(
                title=invitation.organisation.name,
                why=_("The secretariat of the federation invites you to represent the organisation.")
                if invitation.is_by_office
                else _("The organisation invites you to represent it."),
                url=reverse("membership:invitation", args=[invitation.make_token()]),
                verb=_("Read and answer"),
                since=invitation.sent_at,
                minutes=1,
            )


@registry.tasks
class Silence(Kind):
    """For the secretariat: organisations for which nobody can act."""

    def on_desk(self) -> Iterator[Task]:
        if not is_of_office(self.user):
            return
        if number := without_voice().count():
            words = ngettext(
                "%(number)d organisation has no manager",
                "%(number)d organisations have no manager",
                number,
            )
            yield Task(
                title=words % {"number": number},
                why=ngettext(
                    "Nobody can submit, change or cancel its workshops.",
                    "Nobody can submit, change or cancel their workshops.",
                    number,
                ),
                url=reverse("membership:silent"),
                verb=_("See the list"),
                since=without_voice().aggregate(first=Min("silent_since"))["first"],
                minutes=5,
            )

    def in_admin(self) -> Waiting | None:
        if not is_of_office(self.user):
            return None
        rows = without_voice().by_name()
        return Waiting.first(
            _("Organisations without a manager"),
            rows,
            lambda row: Task(
                title=row.name,
                why=_("Nobody can submit, change or cancel the workshops of this organisation."),
                url=reverse("membership:people", args=[row.slug]),
                verb=_("Invite somebody"),
                since=row.silent_since,
            ),
            reverse("membership:silent"),
        )


@registry.sections
def entries(acting: Acting) -> Iterator[Section]:
    """The rail: for the secretariat, organisations without a manager."""
    if is_of_office(acting.user):
        yield Section(_("Organisations without a manager"), reverse("membership:silent"))


@registry.panels
def represented(acting: Acting) -> Iterator[Panel]:
    """The organisations that the user represents, or the one for which they act, each with the way to its people."""
    own = representations_of(acting.user)
    terms = own.filter(organisation=acting.organisation) if acting.organisation else own
    terms = terms.select_related("organisation").order_by("organisation", "pk")
    rows = [
        Row(
            title=term.organisation.name,
            url=reverse("membership:people", args=[term.organisation.slug]),
            facts=[IconFact("people", _("Representatives")), IconFact("user", term.get_role_display())],
            is_demo=term.organisation.is_demo,
        )
        for term in terms
    ]
    if rows:
        yield Panel(_("Whom you represent"), "components/rows.html", {"rows": rows})
