"""Vocabularies of the directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.caching.scopes import declare_scope
from portal.language import LANGUAGES

DIRECTORY_SCOPE = declare_scope("directory")
FEDERATION = "federation"  # The `source_key` of the federation's own entry.
# Under which the history of an organisation tells of an import, and of its undo.
IMPORTED, UNDONE = "directory.import", "directory.undo_import"


class RegionKind(models.TextChoices):
    """Kind of a region in the law: an oblast, or a city that stands on its own."""

    REGION = "region", _("Region")
    CITY = "city", _("City of republican significance")


class OrganisationType(models.TextChoices):
    """Type of an organisation: what it is and whom it serves."""

    ASSOCIATION = "association", _("Association")
    CONSORTIUM = "consortium", _("Consortium")
    NATIONAL_LIBRARY = "national_library", _("National library")
    RESEARCH_LIBRARY = "research_library", _("Research library")
    REGIONAL_UNIVERSAL_LIBRARY = "regional_universal_library", _("Regional universal library")
    REGIONAL_SPECIAL_LIBRARY = "regional_special_library", _("Regional children’s, youth or special library")
    UNIVERSITY_LIBRARY = "university_library", _("University library")
    SPECIAL_LIBRARY = "special_library", _("Special library")
    CITY_LIBRARY = "city_library", _("City library")
    CITY_LIBRARY_SYSTEM = "city_library_system", _("City library system")
    DISTRICT_LIBRARY_SYSTEM = "district_library_system", _("District library system")
    PUBLIC_LIBRARY = "public_library", _("Public library")


class OrganisationStatus(models.TextChoices):
    """Status of an organisation: whether it works today, as far as the sources tell."""

    ACTIVE = "active", _("Active today")
    PROBABLY_ACTIVE = "probably_active", _("Probably active today")
    HISTORIC = "historic", _("No longer active")
    UNKNOWN = "unknown", _("Not known whether it is active today")


class FoundingCertainty(models.TextChoices):
    """Certainty of the year of foundation."""

    EXACT = "exact", _("In that year")
    ABOUT = "about", _("About that year")


class SourceKind(models.TextChoices):
    """Kind of publication in which a fact was read."""

    OWN_SITE = "own_site", _("The organisation’s own website")
    LIBRARY = "library", _("Website of a library or university")
    NEWS = "news", _("News or newspaper article")
    ENCYCLOPAEDIA = "encyclopaedia", _("Encyclopaedia article")
    INTERNATIONAL = "international", _("Page of an international organisation")
    AUTHORITY = "authority", _("Page of a public authority")
    REFERENCE = "reference", _("Reference site on culture and history")
    OTHER = "other", _("Other publication")


class Confidence(models.TextChoices):
    """Confidence in an entry: how well the sources bear out what it says."""

    HIGH = "high", pgettext_lazy("confidence", "High")
    MEDIUM = "medium", pgettext_lazy("confidence", "Medium")
    LOW = "low", pgettext_lazy("confidence", "Low")


class OrganisationState(models.TextChoices):
    """Publication state of an entry, which decides whether the public sees it."""

    PUBLISHED = "published", pgettext_lazy("a state", "Published")
    DRAFT = "draft", _("Draft")


class Stays(models.TextChoices):
    """Reasons why an undo of an import leaves a fact or an organisation as it is."""

    CHANGED = "changed", _("changed since")
    KEPT = "kept", _("an undo never changes it")
    MISSING = "missing", _("what it was before is no longer there")
    DELETED = "deleted", _("deleted since")
    THINNED = "thinned", _("the version before the import is no longer kept")
    REFERRED = "referred", _("other entries refer to it")
    INVALID = "invalid", _("its facts of before do not go with what was changed since")


class NameKind(models.TextChoices):
    """Kinds of second names of an organisation."""

    FORMER = "former", _("Former name")
    VARIANT = "variant", _("Other form of the name")
    SHORT = "short", _("Abbreviation")


LATIN_KAZAKH = "kk-Latn"
NAME_LANGUAGES = [
    ("kk", _("Kazakh")),
    (LATIN_KAZAKH, _("Kazakh in Latin letters")),
    ("ru", _("Russian")),
    ("en", _("English")),
]
LANGUAGE_CHOICES = [choice for choice in NAME_LANGUAGES if choice[0] in LANGUAGES]
"""BCP 47 tag of Kazakh in Latin letters."""
