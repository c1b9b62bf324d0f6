"""What somebody else saved of a workshop while its form was open, beside what was typed."""

from collections.abc import Callable, Iterable

from django.forms import Form
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from portal.language import format_money
from portal.localisation.text import active_language
from portal.web.collisions import differences
from portal.web.pieces import Difference, difference

from ..actions import Draft, MoneyLine, TrainerLine
from ..enums import MoneyKind, TrainerRole
from ..models.workshop import Workshop


def meanwhile(
    form: Form, draft: Draft, workshop: Workshop, label: Callable[[BoundField], str]
) -> list[Difference]:
    """The fields in which the workshop is not what the form, whose `draft` this is, would make of it."""
    trainers = [
        TrainerLine(row.everyday_name, row.email, row.role)
        for row in workshop.trainers.select_related("person")
    ]
    money = [MoneyLine(row.kind, row.name, row.planned, row.in_kind) for row in workshop.money_sources.all()]
    rows = [
        difference(_("Trainers and contacts"), _trainers(trainers), _trainers(draft.trainers)),
        difference(_("Who pays"), _money(money), _money(draft.money)),
    ]
    return [*differences([form], label), *filter(None, rows)]


def _trainers(lines: Iterable[TrainerLine]) -> str:
    return "\n".join(
        ", ".join(filter(None, (line.clean_name, str(TrainerRole(line.role).label), line.email)))
        for line in lines
    )


def _money(lines: Iterable[MoneyLine]) -> str:
    language = active_language()
    parts = (
        (
            str(MoneyKind(line.kind).label),
            line.name,
            _("in kind") if line.in_kind else "",
            "" if line.planned is None else format_money(line.planned, language),
        )
        for line in lines
    )
    return "\n".join(", ".join(filter(None, part)) for part in parts)
