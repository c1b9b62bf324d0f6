"""Changes of approved workshops, as an organiser makes them."""

from dataclasses import replace
from typing import Any, cast

from django.forms import CheckboxInput, Form

from federation.directory.models import Organisation
from federation.workshops import actions, forms
from federation.workshops.actions.copying import draft_of
from federation.workshops.actions.registering import FACT_FIELDS, Draft, TrainerLine
from federation.workshops.models import Workshop
from portal.accounts.models import User
from portal.journal.models import WishedChange


def draft_with(workshop: Workshop, **changes: Any) -> Draft:
    """What the workshop says now as its form would say it, but for some facts, parts, or words (`kk_title`)."""
    workshop = Workshop.objects.get(pk=workshop.pk)
    draft = draft_of(workshop, workshop.starts_on)
    lines = [
        TrainerLine(row.everyday_name, row.email, row.role, row.pk)
        for row in workshop.trainers.select_related("person")
    ]
    facts = {**draft.facts, **{name: changes.pop(name) for name in FACT_FIELDS if name in changes}}
    parts = {
        name: changes.pop(name) for name in ("modules", "topics", "money", "trainers") if name in changes
    }
    words = {code: dict(found) for code, found in draft.words.items()}
    for name, text in changes.items():
        code, _line, word = name.partition("_")
        words.setdefault(code, {})[word] = text
    return replace(draft, facts=facts, words=words, **{"trainers": lines, **parts})


def amend(workshop: Workshop, user: User, reason: str = "Солай керек.", **changes: Any) -> actions.Amendment:
    """Changes some facts of a workshop, or asks for it."""
    return actions.amend(workshop, user, draft_with(workshop, **changes), reason)


def ask(workshop: Workshop, user: User, reason: str = "Солай керек.", **changes: Any) -> WishedChange:
    """The request that waits after some facts were changed."""
    amend(workshop, user, reason, **changes)
    return workshop.wished_changes.waiting().get()


def give_places(workshop: Workshop, number: int) -> int:
    """Sets how many places a workshop has, and says how many it has then."""
    actions.amend(workshop, None, draft_with(workshop, capacity=number), "Солай керек.")
    return Workshop.objects.get(pk=workshop.pk).capacity


def form_of(workshop: Workshop, **changes: Any) -> dict[str, Any]:
    """What a browser sends when the form of a workshop is left as it is, but for some fields."""
    workshop = Workshop.objects.get(pk=workshop.pk)
    organiser = cast(Organisation, workshop.organiser)
    form = forms.WorkshopForm(organiser=organiser, initial=forms.initial_of(workshop, organiser))
    sent = _sent(form)
    for rows in (forms.trainer_rows(None, workshop, organiser), forms.money_rows(None, workshop)):
        sent |= _sent(rows.management_form)
        for row in rows.forms:
            sent |= _sent(row)
    return {**sent, **changes}


def _sent(form: Form) -> dict[str, Any]:
    values = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field.widget, CheckboxInput):
            if value:
                values[bound.html_name] = "on"
            continue
        shown = bound.field.widget.format_value(value) if value is not None else ""
        values[bound.html_name] = "" if shown is None else shown
    return values
