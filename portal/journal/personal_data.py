"""Personal data that the journal holds on somebody: the steps that they took, the changes that they asked for or
decided about. A record that they may not see is not named.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy

from portal.accounts.registry import Subject, register_personal_data
from portal.content.visibility import visible_rows

from .models.step import Step
from .models.wished_change import WishedChange
from .registry import VERBS


def export_journal(subject: Subject) -> list[dict[str, Any]]:
    """Their steps, and their part in wished changes, in the order in which these happened."""
    if subject.user is None:
        return []
    steps = Step.objects.filter(by=subject.user)
    asked = WishedChange.objects.filter(by=subject.user)
    decided = WishedChange.objects.filter(decided_by=subject.user)
    named = _names(subject, (*steps, *asked, *decided))
    return [
        *(
            {
                "record": named(row),
                "step": VERBS.get(row.verb, row.verb),
                "words": row.words,
                "at": row.at,
            }
            for row in steps
        ),
        *({"record": named(row), "reason": row.reason, "at": row.at} for row in asked),
        *({"record": named(row), "answer": row.answer, "at": row.decided_at} for row in decided),
    ]


def _names(subject: Subject, rows: Iterable[Step | WishedChange]) -> Any:
    """A function from a row to the name of its record; empty for one that they may not see."""
    keys: dict[int, set[int]] = {}
    for row in rows:
        keys.setdefault(row.about_type_id, set()).add(row.about_id)
    known: dict[tuple[int, int], str] = {}
    for kind, found in keys.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            seen = visible_rows(model, subject.visitor).filter(pk__in=found)
            known |= {(kind, record.pk): str(record) for record in seen}
    return lambda row: known.get((row.about_type_id, row.about_id), "")


def erase_journal(subject: Subject) -> None:
    """Forgets who took a step; what was decided stays with the record."""
    if subject.user is None:
        return
    Step.objects.filter(by=subject.user).update(by=None)
    WishedChange.objects.filter(by=subject.user).update(by=None)
    WishedChange.objects.filter(decided_by=subject.user).update(decided_by=None)


register_personal_data(
    "journal",
    title=gettext_lazy("Decisions and wished changes"),
    kept=gettext_lazy("As long as what they are about; until you are erased, with your name."),
    export=export_journal,
    erase=erase_journal,
    keys=["journal.Step.by", "journal.WishedChange.by", "journal.WishedChange.decided_by"],
)
