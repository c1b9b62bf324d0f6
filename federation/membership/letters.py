"""Writers of the e-mails about representation, out of the facts that `actions.telling` keeps."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from federation.directory.models import Organisation
from federation.people.models import Person
from portal.journal.enums import OfficeVerb
from portal.journal.models import Step
from portal.journal.wording import label_of, value_in_words
from portal.localisation.text import active_language
from portal.look.components import Fact, Link
from portal.mail.registry import Facts, writer

from .enums import RepresentativeRole
from .models.representative_invitation import RepresentativeInvitation

INVITATION, STEP, OFFICE_CHANGE = "membership.invitation", "membership.step", "membership.office_change"
# Why somebody gets an e-mail about a step, for its foot.
OWN = gettext_lazy("You are receiving this e-mail because you represent this organisation, or did until now.")
OFFICE = gettext_lazy("You are receiving this e-mail because you work in the secretariat.")
WHY: dict[str, Promise] = {
    "accepted": OWN,
    "resigned": OWN,
    "role_changed": OWN,
    "ended": OWN,
    "appointed": OWN,
    "term_changed": OWN,
    "declined": OWN,
    "without_voice": OFFICE,
}


@writer(INVITATION, names={"invitation": RepresentativeInvitation})
def invitation(facts: Facts) -> tuple[str, dict[str, Any]] | None:
    """Writes to an invited address, known or not. None when the invitation is not open any more."""
    found = RepresentativeInvitation.objects.select_related("organisation").filter(pk=facts["invitation"])
    row = found.first()
    if row is None or not row.is_open:
        return None
    url = reverse("membership:invitation", args=[row.make_token()])
    return "mail/letter", {
        **_words("invitation"),
        "about": row.organisation.name.text,
        "is_manager": row.role == RepresentativeRole.MANAGER,
        "is_by_office": row.is_by_office,
        "action": Link(_("Read and answer"), settings.WAGTAILADMIN_BASE_URL + url),
        "facts": _facts(row.organisation, row.role),
        "has_account": False,
        "why": _(
            "You are receiving this e-mail because the secretariat of the federation named your address."
        )
        if row.is_by_office
        else _("You are receiving this e-mail because this organisation named your address."),
    }


@writer(STEP, names={"person": Person, "invitation": RepresentativeInvitation})
def step(facts: Facts) -> tuple[str, dict[str, Any]] | None:
    """Writes about a change of who represents an organisation. None when what it tells of is gone."""
    kind = facts["kind"]
    try:
        organisation = Organisation.objects.get(pk=facts["organisation"])
        reader = get_user_model().objects.get(pk=facts["user"])
        person = Person.objects.get(pk=facts["person"]) if "person" in facts else None
        invited = (
            RepresentativeInvitation.objects.get(pk=facts["invitation"]) if "invitation" in facts else None
        )
    except ObjectDoesNotExist:
        return None
    if person is not None and person.is_forgotten:
        return None
    route = "membership:silent" if kind == "without_voice" else "membership:people"
    path = reverse(route, args=[] if kind == "without_voice" else [organisation.slug])
    is_own = person is not None and person.user == reader
    return "mail/letter", {
        **_words(kind),
        "about": organisation.name.text,
        "name": reader.display_name,
        "person": person.shown_name if person else "",
        "address": invited.address if invited else "",
        "is_own": is_own,
        "is_manager": facts.get("role") == RepresentativeRole.MANAGER,
        "is_by_office": facts.get("is_by_office", False),
        "action": None
        if is_own and kind == "ended"
        else Link(_("See who is involved"), settings.WAGTAILADMIN_BASE_URL + path),
        "facts": _facts(organisation, facts.get("role", "")),
        "has_account": True,
        "why": str(OFFICE if facts.get("is_to_office") else WHY[kind]),
    }


@writer(OFFICE_CHANGE)
def office_change(facts: Facts) -> tuple[str, dict[str, Any]] | None:
    """Writes what the office has changed of an organisation's entry or membership. None when its step is gone."""
    try:
        reader = get_user_model().objects.get(pk=facts["user"])
        step = Step.objects.get(pk=facts["step"])
    except ObjectDoesNotExist:
        return None
    organisation = Organisation.objects.filter(pk=facts["organisation"]).first()
    model = apps.get_model(facts["model"])
    is_gone = facts["kind"] == "entry" and facts["verb"] == OfficeVerb.DELETED
    return "mail/letter", {
        **_words(facts["kind"]),
        "about": organisation.name.text if organisation else facts["called"][active_language()],
        "name": reader.display_name,
        "verb": facts["verb"],
        "is_ended": facts.get("is_ended", False),
        "action": Link(
            _("Open the page of the organisation"), settings.WAGTAILADMIN_BASE_URL + organisation.url
        )
        if organisation
        else None,
        "facts": [] if is_gone else [_shown(model, change) for change in step.changes],
        "has_account": True,
        "why": str(OWN),
    }


def _shown(model: type[Model], change: dict[str, Any]) -> Fact:
    """A fact that was changed: its name, what stood and what stands."""
    name = change["name"]
    stood, stands = (value_in_words(model, name, change[which]) for which in ("stood", "stands"))
    words = _("%(stands)s (until now: %(stood)s)") % {"stands": stands, "stood": stood}
    return Fact(capfirst(label_of(model, name)), words if stands else pgettext("a fact", "changed"))


def _words(kind: str) -> dict[str, str]:
    folder = f"mail/membership/{kind}"
    return {"subject_template": f"{folder}/subject.txt", "text_template": f"{folder}/text.txt"}


def _facts(organisation: Organisation, role: str) -> list[Fact]:
    return [
        Fact(_("Organisation"), organisation.name),
        Fact(_("Role"), RepresentativeRole(role).label if role else ""),
    ]
