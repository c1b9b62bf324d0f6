"""The titles of the workshops of which somebody is told what is held on them."""

from collections.abc import Iterable

from portal.accounts.registry import Subject

from ..models.hosting import Hosting
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..models.workshop_letter import WorkshopLetter
from ..models.workshop_trainer import WorkshopTrainer


def titles_for(
    subject: Subject, rows: Iterable[Participation | WorkshopTrainer | Hosting | WorkshopLetter]
) -> dict[int, str]:
    """The titles of the rows' workshops, by their keys; only of those that they may see (a draft is its
    organiser's).
    """
    seen = set(
        Workshop.objects.visible_to(subject.visitor)
        .filter(pk__in=[row.workshop_id for row in rows])
        .values_list("pk", flat=True)
    )
    return {row.workshop_id: row.workshop.title.text for row in rows if row.workshop_id in seen}
