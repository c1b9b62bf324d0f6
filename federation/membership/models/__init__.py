from .membership import Membership
from .representative import Representative

__all__ = ["Membership", "Representative"]
