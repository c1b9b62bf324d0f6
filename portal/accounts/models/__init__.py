from .operator import Operator
from .privacy_terms import PrivacyTerms
from .user import User, UserManager

__all__ = ["Operator", "PrivacyTerms", "User", "UserManager"]
