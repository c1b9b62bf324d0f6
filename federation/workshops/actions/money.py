"""Where a workshop's money comes from: written down with it, and what was spent in the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.caching.cache import invalidate
from portal.journal import actions as journal

from ..enums import WORKSHOPS_SCOPE, MoneyKind, StepVerb
from ..models.money_source import MoneySource
from ..models.workshop import Workshop
from ..rules import takes_actual_money
from .places import lock_workshop
from .refusals import Changed, WrongState


@dataclass(frozen=True)
class MoneyLine:
    """A source of money, as the organiser wrote it; the planned amount in tenge.

    `row` is the key of the line that it was before, if it was one. The name is in the working language where the line
    does not say its `language`.
    """

    kind: str = MoneyKind.OWN
    name: str = ""
    planned: Decimal | None = None
    in_kind: bool = False
    language: str = ""
    row: int | None = None


def save_money(workshop: Workshop, lines: Sequence[MoneyLine]) -> None:
    """Makes the workshop's sources say what the lines say: each stays the row that it was. Under its lock alone."""
    left = {row.pk: row for row in workshop.money_sources.all()}
    kept = {line.row for line in lines if line.row}
    for position, line in enumerate(lines):
        source = _row_of(line, left, kept) or MoneySource(workshop=workshop)
        left.pop(source.pk, None)
        if source.pk and source.position == position and says_money(source, line, workshop.working_language):
            continue
        source.kind, source.name, source.planned = line.kind, line.name, line.planned
        source.in_kind, source.position = line.in_kind, position
        source.language = line.language or workshop.working_language
        source.save()
    for source in left.values():
        source.delete()
    invalidate(WORKSHOPS_SCOPE)


def says_money(source: MoneySource, line: MoneyLine, working_language: str) -> bool:
    """True when a source says already what was typed."""
    typed = (line.kind, line.name, line.planned, line.in_kind, line.language or working_language)
    return (source.kind, source.name, source.planned, source.in_kind, source.language) == typed


def _row_of(line: MoneyLine, left: dict[int, MoneySource], kept: set[int]) -> MoneySource | None:
    """The source that this line was: by its key, else one of its kind and name that no other line says it was."""
    alike = (
        row for row in left.values() if (row.kind, row.name) == (line.kind, line.name) and row.pk not in kept
    )
    return left.get(line.row or 0) or next(alike, None)


def note_actual_money(
    workshop: Workshop, user: User | None, amounts: Mapping[int, Decimal | None], seen: str = ""
) -> Workshop:
    """Writes down what each source gave in the end, by the key of its row. Said again, it changes nothing.

    `seen` names the amounts that the form showed (`name_of_money`): Changed is raised when somebody has written down
    others since, or a source is not there any more. Raises WrongState for a workshop that was not approved.
    """
    with lock_workshop(workshop.pk) as locked:
        sources = {row.pk: row for row in locked.money_sources.all()}
        if all(key in sources and sources[key].actual == amount for key, amount in amounts.items()):
            return locked
        if not takes_actual_money(locked):
            raise WrongState(_("Actual amounts can be written down only for an approved workshop."))
        if (seen and seen != name_of_money(locked)) or not amounts.keys() <= sources.keys():
            raise Changed(
                _(
                    "The amounts were changed after you opened this form. To replace them with yours, send the form "
                    "again."
                )
            )
        changes = []
        for key, amount in amounts.items():
            source = sources[key]
            if source.actual != amount:
                changes.append({"name": "actual", "stood": _plain(source.actual), "stands": _plain(amount)})
                source.actual = amount
                source.save(update_fields=["actual"])
        journal.log(locked, StepVerb.MONEY, user, changes=changes)
        invalidate(WORKSHOPS_SCOPE)
    return locked


def _plain(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount)


def name_of_money(workshop: Workshop) -> str:
    """The name by which a form tells which amounts it showed."""
    rows = workshop.money_sources.values_list("pk", "actual")
    return " ".join(f"{key}:{_plain(amount)}" for key, amount in rows)
