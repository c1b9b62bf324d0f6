"""The kinds of things that search finds: how they are called, drawn and ordered as tabs."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from portal.content.searchable import Searchable


@dataclass(frozen=True)
class Kind:
    """One kind of thing: the word for one, the word for many, an icon of the sprite."""

    code: str
    one: str | Promise
    many: str | Promise
    icon: str = "document"


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "organisation",
            pgettext_lazy("one result", "Organisation"),
            pgettext_lazy("results", "Organisations"),
            "building",
        ),
        Kind(
            "workshop",
            pgettext_lazy("one result", "Workshop"),
            pgettext_lazy("results", "Workshops"),
            "calendar",
        ),
        Kind(
            "material",
            pgettext_lazy("one result", "Material"),
            pgettext_lazy("results", "Materials"),
            "document",
        ),
        Kind("news", pgettext_lazy("one result", "News item"), pgettext_lazy("results", "News"), "news"),
        Kind(
            "project", pgettext_lazy("one result", "Project"), pgettext_lazy("results", "Projects"), "globe"
        ),
        Kind("page", pgettext_lazy("one result", "Page"), pgettext_lazy("results", "Pages"), "info"),
    )
}


def kind_of(code: str) -> Kind:
    """The kind with this code; one that is not in the table is called what its model is called."""
    if code in KINDS:
        return KINDS[code]
    if model := _model_of(code):
        return Kind(code, _capital(model._meta.verbose_name), _capital(model._meta.verbose_name_plural))
    return Kind(code, code, code)


def is_kind(code: str) -> bool:
    """True for a kind of the table or of any room."""
    return code in KINDS or _model_of(code) is not None


def in_order(codes: set[str]) -> list[Kind]:
    """These kinds as tabs stand: those of the table in its order, then others by name."""
    others = sorted(codes - KINDS.keys())
    return [*(kind for code, kind in KINDS.items() if code in codes), *map(kind_of, others)]


def _model_of(code: str) -> type[models.Model] | None:
    """The first model of any room that is of this kind."""
    for model in apps.get_models():
        if issubclass(model, Searchable) and model.search_kind == code:
            return model
    return None


def _capital(words: str | Promise | None) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]
