"""Two who change the same thing at the same time: what a form showed, and how what stands there now differs from it.

A form carries a token of what it showed (`token_of`). When it comes back and the token of what stands there now is
another, somebody has saved something meanwhile: `differences` lays that beside what was typed. What was typed is never
part of the token, so that a form sent twice meets only itself.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.files import File
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.utils.text import capfirst
from django.utils.timezone import now

from portal.language import LANGUAGES

from .pieces import Difference, difference
from .readable import in_words, typed_in

FIELD = "state_shown"  # The hidden field with the token.
TOKEN = re.compile(r"([0-9a-f]{24})\.(\d{10})")
OF_ROWS = frozenset({DELETION_FIELD_NAME, ORDERING_FIELD_NAME})

Part = forms.BaseForm | forms.BaseFormSet


@dataclass(frozen=True)
class Collision:
    """What somebody else saved while a form was open; `token` is what the form carries once this was shown."""

    differences: list[Difference]
    token: str = ""
    who: str = ""  # Empty where it is not known.
    when: datetime | None = None


def token_of(parts: Iterable[Part]) -> str:
    """The token of forms as they are drawn, unbound: a digest of their values, and the moment."""
    digest = hashlib.blake2b(repr([_plain_part(part) for part in parts]).encode(), digest_size=12)
    return f"{digest.hexdigest()}.{int(now().timestamp())}"


def is_outdated(seen: str, current: str) -> bool:
    """True when a form that carries `seen` showed something else than stands there by the token `current`.

    A token that is missing, or none of ours, tells nothing.
    """
    return bool(TOKEN.fullmatch(seen)) and seen.partition(".")[0] != current.partition(".")[0]


def shown_at(seen: str) -> datetime | None:
    """The moment at which a form with this token was drawn; None for no token of ours."""
    match = TOKEN.fullmatch(seen)
    return datetime.fromtimestamp(int(match[2]), UTC) if match else None


def differences(parts: Iterable[Part], label: Callable[[BoundField], str] | None = None) -> list[Difference]:
    """Every field of bound forms in which what was typed reads otherwise than what they were bound to."""
    return [found for part in parts for found in _of_part(part, label or _label)]


def _plain_part(part: Part) -> Any:
    if isinstance(part, forms.BaseFormSet):
        return [_plain_part(form) for form in part.initial_forms]
    values = [(bound.name, _plain(bound.initial)) for bound in _bound_fields(part)]
    key = getattr(getattr(part, "instance", None), "pk", None)
    return [key, values, [(name, _plain_part(inner)) for name, inner in _formsets(part)]]


def _plain(value: Any) -> Any:
    """A value as it is the same each time it is read."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, File):
        return value.name
    if isinstance(value, Iterable) and not isinstance(value, str):
        return sorted(str(_plain(one)) for one in value)
    return "" if value is None else str(value)


def _bound_fields(form: forms.BaseForm) -> Iterator[BoundField]:
    """The fields that a person fills in."""
    for name, field in form.fields.items():
        is_key = isinstance(field, forms.ModelChoiceField) and isinstance(field.widget, forms.HiddenInput)
        is_secret = isinstance(field.widget, forms.PasswordInput)
        if not (field.disabled or is_secret or name in OF_ROWS or (is_key and name == "id")):
            yield form[name]


def _formsets(form: forms.BaseForm) -> list[tuple[str, forms.BaseFormSet]]:
    """The rows below a form; comments are said beside a text, they are not part of it."""
    return [(name, rows) for name, rows in getattr(form, "formsets", {}).items() if name != "comments"]


def _of_part(part: Part, label: Callable[[BoundField], str]) -> Iterator[Difference]:
    if isinstance(part, forms.BaseFormSet):
        yield from _of_rows(part, label)
        return
    for bound in _bound_fields(part):
        if found := _of_field(bound, label):
            yield found
    for _name, rows in _formsets(part):
        yield from _of_rows(rows, label)


def _of_field(bound: BoundField, label: Callable[[BoundField], str], row: str = "") -> Difference | None:
    if not bound.field.has_changed(bound.initial, bound.data):
        return None
    name = f"{row}: {label(bound)}" if row else label(bound)
    return difference(
        name, in_words(bound, bound.initial), in_words(bound, typed_in(bound)), _language(bound)
    )


def _of_rows(rows: forms.BaseFormSet, label: Callable[[BoundField], str]) -> Iterator[Difference]:
    """Of rows below: those that are new or taken out as a whole, the others field by field."""
    for number, form in enumerate(rows.forms, 1):
        row = f"{_title(rows)} {number}".strip()
        is_known = number <= rows.initial_form_count() and _has_row(form)
        is_taken_out = rows.can_delete and _is_ticked(form)
        if is_known and not is_taken_out:
            yield from filter(None, (_of_field(bound, label, row) for bound in _bound_fields(form)))
            for _name, inner in _formsets(form):
                yield from _of_rows(inner, label)
        elif is_known:
            yield from filter(None, [difference(row, _whole(form, label, typed=False), "")])
        elif form.has_changed() and not is_taken_out:
            yield from filter(None, [difference(row, "", _whole(form, label, typed=True))])


def _has_row(form: forms.BaseForm) -> bool:
    """False for a form whose row is gone; forms of permissions stand for no single row."""
    return not hasattr(form, "instance") or form.instance.pk is not None


def _is_ticked(form: forms.BaseForm) -> bool:
    bound = form[DELETION_FIELD_NAME]
    return bool(bound.field.to_python(bound.data))


def _whole(form: forms.BaseForm, label: Callable[[BoundField], str], *, typed: bool) -> str:
    lines = []
    for bound in _bound_fields(form):
        value = typed_in(bound) if typed else bound.initial
        if not bound.is_hidden and (words := in_words(bound, value)):
            lines.append(f"{label(bound)}: {words}")
    return "\n".join(lines)


def _title(rows: forms.BaseFormSet) -> str:
    model = getattr(rows, "model", None)
    return str(capfirst(model._meta.verbose_name)) if model else ""


def _label(bound: BoundField) -> str:
    return str(bound.label)


def _language(bound: BoundField) -> str:
    """The language of a text, by its field's name, else by the thing that it belongs to."""
    if not isinstance(bound.field, forms.CharField):
        return ""
    first, last = bound.name.partition("_")[0], bound.name.rpartition("_")[2]
    thing = getattr(bound.form, "instance", None)
    of_thing = getattr(thing, "language", "") or getattr(getattr(thing, "locale", None), "language_code", "")
    return next((code for code in (last, first, of_thing) if code in LANGUAGES), "")
