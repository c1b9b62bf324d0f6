"""Personal data in letters between organisers and participants, and in contacts for questions."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from federation.people.registry import (
    register_key,
)
from portal.accounts.registry import Subject, register_personal_data

from ..actions.contacts import forget_contacts_of
from ..models.workshop import Workshop
from ..models.workshop_letter import WorkshopLetter
from .titles import titles_for


def export_letters(subject: Subject) -> list[dict[str, Any]]:
    """What they wrote to participants in an organiser's name, and what organisers wrote to them."""
    rows = WorkshopLetter.objects.select_related("workshop").prefetch_related("workshop__descriptions")
    parts = {"written": Q(written_by=subject.person), "received": Q(recipients__person=subject.person)}
    found = []
    for name, is_theirs in parts.items() if subject.person else ():
        letters = list(rows.filter(is_theirs).order_by("pk"))
        titles = titles_for(subject, letters)
        found += [
            {
                "kind": name,
                "workshop": titles.get(row.workshop_id, ""),
                "subject": row.subject.text if row.workshop_id in titles else "",
                "text": row.text.text if row.workshop_id in titles else "",
                "sent_at": row.sent_at,
            }
            for row in letters
        ]
    return found


def erase_letters(subject: Subject) -> None:
    """Forgets who wrote a letter: it was the organiser's. Who got one is erased with their place."""
    if subject.person:
        WorkshopLetter.objects.filter(written_by=subject.person).update(written_by=None)


def export_contacts(subject: Subject) -> list[dict[str, Any]]:
    """The workshops that give one of their addresses for questions; of those that they may not see, the address."""
    rows = Workshop.objects.filter(contact_email__in=subject.addresses).prefetch_related("descriptions")
    seen = set(rows.visible_to(subject.visitor).values_list("pk", flat=True))
    return [
        {
            "workshop": row.title.text if row.pk in seen else "",
            "contact_name": row.contact_name if row.pk in seen else "",
            "contact_phone": row.contact_phone if row.pk in seen else "",
            "contact_email": row.contact_email,
        }
        for row in rows.order_by("pk")
    ]


def erase_contacts(subject: Subject) -> None:
    """Empties the contacts of workshops at one of their addresses."""
    forget_contacts_of(Workshop.objects.filter(contact_email__in=subject.addresses))


register_key(WorkshopLetter, "written_by", is_listed=False)
register_personal_data(
    "workshop_letters",
    title=gettext_lazy("E-mails between organisers and participants"),
    kept=gettext_lazy("Twelve months after the workshop; the author’s name until they are erased."),
    export=export_letters,
    erase=erase_letters,
    keys=["workshops.WorkshopLetter.written_by"],
)
register_personal_data(
    "workshop_contacts",
    title=gettext_lazy("Workshops that name them as the contact for questions"),
    kept=gettext_lazy("Twelve months after the workshop."),
    export=export_contacts,
    erase=erase_contacts,
)
