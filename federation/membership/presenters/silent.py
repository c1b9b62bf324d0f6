"""Rows of the secretariat's list of organisations without a manager."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.look.components import IconFact, Row

from ..enums import RepresentativeRole
from ..models.representative import Representative
from ..models.representative_invitation import RepresentativeInvitation
from ..rules import without_voice


def silent_rows() -> list[Row]:
    """Each organisation for which nobody can act, with who is left and whether a manager is invited."""
    organisations = list(without_voice().by_name())
    left = _count(Representative.objects.current().with_account())
    invited = _count(RepresentativeInvitation.objects.open().filter(role=RepresentativeRole.MANAGER))
    return [
        Row(
            title=organisation.name,
            url=reverse("membership:people", args=[organisation.slug]),
            is_demo=organisation.is_demo,
            facts=[
                IconFact("people", _left_in_words(left.get(organisation.pk, 0))),
                *_invited_in_words(invited.get(organisation.pk, 0)),
            ],
        )
        for organisation in organisations
    ]


def _count(rows: QuerySet) -> dict[int, int]:
    found: dict[int, int] = {}
    for key in rows.values_list("organisation", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def _left_in_words(number: int) -> str:
    if not number:
        return _("nobody represents it")
    return ngettext("%(number)d contributor", "%(number)d contributors", number) % {"number": number}


def _invited_in_words(number: int) -> list[IconFact]:
    if not number:
        return []
    words = ngettext("%(number)d open invitation", "%(number)d open invitations", number) % {"number": number}
    return [IconFact("mail", words)]
