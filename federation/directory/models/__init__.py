from ..pages import DirectoryPage
from .organisation import Organisation, OrganisationName, OrganisationSource
from .organisation_description import OrganisationDescription
from .region import Region

__all__ = [
    "DirectoryPage",
    "Organisation",
    "OrganisationDescription",
    "OrganisationName",
    "OrganisationSource",
    "Region",
]
