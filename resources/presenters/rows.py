"""The list of materials: its filters and orders, and a row as it is shown."""

from collections.abc import Iterable
from functools import cached_property

from django.db.models import Prefetch
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.caching.cache import cached
from portal.content.models import nearest
from portal.language import (
    LANGUAGES,
    fallback_order,
    format_file_size,
    format_number,
    language_name,
    tokenise,
)
from portal.listing.filters import Filter, FilterSet, language_choices
from portal.listing.paging import CountedPaginator
from portal.localisation.text import active_language
from portal.look.components import Chip, HiddenField, IconFact, Order, Row
from portal.look.templatetags.look import book

from ..enums import RESOURCES_SCOPE, Audience, Licence, MaterialKind
from ..models.material import Material
from ..models.material_description import MaterialDescription
from ..models.material_file import MaterialFile
from ..querysets import MaterialQuerySet
from .outline import Part, outline, parts_by_code

PAGE_SIZE = 12
ORDERS = {"newest": "newest", "downloads": "most_downloaded", "title": "by_title"}  # Name → queryset method.


def filters() -> list[Filter]:
    """The groups of the library, in the order shown."""
    modules = [(module.code, f"{module.code} · {module.title}") for module in outline()]
    return [
        Filter("kind", pgettext("of a material", "Kind"), "kind", MaterialKind.choices),
        Filter("language", _("Language"), "files__language", language_choices(), many=True),
        Filter("audience", _("Audience"), "audience", Audience.choices),
        Filter("licence", _("What you may do"), "licence", Licence.choices),
        Filter("module", _("Module"), "within__code", modules, many=True),
    ]


class Listing:
    """The library's list as an address asks for it: words, filters, order and page, of public materials."""

    def __init__(self, query: QueryDict) -> None:
        self.words = query.get("q", "").strip()[:200]
        order = query.get("order", "")
        self.order = order if order in ORDERS else "newest"
        found = Material.objects.public()
        terms = tokenise(self.words)
        if self.words:
            found = found.matching(self.words) if terms else found.none()
        self.filters = FilterSet(filters(), query).counted(
            "resources.list", [RESOURCES_SCOPE], found, self.words and terms
        )
        rows = getattr(self.filters.apply(found), ORDERS[self.order])()
        listed = self.filters.found + self.filters.fictional
        self.page = CountedPaginator(for_rows(rows), PAGE_SIZE, listed).get_page(query.get("page", "1"))

    @property
    def orders(self) -> list[Order]:
        labels = {
            "newest": _("Newest first"),
            "downloads": _("Most downloaded"),
            "title": _("By title"),
        }
        return [Order(name, labels[name], name == self.order) for name in ORDERS]

    @property
    def count_words(self) -> str:
        """ "14 materials" in the reader's language."""
        return materials_words(self.filters.found)

    @property
    def fictional_words(self) -> str:
        """The heading of those made for demonstration, with their own number."""
        number = format_number(self.filters.fictional, active_language())
        return _("Made for demonstration: %(count)s") % {"count": number}

    @property
    def of_words(self) -> str:
        """ "of 55", where words or filters leave some out."""
        total = cached(
            "resources.total", lambda: Material.objects.public().real().count(), depends_on=[RESOURCES_SCOPE]
        )
        if total == self.filters.found:
            return ""
        return _("of %(total)s") % {"total": format_number(total, active_language())}

    @property
    def chips(self) -> list[Chip]:
        """Chips of what is on: the words looked for, and every chosen option."""
        return [*self.filters.chip_of_words(self.words), *self.filters.chips]

    @property
    def order_hidden(self) -> list[HiddenField]:
        return self.filters.hidden_but("order")

    @property
    def search_hidden(self) -> list[HiddenField]:
        return self.filters.hidden_but("q")

    @cached_property
    def rows(self) -> list[Row]:
        """The materials of this page, as the row component takes them."""
        return [row_of(material) for material in self.page if not material.is_demo]

    @cached_property
    def fictional_rows(self) -> list[Row]:
        """Those of this page that were made for demonstration."""
        return [row_of(material) for material in self.page if material.is_demo]


def for_rows(materials: MaterialQuerySet) -> MaterialQuerySet:
    """With what a row needs: two more queries, however many rows."""
    return materials.defer("folded", *Material.rights_note.columns).prefetch_related(
        Prefetch(
            "descriptions", MaterialDescription.objects.filter(live=True).defer("body", "what_you_learn")
        ),
        Prefetch(
            "files", MaterialFile.objects.only("material_id", "language", "format", "size", "sort_order")
        ),
    )


def row_of(material: Material) -> Row:
    """A material in a list: book, where it belongs, title, kind, and facts in one line."""
    description = nearest(material.descriptions.all(), active_language())
    return Row(
        title=material.title,
        url=material.url,
        face=book(material.slug, material.code, material.module_code),
        language=description.language if description else "",
        is_demo=material.is_demo,
        kicker=place_words(material.code),
        text=f"{material.get_kind_display()}\u00a0· {material.get_audience_display()}",
        facts=facts_of(material),
    )


def place_words(code: str) -> str:
    """ "2.1" → "Module 2 · topic 1"; empty outside the curriculum."""
    module, _dot, topic = code.partition(".")
    if not module:
        return ""
    words = _("Module %(number)s") % {"number": module}
    if not topic:
        return words
    return " · ".join([words, _("topic %(number)s") % {"number": topic}])


def facts_of(material: Material) -> list[IconFact]:
    """Formats and size in the nearest language, all its languages, what is allowed, downloads."""
    return [
        IconFact("document", _formats(material.files.all())),
        IconFact("globe", languages_of(material.files.all())),
        IconFact("lock" if material.licence == Licence.UNCLEAR else "check", material.get_licence_display()),
        IconFact("download", downloads_words(material.downloads)),
    ]


def materials_words(number: int) -> str:
    """ "28 materials" in the reader's language."""
    return ngettext("%(number)s material", "%(number)s materials", number) % {
        "number": format_number(number, active_language())
    }


def downloads_words(number: int) -> str:
    """ "312 downloads" in the reader's language; empty before the first."""
    if not number:
        return ""
    return ngettext("%(count)s download", "%(count)s downloads", number) % {
        "count": format_number(number, active_language())
    }


def languages_of(files: Iterable[MaterialFile]) -> str:
    """The languages that files are in, named in the reader's: "Kazakh, Russian"."""
    present = {file.language for file in files}
    return ", ".join(language_name(code, active_language()) for code in LANGUAGES if code in present)


def _formats(files: Iterable[MaterialFile]) -> str:
    by_language: dict[str, list[MaterialFile]] = {}
    for file in files:
        by_language.setdefault(file.language, []).append(file)
    nearest_files = next(
        (by_language[code] for code in fallback_order(active_language()) if code in by_language), []
    )
    if not nearest_files:
        return ""
    formats = ", ".join(dict.fromkeys(file.format.upper() for file in nearest_files))
    return f"{formats} · {format_file_size(sum(file.size for file in nearest_files), active_language())}"


def parts_of(material: Material) -> list[Part]:
    """The parts of the curriculum that a material was made for, as the outline shows them."""
    known = parts_by_code()
    return [known[code] for code in material.code_list if code in known]
