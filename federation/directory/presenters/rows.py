"""The list of organisations as it is shown."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.language import format_number, written_in
from portal.localisation.addresses import section_url
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Chip, Group, HiddenField, IconFact, Order, Row, SearchField
from portal.look.templatetags.look import monogram

from ..enums import LATIN_KAZAKH, OrganisationType
from ..filters import ListRequest
from ..models.organisation import Organisation
from .map import RegionsMap, map_of_regions

# Which face an organisation gets (LOOK.md 3.2).
FACES = {
    OrganisationType.ASSOCIATION: "association",
    OrganisationType.CONSORTIUM: "association",
    OrganisationType.NATIONAL_LIBRARY: "national",
    OrganisationType.RESEARCH_LIBRARY: "university",
    OrganisationType.UNIVERSITY_LIBRARY: "university",
    OrganisationType.REGIONAL_UNIVERSAL_LIBRARY: "regional",
    OrganisationType.REGIONAL_SPECIAL_LIBRARY: "special",
    OrganisationType.SPECIAL_LIBRARY: "special",
    OrganisationType.CITY_LIBRARY: "city",
    OrganisationType.CITY_LIBRARY_SYSTEM: "city",
    OrganisationType.PUBLIC_LIBRARY: "city",
    OrganisationType.DISTRICT_LIBRARY_SYSTEM: "district",
}


def face_kind(organisation: Organisation) -> str:
    """The kind of an organisation's monogram."""
    return FACES.get(OrganisationType(organisation.type), "regional")


def place_of(organisation: Organisation) -> LocalisedText | str:
    """City and region in the reader's language, or that the place is not known."""
    region, city = organisation.region, organisation.city
    if region and region.is_city(city):
        return city
    parts = [words for words in (city, region.name if region else None) if words]
    if not parts:
        return _("Place not known")
    return LocalisedText(", ".join(words.text for words in parts), parts[0].language)


def language_of_name(name: LocalisedText) -> str:
    """In which language a name stands, as a reader reads it: "на русском"."""
    if name.language == LATIN_KAZAKH:
        return _("in Latin letters")
    return written_in(name.language, active_language())


# --- The list ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listing:
    """The list as an address asks for it: its filters, its words, and one page of its rows."""

    groups: list[Group]
    search: SearchField
    count: int  # Filters that are on.
    kept_order: list[HiddenField]  # Hidden fields of the form of the filters, and of that of the order.
    kept_filters: list[HiddenField]
    chips: list[Chip]
    orders: list[Order]
    count_words: str
    of_words: str
    rows: list[Row]
    fictional_rows: list[Row]
    fictional_words: str
    page: Page
    map: RegionsMap | None  # On the first page, where nothing is asked.


def list_context(asked: ListRequest, page: Page) -> dict[str, Any]:
    """Returns the context of the list's template; `querystring` is read by the links to other pages of the list."""
    return {
        "listing": _listing(asked, page),
        "data_url": section_url(Organisation.section, "data/"),
        "map_csv_url": section_url(Organisation.section, "regions.csv"),
        "map_xlsx_url": section_url(Organisation.section, "regions.xlsx"),
        "querystring": f"?{asked.query.urlencode()}",
    }


def _listing(asked: ListRequest, page: Page) -> Listing:
    return Listing(
        groups=asked.groups,
        search=SearchField("q", _("Name or city"), asked.text),
        count=asked.count,
        kept_order=asked.hidden_but("q", *asked.chosen),
        kept_filters=asked.hidden_but("order"),
        chips=asked.chips,
        orders=[
            Order("name", _("by name"), asked.order == "name"),
            Order("region", _("by region"), asked.order == "region"),
        ],
        count_words=ngettext("%(count)s organisation", "%(count)s organisations", asked.found)
        % {"count": format_number(asked.found, active_language())},
        of_words=_of_all() if asked.count else "",
        rows=[row_of(organisation) for organisation in page if not organisation.is_demo],
        fictional_rows=[row_of(organisation) for organisation in page if organisation.is_demo],
        fictional_words=_("Fictional organisations, for demonstration: %(count)s")
        % {"count": format_number(asked.fictional, active_language())},
        page=page,
        map=None if asked.count or page.number > 1 else map_of_regions(),
    )


def _of_all() -> str:
    return _("of %(total)s") % {"total": format_number(ListRequest.everything().found, active_language())}


def row_of(organisation: Organisation) -> Row:
    """One row of the list; its status is said only when it is not simply active."""
    facts = [
        IconFact("pin", place_of(organisation)),
        IconFact("building", organisation.get_type_display()),
    ]
    name = organisation.name
    if name.language != active_language():
        facts.append(IconFact("globe", language_of_name(name)))
    historic = organisation.is_historic
    return Row(
        title=name,
        url=organisation.url,
        face=monogram(
            organisation.pk, kind=face_kind(organisation), name=name.text, city=organisation.city.text
        ),
        facts=facts,
        is_demo=organisation.is_demo,
        state="on_hold" if historic else "",
        state_label=organisation.get_status_display() if historic else "",
    )
