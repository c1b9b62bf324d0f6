"""Undoes an import of organisations: what it changed is as before, what it made is gone, but for what came since."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from portal.accounts.models import User
from portal.clock.batches import in_batches
from portal.content import versions
from portal.journal.actions import by_office
from portal.journal.enums import OfficeVerb

from ..enums import UNDONE, Stays
from ..models.organisation import Organisation
from ..models.organisation_import import AT_ONCE, OrganisationImport
from .referring import Referring, rows_that_refer


@dataclass
class Step:
    """What an undo does with one organisation of an import. `organisation` has its former facts, unsaved."""

    organisation: Organisation | None = None
    is_deleted: bool = False
    back: list[str] = field(default_factory=list)
    # A fact that stays → why, and the version in which somebody has changed it since.
    left: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    why: str = ""  # It stays as a whole.
    since: int | None = None
    referring: Referring = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """What the import's row keeps of it; what is empty is left out."""
        return {name: value for name, value in vars(self).items() if value and name != "organisation"}


def undo(pk: Any, user: User | None) -> OrganisationImport | None:
    """Undoes an import in batches, each in a transaction of its own. It may run again, and goes on where it was.

    Returns the import; None when there is none any more.
    """
    while (record := _undo_batch(pk, user)) and not record.undone_at:
        pass
    return record


@transaction.atomic
def _undo_batch(pk: Any, user: User | None) -> OrganisationImport | None:
    record = OrganisationImport.objects.select_for_update().filter(pk=pk).first()
    if record is None or record.undone_at:
        return record
    batch = record.waiting[:AT_ONCE]
    keys = [row["pk"] for row in batch]
    list(Organisation.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    with versions.Act(UNDONE, user, **{"import": str(record.pk), "of": record.made_at.isoformat()}):
        for row, step in zip(batch, steps_of(batch), strict=True):
            _carry_out(step, record, user)
            row["undo"] = step.told()
    record.undo_begun_at = record.undo_begun_at or timezone.now()
    record.undone_by = record.undone_by or user
    if not record.waiting:
        record.undone_at = timezone.now()
    record.save(update_fields=["rows", "undo_begun_at", "undone_by", "undone_at"])
    return record


def _carry_out(step: Step, record: OrganisationImport, user: User | None) -> None:
    if step.organisation is None:
        return
    if step.is_deleted:
        with by_office(step.organisation, user, OfficeVerb.DELETED, str(record)):
            log(step.organisation, "wagtail.delete", deleted=True)
            step.organisation.delete()
    elif step.back:
        with by_office(step.organisation, user, OfficeVerb.UNDONE, str(record)):
            step.organisation.save()


def steps_of(rows: list[dict[str, Any]]) -> list[Step]:
    """What an undo does with each of an import's rows. Changes nothing."""
    keys = [row["pk"] for row in rows]
    there = Organisation.objects.prefetch_related("other_names", "sources").in_bulk(keys)
    kept = Revision.objects.in_bulk(
        [row[name] for row in rows for name in ("before", "version") if row[name]]
    )
    referring = rows_that_refer([row["pk"] for row in rows if row["is_new"]])
    return [_step(row, there.get(row["pk"]), kept, referring.get(row["pk"], {})) for row in rows]


def _step(
    row: dict[str, Any], organisation: Organisation | None, kept: dict[int, Revision], referring: Referring
) -> Step:
    made, before = kept.get(row["version"]), kept.get(row["before"])
    if organisation is None:
        return Step(why=Stays.DELETED)
    if made is None or (before is None and not row["is_new"]):
        return Step(organisation, why=Stays.THINNED)
    if before is None:
        return _deletion(organisation, made, referring)
    return _return(organisation, before, made)


def _deletion(organisation: Organisation, made: Revision, referring: Referring) -> Step:
    latest = versions.versions_of(organisation).first()
    if latest != made or versions.content_of(organisation) != made.content:
        since = latest.pk if latest and latest != made else None
        return Step(organisation, why=Stays.CHANGED, since=since)
    if referring:
        return Step(organisation, why=Stays.REFERRED, referring=referring)
    return Step(organisation, is_deleted=True)


def _return(organisation: Organisation, before: Revision, made: Revision) -> Step:
    step, now = Step(organisation), versions.content_of(organisation)
    was, became = before.content, made.content
    for name in versions.in_order(Organisation, versions.changed_names(was, became)):
        if _same(now.get(name), was.get(name)):
            continue
        if name in organisation.stays():
            step.left[name] = (Stays.KEPT, None)
        elif _same(now.get(name), became[name]):
            step.back.append(name)
        else:
            step.left[name] = (Stays.CHANGED, _changed_by(organisation, made, name))
    versions.fill(organisation, {name: was[name] for name in step.back if name in was})
    filled = versions.content_of(organisation)
    missing = [name for name in step.back if not _same(filled[name], was.get(name))]
    # What names a row that is gone by now.
    versions.fill(organisation, {name: now[name] for name in missing})
    step.left |= dict.fromkeys(missing, (Stays.MISSING, None))
    step.back = [name for name in step.back if name not in missing]
    return step if _is_valid(organisation, step.back) else Step(organisation, why=Stays.INVALID)


def _is_valid(organisation: Organisation, back: list[str]) -> bool:
    if not back:
        return True  # Nothing is written.
    try:
        organisation.full_clean(exclude=versions.fact_names(Organisation).difference(back))
    except ValidationError:
        return False
    return True


def _same(one: Any, other: Any) -> bool:
    """True when two versions tell the same of a fact; rows that are parts may have been written anew."""
    return _bare(one) == _bare(other)


def _bare(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return sorted(
        json.dumps({name: part[name] for name in part if name != "pk"}, sort_keys=True)
        if isinstance(part, dict)
        else part
        for part in value
    )


def _changed_by(organisation: Organisation, made: Revision, name: str) -> int | None:
    """The version in which somebody gave a fact the value that it has; None when none was kept."""
    found, value = None, made.content[name]
    for version in versions.versions_of(organisation).filter(pk__gt=made.pk).reverse():
        if not _same(version.content.get(name), value):
            found, value = version.pk, version.content.get(name)
    return found


def forget_old_imports(now: datetime | None = None) -> int:
    """Deletes the records of imports whose versions need no longer be kept; what they imported stays.

    Returns how many.
    """
    until = (now or timezone.now()) - timedelta(days=settings.VERSIONS_KEPT_DAYS)
    return in_batches(OrganisationImport.objects.filter(made_at__lt=until), lambda rows: rows.delete()[0])
