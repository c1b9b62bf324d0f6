"""Historic data of every installation: the founding project of 2010 and its workshop, as its document has them."""

from datetime import date
from typing import Any

from django.utils import timezone

from federation.directory.models import Organisation

from .enums import DatePrecision, WorkshopState
from .models.project import Project
from .models.project_description import ProjectDescription
from .models.workshop import Workshop
from .models.workshop_description import WorkshopDescription
from .texts.founding import PROJECT_WORDS, WORKSHOP_WORDS

PROJECT = "project-2010"
WORKSHOP = "association-management-2010"
ORGANISATION = "lark"  # The Library Association of the Republic of Kazakhstan in the directory.
YEAR = 2010
DAYS = 5


def install() -> None:
    """Adds what is missing; what editors changed stays. The organisation is joined once the directory has it."""
    organisation = Organisation.objects.filter(slug=ORGANISATION).first()
    project, _is_new = Project.objects.get_or_create(
        slug=PROJECT, defaults={"year": YEAR, "source_updated_on": date(2016, 12, 15)}
    )
    workshop, _is_new = Workshop.objects.get_or_create(
        slug=WORKSHOP,
        defaults={
            "state": WorkshopState.APPROVED,
            "is_historic": True,
            # The document names the year and the length, not the days.
            "starts_on": date(YEAR, 1, 1),
            "ends_on": date(YEAR, 12, 31),
            "date_precision": DatePrecision.YEAR,
            "known_length": DAYS,
        },
    )
    if organisation and project.organisation_id is None:
        project.organisation = organisation
        project.save()
    if organisation and workshop.host_id is None:
        workshop.host = organisation
        workshop.save()
    if not project.workshops.exists():
        project.workshops.add(workshop)
    _describe(ProjectDescription, project, PROJECT_WORDS)
    _describe(WorkshopDescription, workshop, WORKSHOP_WORDS)


def _describe(model: Any, record: Any, words: dict[str, dict[str, str]]) -> None:
    known = set(record.descriptions.values_list("language", flat=True))
    now = timezone.now()
    for language, texts in words.items():
        if language not in known:
            model.objects.create(
                record=record, language=language, first_published_at=now, last_published_at=now, **texts
            )
