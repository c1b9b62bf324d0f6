"""Linked data of organisations, in schema.org's words."""

from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from portal.content.linked_data import shortened
from portal.content.models import nearest
from portal.localisation.text import active_language

from .enums import FoundingCertainty, OrganisationType

if TYPE_CHECKING:
    from .models.organisation import Organisation

NOT_LIBRARIES = frozenset({OrganisationType.ASSOCIATION, OrganisationType.CONSORTIUM})
COUNTRY = "KZ"
CITY_CENTRE = "city"  # Coordinates of this precision show the middle of a city, not a house.


def data_of(organisation: "Organisation") -> dict[str, Any]:
    """A Library or an Organization with its names, place and founding year, as far as they are known."""
    known = organisation.related_rows()
    words = nearest(known.descriptions, active_language())
    names = [*(name.text for name in organisation.official_names), *(name.text for name in known.other_names)]
    own_name = organisation.name.text
    parent = organisation.parent if organisation.parent and organisation.parent.is_public else None
    return {
        "@type": "Organization" if organisation.type in NOT_LIBRARIES else "Library",
        "@id": organisation.url,
        "name": own_name,
        "alternateName": [name for name in dict.fromkeys(names) if name != own_name],
        "description": shortened(strip_tags(words.intro.replace("<", " <")))
        if words
        else kind_and_place(organisation),
        "disambiguatingDescription": _("Fictional, for demonstration") if organisation.is_demo else "",
        "mainEntityOfPage": organisation.url,
        "url": organisation.website,
        "foundingDate": _founding_date(organisation),
        "address": _address(organisation),
        "geo": _geo(organisation),
        "parentOrganization": parent
        and {"@type": "Organization", "@id": parent.url, "name": parent.name.text},
    }


def kind_and_place(organisation: "Organisation") -> str:
    """Returns the type and the place of an organisation in one line."""
    region = organisation.region.name.text if organisation.region else ""
    parts = [str(organisation.get_type_display()), organisation.city.text, region]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _founding_date(organisation: "Organisation") -> str:
    """The year where it is certain: schema.org has no word for "about"."""
    is_certain = organisation.founded_certainty == FoundingCertainty.EXACT
    return str(organisation.founded_year) if organisation.founded_year and is_certain else ""


def _address(organisation: "Organisation") -> dict[str, Any]:
    region = organisation.region.name.text if organisation.region else ""
    is_known = organisation.address or organisation.city or region
    return {
        "@type": "PostalAddress",
        "streetAddress": organisation.address.text,
        "addressLocality": organisation.city.text,
        "addressRegion": region,
        "addressCountry": COUNTRY if is_known else "",
    }


def _geo(organisation: "Organisation") -> dict[str, Any]:
    if organisation.lat is None or organisation.lon is None or organisation.place_precision == CITY_CENTRE:
        return {}
    return {"@type": "GeoCoordinates", "latitude": organisation.lat, "longitude": organisation.lon}
