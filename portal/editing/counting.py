"""Number of rows in a list of the admin, as each language says it: «62 ұйым», «16 материалов», "3 pictures".

Wagtail puts the number before the plural name of the model, which is wrong in Kazakh, where a noun after a number
stays singular, and in Russian, which has two plurals after numbers. The Russian ones stand in `portal/library_locale`,
under the model's English names, and the Kazakh of models whose libraries do not translate their names:
`tests/admin/test_counting.py` says which are missing.
"""

from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import ngettext, override
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.generic.chooser import BaseChooseView

from portal.language import format_number
from portal.localisation.text import active_language


def counted(count: int, singular: str | Promise, plural: str | Promise) -> str:
    """A number and the noun that it counts, by the noun's names, which are lazy where they are translated."""
    language = active_language()
    with override("en"):
        one, many = f"%(count)s {singular}", f"%(count)s {plural}"
    text = ngettext(one, many, count)
    if language == "kk" and text in (one, many):
        text = f"%(count)s {singular}"
    return text % {"count": format_number(count, language)}


class CountingPaginator(WagtailPaginator):
    """Counts the rows of a list in its reader's language."""

    @cached_property
    def items_count_label(self) -> str:
        if self.model is None:  # Rows of several kinds.
            text = ngettext("%(count)s entry", "%(count)s entries", self.count)
            return text % {"count": format_number(self.count, active_language())}
        return counted(self.count, self.model._meta.verbose_name, self.model._meta.verbose_name_plural)


def count_in_words() -> None:
    """Gives the paginator to all lists and choosers of the admin; called once, when the portal starts."""
    for view in (BaseListingView, BaseChooseView):
        view.paginator_class = CountingPaginator
