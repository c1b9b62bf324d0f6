"""An organisation as a contact card (vCard 4.0, RFC 6350), with the facts that the directory has and no others."""

from django.utils.translation import gettext as _
from icalendar import vText
from icalendar.parser import Contentline, Parameters

from portal.content.linked_data import absolute
from portal.language import clean_address, clean_line
from portal.localisation.text import active_language

from ..linked_data import CITY_CENTRE
from ..models.organisation import Organisation


def card_of(organisation: Organisation) -> bytes:
    """The card in the reader's language; the name in every language that has one, the reader's first."""
    language, shown = active_language(), organisation.name
    names = [shown, *(name for name in organisation.official_names if name != shown)]
    lines = [
        _line("BEGIN", "VCARD"),
        _line("VERSION", "4.0"),
        _line("KIND", "org"),
        *(_line("FN", _text(name.text), ALTID="1", LANGUAGE=name.language) for name in names),
        _line("ORG", _text(shown.text), LANGUAGE=shown.language),
    ]
    region = organisation.region.name.text if organisation.region else ""
    if organisation.address or organisation.city or region:
        parts = ["", "", organisation.address.text, organisation.city.text, region, "", _("Kazakhstan")]
        lines.append(_line("ADR", ";".join(_text(part) for part in parts), LANGUAGE=language))
    is_house = organisation.place_precision != CITY_CENTRE
    if organisation.lat is not None and organisation.lon is not None and is_house:
        lines.append(_line("GEO", f"geo:{organisation.lat},{organisation.lon}"))
    if organisation.website:
        lines.append(_line("URL", clean_address(organisation.website)))
    if organisation.is_demo:
        lines.append(_line("NOTE", _text(_("Fictional, for demonstration"))))
    elif organisation.is_historic:
        lines.append(_line("NOTE", _text(_("This organisation no longer exists"))))
    lines += [
        _line("UID", absolute(organisation.url_in("kk"))),
        _line("SOURCE", f"{absolute(organisation.url)}card.vcf"),
        _line("REV", f"{organisation.updated_at:%Y%m%dT%H%M%SZ}"),
        _line("END", "VCARD"),
    ]
    return b"".join(line + b"\r\n" for line in lines)


def _text(text: str) -> str:
    return vText(clean_line(text)).to_ical().decode()


def _line(name: str, value: str, **parameters: str) -> bytes:
    """One line, folded at 75 bytes; `value` is escaped already where the standard asks for it."""
    given = Parameters()
    for key, word in parameters.items():
        given[key] = word
    head = f"{name};{given.to_ical().decode()}" if parameters else name
    return Contentline(f"{head}:{value}").to_ical()
