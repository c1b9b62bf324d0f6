"""The facts of an organisation in plain words: when it was founded, whether it works, where that was read."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.language import format_date, quoted
from portal.localisation.text import LocalisedText, active_language

from ..enums import FoundingCertainty, OrganisationStatus
from ..models.organisation import Organisation
from ..models.organisation_source import OrganisationSource

MOST_OF_A_PATH = 40


def founded_words(organisation: Organisation) -> str:
    """Returns the year of foundation in words: "1934" or "about 1899"; empty where that is not known."""
    if not organisation.founded_year:
        return ""
    if organisation.founded_certainty == FoundingCertainty.ABOUT:
        return _("about %(year)s") % {"year": organisation.founded_year}
    return str(organisation.founded_year)


def status_words(organisation: Organisation) -> str:
    """Returns the status in words: whether it works today, with the year of the last proof where one is known."""
    status = str(organisation.get_status_display())
    if not organisation.confirmed_year or organisation.status == OrganisationStatus.HISTORIC:
        return status
    return _("%(status)s (last confirmed in %(year)s)") % {
        "status": status,
        "year": organisation.confirmed_year,
    }


@dataclass(frozen=True)
class Citation:
    """A source as a reader finds it again. `title` is in the quotes of its language."""

    publisher: LocalisedText
    kind: str
    title: LocalisedText
    url: str
    address: str
    read_on: str


def cite(source: OrganisationSource) -> Citation:
    """The citation of a source in the reader's language."""
    title = quoted(source.title, source.title_language or active_language()) if source.title else ""
    day = format_date(source.read_on, active_language()) if source.read_on else ""
    return Citation(
        publisher=source.publisher,
        kind=str(source.get_kind_display()),
        title=LocalisedText(title, source.title_language),
        url=source.url,
        address=short_address(source.url),
        read_on=_("read on %(day)s") % {"day": day} if day else "",
    )


def citation_text(source: OrganisationSource, language: str) -> str:
    """The citation in a language as one line: "IFLA. Encyclopaedia article: “Title”. https://… (read on …)"."""
    with override(language):
        found = cite(source)
    named = ". ".join(part for part in (found.publisher.text, found.kind) if part)
    named = f"{named}: {found.title}" if found.title else named
    line = f"{named}. {found.url}" if found.url else named
    return f"{line} ({found.read_on})" if found.read_on else line


def short_address(address: str) -> str:
    """An address as people write it: site and path, or the site alone where the path is long."""
    site = host_of(address)
    path = urlsplit(address).path.rstrip("/")
    return f"{site}{path}" if len(path) <= MOST_OF_A_PATH and not urlsplit(address).query else site


def host_of(address: str) -> str:
    """The name of the site that an address leads to, without www."""
    return urlsplit(address).netloc.removeprefix("www.") if address else ""
