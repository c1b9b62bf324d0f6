"""Imports of organisations as the admin shows them, with what an undo does, or did, with each organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.utils import get_user_display_name
from wagtail.models import ModelLogEntry, Revision

from portal.accounts.models import User
from portal.content import versions
from portal.editing.facts import ChangeFormatter, label_of
from portal.web.readable import say

from ..actions.referring import Referring
from ..actions.undoing import Step
from ..enums import Stays
from ..models.organisation import Organisation
from ..models.organisation_import import OrganisationImport


@dataclass(frozen=True)
class ImportedRow:
    """An organisation of an import: what it was called, what has become of it, and where its versions are."""

    title: str
    is_new: bool
    changes: list[str]
    outcome: list[str]
    history_url: str = ""
    compare_url: str = ""


@dataclass(frozen=True)
class ShownImport:
    """An import in the list of imports and on its page: when, by whom, how much, and how it stands."""

    url: str
    undo_url: str
    moment: str
    who: str
    file_name: str
    total: int
    new: int
    changed: int
    state: str
    is_at_work: bool
    is_broken: bool
    is_undo: bool
    can_be_undone: bool


def shown_import(record: OrganisationImport, is_at_work: bool) -> ShownImport:
    """An import; `is_at_work` says whether the worker has it in hand."""
    is_over = record.undone_at if record.undo_begun_at else record.ended_at
    return ShownImport(
        url=_address("import_result", record.pk),
        undo_url=_address("import_undo", record.pk),
        moment=say(record.made_at),
        who=name_of(record.made_by),
        file_name=record.file_name,
        total=record.total,
        new=record.new_count,
        changed=record.changed_count,
        state=_state(record, is_at_work),
        is_at_work=is_at_work,
        is_broken=not is_over and not is_at_work,
        is_undo=record.undo_begun_at is not None,
        can_be_undone=bool(record.rows) and not record.undone_at and not is_at_work,
    )


def _state(record: OrganisationImport, is_at_work: bool) -> str:
    if record.undone_at:
        moment, who = say(record.undone_at), name_of(record.undone_by)
        if who:
            return _("undone by %(who)s, %(moment)s") % {"who": who, "moment": moment}
        return _("undone, %(moment)s") % {"moment": moment}
    if record.undo_begun_at:
        return _("being undone") if is_at_work else _("undone in part: the undo was interrupted")
    if record.ended_at:
        return _("imported in part: rows with errors") if record.wrong else _("imported")
    return _("being imported") if is_at_work else _("imported in part: interrupted")


def imported_rows(rows: list[dict[str, Any]], steps: list[Step] | None = None) -> list[ImportedRow]:
    """The organisations of an import by its rows, with what was undone of them, or with what an undo would do."""
    found = Organisation.objects.in_bulk([row["pk"] for row in rows])
    told = [_told(row) for row in rows] if steps is None else steps
    keys = {key for row in rows for key in (row["before"], row["version"]) if key}
    keys |= {key for step in told if step for key in _versions_named(step)}
    kept = Revision.objects.select_related("user").in_bulk(keys)
    return [_row(row, step, found.get(row["pk"]), kept) for row, step in zip(rows, told, strict=True)]


def _told(row: dict[str, Any]) -> Step | None:
    return Step(**row["undo"]) if "undo" in row else None


def _versions_named(step: Step) -> Iterable[int]:
    named = [step.since, *(version for _why, version in step.left.values())]
    return [version for version in named if version]


def _row(
    row: dict[str, Any], step: Step | None, organisation: Organisation | None, kept: dict[int, Revision]
) -> ImportedRow:
    before, made = kept.get(row["before"]), kept.get(row["version"])
    changes = versions.changed_names(before.content, made.content) if before and made else []
    return ImportedRow(
        title=str(organisation) if organisation else row["slug"],
        is_new=row["is_new"],
        changes=_labels(versions.in_order(Organisation, changes)),
        outcome=_sentences(step, kept) if step else [],
        history_url=_address("history", row["pk"]) if organisation else "",
        compare_url=_address("revisions_compare", row["pk"], before.pk, made.pk)
        if organisation and before and made
        else "",
    )


def _address(name: str, *parts: Any) -> str:
    return reverse(f"wagtailsnippets_directory_organisation:{name}", args=parts)


def _labels(names: Iterable[str]) -> list[str]:
    return [capfirst(label_of(Organisation, name)) for name in names]


def _sentences(step: Step, kept: dict[int, Revision]) -> list[str]:
    """What an undo does with an organisation, in the words of a list that serves before and after."""
    if step.is_deleted:
        return [pgettext("of an import", "Deleted")]
    if step.why:
        return [_("Stays: %(reason)s") % {"reason": _reason(step.why, step.since, kept, step.referring)}]
    found = [_("Put back: %(facts)s") % {"facts": ", ".join(_labels(step.back))}] if step.back else []
    found += [
        _("Stays: %(fact)s (%(reason)s)")
        % {"fact": capfirst(label_of(Organisation, name)), "reason": _reason(why, version, kept)}
        for name, (why, version) in step.left.items()
    ]
    return found or [_("Nothing to put back")]


def _reason(
    why: str, since: int | None, kept: dict[int, Revision], referring: Referring | None = None
) -> str:
    version = kept.get(since) if since else None
    if why == Stays.CHANGED and version:
        who = name_of(version.user)
        moment = say(version.created_at)
        if who:
            return _("changed since by %(who)s, %(moment)s") % {"who": who, "moment": moment}
        return _("changed since, %(moment)s") % {"moment": moment}
    if referring:
        rows = "; ".join(f"{_kind(label)}: {count}" for label, count in sorted(referring.items()))
        return _("other entries refer to it (%(entries)s)") % {"entries": rows}
    return str(Stays(why).label)


def _kind(label: str) -> str:
    return capfirst(str(apps.get_model(label)._meta.verbose_name_plural))


def name_of(user: User | None) -> str:
    """How the admin calls somebody; empty for nobody, and for those who were erased."""
    return "" if user is None or user.is_erased else get_user_display_name(user)


class ImportFormatter(ChangeFormatter):
    """The line of an organisation's history about an import that made or changed it."""

    label = gettext_lazy("Change by an import")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        if "changed" not in log_entry.data:
            return _("Added by an import")
        return _("By an import. %(what)s") % {"what": super().format_message(log_entry)}


class UndoFormatter(ChangeFormatter):
    """The line of an organisation's history about the undo of an import that had changed it."""

    label = gettext_lazy("Undo of an import")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        moment = say(datetime.fromisoformat(log_entry.data["of"]))
        what = super().format_message(log_entry)
        return _("Undone: import of %(moment)s. %(what)s") % {"moment": moment, "what": what}
