from .records import Membership, Representative

__all__ = ["Membership", "Representative"]
