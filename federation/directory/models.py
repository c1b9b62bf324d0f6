from .descriptions import OrganisationDescription
from .pages import DirectoryPage
from .records import Organisation, OrganisationName, OrganisationSource
from .regions import Region

__all__ = [
    "DirectoryPage",
    "Organisation",
    "OrganisationDescription",
    "OrganisationName",
    "OrganisationSource",
    "Region",
]
