"""Names that nobody gave: libraries make them of a field's or a class's own name, in English for every reader.

They go through gettext here, so that `portal/library_locale` can translate them like any other string.
"""

from typing import Any

from django.apps import apps
from django.forms import boundfield
from django.forms.utils import pretty_name
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.ui.tables import BaseColumn


def translate_names() -> None:
    """Gives models and their fields, form fields and columns of lists names that can be translated.

    Called once, when the portal starts, before any form of a library is made. Migrations see what was written only.
    """
    for model in apps.get_models():
        meta = model._meta
        if type(meta.verbose_name) is str:
            plural = str(meta.original_attrs.get("verbose_name_plural", f"{meta.verbose_name}s"))
            meta.verbose_name, meta.verbose_name_plural = (
                gettext_lazy(meta.verbose_name),
                gettext_lazy(plural),
            )
        for field in (*meta.fields, *meta.many_to_many):
            if type(field.verbose_name) is str:
                field.verbose_name = gettext_lazy(field.verbose_name)
    boundfield.pretty_name = lambda name: gettext(pretty_name(name))  # type: ignore[attr-defined]  # Imported there.
    BaseColumn.__init__ = _translating(BaseColumn.__init__)


def _translating(init: Any) -> Any:
    def translating(self: BaseColumn, name: str, label: Any = None, *args: Any, **kwargs: Any) -> None:
        init(self, name, label, *args, **kwargs)
        if label is None:
            self.label = gettext_lazy(self.label)

    return translating
