from .membership import Membership
from .representative import Representative
from .representative_invitation import RepresentativeInvitation

__all__ = ["Membership", "Representative", "RepresentativeInvitation"]
