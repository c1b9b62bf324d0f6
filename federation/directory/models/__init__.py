from ..pages import DirectoryPage
from .organisation import Organisation
from .organisation_description import OrganisationDescription
from .organisation_import import OrganisationImport
from .organisation_name import OrganisationName
from .organisation_source import OrganisationSource
from .region import Region

__all__ = [
    "DirectoryPage",
    "Organisation",
    "OrganisationDescription",
    "OrganisationImport",
    "OrganisationName",
    "OrganisationSource",
    "Region",
]
